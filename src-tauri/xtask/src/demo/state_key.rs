//! A key for the secrets of one demonstration, which are thrown away with it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher as _, Hasher as _},
};

/// 32 bytes in base64, from hashers that the standard library seeds at random.
pub(super) fn fresh() -> String {
    let bytes = (0..4).flat_map(|_| RandomState::new().build_hasher().finish().to_be_bytes()).collect::<Vec<_>>();
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_32_bytes_and_no_two_are_equal() {
        assert_eq!(STANDARD.decode(fresh()).unwrap().len(), 32);
        assert_ne!(fresh(), fresh());
    }
}
