//! What is not in the file yet, and what must be found there again after everything else was lost.

use super::{emails::Emails, entries, statistics::Tallies};
use engine::{
    activity::Record,
    event::Diversion,
    names::{ExtensionNumber, UserId, Utc},
};
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

/// How many entries one transaction takes, so that a publication waits behind it for a millisecond at most.
const SLICE: usize = 64;
/// How many entries are gathered at most.
const MUCH: usize = 1_000;
/// How many entries wait where they cannot be written. Then the oldest go.
const MOST_WAITING: usize = 10_000;

/// How much of it is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    /// What a request to Microsoft waits for, and nothing else.
    Published,
    /// All but the entries that are too many for one transaction.
    Slice,
    Everything,
    /// Everything, and a power cut does not undo it.
    ToDisk,
}

/// The last word about everybody, and which of it is in the file already.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    published: BTreeMap<UserId, Utc>,
    diversions: BTreeMap<ExtensionNumber, Diversion>,
    changed_people: BTreeSet<UserId>,
    changed_diversions: BTreeSet<ExtensionNumber>,
    emptied: Option<Emptied>,
    forgotten: Vec<(Option<ExtensionNumber>, Option<UserId>)>,
    pub(super) emails: Emails,
    entries: VecDeque<Record>,
    tallies: Tallies,
    lost: u64,
    keeps: Keeps,
}

/// Whether entries are kept at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Keeps {
    #[default]
    Entries,
    FiguresOnly,
}

/// What the file is to forget before anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Emptied {
    Entries,
    EntriesAndFigures,
    Everything,
}

impl Unwritten {
    pub(super) fn is_empty(&self) -> bool {
        self.changed_people.is_empty()
            && self.changed_diversions.is_empty()
            && self.emptied.is_none()
            && self.forgotten.is_empty()
            && self.emails.are_empty()
            && self.entries.is_empty()
            && self.tallies.are_empty()
    }

    /// It should not wait any longer.
    pub(super) fn is_much(&self) -> bool {
        self.entries.len() >= MUCH
    }

    pub(super) fn remember(&mut self, user: UserId, since: Utc) {
        self.published.insert(user.clone(), since);
        self.changed_people.insert(user);
    }

    pub(super) fn forget(&mut self, user: UserId) {
        self.published.remove(&user);
        self.changed_people.insert(user);
    }

    pub(super) fn divert(&mut self, diversion: Diversion) {
        self.changed_diversions.insert(diversion.extension.clone());
        self.diversions.insert(diversion.extension.clone(), diversion);
    }

    pub(super) fn undivert(&mut self, extension: ExtensionNumber) {
        self.diversions.remove(&extension);
        self.changed_diversions.insert(extension);
    }

    pub(super) fn record(&mut self, record: Record) {
        self.tallies.count(&record);
        if self.keeps == Keeps::FiguresOnly {
            return;
        }
        self.entries.push_back(record);
        if self.entries.len() > MOST_WAITING {
            self.entries.pop_front();
            if self.lost == 0 {
                tracing::warn!(most = MOST_WAITING, "too many entries wait for the journal: the oldest are lost");
            }
            self.lost += 1;
        }
    }

    pub(super) fn requested(&mut self, at: Utc) {
        self.tallies.count_request(at);
    }

    pub(super) fn keep_for(&mut self, time: Duration) {
        self.keeps = if time.is_zero() { Keeps::FiguresOnly } else { Keeps::Entries };
        if self.keeps == Keeps::FiguresOnly {
            self.empty(Emptied::Entries);
        }
    }

    /// Forgets the entries about one person, or with two `None` all of them and the figures too.
    pub(super) fn forget_entries(&mut self, extension: Option<ExtensionNumber>, user: Option<UserId>) {
        if extension.is_none() && user.is_none() {
            return self.empty(Emptied::EntriesAndFigures);
        }
        self.entries.retain(|entry| {
            let of_extension = extension.is_some() && entry.extension == extension;
            let of_user = user.is_some() && entry.user == user;
            !of_extension && !of_user
        });
        self.forgotten.push((extension, user));
    }

    pub(super) fn forget_everything(&mut self) {
        self.published.clear();
        self.diversions.clear();
        self.changed_people.clear();
        self.changed_diversions.clear();
        self.emails = Emails::default();
        self.empty(Emptied::Everything);
    }

    /// A file was opened: what it remembers is known from now on, where there is no later word.
    pub(super) fn adopt(&mut self, published: Vec<(UserId, Utc)>, diversions: Vec<Diversion>) {
        if self.emptied == Some(Emptied::Everything) {
            return;
        }
        for (user, since) in published {
            if !self.changed_people.contains(&user) {
                self.published.insert(user, since);
            }
        }
        for diversion in diversions {
            if !self.changed_diversions.contains(&diversion.extension) {
                self.diversions.insert(diversion.extension.clone(), diversion);
            }
        }
    }

    /// The file was lost: whatever must be found after a crash goes into the next one.
    pub(super) fn write_again(&mut self) {
        self.changed_people.extend(self.published.keys().cloned());
        self.changed_diversions.extend(self.diversions.keys().cloned());
    }

    /// All or nothing; what was written does not wait any longer.
    pub(super) fn write(&mut self, connection: &mut Connection, extent: Extent) -> rusqlite::Result<()> {
        if extent == Extent::Published && self.changed_people.is_empty() && self.emptied.is_none() {
            return Ok(());
        }
        if extent == Extent::ToDisk {
            connection.pragma_update(None, "synchronous", "full")?;
        }
        let written = self.transact(connection, extent);
        if extent == Extent::ToDisk {
            connection.pragma_update(None, "synchronous", "normal")?;
        }
        written
    }

    fn transact(&mut self, connection: &mut Connection, extent: Extent) -> rusqlite::Result<()> {
        let most = match extent {
            Extent::Published => 0,
            Extent::Slice => SLICE,
            Extent::Everything | Extent::ToDisk => usize::MAX,
        };
        let (entries, emails) = (most.min(self.entries.len()), most.min(self.emails.len()));
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.write_emptied(&transaction)?;
        self.write_people(&transaction)?;
        if extent > Extent::Published {
            self.write_diversions(&transaction)?;
            for (extension, user) in &self.forgotten {
                entries::forget_person(&transaction, extension.as_ref(), user.as_ref())?;
            }
            for entry in self.entries.range(..entries) {
                entries::insert(&transaction, entry)?;
            }
            self.emails.write(&transaction, emails)?;
            self.tallies.write(&transaction)?;
        }
        if extent == Extent::ToDisk {
            // Something must be written, so that the commit waits for the disk and for all that was written before.
            transaction.execute("UPDATE horizon SET id = id", [])?;
        }
        transaction.commit()?;
        self.emptied = None;
        self.changed_people.clear();
        if extent > Extent::Published {
            self.changed_diversions.clear();
            self.forgotten.clear();
            self.emails.are_written(emails);
            self.entries.drain(..entries);
            self.tallies.start_over();
            self.tell_losses();
        }
        Ok(())
    }

    fn write_emptied(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        let Some(emptied) = self.emptied else { return Ok(()) };
        entries::forget_all(transaction)?;
        if emptied >= Emptied::EntriesAndFigures {
            super::statistics::forget_all(transaction)?;
        }
        if emptied == Emptied::Everything {
            transaction.execute_batch(
                "DELETE FROM published; DELETE FROM diversions; DELETE FROM emails; DELETE FROM last_request",
            )?;
        }
        Ok(())
    }

    fn write_people(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        for user in &self.changed_people {
            match self.published.get(user) {
                Some(since) => transaction
                    .prepare_cached("INSERT OR REPLACE INTO published (user_id, since) VALUES (?1, ?2)")?
                    .execute(params![user.as_str(), since.0])?,
                None => {
                    transaction.prepare_cached("DELETE FROM published WHERE user_id = ?1")?.execute([user.as_str()])?
                }
            };
        }
        Ok(())
    }

    fn write_diversions(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        for extension in &self.changed_diversions {
            match self.diversions.get(extension) {
                Some(diversion) => transaction
                    .prepare_cached("INSERT OR REPLACE INTO diversions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
                    .execute(params![
                        extension.as_str(),
                        diversion.profile,
                        diversion.profile_name,
                        diversion.former,
                        diversion.former_name,
                        diversion.activity,
                        diversion.since.0,
                        diversion.until.0,
                        diversion.account,
                    ])?,
                None => transaction
                    .prepare_cached("DELETE FROM diversions WHERE extension = ?1")?
                    .execute([extension.as_str()])?,
            };
        }
        Ok(())
    }

    fn empty(&mut self, what: Emptied) {
        self.entries.clear();
        self.forgotten.clear();
        if what >= Emptied::EntriesAndFigures {
            self.tallies.start_over();
        }
        self.emptied = self.emptied.max(Some(what));
    }

    fn tell_losses(&mut self) {
        if self.lost > 0 {
            tracing::warn!(entries = self.lost, "the journal is written again; these entries are missing");
            self.lost = 0;
        }
    }
}

/// For whom something is remembered as published, and since when.
pub(super) fn published(connection: &Connection) -> rusqlite::Result<Vec<(UserId, Utc)>> {
    let mut query = connection.prepare_cached("SELECT * FROM published ORDER BY user_id")?;
    query.query_map([], published_row)?.collect()
}

pub(super) fn published_row(row: &Row<'_>) -> rusqlite::Result<(UserId, Utc)> {
    Ok((UserId::new(&row.get::<_, String>("user_id")?), Utc(row.get("since")?)))
}

pub(super) fn diversions(connection: &Connection) -> rusqlite::Result<Vec<Diversion>> {
    let mut query = connection.prepare_cached("SELECT * FROM diversions ORDER BY extension")?;
    query.query_map([], diversion_row)?.collect()
}

pub(super) fn diversion_row(row: &Row<'_>) -> rusqlite::Result<Diversion> {
    Ok(Diversion {
        extension: ExtensionNumber::new(row.get::<_, String>("extension")?),
        profile: row.get("profile")?,
        profile_name: row.get("profile_name")?,
        former: row.get("former")?,
        former_name: row.get("former_name")?,
        activity: row.get("activity")?,
        since: Utc(row.get("since")?),
        until: Utc(row.get("until")?),
        account: row.get("account")?,
    })
}
