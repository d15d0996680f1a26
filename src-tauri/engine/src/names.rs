//! The names of things: extensions, users, rounds, attempts, moments, and secrets that never show themselves.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, sync::Arc, time::Duration};

/// The number of a phone extension, as Cloudya writes it: a string, with leading zeros and of any length.
///
/// Ordered as people count: `9` before `10`, `007` beside `7`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct ExtensionNumber(Arc<str>);

/// The object id of a Teams user: a GUID in lower case, the only name that presence accepts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct UserId(Arc<str>);

/// The number of an onboarding round, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Round(pub u16);

/// Ties an answer to the question that asked for it, so that a late answer is recognised as late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attempt(pub u64);

/// One moment on two clocks.
///
/// `mono` never jumps and advances while the computer sleeps; deadlines and durations use it.
/// `utc` is what people and the disk use, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    pub mono: Duration,
    pub utc: Utc,
}

/// Milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
pub struct Utc(pub i64);

/// A password, a client secret or a key: it can be handed on, but neither printed nor compared by accident.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Secret(SecretString);

impl ExtensionNumber {
    pub fn new(number: impl Into<Arc<str>>) -> Self {
        Self(number.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UserId {
    pub fn new(id: &str) -> Self {
        Self(id.to_ascii_lowercase().into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Secret {
    pub fn new(secret: impl Into<String>) -> Self {
        Self(SecretString::from(secret.into()))
    }

    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl Now {
    /// The same moment in UTC, `later` from now.
    pub fn utc_in(self, later: Duration) -> Utc {
        Utc(self.utc.0 + i64::try_from(later.as_millis()).unwrap_or(i64::MAX / 2))
    }
}

impl Ord for ExtensionNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for ExtensionNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for ExtensionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ExtensionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Compares runs of digits by value and everything else by character.
fn natural(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    loop {
        match (left.first(), right.first()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (a, rest_of_left) = number(left);
                let (b, rest_of_right) = number(right);
                match a.len().cmp(&b.len()).then_with(|| a.cmp(b)) {
                    Ordering::Equal => (left, right) = (rest_of_left, rest_of_right),
                    decided @ (Ordering::Less | Ordering::Greater) => return decided,
                }
            }
            (Some(a), Some(b)) if a == b => (left, right) = (&left[1..], &right[1..]),
            (Some(a), Some(b)) => return a.cmp(b),
        }
    }
}

/// The digits at the start without leading zeros, and what follows them.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    (&digits[zeros..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_ordered_as_people_count() {
        let mut numbers = ["10", "9", "200", "1000", "07", "7", "20a"].map(ExtensionNumber::new);
        numbers.sort();
        assert_eq!(numbers.map(|n| n.to_string()), ["07", "7", "9", "10", "20a", "200", "1000"]);
    }

    #[test]
    fn a_secret_does_not_print_itself() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret");
    }

    #[test]
    fn user_ids_are_compared_without_case() {
        assert_eq!(UserId::new("ABC-1"), UserId::new("abc-1"));
    }
}
