//! The journal's words: what was seen and done, when, for whom, how long it took, and what came of it.
//!
//! It names extensions and users and never a caller. The driver keeps it; the engine only says what is worth keeping.

use crate::{
    names::{ExtensionNumber, UserId, Utc},
    presence::{CloudyaPresence, LineState, TeamsPresence},
    view::TeamsOrigin,
};
use serde::{Deserialize, Serialize};

/// One line of the journal, before it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub at: Utc,
    pub extension: Option<ExtensionNumber>,
    pub user: Option<UserId>,
    pub deed: Deed,
    /// From what happened on the one side to its effect on the other, in milliseconds. Absent where nothing was caused.
    pub took_ms: Option<u32>,
    pub outcome: Outcome,
}

/// What was seen or done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Deed {
    // Seen.
    LineChanged {
        line: LineState,
        presence: CloudyaPresence,
    },
    /// `origin` says whether it is Teams' own state or ours coming back.
    TeamsChanged {
        teams: TeamsPresence,
        origin: TeamsOrigin,
    },
    // Done in Teams.
    Published {
        availability: String,
        activity: String,
    },
    Cleared,
    // Done to the phone.
    /// A phone rule activated `profile`; `former` was active before.
    Diverted {
        profile: String,
        former: String,
    },
    /// The former profile is active again.
    Returned {
        profile: String,
    },
    /// Somebody activated another profile meanwhile: ours is forgotten.
    TakenOver {
        profile: String,
    },
    EmailCorrected,
    // The program itself.
    Started,
    Ended,
    Activated,
    Deactivated,
    Paused,
    Resumed,
    /// The computer woke up.
    Woke,
    SettingsChanged,
    /// By [`crate::problem::Problem::code`].
    ProblemAppeared {
        code: String,
    },
    ProblemCured {
        code: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Outcome {
    /// Nothing was to be done.
    Seen,
    Done,
    /// It was not done and is tried again.
    Delayed,
    /// It was refused for good.
    Refused,
}

/// What the journal is searched for. Everything that is given must be so.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActivityFilter {
    /// Entries about these extensions, or about [`Self::users`]. Absent: about anybody and the program itself.
    pub extensions: Option<Vec<ExtensionNumber>>,
    pub users: Vec<UserId>,
    /// The kinds of [`Deed`]. Empty: all.
    pub kinds: Vec<String>,
    /// Empty: all.
    pub outcomes: Vec<Outcome>,
    pub from: Option<Utc>,
    pub until: Option<Utc>,
}

/// A piece of the journal, the latest entry first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActivityPage {
    pub entries: Vec<ActivityEntry>,
    /// How many entries fit the filter in all.
    pub total: u64,
}

/// A line of the journal as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActivityEntry {
    /// Grows with every entry.
    pub id: i64,
    pub at: Utc,
    pub extension: Option<ExtensionNumber>,
    pub user: Option<UserId>,
    pub deed: Deed,
    pub took_ms: Option<u32>,
    pub outcome: Outcome,
}

/// What the last hours were like, in intervals of equal length, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Statistics {
    /// The length of one interval in seconds.
    pub seconds: u32,
    /// Without gaps; intervals in which the program did not run are empty.
    pub intervals: Vec<Interval>,
    /// Over all intervals, from the event on the phone to Microsoft's acceptance. Absent where nothing was written.
    pub delay: Option<DelaySummary>,
    /// Requests about presence in any 30 seconds that Microsoft allows, and that the program keeps to.
    pub limit: u32,
    pub kept_limit: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Interval {
    pub from: Utc,
    /// Phones that became busy.
    pub calls: u32,
    /// Presence that was set or cleared in Teams, without renewals.
    pub changes: u32,
    /// Writes that were refused or failed.
    pub failures: u32,
    pub delay: Option<DelaySummary>,
    pub requests: u32,
    /// The most requests in any 30 seconds.
    pub peak: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DelaySummary {
    pub writes: u32,
    pub median_ms: u32,
    pub p95_ms: u32,
}

impl Deed {
    /// The tag under which it is kept and searched for.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::LineChanged { .. } => "line-changed",
            Self::TeamsChanged { .. } => "teams-changed",
            Self::Published { .. } => "published",
            Self::Cleared => "cleared",
            Self::Diverted { .. } => "diverted",
            Self::Returned { .. } => "returned",
            Self::TakenOver { .. } => "taken-over",
            Self::EmailCorrected => "email-corrected",
            Self::Started => "started",
            Self::Ended => "ended",
            Self::Activated => "activated",
            Self::Deactivated => "deactivated",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Woke => "woke",
            Self::SettingsChanged => "settings-changed",
            Self::ProblemAppeared { .. } => "problem-appeared",
            Self::ProblemCured { .. } => "problem-cured",
        }
    }
}
