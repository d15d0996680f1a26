//! The names of events, for logs that hold no person's data.

use engine::{Event, Request};

/// The name alone.
pub(crate) fn name(event: &Event) -> &'static str {
    match event {
        Event::Restored { .. } => "Restored",
        Event::Requested(request) => requested(request),
        Event::CloudyaTried { .. } => "CloudyaTried",
        Event::MicrosoftTried { .. } => "MicrosoftTried",
        Event::Authenticated { .. } => "Authenticated",
        Event::CertificateCreated { .. } => "CertificateCreated",
        Event::SyncUserChecked { .. } => "SyncUserChecked",
        Event::SyncUserCreated { .. } => "SyncUserCreated",
        Event::PageOpened { .. } => "PageOpened",
        Event::ConsentReturned { .. } => "ConsentReturned",
        Event::SignInReturned { .. } => "SignInReturned",
        Event::ExtensionsListed { .. } => "ExtensionsListed",
        Event::EmailRead { .. } => "EmailRead",
        Event::ConnectorRead { .. } => "ConnectorRead",
        Event::UsersListed { .. } => "UsersListed",
        Event::StreamOpened { .. } => "StreamOpened",
        Event::StreamBeat { .. } => "StreamBeat",
        Event::LineChanged { .. } => "LineChanged",
        Event::StreamLost { .. } => "StreamLost",
        Event::SnapshotRead { .. } => "SnapshotRead",
        Event::CallAnswered { .. } => "CallAnswered",
        Event::PresencesRead { .. } => "PresencesRead",
        Event::PresenceWritten { .. } => "PresenceWritten",
        Event::KeepingFailed { .. } => "KeepingFailed",
        Event::KeepingWorks { .. } => "KeepingWorks",
        Event::Resumed => "Resumed",
        Event::ZoneChanged { .. } => "ZoneChanged",
    }
}

fn requested(request: &Request) -> &'static str {
    match request {
        Request::ConnectCloudya(_) => "Requested ConnectCloudya",
        Request::UseEmails { .. } => "Requested UseEmails",
        Request::ConnectMicrosoft(_) => "Requested ConnectMicrosoft",
        Request::NameSyncUser { .. } => "Requested NameSyncUser",
        Request::CreateCertificate => "Requested CreateCertificate",
        Request::CheckSyncUser { .. } => "Requested CheckSyncUser",
        Request::CreateSyncUser { .. } => "Requested CreateSyncUser",
        Request::PasswordNoted { .. } => "Requested PasswordNoted",
        Request::ReleaseRound { .. } => "Requested ReleaseRound",
        Request::TryApplicationReader => "Requested TryApplicationReader",
        Request::StopReading => "Requested StopReading",
        Request::ContinueReading => "Requested ContinueReading",
        Request::GiveConsent { .. } => "Requested GiveConsent",
        Request::SignIn { .. } => "Requested SignIn",
        Request::AcceptAccount { .. } => "Requested AcceptAccount",
        Request::CancelSignIn => "Requested CancelSignIn",
        Request::Activate => "Requested Activate",
        Request::Deactivate => "Requested Deactivate",
        Request::Pause { .. } => "Requested Pause",
        Request::Resume => "Requested Resume",
        Request::RefreshDirectory => "Requested RefreshDirectory",
        Request::ChangeSettings { .. } => "Requested ChangeSettings",
        Request::ChooseDuplicate { .. } => "Requested ChooseDuplicate",
        Request::Exclude { .. } => "Requested Exclude",
        Request::Include { .. } => "Requested Include",
        Request::MatchManually { .. } => "Requested MatchManually",
        Request::ForgetEverything => "Requested ForgetEverything",
        Request::Quit => "Requested Quit",
    }
}
