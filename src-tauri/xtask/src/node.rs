//! Node, and what the window and the OpenID test take from npm.

use crate::{
    say,
    steps::{command, run},
};
use std::{fs, path::Path, process::Command};

/// What `ui/package.json` asks for.
const NEEDED: (u32, u32) = (20, 19);

/// The command of npm, which is a script with another name on Windows.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Fails with what to do where Node is missing or too old.
pub(crate) fn check() -> anyhow::Result<()> {
    let answer = Command::new("node").arg("--version").output();
    let version = answer.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let remedy = format!(
        "Node {}.{} or later is needed to build the window. Take it from https://nodejs.org or your package source \
         (Debian: https://github.com/nodesource/distributions), then start again. \
         `cargo xtask demo --headless` needs no Node.",
        NEEDED.0, NEEDED.1
    );
    match version {
        None => anyhow::bail!(remedy),
        Some(version) if parsed(&version).is_none_or(|found| found < NEEDED) => {
            anyhow::bail!("Node {version} is too old. {remedy}")
        }
        Some(_) => Ok(()),
    }
}

/// Installs what the lock file of `folder` names, unless that is what is installed.
pub(crate) fn install(folder: &Path) -> anyhow::Result<()> {
    if is_up_to_date(folder) {
        say::note("The dependencies are up to date.");
        return Ok(());
    }
    run(&mut npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    // A copy of the lock file says what was installed.
    fs::copy(folder.join("package-lock.json"), stamp(folder))?;
    Ok(())
}

/// An npm command in `folder`.
pub(crate) fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = command(&[&[NPM], arguments].concat());
    command.current_dir(folder);
    command
}

fn is_up_to_date(ui: &Path) -> bool {
    let lock = fs::read(ui.join("package-lock.json"));
    let installed = fs::read(stamp(ui));
    matches!((lock, installed), (Ok(lock), Ok(installed)) if lock == installed)
}

fn stamp(ui: &Path) -> std::path::PathBuf {
    ui.join("node_modules/.installed-lock.json")
}

/// Major and minor of `v20.19.1`.
fn parsed(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(parsed("v20.19.0").unwrap() >= NEEDED);
        assert!(parsed("v22.1.0").unwrap() >= NEEDED);
        assert!(parsed("v20.9.0").unwrap() < NEEDED);
        assert_eq!(parsed("nonsense"), None);
    }

    #[test]
    fn dependencies_are_up_to_date_while_the_lock_file_is_the_installed_one() {
        let ui = tempfile::tempdir().unwrap();
        fs::create_dir(ui.path().join("node_modules")).unwrap();
        fs::write(ui.path().join("package-lock.json"), "1").unwrap();
        assert!(!is_up_to_date(ui.path()));
        fs::write(stamp(ui.path()), "1").unwrap();
        assert!(is_up_to_date(ui.path()));
        fs::write(ui.path().join("package-lock.json"), "2").unwrap();
        assert!(!is_up_to_date(ui.path()));
    }
}
