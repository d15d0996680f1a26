//! `run`: synchronises until SIGTERM or SIGINT, which clears what was published.

mod setting_up;

use crate::{
    host::{Configuration, Host, Keeping},
    kept::StateDirectory,
    say,
    status::Status,
    supervisor,
};
use anyhow::Context as _;
use driver::{ProfileStore as _, journal::Journal};
use engine::{
    View,
    rules::{EmailSource, Profile, Reader},
};
use setting_up::SettingUp;
use std::{sync::Arc, time::Duration};

/// How often it is looked whether a step that failed is to be tried again.
const TICK: Duration = Duration::from_secs(1);

pub(crate) async fn run(configuration: &Configuration) -> anyhow::Result<()> {
    let mut setting_up = SettingUp::new(configuration)?;
    let state = StateDirectory::open(&configuration.settings)?;
    let _lock = state.lock()?;
    let mut profile = state.profile(&configuration.settings)?;
    if configuration.secrets.configuration()?.is_none()
        && let Some(cloudya) = &mut profile.cloudya
    {
        // Credentials of an earlier run are not used any more.
        (cloudya.emails, cloudya.configuration) = (EmailSource::Imported, false);
    }
    somebody_reads(configuration, &profile)?;
    let status = match configuration.settings.status.listen {
        Some(address) => Some(Status::bind(address).await?),
        None => None,
    };
    let mut stop = stop_signals()?;

    state.profiles().save(&profile).context("the state directory cannot be written")?;
    let keeping = Keeping { profiles: Arc::new(state.profiles()), journal: Journal::open(&state.journal())? };
    let mut host = Host::start(configuration, &state, keeping).await?;
    setting_up.begin(&host);
    let status = status.map(|status| serve(status, &host)).transpose()?;
    supervisor::ready();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "running");

    let mut tick = tokio::time::interval(TICK);
    let mut told = String::new();
    loop {
        tokio::select! {
            () = stop.recv() => break,
            changed = host.changed() => changed?,
            _ = tick.tick() => {}
        }
        let view = host.view();
        setting_up.go_on(&host, &view);
        let line = summary(&view);
        if line != told {
            supervisor::status(&line);
            told = line;
        }
    }
    tracing::info!("stopping: what was published is cleared");
    supervisor::stopping();
    let ended = host.quit().await;
    if let Some(status) = status {
        status.abort();
    }
    ended
}

/// Without a sign-in nothing could ever be activated.
fn somebody_reads(configuration: &Configuration, profile: &Profile) -> anyhow::Result<()> {
    let needed = match configuration.settings.microsoft.reader {
        Reader::SyncUser => true,
        Reader::Application => false,
    };
    let has_signed_in = profile.sync_users.values().any(|user| user.signed_in.is_some());
    anyhow::ensure!(has_signed_in || !needed, "no sync user has signed in; run `presence-syncd login` first");
    Ok(())
}

fn serve(status: Status, host: &Host) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    // Programs that chose port 0 read this line.
    say::line(&format!("status: http://{}", status.address()?))?;
    Ok(tokio::spawn(status.serve(host.handle.clone())))
}

fn summary(view: &View) -> String {
    let counts = &view.counts;
    let problems = view.problems.iter().filter(|standing| !standing.problem.concerns_people()).count();
    format!(
        "{:?}: {} people in sync, {} on the phone, {} published, {problems} problems",
        view.state, counts.in_sync, counts.on_the_phone, counts.published
    )
}

/// What tells the program to end.
#[cfg(unix)]
struct StopSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
fn stop_signals() -> anyhow::Result<StopSignals> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok(StopSignals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
}

#[cfg(unix)]
impl StopSignals {
    async fn recv(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(windows)]
struct StopSignals {
    interrupt: tokio::signal::windows::CtrlC,
    close: tokio::signal::windows::CtrlShutdown,
}

#[cfg(windows)]
fn stop_signals() -> anyhow::Result<StopSignals> {
    use tokio::signal::windows::{ctrl_c, ctrl_shutdown};
    Ok(StopSignals { interrupt: ctrl_c()?, close: ctrl_shutdown()? })
}

#[cfg(windows)]
impl StopSignals {
    async fn recv(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.close.recv() => {}
        }
    }
}
