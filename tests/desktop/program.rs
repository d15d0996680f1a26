//! The running program, from outside: its end, and what it wrote to disk.

use crate::{OnScreen, PATIENCE, Screen};
use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::process::Child;

/// The program with the WebDriver services that started it.
pub struct Program {
    pub(crate) services: Child,
    pub(crate) app: PathBuf,
    pub(crate) arguments: Vec<String>,
    pub(crate) profile: PathBuf,
}

impl Program {
    /// Ends the program as a session's end does, and waits for it.
    pub fn terminate(&self, screen: &Screen) -> anyhow::Result<Duration> {
        let process = self.window(screen)?.process;
        signal("TERM", &process.to_string())?;
        self.wait_for_end(process)
    }

    /// Ends the program as a power failure does: without a word.
    pub fn kill(&self, screen: &Screen) -> anyhow::Result<Duration> {
        let process = self.window(screen)?.process;
        signal("KILL", &process.to_string())?;
        self.wait_for_end(process)
    }

    /// Waits until the process is gone, and says how long that took.
    pub fn wait_for_end(&self, process: u32) -> anyhow::Result<Duration> {
        let started = Instant::now();
        while is_alive(process) {
            ensure!(started.elapsed() < PATIENCE, "the program does not end");
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(started.elapsed())
    }

    pub fn window(&self, screen: &Screen) -> anyhow::Result<OnScreen> {
        screen.window("Presence Sync")
    }

    /// Starts the program once more in the same session, as somebody does who does not see the window, and waits for
    /// the end of that second process.
    pub fn start_again(&self, screen: &Screen) -> anyhow::Result<ExitStatus> {
        let session = std::fs::read(format!("/proc/{}/environ", self.window(screen)?.process))?;
        let session = session.split(|byte| *byte == 0).filter_map(|variable| {
            let (name, value) = std::str::from_utf8(variable).ok()?.split_once('=')?;
            // The second process is not for WebDriver.
            (!name.contains("AUTOMATION") && !name.contains("INSPECTOR")).then_some((name, value))
        });
        let mut again = Command::new(&self.app).args(&self.arguments).env_clear().envs(session).spawn()?;
        let started = Instant::now();
        loop {
            if let Some(status) = again.try_wait()? {
                return Ok(status);
            }
            if started.elapsed() > PATIENCE {
                again.kill()?;
                bail!("the second process does not end");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the settings on disk are so.
    pub async fn wait_for_settings(&self, are_so: impl Fn(&Value) -> bool) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let settings = self.settings();
            if settings.as_ref().is_some_and(&are_so) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "the settings are {settings:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Those of the later of the two files.
    fn settings(&self) -> Option<Value> {
        let files = ["settings.json", "settings-2.json"].map(|name| std::fs::read(self.profile.join(name)).ok());
        let read = files.into_iter().flatten().filter_map(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        let latest = read.max_by_key(|file| file["generation"].as_u64())?;
        Some(latest["profile"]["settings"].clone())
    }

    /// When the process began, in milliseconds since 1970, to a hundredth of a second.
    pub fn began(&self, process: u32) -> anyhow::Result<f64> {
        const TICKS: f64 = 100.0;
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
        let ticks: f64 = after_name(&stat).nth(19).context("no start")?.parse()?;
        let uptime: f64 = std::fs::read_to_string("/proc/uptime")?.split(' ').next().context("no uptime")?.parse()?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
        Ok((now - uptime + ticks / TICKS) * 1_000.0)
    }

    /// What the program and its web process hold, in MiB.
    pub fn memory(&self, process: u32) -> anyhow::Result<(f64, f64)> {
        let web = children(process)?.into_iter().find(|child| {
            std::fs::read_to_string(format!("/proc/{child}/comm")).is_ok_and(|name| name.starts_with("WebKitWeb"))
        });
        Ok((held(process)?, held(web.context("there is no web process")?)?))
    }

    /// Every file of the profile with its bytes, for looking whether something is in it that must not be.
    pub fn files(&self) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut files = Vec::new();
        read_all(&self.profile, &mut files)?;
        ensure!(!files.is_empty(), "the profile is empty");
        Ok(files)
    }
}

impl Drop for Program {
    /// The services and everything they started are one group.
    fn drop(&mut self) {
        if let Some(group) = self.services.id() {
            let _ = signal("TERM", &format!("-{group}"));
        }
    }
}

fn children(process: u32) -> anyhow::Result<Vec<u32>> {
    let all = std::fs::read_dir("/proc")?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |other: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{other}/stat")).unwrap_or_default();
        after_name(&stat).nth(1).is_some_and(|parent| parent == process.to_string())
    };
    Ok(all.filter(is_child).collect())
}

/// What follows the name, which may hold anything.
fn after_name(stat: &str) -> impl Iterator<Item = &str> {
    stat.rsplit(") ").next().unwrap_or_default().split(' ')
}

/// In MiB. Pages of files do not count: how many of them are its own depends on what else runs.
fn held(process: u32) -> anyhow::Result<f64> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let kibibytes = |name: &str| {
        let size = maps.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB"));
        Ok::<_, anyhow::Error>(size.with_context(|| format!("no {name}"))?.parse::<f64>()?)
    };
    Ok((kibibytes("Pss_Anon:")? + kibibytes("Pss_Shmem:")?) / 1_024.0)
}

fn read_all(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            read_all(&path, files)?;
        } else {
            let bytes = std::fs::read(&path)?;
            files.push((path, bytes));
        }
    }
    Ok(())
}

fn signal(name: &str, process: &str) -> anyhow::Result<()> {
    let sent = Command::new("kill").args(["-s", name, "--", process]).status()?;
    ensure!(sent.success(), "{process} cannot be signalled");
    Ok(())
}

/// A process that ended and was not collected yet counts as gone.
fn is_alive(process: u32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    state.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}
