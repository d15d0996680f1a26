//! The words for calls and phone states, as the streams, the day and tests use them.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    Offline,
    Idle,
    Ringing,
    InUse,
}

/// What the person's Cloudya app shows; independent of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    Offline,
    Available,
    Away,
    Busy,
    Dnd,
}

/// Names one call for as long as the simulation runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CallId(pub u64);

/// Who calls whom. Extensions are numbers of the account, outside numbers are digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallPlan {
    /// Rings at once.
    Inbound { to: String, from: String },
    /// Dials at once. `to` may be a feature code such as `*1021`.
    Outbound { from: String, to: String },
    /// Two legs with one uuid.
    Internal { from: String, to: String },
    /// All members ring; the first to answer has the call.
    Group { members: Vec<String>, from: String },
    /// The application asked for it: the caller's own phone is rung first.
    ClickToDial { from: String, to: String },
}

/// How a call or a leg ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    Normal,
    Timeout,
    Busy,
    Cancel,
    Reject,
    Unspecified,
}

/// One event for the call stream, seen from one extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallEvent {
    pub uuid: String,
    pub state: &'static str,
    pub extension: String,
    pub direction: &'static str,
    pub caller: String,
    pub caller_context: String,
    pub callee: String,
    pub callee_context: String,
    pub error: Option<&'static str>,
}

/// What a change looks like on the two streams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The extension has a new state: this one.
    State(PhoneState),
    Call(CallEvent),
}

/// One extension at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneState {
    pub extension: String,
    pub line: Line,
    pub presence: Presence,
    /// Simulated UTC of the last change.
    pub updated_ms: i64,
}

impl Ending {
    pub(super) fn error(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Timeout => Some("timeout"),
            Self::Busy => Some("busy"),
            Self::Cancel => Some("cancel"),
            Self::Reject => Some("reject"),
            Self::Unspecified => Some("unspecified"),
        }
    }
}

impl Line {
    pub fn word(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Idle => "idle",
            Self::Ringing => "ringing",
            Self::InUse => "in-use",
        }
    }
}

impl Presence {
    pub fn word(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Available => "available",
            Self::Away => "away",
            Self::Busy => "busy",
            Self::Dnd => "dnd",
        }
    }
}

/// Whether any device of an extension is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registration {
    Registered,
    Unregistered,
}
