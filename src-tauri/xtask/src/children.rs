//! The programs that this one starts: none of them outlives it.

use anyhow::Context as _;
use std::{
    process::{Child, Command, ExitStatus},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

const GLANCE: Duration = Duration::from_millis(50);

/// Ctrl-C and SIGTERM end this program by way of its loops, so that what it started is ended first.
pub(crate) fn watch_for_interrupts() -> anyhow::Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed)).context("interrupts cannot be watched")
}

pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// A program that runs beside this one. It is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Companion {
    name: &'static str,
    child: Child,
}

impl Companion {
    /// Starts a program that stays until it is stopped.
    pub(crate) fn start(name: &'static str, command: &mut Command) -> anyhow::Result<Self> {
        Self::in_front(name, apart(command))
    }

    /// Starts a program that may ask at the terminal, for a password for example.
    pub(crate) fn in_front(name: &'static str, command: &mut Command) -> anyhow::Result<Self> {
        let child = command.spawn().with_context(|| format!("{name} does not start"))?;
        Ok(Self { name, child })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The status, when it has ended by itself.
    pub(crate) fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        self.child.try_wait().with_context(|| format!("{} cannot be watched", self.name))
    }

    /// Waits for its end, or for an interrupt of this program.
    pub(crate) fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            anyhow::ensure!(!interrupted(), "interrupted");
            thread::sleep(GLANCE);
        }
    }

    /// Asks it to end, and waits up to `patience`; after that it is ended without asking.
    pub(crate) fn stop(mut self, patience: Duration) -> anyhow::Result<ExitStatus> {
        self.end(patience).with_context(|| format!("{} did not end", self.name))
    }

    fn end(&mut self, patience: Duration) -> anyhow::Result<ExitStatus> {
        if let Some(status) = self.child.try_wait()? {
            return Ok(status);
        }
        ask_to_end(&mut self.child);
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            thread::sleep(GLANCE);
        }
        self.child.kill()?;
        Ok(self.child.wait()?)
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        // Nothing more can be done about a child that cannot be ended.
        let _ = self.end(Duration::from_secs(12));
    }
}

/// Ctrl-C at a terminal reaches everything in the group at once; the companions are to be ended in order instead.
#[cfg(unix)]
fn apart(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}

#[cfg(not(unix))]
fn apart(command: &mut Command) -> &mut Command {
    command
}

#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use nix::{
        sys::signal::{Signal, kill},
        unistd::Pid,
    };
    if let Ok(pid) = i32::try_from(child.id()) {
        // It may have ended in this instant.
        let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::{io::Read as _, process::Stdio};

    fn shell(script: &str) -> Companion {
        Companion::start("sh", Command::new("sh").args(["-c", script]).stdout(Stdio::piped())).unwrap()
    }

    /// A companion that has set its trap and waits.
    fn waiting(trap: &str) -> Companion {
        let mut companion = shell(&format!("trap '{trap}' TERM; echo ready; while :; do sleep 0.05; done"));
        companion.child().stdout.as_mut().unwrap().read_exact(&mut [0; 6]).unwrap();
        companion
    }

    #[test]
    fn a_companion_is_asked_to_end_before_it_is_ended() {
        let companion = waiting("exit 7");
        assert_eq!(companion.stop(Duration::from_secs(5)).unwrap().code(), Some(7));
    }

    #[test]
    fn one_that_does_not_listen_is_ended_all_the_same() {
        let companion = waiting("");
        assert!(!companion.stop(Duration::from_millis(200)).unwrap().success());
    }

    #[test]
    fn one_that_ended_by_itself_keeps_its_status() {
        let mut companion = shell("exit 3");
        assert_eq!(companion.wait().unwrap().code(), Some(3));
        assert_eq!(companion.stop(Duration::ZERO).unwrap().code(), Some(3));
    }
}
