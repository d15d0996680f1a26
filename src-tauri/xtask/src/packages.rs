//! System packages: says what is missing, and installs it with apt where there is apt.

use crate::{say, steps};
use anyhow::Context as _;
use std::{
    fs,
    io::{self, IsTerminal as _, Write as _},
    process::Command,
};

/// Needed to build and show the window.
pub(crate) const WINDOW: [&str; 5] =
    ["build-essential", "libayatana-appindicator3-dev", "librsvg2-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];

/// Needed by the tests that have no window: Microsoft's own client library runs in a Python environment.
pub(crate) const TESTS: [&str; 1] = ["python3-venv"];

/// Needed besides to drive the window in tests, on a screen that nobody sees.
pub(crate) const DESKTOP_TESTS: [&str; 6] =
    ["dbus-x11", "gnome-keyring", "imagemagick", "openbox", "webkit2gtk-driver", "xvfb"];

/// Whether packages may be installed without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    Given,
    Ask,
}

impl Consent {
    /// Where nobody can answer, the question would only be in the way.
    pub(crate) fn from_flag(yes: bool) -> Self {
        if yes || !io::stdin().is_terminal() { Self::Given } else { Self::Ask }
    }
}

/// Installs what is missing. On systems without dpkg it names the need and goes on.
pub(crate) fn provide(wanted: &[&'static str], consent: Consent) -> anyhow::Result<()> {
    let Some(missing) = missing(wanted)? else {
        say::line(&format!("This is no Debian or Ubuntu: see for the counterparts of {}.", wanted.join(", ")));
        return Ok(());
    };
    if missing.is_empty() {
        say::note("All system packages are there.");
        return Ok(());
    }
    say::line(&format!("Missing system packages: {}", missing.join(", ")));
    let by_hand = format!("sudo apt-get install {}", missing.join(" "));
    let prefix: &[&str] = match is_root()? {
        true => &[],
        false => &["sudo"],
    };
    if consent == Consent::Ask && !agreed("Install them now? [Y/n] ")? {
        anyhow::bail!("install them with `{by_hand}`, then start again");
    }
    install(prefix, &missing).with_context(|| format!("installing failed; try `{by_hand}`"))
}

/// `None` on systems without dpkg.
fn missing(wanted: &[&'static str]) -> anyhow::Result<Option<Vec<&'static str>>> {
    let answer =
        Command::new("dpkg-query").args(["-W", "-f", "${Package} ${db:Status-Status}\n"]).args(wanted).output();
    match answer {
        Ok(output) => Ok(Some(not_installed(&String::from_utf8_lossy(&output.stdout), wanted))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("dpkg-query does not answer"),
    }
}

/// `listing` has a package and its state on each line; unknown packages have no line.
fn not_installed(listing: &str, wanted: &[&'static str]) -> Vec<&'static str> {
    let is_there = |package: &str| listing.lines().any(|line| line.split_once(' ') == Some((package, "installed")));
    wanted.iter().copied().filter(|package| !is_there(package)).collect()
}

fn install(prefix: &[&str], packages: &[&str]) -> anyhow::Result<()> {
    let apt = |arguments: &[&str]| {
        let line = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
        steps::run(&mut steps::command(&line))
    };
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    if has_package_lists() && apt(&install).is_ok() {
        return Ok(());
    }
    // The lists are not there, or too old to know where the packages are now.
    apt(&["update"])?;
    apt(&install)
}

fn has_package_lists() -> bool {
    let Ok(lists) = fs::read_dir("/var/lib/apt/lists") else { return false };
    lists.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy().contains("_Packages"))
}

fn is_root() -> anyhow::Result<bool> {
    let answer = Command::new("id").arg("-u").output().context("`id -u` does not answer")?;
    Ok(String::from_utf8_lossy(&answer.stdout).trim() == "0")
}

fn agreed(question: &str) -> anyhow::Result<bool> {
    write!(io::stdout(), "{question}")?;
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes" | "j" | "ja"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wholly_installed_counts() {
        let listing = "xvfb installed\nopenbox config-files\n";
        assert_eq!(not_installed(listing, &["xvfb", "openbox", "xauth"]), ["openbox", "xauth"]);
        assert!(not_installed(listing, &["xvfb"]).is_empty());
    }
}
