//! What Teams holds of ours, against what it should hold, looked at in every step.

use super::{Phone, REPAIRED, World};
use crate::model::{
    Weather,
    company::{extension_of, user_of},
};
use engine::{
    ExtensionNumber, UserId,
    presence::{CloudyaPresence, LineState, Publication},
};
use std::time::Duration;

/// How long a publication lives in Teams.
const EXPIRY: Duration = Duration::from_secs(5 * 60);
/// Everybody's turn under the limit of this company, which is two windows.
const TURN: Duration = Duration::from_secs(62);
/// The users are read again this often.
const DIRECTORY: Duration = Duration::from_secs(5 * 60);
/// A stream may be silent for this long.
const PATIENCE: Duration = Duration::from_secs(3 * 60 + 1);
const SLACK: Duration = Duration::from_secs(10);

/// Teams does not hold what it should: for whom, and since when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Difference {
    wanted: Wanted,
    since: Duration,
}

/// What Teams should hold of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Nothing(Why),
    Publication(Publication),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    NoCall,
    /// What was published may stay for the grace time.
    NotKnown,
    Paused,
    Excluded,
    Unmatched,
}

impl Why {
    fn words(self) -> &'static str {
        match self {
            Self::NoCall | Self::NotKnown => "is still published without a call",
            Self::Paused => "is still published in a pause",
            Self::Excluded => "is still published although excluded",
            Self::Unmatched => "is still published although matched no more",
        }
    }
}

impl World {
    /// What disturbs everything will have been overcome after this time.
    pub(super) fn disturbed(&mut self, for_time: Duration) {
        self.fair_from = self.fair_from.max(self.clock + for_time);
    }

    /// What Teams should hold of ours at this moment.
    pub(super) fn wanted(&self, number: &ExtensionNumber) -> Option<Publication> {
        match self.should_hold(number, &user_of(number), self.phones[number]) {
            Wanted::Publication(publication) => Some(publication),
            Wanted::Nothing(_) => None,
        }
    }

    pub(super) fn held(&self, user: &UserId) -> Option<Publication> {
        self.sessions.get(user).filter(|(_, expires)| *expires > self.clock).map(|(held, _)| *held)
    }

    /// What has run out is gone. In fair weather nothing runs out that should stay.
    pub(super) fn run_out(&mut self) {
        let clock = self.clock;
        while let Some(user) = self.sessions.iter().find(|(_, (_, expires))| *expires <= clock).map(|(user, _)| user) {
            let user = user.clone();
            let publication = self.sessions.remove(&user).map(|(publication, _)| publication);
            let lasted = self.wanted(&extension_of(&user)) == publication && !self.differences.contains_key(&user);
            let is_fair = self.fair_from + TURN <= clock && !self.refused.contains(&user);
            assert!(!(lasted && is_fair), "{user} ran out during a call");
        }
    }

    /// Nobody's publication is late, neither to come nor to go.
    pub(super) fn check_publications(&mut self) {
        self.feel_weather();
        if let Some(since) = self.stalled {
            self.disturbed(REPAIRED);
            assert!(self.clock <= since + PATIENCE, "a silent stream is not opened again");
        }
        for ((number, phone), user) in self.phones.iter().zip(self.users.iter()) {
            let wanted = self.should_hold(number, user, *phone);
            let held = self.held(user);
            let agree = match wanted {
                Wanted::Nothing(_) => held.is_none(),
                Wanted::Publication(publication) => held == Some(publication),
            };
            if agree {
                self.differences.remove(user);
                continue;
            }
            let known = self.differences.get(user).copied().filter(|known| known.wanted == wanted);
            let difference = known.unwrap_or(Difference { wanted, since: self.clock });
            self.differences.insert(user.clone(), difference);
            self.check_difference(user, held, difference);
        }
        let is_read = self.users_read.max(self.fair_from) + DIRECTORY + TURN >= self.clock;
        assert!(is_read, "the users are not read again");
    }

    fn check_difference(&self, user: &UserId, held: Option<Publication>, difference: Difference) {
        let settings = &self.profile.settings;
        let grace = if difference.wanted == Wanted::Nothing(Why::NotKnown) { settings.grace() } else { Duration::ZERO };
        let wait = settings.settle().max(settings.clear()) + grace + TURN;
        // What was refused for good is not tried again: it only runs out.
        let is_due = !self.refused.contains(user) && self.clock > difference.since.max(self.fair_from) + wait;
        // In any weather what was published runs out, once the phone is believed no longer.
        let end = difference.since.max(self.woken) + settings.grace() + settings.clear() + EXPIRY + SLACK;
        let is_over = held.is_some() && self.clock > end;
        if !is_due && !is_over {
            return;
        }
        match difference.wanted {
            Wanted::Nothing(why) => panic!("{user} {}", why.words()),
            Wanted::Publication(wanted) if is_due => panic!("{user} is not published in time: {wanted:?}"),
            Wanted::Publication(wanted) => panic!("{user} is not {wanted:?} but still published as {held:?}"),
        }
    }

    fn should_hold(&self, number: &ExtensionNumber, user: &UserId, phone: Phone) -> Wanted {
        if self.excluded.contains(number) {
            return Wanted::Nothing(Why::Excluded);
        }
        if self.paused {
            return Wanted::Nothing(Why::Paused);
        }
        if !self.matched.contains(user) {
            return Wanted::Nothing(Why::Unmatched);
        }
        match phone.asks_for() {
            Some(publication) => Wanted::Publication(publication),
            None if phone.line == LineState::Unknown => Wanted::Nothing(Why::NotKnown),
            None => Wanted::Nothing(Why::NoCall),
        }
    }

    /// Whether the stream delivers what phones say.
    pub(super) fn is_streaming(&self) -> bool {
        self.stream.is_some() && self.stalled.is_none() && self.cloudya == Weather::Fair
    }
}

impl Phone {
    pub(super) const FREE: Self = Self { line: LineState::Idle, presence: CloudyaPresence::Available };

    /// What the settings of this company make of it.
    pub(super) fn asks_for(self) -> Option<Publication> {
        match (self.presence, self.line) {
            (CloudyaPresence::Dnd, _) => Some(Publication::Presenting),
            (_, LineState::InUse) => Some(Publication::InACall),
            _ => None,
        }
    }
}
