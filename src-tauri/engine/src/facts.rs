//! What the services have in their directories, as far as anybody is matched by it.

use crate::names::{ExtensionNumber, UserId, Utc};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    pub number: ExtensionNumber,
    pub name: String,
}

/// The address on the voicemail page of an extension, which may be empty, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEmail {
    pub extension: ExtensionNumber,
    pub email: String,
    /// The K-account: another one has other phones with the same numbers.
    pub account: String,
    pub read: Utc,
}

/// Whether NFON's own Teams connector is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connector {
    Active,
    Inactive,
    /// The service does not say.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamsUser {
    pub id: UserId,
    pub name: String,
    pub user_principal_name: String,
    pub mail: Option<String>,
    /// As Graph writes them: `SMTP:` primary, `smtp:` alias, other kinds ignored.
    pub proxy_addresses: Vec<String>,
    pub enabled: bool,
    pub kind: UserKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserKind {
    Member,
    Guest,
}
