//! What people can ask of the engine without changing anything, and the answers.

use crate::{
    ExtensionNumber, Utc,
    activity::{ActivityFilter, ActivityPage, Statistics},
    presence::TeamsPresence,
    rules::PhoneRule,
    view::UserView,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Question {
    // Answered with users, the best first.
    /// Who could be meant by an extension whose address leads to nobody, or to several.
    Candidates { extension: ExtensionNumber },
    /// Users of the tenant whose name or address contains every one of these words. At most fifty.
    Users { text: String },
    /// Users with exactly these user principal names, in the same order; unknown ones are left out.
    Named { names: Vec<String> },
    /// Whose phone this rule would divert now, whether or not it is switched on.
    TouchedBy { rule: PhoneRule },
    /// At most `limit` entries of the journal that are older than the entry `before`.
    Activity { filter: ActivityFilter, before: Option<i64>, limit: u32 },
    /// What the last `hours` were like. 1 to 168.
    Statistics { hours: u32 },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Answer {
    Users {
        users: Vec<FoundUser>,
    },
    /// `covered`: for how many extensions the rule stands at all.
    Touched {
        people: Vec<Touched>,
        covered: usize,
    },
    Activity {
        page: ActivityPage,
    },
    Statistics {
        statistics: Statistics,
    },
    /// The journal cannot be read, or the program is ending.
    Unavailable,
}

/// Somebody whose Teams state is one of a phone rule's.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Touched {
    pub extension: ExtensionNumber,
    pub name: String,
    pub teams: TeamsPresence,
    pub since: Utc,
}

/// A user of the tenant.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundUser {
    pub user: UserView,
    pub mail: Option<String>,
    /// Why it is a candidate; absent where it was merely searched for.
    pub likeness: Option<Likeness>,
    /// The extensions that lead to this user already.
    pub extensions: Vec<ExtensionNumber>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Likeness {
    /// One of several users that have the very address.
    SameAddress,
    SameName,
    /// The part before the @ is the same.
    SameMailbox,
    SimilarAddress,
    SimilarName,
}
