//! What must be known after a crash: for whom something was published and not yet cleared.

mod schema;
mod thread;

use engine::{
    activity::Record,
    event::Diversion,
    names::{ExtensionNumber, UserId, Utc},
};
use std::{
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};
use thread::Command;
use tokio::sync::oneshot;

/// The file, and the thread that owns it. Dropping it writes what waits.
#[derive(Debug)]
pub struct Journal {
    commands: Option<mpsc::Sender<Command>>,
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
    #[error("the journal's thread has ended")]
    Ended,
}

/// Where the journal lies.
#[derive(Clone, Debug)]
enum Location {
    File(PathBuf),
    Memory,
}

impl Journal {
    /// A file that is damaged is set aside under another name, and an empty one takes its place.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::start(&Location::File(path.to_owned()))
    }

    /// For tests: gone when it is dropped.
    pub fn in_memory() -> Result<Self, JournalError> {
        Self::start(&Location::Memory)
    }

    fn start(location: &Location) -> Result<Self, JournalError> {
        let connection = schema::open(location)?;
        let (commands, inbox) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || thread::run(connection, &inbox))
            .map_err(JournalError::Place)?;
        Ok(Self { commands: Some(commands), thread: Some(thread) })
    }

    /// Something is about to be published. Returns at once; [`flush`](Self::flush) says when it is on disk.
    pub fn remember(&self, user: &UserId, since: Utc) {
        self.send(Command::Remember(user.clone(), since));
    }

    /// It was cleared.
    pub fn forget(&self, user: &UserId) {
        self.send(Command::Forget(user.clone()));
    }

    /// A phone is about to be diverted. Returns at once; [`flush_to_disk`](Self::flush_to_disk) says when it is on disk.
    pub fn remember_diversion(&self, diversion: Diversion) {
        self.send(Command::Divert(diversion.extension.clone(), Some(Box::new(diversion))));
    }

    /// Its former profile is active again, or somebody took over.
    pub fn forget_diversion(&self, extension: &ExtensionNumber) {
        self.send(Command::Divert(extension.clone(), None));
    }

    /// Every phone that is remembered as diverted.
    pub async fn diversions(&self) -> Result<Vec<Diversion>, JournalError> {
        self.ask(Command::Diversions).await
    }

    /// As [`flush`](Self::flush), and a power cut does not undo it.
    pub async fn flush_to_disk(&self) -> Result<(), JournalError> {
        self.ask(Command::FlushToDisk).await
    }

    /// Keeps an entry. Returns at once.
    pub fn record(&self, record: Record) {
        self.send(Command::Record(Box::new(record)));
    }

    /// How long entries are kept from now on; zero: none.
    pub fn keep_for(&self, time: Duration) {
        self.send(Command::KeepFor(time));
    }

    /// Forgets the entries about an extension or its user, or all of them. Returns at once.
    pub fn empty(&self, extension: Option<ExtensionNumber>, user: Option<UserId>) {
        self.send(Command::Empty(extension, user));
    }

    /// Everybody who is remembered.
    pub async fn leftovers(&self) -> Result<Vec<UserId>, JournalError> {
        self.ask(Command::Leftovers).await
    }

    /// Waits until everything that was asked for before is on disk.
    pub async fn flush(&self) -> Result<(), JournalError> {
        self.ask(Command::Flush).await
    }

    /// Empties the journal, and waits until it is.
    pub async fn forget_everything(&self) -> Result<(), JournalError> {
        self.send(Command::ForgetEverything);
        self.flush().await
    }

    async fn ask<T>(
        &self,
        question: impl FnOnce(oneshot::Sender<Result<T, JournalError>>) -> Command,
    ) -> Result<T, JournalError> {
        let (answer, answered) = oneshot::channel();
        self.send(question(answer));
        answered.await.unwrap_or(Err(JournalError::Ended))
    }

    /// A thread that has ended shows itself in the next answer that is waited for.
    fn send(&self, command: Command) {
        if self.commands.as_ref().is_none_or(|commands| commands.send(command).is_err()) {
            tracing::error!("the journal's thread has ended");
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.commands = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the journal's thread panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(id: &str) -> UserId {
        UserId::new(id)
    }

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
    async fn a_flushed_entry_survives_a_program_that_never_ends_properly() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deeper").join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        journal.remember(&user("a"), Utc(1));
        journal.flush().await.unwrap();
        // A second reader stands for the next start; the first never says goodbye.
        let next = Journal::open(&path).unwrap();
        assert_eq!(next.leftovers().await.unwrap(), [user("a")]);
        drop(journal);
    }

    #[tokio::test]
    async fn dropping_it_writes_what_waits() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let journal = Journal::open(&path).unwrap();
        for number in 0..500 {
            journal.remember(&user(&format!("{number:03}")), Utc(number));
        }
        drop(journal);
        assert_eq!(Journal::open(&path).unwrap().leftovers().await.unwrap().len(), 500);
    }

    #[tokio::test]
    async fn a_damaged_file_is_set_aside_and_the_program_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        std::fs::write(&path, "this is no database, and never was one".repeat(100)).unwrap();
        let journal = Journal::open(&path).unwrap();
        journal.remember(&user("a"), Utc(1));
        assert_eq!(journal.leftovers().await.unwrap(), [user("a")]);
        let aside = std::fs::read_dir(directory.path())
            .unwrap()
            .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains("damaged"))
            .count();
        assert_eq!(aside, 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let _journal = Journal::open(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
