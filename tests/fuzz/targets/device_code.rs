//! Throws any answer at whoever asks for a code to be typed elsewhere.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::device_code(data));
