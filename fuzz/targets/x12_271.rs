//! A payer's answer (271), or segments to stand in one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::answer::x12_271(bytes));
