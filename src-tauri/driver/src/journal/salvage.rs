//! Reads what must not be lost out of a journal that is damaged.

use super::{
    schema,
    unwritten::{diversion_row, published_row},
};
use engine::{
    event::Diversion,
    names::{UserId, Utc},
    problem::Recovered,
};
use rusqlite::{Connection, OpenFlags, Row, config::DbConfig};
use std::path::Path;

type Salvaged = (Vec<(UserId, Utc)>, Vec<Diversion>, Recovered);

/// As much as can be read of the file that was set aside. What was published ends by itself; a phone does not return by
/// itself, so it counts as recovered when the table of diversions is whole.
pub(super) fn from(aside: &Path) -> Salvaged {
    read(aside).unwrap_or_else(|error| {
        tracing::warn!(%error, "nothing can be read of the damaged journal");
        (Vec::new(), Vec::new(), Recovered::No)
    })
}

fn read(aside: &Path) -> rusqlite::Result<Salvaged> {
    // What was written ahead cannot be read without the right to write. It stays as it is for whoever wants to look.
    let connection = Connection::open_with_flags(aside, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let (published, _) = readable(&connection, "SELECT * FROM published ORDER BY user_id", published_row);
    let (diversions, last) = readable(&connection, "SELECT * FROM diversions ORDER BY extension", diversion_row);
    let is_whole = last.and_then(|()| schema::check(&connection, "diversions"));
    let recovered = if is_whole.is_ok() { Recovered::Yes } else { Recovered::No };
    tracing::info!(
        published = published.len(),
        diversions = diversions.len(),
        ?recovered,
        "the damaged journal was read"
    );
    Ok((published, diversions, recovered))
}

/// The rows before the first that cannot be read, and whether there is one.
fn readable<T>(
    connection: &Connection,
    query: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> (Vec<T>, rusqlite::Result<()>) {
    let mut rows = Vec::new();
    let go_through = || -> rusqlite::Result<()> {
        for row in connection.prepare(query)?.query_map([], read)? {
            rows.push(row?);
        }
        Ok(())
    };
    let end = go_through();
    (rows, end)
}

#[cfg(test)]
mod tests {
    use super::super::{Journal, News};
    use super::*;
    use std::{
        fs,
        path::PathBuf,
        sync::{Arc, Mutex},
    };

    /// As many that the tables have several pages.
    const MANY: i64 = 300;

    #[tokio::test]
    async fn diversions_are_found_in_a_file_whose_other_tables_are_damaged() {
        let bench = Bench::new().await;
        bench.spoil("published");
        let (journal, told) = bench.reopened();
        assert_eq!(journal.diversions().await.unwrap().len(), MANY as usize);
        assert_eq!(*told.lock().unwrap(), [Recovered::Yes]);
        drop(journal);
        let (next, told) = bench.reopened();
        assert_eq!(next.diversions().await.unwrap().len(), MANY as usize, "they are in the new file as well");
        assert_eq!(*told.lock().unwrap(), []);
    }

    #[tokio::test]
    async fn what_can_be_read_of_damaged_diversions_is_kept_and_that_some_are_lost_is_told() {
        let bench = Bench::new().await;
        bench.spoil("diversions");
        let (journal, told) = bench.reopened();
        let left = journal.diversions().await.unwrap();
        assert!(!left.is_empty() && left.len() < MANY as usize, "{} of {MANY}", left.len());
        assert_eq!(journal.leftovers().await.unwrap().len(), MANY as usize);
        assert_eq!(*told.lock().unwrap(), [Recovered::No]);
    }

    #[tokio::test]
    async fn a_file_that_is_no_journal_at_all_is_told_as_a_loss() {
        let bench = Bench::new().await;
        fs::write(&bench.path, "no database, and never was one ".repeat(1_000)).unwrap();
        let (journal, told) = bench.reopened();
        assert!(journal.diversions().await.unwrap().is_empty());
        assert_eq!(*told.lock().unwrap(), [Recovered::No]);
    }

    #[tokio::test]
    async fn a_journal_of_a_newer_program_is_set_aside_whole() {
        let bench = Bench::new().await;
        let newer = Connection::open(&bench.path).unwrap();
        newer.execute_batch("PRAGMA user_version = 99; CREATE TABLE later (x)").unwrap();
        // Not closed: its last words are still in the write-ahead file.
        std::mem::forget(newer);
        let (journal, told) = bench.reopened();
        assert_eq!(journal.diversions().await.unwrap().len(), MANY as usize);
        assert_eq!(*told.lock().unwrap(), [Recovered::Yes]);
        let has_later = |path: PathBuf| Connection::open(path).unwrap().table_exists(None, "later").unwrap();
        assert!(!has_later(bench.path.clone()));
        let files = fs::read_dir(bench.directory.path()).unwrap().map(|file| file.unwrap().path());
        let mut aside = files.filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.contains("damaged") && !name.ends_with("-wal") && !name.ends_with("-shm")
        });
        assert!(has_later(aside.next().unwrap()));
    }

    /// A journal with diversions and publications, closed properly.
    struct Bench {
        path: PathBuf,
        directory: tempfile::TempDir,
    }

    impl Bench {
        async fn new() -> Self {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("journal.sqlite");
            let journal = Journal::open(&path).unwrap();
            for number in 0..MANY {
                journal.remember(&UserId::new(&format!("00000000-0000-0000-0000-{number:012}")), Utc(number));
                journal.remember_diversion(diversion(number));
            }
            journal.flush_to_disk().await.unwrap();
            Self { path, directory }
        }

        /// Overwrites a page in the middle of the table, as a broken disk does.
        fn spoil(&self, table: &str) {
            let file = Connection::open(&self.path).unwrap();
            file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
            let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
            let root: u32 = file.query_row(root, [table], |row| row.get(0)).unwrap();
            drop(file);
            let mut bytes = fs::read(&self.path).unwrap();
            let size = 4_096;
            let start = (root as usize - 1) * size;
            // The last page that an inner page names is the end of the table.
            let last = u32::from_be_bytes(bytes[start + 8..start + 12].try_into().unwrap()) as usize;
            bytes[(last - 1) * size..last * size].fill(0xAA);
            fs::write(&self.path, bytes).unwrap();
        }

        fn reopened(&self) -> (Journal, Arc<Mutex<Vec<Recovered>>>) {
            let journal = Journal::open(&self.path).unwrap();
            let told = Arc::<Mutex<Vec<Recovered>>>::default();
            let heard = told.clone();
            journal.report_to(move |news| {
                if let News::Damaged(recovered) = news {
                    heard.lock().unwrap().push(recovered);
                }
            });
            (journal, told)
        }
    }

    fn diversion(number: i64) -> Diversion {
        super::super::tests::diversion(&format!("{number:04}"), 3)
    }
}
