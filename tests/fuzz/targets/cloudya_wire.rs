//! Throws any JSON at what reads Cloudya's answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::cloudya_wire(data));
