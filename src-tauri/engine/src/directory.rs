//! Knows the extensions, their voicemail e-mails and the Teams users, and reads them afresh when it is time.

use crate::{
    Attempt, Effect, ExtensionNumber, Now, Utc, backoff,
    event::{Connector, Extension, Failure, KeptEmail, TeamsUser},
    outbox::Outbox,
    rules::{Choices, EmailSource},
    view::DirectoryView,
    voicemail::{Voicemail, is_unauthorized},
};
use std::{collections::BTreeMap, time::Duration};

const EXTENSIONS_EVERY: Duration = Duration::from_secs(30 * 60);
/// Only what changed is asked for, so it can be often.
const USERS_EVERY: Duration = Duration::from_secs(5 * 60);
const CONNECTOR_EVERY: Duration = Duration::from_secs(15 * 60);

pub(crate) struct Directory {
    pub(crate) extensions: BTreeMap<ExtensionNumber, Extension>,
    pub(crate) emails: BTreeMap<ExtensionNumber, String>,
    pub(crate) users: Vec<TeamsUser>,
    pub(crate) connector: Connector,
    extension_list: Reading,
    user_list: Reading,
    connector_option: Reading,
    pub(crate) voicemail: Voicemail,
    complete_since: Option<Utc>,
    email_changed: bool,
    connector_failure: Option<Failure>,
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
            voicemail: Voicemail::new(),
            complete_since: None,
            email_changed: false,
            connector_failure: None,
            users_failure: None,
        }
    }

    /// Takes what an earlier run read of this account.
    pub(crate) fn restore(&mut self, emails: Vec<KeptEmail>, account: &str, now: Now, out: &mut Outbox) {
        self.voicemail.restore(emails, account, now, out);
    }

    /// The addresses of another account mean nothing.
    pub(crate) fn connect(&mut self, account: &str, out: &mut Outbox) {
        if self.voicemail.connect(account, out) {
            self.emails.clear();
        }
    }

    /// Cloudya was connected: the lists are read again as soon as they can be, and of the addresses what is due.
    pub(crate) fn connected(&mut self, now: Duration) {
        self.refresh_lists(now);
        self.voicemail.go_on();
        self.voicemail.look(now);
    }

    /// Everything is read again as soon as it can be.
    pub(crate) fn refresh(&mut self, now: Duration) {
        self.refresh_lists(now);
        self.voicemail.refresh(now);
    }

    fn refresh_lists(&mut self, now: Duration) {
        self.extension_list.due = Some(now);
        self.user_list.due = Some(now);
        self.connector_option.due = Some(now);
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
        if reach.configuration && self.connector_option.is_due(now) {
            let attempt = self.connector_option.ask(out);
            out.emit(Effect::ReadConnector { attempt });
        }
        match reach.emails {
            EmailSource::Imported => self.voicemail.rest(),
            EmailSource::Configuration if reach.configuration && self.extension_list.had => {
                self.voicemail.pump(&self.extensions, reach.pages, now, out);
            }
            EmailSource::Configuration => {}
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
            Answer::Worked(extensions) => self.take_extensions(extensions, now, out),
        }
    }

    /// A list that came by another way than asking. Gives back whether it is different from before.
    pub(crate) fn take_extensions(&mut self, extensions: Vec<Extension>, now: Now, out: &mut Outbox) -> bool {
        self.extension_list.had = true;
        self.extension_list.due = Some(now.mono + EXTENSIONS_EVERY);
        let extensions = extensions.into_iter().map(|extension| (extension.number.clone(), extension));
        let extensions = extensions.collect::<BTreeMap<_, _>>();
        if extensions == self.extensions {
            return false;
        }
        self.emails.retain(|extension, _| extensions.contains_key(extension));
        let newcomers = extensions.keys().filter(|extension| !self.extensions.contains_key(*extension));
        let known = self.voicemail.listed(&extensions, newcomers.cloned().collect(), out);
        self.emails.extend(known);
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
            Answer::Failed(failure) => self.connector_failure = Some(failure),
            Answer::Worked(connector) => {
                self.connector_failure = None;
                self.connector = connector;
            }
        }
    }

    /// Takes the answer to the reading of a voicemail page.
    pub(crate) fn email_read(&mut self, attempt: Attempt, result: Result<String, Failure>, now: Now, out: &mut Outbox) {
        let aside = self.voicemail.set_aside().len();
        let read = self.voicemail.read(attempt, result, now.mono, out);
        self.email_changed |= self.voicemail.set_aside().len() != aside;
        let Some((extension, email)) = read else { return };
        self.connector_failure = None;
        if self.extensions.contains_key(&extension) {
            self.email_changed |= self.take_email(extension, email, now, out);
        }
    }

    /// An address as it stands in Cloudya. Gives back whether it is another one than before.
    pub(crate) fn take_email(&mut self, extension: ExtensionNumber, email: String, now: Now, out: &mut Outbox) -> bool {
        self.voicemail.keep(&extension, &email, now, out);
        let former = self.emails.insert(extension.clone(), email);
        former.as_ref() != self.emails.get(&extension)
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
    pub(crate) fn take_emails(&mut self, emails: &BTreeMap<ExtensionNumber, String>, out: &mut Outbox) {
        self.voicemail.forget(out);
        self.emails.clone_from(emails);
        self.emails.retain(|extension, _| self.extensions.contains_key(extension));
    }

    /// The address of every extension, empty where there is none.
    pub(crate) fn keys(&self) -> BTreeMap<ExtensionNumber, String> {
        let email = |extension| self.emails.get(extension).cloned().unwrap_or_default();
        self.extensions.keys().map(|extension| (extension.clone(), email(extension))).collect()
    }

    /// The addresses that were read. Whoever was matched by hand needs none, where it cannot be read.
    pub(crate) fn read_emails(&self, choices: &Choices) -> BTreeMap<ExtensionNumber, String> {
        let mut emails = self.emails.clone();
        let unread = self.voicemail.set_aside().filter(|extension| choices.manual.contains_key(*extension));
        for extension in unread {
            emails.entry(extension.clone()).or_default();
        }
        emails
    }

    /// Whether extensions, addresses and users are all there. Remembers since when.
    pub(crate) fn note_completeness(&mut self, emails: EmailSource, now: Now) {
        let unread = self.voicemail.set_aside().filter(|extension| !self.emails.contains_key(*extension));
        let emails_read = match emails {
            EmailSource::Imported => true,
            EmailSource::Configuration => self.emails.len() + unread.count() == self.extensions.len(),
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

    /// Whether the address of this extension is not known, because its page cannot be read.
    pub(crate) fn is_unread(&self, extension: &ExtensionNumber) -> bool {
        self.voicemail.is_set_aside(extension) && !self.emails.contains_key(extension)
    }

    /// What the configuration service last refused.
    pub(crate) fn configuration_failure(&self) -> Option<&Failure> {
        self.voicemail.failure.as_ref().or(self.connector_failure.as_ref())
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
            .then(|| self.voicemail.poll_timeout(reach.pages));
        lists.chain(emails.flatten()).min()
    }

    pub(crate) fn view(&self) -> DirectoryView {
        DirectoryView {
            emails_read: self.extensions.len().saturating_sub(self.voicemail.outstanding()),
            emails_total: self.extensions.len(),
            users: self.users.len(),
            complete_since: self.complete_since,
            stopped: self.voicemail.is_stopped(),
            refreshing: self.voicemail.is_reading()
                || [&self.extension_list, &self.user_list].iter().any(|reading| reading.asked.is_some()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{event::FailureKind, voicemail::SIDE_BY_SIDE};

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
    fn reading_that_was_stopped_goes_on_where_it_was() {
        let mut out = Outbox::new(1);
        let (mut directory, attempts) = reading(10, &mut out);
        directory.voicemail.stop();
        for attempt in &attempts {
            directory.email_read(*attempt, Ok("a@x".to_owned()), now(2), &mut out);
        }
        directory.pump(REACH, now(3).mono, &mut out);
        assert_eq!(email_attempts(&mut out), []);
        let view = directory.view();
        assert_eq!((view.emails_read, view.emails_total, view.stopped), (SIDE_BY_SIDE, 10, true));
        directory.voicemail.go_on();
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
        assert!(directory.take_extensions(extensions(3), now(10), &mut out));
        directory.pump(REACH, now(10).mono, &mut out);
        assert_eq!(email_attempts(&mut out).len(), 1);
    }

    #[test]
    fn addresses_of_an_earlier_run_complete_the_directory_before_a_page_is_read() {
        let mut out = Outbox::new(1);
        let mut directory = Directory::new();
        let kept = |number: &str, account: &str| KeptEmail {
            extension: ExtensionNumber::new(number),
            email: format!("{number}@x"),
            account: account.to_owned(),
            read: Utc(0),
        };
        // The last one is gone by now, and the one before is another account's.
        directory.restore(vec![kept("0", "K1"), kept("1", "K2"), kept("9", "K1")], "K1", now(0), &mut out);
        directory.pump(REACH, now(0).mono, &mut out);
        directory.extensions_listed(Attempt(1), Ok(extensions(2)), now(0), &mut out);
        directory.users_listed(Attempt(2), Ok(Vec::new()), now(0), &mut out);
        let forgotten = std::iter::from_fn(|| out.take()).filter_map(|effect| match effect {
            Effect::ForgetEmail { extension } => Some(extension.to_string()),
            _ => None,
        });
        assert_eq!(forgotten.collect::<Vec<_>>(), ["1", "9"]);
        directory.pump(REACH, now(0).mono, &mut out);
        let attempts = email_attempts(&mut out);
        assert_eq!(attempts.len(), 1, "of the newcomer");
        directory.email_read(attempts[0], Ok("new@x".to_owned()), now(1), &mut out);
        directory.note_completeness(EmailSource::Configuration, now(1));
        assert!(directory.is_complete());
        assert_eq!(directory.emails.values().collect::<Vec<_>>(), ["0@x", "new@x"]);
    }

    #[test]
    fn a_connector_is_read_beside_an_imported_list_and_a_late_page_does_not_overrule_it() {
        let mut out = Outbox::new(1);
        let (mut directory, attempts) = reading(1, &mut out);
        let imported = [(ExtensionNumber::new("0"), "list@x".to_owned())].into();
        directory.take_emails(&imported, &mut out);
        directory.email_read(attempts[0], Ok("page@x".to_owned()), now(1), &mut out);
        assert_eq!(directory.emails, imported);
        let mut fresh = Directory::new();
        fresh.pump(Reach { emails: EmailSource::Imported, ..REACH }, now(0).mono, &mut out);
        let effects = std::iter::from_fn(|| out.take()).collect::<Vec<_>>();
        assert!(effects.iter().any(|effect| matches!(effect, Effect::ReadConnector { .. })), "{effects:?}");
    }

    #[test]
    fn another_account_has_other_addresses_under_the_same_numbers() {
        let mut out = Outbox::new(1);
        let (mut directory, _) = reading(1, &mut out);
        directory.connect("K1", &mut out);
        directory.connected(now(1).mono);
        directory.pump(REACH, now(1).mono, &mut out);
        let attempts = email_attempts(&mut out);
        directory.email_read(attempts[0], Ok("a@x".to_owned()), now(1), &mut out);
        directory.pump(REACH, now(2).mono, &mut out);
        assert_eq!(email_attempts(&mut out), [], "the same account needs no second reading");
        directory.connect("K1", &mut out);
        directory.connected(now(3).mono);
        directory.pump(REACH, now(3).mono, &mut out);
        assert_eq!(email_attempts(&mut out), []);
        directory.voicemail.refresh(now(3).mono);
        directory.pump(REACH, now(3).mono, &mut out);
        let late = email_attempts(&mut out)[0];
        directory.connect("K2", &mut out);
        directory.email_read(late, Ok("a@x".to_owned()), now(4), &mut out);
        directory.connected(now(4).mono);
        assert!(directory.emails.is_empty());
        directory.pump(REACH, now(4).mono, &mut out);
        assert_eq!(email_attempts(&mut out).len(), 1);
    }
}
