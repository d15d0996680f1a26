//! Everything that can be wrong, as data: no sentence from outside, and no variant that nobody shows.

use crate::{
    names::{ExtensionNumber, Round, UserId, Utc},
    rules::{Cloud, CredentialKind, DuplicateRule},
};
use serde::Serialize;

/// A problem that stands, since when, and the number that a support person asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StandingProblem {
    pub problem: Problem,
    pub since: Utc,
    /// [`Problem::key`].
    pub key: String,
}

impl StandingProblem {
    pub fn new(problem: Problem, since: Utc) -> Self {
        let key = problem.key();
        Self { problem, since, key }
    }
}

/// What is wrong. Each variant has its sentences in `ui/locales`: what happened, what still works, what to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Problem {
    // Cloudya
    /// The CTI user name or password is not accepted.
    CloudyaCredentialsRejected,
    /// The credentials belong to another K-account than the one typed.
    CloudyaOtherAccount {
        expected: String,
        actual: String,
    },
    /// The key lacks the right to extended presence.
    CloudyaPresenceNotAllowed,
    /// 403: the right or the licence is missing.
    CloudyaForbidden,
    CloudyaUnreachable,
    /// The live stream has been away for longer than the grace time.
    CloudyaStreamLost,
    /// The PBX Configuration client id or secret is not accepted.
    ConfigurationCredentialsRejected,
    ConfigurationForbidden,
    ConfigurationUnreachable,
    /// NFON's own Teams connector is switched on: two writers would fight.
    ConnectorActive,
    // Microsoft
    TenantUnknown {
        tenant: String,
        code: Option<u32>,
    },
    MicrosoftUnreachable,
    /// The client id is not known in the tenant.
    ApplicationUnknown {
        code: Option<u32>,
    },
    /// The client secret or certificate is not accepted.
    ApplicationCredentialRejected {
        code: Option<u32>,
    },
    ApplicationCredentialExpired {
        code: Option<u32>,
    },
    /// The secret or the certificate ends soon. `days` is 30, 7 or 1: the last of these that has been reached.
    CredentialExpires {
        credential: CredentialKind,
        expires: Utc,
        days: u16,
    },
    /// This cloud of Microsoft has no interface for presence.
    CloudWithoutPresence {
        cloud: Cloud,
    },
    /// The certificate that was pasted cannot be read.
    CertificateUnreadable,
    /// Permissions that are needed and not granted.
    ConsentMissing {
        missing: Vec<Permission>,
    },
    ConsentRefused {
        code: Option<u32>,
    },
    /// A Microsoft page ended with an error that has an explanation of its own, or a general one.
    SignInRefused {
        round: Option<Round>,
        code: Option<u32>,
        cause: SignInCause,
    },
    /// Another account signed in than the sync user.
    WrongAccount {
        round: Round,
        expected: String,
        actual: String,
    },
    /// The account belongs to another tenant, or is a guest.
    ForeignAccount {
        round: Round,
        actual: String,
    },
    /// The account that was named cannot serve as sync user.
    SyncUserUnfit {
        round: Round,
        address: String,
        reason: Unfit,
    },
    SyncUserNotCreated {
        round: Round,
        address: String,
        reason: NotCreated,
    },
    /// The sync user's sign-in has lapsed.
    SignInLapsed {
        round: Round,
        code: Option<u32>,
        cause: SignInCause,
    },
    /// The sync user may not read presence.
    ReadingForbidden {
        round: Option<Round>,
    },
    /// The application may not write presence.
    WritingForbidden,
    /// Somebody else writes the same application session.
    SecondWriter {
        user: UserId,
    },
    // People
    DuplicateEmail {
        user: UserId,
        user_name: String,
        email: String,
        extensions: Vec<ExtensionNumber>,
        used: Vec<ExtensionNumber>,
        rule: AppliedRule,
    },
    NotFound {
        extension: ExtensionNumber,
        name: String,
        email: String,
    },
    NoEmail {
        extension: ExtensionNumber,
        name: String,
    },
    SeveralUsers {
        extension: ExtensionNumber,
        name: String,
        email: String,
        users: Vec<String>,
    },
    UserDisabled {
        extension: ExtensionNumber,
        name: String,
        email: String,
    },
    UserIsGuest {
        extension: ExtensionNumber,
        name: String,
        email: String,
    },
    /// A voicemail e-mail was not corrected in Cloudya.
    EmailNotCorrected {
        extension: ExtensionNumber,
        email: String,
        reason: NotCorrected,
    },
    NotCovered {
        people: usize,
        rounds_needed: u16,
    },
    /// A phone rule names a call-forward profile that these extensions do not have.
    ProfileMissing {
        profile: String,
        extensions: Vec<ExtensionNumber>,
    },
    /// A phone could not be diverted, or not be returned to its former profile.
    PhoneNotChanged {
        extension: ExtensionNumber,
        name: String,
        profile: String,
        change: PhoneChange,
        reason: NotCorrected,
    },
    /// It runs, and nobody has been synchronised for five minutes.
    NobodySynchronised,
    // This computer
    /// Secrets cannot be kept: there is no credential store.
    VaultUnavailable,
    /// Settings or the journal cannot be written.
    DiskUnavailable,
    /// The settings could not be read any more. A copy is used, or nothing of them is left.
    SettingsDamaged {
        recovered: Recovered,
    },
    /// The journal was set aside and a new one begun. Which phones are diverted was found again, or may not be known.
    JournalDamaged {
        recovered: Recovered,
    },
}

/// A file in which things are kept on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    Settings,
    Journal,
}

impl Kept {
    pub(crate) fn damaged(self, recovered: Recovered) -> Problem {
        match self {
            Self::Settings => Problem::SettingsDamaged { recovered },
            Self::Journal => Problem::JournalDamaged { recovered },
        }
    }
}

/// Whether what must not be lost was found again after damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Recovered {
    Yes,
    No,
}

/// By which rule a duplicate was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum AppliedRule {
    Default { rule: DuplicateRule },
    Chosen,
}

/// What keeps an account from being a sync user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Unfit {
    /// There is no such account.
    Missing,
    Disabled,
    Guest,
    /// It holds a directory role, which a sync user must not need.
    Administrator,
    /// It is somebody whose phone is synchronised.
    Person {
        extension: ExtensionNumber,
    },
}

/// Why Cloudya does not have the address that it was to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum NotCorrected {
    /// It is no address.
    Invalid,
    /// Somebody else changed it since it was read.
    ChangedMeanwhile,
    /// Cloudya accepted it and kept another one.
    NotTaken,
    /// The credentials may only read.
    NotAllowed,
    Unreachable,
    Refused,
}

/// What was to be done to a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PhoneChange {
    Divert,
    Return,
}

/// Why Microsoft did not create an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum NotCreated {
    /// Whoever signed in may not create users.
    NotAllowed,
    /// There is an account with this address already.
    AddressTaken,
    /// The part behind the @ is no verified domain of the tenant.
    DomainUnknown,
    Unavailable,
    Refused,
}

/// A permission of the application, as Microsoft names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Permission {
    #[serde(rename = "Presence.ReadWrite.All")]
    PresenceReadWriteAll,
    #[serde(rename = "User.Read.All")]
    UserReadAll,
    #[serde(rename = "Presence.Read.All")]
    PresenceReadAll,
}

/// Why Microsoft did not let somebody in, by what there is to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SignInCause {
    /// The person declined or closed the page.
    Declined,
    /// Only an administrator can do this.
    AdministratorNeeded,
    /// Multi-factor authentication is required and was not passed, or the account's set-up is not finished.
    SetUpUnfinished,
    /// A conditional-access or security policy refuses.
    Policy,
    /// The account is blocked, disabled or locked.
    AccountBlocked,
    /// The password was changed or has expired, or sessions were revoked.
    Revoked,
    /// The sign-in has not been used for too long.
    Expired,
    /// Consent is missing or was withdrawn.
    NoConsent,
    /// The redirect address or another part of the app registration is not as needed.
    Registration,
    /// What came back does not belong to what was asked.
    Mismatch,
    /// The Microsoft service failed or could not be reached.
    Unavailable,
    Other,
}

impl Problem {
    /// The stable name that the status service and the journal use.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CloudyaCredentialsRejected => "cloudya-credentials-rejected",
            Self::CloudyaOtherAccount { .. } => "cloudya-other-account",
            Self::CloudyaPresenceNotAllowed => "cloudya-presence-not-allowed",
            Self::CloudyaForbidden => "cloudya-forbidden",
            Self::CloudyaUnreachable => "cloudya-unreachable",
            Self::CloudyaStreamLost => "cloudya-stream-lost",
            Self::ConfigurationCredentialsRejected => "configuration-credentials-rejected",
            Self::ConfigurationForbidden => "configuration-forbidden",
            Self::ConfigurationUnreachable => "configuration-unreachable",
            Self::ConnectorActive => "connector-active",
            Self::TenantUnknown { .. } => "tenant-unknown",
            Self::MicrosoftUnreachable => "microsoft-unreachable",
            Self::ApplicationUnknown { .. } => "application-unknown",
            Self::ApplicationCredentialRejected { .. } => "application-credential-rejected",
            Self::ApplicationCredentialExpired { .. } => "application-credential-expired",
            Self::CredentialExpires { .. } => "credential-expires",
            Self::CloudWithoutPresence { .. } => "cloud-without-presence",
            Self::CertificateUnreadable => "certificate-unreadable",
            Self::ConsentMissing { .. } => "consent-missing",
            Self::ConsentRefused { .. } => "consent-refused",
            Self::SignInRefused { .. } => "sign-in-refused",
            Self::WrongAccount { .. } => "wrong-account",
            Self::ForeignAccount { .. } => "foreign-account",
            Self::SyncUserUnfit { .. } => "sync-user-unfit",
            Self::SyncUserNotCreated { .. } => "sync-user-not-created",
            Self::SignInLapsed { .. } => "sign-in-lapsed",
            Self::ReadingForbidden { .. } => "reading-forbidden",
            Self::WritingForbidden => "writing-forbidden",
            Self::SecondWriter { .. } => "second-writer",
            Self::DuplicateEmail { .. } => "duplicate-email",
            Self::NotFound { .. } => "not-found",
            Self::NoEmail { .. } => "no-email",
            Self::SeveralUsers { .. } => "several-users",
            Self::UserDisabled { .. } => "user-disabled",
            Self::UserIsGuest { .. } => "user-is-guest",
            Self::EmailNotCorrected { .. } => "email-not-corrected",
            Self::NotCovered { .. } => "not-covered",
            Self::ProfileMissing { .. } => "profile-missing",
            Self::PhoneNotChanged { .. } => "phone-not-changed",
            Self::NobodySynchronised => "nobody-synchronised",
            Self::VaultUnavailable => "vault-unavailable",
            Self::DiskUnavailable => "disk-unavailable",
            Self::SettingsDamaged { .. } => "settings-damaged",
            Self::JournalDamaged { .. } => "journal-damaged",
        }
    }

    /// What makes it this problem and no other: as long as the key stays, it is the same one that stands.
    pub fn key(&self) -> String {
        let list = |extensions: &[ExtensionNumber]| {
            extensions.iter().map(ExtensionNumber::as_str).collect::<Vec<_>>().join(",")
        };
        let about = match self {
            Self::NotFound { extension, email, .. }
            | Self::SeveralUsers { extension, email, .. }
            | Self::UserDisabled { extension, email, .. }
            | Self::UserIsGuest { extension, email, .. } => format!("{extension} {email}"),
            Self::NoEmail { extension, .. } | Self::EmailNotCorrected { extension, .. } => extension.to_string(),
            Self::DuplicateEmail { user, extensions, .. } => format!("{user} {}", list(extensions)),
            Self::SecondWriter { user } => user.to_string(),
            Self::ProfileMissing { profile, .. } => profile.clone(),
            Self::PhoneNotChanged { extension, change, .. } => format!("{extension} {change:?}"),
            Self::CredentialExpires { days, .. } => days.to_string(),
            Self::SignInLapsed { round, .. }
            | Self::WrongAccount { round, .. }
            | Self::ForeignAccount { round, .. }
            | Self::SyncUserUnfit { round, .. }
            | Self::SyncUserNotCreated { round, .. } => round.0.to_string(),
            Self::SignInRefused { round, .. } | Self::ReadingForbidden { round } => {
                round.map(|round| round.0.to_string()).unwrap_or_default()
            }
            Self::CloudyaCredentialsRejected
            | Self::CloudyaOtherAccount { .. }
            | Self::CloudyaPresenceNotAllowed
            | Self::CloudyaForbidden
            | Self::CloudyaUnreachable
            | Self::CloudyaStreamLost
            | Self::ConfigurationCredentialsRejected
            | Self::ConfigurationForbidden
            | Self::ConfigurationUnreachable
            | Self::ConnectorActive
            | Self::TenantUnknown { .. }
            | Self::MicrosoftUnreachable
            | Self::ApplicationUnknown { .. }
            | Self::ApplicationCredentialRejected { .. }
            | Self::ApplicationCredentialExpired { .. }
            | Self::CloudWithoutPresence { .. }
            | Self::CertificateUnreadable
            | Self::ConsentMissing { .. }
            | Self::ConsentRefused { .. }
            | Self::WritingForbidden
            | Self::NotCovered { .. }
            | Self::NobodySynchronised
            | Self::VaultUnavailable
            | Self::DiskUnavailable
            | Self::SettingsDamaged { .. }
            | Self::JournalDamaged { .. } => String::new(),
        };
        if about.is_empty() { self.code().to_owned() } else { format!("{} {about}", self.code()) }
    }

    /// Whether nobody, or a whole round, is synchronised because of it.
    pub fn stops_synchronisation(&self) -> bool {
        let is_aside = matches!(
            self,
            Self::CredentialExpires { .. }
                | Self::ProfileMissing { .. }
                | Self::PhoneNotChanged { .. }
                | Self::EmailNotCorrected { .. }
                | Self::SettingsDamaged { recovered: Recovered::Yes }
                | Self::JournalDamaged { .. }
        );
        !self.concerns_people() && !is_aside
    }

    /// Whether it concerns single people rather than the whole synchronisation.
    pub fn concerns_people(&self) -> bool {
        matches!(
            self,
            Self::DuplicateEmail { .. }
                | Self::NotFound { .. }
                | Self::NoEmail { .. }
                | Self::SeveralUsers { .. }
                | Self::UserDisabled { .. }
                | Self::UserIsGuest { .. }
                | Self::NotCovered { .. }
        )
    }
}
