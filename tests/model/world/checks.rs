//! What must always hold, and what must hold once it is calm.

use super::World;
use crate::model::{
    LIMIT, WINDOW,
    company::{extension_of, user_of},
};
use engine::{
    Attempt, ExtensionNumber, UserId,
    presence::{LineState, Publication},
};
use std::time::Duration;

impl World {
    pub(crate) fn check_rest(&self) {
        for (number, phone) in &self.phones {
            let user = user_of(number);
            let session = self.sessions.get(&user).filter(|(_, expires)| *expires > self.clock).map(|(what, _)| *what);
            let counts = !self.paused && !self.excluded.contains(number) && self.matched.contains(&user);
            let wanted = phone.asks_for().filter(|_| counts);
            assert_eq!(session, wanted, "not at rest: {user}, whose phone is {phone:?}");
            assert_eq!(self.remembered.contains(&user), wanted.is_some(), "not at rest: what the disk says of {user}");
        }
    }

    pub(crate) fn check_phones(&self) {
        for number in self.phones.keys() {
            let active = self.forwarding.get(number).copied().unwrap_or_default();
            let chosen = self.chosen.get(number).copied().unwrap_or_default();
            assert_eq!(active, chosen, "left diverted: the forwarding of {number}");
        }
        assert!(self.diverted.is_empty(), "left diverted: the disk remembers {:?}", self.diverted);
    }

    pub(super) fn check_write(&mut self, user: &UserId, attempt: Attempt) {
        self.count_request();
        let twice = self.writing.insert(user.clone(), attempt);
        assert_eq!(twice, None, "two writes about {user} at once");
    }

    /// A state is sent only while it is true, or was within the time that it may outlive itself.
    pub(super) fn check_reason(&self, user: &UserId) {
        let number = extension_of(user);
        let settings = &self.profile.settings;
        let outlives = settings.grace() + settings.clear() + Duration::from_secs(120);
        let recent = self
            .last_asked
            .get(&number)
            .is_some_and(|last| self.phones[&number].asks_for().is_some() || *last + outlives >= self.clock);
        assert!(recent, "{user} is published without a call");
        assert!(!self.excluded.contains(&number), "{user} is excluded");
        assert!(self.matched.contains(user), "{user} is matched no more");
        assert!(!self.paused, "{user} is published in a pause");
    }

    /// A state that the phone has left already is not sent; that it goes on may be.
    pub(super) fn check_freshness(&self, user: &UserId, publication: Publication) {
        let is_new = self.sessions.get(user).is_none_or(|(_, expires)| *expires <= self.clock);
        let told = self.told.get(&extension_of(user));
        let fresh = told
            .is_some_and(|told| told.phone.asks_for() == Some(publication) || told.phone.line == LineState::Unknown);
        assert!(fresh || !is_new, "{user} is published although the phone is {told:?}");
    }

    /// A phone is diverted only for what Teams showed by itself, and only while that may still last.
    pub(super) fn check_diversion(&mut self, extension: &ExtensionNumber) {
        self.note_meetings();
        let last = self.last_met.get(&user_of(extension));
        let recent = last.is_some_and(|last| *last + Duration::from_secs(11 * 60) >= self.clock);
        assert!(recent, "{extension} is diverted by our own call");
        assert!(!self.excluded.contains(extension), "{extension} is excluded");
        assert!(!self.paused, "{extension} is diverted in a pause");
    }

    pub(super) fn count_request(&mut self) {
        assert!(self.clock >= self.silent_until, "a request in the silence");
        self.requests.push(self.clock);
        self.last_request = Some(self.now());
        let start = self.clock.saturating_sub(WINDOW);
        let window = self.requests.iter().rev().take_while(|moment| **moment > start).count();
        assert!(window <= usize::try_from(LIMIT).unwrap(), "{window} requests in thirty seconds");
    }
}
