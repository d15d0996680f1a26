//! Knows what every line said last, and forgets it when the stream has been silent for too long.

use crate::{
    ExtensionNumber, Now, Utc,
    event::Line,
    presence::{CloudyaPresence, LineState},
};
use rustc_hash::FxHashMap;
use std::{collections::BTreeSet, time::Duration};

#[derive(Default)]
pub(crate) struct Phones {
    lines: FxHashMap<ExtensionNumber, Phone>,
    /// Whether a complete picture was ever had since the stream was last opened.
    known: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phone {
    pub(crate) line: LineState,
    pub(crate) presence: CloudyaPresence,
    pub(crate) since: Utc,
    updated: Option<i128>,
    heard: Duration,
}

impl Phones {
    pub(crate) fn phone(&self, extension: &ExtensionNumber) -> Phone {
        self.lines.get(extension).copied().unwrap_or_default()
    }

    /// Whether lines may be relied on: after the first snapshot, until they are forgotten.
    pub(crate) fn are_known(&self) -> bool {
        self.known
    }

    /// Whether anything is known of any line, relied on or not.
    pub(crate) fn are_remembered(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Takes a message of the live stream. Gives back the phone where anything changed that matters.
    pub(crate) fn hear(&mut self, line: &Line, now: Now) -> Option<Phone> {
        self.take(line, now, |known| known.updated.zip(line.updated).is_none_or(|(old, new)| new >= old))
    }

    /// Takes a snapshot that was asked for at `asked`. Gives back the extensions that changed.
    ///
    /// A later `updated` wins; where that cannot be told, what the stream said after the question wins.
    /// An extension that is missing is unknown from now on.
    pub(crate) fn see_all(&mut self, lines: &[Line], asked: Duration, now: Now) -> Vec<ExtensionNumber> {
        self.known = true;
        let mut changed = Vec::new();
        for line in lines {
            let taken = self.take(line, now, |known| match (known.updated, line.updated) {
                (Some(known), Some(seen)) if known != seen => seen > known,
                (Some(_) | None, Some(_) | None) => known.heard < asked,
            });
            if taken.is_some() {
                changed.push(line.extension.clone());
            }
        }
        let present = lines.iter().map(|line| &line.extension).collect::<BTreeSet<_>>();
        let mut missing = self.lines.extract_if(|extension, phone| !present.contains(extension) && phone.heard < asked);
        let mut missing = missing.by_ref().map(|(extension, _)| extension).collect::<Vec<_>>();
        missing.sort();
        changed.extend(missing);
        changed
    }

    /// The computer slept: what is remembered is not relied on before the next snapshot.
    pub(crate) fn doubt(&mut self) {
        self.known = false;
    }

    /// Nothing is known any more. Gives back the extensions about which something was.
    pub(crate) fn forget(&mut self) -> Vec<ExtensionNumber> {
        self.known = false;
        let mut extensions = self.lines.drain().map(|(extension, _)| extension).collect::<Vec<_>>();
        extensions.sort();
        extensions
    }

    /// Takes what is said of a line, where it `applies` to what is known. Gives back the phone where anything changed.
    fn take(&mut self, line: &Line, now: Now, applies: impl FnOnce(&Phone) -> bool) -> Option<Phone> {
        let phone =
            Phone { line: line.line, presence: line.presence, since: now.utc, updated: line.updated, heard: now.mono };
        let Some(known) = self.lines.get_mut(&line.extension) else {
            self.lines.insert(line.extension.clone(), phone);
            return Some(phone);
        };
        if !applies(known) {
            return None;
        }
        let same_line = known.line == phone.line;
        let changed = !same_line || known.presence != phone.presence;
        *known = Phone { since: if same_line { known.since } else { phone.since }, ..phone };
        changed.then_some(*known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(seconds: u64) -> Now {
        let mono = Duration::from_secs(seconds);
        Now { mono, utc: Utc(i64::try_from(mono.as_millis()).unwrap()) }
    }

    fn line(extension: &str, line: LineState, updated: Option<i128>) -> Line {
        Line { extension: ExtensionNumber::new(extension), line, presence: CloudyaPresence::Available, updated }
    }

    fn state(phones: &Phones, extension: &str) -> LineState {
        phones.phone(&ExtensionNumber::new(extension)).line
    }

    #[test]
    fn an_older_message_is_ignored_and_a_repeated_one_changes_nothing() {
        let mut phones = Phones::default();
        assert!(phones.hear(&line("20", LineState::InUse, Some(5)), now(1)).is_some());
        assert_eq!(phones.hear(&line("20", LineState::Idle, Some(4)), now(2)), None);
        assert_eq!(phones.hear(&line("20", LineState::InUse, Some(6)), now(3)), None);
        assert_eq!(state(&phones, "20"), LineState::InUse);
        assert_eq!(phones.phone(&ExtensionNumber::new("20")).since, now(1).utc, "since when it is in use");
    }

    #[test]
    fn a_snapshot_repairs_lost_messages_but_not_newer_ones() {
        for stamps in [[Some(1), Some(2), Some(3)], [None, None, None]] {
            let mut phones = Phones::default();
            phones.hear(&line("20", LineState::InUse, stamps[0]), now(1));
            phones.hear(&line("21", LineState::InUse, stamps[2]), now(9));
            let snapshot = [line("20", LineState::Idle, stamps[1]), line("21", LineState::Idle, stamps[1])];
            let changed = phones.see_all(&snapshot, now(5).mono, now(10));
            assert_eq!(changed, [ExtensionNumber::new("20")]);
            assert_eq!(state(&phones, "21"), LineState::InUse, "the stream spoke after the question");
        }
    }

    #[test]
    fn an_extension_missing_in_a_snapshot_is_unknown() {
        let mut phones = Phones::default();
        phones.hear(&line("20", LineState::InUse, None), now(1));
        assert_eq!(phones.see_all(&[], now(5).mono, now(6)), [ExtensionNumber::new("20")]);
        assert_eq!(state(&phones, "20"), LineState::Unknown);
    }
}
