//! Knows the extensions, their voicemail e-mails and the Teams users, and reads them afresh when it is time.

use crate::{
    Attempt, Effect, ExtensionNumber, Now, Utc, backoff,
    event::{Connector, Extension, Failure, FailureKind, TeamsUser},
    outbox::Outbox,
    rules::EmailSource,
    view::DirectoryView,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

const EXTENSIONS_EVERY: Duration = Duration::from_secs(30 * 60);
/// Only what changed is asked for, so it can be often.
const USERS_EVERY: Duration = Duration::from_secs(5 * 60);
const EMAILS_EVERY: Duration = Duration::from_secs(12 * 60 * 60);
const CONNECTOR_EVERY: Duration = Duration::from_secs(15 * 60);
/// How many voicemail pages and phones the configuration service is asked about side by side, at the most. It allows one
/// more, which is for the connector.
pub(crate) const SIDE_BY_SIDE: usize = 7;

pub(crate) struct Directory {
    pub(crate) extensions: BTreeMap<ExtensionNumber, Extension>,
    pub(crate) emails: BTreeMap<ExtensionNumber, String>,
    pub(crate) users: Vec<TeamsUser>,
    pub(crate) connector: Connector,
    extension_list: Reading,
    user_list: Reading,
    connector_option: Reading,
    emails_due: Option<Duration>,
    to_read: VecDeque<ExtensionNumber>,
    stopped: bool,
    under_way: BTreeMap<Attempt, ExtensionNumber>,
    width: usize,
    successes: usize,
    pause_until: Duration,
    email_failures: u32,
    complete_since: Option<Utc>,
    email_changed: bool,
    /// What the configuration service or Graph last refused.
    pub(crate) configuration_failure: Option<Failure>,
    pub(crate) users_failure: Option<Failure>,
}

/// One list that is read again and again.
#[derive(Debug, Default)]
struct Reading {
    asked: Option<Attempt>,
    due: Option<Duration>,
    failures: u32,
    had: bool,
}

/// Which sources can be read now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    pub(crate) cti: bool,
    pub(crate) configuration: bool,
    pub(crate) application: bool,
    pub(crate) emails: EmailSource,
    /// So many voicemail pages may be read at once.
    pub(crate) pages: usize,
}

impl Directory {
    pub(crate) fn new() -> Self {
        Self {
            extensions: BTreeMap::new(),
            emails: BTreeMap::new(),
            users: Vec::new(),
            connector: Connector::Unknown,
            extension_list: Reading::default(),
            user_list: Reading::default(),
            connector_option: Reading::default(),
            emails_due: None,
            to_read: VecDeque::new(),
            stopped: false,
            under_way: BTreeMap::new(),
            width: SIDE_BY_SIDE,
            successes: 0,
            pause_until: Duration::ZERO,
            email_failures: 0,
            complete_since: None,
            email_changed: false,
            configuration_failure: None,
            users_failure: None,
        }
    }

    /// Reads no further addresses. Those that are under way may still arrive.
    pub(crate) fn stop_reading(&mut self) {
        self.stopped = true;
    }

    pub(crate) fn continue_reading(&mut self) {
        self.stopped = false;
    }

    /// Everything is read again as soon as it can be.
    pub(crate) fn refresh(&mut self, now: Duration) {
        self.stopped = false;
        self.extension_list.due = Some(now);
        self.user_list.due = Some(now);
        self.connector_option.due = Some(now);
        self.emails_due = Some(now);
    }

    /// Sends what is due and possible.
    pub(crate) fn pump(&mut self, reach: Reach, now: Duration, out: &mut Outbox) {
        if reach.cti && self.extension_list.is_due(now) {
            let attempt = self.extension_list.ask(out);
            out.emit(Effect::ListExtensions { attempt });
        }
        if reach.application && self.user_list.is_due(now) {
            let attempt = self.user_list.ask(out);
            out.emit(Effect::ListUsers { attempt });
        }
        if reach.emails == EmailSource::Imported {
            self.to_read.clear();
            return;
        }
        if reach.configuration && self.connector_option.is_due(now) {
            let attempt = self.connector_option.ask(out);
            out.emit(Effect::ReadConnector { attempt });
        }
        if reach.configuration && self.emails_due.is_some_and(|due| due <= now) && self.extension_list.had {
            self.emails_due = Some(now + EMAILS_EVERY);
            let waiting = self.to_read.iter().cloned().chain(self.under_way.values().cloned()).collect::<BTreeSet<_>>();
            self.to_read.extend(self.extensions.keys().filter(|extension| !waiting.contains(*extension)).cloned());
        }
        while reach.configuration && !self.stopped && now >= self.pause_until && self.has_room(reach) {
            let Some(extension) = self.to_read.pop_front() else { break };
            let attempt = out.attempt();
            self.under_way.insert(attempt, extension.clone());
            out.emit(Effect::ReadEmail { attempt, extension });
        }
    }

    /// Gives back whether the extensions are different from before.
    pub(crate) fn extensions_listed(
        &mut self,
        attempt: Attempt,
        result: Result<Vec<Extension>, Failure>,
        now: Now,
        out: &mut Outbox,
    ) -> bool {
        match self.extension_list.answered(attempt, result, EXTENSIONS_EVERY, now.mono, out) {
            Answer::Late | Answer::Failed(_) => false,
            Answer::Worked(extensions) => self.take_extensions(extensions, now),
        }
    }

    /// A list that came by another way than asking. Gives back whether it is different from before.
    pub(crate) fn take_extensions(&mut self, extensions: Vec<Extension>, now: Now) -> bool {
        self.extension_list.had = true;
        self.extension_list.due = Some(now.mono + EXTENSIONS_EVERY);
        let extensions = extensions.into_iter().map(|extension| (extension.number.clone(), extension));
        let extensions = extensions.collect::<BTreeMap<_, _>>();
        if extensions == self.extensions {
            return false;
        }
        self.to_read.retain(|extension| extensions.contains_key(extension));
        self.emails.retain(|extension, _| extensions.contains_key(extension));
        let newcomers = extensions.keys().filter(|extension| !self.extensions.contains_key(*extension));
        self.to_read.extend(newcomers.cloned());
        self.emails_due.get_or_insert(now.mono + EMAILS_EVERY);
        self.extensions = extensions;
        true
    }

    pub(crate) fn users_listed(
        &mut self,
        attempt: Attempt,
        result: Result<Vec<TeamsUser>, Failure>,
        now: Now,
        out: &mut Outbox,
    ) -> bool {
        match self.user_list.answered(attempt, result, USERS_EVERY, now.mono, out) {
            Answer::Late => false,
            Answer::Failed(failure) => {
                self.users_failure = Some(failure);
                false
            }
            Answer::Worked(mut users) => {
                self.users_failure = None;
                users.sort_by(|a, b| a.id.cmp(&b.id));
                let changed = users != self.users;
                self.users = users;
                changed
            }
        }
    }

    pub(crate) fn connector_read(
        &mut self,
        attempt: Attempt,
        result: Result<Connector, Failure>,
        now: Now,
        out: &mut Outbox,
    ) {
        match self.connector_option.answered(attempt, result, CONNECTOR_EVERY, now.mono, out) {
            Answer::Late => {}
            // Another token is on its way, and is the answer unless it is refused as well.
            Answer::Failed(failure) if is_unauthorized(&failure) && self.connector_option.failures <= 3 => {}
            Answer::Failed(failure) => self.configuration_failure = Some(failure),
            Answer::Worked(connector) => self.connector = connector,
        }
    }

    /// Gives back whether an address changed.
    pub(crate) fn email_read(
        &mut self,
        attempt: Attempt,
        result: Result<String, Failure>,
        now: Now,
        out: &mut Outbox,
    ) -> bool {
        let Some(extension) = self.under_way.remove(&attempt) else { return false };
        let email = match result {
            Ok(email) => email,
            // An extension without a voicemail page has no address.
            Err(failure) if failure.kind == FailureKind::NotFound => String::new(),
            Err(failure) => {
                self.email_failed(extension, failure, now.mono, out);
                return false;
            }
        };
        self.configuration_failure = None;
        self.email_failures = 0;
        self.successes += 1;
        if self.successes >= self.width && self.width < SIDE_BY_SIDE {
            self.width += 1;
            self.successes = 0;
        }
        if !self.extensions.contains_key(&extension) {
            return false;
        }
        let changed = self.emails.insert(extension, email.clone()).as_ref() != Some(&email);
        self.email_changed |= changed;
        changed
    }

    /// Whether an address changed since the last look. A reading that goes on is waited for.
    pub(crate) fn take_changed_emails(&mut self, finished: Finished) -> bool {
        finished == Finished::Yes && std::mem::take(&mut self.email_changed)
    }

    /// Somebody is gone, so the list of users is out of date.
    pub(crate) fn refresh_users(&mut self, now: Duration) {
        let soon = now + Duration::from_secs(30);
        self.user_list.due = self.user_list.due.map(|due| due.min(soon));
    }

    /// Asks at once whether NFON's own connector writes as well.
    pub(crate) fn suspect_connector(&mut self, now: Duration) {
        self.connector_option.due = self.connector_option.due.map(|due| due.min(now));
    }

    /// Takes addresses that were imported or typed instead of read.
    pub(crate) fn take_emails(&mut self, emails: &BTreeMap<ExtensionNumber, String>) {
        self.to_read.clear();
        self.emails.clone_from(emails);
        self.emails.retain(|extension, _| self.extensions.contains_key(extension));
    }

    /// The address of every extension, empty where there is none.
    pub(crate) fn keys(&self) -> BTreeMap<ExtensionNumber, String> {
        let email = |extension| self.emails.get(extension).cloned().unwrap_or_default();
        self.extensions.keys().map(|extension| (extension.clone(), email(extension))).collect()
    }

    /// Whether extensions, addresses and users are all there. Remembers since when.
    pub(crate) fn note_completeness(&mut self, emails: EmailSource, now: Now) {
        let settled = self.to_read.is_empty() && self.under_way.is_empty();
        let emails_read = match emails {
            EmailSource::Imported => true,
            EmailSource::Configuration => settled && self.emails.len() == self.extensions.len(),
        };
        if self.extension_list.had && self.user_list.had && emails_read && self.complete_since.is_none() {
            self.complete_since = Some(now.utc);
        }
    }

    /// Whether the tenant's users were ever read: before that, nobody can be said to be missing there.
    pub(crate) fn has_users(&self) -> bool {
        self.user_list.had
    }

    /// Once complete it stays usable while it is being read again.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete_since.is_some()
    }

    /// How many voicemail pages are being read.
    pub(crate) fn pages_under_way(&self) -> usize {
        self.under_way.len()
    }

    fn has_room(&self, reach: Reach) -> bool {
        self.under_way.len() < self.width.min(reach.pages)
    }

    pub(crate) fn poll_timeout(&self, reach: Reach) -> Option<Duration> {
        let lists = [
            (reach.cti, &self.extension_list),
            (reach.application, &self.user_list),
            (reach.configuration, &self.connector_option),
        ];
        let lists = lists.into_iter().filter(|(reach, reading)| *reach && reading.asked.is_none());
        let lists = lists.filter_map(|(_, reading)| reading.due);
        let emails = (reach.configuration && reach.emails == EmailSource::Configuration && self.extension_list.had)
            .then(|| {
                let pause =
                    (!self.stopped && !self.to_read.is_empty() && self.has_room(reach)).then_some(self.pause_until);
                self.emails_due.into_iter().chain(pause).min()
            });
        lists.chain(emails.flatten()).min()
    }

    pub(crate) fn view(&self) -> DirectoryView {
        let reading = self.to_read.len() + self.under_way.len();
        DirectoryView {
            emails_read: self.extensions.len().saturating_sub(reading),
            emails_total: self.extensions.len(),
            users: self.users.len(),
            complete_since: self.complete_since,
            stopped: self.stopped && !self.to_read.is_empty(),
            refreshing: (reading > 0 && !self.stopped)
                || [&self.extension_list, &self.user_list].iter().any(|reading| reading.asked.is_some()),
        }
    }

    fn email_failed(&mut self, extension: ExtensionNumber, failure: Failure, now: Duration, out: &mut Outbox) {
        self.to_read.push_front(extension);
        self.successes = 0;
        self.email_failures += 1;
        let (times, wait) = if is_unauthorized(&failure) {
            // Everything that was under way is refused with its token; that is one refusal, and another token comes.
            let times = self.email_failures.div_ceil(u32::try_from(SIDE_BY_SIDE).unwrap_or(u32::MAX));
            (times, backoff::delay(times, &failure, out))
        } else {
            self.width = (self.width / 2).max(1);
            match failure.is_transient() {
                true => (self.email_failures, backoff::delay(self.email_failures, &failure, out)),
                false => (u32::MAX, Duration::from_secs(60)),
            }
        };
        self.pause_until = self.pause_until.max(now + wait);
        self.configuration_failure = (times > 3).then_some(failure);
    }
}

/// Whether a reading of addresses is at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finished {
    Yes,
    No,
}

enum Answer<T> {
    Late,
    Failed(Failure),
    Worked(T),
}

impl Reading {
    fn is_due(&self, now: Duration) -> bool {
        self.asked.is_none() && self.due.is_none_or(|due| due <= now)
    }

    fn ask(&mut self, out: &mut Outbox) -> Attempt {
        let attempt = out.attempt();
        self.asked = Some(attempt);
        attempt
    }

    fn answered<T>(
        &mut self,
        attempt: Attempt,
        result: Result<T, Failure>,
        again: Duration,
        now: Duration,
        out: &mut Outbox,
    ) -> Answer<T> {
        if self.asked != Some(attempt) {
            return Answer::Late;
        }
        self.asked = None;
        match result {
            Ok(list) => {
                self.failures = 0;
                self.had = true;
                self.due = Some(now + again);
                Answer::Worked(list)
            }
            Err(failure) => {
                self.failures += 1;
                let wait = if failure.is_transient() || is_unauthorized(&failure) {
                    backoff::delay(self.failures, &failure, out)
                } else {
                    Duration::from_secs(60)
                };
                self.due = Some(now + wait);
                Answer::Failed(failure)
            }
        }
    }
}

fn is_unauthorized(failure: &Failure) -> bool {
    failure.kind == FailureKind::Unauthorized
}

#[cfg(test)]
mod tests {
    use super::*;

    const REACH: Reach = Reach {
        cti: true,
        configuration: true,
        application: true,
        emails: EmailSource::Configuration,
        pages: SIDE_BY_SIDE,
    };

    fn now(seconds: u64) -> Now {
        Now { mono: Duration::from_secs(seconds), utc: Utc(0) }
    }

    fn extensions(count: u32) -> Vec<Extension> {
        let extension =
            |number: u32| Extension { number: ExtensionNumber::new(number.to_string()), name: String::new() };
        (0..count).map(extension).collect()
    }

    fn email_attempts(out: &mut Outbox) -> Vec<Attempt> {
        std::iter::from_fn(|| out.take())
            .filter_map(|effect| if let Effect::ReadEmail { attempt, .. } = effect { Some(attempt) } else { None })
            .collect()
    }

    fn reading(count: u32, out: &mut Outbox) -> (Directory, Vec<Attempt>) {
        let mut directory = Directory::new();
        directory.pump(REACH, now(0).mono, out);
        assert!(directory.extensions_listed(Attempt(1), Ok(extensions(count)), now(0), out));
        directory.pump(REACH, now(0).mono, out);
        let attempts = email_attempts(out);
        (directory, attempts)
    }

    #[test]
    fn voicemail_pages_are_read_side_by_side_and_fewer_under_pressure() {
        let mut out = Outbox::new(1);
        let (mut directory, attempts) = reading(40, &mut out);
        assert_eq!(attempts.len(), SIDE_BY_SIDE);
        let failure = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_secs(30)));
        directory.email_read(attempts[0], Err(failure), now(1), &mut out);
        for attempt in &attempts[1..] {
            directory.email_read(*attempt, Ok("a@x".to_owned()), now(2), &mut out);
        }
        directory.pump(REACH, now(30).mono, &mut out);
        assert_eq!(email_attempts(&mut out), [], "the service asked for thirty seconds");
        directory.pump(REACH, now(31).mono, &mut out);
        let slower = email_attempts(&mut out).len();
        assert!((3..SIDE_BY_SIDE).contains(&slower), "half as many, growing again with success: {slower}");
    }

    #[test]
    fn a_token_that_is_refused_once_is_nobodys_problem_and_one_that_is_refused_always_is() {
        let mut out = Outbox::new(1);
        let (mut directory, mut attempts) = reading(40, &mut out);
        for round in 1..=4_u64 {
            for attempt in attempts.drain(..) {
                let refused = Err(Failure::new(FailureKind::Unauthorized));
                directory.email_read(attempt, refused, now(round * 100), &mut out);
            }
            let told = directory.configuration_failure.as_ref().map(|failure| failure.kind);
            assert_eq!(told, (round > 3).then_some(FailureKind::Unauthorized), "after {round} tokens");
            let again = now(round * 100 + 10);
            directory.pump(REACH, again.mono, &mut out);
            attempts = email_attempts(&mut out);
            assert_eq!(attempts.len(), SIDE_BY_SIDE, "soon, and as many as before");
        }
    }

    #[test]
    fn reading_that_was_stopped_goes_on_where_it_was() {
        let mut out = Outbox::new(1);
        let (mut directory, attempts) = reading(10, &mut out);
        directory.stop_reading();
        for attempt in &attempts {
            directory.email_read(*attempt, Ok("a@x".to_owned()), now(2), &mut out);
        }
        directory.pump(REACH, now(3).mono, &mut out);
        assert_eq!(email_attempts(&mut out), []);
        let view = directory.view();
        assert_eq!((view.emails_read, view.emails_total, view.stopped), (SIDE_BY_SIDE, 10, true));
        directory.continue_reading();
        assert_eq!(directory.poll_timeout(REACH), Some(Duration::ZERO));
        directory.pump(REACH, now(4).mono, &mut out);
        assert_eq!(email_attempts(&mut out).len(), 10 - SIDE_BY_SIDE);
        assert!(!directory.view().stopped);
    }

    #[test]
    fn the_directory_is_complete_when_nothing_is_missing() {
        let mut out = Outbox::new(1);
        let (mut directory, attempts) = reading(2, &mut out);
        directory.note_completeness(EmailSource::Configuration, now(1));
        assert!(!directory.is_complete());
        directory.email_read(attempts[0], Ok("a@x".to_owned()), now(2), &mut out);
        directory.email_read(attempts[1], Err(Failure::new(FailureKind::NotFound)), now(2), &mut out);
        directory.users_listed(Attempt(2), Ok(Vec::new()), now(2), &mut out);
        directory.note_completeness(EmailSource::Configuration, now(3));
        assert!(directory.is_complete());
        assert_eq!(directory.view().emails_read, 2);
    }

    #[test]
    fn a_new_extension_is_read_without_reading_the_others_again() {
        let mut out = Outbox::new(1);
        let (mut directory, attempts) = reading(2, &mut out);
        for attempt in attempts {
            directory.email_read(attempt, Ok("a@x".to_owned()), now(2), &mut out);
        }
        assert!(directory.take_extensions(extensions(3), now(10)));
        directory.pump(REACH, now(10).mono, &mut out);
        assert_eq!(email_attempts(&mut out).len(), 1);
    }
}
