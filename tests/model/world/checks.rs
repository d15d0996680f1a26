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

/// A call and the state of its line are told within this time, in any order.
const SOON: Duration = Duration::from_secs(3);

impl World {
    pub(crate) fn check_rest(&self) {
        for number in self.phones.keys() {
            let user = user_of(number);
            let (held, wanted) = (self.held(&user), self.wanted(number));
            if self.refused.contains(&user) {
                assert!(held.is_none() || held == wanted, "not at rest: {user}, who was refused");
                continue;
            }
            assert_eq!(held, wanted, "not at rest: {user}, whose phone is {:?}", self.phones[number]);
            assert_eq!(self.remembered.contains(&user), wanted.is_some(), "not at rest: what the disk says of {user}");
        }
    }

    /// What could not be cleared in time is cleared by the next run.
    pub(super) fn check_left_over(&self) {
        for user in self.phones.keys().map(user_of).filter(|user| self.held(user).is_some()) {
            assert!(self.remembered.contains(&user), "{user} is left over and nobody knows");
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
        let recent = self.last_asked.get(&number).is_some_and(|last| {
            self.phones[&number].asks_for().is_some() || (*last).max(self.woken) + outlives >= self.clock
        });
        assert!(recent, "{user} is published without a call");
        assert!(!self.excluded.contains(&number), "{user} is published although excluded");
        assert!(self.matched.contains(user), "{user} is published although matched no more");
        assert!(!self.paused, "{user} is published in a pause");
    }

    /// A state that the phone has left already is not sent, nor anything new about a phone that is not known, nor what
    /// may be over in a moment.
    pub(super) fn check_freshness(&self, user: &UserId, publication: Publication) {
        let number = extension_of(user);
        let told = self.told.get(&number);
        let goes_on = [self.last_written.get(user).copied(), self.held(user)].contains(&Some(publication));
        let fresh = told.is_some_and(|told| {
            told.phone.asks_for() == Some(publication) || (goes_on && told.phone.line == LineState::Unknown)
        });
        assert!(fresh, "{user} is published although the phone is {told:?}");
        let settled = told.is_some_and(|told| {
            let is_answered = |answered: &Duration| *answered + SOON >= told.asks_since;
            told.asks_since + self.profile.settings.settle() <= self.clock
                || self.conversations.get(&number).is_some_and(is_answered)
        });
        assert!(settled || goes_on, "{user} is published before the phone has settled");
    }

    /// A phone is diverted only for what Teams showed by itself, and only while that may still last.
    pub(super) fn check_diversion(&mut self, extension: &ExtensionNumber) {
        self.note_meetings();
        let last = self.last_met.get(&user_of(extension));
        let recent = last.is_some_and(|last| *last + Duration::from_secs(11 * 60) >= self.clock);
        assert!(recent, "{extension} is diverted by our own call");
        assert!(!self.excluded.contains(extension), "{extension} is diverted although excluded");
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
