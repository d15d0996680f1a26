//! Throws any JSON at what reads Graph's answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::microsoft_wire(data));
