//! The journal's file: how it is opened, what its tables are, and what happens when it is damaged.

use super::JournalError;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

/// How long somebody waits for another program that writes to the file.
pub(super) const PATIENCE: Duration = Duration::from_millis(500);
/// The same at the start, when what an earlier run left behind must be known.
pub(super) const FIRST_PATIENCE: Duration = Duration::from_secs(5);

/// Each step leads from one version of the tables to the next; `user_version` counts those that were taken.
const STEPS: &[&str] = &[
    "CREATE TABLE published (user_id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE diversions (
         extension TEXT PRIMARY KEY,
         profile INTEGER NOT NULL,
         profile_name TEXT NOT NULL,
         former INTEGER NOT NULL,
         former_name TEXT NOT NULL,
         activity TEXT NOT NULL,
         since INTEGER NOT NULL,
         until INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID;

     -- Never the same id twice, so that whoever pages through the journal is not led astray when it was emptied.
     CREATE TABLE entries (
         id INTEGER PRIMARY KEY AUTOINCREMENT,
         at INTEGER NOT NULL,
         extension TEXT,
         user_id TEXT,
         detail TEXT NOT NULL,
         kind TEXT GENERATED ALWAYS AS (detail ->> 'kind') VIRTUAL,
         took_ms INTEGER,
         outcome TEXT NOT NULL
     ) STRICT;
     CREATE INDEX entries_of_extension ON entries (extension);
     CREATE INDEX entries_of_user ON entries (user_id);
     CREATE INDEX entries_of_kind ON entries (kind);
     CREATE INDEX entries_of_outcome ON entries (outcome);
     CREATE INDEX entries_by_time ON entries (at);

     -- The latest entry that was forgotten: it and those before it are shown to nobody, and go little by little.
     CREATE TABLE horizon (id INTEGER NOT NULL) STRICT;
     INSERT INTO horizon VALUES (0);

     CREATE TABLE statistics (
         start INTEGER PRIMARY KEY,
         calls INTEGER NOT NULL,
         changes INTEGER NOT NULL,
         failures INTEGER NOT NULL,
         requests INTEGER NOT NULL,
         peak INTEGER NOT NULL
     ) STRICT;
     CREATE TABLE delays (
         start INTEGER NOT NULL,
         bucket INTEGER NOT NULL,
         writes INTEGER NOT NULL,
         PRIMARY KEY (start, bucket)
     ) STRICT, WITHOUT ROWID;",
    "ALTER TABLE diversions ADD COLUMN account TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE last_request (id INTEGER PRIMARY KEY CHECK (id = 0), at INTEGER NOT NULL) STRICT",
    "CREATE TABLE emails (
         extension TEXT PRIMARY KEY,
         email TEXT NOT NULL,
         account TEXT NOT NULL,
         read INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID",
];

/// Where the journal lies.
#[derive(Clone, Debug)]
pub(super) enum Location {
    File(PathBuf),
    /// As long as somebody has it open.
    Memory(String),
}

impl Location {
    pub(super) fn memory() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self::Memory(format!("file:/journal-{number}?vfs=memdb"))
    }

    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Memory(_) => None,
        }
    }

    /// What is written but not yet in the file itself, in bytes.
    pub(super) fn write_ahead(&self) -> u64 {
        let length = |path| fs::metadata(with_suffix(path, "-wal")).map(|file| file.len());
        self.file().and_then(|path| length(path).ok()).unwrap_or_default()
    }

    /// Opens it once more, beside the connection that writes.
    pub(super) fn beside(&self, access: OpenFlags) -> rusqlite::Result<Connection> {
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match self {
            Self::File(path) => Connection::open_with_flags(path, flags)?,
            Self::Memory(address) => Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?,
        };
        connection.busy_timeout(PATIENCE)?;
        Ok(connection)
    }
}

/// Opens the journal at its newest version. A damaged file is an error: whoever owns it sets it aside.
///
/// `patience` is for another program that writes to the file just then.
pub(super) fn open(location: &Location, patience: Duration) -> Result<Connection, JournalError> {
    let Some(path) = location.file() else {
        return prepared(location.beside(OpenFlags::default()), patience).map_err(JournalError::Open);
    };
    make_private(path).map_err(JournalError::Place)?;
    prepared(Connection::open(path), patience).map_err(JournalError::Open)
}

pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Gives the name under which it lies from now on. The write-ahead files go with it: a new journal must not inherit them.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let moment = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let aside = with_suffix(path, &format!(".damaged-{moment}"));
    for suffix in ["-wal", "-shm"] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    fs::rename(path, &aside)?;
    tracing::warn!(aside = %aside.display(), "the journal is damaged and was set aside, and a new one begins");
    Ok(aside)
}

/// Takes away what was set aside that long ago: it holds what an entry holds.
pub(super) fn forget_set_aside(location: &Location, age: Duration) {
    let Some(path) = location.file() else { return };
    let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else { return };
    let beginning = format!("{}.damaged-", name.to_string_lossy());
    for file in fs::read_dir(directory).into_iter().flatten().flatten() {
        let is_ours = file.file_name().to_string_lossy().starts_with(&beginning);
        let modified = file.metadata().and_then(|file| file.modified());
        let is_old = modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|elapsed| elapsed >= age));
        if is_ours
            && is_old
            && let Err(error) = fs::remove_file(file.path())
        {
            tracing::warn!(%error, "a damaged journal that was set aside cannot be deleted");
        }
    }
}

fn prepared(connection: rusqlite::Result<Connection>, patience: Duration) -> rusqlite::Result<Connection> {
    let mut connection = connection?;
    connection.busy_timeout(patience)?;
    // Before the first table is made: so the file can become smaller again.
    connection.pragma_update(None, "auto_vacuum", "incremental")?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // A commit reaches the system and not yet the disk, which takes milliseconds: a crash of the program undoes
    // nothing, and after a power cut what was published ends by itself. What must outlive that as well says so.
    connection.pragma_update(None, "synchronous", "normal")?;
    // Moving what was written into the file proper waits for the disk. It happens beside this connection.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "journal_size_limit", 0)?;
    // In KiB. What is written touches few pages again and again.
    connection.pragma_update(None, "cache_size", -256)?;
    // What was forgotten is overwritten: it is about employees.
    connection.pragma_update(None, "secure_delete", "on")?;
    // What must not be lost. Looking through all entries would take seconds; damage there shows itself in use.
    check(&connection, "published")?;
    let taken: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if usize::try_from(taken).is_ok_and(|taken| taken > STEPS.len()) {
        return Err(damage("it was written by a newer version of the program"));
    }
    let transaction = connection.transaction()?;
    for (step, version) in STEPS.iter().zip(1_u32..) {
        if version > taken {
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", version)?;
        }
    }
    transaction.commit()?;
    check(&connection, "diversions")?;
    Ok(connection)
}

/// A table that does not exist yet has no damage.
pub(super) fn check(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    if !connection.table_exists(None, table)? {
        return Ok(());
    }
    let found: String = connection.query_row(&format!("PRAGMA quick_check('{table}')"), [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(damage(&found)) }
}

fn damage(what: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(what.to_owned()))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// It is personal data of employees: nobody else on this computer reads it. SQLite's other files inherit the mode.
fn make_private(path: &Path) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opened_journal_is_not_made_anew() {
        let directory = tempfile::tempdir().unwrap();
        let location = Location::File(directory.path().join("journal.sqlite"));
        open(&location, PATIENCE).unwrap().execute("INSERT INTO published VALUES ('a', 1)", []).unwrap();
        let since: i64 =
            open(&location, PATIENCE).unwrap().query_row("SELECT since FROM published", [], |row| row.get(0)).unwrap();
        assert_eq!(since, 1);
    }

    #[test]
    fn a_journal_of_the_first_version_takes_the_later_steps() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let first = Connection::open(&path).unwrap();
        first.execute_batch(STEPS[0]).unwrap();
        first.execute_batch("PRAGMA user_version = 1; INSERT INTO published VALUES ('a', 1)").unwrap();
        drop(first);
        let now = open(&Location::File(path), PATIENCE).unwrap();
        let people: i64 = now.query_row("SELECT count(*) FROM published", [], |row| row.get(0)).unwrap();
        assert_eq!(people, 1);
        assert!(now.table_exists(None, "entries").unwrap());
    }
}
