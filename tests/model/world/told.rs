//! What the engine was told about each line, in the order of the messages' own stamps.

use super::{Phone, REPAIRED, World};
use crate::model::company::extension;
use engine::{
    Event, ExtensionNumber,
    event::{CallKind, Line},
    presence::{LineState, Publication},
};
use std::time::Duration;

/// A state of a phone, and when it was last said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) phone: Phone,
    /// Since when it asks for the same. Not to know a phone for a while changes nothing.
    pub(super) asks_since: Duration,
    asks_for: Option<Publication>,
    /// What it asked for before, since when, and when that ended: a short interruption is none.
    before: (Option<Publication>, Duration, Duration),
    heard: Duration,
    updated: Option<i128>,
}

/// Whether the live stream tells of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    Told,
    Lost,
}

impl World {
    pub(super) fn change(&mut self, person: usize, message: Message, change: impl FnOnce(&mut Phone)) {
        let extension = extension(person);
        self.former.insert(extension.clone(), self.line(&extension));
        let Some(phone) = self.phones.get_mut(&extension) else { return };
        change(phone);
        *self.stamps.entry(extension.clone()).or_default() += 1;
        if phone.asks_for().is_some() {
            self.last_asked.insert(extension.clone(), self.clock);
        } else if let Some(last) = self.last_asked.get_mut(&extension) {
            *last = self.clock;
        }
        match (message, self.stream) {
            (Message::Lost, _) => self.disturbed(REPAIRED),
            (Message::Told, Some(attempt)) if self.is_streaming() => {
                self.tell(Event::LineChanged { attempt, line: self.line(&extension) });
            }
            (Message::Told, _) => {}
        }
    }

    /// A message about the phone as it is now.
    pub(super) fn line(&self, extension: &ExtensionNumber) -> Line {
        let phone = self.phones[extension];
        let stamp = self.stamps.get(extension).copied().unwrap_or_default();
        let updated = self.is_stamping.then_some(stamp);
        Line { extension: extension.clone(), line: phone.line, presence: phone.presence, updated }
    }

    /// The call stream hints that a call was answered.
    pub(super) fn answer_call(&mut self, person: usize, kind: CallKind) {
        let extension = extension(person);
        if kind == CallKind::Conversation {
            self.conversations.insert(extension.clone(), self.clock);
        }
        if self.is_streaming() {
            self.tell(Event::CallAnswered { extension, kind });
        }
    }

    /// An older message about a phone arrives once more, after the newer one.
    pub(super) fn repeat(&mut self, person: usize) {
        let Some(line) = self.former.get(&extension(person)).filter(|line| line.updated.is_some()).cloned() else {
            return;
        };
        if let (Some(attempt), true) = (self.stream, self.is_streaming()) {
            self.tell(Event::LineChanged { attempt, line });
        }
    }

    /// What the stream said after the question, a snapshot does not know; a later stamp wins over both.
    pub(super) fn note_told(&mut self, event: &Event) {
        match event {
            Event::StreamOpened { attempt } => self.opened = Some(*attempt),
            Event::LineChanged { line, attempt } if self.opened == Some(*attempt) => {
                self.note_line(line, |known| known.updated.zip(line.updated).is_none_or(|(known, new)| new >= known));
            }
            Event::SnapshotRead { result: Ok(lines), .. } => {
                let asked = self.snapshot_asked;
                for line in lines {
                    self.note_line(line, |known| match known.updated.zip(line.updated) {
                        Some((known, seen)) if known != seen => seen > known,
                        Some(_) | None => known.heard < asked,
                    });
                }
            }
            _ => {}
        }
    }

    fn note_line(&mut self, line: &Line, is_news: impl FnOnce(&Told) -> bool) {
        let known = self.told.get(&line.extension).copied();
        if known.is_some_and(|known| !is_news(&known)) {
            return;
        }
        let phone = Phone { line: line.line, presence: line.presence };
        let is_unknown = phone.line == LineState::Unknown && phone.asks_for().is_none();
        let asks_for = if is_unknown { known.and_then(|known| known.asks_for) } else { phone.asks_for() };
        let interruption = self.profile.settings.settle();
        let (asks_since, before) = match known {
            Some(known) if known.asks_for == asks_for => (known.asks_since, known.before),
            Some(Told { asks_for: was, asks_since: since, before: (former, began, ended), .. }) => {
                let is_back = former == asks_for && ended + interruption >= self.clock;
                (if is_back { began } else { self.clock }, (was, since, self.clock))
            }
            None => (self.clock, (None, Duration::ZERO, Duration::ZERO)),
        };
        let told = Told { phone, asks_since, asks_for, before, heard: self.clock, updated: line.updated };
        self.told.insert(line.extension.clone(), told);
    }
}
