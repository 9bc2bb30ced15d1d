//! A FHIR bundle, or entries to stand in one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::referral::fhir_bundle(bytes));
