//! `run`: synchronises until SIGTERM, SIGINT or SIGHUP, which clears what was published.

mod setting_up;

use crate::{
    host::{Configuration, Host, Keeping},
    kept::{Lock, StateDirectory, Store},
    say,
    sentences::missing_sign_in,
    settings::SettingsFile,
    status::Status,
    stop::Stop,
    supervisor,
};
use anyhow::Context as _;
use driver::{ProfileStore as _, journal::Journal};
use engine::{
    View,
    rules::{EmailSource, Profile, Reader},
};
use setting_up::SettingUp;
use std::{path::Path, time::Duration};
use tokio::task::JoinHandle;

/// How often it is looked whether a step that failed is to be tried again.
const TICK: Duration = Duration::from_secs(1);

/// How long the start may take once it is known that it was in vain.
const HASTE: Duration = Duration::from_secs(2);

/// What is at work between start and end.
struct Running {
    host: Host,
    setting_up: SettingUp,
    status: Option<JoinHandle<()>>,
    _lock: Lock,
}

pub(crate) async fn run(path: &Path) -> anyhow::Result<()> {
    let mut stop = Stop::listen()?;
    let mut starting = std::pin::pin!(Running::start(path));
    let running = tokio::select! {
        running = &mut starting => {
            let mut running = running?;
            running.until(&mut stop).await?;
            running
        }
        // Only what has started can clear what a crash before it left behind.
        () = stop.told() => match tokio::time::timeout(HASTE, starting).await {
            Ok(running) => running?,
            Err(_) => return Ok(()),
        },
    };
    running.end().await
}

impl Running {
    async fn start(path: &Path) -> anyhow::Result<Self> {
        let path = path.to_owned();
        // A file may be a pipe that nobody writes to; a signal is heard all the same.
        let reading = tokio::task::spawn_blocking(move || {
            let configuration = Configuration::read(&path)?;
            let setting_up = SettingUp::new(&configuration)?;
            anyhow::Ok((configuration, setting_up))
        });
        let (configuration, setting_up) = reading.await??;
        let settings = &configuration.settings;
        let state = StateDirectory::open(settings)?;
        let lock = state.lock()?;
        let mut profile = state.profile(settings)?;
        if configuration.secrets.configuration()?.is_none()
            && let Some(cloudya) = &mut profile.cloudya
        {
            // Credentials of an earlier run are not used any more.
            (cloudya.emails, cloudya.configuration) = (EmailSource::Imported, false);
        }
        somebody_reads(settings, &profile)?;
        let status = match settings.status.listen {
            Some(address) => Some(Status::bind(address).await?),
            None => None,
        };

        state.profiles().save(&profile).context("the state directory cannot be written")?;
        let store = Store::of(settings, &profile);
        let journal = Journal::open(&state.journal())?;
        let keeping = Keeping { store, profiles: state.profiles(), journal };
        let host = Host::start(&configuration, &state, keeping).await?;
        setting_up.begin(&host);
        let status = status.map(|status| serve(status, &host)).transpose()?;
        supervisor::ready();
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "running");
        Ok(Self { host, setting_up, status, _lock: lock })
    }

    async fn until(&mut self, stop: &mut Stop) -> anyhow::Result<()> {
        let mut tick = tokio::time::interval(TICK);
        let mut told = String::new();
        loop {
            tokio::select! {
                () = stop.told() => return Ok(()),
                changed = self.host.changed() => changed?,
                _ = tick.tick() => supervisor::alive(),
            }
            let view = self.host.view();
            self.setting_up.go_on(&self.host, &view);
            let line = summary(&view);
            if line != told {
                supervisor::status(&line);
                told = line;
            }
        }
    }

    async fn end(self) -> anyhow::Result<()> {
        tracing::info!("stopping: what was published is cleared");
        supervisor::stopping();
        let ended = self.host.quit().await;
        if let Some(status) = self.status {
            status.abort();
        }
        ended
    }
}

/// Without a sign-in nothing could ever be activated.
fn somebody_reads(settings: &SettingsFile, profile: &Profile) -> anyhow::Result<()> {
    let signed_in = profile.sync_users.iter().filter(|(_, user)| user.signed_in.is_some());
    let missing = match settings.microsoft.reader {
        Reader::SyncUser => missing_sign_in(signed_in.map(|(round, _)| *round)),
        Reader::Application => None,
    };
    missing.map_or(Ok(()), |missing| Err(anyhow::anyhow!(missing)))
}

fn serve(status: Status, host: &Host) -> anyhow::Result<JoinHandle<()>> {
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
