//! What people can ask of the engine: the one type that the window, the tray and the command line send.

use crate::{
    names::{ExtensionNumber, Round, Secret, UserId, Utc},
    rules::{Cloud, Direction, DuplicateChoice, Settings},
};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Request {
    /// Try these Cloudya credentials, and keep them when they work.
    ConnectCloudya(ConnectCloudya),
    /// Use this list instead of the PBX Configuration API. Addresses may be empty.
    UseEmails {
        emails: Vec<ImportedEmail>,
    },
    /// Resolve the tenant, try the application's credential, and keep both when they work.
    ConnectMicrosoft(ConnectMicrosoft),
    /// Make a key and a certificate of our own for the application. Its public part is shown, to be uploaded.
    CreateCertificate,
    /// The address of the sync user that will sign in for this round.
    NameSyncUser {
        round: Round,
        address: String,
    },
    /// Look whether the sync user exists and is fit for its task.
    CheckSyncUser {
        round: Round,
    },
    /// Create the sync user, with the administrator's own sign-in.
    CreateSyncUser {
        round: Round,
        via: Via,
    },
    /// The password of the created sync user was noted elsewhere: forget it.
    PasswordNoted {
        round: Round,
    },
    GiveConsent {
        via: Via,
    },
    SignIn {
        round: Round,
        via: Via,
    },
    /// Keep the account that signed in although another one was expected.
    AcceptAccount {
        round: Round,
    },
    /// Close the consent or sign-in window and return to where it was opened.
    CancelSignIn,
    /// Forget the sign-in of a round and free its places.
    ReleaseRound {
        round: Round,
    },
    /// Find out whether the application may read everybody's presence itself.
    TryApplicationReader,
    /// Start to synchronise, after the review.
    Activate,
    /// Clear what was published and stop.
    Deactivate,
    Pause {
        until: PauseUntil,
    },
    Resume,
    /// Read extensions, addresses and users afresh.
    RefreshDirectory,
    /// Stop reading voicemail e-mails; what was read stays.
    StopReading,
    /// Go on reading voicemail e-mails where it was stopped.
    ContinueReading,
    /// `reader` changes to the application only once it was found that it may read.
    ChangeSettings {
        settings: Settings,
    },
    ChooseDuplicate {
        user: UserId,
        /// `null` returns to the rule.
        choice: Option<DuplicateChoice>,
    },
    Exclude {
        extension: ExtensionNumber,
    },
    Include {
        extension: ExtensionNumber,
    },
    MatchManually {
        extension: ExtensionNumber,
        /// `null` returns to the voicemail e-mail.
        user: Option<UserId>,
    },
    /// `null` returns to the direction of the settings.
    SetDirection {
        extension: ExtensionNumber,
        direction: Option<Direction>,
    },
    /// Replaces every manual match and every exclusion at once.
    ApplyMatching {
        manual: Vec<ManualMatch>,
        excluded: Vec<ExtensionNumber>,
    },
    /// Write this voicemail e-mail into Cloudya, or into the imported list where that is used.
    CorrectEmail {
        extension: ExtensionNumber,
        email: String,
    },
    /// Put a problem aside, by its key.
    Ignore {
        key: String,
    },
    TakeUpAgain {
        key: String,
    },
    /// Write to Teams although another writer seems to be at work.
    WriteAnyway,
    /// Write nothing while another writer seems to be at work.
    LeaveToOther,
    /// Return every phone that a phone rule diverted, now.
    UndoDiversions,
    /// Forget what the journal holds about one extension, or all of it.
    EmptyJournal {
        extension: Option<ExtensionNumber>,
    },
    /// Remove every setting and every credential from this computer, after clearing what was published.
    ForgetEverything,
    Quit,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct ConnectCloudya {
    pub account: String,
    pub username: Secret,
    /// Empty: the one that is already kept.
    pub password: Secret,
    pub configuration: Option<ConfigurationCredentials>,
}

/// Credentials of the PBX Configuration API.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct ConfigurationCredentials {
    pub client_id: Secret,
    pub client_secret: Secret,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct ConnectMicrosoft {
    /// A verified domain or the tenant id.
    pub tenant: String,
    pub client_id: String,
    pub credential: Credential,
    #[serde(default)]
    pub cloud: Cloud,
    /// When the secret ends, where the administrator knows it. Certificates say it themselves.
    #[serde(default)]
    pub expires: Option<Utc>,
}

/// How the application proves itself to Microsoft.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Credential {
    /// The secret's value, not its id.
    Secret { secret: Secret },
    /// PEM with certificate and private key.
    Certificate { pem: Secret },
    /// The certificate that [`Request::CreateCertificate`] made.
    Created,
}

/// A match that a person decided, as an imported list names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ManualMatch {
    pub extension: ExtensionNumber,
    pub user: UserId,
}

/// One line of an imported list of voicemail e-mails.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportedEmail {
    pub extension: ExtensionNumber,
    pub email: String,
}

/// Where a Microsoft page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Via {
    /// In a webview of ours.
    Window,
    /// In the person's own browser, which comes back to a loopback address.
    Browser,
    /// On any device: a code is shown to be typed there.
    DeviceCode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PauseUntil {
    HalfAnHour,
    Tomorrow,
    Resumed,
}
