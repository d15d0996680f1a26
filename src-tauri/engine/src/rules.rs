//! What the administrator decided: settings, the choices about single people, and what is kept between starts.

use crate::names::{ExtensionNumber, Round, UserId, Utc};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// Everything the program keeps on disk that is not secret. Unknown members are ignored, missing ones take their default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Profile {
    pub cloudya: Option<CloudyaProfile>,
    pub microsoft: Option<MicrosoftProfile>,
    /// The address that the administrator gave the sync user of each round.
    pub sync_users: BTreeMap<Round, SyncUserProfile>,
    /// Made here and not in use yet.
    pub created_certificate: Option<CreatedCertificate>,
    pub consent: Option<Utc>,
    /// When it was found that the application may read presence itself.
    pub application_reader: Option<Utc>,
    pub activated: Option<Utc>,
    pub paused: Option<Paused>,
    pub choices: Choices,
    pub settings: Settings,
    /// Who holds a place in which round. A place is kept until its holder leaves.
    pub places: BTreeMap<UserId, Round>,
    /// The latest first.
    pub corrections: Vec<Correction>,
    /// Voicemail e-mails that were imported or typed, for accounts without PBX Configuration credentials.
    pub imported_emails: BTreeMap<ExtensionNumber, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CloudyaProfile {
    /// The K-account, such as `K1234`.
    pub account: String,
    pub emails: EmailSource,
    /// Whether there are PBX Configuration credentials. They serve phone rules as well, whatever brings the addresses.
    #[serde(default)]
    pub configuration: bool,
}

impl CloudyaProfile {
    /// Profiles of former versions say it by where the addresses come from.
    pub(crate) fn can_configure(&self) -> bool {
        self.configuration || self.emails == EmailSource::Configuration
    }
}

/// Where voicemail e-mails come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum EmailSource {
    Configuration,
    Imported,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MicrosoftProfile {
    /// What the administrator typed: a verified domain or the tenant id.
    pub tenant: String,
    pub tenant_id: String,
    pub client_id: String,
    pub credential: CredentialKind,
    #[serde(default)]
    pub cloud: Cloud,
    /// When the secret or the certificate ends, where it is known.
    #[serde(default)]
    pub credential_expires: Option<Utc>,
    /// How many days before that end people were last told.
    #[serde(default)]
    pub told_days: Option<u16>,
}

/// Microsoft's clouds. Each has addresses of its own, and a tenant lives in one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Cloud {
    /// Also Microsoft 365 GCC.
    #[default]
    Global,
    /// US Government L4, also called GCC High.
    UsGovernment,
    /// US Government L5.
    UsGovernmentDod,
    /// Operated by 21Vianet. Has no presence interface.
    China,
}

/// A certificate that was made here: what may be shown of it. Its key is in the credential store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CreatedCertificate {
    /// PEM without the key, to be uploaded.
    pub public_pem: String,
    /// SHA-1 of the certificate in upper-case hexadecimal digits, as Microsoft's portal lists it.
    pub thumbprint: String,
    pub created: Utc,
    pub expires: Utc,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CredentialKind {
    #[default]
    Secret,
    Certificate,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SyncUserProfile {
    /// The address that is expected to sign in.
    pub expected: String,
    /// When it was last seen to exist and to be fit for its task.
    pub checked: Option<Utc>,
    pub signed_in: Option<SignedInAccount>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignedInAccount {
    pub user_id: UserId,
    pub user_principal_name: String,
    pub at: Utc,
}

/// A pause, and when it ends by itself; `None`: when somebody resumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    pub until: Option<Utc>,
}

/// Choices about single people. They survive restarts and changes of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    /// What to do where several extensions lead to one Teams user.
    pub duplicates: BTreeMap<UserId, DuplicateChoice>,
    pub excluded: std::collections::BTreeSet<ExtensionNumber>,
    pub manual: BTreeMap<ExtensionNumber, UserId>,
    /// Single people for whom only one direction counts.
    pub directions: BTreeMap<ExtensionNumber, Direction>,
    /// The keys of problems that nobody wants to see again.
    pub ignored: std::collections::BTreeSet<String>,
    /// Although somebody else may write the same presence, the administrator wants ours written.
    pub write_anyway: bool,
}

/// A voicemail e-mail that was corrected in Cloudya from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    pub extension: ExtensionNumber,
    pub former: String,
    pub email: String,
    pub at: Utc,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DuplicateChoice {
    UseExtension { extension: ExtensionNumber },
    Combine,
    LeaveOut,
}

/// What happens to duplicates about which nobody has decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DuplicateRule {
    #[default]
    LowestExtension,
    Combine,
    LeaveOut,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Direction {
    #[default]
    Both,
    PhoneToTeams,
    TeamsToPhone,
}

/// Who reads everybody's Teams presence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Reader {
    #[default]
    SyncUser,
    Application,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    HighContrast,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Language {
    #[default]
    System,
    De,
    En,
}

/// Whether a ringing phone is published. In-use always is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum RingingRule {
    #[default]
    Nothing,
    InACall,
}

/// Whether Cloudya's Global DND is published as `DoNotDisturb / Presenting`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DndRule {
    #[default]
    Nothing,
    DoNotDisturb,
}

/// What a Teams state does to the phone: while it is shown, a call-forward profile is active.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PhoneRule {
    pub switched_on: bool,
    /// Teams activities, as Microsoft names them, in any case.
    pub when: Vec<String>,
    /// How long Teams must show one of them.
    pub held_seconds: f64,
    /// The name of a call-forward profile of the extension.
    pub activate_profile: String,
    pub extensions: RuleExtensions,
    /// The former profile returns after this time at the latest.
    pub max_hours: f64,
}

/// For whom a phone rule stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum RuleExtensions {
    #[default]
    All,
    Listed {
        extensions: std::collections::BTreeSet<ExtensionNumber>,
    },
}

/// When people are synchronised. Outside these hours nothing is published and no phone is diverted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WorkingHours {
    /// By weekday, Monday first. `None`: not on that day.
    pub days: [Option<DayHours>; 7],
    /// An IANA name such as `Europe/Berlin`; `None`: that of this computer.
    pub time_zone: Option<String>,
}

/// Minutes since midnight. An end that is not after the start lies on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DayHours {
    pub from: u16,
    pub until: u16,
}

/// Where the services are and how they are reached. Empty: where everybody finds them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NetworkSettings {
    pub proxy: Option<String>,
    pub cti_url: Option<String>,
    pub configuration_url: Option<String>,
    pub nfon_token_url: Option<String>,
    pub login_url: Option<String>,
    pub graph_url: Option<String>,
}

/// The settings of behaviour.md; durations in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Settings {
    pub language: Language,
    pub theme: Theme,
    pub keep_in_tray: bool,
    pub start_with_computer: bool,
    pub notifications: bool,
    pub direction: Direction,
    pub reader: Reader,
    pub ringing: RingingRule,
    pub dnd: DndRule,
    pub duplicates: DuplicateRule,
    /// How long a call must last before it is published.
    pub settle_seconds: f64,
    /// How long the phone must be free before the call is cleared.
    pub clear_seconds: f64,
    /// How long the last state is kept when the Cloudya stream is lost.
    pub grace_seconds: f64,
    pub teams_poll_seconds: f64,
    /// People per onboarding round, 1 to 650.
    pub round_size: u16,
    /// Microsoft's limit of presence requests in any 30 seconds.
    pub presence_limit: u32,
    pub phone_rules: Vec<PhoneRule>,
    /// `None`: always.
    pub working_hours: Option<WorkingHours>,
    /// How long the journal keeps an entry. 0 switches the journal off; else 1 hour to 90 days.
    pub journal_hours: u32,
    pub network: NetworkSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::System,
            theme: Theme::System,
            keep_in_tray: true,
            start_with_computer: false,
            notifications: true,
            direction: Direction::Both,
            reader: Reader::SyncUser,
            ringing: RingingRule::Nothing,
            dnd: DndRule::Nothing,
            duplicates: DuplicateRule::LowestExtension,
            settle_seconds: 2.0,
            clear_seconds: 1.0,
            grace_seconds: 90.0,
            teams_poll_seconds: 5.0,
            round_size: 600,
            presence_limit: 1_500,
            phone_rules: Vec::new(),
            working_hours: None,
            journal_hours: 7 * 24,
            network: NetworkSettings::default(),
        }
    }
}

impl Default for PhoneRule {
    fn default() -> Self {
        Self {
            switched_on: false,
            when: Vec::new(),
            held_seconds: 60.0,
            activate_profile: String::new(),
            extensions: RuleExtensions::All,
            max_hours: 4.0,
        }
    }
}

impl Default for WorkingHours {
    /// Monday to Friday from 7 to 19.
    fn default() -> Self {
        let day = Some(DayHours { from: 7 * 60, until: 19 * 60 });
        Self { days: [day, day, day, day, day, None, None], time_zone: None }
    }
}

impl Settings {
    pub fn settle(&self) -> Duration {
        seconds(self.settle_seconds)
    }

    pub fn clear(&self) -> Duration {
        seconds(self.clear_seconds)
    }

    pub fn grace(&self) -> Duration {
        seconds(self.grace_seconds)
    }

    pub fn teams_poll(&self) -> Duration {
        seconds(self.teams_poll_seconds).max(Duration::from_secs(1))
    }

    /// How long the journal keeps an entry; zero: it keeps none.
    pub fn journal(&self) -> Duration {
        Duration::from_secs(u64::from(self.journal_hours) * 3_600)
    }

    /// The same settings with every number inside its documented range.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        self.settle_seconds = within(self.settle_seconds, 0.0, 60.0);
        self.clear_seconds = within(self.clear_seconds, 0.0, 60.0);
        self.grace_seconds = within(self.grace_seconds, 10.0, 900.0);
        self.teams_poll_seconds = within(self.teams_poll_seconds, 1.0, 300.0);
        self.round_size = self.round_size.clamp(1, 650);
        self.presence_limit = self.presence_limit.clamp(10, 10_000);
        self.journal_hours = self.journal_hours.min(90 * 24);
        for rule in &mut self.phone_rules {
            rule.held_seconds = within(rule.held_seconds, 0.0, 3_600.0);
            rule.max_hours = within(rule.max_hours, 0.01, 24.0);
            rule.activate_profile = rule.activate_profile.trim().to_owned();
        }
        for day in self.working_hours.iter_mut().flat_map(|hours| &mut hours.days).flatten() {
            day.from = day.from.min(24 * 60 - 1);
            day.until = day.until.min(24 * 60);
        }
        self
    }
}

/// How many presence requests in any 30 seconds the program makes where Microsoft allows `limit`.
pub fn kept_presence_limit(limit: u32) -> u32 {
    let nine_tenths = u64::from(limit) * 9 / 10;
    u32::try_from(nine_tenths).unwrap_or(limit).max(1)
}

fn within(value: f64, low: f64, high: f64) -> f64 {
    if value.is_finite() { value.clamp(low, high) } else { low }
}

fn seconds(value: f64) -> Duration {
    Duration::try_from_secs_f64(value).unwrap_or_default()
}
