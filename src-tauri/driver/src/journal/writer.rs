//! Writes what waits: a publication at once, the rest gathered, and again later where it failed. It heals by itself.

use super::{
    JournalError,
    calendar::Calendar,
    emails,
    entries::{self, Progress},
    reading::Turnstile,
    salvage,
    schema::{self, Location},
    statistics,
    thread::{News, Report},
    unwritten::{self, Extent, Unwritten},
};
use crate::keeper::Outcome;
use engine::{
    event::{Diversion, KeptEmail},
    names::{ExtensionNumber, UserId, Utc},
    problem::Recovered,
};
use rusqlite::{Connection, OpenFlags};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// How long something that nobody waits for is gathered.
const GATHERED: Duration = Duration::from_millis(200);
/// When upkeep follows what was told: after it is written.
const AFTERWARDS: Duration = Duration::from_millis(500);
/// When writing is tried again where it failed.
const RETRY: Duration = Duration::from_secs(5);
/// How often the journal is looked through for what is too old.
const UPKEEP: Duration = Duration::from_secs(300);
/// Between two slices of upkeep, for whoever else uses the disk.
const BREATH: Duration = Duration::from_millis(10);
/// How much may be written ahead until it is moved into the file, in bytes.
const WRITE_AHEAD: u64 = 4 * 1024 * 1024;
/// As long as nobody has said how long entries are kept: the longest that can be chosen.
const KEPT_LONGEST: Duration = Duration::from_secs(90 * 24 * 3_600);

pub(super) struct Writer {
    location: Location,
    turnstile: Arc<Turnstile>,
    connection: Option<Connection>,
    has_opened: bool,
    pub(super) unwritten: Unwritten,
    kept: Duration,
    calendar: Calendar,
    write_at: Option<Instant>,
    upkeep_at: Instant,
    /// Writing failed, and is to be tried again then.
    retry_at: Option<Instant>,
    report: Option<Report>,
    /// Damage that was found before anybody listened.
    untold: Vec<Recovered>,
    /// Upkeep took something away since the file was made smaller last.
    has_tidied: bool,
    /// Somebody is moving what was written ahead.
    checkpoint: Arc<AtomicBool>,
    /// It could not be moved although something in it was taken away.
    is_left: Arc<AtomicBool>,
}

/// Whether what was written ahead is on its way into the file, or needs not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relief {
    Done,
    /// Somebody is at it already, and began too early.
    NotNow,
}

/// How much may stay written ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ahead {
    Little,
    Nothing,
}

impl Writer {
    pub(super) fn new(location: Location, turnstile: Arc<Turnstile>) -> Self {
        Self {
            location,
            turnstile,
            connection: None,
            has_opened: false,
            unwritten: Unwritten::default(),
            kept: KEPT_LONGEST,
            calendar: Calendar::default(),
            write_at: None,
            upkeep_at: Instant::now() + AFTERWARDS,
            retry_at: None,
            report: None,
            untold: Vec::new(),
            has_tidied: false,
            checkpoint: Arc::default(),
            is_left: Arc::default(),
        }
    }

    /// Tells how it is, and from then on whenever that changes.
    pub(super) fn report_to(&mut self, report: Report) {
        if self.retry_at.is_some() {
            report(News::Written(Outcome::Failed));
        }
        self.untold.drain(..).for_each(|recovered| report(News::Damaged(recovered)));
        self.report = Some(report);
    }

    pub(super) fn keep_for(&mut self, time: Duration) {
        self.kept = time;
        self.unwritten.keep_for(time);
        self.upkeep_at = Instant::now() + AFTERWARDS;
    }

    /// About one person, or with two `None` about everybody.
    pub(super) fn forget_entries(&mut self, extension: Option<ExtensionNumber>, user: Option<UserId>) {
        self.unwritten.forget_entries(extension, user);
        self.erase();
    }

    pub(super) fn forget_everything(&mut self) {
        self.unwritten.forget_everything();
        self.erase();
    }

    /// What was forgotten is to be found in no file: neither in one that was set aside nor in what was written ahead.
    fn erase(&mut self) {
        schema::forget_set_aside(&self.location, Duration::ZERO);
        self.has_tidied = true;
        self.upkeep_at = Instant::now() + AFTERWARDS;
    }

    /// When [`Self::work`] is to be called again.
    pub(super) fn due(&self) -> Instant {
        match (self.retry_at, self.write_at) {
            (Some(retry), _) => retry,
            (None, Some(write)) => write.min(self.upkeep_at),
            (None, None) => self.upkeep_at,
        }
    }

    /// Does what is due.
    pub(super) fn work(&mut self) {
        let now = Instant::now();
        if self.retry_at.is_some_and(|retry| retry > now) {
            return;
        }
        if self.unwritten.is_empty() && self.retry_at.is_none() {
            self.write_at = None;
        } else if self.write_at.is_none() {
            self.write_at = Some(now + GATHERED);
        }
        let is_due = self.retry_at.is_some() || self.write_at.is_some_and(|write| write <= now);
        if is_due || self.unwritten.is_much() {
            // Failures were told where they arose.
            let _ = self.write(Extent::Slice);
            self.write_at = (!self.unwritten.is_empty()).then_some(now);
        } else if self.upkeep_at <= now {
            self.keep_up(now);
        }
    }

    pub(super) fn write(&mut self, extent: Extent) -> Result<(), JournalError> {
        let mut result = self.try_write(extent);
        if let Err(error) = &result
            && error.is_damage()
        {
            self.start_anew();
            result = self.try_write(extent);
        }
        match &result {
            // Publications find room where entries do not: they are no proof that all is well.
            Ok(()) if extent > Extent::Published => self.recovered(),
            Ok(()) => {}
            Err(error) => self.failed(error),
        }
        self.relieve_write_ahead(Ahead::Little);
        result
    }

    /// What is remembered in the file, this run's words included.
    pub(super) fn leftovers(&mut self) -> Result<Vec<UserId>, JournalError> {
        self.write(Extent::Published)?;
        let published = self.ask(unwritten::published)?;
        Ok(published.into_iter().map(|(user, _)| user).collect())
    }

    pub(super) fn diversions(&mut self) -> Result<Vec<Diversion>, JournalError> {
        self.write(Extent::Slice)?;
        self.ask(unwritten::diversions)
    }

    pub(super) fn emails(&mut self) -> Result<Vec<KeptEmail>, JournalError> {
        self.write(Extent::Everything)?;
        self.ask(emails::read)
    }

    pub(super) fn last_request(&mut self) -> Result<Option<Utc>, JournalError> {
        self.write(Extent::Slice)?;
        self.ask(statistics::last_request)
    }

    /// Somebody who read found the file damaged.
    pub(super) fn replace_damaged(&mut self, generation: u64) {
        if self.turnstile.generation() == generation {
            self.start_anew();
            let _ = self.write(Extent::Slice);
        }
    }

    fn try_write(&mut self, extent: Extent) -> Result<(), JournalError> {
        // Somebody has waited already where it failed before: whoever comes next does not wait once more.
        let failing = self.retry_at.is_some();
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => {
                let patience = if failing { Duration::ZERO } else { schema::FIRST_PATIENCE };
                let opened = schema::open(&self.location, patience)?;
                let published = unwritten::published(&opened).map_err(JournalError::Use)?;
                let diversions = unwritten::diversions(&opened).map_err(JournalError::Use)?;
                self.unwritten.adopt(published, diversions);
                self.has_opened = true;
                none.insert(opened)
            }
        };
        let patience = if failing { Duration::ZERO } else { schema::PATIENCE };
        connection.busy_timeout(patience).map_err(JournalError::Use)?;
        self.unwritten.write(connection, extent).map_err(JournalError::Use)
    }

    fn ask<T>(&mut self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, JournalError> {
        let connection = self.connection.as_ref().ok_or(JournalError::Ended)?;
        question(connection).map_err(JournalError::Use)
    }

    /// A damaged file is set aside, and what must not be lost is written into the next one.
    fn start_anew(&mut self) {
        let Some(path) = self.location.file() else { return };
        // What an earlier run left is known when the file was opened once.
        let is_known = self.has_opened;
        self.connection = None;
        match self.turnstile.while_nobody_reads(|| schema::set_aside(path)) {
            Ok(_) if is_known => self.tell_damage(Recovered::Yes),
            Ok(aside) => {
                let (published, diversions, recovered) = salvage::from(&aside);
                self.unwritten.adopt(published, diversions);
                self.tell_damage(recovered);
            }
            Err(error) => tracing::warn!(%error, "the damaged journal cannot be set aside"),
        }
        self.unwritten.write_again();
    }

    fn tell_damage(&mut self, recovered: Recovered) {
        match &self.report {
            Some(report) => report(News::Damaged(recovered)),
            None => self.untold.push(recovered),
        }
    }

    fn failed(&mut self, error: &JournalError) {
        if self.retry_at.is_none() {
            let cause = std::error::Error::source(error).map(ToString::to_string);
            tracing::warn!(%error, cause, "the journal waits until it can be written");
            self.tell(Outcome::Failed);
        }
        self.retry_at = Some(Instant::now() + RETRY);
        if !error.is_passing() {
            self.connection = None;
        }
    }

    fn recovered(&mut self) {
        if self.retry_at.take().is_none() {
            return;
        }
        tracing::info!("the journal is written again");
        self.tell(Outcome::Done);
    }

    fn tell(&self, outcome: Outcome) {
        if let Some(report) = &self.report {
            report(News::Written(outcome));
        }
    }

    fn keep_up(&mut self, now: Instant) {
        let Some(connection) = &self.connection else {
            self.upkeep_at = now + UPKEEP;
            return;
        };
        self.has_tidied |= self.is_left.swap(false, Ordering::AcqRel);
        let utc = self.calendar.believed(now, utc());
        let done = entries::tidy(connection, self.kept, utc).and_then(|progress| {
            if progress == Progress::Done {
                statistics::forget_old(connection, self.kept, utc)?;
            }
            Ok(progress)
        });
        match done {
            Ok(Progress::More) => {
                self.has_tidied = true;
                self.upkeep_at = now + BREATH;
            }
            Ok(Progress::Done) => {
                self.upkeep_at = now + UPKEEP;
                schema::forget_set_aside(&self.location, self.kept);
                // The file becomes smaller when that is done, and nothing of it is left elsewhere.
                if self.has_tidied && self.relieve_write_ahead(Ahead::Nothing) == Relief::NotNow {
                    self.upkeep_at = now + BREATH;
                } else {
                    self.has_tidied = false;
                }
            }
            Err(error) => {
                self.upkeep_at = now + UPKEEP;
                let error = JournalError::Use(error);
                if error.is_damage() {
                    self.start_anew();
                }
                self.failed(&error);
            }
        }
        self.relieve_write_ahead(Ahead::Little);
    }

    /// Moves what was written ahead into the file where it is more than that, beside this thread: it waits for the disk.
    fn relieve_write_ahead(&self, left: Ahead) -> Relief {
        let bytes = match left {
            Ahead::Little => WRITE_AHEAD,
            Ahead::Nothing => 0,
        };
        if self.location.write_ahead() <= bytes {
            return Relief::Done;
        }
        if self.checkpoint.swap(true, Ordering::AcqRel) {
            return Relief::NotNow;
        }
        let (location, turnstile, running) = (self.location.clone(), self.turnstile.clone(), self.checkpoint.clone());
        let is_left = self.is_left.clone();
        let started = std::thread::Builder::new().name("journal checkpoint".into()).spawn(move || {
            let done = turnstile.pass(|| {
                let connection = location.beside(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
                connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
                match left {
                    Ahead::Little => Ok(true),
                    // Keeps whoever writes waiting, for the little that came meanwhile.
                    Ahead::Nothing => connection
                        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>(0)? == 0)),
                }
            });
            match done {
                Ok(is_moved) => is_left.fetch_or(!is_moved, Ordering::AcqRel),
                Err(error) => {
                    tracing::debug!(%error, "what was written ahead cannot be moved into the journal yet");
                    is_left.fetch_or(left == Ahead::Nothing, Ordering::AcqRel)
                }
            };
            running.store(false, Ordering::Release);
        });
        if started.is_err() {
            self.checkpoint.store(false, Ordering::Release);
            return Relief::NotNow;
        }
        Relief::Done
    }
}

fn utc() -> Utc {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Utc(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{
        activity::{ActivityFilter, Deed, Outcome as Came, Record},
        names::ExtensionNumber,
    };
    use std::{path::PathBuf, sync::Mutex};

    #[test]
    fn a_file_that_somebody_locks_is_waited_for_once_and_then_written_when_it_is_free() {
        let mut bench = Bench::new();
        bench.writer.write(Extent::Slice).unwrap();
        let other = Connection::open(&bench.path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        bench.writer.unwritten.remember(UserId::new("a"), Utc(1));
        bench.writer.unwritten.record(entry());
        assert!(bench.writer.write(Extent::Published).is_err());
        let before = Instant::now();
        assert!(bench.writer.write(Extent::Slice).is_err());
        assert!(before.elapsed() < schema::PATIENCE, "nobody waits a second time");
        assert_eq!(bench.told(), [false]);
        other.execute_batch("ROLLBACK").unwrap();
        bench.heal();
        assert_eq!(bench.told(), [false, true]);
        assert_eq!((bench.people(), bench.entries()), (1, 1));
    }

    #[test]
    fn a_full_disk_loses_nothing_that_fits_into_memory() {
        let mut bench = Bench::new();
        bench.writer.write(Extent::Slice).unwrap();
        bench.limit_pages(1);
        (0..150).for_each(|_| bench.writer.unwritten.record(entry()));
        while bench.writer.write(Extent::Slice).is_ok() {
            bench.writer.unwritten.record(entry());
        }
        assert_eq!(bench.told(), [false]);
        let before = bench.entries();
        (0..150).for_each(|_| bench.writer.unwritten.record(entry()));
        bench.limit_pages(1_000_000);
        bench.heal();
        assert_eq!(bench.told(), [false, true]);
        assert!(bench.entries() >= before + 150);
    }

    #[test]
    fn what_waits_is_bounded() {
        let mut bench = Bench::new();
        let other = bench.locked();
        (0..25_000).for_each(|_| bench.writer.unwritten.record(entry()));
        assert!(bench.writer.write(Extent::Slice).is_err());
        drop(other);
        bench.heal();
        assert_eq!(bench.entries(), 10_000);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_used_as_soon_as_it_can_be() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("place");
        // No directory can be made where a file lies.
        std::fs::write(&place, "in the way").unwrap();
        let mut bench = Bench::at(directory, "place/journal.sqlite");
        bench.writer.unwritten.remember(UserId::new("a"), Utc(1));
        assert!(bench.writer.leftovers().is_err());
        assert_eq!(bench.told(), [false]);
        std::fs::remove_file(&place).unwrap();
        bench.heal();
        assert_eq!((bench.told(), bench.people()), (vec![false, true], 1));
    }

    #[test]
    fn a_publication_does_not_write_the_entries_that_wait() {
        let mut bench = Bench::new();
        bench.writer.unwritten.record(entry());
        bench.writer.unwritten.remember(UserId::new("a"), Utc(1));
        bench.writer.write(Extent::Published).unwrap();
        assert_eq!((bench.people(), bench.entries()), (1, 0));
        bench.writer.write(Extent::Slice).unwrap();
        assert_eq!(bench.entries(), 1);
    }

    #[test]
    fn a_journal_that_is_emptied_becomes_small() {
        let mut bench = Bench::new();
        (0..8_000).for_each(|_| bench.writer.unwritten.record(entry()));
        bench.writer.write(Extent::Everything).unwrap();
        let full = bench.length() + bench.writer.location.write_ahead();
        bench.writer.forget_entries(None, None);
        bench.writer.write(Extent::Slice).unwrap();
        bench.writer.upkeep_at = Instant::now();
        bench.writer.keep_up(Instant::now());
        while bench.writer.has_tidied {
            bench.writer.keep_up(Instant::now());
        }
        for _ in 0..1_000 {
            if !bench.writer.checkpoint.load(Ordering::Acquire) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(full > 1_000_000 && bench.length() * 4 < full, "{} of {full}", bench.length());
    }

    /// A writer whose thread is the test itself.
    struct Bench {
        writer: Writer,
        path: PathBuf,
        told: Arc<Mutex<Vec<bool>>>,
        _directory: tempfile::TempDir,
    }

    impl Bench {
        fn new() -> Self {
            Self::at(tempfile::tempdir().unwrap(), "journal.sqlite")
        }

        fn at(directory: tempfile::TempDir, name: &str) -> Self {
            let path = directory.path().join(name);
            let mut writer = Writer::new(Location::File(path.clone()), Arc::default());
            let told = Arc::<Mutex<Vec<bool>>>::default();
            let heard = told.clone();
            writer.report_to(Box::new(move |news| {
                if let News::Written(outcome) = news {
                    heard.lock().unwrap().push(matches!(outcome, Outcome::Done));
                }
            }));
            Self { writer, path, told, _directory: directory }
        }

        /// Somebody else who writes, until it is dropped.
        fn locked(&mut self) -> Connection {
            self.writer.write(Extent::Slice).unwrap();
            let other = Connection::open(&self.path).unwrap();
            other.execute_batch("BEGIN IMMEDIATE").unwrap();
            other
        }

        /// As the thread does it, without waiting until it is time.
        fn heal(&mut self) {
            assert!(self.writer.retry_at.is_some());
            while !self.writer.unwritten.is_empty() {
                self.writer.retry_at = self.writer.retry_at.map(|_| Instant::now());
                self.writer.work();
            }
        }

        fn limit_pages(&self, most: u32) {
            let connection = self.writer.connection.as_ref().unwrap();
            connection.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())).unwrap();
        }

        fn told(&self) -> Vec<bool> {
            self.told.lock().unwrap().clone()
        }

        fn people(&self) -> i64 {
            self.count("SELECT count(*) FROM published")
        }

        fn entries(&self) -> u64 {
            let filter = ActivityFilter::default();
            super::super::reading::page(&Connection::open(&self.path).unwrap(), &filter, None, 1).unwrap().total
        }

        fn length(&self) -> u64 {
            std::fs::metadata(&self.path).map_or(0, |file| file.len())
        }

        fn count(&self, query: &str) -> i64 {
            Connection::open(&self.path).unwrap().query_row(query, [], |row| row.get(0)).unwrap()
        }
    }

    fn entry() -> Record {
        Record {
            at: utc(),
            extension: Some(ExtensionNumber::new("200")),
            user: Some(UserId::new("00000000-0000-0000-0000-000000000000")),
            deed: Deed::Published { availability: "Busy".into(), activity: "InACall".into() },
            took_ms: Some(7),
            outcome: Came::Done,
        }
    }
}
