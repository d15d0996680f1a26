//! Entries in the file: how they come in, and how they go, at once for whoever reads and little by little on disk.

use engine::{
    activity::{Outcome, Record},
    names::{ExtensionNumber, UserId, Utc},
};
use rusqlite::{Connection, params};
use std::time::Duration;

/// The most entries that are kept, whatever their age: about half a gigabyte.
const MOST: i64 = 2_000_000;
/// How many go in one transaction, so that whoever waits for the journal's thread waits for milliseconds only.
const SLICE: i64 = 500;
/// The same for pages of the file that became free.
const FREED_PAGES: i64 = 200;
/// So few free pages are kept for what comes.
const FEW_PAGES: i64 = 64;

/// Whether there is more to be done soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    More,
    Done,
}

pub(super) fn insert(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let detail = serde_json::to_string(&record.deed)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    connection
        .prepare_cached(
            "INSERT INTO entries (at, extension, user_id, detail, took_ms, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            record.at.0,
            record.extension.as_ref().map(ExtensionNumber::as_str),
            record.user.as_ref().map(UserId::as_str),
            detail,
            record.took_ms,
            outcome_name(record.outcome),
        ])
        .map(drop)
}

/// All that is about an extension or its user.
pub(super) fn forget_person(
    connection: &Connection,
    extension: Option<&ExtensionNumber>,
    user: Option<&UserId>,
) -> rusqlite::Result<()> {
    if let Some(extension) = extension {
        connection.execute("DELETE FROM entries WHERE extension = ?1", [extension.as_str()])?;
    }
    if let Some(user) = user {
        connection.execute("DELETE FROM entries WHERE user_id = ?1", [user.as_str()])?;
    }
    Ok(())
}

/// Nobody sees them from now on; [`tidy`] takes them away.
pub(super) fn forget_all(connection: &Connection) -> rusqlite::Result<()> {
    let last = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entries'), 0)";
    connection.execute(&format!("UPDATE horizon SET id = {last}"), []).map(drop)
}

/// Takes away a slice of what was forgotten, of what is too old or too much, or of the room that it left in the file.
pub(super) fn tidy(connection: &Connection, kept: Duration, now: Utc) -> rusqlite::Result<Progress> {
    tidy_down_to(connection, kept, now, MOST)
}

fn tidy_down_to(connection: &Connection, kept: Duration, now: Utc, most: i64) -> rusqlite::Result<Progress> {
    connection.execute("UPDATE horizon SET id = max(id, (SELECT coalesce(max(id), 0) FROM entries) - ?1)", [most])?;
    let forgotten = "DELETE FROM entries WHERE id IN
         (SELECT id FROM entries WHERE id <= (SELECT id FROM horizon) ORDER BY id LIMIT ?1)";
    if connection.prepare_cached(forgotten)?.execute([SLICE])? > 0 {
        return Ok(Progress::More);
    }
    let oldest = now.0.saturating_sub(i64::try_from(kept.as_millis()).unwrap_or(i64::MAX));
    // What a clock that was wrong has dated in the future is as old as what came after it.
    let misdated = "DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE at > ?1
         AND id < (SELECT max(id) FROM entries WHERE at < ?2) LIMIT ?3)";
    if connection.prepare_cached(misdated)?.execute([now.0, oldest, SLICE])? > 0 {
        return Ok(Progress::More);
    }
    let old = "DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE at < ?1 ORDER BY at LIMIT ?2)";
    if connection.prepare_cached(old)?.execute([oldest, SLICE])? > 0 {
        return Ok(Progress::More);
    }
    shrink(connection)
}

/// Gives room back to the disk where more of the file is free than used; else it will be used again.
fn shrink(connection: &Connection) -> rusqlite::Result<Progress> {
    let figure = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (pages, free) = (figure("page_count")?, figure("freelist_count")?);
    if free <= FEW_PAGES || free * 2 <= pages {
        return Ok(Progress::Done);
    }
    // It gives a row for every page, and goes on only while rows are taken.
    let mut vacuum = connection.prepare(&format!("PRAGMA incremental_vacuum({FREED_PAGES})"))?;
    let mut freed = vacuum.query([])?;
    while freed.next()?.is_some() {}
    Ok(Progress::More)
}

pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Seen => "seen",
        Outcome::Done => "done",
        Outcome::Delayed => "delayed",
        Outcome::Refused => "refused",
    }
}

/// `None` for a name that nobody wrote.
pub(super) fn outcome_named(name: &str) -> Option<Outcome> {
    [Outcome::Seen, Outcome::Done, Outcome::Delayed, Outcome::Refused]
        .into_iter()
        .find(|outcome| outcome_name(*outcome) == name)
}

#[cfg(test)]
mod tests {
    use super::super::schema::{Location, PATIENCE, open};
    use super::*;
    use engine::activity::Deed;

    const DAY: Duration = Duration::from_secs(24 * 3_600);

    #[test]
    fn old_entries_go_in_slices_and_the_others_stay() {
        let file = open(&Location::memory(), PATIENCE).unwrap();
        (0..1_200).for_each(|number| insert(&file, &entry(number)).unwrap());
        let now = Utc(1_000 + DAY.as_millis() as i64);
        assert_eq!(tidy(&file, DAY, now), Ok(Progress::More));
        assert_eq!(ids(&file), (501..=1_200).collect::<Vec<_>>());
        while tidy(&file, DAY, now) == Ok(Progress::More) {}
        assert_eq!(ids(&file), (1_001..=1_200).collect::<Vec<_>>());
    }

    #[test]
    fn an_entry_of_the_future_goes_with_those_that_came_after_it() {
        let file = open(&Location::memory(), PATIENCE).unwrap();
        let (glitch, day) = (i64::MAX / 2, DAY.as_millis() as i64);
        for at in [10, glitch, 20, 30, glitch] {
            insert(&file, &entry(at)).unwrap();
        }
        let tidied = |now| {
            while tidy(&file, DAY, Utc(now)) == Ok(Progress::More) {}
            ids(&file)
        };
        assert_eq!(tidied(day + 15), [2, 3, 4, 5], "nothing after it is too old yet");
        assert_eq!(tidied(day + 25), [4, 5]);
        assert_eq!(tidied(day + 40), [5], "nothing came after it");
    }

    #[test]
    fn the_oldest_go_where_there_are_too_many() {
        let file = open(&Location::memory(), PATIENCE).unwrap();
        (0..50).for_each(|number| insert(&file, &entry(number)).unwrap());
        while tidy_down_to(&file, DAY, Utc(50), 20) == Ok(Progress::More) {}
        assert_eq!(ids(&file), (31..=50).collect::<Vec<_>>());
    }

    #[test]
    fn an_id_is_never_given_twice() {
        let file = open(&Location::memory(), PATIENCE).unwrap();
        (0..5).for_each(|number| insert(&file, &entry(number)).unwrap());
        forget_all(&file).unwrap();
        while tidy(&file, DAY, Utc(5)) == Ok(Progress::More) {}
        assert!(ids(&file).is_empty());
        insert(&file, &entry(6)).unwrap();
        assert_eq!(ids(&file), [6]);
        assert_eq!(tidy(&file, DAY, Utc(6)), Ok(Progress::Done));
        assert_eq!(ids(&file), [6], "what comes after the horizon stays");
    }

    #[test]
    fn the_file_becomes_small_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.sqlite");
        let file = open(&Location::File(path.clone()), PATIENCE).unwrap();
        let transaction = file.unchecked_transaction().unwrap();
        (0..20_000).for_each(|number| insert(&transaction, &entry(number)).unwrap());
        transaction.commit().unwrap();
        let truncate = || file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        let length = || std::fs::metadata(&path).unwrap().len();
        truncate();
        let full = length();
        forget_all(&file).unwrap();
        while tidy(&file, DAY, Utc(0)) == Ok(Progress::More) {}
        truncate();
        assert!(length() * 4 < full, "{} of {full}", length());
    }

    #[test]
    fn every_outcome_is_read_as_it_was_written() {
        for outcome in [Outcome::Seen, Outcome::Done, Outcome::Delayed, Outcome::Refused] {
            assert_eq!(outcome_named(outcome_name(outcome)), Some(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome_name(outcome), "as it is filtered for");
        }
    }

    fn entry(at: i64) -> Record {
        Record {
            at: Utc(at),
            extension: Some(ExtensionNumber::new("200")),
            user: Some(UserId::new("00000000-0000-0000-0000-000000000000")),
            deed: Deed::Cleared,
            took_ms: None,
            outcome: Outcome::Done,
        }
    }

    fn ids(file: &Connection) -> Vec<i64> {
        let mut query = file.prepare("SELECT id FROM entries ORDER BY id").unwrap();
        query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }
}
