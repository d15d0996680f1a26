//! Placeholder of the Microsoft side: the interface that the rest of the simulator uses.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::{cast::Company, clock::Clock, urls::Urls, violation::Violations};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MicrosoftKnobs {}

/// One change that an application asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WriteRecord {
    pub at_ms: i64,
    pub user_id: String,
    /// `set`, `clear`, `set-preferred`, `clear-preferred`.
    pub action: &'static str,
    pub availability: String,
    pub activity: String,
    /// The HTTP status that was answered.
    pub status: u16,
}

pub struct Microsoft {
    knobs: Mutex<MicrosoftKnobs>,
}

impl Microsoft {
    pub fn new(
        _clock: Clock,
        _violations: Violations,
        _company: Arc<Company>,
        _urls: Arc<Urls>,
    ) -> Arc<Self> {
        Arc::new(Self {
            knobs: Mutex::default(),
        })
    }

    /// Paths without prefix.
    pub fn login_router(self: Arc<Self>) -> axum::Router {
        axum::Router::new()
    }

    /// Paths begin with `/v1.0`.
    pub fn graph_router(self: Arc<Self>) -> axum::Router {
        axum::Router::new()
    }

    /// What the user's own Teams client reports.
    pub fn set_teams(&self, _user_id: &str, _availability: &str, _activity: &str) {}

    /// What the user chose by hand, or nothing.
    pub fn set_preferred(&self, _user_id: &str, _preferred: Option<(&str, &str)>) {}

    /// Presences as others see them, application sessions with expiry, and the writes.
    pub fn snapshot_json(&self) -> serde_json::Value {
        serde_json::json!({})
    }

    pub fn record(&self) -> Vec<WriteRecord> {
        Vec::new()
    }

    pub fn knobs(&self) -> MutexGuard<'_, MicrosoftKnobs> {
        self.knobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn patch_knobs(&self, patch: &serde_json::Value) -> Result<(), String> {
        let mut knobs = self.knobs();
        *knobs = crate::knobs::patched(&*knobs, patch)?;
        Ok(())
    }
}
