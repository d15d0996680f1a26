//! `check`: tries every credential with an engine that keeps nothing and writes nothing to Teams.

mod report;

use crate::{
    arguments::Format,
    host::{Configuration, Host, Keeping},
    kept::{StateDirectory, Store},
    login::settled,
    say,
    sentences::{heals_by_itself, missing_sign_in},
};
use driver::{MemoryStore, ProfileStore as _, journal::Journal};
use engine::{
    Request, View,
    problem::Problem,
    request::ImportedEmail,
    rules::{Profile, Reader},
    view::{Connection, ConnectionState, StepState},
};
use report::{Report, Trial, Verdict};
use std::{path::Path, sync::Arc, time::Duration};

/// Whether synchronisation could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readiness {
    Ready,
    NotReady,
}

/// How long nothing may move before something is given up.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) async fn check(path: &Path, format: Format) -> anyhow::Result<Readiness> {
    let report = match (findings(path).await, format) {
        (Ok(report), _) => report,
        (Err(error), Format::Table) => return Err(error),
        (Err(error), Format::Json) => {
            say::line(&report::failure(&error).to_string())?;
            return Err(error);
        }
    };
    match format {
        Format::Table => say::line(report.table().trim_end())?,
        Format::Json => say::line(&report.json().to_string())?,
    }
    Ok(report.readiness())
}

async fn findings(path: &Path) -> anyhow::Result<Report> {
    let configuration = &Configuration::read(path)?;
    let (cloudya, microsoft) = (configuration.cloudya()?, configuration.microsoft()?);
    let emails = configuration.emails()?;
    let state = StateDirectory::open(&configuration.settings)?;
    // The rounds are known and their sign-ins are used; the rest is found out afresh. It is not activated,
    // and the journal of a program that runs at the same time is left alone.
    let kept = state.profile(&configuration.settings)?;
    let beginning =
        Profile { sync_users: kept.sync_users, places: kept.places, choices: kept.choices, ..Profile::default() };
    let profiles = MemoryStore::default();
    profiles.save(&beginning)?;
    let store = Store::of(&configuration.settings, &beginning);
    let keeping = Keeping { store, profiles: Arc::new(profiles), journal: Journal::in_memory()? };
    let mut host = Host::start(configuration, &state, keeping).await?;

    host.send(Request::ChangeSettings { settings: configuration.settings.for_engine() });
    host.send(Request::ConnectCloudya(cloudya));
    host.send(Request::ConnectMicrosoft(microsoft));
    let trials = try_everything(&mut host, configuration.settings.microsoft.reader, emails).await?;
    let report = Report { trials, view: host.view(), rows: host.handle.rows().await };
    host.quit().await?;
    Ok(report)
}

/// In the order in which one needs the other; what cannot be tried is left out.
async fn try_everything(
    host: &mut Host,
    reader: Reader,
    emails: Option<Vec<ImportedEmail>>,
) -> anyhow::Result<Vec<Trial>> {
    let cloudya = host.until(|view| settled(&view.setup.cloudya.state)).await?;
    if let (Ok(()), Some(emails)) = (&cloudya, emails) {
        host.send(Request::UseEmails { emails });
        host.heard().await;
    }
    let microsoft = host.until(|view| settled(&view.setup.microsoft.state)).await?;
    let mut trials = vec![Trial::of_step("cloudya", cloudya), Trial::of_step("microsoft", microsoft)];
    if trials.iter().all(Trial::is_passed) {
        trials.push(Trial { name: "consent", verdict: consent(&host.view()) });
    }
    if trials.iter().all(Trial::is_passed) {
        trials.push(Trial { name: "directory", verdict: directory(host).await? });
        let verdict = match reader {
            Reader::SyncUser => sign_in(host).await?,
            Reader::Application => application_reader(host).await?,
        };
        trials.push(Trial { name: "sign-in", verdict });
    }
    if trials.iter().all(Trial::is_passed) {
        trials.push(Trial { name: "reading", verdict: reading(host).await? });
    }
    Ok(trials)
}

/// What was granted is known with the first token of the application.
fn consent(view: &View) -> Verdict {
    match &view.setup.consent {
        StepState::Done { .. } => Verdict::Passed,
        StepState::Failed { problem } => Verdict::Failed(problem.clone()),
        StepState::ToDo | StepState::InProgress => {
            let missing =
                view.problems.iter().find(|standing| matches!(standing.problem, Problem::ConsentMissing { .. }));
            match missing {
                Some(standing) => Verdict::Failed(standing.problem.clone()),
                None => Verdict::Missing("admin consent has not been given; give it in the app registration"),
            }
        }
    }
}

/// Until extensions, addresses and users are all read; progress prolongs the wait.
async fn directory(host: &mut Host) -> anyhow::Result<Verdict> {
    loop {
        let view = host.view();
        if view.directory.complete_since.is_some() {
            return Ok(Verdict::Passed);
        }
        if let Some(problem) = lasting_problem(&view) {
            return Ok(Verdict::Failed(problem));
        }
        let before = view.directory;
        let moved = host.until(|view| (view.directory != before || lasting_problem(view).is_some()).then_some(()));
        match tokio::time::timeout(PATIENCE, moved).await {
            Ok(moved) => moved?,
            Err(_) => return Ok(standing(&view, "extensions, addresses or users could not be read in time")),
        }
    }
}

async fn sign_in(host: &mut Host) -> anyhow::Result<Verdict> {
    let view = host.view();
    let signed_in = view.setup.rounds.iter().filter(|round| round.account.is_some());
    if let Some(missing) = missing_sign_in(signed_in.map(|round| round.round)) {
        return Ok(Verdict::Missing(missing));
    }
    let state = |view: &View| {
        let sign_in = view.connections.iter().find(|known| known.connection == Connection::MicrosoftSignIn)?;
        (!matches!(sign_in.state, ConnectionState::Connecting | ConnectionState::Off)).then_some(sign_in.state)
    };
    match tokio::time::timeout(PATIENCE, host.until(state)).await {
        Ok(Ok(ConnectionState::Connected)) => Ok(Verdict::Passed),
        Ok(Err(error)) => Err(error),
        Ok(Ok(ConnectionState::Broken | ConnectionState::Connecting | ConnectionState::Off)) | Err(_) => {
            Ok(standing(&host.view(), "the sync user's sign-in could not be used in time"))
        }
    }
}

/// The engine lets the application read once a trial has shown that it may.
async fn application_reader(host: &mut Host) -> anyhow::Result<Verdict> {
    let tried = host.until(|view| settled(&view.setup.application_reader));
    match tokio::time::timeout(PATIENCE, tried).await {
        Ok(tried) => Ok(tried?.map_or_else(Verdict::Failed, |()| Verdict::Passed)),
        Err(_) => Ok(standing(&host.view(), "it could not be tried in time whether the application may read presence")),
    }
}

/// That somebody's presence arrives is the only proof that it may be read.
async fn reading(host: &mut Host) -> anyhow::Result<Verdict> {
    if host.view().counts.matched == 0 {
        return Ok(Verdict::Missing("nobody is matched; compare the voicemail e-mails with the addresses in Teams"));
    }
    let patience = tokio::time::sleep(PATIENCE);
    tokio::pin!(patience);
    loop {
        if host.handle.rows().await.iter().any(|row| row.teams.is_some()) {
            return Ok(Verdict::Passed);
        }
        if let Some(problem) = lasting_problem(&host.view()) {
            return Ok(Verdict::Failed(problem));
        }
        tokio::select! {
            changed = host.changed() => changed?,
            () = &mut patience => return Ok(standing(&host.view(), "Teams presence could not be read in time")),
        }
    }
}

/// The problem of the whole synchronisation that explains why nothing came, or the words that say so.
fn standing(view: &View, otherwise: &'static str) -> Verdict {
    let mut problems = view.problems.iter().map(|standing| &standing.problem);
    match problems.find(|problem| problem.stops_synchronisation()) {
        Some(problem) => Verdict::Failed(problem.clone()),
        None => Verdict::Missing(otherwise),
    }
}

fn lasting_problem(view: &View) -> Option<Problem> {
    let mut problems = view.problems.iter().map(|standing| &standing.problem);
    problems.find(|problem| problem.stops_synchronisation() && !heals_by_itself(problem)).cloned()
}
