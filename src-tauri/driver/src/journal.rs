//! What was seen and done, kept for a while; and what must be known after a crash, kept until it is undone.

mod calendar;
mod emails;
mod entries;
mod reading;
mod salvage;
mod schema;
mod statistics;
mod thread;
mod unwritten;
mod writer;

use engine::{
    activity::{ActivityFilter, ActivityPage, Record, Statistics},
    event::{Diversion, KeptEmail},
    names::{ExtensionNumber, UserId, Utc},
};
use reading::Turnstile;
use rusqlite::{Connection, ErrorCode};
use schema::Location;
use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    time::Duration,
};
pub(crate) use thread::News;
use thread::{Asked, Command};
use tokio::sync::oneshot;
use unwritten::Extent;
use writer::Writer;

/// The file, and the thread that owns it. Dropping it writes what waits.
///
/// A file that cannot be opened or written stops nobody: what is told meanwhile waits, and is written when it can be.
/// What comes with every call only waits here until it is handed over, because waking the thread takes longer than
/// telling it.
pub struct Journal {
    location: Location,
    turnstile: Arc<Turnstile>,
    told: Mutex<Vec<Command>>,
    commands: Option<mpsc::Sender<Vec<Command>>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("the journal's directory or file cannot be made")]
    Place(#[source] std::io::Error),
    #[error("the journal cannot be opened")]
    Open(#[source] rusqlite::Error),
    #[error("the journal cannot be written or read")]
    Use(#[source] rusqlite::Error),
    #[error("the journal could not be written, as somebody else was told with the reason")]
    Unwritten,
    #[error("the journal's thread has ended")]
    Ended,
}

impl Journal {
    /// A file that is damaged is set aside under another name, and an empty one takes its place.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::start(Location::File(path.to_owned()))
    }

    /// For tests, and where nothing is to be kept: gone when it is dropped.
    pub fn in_memory() -> Result<Self, JournalError> {
        Self::start(Location::memory())
    }

    fn start(location: Location) -> Result<Self, JournalError> {
        let turnstile = Arc::<Turnstile>::default();
        let (commands, inbox) = mpsc::channel();
        let writer = Writer::new(location.clone(), turnstile.clone());
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || thread::run(writer, &inbox))
            .map_err(JournalError::Place)?;
        Ok(Self { location, turnstile, told: Mutex::default(), commands: Some(commands), thread: Some(thread) })
    }

    /// Hears whether the file can be written, now and whenever that changes, and when it is found damaged.
    pub(crate) fn report_to(&self, report: impl Fn(News) + Send + 'static) {
        self.send(Command::ReportTo(Box::new(report)));
    }

    /// Something is about to be published. Waits for [`Self::flush`], which says when it is in the file.
    pub fn remember(&self, user: &UserId, since: Utc) {
        self.tell(Command::Remember(user.clone(), since));
    }

    /// It was cleared. Waits for [`Self::hand_over`].
    pub fn forget(&self, user: &UserId) {
        self.tell(Command::Forget(user.clone()));
    }

    /// A phone is about to be diverted. Returns at once; [`Self::flush_to_disk`] says when it is on disk.
    pub fn remember_diversion(&self, diversion: Diversion) {
        self.send(Command::Divert(Box::new(diversion)));
    }

    /// Its former profile is active again, or somebody took over.
    pub fn forget_diversion(&self, extension: &ExtensionNumber) {
        self.send(Command::Undivert(extension.clone()));
    }

    /// The address on the voicemail page of an extension, for the next run. Waits for [`Self::hand_over`].
    pub fn remember_email(&self, email: KeptEmail) {
        self.tell(Command::RememberEmail(Box::new(email)));
    }

    /// There is no such extension any more, or its address comes from elsewhere. Waits for [`Self::hand_over`].
    pub fn forget_email(&self, extension: ExtensionNumber) {
        self.tell(Command::ForgetEmail(extension));
    }

    /// Keeps an entry, and counts it for the statistics. Waits for [`Self::hand_over`].
    pub fn record(&self, record: Record) {
        self.tell(Command::Record(Box::new(record)));
    }

    /// Counts a request about presence, for the statistics and for the next run. Waits for [`Self::hand_over`].
    pub(crate) fn requested(&self, at: Utc) {
        self.tell(Command::Requested(at));
    }

    /// Lets what was told so far be written soon. Returns at once. Every question and every end does the same.
    pub fn hand_over(&self) {
        let told = std::mem::take(&mut *self.told());
        if !told.is_empty() && self.commands.as_ref().is_none_or(|commands| commands.send(told).is_err()) {
            tracing::error!("the journal's thread has ended");
        }
    }

    /// How long entries are kept from now on; zero: none.
    pub fn keep_for(&self, time: Duration) {
        self.send(Command::KeepFor(time));
    }

    /// Forgets the entries about an extension or its user; with two `None` all of them and the statistics.
    /// Returns at once.
    pub fn empty(&self, extension: Option<ExtensionNumber>, user: Option<UserId>) {
        self.send(Command::Empty(extension, user));
    }

    /// Everybody who is remembered.
    pub async fn leftovers(&self) -> Result<Vec<UserId>, JournalError> {
        self.ask(Command::Leftovers).await
    }

    /// Every phone that is remembered as diverted.
    pub async fn diversions(&self) -> Result<Vec<Diversion>, JournalError> {
        self.ask(Command::Diversions).await
    }

    /// Every voicemail e-mail that is remembered.
    pub async fn emails(&self) -> Result<Vec<KeptEmail>, JournalError> {
        self.ask(Command::Emails).await
    }

    /// When this run or an earlier one sent a request about presence for the last time.
    pub async fn last_request(&self) -> Result<Option<Utc>, JournalError> {
        self.ask(Command::LastRequest).await
    }

    /// Waits until everybody whom [`Self::remember`] told of is in the file, where a crash of the program leaves them.
    ///
    /// A request to Microsoft waits for this, so it neither writes entries nor waits for the disk itself.
    pub async fn flush(&self) -> Result<(), JournalError> {
        self.ask(|asked| Command::Write(Extent::Published, asked)).await
    }

    /// Waits until everything that was told before is on disk, where a power cut leaves it.
    pub async fn flush_to_disk(&self) -> Result<(), JournalError> {
        self.ask(|asked| Command::Write(Extent::ToDisk, asked)).await
    }

    /// Forgets everything, and waits until nobody can find it any more.
    pub async fn forget_everything(&self) -> Result<(), JournalError> {
        self.send(Command::ForgetEverything);
        self.flush_to_disk().await
    }

    /// At most `limit` entries older than the entry `before`, the latest first. Blocks while it looks them up.
    pub fn activity(
        &self,
        filter: &ActivityFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<ActivityPage, JournalError> {
        self.read(|connection| reading::page(connection, filter, before, limit))
    }

    /// What the last hours were like; the limits are left for whoever asks to fill in. Blocks while it looks them up.
    pub fn statistics(&self, hours: u32, now: Utc) -> Result<Statistics, JournalError> {
        self.read(|connection| statistics::read(connection, hours, now))
    }

    /// What was told before is found as well, where it can be written.
    fn read<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        let written = self.ask(|asked| Command::Write(Extent::Everything, asked));
        if let Err(JournalError::Ended) = futures::executor::block_on(written) {
            return Err(JournalError::Ended);
        }
        reading::read(&self.location, &self.turnstile, question).map_err(|not_read| {
            if let Some(generation) = not_read.damaged {
                self.send(Command::Damaged(generation));
            }
            not_read.error
        })
    }

    async fn ask<T>(&self, question: impl FnOnce(Asked<T>) -> Command) -> Result<T, JournalError> {
        let (asked, answer) = oneshot::channel();
        self.send(question(asked));
        answer.await.unwrap_or(Err(JournalError::Ended))
    }

    /// A thread that has ended shows itself in the next answer that is waited for.
    fn send(&self, command: Command) {
        self.tell(command);
        self.hand_over();
    }

    fn tell(&self, command: Command) {
        self.told().push(command);
    }

    fn told(&self) -> MutexGuard<'_, Vec<Command>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.hand_over();
        self.commands = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the journal's thread panicked");
        }
    }
}

impl JournalError {
    /// The file itself is broken.
    fn is_damage(&self) -> bool {
        self.cause().is_some_and(schema::is_damage)
    }

    /// The same connection works again when somebody else is done, or has made room.
    fn is_passing(&self) -> bool {
        let code = self.cause().and_then(rusqlite::Error::sqlite_error_code);
        matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull))
    }

    fn cause(&self) -> Option<&rusqlite::Error> {
        match self {
            Self::Open(error) | Self::Use(error) => Some(error),
            Self::Place(_) | Self::Unwritten | Self::Ended => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::activity::{Deed, Outcome as Came};
    use std::fs;

    #[tokio::test]
    async fn what_was_published_is_remembered_until_it_is_cleared() {
        let journal = Journal::in_memory().unwrap();
        journal.remember(&user("b"), Utc(2));
        journal.remember(&user("a"), Utc(1));
        journal.remember(&user("a"), Utc(3));
        assert_eq!(journal.leftovers().await.unwrap(), [user("a"), user("b")]);
        journal.forget(&user("a"));
        journal.forget(&user("never"));
        assert_eq!(journal.leftovers().await.unwrap(), [user("b")]);
        journal.forget_everything().await.unwrap();
        assert!(journal.leftovers().await.unwrap().is_empty());
        journal.remember(&user("c"), Utc(4));
        journal.flush().await.unwrap();
        assert_eq!(journal.leftovers().await.unwrap(), [user("c")]);
    }

    #[tokio::test]
    async fn a_diverted_phone_is_remembered_with_everything_that_undoing_it_takes() {
        let journal = Journal::in_memory().unwrap();
        let (first, second) = (diversion("200", 3), diversion("201", 4));
        journal.remember_diversion(first.clone());
        journal.remember_diversion(diversion("201", 2));
        journal.remember_diversion(second.clone());
        journal.flush_to_disk().await.unwrap();
        assert_eq!(journal.diversions().await.unwrap(), [first, second.clone()]);
        journal.forget_diversion(&ExtensionNumber::new("200"));
        assert_eq!(journal.diversions().await.unwrap(), [second]);
    }

    #[tokio::test]
    async fn the_next_run_knows_when_the_last_request_was_sent() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        assert_eq!(journal.last_request().await.unwrap(), None);
        journal.requested(Utc(5_000));
        journal.empty(None, None);
        journal.requested(Utc(7_000));
        drop(journal);
        let next = Journal::open(&path).unwrap();
        next.record(entry("200", "a"));
        assert_eq!(next.last_request().await.unwrap(), Some(Utc(7_000)));
        next.forget_everything().await.unwrap();
        assert_eq!(next.last_request().await.unwrap(), None);
    }

    #[tokio::test]
    async fn addresses_are_kept_for_the_next_run_as_they_were_read_last() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        let email = |extension: &str, email: &str, read: i64| KeptEmail {
            extension: ExtensionNumber::new(extension),
            email: email.to_owned(),
            account: "K1".to_owned(),
            read: Utc(read),
        };
        journal.remember_email(email("200", "a@x", 1));
        journal.remember_email(email("201", "", 1));
        assert_eq!(journal.emails().await.unwrap(), [email("200", "a@x", 1), email("201", "", 1)]);
        journal.remember_email(email("200", "b@x", 2));
        journal.forget_email(ExtensionNumber::new("201"));
        (300..1_000).for_each(|number| journal.remember_email(email(&number.to_string(), "c@x", 3)));
        journal.empty(None, None);
        drop(journal);
        let next = Journal::open(&path).unwrap();
        let kept = next.emails().await.unwrap();
        assert_eq!((kept.len(), &kept[0]), (701, &email("200", "b@x", 2)));
        next.remember_email(email("202", "d@x", 4));
        next.forget_everything().await.unwrap();
        assert!(next.emails().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn everything_survives_a_program_that_never_ends_properly() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deeper").join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        journal.remember(&user("a"), Utc(1));
        journal.flush().await.unwrap();
        journal.remember_diversion(diversion("200", 3));
        journal.flush_to_disk().await.unwrap();
        journal.record(entry("200", "a"));
        assert_eq!(activity(&journal).len(), 1, "what was shown is not lost");
        // A second one stands for the next start; the first never says goodbye.
        let next = Journal::open(&path).unwrap();
        assert_eq!(next.leftovers().await.unwrap(), [user("a")]);
        assert_eq!(next.diversions().await.unwrap(), [diversion("200", 3)]);
        assert_eq!(activity(&next).len(), 1);
        drop(journal);
    }

    #[tokio::test]
    async fn dropping_it_writes_what_waits() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        for number in 0..500 {
            journal.remember(&user(&format!("{number:03}")), Utc(number));
            journal.record(entry("200", "a"));
        }
        drop(journal);
        let next = Journal::open(&path).unwrap();
        assert_eq!(next.leftovers().await.unwrap().len(), 500);
        assert_eq!(next.activity(&ActivityFilter::default(), None, 1).unwrap().total, 500);
    }

    #[tokio::test]
    async fn entries_reach_the_file_though_nobody_waits_for_them() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        (0..1_000).for_each(|_| journal.record(entry("200", "a")));
        journal.hand_over();
        let witness = Location::File(path);
        let written = || -> i64 {
            let connection = witness.beside(rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
            connection
                .and_then(|file| file.query_row("SELECT count(*) FROM entries", [], |row| row.get(0)))
                .unwrap_or_default()
        };
        for _ in 0..600 {
            if written() == 1_000 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} entries after half a minute", written());
    }

    #[tokio::test]
    async fn one_person_is_forgotten_and_the_others_are_not() {
        let journal = Journal::in_memory().unwrap();
        for (extension, who) in [("200", "a"), ("201", "b"), ("202", "a"), ("200", "c")] {
            journal.record(entry(extension, who));
        }
        // Two of them are in the file by then, and one still waits.
        assert_eq!(activity(&journal).len(), 4);
        journal.record(entry("200", "a"));
        journal.empty(Some(ExtensionNumber::new("200")), Some(user("a")));
        journal.record(entry("201", "b"));
        let left = activity(&journal);
        assert_eq!(left, ["201 b", "201 b"]);
        journal.empty(None, None);
        assert!(activity(&journal).is_empty());
        assert_eq!(changes(&journal), 0);
    }

    #[tokio::test]
    async fn nothing_of_a_forgotten_person_is_left_in_any_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        let who = |number: usize| format!("{:08}-person-{:08}", number, number * 7);
        for number in 0..5_000 {
            journal.record(entry(&format!("{:04}", number % 23), &who(number % 23)));
        }
        journal.flush_to_disk().await.unwrap();
        fs::write(directory.path().join("journal.sqlite.damaged-1"), who(3)).unwrap();
        let holds = |id: &str| {
            let files =
                fs::read_dir(directory.path()).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap_or_default());
            files.map(|bytes| bytes.windows(id.len()).filter(|window| *window == id.as_bytes()).count()).sum::<usize>()
        };
        assert!(holds(&who(3)) > 200);
        journal.empty(Some(ExtensionNumber::new("0003")), Some(user(&who(3))));
        let start = std::time::Instant::now();
        while holds(&who(3)) > 0 {
            assert!(start.elapsed() < Duration::from_secs(30), "{} times", holds(&who(3)));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(holds(&who(4)) > 200, "the others are still there");
    }

    #[tokio::test]
    async fn a_journal_that_is_off_keeps_figures_and_no_entries() {
        let journal = Journal::in_memory().unwrap();
        journal.record(entry("200", "a"));
        journal.keep_for(Duration::ZERO);
        journal.record(entry("200", "a"));
        assert!(activity(&journal).is_empty());
        assert_eq!(changes(&journal), 2);
        journal.keep_for(Duration::from_secs(3_600));
        journal.record(entry("200", "a"));
        assert_eq!(activity(&journal).len(), 1);
    }

    #[tokio::test]
    async fn a_damaged_file_is_set_aside_and_the_program_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        fs::write(&path, "this is no database, and never was one".repeat(100)).unwrap();
        let journal = Journal::open(&path).unwrap();
        journal.remember(&user("a"), Utc(1));
        assert_eq!(journal.leftovers().await.unwrap(), [user("a")]);
        assert_eq!(set_aside(directory.path()), 1);
        journal.forget_everything().await.unwrap();
        assert_eq!(set_aside(directory.path()), 0, "it held what an entry holds");
    }

    #[tokio::test]
    async fn a_file_that_breaks_in_use_is_replaced_and_keeps_what_must_not_be_lost() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        journal.remember(&user("a"), Utc(1));
        journal.remember(&user("gone"), Utc(1));
        journal.forget(&user("gone"));
        journal.remember_diversion(diversion("200", 3));
        (0..200).for_each(|_| journal.record(entry("200", "a")));
        journal.flush_to_disk().await.unwrap();
        damage(&path);
        // Whoever reads finds out, if the writer itself did not, and the file is replaced.
        for _ in 0..100 {
            let _ = journal.activity(&ActivityFilter::default(), None, 500);
        }
        journal.record(entry("201", "b"));
        assert_eq!(activity(&journal), ["201 b"]);
        assert_eq!(journal.leftovers().await.unwrap(), [user("a")]);
        assert_eq!(journal.diversions().await.unwrap(), [diversion("200", 3)]);
        assert_eq!(set_aside(directory.path()), 1);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        journal.record(entry("200", "a"));
        journal.flush_to_disk().await.unwrap();
        let files: Vec<_> = fs::read_dir(directory.path()).unwrap().map(Result::unwrap).collect();
        assert!(files.len() >= 2, "the write-ahead file too");
        for file in files {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
        }
    }

    fn user(id: &str) -> UserId {
        UserId::new(id)
    }

    pub(super) fn diversion(extension: &str, profile: u8) -> Diversion {
        Diversion {
            extension: ExtensionNumber::new(extension),
            profile,
            profile_name: "In a meeting".into(),
            former: 0,
            former_name: "Default".into(),
            activity: "InAMeeting".into(),
            since: Utc(1),
            until: Utc(2),
            account: "K1".into(),
        }
    }

    fn entry(extension: &str, who: &str) -> Record {
        Record {
            at: now(),
            extension: Some(ExtensionNumber::new(extension)),
            user: Some(user(who)),
            deed: Deed::Published { availability: "Busy".into(), activity: "InACall".into() },
            took_ms: Some(100),
            outcome: Came::Done,
        }
    }

    /// What is older than entries are kept would be forgotten under the test.
    fn now() -> Utc {
        Utc(std::time::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64)
    }

    /// Whom the entries are about, the latest first.
    fn activity(journal: &Journal) -> Vec<String> {
        let page = journal.activity(&ActivityFilter::default(), None, 500).unwrap();
        let whom =
            page.entries.into_iter().map(|entry| format!("{} {}", entry.extension.unwrap(), entry.user.unwrap()));
        whom.collect()
    }

    fn changes(journal: &Journal) -> u32 {
        let statistics = journal.statistics(1, now()).unwrap();
        statistics.intervals.iter().map(|interval| interval.changes).sum()
    }

    fn set_aside(directory: &Path) -> usize {
        let names = fs::read_dir(directory).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains("damaged") && !name.ends_with("-wal") && !name.ends_with("-shm")).count()
    }

    /// Moves everything into the file itself, and overwrites all of it but its first page.
    fn damage(path: &Path) {
        let other = Connection::open(path).unwrap();
        other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(other);
        let mut bytes = fs::read(path).unwrap();
        bytes[4_096..].fill(0xAA);
        let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
        std::io::Write::write_all(&mut file, &bytes).unwrap();
    }
}
