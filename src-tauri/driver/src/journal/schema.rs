//! The journal's file: how it is opened, what its tables are, and what happens when it is damaged.

use super::{JournalError, Location};
use rusqlite::{Connection, ErrorCode};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Each step leads from one version of the tables to the next; `user_version` counts those that were taken.
const STEPS: &[&str] =
    &["CREATE TABLE published (user_id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID"];

/// How long a write waits for somebody else who has the file open.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the journal at its newest version.
pub(super) fn open(location: &Location) -> Result<Connection, JournalError> {
    let path = match location {
        Location::Memory => return prepared(Connection::open_in_memory()).map_err(JournalError::Open),
        Location::File(path) => path,
    };
    make_private(path).map_err(JournalError::Place)?;
    match prepared(Connection::open(path)) {
        Err(error) if is_damage(&error) => {
            let aside = set_aside(path).map_err(JournalError::Place)?;
            tracing::warn!(%error, aside = %aside.display(), "the journal is damaged: it was set aside, and a new one begins");
            make_private(path).map_err(JournalError::Place)?;
            prepared(Connection::open(path)).map_err(JournalError::Open)
        }
        other => other.map_err(JournalError::Open),
    }
}

fn prepared(connection: rusqlite::Result<Connection>) -> rusqlite::Result<Connection> {
    let mut connection = connection?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // What was flushed outlives a power cut as well.
    connection.pragma_update(None, "synchronous", "full")?;
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(damage(&found));
    }
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
    Ok(connection)
}

fn damage(what: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(what.to_owned()))
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// The write-ahead files go with it: a new journal must not inherit them.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let moment = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let aside = with_suffix(path, &format!(".damaged-{moment}"));
    for suffix in ["-wal", "-shm"] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    fs::rename(path, &aside)?;
    Ok(aside)
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
    fn a_journal_of_a_newer_program_is_set_aside_whole() {
        let directory = tempfile::tempdir().unwrap();
        let location = Location::File(directory.path().join("journal.sqlite"));
        let newer = open(&location).unwrap();
        newer.execute_batch("PRAGMA user_version = 99; CREATE TABLE later (x)").unwrap();
        // Not closed: its last words are still in the write-ahead file.
        std::mem::forget(newer);
        let ours = open(&location).unwrap();
        let later = ours.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'later'", [], |row| row.get(0));
        assert_eq!(later, Ok(0));
        let aside = fs::read_dir(directory.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .find(|path| {
                path.extension().is_some_and(|end| end.to_string_lossy().contains("damaged"))
                    && !path.to_string_lossy().ends_with("-wal")
                    && !path.to_string_lossy().ends_with("-shm")
            })
            .unwrap();
        let kept = Connection::open(aside).unwrap();
        let later = kept.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'later'", [], |row| row.get(0));
        assert_eq!(later, Ok(1));
    }

    #[test]
    fn an_opened_journal_is_not_made_anew() {
        let directory = tempfile::tempdir().unwrap();
        let location = Location::File(directory.path().join("journal.sqlite"));
        open(&location).unwrap().execute("INSERT INTO published VALUES ('a', 1)", []).unwrap();
        let since: i64 =
            open(&location).unwrap().query_row("SELECT since FROM published", [], |row| row.get(0)).unwrap();
        assert_eq!(since, 1);
    }
}
