//! Reads the voicemail pages for the addresses on them: several at once, fewer under pressure, and one that cannot be read is set aside.

use crate::{
    Attempt, Effect, ExtensionNumber, Now, Utc, backoff,
    event::{Extension, Failure, FailureKind, KeptEmail},
    outbox::Outbox,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

const EVERY: Duration = Duration::from_secs(12 * 60 * 60);
/// What is due so soon after something else is read with it.
const WITH_IT: Duration = Duration::from_secs(10 * 60);
/// When a page that was set aside is tried again: twice as late each time, up to the second.
const AGAIN: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(15 * 60)];
/// What only a person can mend is tried again this often.
const RECHECK: Duration = Duration::from_secs(60);
/// How many voicemail pages and phones the configuration service is asked about side by side, at the most. It allows one
/// more, which is for the connector.
pub(crate) const SIDE_BY_SIDE: usize = 7;
/// As many failures in a row are not worth telling anybody.
const PATIENCE: u32 = 3;

pub(crate) struct Voicemail {
    /// The K-account whose pages are read: another one has other phones with the same numbers.
    account: String,
    /// What an earlier run read, and when it is due, until the extensions are known.
    kept: BTreeMap<ExtensionNumber, (String, Duration)>,
    /// When each page that was read, or set aside, is to be read afresh.
    due: BTreeMap<ExtensionNumber, Duration>,
    /// None is due before.
    look_at: Option<Duration>,
    waiting: VecDeque<ExtensionNumber>,
    under_way: BTreeMap<Attempt, ExtensionNumber>,
    /// Under way as well, and not wanted any more.
    void: BTreeSet<Attempt>,
    failing: BTreeMap<ExtensionNumber, Failing>,
    /// And how often in vain.
    set_aside: BTreeMap<ExtensionNumber, u32>,
    stopped: bool,
    width: usize,
    successes: usize,
    last_success: Option<Duration>,
    pause_until: Duration,
    failures: u32,
    /// What the service last refused, when that is more than one page's fault.
    pub(crate) failure: Option<Failure>,
}

/// A page that was asked for in vain.
struct Failing {
    since: Duration,
    times: u32,
}

impl Voicemail {
    pub(crate) fn new() -> Self {
        Self {
            account: String::new(),
            kept: BTreeMap::new(),
            due: BTreeMap::new(),
            look_at: None,
            waiting: VecDeque::new(),
            under_way: BTreeMap::new(),
            void: BTreeSet::new(),
            failing: BTreeMap::new(),
            set_aside: BTreeMap::new(),
            stopped: false,
            width: SIDE_BY_SIDE,
            successes: 0,
            last_success: None,
            pause_until: Duration::ZERO,
            failures: 0,
            failure: None,
        }
    }

    /// What an earlier run read counts until it is twelve hours old, and is used until it is read afresh.
    pub(crate) fn restore(&mut self, kept: Vec<KeptEmail>, account: &str, now: Now, out: &mut Outbox) {
        account.clone_into(&mut self.account);
        for KeptEmail { extension, email, account, read } in kept {
            if account == self.account {
                self.kept.insert(extension, (email, now.mono + EVERY.saturating_sub(age(read, now.utc))));
            } else {
                out.emit(Effect::ForgetEmail { extension });
            }
        }
    }

    /// Gives back whether it is another account than before, whose addresses mean nothing.
    pub(crate) fn connect(&mut self, account: &str, out: &mut Outbox) -> bool {
        if self.account == account {
            return false;
        }
        account.clone_into(&mut self.account);
        self.forget(out);
        true
    }

    /// Nothing that was read is used any more.
    pub(crate) fn forget(&mut self, out: &mut Outbox) {
        self.waiting.clear();
        self.void.extend(std::mem::take(&mut self.under_way).into_keys());
        self.failing.clear();
        self.set_aside.clear();
        self.failure = None;
        let read = std::mem::take(&mut self.due).into_keys().chain(std::mem::take(&mut self.kept).into_keys());
        read.for_each(|extension| out.emit(Effect::ForgetEmail { extension }));
    }

    /// Reads no further addresses. Those that are under way may still arrive.
    pub(crate) fn stop(&mut self) {
        self.stopped = true;
    }

    pub(crate) fn go_on(&mut self) {
        self.stopped = false;
    }

    /// Everything is due.
    pub(crate) fn refresh(&mut self, now: Duration) {
        self.stopped = false;
        self.due.values_mut().for_each(|due| *due = now);
        self.kept.values_mut().for_each(|(_, due)| *due = now);
        self.look_at = Some(now);
    }

    /// Reads what is due, such as everything after another source of addresses.
    pub(crate) fn look(&mut self, now: Duration) {
        self.look_at = Some(now);
    }

    /// Nothing is to be read.
    pub(crate) fn rest(&mut self) {
        self.waiting.clear();
    }

    /// Gives back the addresses that are known already of those who are new.
    pub(crate) fn listed(
        &mut self,
        extensions: &BTreeMap<ExtensionNumber, Extension>,
        newcomers: Vec<ExtensionNumber>,
        out: &mut Outbox,
    ) -> Vec<(ExtensionNumber, String)> {
        self.waiting.retain(|extension| extensions.contains_key(extension));
        self.failing.retain(|extension, _| extensions.contains_key(extension));
        self.set_aside.retain(|extension, _| extensions.contains_key(extension));
        let gone = self.due.keys().filter(|extension| !extensions.contains_key(*extension)).cloned();
        for extension in gone.collect::<Vec<_>>() {
            self.due.remove(&extension);
            out.emit(Effect::ForgetEmail { extension });
        }
        let mut known = Vec::new();
        for extension in newcomers {
            match self.kept.remove(&extension) {
                Some((email, due)) => {
                    self.is_due_at(extension.clone(), due);
                    known.push((extension, email));
                }
                None => self.waiting.push_back(extension),
            }
        }
        let gone = std::mem::take(&mut self.kept).into_keys();
        gone.for_each(|extension| out.emit(Effect::ForgetEmail { extension }));
        known
    }

    /// Asks for what is due, as far as `pages` may be asked for at once.
    pub(crate) fn pump(
        &mut self,
        extensions: &BTreeMap<ExtensionNumber, Extension>,
        pages: usize,
        now: Duration,
        out: &mut Outbox,
    ) {
        if self.look_at.is_some_and(|look| look <= now) {
            self.look_through(extensions, now);
        }
        while !self.stopped && now >= self.pause_until && self.has_room(pages) {
            let Some(extension) = self.waiting.pop_front() else { break };
            let attempt = out.attempt();
            self.under_way.insert(attempt, extension.clone());
            out.emit(Effect::ReadEmail { attempt, extension });
        }
    }

    /// Takes the answer to a reading. Gives back the address, where there is one.
    pub(crate) fn read(
        &mut self,
        attempt: Attempt,
        result: Result<String, Failure>,
        now: Duration,
        out: &mut Outbox,
    ) -> Option<(ExtensionNumber, String)> {
        self.void.remove(&attempt);
        let extension = self.under_way.remove(&attempt)?;
        let email = match result {
            Ok(email) => email,
            // An extension without a voicemail page has no address.
            Err(failure) if failure.kind == FailureKind::NotFound => String::new(),
            Err(failure) => {
                self.failed(extension, failure, now, out);
                return None;
            }
        };
        if self.failures > PATIENCE {
            // The service was away: what failed meanwhile is to prove that it fails alone.
            self.failing.values_mut().for_each(|failing| failing.times = failing.times.min(1));
        }
        self.failure = None;
        self.failures = 0;
        self.last_success = Some(now);
        self.failing.remove(&extension);
        self.successes += 1;
        if self.successes >= self.width && self.width < SIDE_BY_SIDE {
            self.width += 1;
            self.successes = 0;
        }
        Some((extension, email))
    }

    /// Keeps what stands in Cloudya now, for the next run as well.
    pub(crate) fn keep(&mut self, extension: &ExtensionNumber, email: &str, now: Now, out: &mut Outbox) {
        self.set_aside.remove(extension);
        self.is_due_at(extension.clone(), now.mono + EVERY);
        let (extension, email, account) = (extension.clone(), email.to_owned(), self.account.clone());
        out.emit(Effect::RememberEmail { email: Box::new(KeptEmail { extension, email, account, read: now.utc }) });
    }

    /// Those whose page cannot be read although others can.
    pub(crate) fn set_aside(&self) -> impl ExactSizeIterator<Item = &ExtensionNumber> {
        self.set_aside.keys()
    }

    pub(crate) fn is_set_aside(&self, extension: &ExtensionNumber) -> bool {
        self.set_aside.contains_key(extension)
    }

    /// How many pages are being read.
    pub(crate) fn under_way(&self) -> usize {
        self.under_way.len() + self.void.len()
    }

    /// How many pages are still to arrive.
    pub(crate) fn outstanding(&self) -> usize {
        self.waiting.len() + self.under_way.len()
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped && !self.waiting.is_empty()
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.outstanding() > 0 && !self.stopped
    }

    pub(crate) fn poll_timeout(&self, pages: usize) -> Option<Duration> {
        let can_ask = !self.stopped && !self.waiting.is_empty() && self.has_room(pages);
        self.look_at.into_iter().chain(can_ask.then_some(self.pause_until)).min()
    }

    fn has_room(&self, pages: usize) -> bool {
        self.under_way() < self.width.min(pages)
    }

    fn is_due_at(&mut self, extension: ExtensionNumber, due: Duration) {
        self.due.insert(extension, due);
        self.look_at = Some(self.look_at.map_or(due, |look| look.min(due)));
    }

    fn look_through(&mut self, extensions: &BTreeMap<ExtensionNumber, Extension>, now: Duration) {
        self.look_at = None;
        let busy = self.waiting.iter().chain(self.under_way.values()).cloned().collect::<BTreeSet<_>>();
        for extension in extensions.keys() {
            match self.due.get(extension) {
                Some(due) if *due > now + WITH_IT => {
                    self.look_at = Some(self.look_at.map_or(*due, |look| look.min(*due)));
                }
                Some(_) | None if busy.contains(extension) => {}
                Some(_) | None => self.waiting.push_back(extension.clone()),
            }
        }
    }

    fn failed(&mut self, extension: ExtensionNumber, failure: Failure, now: Duration, out: &mut Outbox) {
        let failing = self.failing.entry(extension.clone()).or_insert(Failing { since: now, times: 0 });
        let may_be_its_own = may_be_its_own(&failure);
        if may_be_its_own {
            failing.times += 1;
        }
        let (since, times) = (failing.since, failing.times);
        let is_its_own = may_be_its_own && times > 1 && self.last_success.is_some_and(|success| success >= since);
        if may_be_its_own && (self.is_set_aside(&extension) || (is_its_own && times >= tries(&failure))) {
            self.put_aside(extension, now);
            return;
        }
        self.waiting.push_back(extension);
        self.successes = 0;
        if is_its_own {
            self.pause_until = self.pause_until.max(now + backoff::delay(2, &failure, out));
            return;
        }
        if times == 2 {
            self.compare();
        }
        self.service_failed(failure, now, out);
    }

    fn put_aside(&mut self, extension: ExtensionNumber, now: Duration) {
        self.failing.remove(&extension);
        let times = self.set_aside.entry(extension.clone()).or_default();
        let again = (AGAIN[0] * (1 << *times)).min(AGAIN[1]);
        *times = (*times + 1).min(8);
        self.is_due_at(extension, now + again);
    }

    fn service_failed(&mut self, failure: Failure, now: Duration, out: &mut Outbox) {
        self.failures += 1;
        let mut times = self.failures;
        let mut wait = None;
        if is_unauthorized(&failure) {
            // Everything that was under way is refused with its token; that is one refusal, and another token comes.
            times = times.div_ceil(u32::try_from(SIDE_BY_SIDE).unwrap_or(u32::MAX));
        } else if failure.is_transient() {
            self.width = (self.width / 2).max(1);
        } else if times > PATIENCE {
            wait = Some(RECHECK);
        }
        let wait = wait.unwrap_or_else(|| backoff::delay(times, &failure, out));
        self.pause_until = self.pause_until.max(now + wait);
        self.failure = (times > PATIENCE).then_some(failure);
    }

    /// Reads a page once more that was read before, where only such are left that fail: it tells whose fault that is.
    fn compare(&mut self) {
        let fails = |extension: &ExtensionNumber| self.failing.contains_key(extension) || self.is_set_aside(extension);
        if self.waiting.iter().chain(self.under_way.values()).all(fails)
            && let Some(healthy) = self.due.keys().find(|extension| !fails(extension))
        {
            self.waiting.push_front(healthy.clone());
        }
    }
}

/// So many failures of a page set it aside, while others can be read.
fn tries(failure: &Failure) -> u32 {
    if failure.is_transient() { 5 } else { 3 }
}

/// Whether the page may be the reason, and not the token or the number of requests.
fn may_be_its_own(failure: &Failure) -> bool {
    !is_unauthorized(failure) && failure.kind != FailureKind::Throttled && failure.retry_after.is_none()
}

pub(crate) fn is_unauthorized(failure: &Failure) -> bool {
    failure.kind == FailureKind::Unauthorized
}

/// A moment that is still to come is one of another clock.
fn age(read: Utc, now: Utc) -> Duration {
    let age = now.0.checked_sub(read.0).and_then(|age| u64::try_from(age).ok());
    age.map_or(Duration::MAX, Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bench {
        voicemail: Voicemail,
        extensions: BTreeMap<ExtensionNumber, Extension>,
        emails: BTreeMap<ExtensionNumber, String>,
        out: Outbox,
        clock: Duration,
    }

    impl Bench {
        fn of(count: u32) -> Self {
            let number = |number: u32| ExtensionNumber::new(number.to_string());
            let extension = |number| Extension { number, name: String::new() };
            let extensions = (0..count).map(number).map(|number| (number.clone(), extension(number)));
            let mut bench = Self {
                voicemail: Voicemail::new(),
                extensions: extensions.collect(),
                emails: BTreeMap::new(),
                out: Outbox::new(1),
                clock: Duration::ZERO,
            };
            bench.listed();
            bench
        }

        fn listed(&mut self) {
            let newcomers = self.extensions.keys().cloned().collect();
            self.emails.extend(self.voicemail.listed(&self.extensions, newcomers, &mut self.out));
        }

        fn now(&self) -> Now {
            Now { mono: self.clock, utc: Utc(i64::try_from(self.clock.as_millis()).unwrap()) }
        }

        fn ask(&mut self) -> Vec<(Attempt, ExtensionNumber)> {
            self.voicemail.pump(&self.extensions, SIDE_BY_SIDE, self.clock, &mut self.out);
            std::iter::from_fn(|| self.out.take())
                .filter_map(|effect| match effect {
                    Effect::ReadEmail { attempt, extension } => Some((attempt, extension)),
                    _ => None,
                })
                .collect()
        }

        fn answer(&mut self, attempt: Attempt, result: Result<String, Failure>) {
            if let Some((extension, email)) = self.voicemail.read(attempt, result, self.clock, &mut self.out) {
                self.voicemail.keep(&extension, &email, self.now(), &mut self.out);
                self.emails.insert(extension, email);
            }
        }

        /// For this long, with a service that answers at once. Gives back how often it was asked.
        fn run(&mut self, seconds: u64, service: impl Fn(&ExtensionNumber) -> Result<String, Failure>) -> usize {
            let end = self.clock + Duration::from_secs(seconds);
            let mut asked = 0;
            loop {
                for (attempt, extension) in self.ask() {
                    asked += 1;
                    self.answer(attempt, service(&extension));
                }
                let next = self.voicemail.poll_timeout(SIDE_BY_SIDE).filter(|next| *next <= end);
                let Some(next) = next else { break };
                self.clock = self.clock.max(next);
            }
            self.clock = end;
            asked
        }

        fn is_set_aside(&self, extension: &str) -> bool {
            self.voicemail.is_set_aside(&ExtensionNumber::new(extension))
        }
    }

    fn works() -> impl Fn(&ExtensionNumber) -> Result<String, Failure> {
        but(&[], FailureKind::Server)
    }

    fn but(broken: &'static [&'static str], kind: FailureKind) -> impl Fn(&ExtensionNumber) -> Result<String, Failure> {
        move |extension| {
            if broken.contains(&extension.as_str()) { Err(Failure::new(kind)) } else { Ok(format!("{extension}@x")) }
        }
    }

    #[test]
    fn pages_are_read_side_by_side_and_fewer_under_pressure() {
        let mut bench = Bench::of(40);
        let asked = bench.ask();
        assert_eq!(asked.len(), SIDE_BY_SIDE);
        bench.clock = Duration::from_secs(1);
        let failure = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_secs(30)));
        bench.answer(asked[0].0, Err(failure));
        for (attempt, _) in &asked[1..] {
            bench.answer(*attempt, Ok("a@x".to_owned()));
        }
        bench.clock = Duration::from_secs(30);
        assert_eq!(bench.ask(), [], "the service asked for thirty seconds");
        bench.clock = Duration::from_secs(31);
        let slower = bench.ask().len();
        assert!((3..SIDE_BY_SIDE).contains(&slower), "half as many, growing again with success: {slower}");
    }

    #[test]
    fn a_token_that_is_refused_once_is_nobodys_problem_and_one_that_is_refused_always_is() {
        let mut bench = Bench::of(40);
        let mut asked = bench.ask();
        for round in 1..=4_u64 {
            bench.clock = Duration::from_secs(round * 100);
            for (attempt, _) in asked.drain(..) {
                bench.answer(attempt, Err(Failure::new(FailureKind::Unauthorized)));
            }
            let told = bench.voicemail.failure.as_ref().map(|failure| failure.kind);
            assert_eq!(told, (round > 3).then_some(FailureKind::Unauthorized), "after {round} tokens");
            bench.clock += Duration::from_secs(10);
            asked = bench.ask();
            assert_eq!(asked.len(), SIDE_BY_SIDE, "soon, and as many as before");
        }
    }

    #[test]
    fn a_page_that_cannot_be_read_is_set_aside_and_everybody_else_is_read() {
        for kind in [FailureKind::Server, FailureKind::Forbidden, FailureKind::Refused, FailureKind::Unreachable] {
            for broken in [&["0"][..], &["39"], &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]] {
                let mut bench = Bench::of(40);
                // As many as are read side by side look like a service that is away.
                bench.run(if broken.len() < SIDE_BY_SIDE { 30 } else { 900 }, but(broken, kind));
                assert_eq!(bench.emails.len(), 40 - broken.len(), "{kind:?} {broken:?}");
                assert!(broken.iter().all(|extension| bench.is_set_aside(extension)), "{kind:?} {broken:?}");
                assert_eq!(bench.voicemail.outstanding(), 0);
                assert_eq!(bench.voicemail.failure, None, "it is no fault of the service");
            }
        }
    }

    #[test]
    fn a_page_that_was_set_aside_is_tried_again_now_and_then_and_at_once_when_somebody_asks() {
        let mut bench = Bench::of(40);
        bench.run(120, but(&["7"], FailureKind::Server));
        let asked = bench.run(3_600, but(&["7"], FailureKind::Server));
        assert!((4..=8).contains(&asked), "{asked} times in an hour");
        assert_eq!(bench.voicemail.failure, None);
        bench.run(900, works());
        assert!(!bench.is_set_aside("7"));
        assert_eq!(bench.emails.len(), 40);

        // One that was read before keeps its address meanwhile.
        let now = bench.clock;
        bench.voicemail.refresh(now);
        bench.run(120, but(&["7"], FailureKind::Forbidden));
        assert!(bench.is_set_aside("7"));
        assert_eq!(bench.emails[&ExtensionNumber::new("7")], "7@x");
        let now = bench.clock;
        bench.voicemail.refresh(now);
        assert_eq!(bench.run(10, works()), 40);
        assert!(!bench.is_set_aside("7"));
    }

    #[test]
    fn a_page_that_fails_alone_is_compared_with_one_that_was_read_before() {
        let mut bench = Bench::of(0);
        let kept = |number: &str| KeptEmail {
            extension: ExtensionNumber::new(number),
            email: "kept@x".to_owned(),
            account: "K1".to_owned(),
            read: Utc(0),
        };
        let now = bench.now();
        bench.voicemail.restore(vec![kept("0"), kept("1")], "K1", now, &mut bench.out);
        bench.extensions = Bench::of(3).extensions;
        bench.listed();
        bench.run(120, but(&["2"], FailureKind::Forbidden));
        assert!(bench.is_set_aside("2"));
        assert_eq!(bench.voicemail.failure, None);
    }

    #[test]
    fn a_service_that_fails_for_everybody_is_told_of_and_left_alone_more_and_more() {
        for kind in [FailureKind::Server, FailureKind::Forbidden] {
            let mut bench = Bench::of(40);
            let asked = bench.run(3_600, |_| Err(Failure::new(kind)));
            assert!(asked < 500, "{kind:?}: {asked} times in an hour");
            assert!(bench.voicemail.failure.is_some());
            assert!(bench.voicemail.set_aside().len() == 0, "nobody is to blame");
            // It may still stumble when it is back.
            bench.run(120, works());
            assert_eq!((bench.emails.len(), &bench.voicemail.failure), (40, &None));
        }
    }

    #[test]
    fn what_was_kept_is_read_afresh_when_it_is_twelve_hours_old() {
        const HOUR: i64 = 3_600_000;
        let mut bench = Bench::of(0);
        bench.clock = Duration::from_secs(24 * 3_600);
        let kept = |number: &str, hours: i64| KeptEmail {
            extension: ExtensionNumber::new(number),
            email: "kept@x".to_owned(),
            account: "K1".to_owned(),
            read: Utc((24 - hours) * HOUR),
        };
        // One hour and thirteen hours old; and from a clock that was put back since.
        let (now, kept) = (bench.now(), vec![kept("0", 1), kept("1", 13), kept("2", -5)]);
        bench.voicemail.restore(kept, "K1", now, &mut bench.out);
        bench.extensions = Bench::of(3).extensions;
        bench.listed();
        assert_eq!(bench.emails.len(), 3, "all are used");
        assert_eq!(bench.run(10, works()), 2);
        assert_eq!(bench.run(10 * 3_600, works()), 0);
        assert_eq!(bench.run(3_600, works()), 1);
    }
}
