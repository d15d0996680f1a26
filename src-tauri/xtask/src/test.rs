//! `cargo xtask test`: every check, from the cheapest to the one that drives the real window.

use crate::{
    TestArguments, Weather, demo, fuzz, node,
    packages::{self, Consent},
    steps::{Outcome, Steps, command, run as run_command},
    workspace,
};
use serde_json::Value;
use std::{collections::BTreeSet, time::Duration};

/// The name of the desktop tests' only target. They need more than the others, and one after the other.
const DESKTOP_TESTS: &str = "desktop";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Everything,
    WithoutDesktop,
}

pub(crate) fn run(arguments: &TestArguments, consent: Consent) -> anyhow::Result<()> {
    let extent = if arguments.skip_desktop { Extent::WithoutDesktop } else { Extent::Everything };
    let mut steps = Steps::default();
    let is_ready = steps.step("What is needed", || {
        packages::provide(&needed(extent), consent)?;
        node::check()
    });
    if is_ready == Outcome::Failed {
        return steps.summary();
    }
    steps.step("Format", || {
        cargo(&["fmt", "--all", "--check"])?;
        cargo(&["fmt", "--manifest-path", "tests/fuzz/Cargo.toml", "--check"])
    });
    window(&mut steps);
    // The same packages and the same profile from here on, so that nothing is built twice.
    let packages = selection(extent);
    steps.step("Lints", || {
        let lints = ["clippy", "--all-targets", "--locked"].into_iter().chain(packages.iter().copied());
        cargo(&lints.chain(["--", "--deny", "warnings"]).collect::<Vec<_>>())
    });
    let is_built = steps.step("Build", || cargo(&with(&["build", "--all-targets", "--locked"], &packages)));
    if is_built == Outcome::Failed {
        return steps.summary();
    }
    steps.step("OpenID provider", || node::install(&workspace::openid()));
    steps.step("Rust tests", || {
        let mut command = command(&["cargo", "test", "--locked"]);
        command.env("PRESENCE_SYNC_REQUIRE_MSAL", "1").env("PRESENCE_SYNC_REQUIRE_OPENID", "1");
        run_command(command.args(tests(extent)?))
    });
    steps.step("Mutations", || {
        let line = ["test", "--locked"].into_iter().chain(packages.iter().copied());
        cargo(&line.chain(["--test", "scenarios", "--", "--ignored", "mutations"]).collect::<Vec<_>>())
    });
    steps.step("Fuzzing", fuzz::run);
    steps.step("Generated types", || {
        let line = ["test", "--locked"].into_iter().chain(packages.iter().copied());
        cargo(&line.chain(["--lib", "the_generated_types_are_those_of_the_engine"]).collect::<Vec<_>>())
    });
    steps.step("Demonstration without a window", || {
        demo::show_headless(60, Some(Duration::from_secs(20)), Weather::Calm)
    });
    steps.step("Demonstration in bad weather", || {
        demo::show_headless(200, Some(Duration::from_secs(60)), Weather::Storm)
    });
    match extent {
        Extent::Everything => {
            if steps.step("Desktop: WebDriver", tauri_driver) == Outcome::Passed {
                steps.step("Desktop: tests", desktop);
            }
        }
        Extent::WithoutDesktop => {}
    }
    steps.summary()
}

fn needed(extent: Extent) -> Vec<&'static str> {
    match extent {
        Extent::Everything => [&packages::TESTS[..], &packages::WINDOW, &packages::DESKTOP_TESTS].concat(),
        Extent::WithoutDesktop => packages::TESTS.to_vec(),
    }
}

/// Which packages are built. The default members need neither webview nor GTK.
fn selection(extent: Extent) -> Vec<&'static str> {
    match extent {
        Extent::Everything => vec!["--workspace"],
        Extent::WithoutDesktop => Vec::new(),
    }
}

/// Which tests run without a screen. Left out by target and not by package, because another selection of packages
/// would mean other features, and with them half of the dependencies would be built a second time.
fn tests(extent: Extent) -> anyhow::Result<Vec<String>> {
    match extent {
        Extent::Everything => {
            let output = command(&["cargo", "metadata", "--no-deps", "--format-version", "1"]).output()?;
            anyhow::ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
            let targets = test_targets(&serde_json::from_slice(&output.stdout)?);
            let chosen = targets.into_iter().filter(|target| target != DESKTOP_TESTS);
            let selection = ["--workspace", "--lib", "--bins"].map(str::to_owned).into_iter();
            Ok(selection.chain(chosen.flat_map(|target| ["--test".to_owned(), target])).collect())
        }
        Extent::WithoutDesktop => Ok(Vec::new()),
    }
}

/// The names of all integration tests, each once.
fn test_targets(metadata: &Value) -> BTreeSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let targets = list(&metadata["packages"]).into_iter().flat_map(|package| list(&package["targets"]));
    let tests = targets.filter(|target| list(&target["kind"]).iter().any(|kind| kind == "test"));
    tests.filter_map(|target| target["name"].as_str().map(ToOwned::to_owned)).collect()
}

/// The window's own checks. Built before the desktop program, which carries it inside.
fn window(steps: &mut Steps) {
    if steps.step("Window: dependencies", || node::install(&workspace::ui())) == Outcome::Failed {
        return;
    }
    for (name, script) in [("types", "check"), ("lint", "lint"), ("tests", "test"), ("build", "build")] {
        steps.step(&format!("Window: {name}"), || run_command(&mut node::npm(&workspace::ui(), &["run", script])));
    }
}

/// Each test brings a screen that nobody sees and a session bus of its own, so that the person's desktop is left alone.
fn desktop() -> anyhow::Result<()> {
    let mut command = command(&["cargo", "test", "--workspace", "--locked", "--test", DESKTOP_TESTS]);
    command.args(["--", "--test-threads=1"]).env("PRESENCE_SYNC_APP", workspace::program("presence-sync"));
    run_command(command.env("PRESENCE_SYNC_SIM", workspace::program("sim")))
}

/// What stands between the desktop tests and the webview's own driver. It is no library, so the lock file is not its home.
fn tauri_driver() -> anyhow::Result<()> {
    const VERSION: &str = "2.1.0";
    let tools = workspace::target().join("tools");
    let mut install = command(&["cargo", "install", "tauri-driver", "--version", VERSION, "--locked", "--quiet"]);
    // Does nothing when this version is there already.
    run_command(install.arg("--root").arg(tools))
}

fn with<'a>(line: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [line, more].concat()
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    run_command(&mut command(&[&["cargo"], arguments].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_desktop_no_window_package_is_asked_for() {
        let needed = needed(Extent::WithoutDesktop);
        assert!(needed.iter().all(|package| !packages::WINDOW.contains(package)), "{needed:?}");
        assert!(selection(Extent::WithoutDesktop).is_empty());
    }

    #[test]
    fn the_tests_that_need_a_screen_are_known_and_left_out() {
        let chosen = tests(Extent::Everything).unwrap();
        assert!(chosen.iter().all(|word| word != DESKTOP_TESTS), "{chosen:?}");
        assert!(chosen.iter().any(|word| word == "end_to_end"), "{chosen:?}");
    }
}
