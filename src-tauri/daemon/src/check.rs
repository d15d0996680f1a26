//! `check`: tries every credential with an engine that keeps nothing and writes nothing to Teams.

mod report;

use crate::{
    arguments::Format,
    host::{Configuration, Host, Keeping},
    kept::StateDirectory,
    login::settled,
    say,
};
use driver::{Journal, MemoryStore, ProfileStore as _};
use engine::{
    Request, View,
    problem::Problem,
    rules::{Profile, Reader},
    view::{Connection, ConnectionState, StepState},
};
use report::{Report, Trial};
use std::{sync::Arc, time::Duration};

/// Whether synchronisation could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readiness {
    Ready,
    NotReady,
}

/// Reading the address of every extension takes about a second for twenty of them.
const DIRECTORY_PATIENCE: Duration = Duration::from_secs(20 * 60);
/// For the answer to one reading of Teams presence, with a repetition.
const READING_PATIENCE: Duration = Duration::from_secs(30);

pub(crate) async fn check(configuration: &Configuration, format: Format) -> anyhow::Result<Readiness> {
    let (cloudya, microsoft) = (configuration.cloudya()?, configuration.microsoft()?);
    let emails = configuration.emails()?;
    let state = StateDirectory::open(&configuration.settings)?;
    // The rounds are known and their sign-ins are used; the rest is found out afresh. It is not activated.
    let kept = state.profile(&configuration.settings)?;
    let profiles = MemoryStore::default();
    profiles.save(&Profile {
        sync_users: kept.sync_users,
        places: kept.places,
        choices: kept.choices,
        ..Profile::default()
    })?;
    let keeping = Keeping { profiles: Arc::new(profiles), journal: Journal::in_memory()? };
    let mut host = Host::start(configuration, &state, keeping)?;

    let has_configuration = cloudya.configuration.is_some();
    host.send(Request::ChangeSettings { settings: configuration.settings.for_engine() });
    host.send(Request::ConnectCloudya(cloudya));
    host.send(Request::ConnectMicrosoft(microsoft));
    let cloudya = host.until(|view| settled(&view.setup.cloudya.state)).await?;
    if let (Ok(()), Some(emails)) = (&cloudya, emails) {
        host.send(Request::UseEmails { emails });
    }
    let microsoft = host.until(|view| settled(&view.setup.microsoft.state)).await?;
    let consent = consent(&host.view(), microsoft.is_ok());
    let mut trials = Vec::new();
    trials.push(Trial::new("Cloudya CTI", cloudya.clone().map_err(Some)));
    if has_configuration {
        trials.push(Trial::new("PBX Configuration", cloudya.map_err(|_| None)));
    }
    trials.push(Trial::new("Microsoft application", microsoft.map_err(Some)));
    trials.push(Trial::new("Admin consent", consent));
    if trials.iter().all(Trial::is_passed) {
        let directory = host.until(|view| directory(view)).await;
        _ = directory;
    }
    todo!()
}
