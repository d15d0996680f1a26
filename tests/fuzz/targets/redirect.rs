//! Throws any redirect at whoever asks Microsoft for a token.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::redirect(data));
