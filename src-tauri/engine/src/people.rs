//! Brings Teams to what is wanted: the next write of every person, most urgent first, as the budget allows.

use crate::{
    Attempt, Effect, ExtensionNumber, Now, UserId,
    activity::{Deed, Outcome},
    backoff,
    budget::Budget,
    echo,
    event::{Failure, FailureKind},
    outbox::Outbox,
    person::{CRITICAL, Desire, EXPIRY, Live, Person, Remembered, SPREAD, Step, TakenAway},
    presence::TeamsPresence,
    rules::Settings,
    view::TeamsOrigin,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

/// More would only queue in the connection.
const IN_FLIGHT: usize = 64;
/// What Microsoft does not allow is tried again this seldom.
pub(crate) const FORBIDDEN_FOR: Duration = Duration::from_secs(5 * 60);

#[derive(Default)]
pub(crate) struct People {
    people: Vec<Person>,
    by_user: FxHashMap<UserId, usize>,
    by_extension: FxHashMap<ExtensionNumber, usize>,
    /// When each person wakes up by itself.
    wakes: BTreeSet<(Duration, usize)>,
    wake_of: Vec<Option<Duration>>,
    urgent: VecDeque<usize>,
    renewals: VecDeque<usize>,
    queued: Vec<Queued>,
    in_flight: usize,
    /// Who has nothing of ours in Teams any more, while the disk still says so.
    gone: Vec<usize>,
    /// Whose rows changed since the last look.
    changed: FxHashSet<usize>,
    watch: Watch,
    /// Until then Teams may show what an earlier run published and cleared just before its end.
    former_echoes_end: Duration,
    /// Who has something of ours in Teams.
    published: FxHashSet<usize>,
    /// Whom Teams shows in a call, of whatever origin.
    in_calls: FxHashSet<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Queued {
    No,
    Urgent,
    Renewal,
}

/// Whether Teams' own states are remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Watch {
    #[default]
    Nothing,
    OwnStates,
}

/// What an answer to a write means beyond the one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Consequence {
    Nothing,
    /// The application's token was refused.
    Unauthorized,
    /// The application may not write about this person, or not at all.
    Forbidden,
    /// The user is gone: the directory is out of date.
    Gone,
    Worked,
}

/// Which queue may be emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    CallsAndClears,
    Renewals,
}

impl People {
    /// Notes people about whom an earlier run left something in Teams.
    pub(crate) fn restore(&mut self, leftovers: Vec<UserId>, settings: &Settings, now: Now) {
        self.former_echoes_end = now.mono + echo::PROPAGATION;
        for user in leftovers {
            let index = self.index(&user);
            self.people[index] = Person::left_over(user, now, settings);
            self.refresh(index, now.mono);
        }
    }

    /// Takes which extensions' calls count for whom. Whoever is not among them is cleared by the next desires.
    pub(crate) fn assign(&mut self, sources: &BTreeMap<UserId, Vec<ExtensionNumber>>) {
        self.by_extension.clear();
        for person in &mut self.people {
            person.sources.clear();
        }
        for (user, extensions) in sources {
            let index = self.index(user);
            self.people[index].sources.clone_from(extensions);
            for extension in extensions {
                self.by_extension.insert(extension.clone(), index);
            }
        }
    }

    pub(crate) fn of_extension(&self, extension: &ExtensionNumber) -> Option<usize> {
        self.by_extension.get(extension).copied()
    }

    pub(crate) fn get(&self, user: &UserId) -> Option<&Person> {
        self.by_user.get(user).map(|index| &self.people[*index])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Person> {
        self.people.iter()
    }

    pub(crate) fn user(&self, index: usize) -> &UserId {
        &self.people[index].user
    }

    pub(crate) fn watch(&mut self, watch: Watch) {
        if self.watch != watch && watch == Watch::Nothing {
            self.people.iter_mut().for_each(|person| person.own.forget());
        }
        self.watch = watch;
    }

    pub(crate) fn indices(&self) -> std::ops::Range<usize> {
        0..self.people.len()
    }

    pub(crate) fn sources(&self, index: usize) -> &[ExtensionNumber] {
        &self.people[index].sources
    }

    /// Takes what a person's phones ask for now.
    pub(crate) fn desire(&mut self, index: usize, desire: Desire, settings: &Settings, now: Duration) {
        self.people[index].desire(desire, settings, now);
        self.refresh(index, now);
    }

    pub(crate) fn answered_call(&mut self, extension: &ExtensionNumber, now: Duration) {
        if let Some(index) = self.of_extension(extension) {
            self.people[index].answered(now);
            self.refresh(index, now);
        }
    }

    /// Takes what Teams shows of somebody; `None` when Teams no longer tells.
    pub(crate) fn observe(
        &mut self,
        user: &UserId,
        presence: Option<TeamsPresence>,
        asked: Duration,
        now: Now,
        out: &mut Outbox,
    ) -> TakenAway {
        let Some(index) = self.by_user.get(user).copied() else { return TakenAway::No };
        let person = &mut self.people[index];
        let before = person.reflection();
        person.observed_at = asked;
        if person.reflection() != before {
            self.changed.insert(index);
        }
        if self.watch == Watch::OwnStates
            && let Some(presence) = presence.as_ref().filter(|presence| !person.is_echo(presence))
            && !(asked < self.former_echoes_end && echo::could_be_ours(presence))
        {
            person.own.see(presence, asked);
        }
        if person.observed != presence {
            if let Some(teams) = presence.clone() {
                let origin = if person.is_echo(&teams) { TeamsOrigin::Echo } else { TeamsOrigin::Teams };
                out.emit(person.record(Deed::TeamsChanged { teams, origin }, None, Outcome::Seen, now));
            }
            match presence.as_ref().is_some_and(TeamsPresence::is_call) {
                true => self.in_calls.insert(index),
                false => self.in_calls.remove(&index),
            };
            person.observed = presence;
            person.observed_since = now.utc;
            self.changed.insert(index);
        }
        let wakes_at = person.wakes_at(now.mono);
        let taken_away = person.look();
        if person.wakes_at(now.mono) != wakes_at {
            self.refresh(index, now.mono);
        }
        taken_away
    }

    pub(crate) fn handle_timeout(&mut self, now: Duration) {
        while let Some((at, index)) = self.wakes.first().copied().filter(|(at, _)| *at <= now) {
            self.wakes.remove(&(at, index));
            self.wake_of[index] = None;
            self.people[index].settle(now);
            self.refresh(index, now);
        }
    }

    /// Tells the disk who has nothing of ours in Teams any more.
    pub(crate) fn forget_gone(&mut self, out: &mut Outbox) {
        for index in std::mem::take(&mut self.gone) {
            let person = &mut self.people[index];
            if person.is_gone() {
                person.on_the_wire = Remembered::No;
                out.emit(Effect::ForgetPublished { user: person.user.clone() });
            }
        }
    }

    /// Sends what waits longest, as long as the budget lasts.
    pub(crate) fn pump(&mut self, urgency: Urgency, budget: &mut Budget, now: Now, out: &mut Outbox) {
        while self.in_flight < IN_FLIGHT {
            let queue = match urgency {
                Urgency::CallsAndClears => &mut self.urgent,
                Urgency::Renewals => &mut self.renewals,
            };
            let Some(index) = queue.front().copied() else { return };
            let listed = match urgency {
                Urgency::CallsAndClears => Queued::Urgent,
                Urgency::Renewals => Queued::Renewal,
            };
            let step = self.people[index].step(now.mono);
            if self.queued[index] != listed || step == Step::Nothing {
                queue.pop_front();
                if self.queued[index] == listed {
                    self.queued[index] = Queued::No;
                }
                continue;
            }
            if !budget.take(now.mono) {
                return;
            }
            queue.pop_front();
            self.queued[index] = Queued::No;
            self.send(index, step, now, out);
        }
    }

    /// Takes the answer to a write.
    pub(crate) fn written(
        &mut self,
        attempt: Attempt,
        user: &UserId,
        result: Result<(), Failure>,
        budget: &mut Budget,
        now: Now,
        out: &mut Outbox,
    ) -> Consequence {
        if let Err(failure) = &result {
            budget.heed(failure, now.mono, out);
        }
        let Some(index) = self.by_user.get(user).copied() else { return Consequence::Nothing };
        let person = &mut self.people[index];
        let Some(flight) = person.flight.filter(|flight| flight.attempt == attempt) else {
            return Consequence::Nothing;
        };
        self.in_flight -= 1;
        out.emit_all(person.outcome_of(flight, &result, now));
        let consequence = match result {
            Ok(()) => {
                budget.succeeded();
                person.written(flight, out.up_to(SPREAD), now.mono);
                Consequence::Worked
            }
            Err(failure) => match failure.kind {
                FailureKind::Throttled => {
                    person.failed(now.mono);
                    Consequence::Nothing
                }
                FailureKind::Unauthorized => {
                    person.failed(now.mono + Duration::from_millis(500));
                    Consequence::Unauthorized
                }
                FailureKind::Forbidden => {
                    person.forbid(now.mono + FORBIDDEN_FOR);
                    Consequence::Forbidden
                }
                FailureKind::NotFound => {
                    person.refuse();
                    Consequence::Gone
                }
                FailureKind::Unreachable | FailureKind::Server => {
                    let failures = person.count_failure();
                    person.failed(now.mono + backoff::delay(failures, &failure, out));
                    Consequence::Nothing
                }
                FailureKind::CredentialsRejected
                | FailureKind::CredentialsExpired
                | FailureKind::SignInNeeded(_)
                | FailureKind::TenantUnknown
                | FailureKind::ApplicationUnknown
                | FailureKind::CertificateUnreadable
                | FailureKind::SecretMissing => {
                    person.failed(now.mono + Duration::from_secs(5));
                    Consequence::Unauthorized
                }
                FailureKind::Refused => {
                    tracing::warn!("Teams refused a write for good; it is not repeated");
                    person.refuse();
                    Consequence::Nothing
                }
            },
        };
        self.refresh(index, now.mono);
        consequence
    }

    /// Leaves somebody alone for a while: Microsoft does not allow to write about this person.
    pub(crate) fn forbid(&mut self, user: &UserId, now: Duration) {
        if let Some(index) = self.by_user.get(user).copied() {
            self.people[index].forbid(now + FORBIDDEN_FOR);
            self.refresh(index, now);
        }
    }

    /// Whatever was forbidden may be allowed now.
    pub(crate) fn pardon(&mut self, now: Duration) {
        for index in self.indices() {
            if self.people[index].pardon() {
                self.refresh(index, now);
            }
        }
    }

    /// When something happens by itself: somebody wakes up, or the budget has room for what waits.
    pub(crate) fn poll_timeout(&self, budget: &mut Budget, now: Duration) -> Option<Duration> {
        let wake = self.next_wake();
        let waiting = self.in_flight < IN_FLIGHT && !(self.urgent.is_empty() && self.renewals.is_empty());
        let room = waiting.then(|| budget.free_at(now));
        [wake, room].into_iter().flatten().min()
    }

    /// When somebody wakes up by itself.
    pub(crate) fn next_wake(&self) -> Option<Duration> {
        self.wakes.first().map(|(at, _)| *at)
    }

    /// How many have something of ours in Teams.
    pub(crate) fn published(&self) -> usize {
        self.published.len()
    }

    /// How many are in a call of Teams' own.
    pub(crate) fn in_teams_calls(&self, now: Duration) -> usize {
        let own = |person: &&Person| person.origin(now) == TeamsOrigin::Teams;
        self.in_calls.iter().map(|index| &self.people[*index]).filter(own).count()
    }

    /// Whether nothing of ours is left in Teams, as far as we know.
    pub(crate) fn is_clear(&self) -> bool {
        self.people.iter().all(|person| person.live == Live::No && person.flight.is_none())
    }

    /// The people who changed since the last call of [`Self::take_changed`].
    pub(crate) fn changed(&self) -> impl Iterator<Item = &UserId> {
        self.changed.iter().map(|index| &self.people[*index].user)
    }

    /// The people who changed since the last call.
    pub(crate) fn take_changed(&mut self) -> Vec<UserId> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().map(|index| self.people[index].user.clone()).collect()
    }

    fn send(&mut self, index: usize, step: Step, now: Now, out: &mut Outbox) {
        let attempt = out.attempt();
        let person = &mut self.people[index];
        let user = person.user.clone();
        if person.on_the_wire == Remembered::No && step != Step::Clear {
            person.on_the_wire = Remembered::Yes;
            out.emit(Effect::RememberPublished { user: user.clone() });
        }
        person.send(attempt, step, now);
        self.in_flight += 1;
        self.refresh(index, now.mono);
        match step {
            Step::Set(publication) | Step::Renew(publication) => {
                out.emit(Effect::SetPresence { attempt, user, publication, expires: EXPIRY });
            }
            Step::Clear => out.emit(Effect::ClearPresence { attempt, user }),
            Step::Nothing => {}
        }
    }

    /// Puts a person into the queue it belongs to, and sets when it wakes.
    fn refresh(&mut self, index: usize, now: Duration) {
        let person = &self.people[index];
        if person.is_gone() {
            self.gone.push(index);
        }
        let wanted = match person.step(now) {
            Step::Nothing => Queued::No,
            Step::Set(_) | Step::Clear => Queued::Urgent,
            Step::Renew(_) => match person.live {
                Live::Yes { expires, .. } if expires <= now + CRITICAL => Queued::Urgent,
                Live::Yes { .. } | Live::No | Live::Unsure => Queued::Renewal,
            },
        };
        let wake = person.wakes_at(now);
        if self.queued[index] != wanted {
            match wanted {
                Queued::No => {}
                Queued::Urgent => self.urgent.push_back(index),
                Queued::Renewal => self.renewals.push_back(index),
            }
            self.queued[index] = wanted;
        }
        if self.wake_of[index] != wake {
            if let Some(former) = self.wake_of[index].take() {
                self.wakes.remove(&(former, index));
            }
            self.wake_of[index] = wake;
            self.wakes.extend(wake.map(|at| (at, index)));
        }
        match self.people[index].live {
            Live::Yes { .. } => self.published.insert(index),
            Live::No | Live::Unsure => self.published.remove(&index),
        };
        self.changed.insert(index);
    }

    fn index(&mut self, user: &UserId) -> usize {
        if let Some(index) = self.by_user.get(user) {
            return *index;
        }
        let index = self.people.len();
        self.people.push(Person::new(user.clone()));
        self.wake_of.push(None);
        self.queued.push(Queued::No);
        self.by_user.insert(user.clone(), index);
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Utc, presence::Publication};

    const CALL: Desire = Desire::Publish(Publication::InACall);

    struct Bench {
        people: People,
        budget: Budget,
        out: Outbox,
        settings: Settings,
        now: Duration,
        sent: Vec<(Duration, UserId, Step)>,
    }

    impl Bench {
        fn new(people: usize, limit: u32) -> Self {
            let mut bench = Self {
                people: People::default(),
                budget: Budget::new(limit),
                out: Outbox::new(1),
                settings: Settings { settle_seconds: 0.0, ..Settings::default() },
                now: Duration::ZERO,
                sent: Vec::new(),
            };
            let user =
                |number: usize| (UserId::new(&format!("u{number:03}")), vec![ExtensionNumber::new(number.to_string())]);
            bench.people.assign(&(0..people).map(user).collect());
            for index in 0..people {
                bench.desire(index, Desire::Nothing);
            }
            bench
        }

        fn desire(&mut self, index: usize, desire: Desire) {
            self.people.desire(index, desire, &self.settings, self.now);
        }

        fn moment(&self) -> Now {
            Now { mono: self.now, utc: Utc(0) }
        }

        /// Runs until the moment; every write is answered at once with success.
        fn run_until(&mut self, end: Duration) {
            loop {
                self.people.handle_timeout(self.now);
                for urgency in [Urgency::CallsAndClears, Urgency::Renewals] {
                    let moment = self.moment();
                    self.people.pump(urgency, &mut self.budget, moment, &mut self.out);
                }
                let mut answered = false;
                while let Some(effect) = self.out.take() {
                    let (attempt, user, step) = match effect {
                        Effect::SetPresence { attempt, user, publication, .. } => {
                            (attempt, user, Step::Set(publication))
                        }
                        Effect::ClearPresence { attempt, user } => (attempt, user, Step::Clear),
                        Effect::RememberPublished { .. } | Effect::ForgetPublished { .. } | Effect::Record { .. } => {
                            continue;
                        }
                        other => panic!("{other:?}"),
                    };
                    self.sent.push((self.now, user.clone(), step));
                    let moment = self.moment();
                    self.people.written(attempt, &user, Ok(()), &mut self.budget, moment, &mut self.out);
                    answered = true;
                }
                if answered {
                    continue;
                }
                match self.people.poll_timeout(&mut self.budget, self.now) {
                    Some(next) if next <= end => self.now = next.max(self.now),
                    Some(_) | None => break,
                }
            }
            self.now = end;
        }
    }

    #[test]
    fn at_saturation_the_last_state_of_everybody_is_published_within_the_budget() {
        let mut bench = Bench::new(500, 100);
        for index in 0..500 {
            bench.desire(index, CALL);
        }
        bench.run_until(Duration::from_secs(5 * 31));
        assert_eq!(bench.sent.len(), 500, "one write each");
        for (start, ..) in &bench.sent {
            let window = bench.sent.iter().filter(|(at, ..)| at >= start && *at < *start + Duration::from_secs(30));
            assert!(window.count() <= 90);
        }
    }

    #[test]
    fn a_state_that_was_superseded_before_its_turn_is_never_sent() {
        let mut bench = Bench::new(200, 100);
        for index in 0..200 {
            bench.desire(index, CALL);
        }
        bench.run_until(Duration::from_secs(1));
        assert_eq!(bench.sent.len(), 90);
        for index in 0..200 {
            bench.desire(index, Desire::Nothing);
        }
        bench.run_until(Duration::from_secs(200));
        let sets = bench.sent.iter().filter(|(.., step)| matches!(step, Step::Set(_))).count();
        let clears = bench.sent.iter().filter(|(.., step)| *step == Step::Clear).count();
        assert_eq!((sets, clears), (90, 90), "the other 110 calls were over before their turn");
        assert!(bench.people.is_clear());
    }

    #[test]
    fn new_calls_go_before_renewals() {
        let mut bench = Bench::new(80, 100);
        for index in 0..60 {
            bench.desire(index, CALL);
        }
        bench.run_until(Duration::from_secs(200));
        let renewals_due = Duration::from_secs(241);
        bench.now = renewals_due;
        bench.people.handle_timeout(renewals_due);
        for index in 60..80 {
            bench.desire(index, CALL);
        }
        let before = bench.sent.len();
        bench.run_until(renewals_due);
        let first = bench.sent[before..].iter().take(20).map(|(_, user, _)| user.clone()).collect::<BTreeSet<_>>();
        let newcomers = (60..80).map(|number| UserId::new(&format!("u{number:03}"))).collect::<BTreeSet<_>>();
        assert_eq!(first, newcomers);
    }

    #[test]
    fn a_renewal_whose_turn_does_not_come_is_urgent_before_it_runs_out() {
        let mut bench = Bench::new(1, 100);
        bench.desire(0, CALL);
        bench.run_until(Duration::from_secs(100));
        assert_eq!(bench.sent.len(), 1);
        // There is never room for what is not urgent.
        let mut renewed = None;
        while let Some(next) = bench.people.next_wake().filter(|_| renewed.is_none()) {
            bench.now = next;
            bench.people.handle_timeout(next);
            let moment = bench.moment();
            bench.people.pump(Urgency::CallsAndClears, &mut bench.budget, moment, &mut bench.out);
            let is_set = |effect: Effect| matches!(effect, Effect::SetPresence { .. });
            renewed = std::iter::from_fn(|| bench.out.take()).any(is_set).then_some(next);
        }
        assert_eq!(renewed, Some(EXPIRY - CRITICAL));
    }

    #[test]
    fn a_refusal_that_cannot_succeed_is_not_repeated() {
        let mut bench = Bench::new(1, 100);
        bench.desire(0, CALL);
        let mut attempts = 0;
        for second in 0..600 {
            bench.now = Duration::from_secs(second);
            bench.people.handle_timeout(bench.now);
            let moment = bench.moment();
            bench.people.pump(Urgency::CallsAndClears, &mut bench.budget, moment, &mut bench.out);
            while let Some(effect) = bench.out.take() {
                if let Effect::SetPresence { attempt, user, .. } = effect {
                    attempts += 1;
                    let refused = Err(Failure::new(FailureKind::Refused));
                    bench.people.written(attempt, &user, refused, &mut bench.budget, moment, &mut bench.out);
                }
            }
        }
        assert_eq!(attempts, 1);
    }
}
