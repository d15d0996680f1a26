//! `cargo xtask test`: every check, from the cheapest to the one that drives the real window.

use crate::{
    TestArguments, demo, node,
    packages::{self, Consent},
    steps::{Outcome, Steps, command, run as run_command},
    workspace,
};
use std::time::Duration;

/// What the desktop tests are called, and why they are no part of `cargo test --workspace`: they need a screen.
const DESKTOP_TESTS: &str = "desktop-tests";

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
    steps.step("Format", || cargo(&["fmt", "--all", "--check"]));
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
    steps.step("Rust tests", || {
        let mut command = command(&[&["cargo"], with(&["test", "--locked"], &tests(extent)).as_slice()].concat());
        run_command(command.env("PRESENCE_SYNC_REQUIRE_MSAL", "1"))
    });
    steps.step("Generated types", || {
        let line = ["test", "--locked"].into_iter().chain(packages.iter().copied());
        cargo(&line.chain(["--lib", "the_generated_types_are_those_of_the_engine"]).collect::<Vec<_>>())
    });
    steps.step("Demonstration without a window", || demo::show_headless(60, Some(Duration::from_secs(20))));
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

/// Which packages' tests run without a screen.
fn tests(extent: Extent) -> Vec<&'static str> {
    match extent {
        Extent::Everything => vec!["--workspace", "--exclude", DESKTOP_TESTS],
        Extent::WithoutDesktop => Vec::new(),
    }
}

/// The window's own checks. Built before the desktop program, which carries it inside.
fn window(steps: &mut Steps) {
    if steps.step("Window: dependencies", node::install) == Outcome::Failed {
        return;
    }
    for (name, script) in [("types", "check"), ("lint", "lint"), ("tests", "test"), ("build", "build")] {
        steps.step(&format!("Window: {name}"), || run_command(&mut node::npm(&["run", script])));
    }
}

/// Each test brings a screen that nobody sees and a session bus of its own, so that the person's desktop is left alone.
fn desktop() -> anyhow::Result<()> {
    let mut command = command(&["cargo", "test", "--workspace", "--locked", "--test", DESKTOP_TEST_TARGET]);
    command.args(["--", "--test-threads=1"]).env("PRESENCE_SYNC_APP", workspace::program("presence-sync"));
    run_command(command.env("PRESENCE_SYNC_SIM", workspace::program("sim")))
}

/// The name of the desktop tests' only target. Choosing it instead of its package keeps the built dependencies.
const DESKTOP_TEST_TARGET: &str = "desktop";

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
    fn the_tests_that_need_a_screen_do_not_run_without_one() {
        assert!(tests(Extent::Everything).contains(&DESKTOP_TESTS));
    }
}
