//! Without a nightly compiler: the kept inputs and what lies near them, on any compiler.
#![cfg(test)]

use crate::TARGETS;
use std::{fs, path::Path};

/// How many inputs are made of each kept one.
const NEIGHBOURS: u64 = 300;
/// What changes the sense of these inputs more than a random byte does.
const WORDS: [&[u8]; 12] =
    [b"\n", b"\r\n", b"\"", b"{", b"}", b"[]", b"null", b"-1", b"1e308", b"\\ud800", b"\xff", b"\xef\xbb\xbf"];

#[test]
fn every_promise_is_kept_by_what_lies_near_the_corpora() {
    for (name, promise) in TARGETS {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut inputs = 0;
        for file in fs::read_dir(&corpus).unwrap_or_else(|error| panic!("{}: {error}", corpus.display())) {
            let input = fs::read(file.unwrap_or_else(|error| panic!("{error}")).path());
            let input = input.unwrap_or_else(|error| panic!("{error}"));
            promise(&input);
            inputs += 1;
            (0..NEIGHBOURS).for_each(|seed| promise(&neighbour(&input, seed)));
        }
        assert!(inputs > 0, "{name} has no corpus");
    }
}

/// The input with one to three changes that the seed chooses.
fn neighbour(input: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = input.to_vec();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(input.len() as u64) | 1;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (limit.max(1) as u64)).unwrap_or_default()
    };
    for _ in 0..=below(3) {
        let at = below(bytes.len());
        match below(5) {
            0 => bytes.truncate(at),
            1 => {
                let word = WORDS[below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            2 => {
                let end = at + below(bytes.len() - at);
                bytes.drain(at..end);
            }
            3 => {
                let again = bytes[at..].to_vec();
                bytes.extend(again);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(below(256)).unwrap_or_default();
                }
            }
        }
    }
    bytes
}
