//! What must be known after a crash: for whom something was published and not yet cleared.

use engine::names::{UserId, Utc};
use std::path::Path;

/// The file, and the thread that owns it. Dropping it writes what waits.
#[derive(Debug)]
pub struct Journal(());

#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("the journal cannot be opened")]
    Open(#[source] rusqlite::Error),
    #[error("the journal cannot be written or read")]
    Use(#[source] rusqlite::Error),
    #[error("the journal's thread has ended")]
    Ended,
}

impl Journal {
    /// A file that is damaged is set aside under another name, and an empty one takes its place.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        unimplemented!()
    }

    pub fn in_memory() -> Result<Self, JournalError> {
        unimplemented!()
    }

    /// Returns at once; [`flush`](Self::flush) says when it is on disk.
    pub fn remember(&self, user: &UserId, since: Utc) {
        unimplemented!()
    }

    pub fn forget(&self, user: &UserId) {
        unimplemented!()
    }

    /// Everybody who is remembered.
    pub async fn leftovers(&self) -> Result<Vec<UserId>, JournalError> {
        unimplemented!()
    }

    /// Waits until everything that was asked for before is on disk.
    pub async fn flush(&self) -> Result<(), JournalError> {
        unimplemented!()
    }

    pub async fn forget_everything(&self) -> Result<(), JournalError> {
        unimplemented!()
    }
}
