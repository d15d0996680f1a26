//! Settings and journal as files, and what can happen to them.

use driver::{FileStore, ProfileStore};
use rusqlite::Connection;
use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

pub(super) struct Disk {
    home: tempfile::TempDir,
    lock: Mutex<Option<Connection>>,
}

impl Disk {
    pub(super) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), lock: Mutex::default() }
    }

    pub(super) fn profiles(&self) -> Arc<dyn ProfileStore> {
        Arc::new(FileStore::new(self.settings()))
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.home.path().join("journal.sqlite")
    }

    /// As a backup or a curious person with another program would.
    pub(super) fn lock_journal(&self) {
        let connection = Connection::open(self.journal()).unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        *self.lock.lock().unwrap() = Some(connection);
    }

    /// Gives back when the journal has written again: its thread goes by a clock that no test can turn.
    pub(super) fn unlock_journal(&self) {
        *self.lock.lock().unwrap() = None;
        let reader = Connection::open(self.journal()).unwrap();
        let entries = || reader.query_row("SELECT count(*) FROM entries", [], |row| row.get::<_, i64>(0)).unwrap();
        let (before, start) = (entries(), Instant::now());
        while entries() == before {
            assert!(start.elapsed() < Duration::from_secs(60), "the journal is not written any more");
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub(super) fn damage_journal(&self) {
        fs::write(self.journal(), "no database, and never was one ".repeat(1_000)).unwrap();
    }

    pub(super) fn damage_settings(&self) {
        let settings = fs::read(self.settings()).unwrap();
        fs::write(self.settings(), &settings[..settings.len() / 2]).unwrap();
    }

    /// The next settings are written to a device on which there is never any space.
    #[cfg(target_os = "linux")]
    pub(super) fn fill(&self) {
        std::os::unix::fs::symlink("/dev/full", self.next_settings()).unwrap();
    }

    #[cfg(target_os = "linux")]
    pub(super) fn clean_up(&self) {
        fs::remove_file(self.next_settings()).unwrap();
    }

    fn settings(&self) -> PathBuf {
        self.home.path().join("profile.json")
    }

    /// Where settings are written before they take the place of the former ones.
    #[cfg(target_os = "linux")]
    fn next_settings(&self) -> PathBuf {
        self.home.path().join("profile.json.new")
    }
}
