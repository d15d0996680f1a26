//! The journal's own thread: it gathers what was asked for and writes it in one transaction.

use super::JournalError;
use engine::{
    activity::Record,
    event::Diversion,
    names::{ExtensionNumber, UserId, Utc},
};
use rusqlite::{Connection, params};
use std::{collections::BTreeMap, sync::mpsc, time::Duration};
use tokio::sync::oneshot;

/// The most commands of one transaction.
const BATCH: usize = 1_000;

#[derive(Debug)]
pub(super) enum Command {
    Remember(UserId, Utc),
    Forget(UserId),
    ForgetEverything,
    Divert(ExtensionNumber, Option<Box<Diversion>>),
    Diversions(oneshot::Sender<Result<Vec<Diversion>, JournalError>>),
    FlushToDisk(oneshot::Sender<Result<(), JournalError>>),
    Record(Box<Record>),
    KeepFor(Duration),
    Empty(Option<ExtensionNumber>, Option<UserId>),
    Leftovers(oneshot::Sender<Result<Vec<UserId>, JournalError>>),
    Flush(oneshot::Sender<Result<(), JournalError>>),
}

/// What is not on disk yet. It stays here when writing fails, and is tried again with the next command.
#[derive(Debug, Default)]
struct Unwritten {
    emptied: bool,
    /// The last word about each person: since when, or forgotten.
    people: BTreeMap<UserId, Option<Utc>>,
}

/// Runs until the journal is dropped.
pub(super) fn run(mut connection: Connection, inbox: &mpsc::Receiver<Command>) {
    let mut unwritten = Unwritten::default();
    while let Ok(first) = inbox.recv() {
        let more = std::iter::from_fn(|| inbox.try_recv().ok());
        for command in std::iter::once(first).chain(more).take(BATCH) {
            take(command, &mut unwritten, &mut connection);
        }
        if let Err(error) = unwritten.write(&mut connection) {
            tracing::warn!(%error, "the journal cannot be written");
        }
    }
    if let Err(error) = unwritten.write(&mut connection) {
        tracing::error!(%error, "the journal's last entries could not be written");
    }
}

/// Nobody who asked and went away is told: that is no error.
fn take(command: Command, unwritten: &mut Unwritten, connection: &mut Connection) {
    match command {
        Command::Remember(user, since) => {
            unwritten.people.insert(user, Some(since));
        }
        Command::Forget(user) => {
            unwritten.people.insert(user, None);
        }
        Command::Record(_) | Command::KeepFor(_) | Command::Empty(..) | Command::Divert(..) => {}
        Command::Diversions(answer) => drop(answer.send(Ok(Vec::new()))),
        Command::FlushToDisk(answer) => {
            let _ = answer.send(unwritten.write(connection).map_err(JournalError::Use));
        }
        Command::ForgetEverything => *unwritten = Unwritten { emptied: true, people: BTreeMap::new() },
        Command::Leftovers(answer) => {
            let people = unwritten.write(connection).and_then(|()| leftovers(connection));
            let _ = answer.send(people.map_err(JournalError::Use));
        }
        Command::Flush(answer) => {
            let _ = answer.send(unwritten.write(connection).map_err(JournalError::Use));
        }
    }
}

impl Unwritten {
    fn write(&mut self, connection: &mut Connection) -> rusqlite::Result<()> {
        if !self.emptied && self.people.is_empty() {
            return Ok(());
        }
        let transaction = connection.transaction()?;
        if self.emptied {
            transaction.execute("DELETE FROM published", [])?;
        }
        for (user, since) in &self.people {
            match since {
                Some(since) => transaction
                    .prepare_cached("INSERT OR REPLACE INTO published (user_id, since) VALUES (?1, ?2)")?
                    .execute(params![user.as_str(), since.0])?,
                None => {
                    transaction.prepare_cached("DELETE FROM published WHERE user_id = ?1")?.execute([user.as_str()])?
                }
            };
        }
        transaction.commit()?;
        *self = Self::default();
        Ok(())
    }
}

fn leftovers(connection: &Connection) -> rusqlite::Result<Vec<UserId>> {
    let mut query = connection.prepare_cached("SELECT user_id FROM published ORDER BY user_id")?;
    let users = query.query_map([], |row| Ok(UserId::new(&row.get::<_, String>(0)?)))?;
    users.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_written_is_written_when_it_can_be() {
        let mut connection = Connection::open_in_memory().unwrap();
        let mut unwritten = Unwritten::default();
        unwritten.people.insert(UserId::new("a"), Some(Utc(1)));
        assert!(unwritten.write(&mut connection).is_err());
        connection.execute_batch("CREATE TABLE published (user_id TEXT PRIMARY KEY, since INTEGER)").unwrap();
        unwritten.people.insert(UserId::new("b"), Some(Utc(2)));
        unwritten.write(&mut connection).unwrap();
        assert_eq!(leftovers(&connection).unwrap(), [UserId::new("a"), UserId::new("b")]);
    }
}
