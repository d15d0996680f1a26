//! The whole vocabulary: what can happen (past tense) and what is to be done (imperative).

pub use crate::{
    facts::{Connector, Extension, KeptEmail, TeamsUser, UserKind},
    failure::{Failure, FailureKind},
};

use crate::{
    activity::Record,
    names::{Attempt, ExtensionNumber, Round, Secret, UserId, Utc},
    presence::{CloudyaPresence, LineState, Publication, TeamsPresence},
    problem::{Kept, NotCreated, Permission, Recovered, SignInCause},
    request::{ConnectCloudya, ConnectMicrosoft, Request, Via},
    rules::{CreatedCertificate, NetworkSettings, Profile},
    view::Notice,
};
use std::{sync::Arc, time::Duration};

/// Something happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The disk told what it remembers. The first event of every start.
    Restored {
        profile: Box<Profile>,
        leftovers: Vec<UserId>,
        /// Phones that an earlier run diverted, or was about to.
        diversions: Vec<Diversion>,
        /// Voicemail e-mails that an earlier run read.
        emails: Vec<KeptEmail>,
        /// When an earlier run sent a request about presence for the last time.
        last_request: Option<Utc>,
    },
    Requested(Request),

    /// Answers [`Effect::TryCloudya`].
    CloudyaTried {
        attempt: Attempt,
        result: Result<CloudyaFacts, Failure>,
    },
    /// Answers [`Effect::TryMicrosoft`].
    MicrosoftTried {
        attempt: Attempt,
        result: Result<MicrosoftFacts, Failure>,
    },

    /// Answers [`Effect::Authenticate`].
    Authenticated {
        account: Account,
        attempt: Attempt,
        result: Result<Token, Failure>,
    },

    /// Answers [`Effect::CreateCertificate`]. The key waits in the credential store.
    CertificateCreated {
        attempt: Attempt,
        result: Result<CreatedCertificate, Failure>,
    },
    /// Answers [`Effect::CheckSyncUser`]. `None`: there is no such account.
    SyncUserChecked {
        attempt: Attempt,
        result: Result<Option<FoundAccount>, Failure>,
    },
    /// Answers [`Effect::CreateSyncUser`].
    SyncUserCreated {
        attempt: Attempt,
        result: Result<CreatedAccount, CreationFailure>,
    },

    /// A Microsoft page is on the screen. `Via::DeviceCode` brings the code.
    PageOpened {
        attempt: Attempt,
        device_code: Option<DeviceCode>,
    },
    /// Answers [`Effect::OpenConsent`].
    ConsentReturned {
        attempt: Attempt,
        result: Result<(), PageFailure>,
    },
    /// Answers [`Effect::OpenSignIn`]. The refresh token waits with the driver until it is accepted.
    SignInReturned {
        attempt: Attempt,
        result: Result<SignedIn, PageFailure>,
    },

    ExtensionsListed {
        attempt: Attempt,
        result: Result<Vec<Extension>, Failure>,
    },
    EmailRead {
        attempt: Attempt,
        extension: ExtensionNumber,
        result: Result<String, Failure>,
    },
    /// Answers [`Effect::WriteEmail`].
    EmailWritten {
        attempt: Attempt,
        result: Result<(), EmailNotWritten>,
    },
    ConnectorRead {
        attempt: Attempt,
        result: Result<Connector, Failure>,
    },
    /// Answers [`Effect::ReadForwarding`].
    ForwardingRead {
        attempt: Attempt,
        result: Result<Vec<ForwardProfile>, Failure>,
    },
    /// Answers [`Effect::ActivateForwarding`].
    ForwardingActivated {
        attempt: Attempt,
        result: Result<(), NotActivated>,
    },
    UsersListed {
        attempt: Attempt,
        result: Result<Vec<TeamsUser>, Failure>,
    },

    StreamOpened {
        attempt: Attempt,
    },
    /// Bytes arrived: an event or a comment.
    StreamBeat {
        attempt: Attempt,
    },
    LineChanged {
        attempt: Attempt,
        line: Line,
    },
    StreamLost {
        attempt: Attempt,
        failure: Failure,
    },
    /// Answers [`Effect::ReadSnapshot`].
    SnapshotRead {
        attempt: Attempt,
        result: Result<Vec<Line>, Failure>,
    },
    /// From the call stream, which is a hint only.
    CallAnswered {
        extension: ExtensionNumber,
        kind: CallKind,
    },

    /// Answers [`Effect::ReadPresences`].
    PresencesRead {
        attempt: Attempt,
        result: Result<Vec<(UserId, TeamsPresence)>, Failure>,
    },
    /// Answers [`Effect::SetPresence`] and [`Effect::ClearPresence`].
    PresenceWritten {
        attempt: Attempt,
        user: UserId,
        result: Result<(), Failure>,
    },

    /// A secret or the profile could not be kept, or can be again.
    KeepingFailed {
        place: Place,
    },
    KeepingWorks {
        place: Place,
    },
    /// What was kept could not be read any more, and was set aside.
    FoundDamaged {
        kept: Kept,
        recovered: Recovered,
    },
    /// The computer woke up.
    Resumed,
    /// What the local time is ahead of UTC, in minutes. Told at the start and whenever it changes.
    ZoneChanged {
        minutes: i32,
    },
}

/// Something is to be done. Each one that is answered carries the attempt that the answer repeats.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Log in with these credentials, list the extensions, look at the token and the connector. Keeps nothing.
    TryCloudya {
        attempt: Attempt,
        credentials: ConnectCloudya,
    },
    /// Resolve the tenant and ask for an application token. Keeps nothing.
    TryMicrosoft {
        attempt: Attempt,
        credentials: ConnectMicrosoft,
    },
    /// Use these from now on, and keep their secrets in the credential store.
    KeepCloudya {
        credentials: ConnectCloudya,
    },
    KeepMicrosoft {
        credentials: ConnectMicrosoft,
        tenant_id: String,
    },

    /// Obtain a fresh access token: by refresh where possible, else from the kept credentials.
    Authenticate {
        account: Account,
        attempt: Attempt,
    },

    /// Make a key and a self-signed certificate, and keep both in the credential store.
    CreateCertificate {
        attempt: Attempt,
    },
    /// Look an account of the tenant up by its user principal name, with its directory roles.
    CheckSyncUser {
        attempt: Attempt,
        address: String,
    },
    /// Let an administrator sign in, and create an account without a licence with their rights. Keeps no token.
    CreateSyncUser {
        attempt: Attempt,
        round: Round,
        via: Via,
        address: String,
    },
    OpenConsent {
        attempt: Attempt,
        via: Via,
    },
    OpenSignIn {
        attempt: Attempt,
        round: Round,
        via: Via,
        login_hint: String,
    },
    ClosePage {
        attempt: Attempt,
    },
    /// Keep the refresh token that waits, and use it for the round.
    AcceptSignIn {
        attempt: Attempt,
        round: Round,
    },
    /// Forget the refresh token that waits.
    RejectSignIn {
        attempt: Attempt,
    },

    /// Forget the refresh token of a round.
    ForgetSignIn {
        round: Round,
    },

    ListExtensions {
        attempt: Attempt,
    },
    ReadEmail {
        attempt: Attempt,
        extension: ExtensionNumber,
    },
    /// Write the voicemail e-mail, and nothing else of the page; only if it is still `former`. Read it back.
    WriteEmail {
        attempt: Attempt,
        extension: ExtensionNumber,
        former: String,
        email: String,
    },
    ReadConnector {
        attempt: Attempt,
    },
    /// Read the call-forward profiles of an extension.
    ReadForwarding {
        attempt: Attempt,
        extension: ExtensionNumber,
    },
    /// Activate a call-forward profile, only while `instead_of` is the active one. Read it back.
    /// What [`Self::RememberDiversion`] told is on disk before.
    ActivateForwarding {
        attempt: Attempt,
        extension: ExtensionNumber,
        profile: u8,
        instead_of: u8,
    },
    ListUsers {
        attempt: Attempt,
    },

    OpenStream {
        attempt: Attempt,
    },
    CloseStream {
        attempt: Attempt,
    },
    ReadSnapshot {
        attempt: Attempt,
    },

    ReadPresences {
        attempt: Attempt,
        reader: Account,
        users: Arc<[UserId]>,
    },
    SetPresence {
        attempt: Attempt,
        user: UserId,
        publication: Publication,
        expires: Duration,
    },
    ClearPresence {
        attempt: Attempt,
        user: UserId,
    },

    /// On disk before the write is sent, so that a crash leaves nothing unknown behind.
    RememberPublished {
        user: UserId,
    },
    ForgetPublished {
        user: UserId,
    },
    /// On disk before the phone is changed, so that its former profile is never lost.
    RememberDiversion {
        diversion: Box<Diversion>,
    },
    ForgetDiversion {
        extension: ExtensionNumber,
    },
    /// For the next run, which need not read it anew. In place of what was remembered of the extension before.
    RememberEmail {
        email: Box<KeptEmail>,
    },
    ForgetEmail {
        extension: ExtensionNumber,
    },
    SaveProfile {
        profile: Box<Profile>,
    },
    /// Keep this in the journal. Never waits.
    Record {
        record: Record,
    },
    /// How long the journal keeps an entry from now on; zero: it keeps none.
    KeepJournal {
        time: Duration,
    },
    /// Forget what the journal holds about one extension and its user, or all of it.
    EmptyJournal {
        extension: Option<ExtensionNumber>,
        user: Option<UserId>,
    },
    /// Reach the services like this from now on.
    UseNetwork {
        network: Box<NetworkSettings>,
    },
    ForgetEverything,

    Notify {
        notice: Notice,
    },
    /// Everything is cleared that could be: the program may end.
    Quit,
}

/// Whose token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// The CTI API key.
    Cti,
    /// The PBX Configuration client.
    Configuration,
    /// The application itself (client credentials).
    Application,
    SyncUser(Round),
}

/// What is known of a fresh token. The token itself stays with the driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// From the moment of the answer.
    pub expires_in: Duration,
    pub granted: Vec<Permission>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloudyaFacts {
    /// The K-account that the token names, where it names one.
    pub customer: Option<String>,
    /// `None` where the token does not say.
    pub extended_presence: Option<bool>,
    pub extensions: Vec<Extension>,
    /// Absent without PBX Configuration credentials.
    pub configuration: Option<Result<Connector, Failure>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MicrosoftFacts {
    pub tenant_id: String,
    pub granted: Vec<Permission>,
    /// When the certificate ends; `None` for a secret, which does not say.
    pub credential_expires: Option<Utc>,
}

/// An account of the tenant, as its sync user is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAccount {
    pub id: UserId,
    pub user_principal_name: String,
    pub enabled: bool,
    pub kind: UserKind,
    /// Whether it holds a directory role. `None` where that could not be read.
    pub administrator: Option<bool>,
}

/// A sync user that was created, with the password that is shown once.
#[derive(Clone, Debug)]
pub struct CreatedAccount {
    pub id: UserId,
    pub user_principal_name: String,
    pub password: Secret,
}

/// Why a sync user was not created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreationFailure {
    /// The administrator's sign-in did not succeed.
    Page(PageFailure),
    Refused(NotCreated),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCode {
    pub address: String,
    pub code: String,
    pub expires: Utc,
}

/// Who signed in, from the id_token, after the tenant, nonce, issuer and audience were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub user: UserId,
    pub user_principal_name: String,
    pub token: Token,
}

/// How a Microsoft page ended without success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageFailure {
    /// The window was closed or the wait was given up: not an error.
    Closed,
    Refused {
        cause: SignInCause,
        code: Option<u32>,
    },
    /// Somebody of another tenant, or a guest.
    Foreign {
        user_principal_name: String,
    },
}

/// Why a voicemail e-mail is not what it was to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailNotWritten {
    /// Somebody else changed it since it was read. Nothing was written.
    ChangedMeanwhile {
        actual: String,
    },
    /// It was written, and reading it back gave something else.
    NotTaken {
        actual: String,
    },
    Failed(Failure),
}

/// One state message of Cloudya.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub extension: ExtensionNumber,
    pub line: LineState,
    pub presence: CloudyaPresence,
    /// The service's own clock in nanoseconds since 1970; comparable only with itself.
    pub updated: Option<i128>,
}

/// What the call stream says about an answered call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    Conversation,
    /// The other side is a feature code such as `*10`.
    FeatureCode,
}

/// One call-forward profile of an extension, and whether it is the active one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardProfile {
    /// 0 to 9; 0 is the default profile.
    pub number: u8,
    pub name: String,
    pub active: bool,
}

/// What a phone rule did to a phone, or is about to do: enough to undo it after any crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diversion {
    pub extension: ExtensionNumber,
    /// The profile that the rule activates.
    pub profile: u8,
    pub profile_name: String,
    /// The profile that was active before.
    pub former: u8,
    pub former_name: String,
    /// The Teams activity that caused it.
    pub activity: String,
    pub since: Utc,
    /// When the former profile returns at the latest.
    pub until: Utc,
    /// The K-account of the phone: another one has other phones with the same numbers. Empty where it is not known.
    pub account: String,
}

/// Why a call-forward profile is not the active one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotActivated {
    /// Another profile than the expected one is active: somebody took over. Nothing was written.
    TakenOver,
    /// It was written, and reading it back gave another one.
    NotTaken,
    Failed(Failure),
}

/// A place where things are kept on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Vault,
    Disk,
}

impl Effect {
    /// The name alone, for logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::TryCloudya { .. } => "TryCloudya",
            Self::TryMicrosoft { .. } => "TryMicrosoft",
            Self::KeepCloudya { .. } => "KeepCloudya",
            Self::KeepMicrosoft { .. } => "KeepMicrosoft",
            Self::Authenticate { .. } => "Authenticate",
            Self::CreateCertificate { .. } => "CreateCertificate",
            Self::CheckSyncUser { .. } => "CheckSyncUser",
            Self::CreateSyncUser { .. } => "CreateSyncUser",
            Self::OpenConsent { .. } => "OpenConsent",
            Self::OpenSignIn { .. } => "OpenSignIn",
            Self::ClosePage { .. } => "ClosePage",
            Self::AcceptSignIn { .. } => "AcceptSignIn",
            Self::RejectSignIn { .. } => "RejectSignIn",
            Self::ForgetSignIn { .. } => "ForgetSignIn",
            Self::ListExtensions { .. } => "ListExtensions",
            Self::ReadEmail { .. } => "ReadEmail",
            Self::WriteEmail { .. } => "WriteEmail",
            Self::ReadConnector { .. } => "ReadConnector",
            Self::ReadForwarding { .. } => "ReadForwarding",
            Self::ActivateForwarding { .. } => "ActivateForwarding",
            Self::ListUsers { .. } => "ListUsers",
            Self::OpenStream { .. } => "OpenStream",
            Self::CloseStream { .. } => "CloseStream",
            Self::ReadSnapshot { .. } => "ReadSnapshot",
            Self::ReadPresences { .. } => "ReadPresences",
            Self::SetPresence { .. } => "SetPresence",
            Self::ClearPresence { .. } => "ClearPresence",
            Self::RememberPublished { .. } => "RememberPublished",
            Self::ForgetPublished { .. } => "ForgetPublished",
            Self::RememberDiversion { .. } => "RememberDiversion",
            Self::ForgetDiversion { .. } => "ForgetDiversion",
            Self::RememberEmail { .. } => "RememberEmail",
            Self::ForgetEmail { .. } => "ForgetEmail",
            Self::SaveProfile { .. } => "SaveProfile",
            Self::Record { .. } => "Record",
            Self::KeepJournal { .. } => "KeepJournal",
            Self::EmptyJournal { .. } => "EmptyJournal",
            Self::UseNetwork { .. } => "UseNetwork",
            Self::ForgetEverything => "ForgetEverything",
            Self::Notify { .. } => "Notify",
            Self::Quit => "Quit",
        }
    }
}
