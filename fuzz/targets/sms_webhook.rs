//! A call of the text network: three lines, the query, the signature and the form.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::text_call::sms_webhook(bytes));
