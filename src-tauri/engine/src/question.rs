//! What people can ask of the engine without changing anything, and the answers.

use crate::{ExtensionNumber, view::UserView};
use serde::{Deserialize, Serialize};

/// Answered with a list of [`FoundUser`], the best first.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Question {
    /// Who could be meant by an extension whose address leads to nobody, or to several.
    Candidates { extension: ExtensionNumber },
    /// Users of the tenant whose name or address contains every one of these words. At most fifty.
    Users { text: String },
    /// Users with exactly these user principal names, in the same order; unknown ones are left out.
    Named { names: Vec<String> },
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
