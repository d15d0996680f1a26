//! Throws any claims at what checks who signed in.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::id_token(data));
