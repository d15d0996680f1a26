//! Throws any text at the reader of Microsoft's numbers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::aadsts(data));
