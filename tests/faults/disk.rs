//! Settings and journal as files, and what can happen to them.

use driver::{FileStore, ProfileStore};
use rusqlite::Connection;
use std::{
    fs,
    io::Write as _,
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

    pub(super) fn unlock_journal(&self) {
        *self.lock.lock().unwrap() = None;
        let before = self.entries();
        until("the journal is not written any more", || self.entries() > before);
    }

    pub(super) fn damage_journal(&self) {
        fs::write(self.journal(), "no database, and never was one ".repeat(1_000)).unwrap();
    }

    /// Moves what was written ahead into the file, and overwrites all of it but its first page.
    pub(super) fn damage_journal_in_use(&self) {
        let other = Connection::open(self.journal()).unwrap();
        other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(other);
        let mut bytes = fs::read(self.journal()).unwrap();
        bytes[4_096..].fill(0xAA);
        let mut file = fs::File::options().write(true).open(self.journal()).unwrap();
        file.write_all(&bytes).unwrap();
    }

    /// The damaged journal is beside the new one, which is written.
    pub(super) fn until_replaced(&self) {
        let is_aside = || {
            let mut files = fs::read_dir(self.home.path()).unwrap().map(|file| file.unwrap().file_name());
            files.any(|name| name.to_string_lossy().starts_with("journal.sqlite.damaged-"))
        };
        until("the damaged journal is still used", is_aside);
        until("the new journal is not written", || self.entries() > 0);
    }

    pub(super) fn damage_settings(&self) {
        let settings = fs::read(self.settings()).unwrap();
        fs::write(self.settings(), &settings[..settings.len() / 2]).unwrap();
    }

    pub(super) fn damage_settings_and_copy(&self) {
        self.damage_settings();
        fs::write(self.home.path().join("profile.json.copy"), "{").unwrap();
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

    fn entries(&self) -> i64 {
        let counted = Connection::open(self.journal())
            .and_then(|reader| reader.query_row("SELECT count(*) FROM entries", [], |row| row.get(0)));
        // While a new file takes the place of another, there is nothing to count.
        counted.unwrap_or_default()
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

/// Waits in real time: the journal's thread goes by a clock that no test can turn.
fn until(otherwise: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{otherwise}");
        thread::sleep(Duration::from_millis(20));
    }
}
