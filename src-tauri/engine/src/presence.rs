//! The states themselves: what a phone line, a Cloudya app and Teams can say, and what we may publish.

use serde::{Deserialize, Serialize};

/// What the phone says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum LineState {
    #[default]
    Unknown,
    /// No device is registered.
    Offline,
    Idle,
    Ringing,
    InUse,
}

/// What the person's Cloudya app says. Independent of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CloudyaPresence {
    #[default]
    Unknown,
    Offline,
    Available,
    Away,
    Busy,
    Dnd,
}

/// Teams presence as Microsoft Graph names it; the text is kept because the sets are open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TeamsPresence {
    pub availability: String,
    pub activity: String,
}

/// One of the pairs that Microsoft accepts for an application session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Publication {
    InACall,
    Presenting,
}

impl Publication {
    pub fn availability(self) -> &'static str {
        match self {
            Self::InACall => "Busy",
            Self::Presenting => "DoNotDisturb",
        }
    }

    pub fn activity(self) -> &'static str {
        match self {
            Self::InACall => "InACall",
            Self::Presenting => "Presenting",
        }
    }
}

impl TeamsPresence {
    pub fn new(availability: impl Into<String>, activity: impl Into<String>) -> Self {
        Self { availability: availability.into(), activity: activity.into() }
    }

    /// Whether both words are these, without case.
    pub fn is(&self, availability: &str, activity: &str) -> bool {
        self.availability.eq_ignore_ascii_case(availability) && self.activity.eq_ignore_ascii_case(activity)
    }

    pub fn has_activity(&self, activity: &str) -> bool {
        self.activity.eq_ignore_ascii_case(activity)
    }

    pub fn is_unknown(&self) -> bool {
        self.availability.eq_ignore_ascii_case("PresenceUnknown") || self.availability.is_empty()
    }

    /// A call or conference, whoever caused it.
    pub fn is_call(&self) -> bool {
        ["InACall", "InAConferenceCall"].iter().any(|activity| self.has_activity(activity))
    }
}
