//! Voicemail e-mails that were read, for the next run. A file that is lost with them costs a reading, and nothing else.

use engine::{
    event::KeptEmail,
    names::{ExtensionNumber, Utc},
};
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeMap;

/// The last word about each extension that is not in the file yet; `None`: it is to be forgotten.
#[derive(Debug, Default)]
pub(super) struct Emails {
    changed: BTreeMap<ExtensionNumber, Option<KeptEmail>>,
}

impl Emails {
    pub(super) fn remember(&mut self, email: KeptEmail) {
        self.changed.insert(email.extension.clone(), Some(email));
    }

    pub(super) fn forget(&mut self, extension: ExtensionNumber) {
        self.changed.insert(extension, None);
    }

    pub(super) fn are_empty(&self) -> bool {
        self.changed.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.changed.len()
    }

    /// The first so many.
    pub(super) fn write(&self, transaction: &Transaction<'_>, count: usize) -> rusqlite::Result<()> {
        for (extension, email) in self.changed.iter().take(count) {
            match email {
                Some(KeptEmail { email, account, read, .. }) => transaction
                    .prepare_cached("INSERT OR REPLACE INTO emails VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![extension.as_str(), email, account, read.0])?,
                None => transaction
                    .prepare_cached("DELETE FROM emails WHERE extension = ?1")?
                    .execute([extension.as_str()])?,
            };
        }
        Ok(())
    }

    /// The first so many do not wait any longer.
    pub(super) fn are_written(&mut self, count: usize) {
        for _ in 0..count {
            self.changed.pop_first();
        }
    }
}

pub(super) fn read(connection: &Connection) -> rusqlite::Result<Vec<KeptEmail>> {
    let mut query = connection.prepare_cached("SELECT extension, email, account, read FROM emails")?;
    let emails = query.query_map([], |row| {
        Ok(KeptEmail {
            extension: ExtensionNumber::new(row.get::<_, String>(0)?),
            email: row.get(1)?,
            account: row.get(2)?,
            read: Utc(row.get(3)?),
        })
    })?;
    emails.collect()
}
