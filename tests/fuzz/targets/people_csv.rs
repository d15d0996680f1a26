//! Throws any text at the reader of imported addresses.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::people_csv(data));
