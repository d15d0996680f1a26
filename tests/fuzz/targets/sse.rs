//! Throws any bytes at the reader of event streams, in any pieces.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::sse(data));
