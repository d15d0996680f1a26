//! What people see: the projection of the engine's state that the window, the tray and the status service draw.

use crate::{
    event::TeamsUser,
    names::{ExtensionNumber, Round, UserId, Utc},
    presence::{CloudyaPresence, LineState, TeamsPresence},
    problem::{Problem, StandingProblem},
    rules::{Cloud, CreatedCertificate, CredentialKind, Direction, EmailSource, Settings, SignedInAccount},
};
use serde::{Deserialize, Serialize};

/// Everything but the rows of the live board.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct View {
    pub state: RunState,
    /// When a pause ends by itself.
    pub paused_until: Option<Utc>,
    /// It is outside the working hours, which begin again then.
    pub resting_until: Option<Utc>,
    pub setup: SetupView,
    pub connections: Vec<ConnectionView>,
    pub counts: Counts,
    pub directory: DirectoryView,
    /// Those that concern the whole synchronisation first, then those of people by extension.
    pub problems: Vec<StandingProblem>,
    /// Duplicates that a person settled, and problems that were put aside.
    pub reviewed: Vec<StandingProblem>,
    /// Addresses that are being corrected, and those that were, the latest first.
    pub corrections: Vec<CorrectionView>,
    /// Phones that a phone rule has changed, by extension.
    pub diversions: Vec<DiversionView>,
    /// The administrator wants ours written although another writer seems to be at work.
    pub write_anyway: bool,
    pub settings: Settings,
    pub tray: TrayView,
}

/// A step in the life of the live board: rows to put in place of those with the same extension, and extensions to drop.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RowChanges {
    /// Forget all rows first.
    pub from_scratch: bool,
    pub rows: Vec<Row>,
    pub removed: Vec<ExtensionNumber>,
}

/// What crosses the boundary to the window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Update {
    /// Absent when nothing in it changed.
    pub view: Option<View>,
    pub rows: RowChanges,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum RunState {
    #[default]
    SettingUp,
    Running,
    Paused,
    /// It runs, and something needs a person.
    Attention,
    /// Activated, and Cloudya or Microsoft cannot be reached.
    Offline,
}

/// Where set-up stands. Each step can be repeated at any time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SetupView {
    pub cloudya: CloudyaStep,
    pub microsoft: MicrosoftStep,
    pub consent: StepState,
    /// Whether the application may read presence itself: to do means never tried.
    pub application_reader: StepState,
    /// At least one round, in order.
    pub rounds: Vec<RoundView>,
    pub activation: StepState,
    /// A Microsoft page that is open, or a code that waits to be typed.
    pub open_page: Option<OpenPage>,
}

/// One button or form of set-up.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StepState {
    #[default]
    ToDo,
    InProgress,
    Done {
        at: Utc,
    },
    Failed {
        problem: Problem,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CloudyaStep {
    pub state: StepState,
    pub account: Option<String>,
    pub emails: Option<EmailSource>,
    /// Whether there are PBX Configuration credentials, which phone rules need wherever the addresses come from.
    pub configuration: bool,
    pub extensions: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MicrosoftStep {
    pub state: StepState,
    pub tenant: Option<String>,
    pub tenant_id: Option<String>,
    pub client_id: Option<String>,
    pub credential: Option<CredentialKind>,
    pub cloud: Cloud,
    pub credential_expires: Option<Utc>,
    /// A certificate that is being made here, or was made and is not in use yet.
    pub certificate: StepState,
    pub created_certificate: Option<CreatedCertificate>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RoundView {
    pub round: Round,
    /// The address that is expected to sign in; the suggested one until another was typed.
    pub expected: String,
    /// Whether a person confirmed or typed that address.
    pub named: bool,
    /// Whether the account exists and is fit for its task.
    pub check: StepState,
    /// The creation of the account from here.
    pub creation: StepState,
    /// The password of the account that was created, until it is noted.
    pub password: Option<ShownOnce>,
    pub sign_in: StepState,
    pub account: Option<SignedInAccount>,
    pub people: usize,
    pub capacity: usize,
}

/// A password on its way to the screen. It does not print itself, and only the window serialises it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownOnce(pub(crate) String);

impl std::fmt::Debug for ShownOnce {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ShownOnce(..)")
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum OpenPage {
    Window { purpose: PagePurpose },
    Browser { purpose: PagePurpose },
    DeviceCode { purpose: PagePurpose, address: String, code: String, expires: Utc },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PagePurpose {
    Consent,
    SignIn {
        round: Round,
    },
    /// An administrator signs in, so that the sync user is created with their rights.
    CreateSyncUser {
        round: Round,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConnectionView {
    pub connection: Connection,
    pub state: ConnectionState,
    pub since: Utc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Connection {
    CloudyaStream,
    CloudyaConfiguration,
    MicrosoftSignIn,
    MicrosoftGraph,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ConnectionState {
    /// Not configured, or not needed.
    Off,
    Connecting,
    Connected,
    /// Lost or refused; it is tried again where that can help.
    Broken,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Counts {
    pub extensions: usize,
    pub matched: usize,
    pub in_sync: usize,
    pub pending: usize,
    pub on_the_phone: usize,
    pub in_teams_calls: usize,
    pub published: usize,
    pub duplicate: usize,
    pub not_found: usize,
    pub no_email: usize,
    pub several_users: usize,
    pub disabled: usize,
    pub guest: usize,
    pub excluded: usize,
    pub not_covered: usize,
}

/// How far the directory is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DirectoryView {
    pub emails_read: usize,
    pub emails_total: usize,
    pub users: usize,
    /// When extensions, addresses and users were last complete.
    pub complete_since: Option<Utc>,
    pub refreshing: bool,
    /// Reading voicemail e-mails was stopped by a person before it was done.
    pub stopped: bool,
}

/// One person: an extension, the Teams user it is matched to, and both states.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Row {
    pub extension: ExtensionNumber,
    pub name: String,
    pub email: String,
    pub user: Option<UserView>,
    pub matched_by: Option<MatchedBy>,
    pub state: PersonState,
    pub why: Why,
    /// This person's own direction, where it is another than that of the settings.
    pub direction: Option<Direction>,
    pub line: LineState,
    pub line_since: Utc,
    pub cloudya_presence: CloudyaPresence,
    pub teams: Option<TeamsPresence>,
    pub teams_since: Utc,
    /// Whose state Teams shows: ours, or Teams' own.
    pub teams_origin: TeamsOrigin,
    pub published: Option<Published>,
    pub round: Option<Round>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UserView {
    pub id: UserId,
    pub name: String,
    pub user_principal_name: String,
}

impl From<&TeamsUser> for UserView {
    fn from(user: &TeamsUser) -> Self {
        Self { id: user.id.clone(), name: user.name.clone(), user_principal_name: user.user_principal_name.clone() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum MatchedBy {
    Manual,
    Mail,
    UserPrincipalName,
    PrimaryAddress,
    Alias,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PersonState {
    InSync,
    /// A change is being settled, waits for its turn, or is not confirmed yet.
    Pending,
    /// The person's own status in Teams hides what we published.
    Overridden,
    Duplicate,
    NotFound,
    NoEmail,
    SeveralUsers,
    Disabled,
    Guest,
    Excluded,
    NotCovered,
    /// The phone's or Teams' state is not known.
    Unknown,
}

/// Why a person is shown as it is: the decision of the engine, to be told in one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Why {
    // Not matched, or not used.
    /// Addresses or users are still being read.
    BeingRead,
    /// The address of the extension cannot be read, although others can.
    AddressNotRead,
    /// Another extension serves the same Teams user.
    AnotherExtension,
    NotFound,
    NoEmail,
    SeveralUsers,
    Disabled,
    Guest,
    Excluded,
    NotCovered,
    // Something is not known.
    PhoneUnknown,
    /// Whoever reads Teams presence is not signed in.
    ReaderMissing,
    TeamsUnknown,
    // Nothing is published at all.
    NotActivated,
    Paused,
    /// It is outside the working hours.
    Resting,
    /// NFON's own connector is active.
    ConnectorActive,
    /// Another program writes the same application session.
    SecondWriter,
    Ending,
    // On its way.
    /// The call is waited out for the settle time.
    Settling,
    /// The phone is free, and clearing waits a moment.
    Clearing,
    /// A write waits for its turn or for its answer.
    Sending,
    /// Teams accepted it and does not show it yet.
    Propagating,
    /// Teams refused what was to be published.
    Refused,
    // As it should be.
    Published,
    PublishedDnd,
    /// The person's own status in Teams hides what we published.
    Overridden,
    /// Only Teams' side counts for this person, or for all.
    OnlyFromTeams,
    /// Teams still shows our call of a moment ago.
    Fading,
    TeamsCall,
    Ringing,
    PhoneOffline,
    Idle,
}

#[cfg(test)]
impl Why {
    pub(crate) const ALL: [Self; 33] = [
        Self::BeingRead,
        Self::AddressNotRead,
        Self::AnotherExtension,
        Self::NotFound,
        Self::NoEmail,
        Self::SeveralUsers,
        Self::Disabled,
        Self::Guest,
        Self::Excluded,
        Self::NotCovered,
        Self::PhoneUnknown,
        Self::ReaderMissing,
        Self::TeamsUnknown,
        Self::NotActivated,
        Self::Paused,
        Self::Resting,
        Self::ConnectorActive,
        Self::SecondWriter,
        Self::Ending,
        Self::Settling,
        Self::Clearing,
        Self::Sending,
        Self::Propagating,
        Self::Published,
        Self::PublishedDnd,
        Self::Overridden,
        Self::OnlyFromTeams,
        Self::Refused,
        Self::Fading,
        Self::TeamsCall,
        Self::Ringing,
        Self::PhoneOffline,
        Self::Idle,
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TeamsOrigin {
    /// Nothing is known, or nothing is shown.
    None,
    /// Teams shows us what we published ourselves.
    Echo,
    Teams,
}

/// What this program has published in Teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Published {
    pub availability: String,
    pub activity: String,
    pub expires: Utc,
}

/// A voicemail e-mail that is being corrected in Cloudya, or was.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CorrectionView {
    pub extension: ExtensionNumber,
    pub former: String,
    pub email: String,
    pub state: StepState,
}

/// A phone whose call forwarding a phone rule has changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DiversionView {
    pub extension: ExtensionNumber,
    pub name: String,
    /// The profile that the rule activates.
    pub profile: String,
    /// The profile that comes back.
    pub former: String,
    /// The Teams activity that caused it.
    pub activity: String,
    pub since: Utc,
    /// When the former profile comes back at the latest.
    pub until: Utc,
    pub state: DiversionState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DiversionState {
    /// The profile is being activated.
    Diverting,
    Diverted,
    /// The former profile is being activated.
    Returning,
    /// Cloudya could not be changed; it is tried again.
    Stuck,
}

/// The tray, as data: the icon follows the state, the menu its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrayView {
    pub icon: RunState,
    pub in_sync: usize,
    pub problems: usize,
    pub pause: PauseItem,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PauseItem {
    Pause,
    Resume,
    /// There is nothing to pause yet.
    #[default]
    Unavailable,
}

/// Something that needs a person, said once for one cause.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Notice {
    pub problem: Problem,
}
