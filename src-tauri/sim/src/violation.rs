//! A violation is a request that the real service would frown upon: each is kept, so that a test can fail because of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::clock::Clock;

/// One misuse of a simulated service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Simulated time, milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// `cti`, `configuration`, `sso`, `login` or `graph`.
    pub service: &'static str,
    /// A sentence for the developer. Holds no secret and no token.
    pub what: String,
}

/// Everything that has been done wrong so far. Clones share the list.
#[derive(Clone, Debug)]
pub struct Violations {
    clock: Clock,
    list: Arc<Mutex<Vec<Violation>>>,
}

impl Violations {
    pub fn new(clock: Clock) -> Self {
        Self { clock, list: Arc::default() }
    }

    pub fn record(&self, service: &'static str, what: impl Into<String>) {
        let violation = Violation { at_ms: self.clock.utc_ms(), service, what: what.into() };
        self.locked().push(violation);
    }

    /// Oldest first.
    pub fn list(&self) -> Vec<Violation> {
        self.locked().clone()
    }

    pub fn is_empty(&self) -> bool {
        self.locked().is_empty()
    }

    fn locked(&self) -> MutexGuard<'_, Vec<Violation>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
