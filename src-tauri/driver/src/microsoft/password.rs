//! Passwords that nobody can guess and everybody can copy from paper.

use engine::names::Secret;
use rand::{rand_core::UnwrapErr, rngs::SysRng, seq::IndexedRandom as _};

const LENGTH: usize = 24;
/// Without those that look like one another on paper: I, l, 1, O, 0, o and the like.
const CLASSES: [&[u8]; 4] = [b"ABCDEFGHJKLMNPQRTUVWXY", b"abcdefghijkmnpqrtuvwxy", b"346789", b"+=#%*?@!"];

/// Straight from the operating system's source of randomness, about 140 bits.
pub(super) fn random() -> Secret {
    let mut source = UnwrapErr(SysRng);
    let alphabet = CLASSES.concat();
    loop {
        let password: Vec<u8> = (0..LENGTH).filter_map(|_| alphabet.choose(&mut source).copied()).collect();
        // Nearly every one has all four; to put them in afterwards would make some places easier to guess.
        if CLASSES.iter().all(|class| password.iter().any(|byte| class.contains(byte))) {
            return Secret::new(password.into_iter().map(char::from).collect::<String>());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_password_has_every_class_no_look_alikes_and_no_equal() {
        let passwords: Vec<_> = (0..500).map(|_| random()).collect();
        for password in &passwords {
            let text = password.expose();
            assert_eq!(text.chars().count(), LENGTH);
            for class in CLASSES {
                assert!(text.bytes().any(|byte| class.contains(&byte)), "{text}");
            }
            assert!(!text.contains(|c| "Il1|O0oS5Z2zs".contains(c)), "{text}");
        }
        let different: BTreeSet<_> = passwords.iter().map(Secret::expose).collect();
        assert_eq!(different.len(), passwords.len());
    }

    #[test]
    fn no_character_is_left_out() {
        let seen: BTreeSet<u8> = (0..200).flat_map(|_| random().expose().as_bytes().to_vec()).collect();
        assert_eq!(seen, CLASSES.concat().into_iter().collect());
    }
}
