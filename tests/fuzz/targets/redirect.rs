//! Lets a page come back with any query at all.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::redirect(data));
