//! `cargo xtask bench`: runs every benchmark on release builds, and holds its figures against what is to be reached.

mod figure;

use crate::{
    BenchArguments, children,
    children::Companion,
    say,
    steps::{command, written},
    workspace,
};
use anyhow::Context as _;
use figure::Figure;
use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The program as it is shipped: built together with the simulator it would have what only that needs.
const PROGRAM: &str =
    "cargo build --release --locked -p presence-syncd --bin presence-syncd --message-format=json-render-diagnostics";
const BENCHMARKS: &str = "cargo build --release --locked -p engine -p scenarios --bench engine --bench whole \
                          --message-format=json-render-diagnostics";

pub(crate) fn run(arguments: &BenchArguments) -> anyhow::Result<()> {
    say::heading("Build");
    let built = Built::new()?;
    let mut figures = Vec::new();
    for (heading, benchmark) in [("The engine alone", "engine"), ("The whole", "whole")] {
        say::heading(heading);
        let mut benchmark = Command::new(built.program(benchmark)?);
        benchmark.env("PRESENCE_SYNC_DAEMON", built.program("presence-syncd")?);
        if arguments.quick {
            benchmark.arg("--quick");
        }
        figures.extend(figures_of(&mut benchmark)?);
    }
    let file = workspace::target().join("bench.json");
    let list = figures.iter().map(Figure::to_json).collect::<Vec<_>>();
    std::fs::write(&file, serde_json::to_string_pretty(&list)?).with_context(|| file.display().to_string())?;
    say::line(&format!("\n{} figures. {}", figures.len(), file.display()));
    all_reached(&figures)
}

/// Whoever watches the figures by machine goes by the exit status.
fn all_reached(figures: &[Figure]) -> anyhow::Result<()> {
    let missed = figures.iter().filter(|figure| figure.is_reached() == Some(false)).map(Figure::name);
    let missed = missed.collect::<Vec<_>>();
    anyhow::ensure!(missed.is_empty(), "not reached: {}", missed.join("; "));
    Ok(())
}

/// Where the release build put its programs.
struct Built(Vec<(String, PathBuf)>);

impl Built {
    fn new() -> anyhow::Result<Self> {
        let mut programs = Vec::new();
        for words in [PROGRAM, BENCHMARKS] {
            let mut build = command(&words.split_whitespace().collect::<Vec<_>>());
            say::note(&format!("$ {}", written(&build)));
            let status = each_line(&mut build, |line| {
                programs.extend(serde_json::from_str(line).ok().as_ref().and_then(program_of));
            })?;
            anyhow::ensure!(status.success(), "the release build ended with {status}");
        }
        Ok(Self(programs))
    }

    fn program(&self, name: &str) -> anyhow::Result<&Path> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, path)| path.as_path()).with_context(|| format!("the build made no {name}"))
    }
}

/// Name and place of the program that a message of cargo is about.
fn program_of(message: &Value) -> Option<(String, PathBuf)> {
    let path = message["executable"].as_str()?;
    Some((message["target"]["name"].as_str()?.to_owned(), path.into()))
}

/// Shows each figure as it comes.
fn figures_of(benchmark: &mut Command) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let status = each_line(benchmark, |line| {
        let Some(figure) = Figure::parse(line) else { return say::note(line) };
        say::line(&figure.row());
        figures.push(figure);
    })?;
    anyhow::ensure!(status.success(), "the benchmark ended with {status}");
    Ok(figures)
}

/// Runs a program to its end and takes its standard output.
fn each_line(command: &mut Command, mut take: impl FnMut(&str)) -> anyhow::Result<std::process::ExitStatus> {
    let mut companion = Companion::in_front("the command", command.stdout(Stdio::piped()))?;
    let output = companion.child().stdout.take().context("there is no output")?;
    for line in BufReader::new(output).lines() {
        anyhow::ensure!(!children::interrupted(), "interrupted");
        take(&line?);
    }
    companion.wait()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn programs_are_found_in_what_cargo_says() {
        let made = json!({"reason": "compiler-artifact", "target": {"name": "whole"}, "executable": "/t/whole-1"});
        assert_eq!(program_of(&made), Some(("whole".to_owned(), "/t/whole-1".into())));
        let library = json!({"reason": "compiler-artifact", "target": {"name": "engine"}, "executable": null});
        assert_eq!(program_of(&library), None);
        assert_eq!(program_of(&json!({"reason": "build-finished"})), None);
    }

    #[test]
    fn a_figure_that_is_not_reached_fails_by_name() {
        let figure = |value: f64| {
            let line = json!({"what": "delay, half of all", "people": 600, "value": value, "unit": "s"});
            Figure::parse(&line.to_string()).unwrap()
        };
        assert!(all_reached(&[figure(0.5)]).is_ok());
        let missed = all_reached(&[figure(0.4), figure(0.6)]).unwrap_err().to_string();
        assert_eq!(missed, "not reached: delay, half of all (600)");
    }

    #[test]
    fn every_line_of_a_program_is_taken_and_its_end_is_told() {
        let mut lines = Vec::new();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = each_line(Command::new(cargo).arg("--version"), |line| lines.push(line.to_owned())).unwrap();
        assert!(status.success() && lines.len() == 1 && lines[0].starts_with("cargo "), "{lines:?}");
    }
}
