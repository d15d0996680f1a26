//! Throws any bytes at the port that waits for a browser.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::browser(data));
