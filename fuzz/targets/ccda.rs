//! A C-CDA document, or sections to stand in one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::referral::ccda(bytes));
