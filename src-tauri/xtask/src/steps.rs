//! Steps with a heading and a duration, and the table of them at the end.

use crate::{
    children::{self, Companion},
    say,
    say::Ink,
    workspace,
};
use std::{
    ffi::OsStr,
    process::Command,
    time::{Duration, Instant},
};

/// What was done so far. A step that fails does not keep the next ones from running.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: String,
    took: Duration,
    failure: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Failed,
}

impl Steps {
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> anyhow::Result<()>) -> Outcome {
        if children::interrupted() {
            return Outcome::Failed;
        }
        say::heading(name);
        let start = Instant::now();
        let failure = work().err().map(|error| format!("{error:#}"));
        let took = start.elapsed();
        match &failure {
            None => say::line(&say::painted(Ink::Green, &format!("passed in {}", shown(took)))),
            Some(failure) => say::failure(&format!("failed after {}: {failure}", shown(took))),
        }
        let outcome = if failure.is_none() { Outcome::Passed } else { Outcome::Failed };
        self.done.push(Step { name: name.to_owned(), took, failure });
        outcome
    }

    /// Prints the table; fails when a step failed.
    pub(crate) fn summary(self) -> anyhow::Result<()> {
        say::heading("Summary");
        let width = self.done.iter().map(|step| step.name.chars().count()).max().unwrap_or_default();
        for Step { name, took, failure } in &self.done {
            let (ink, word) = match failure {
                None => (Ink::Green, "passed"),
                Some(_) => (Ink::Red, "FAILED"),
            };
            say::line(&format!("{}  {name:width$}  {:>8}", say::painted(ink, word), shown(*took)));
        }
        let total = self.done.iter().map(|step| step.took).sum::<Duration>();
        anyhow::ensure!(!children::interrupted(), "interrupted");
        let failed = self.done.iter().filter(|step| step.failure.is_some()).count();
        anyhow::ensure!(failed == 0, "{failed} of {} steps failed ({})", self.done.len(), shown(total));
        say::line(&format!("\nAll {} steps passed in {}.", self.done.len(), shown(total)));
        Ok(())
    }
}

/// A command at the root of the repository, ready to be changed and run.
pub(crate) fn command(line: &[&str]) -> Command {
    let (program, arguments) = line.split_first().unwrap_or((&"", &[]));
    // Cargo says which one called us, so that the toolchain stays the same.
    let program = match *program {
        "cargo" => std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        other => OsStr::new(other).to_owned(),
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Shows the command and runs it to its end.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = written(command);
    say::note(&format!("$ {line}"));
    let status = Companion::in_front("the command", command)?.wait()?;
    anyhow::ensure!(status.success(), "`{line}` ended with {status}");
    Ok(())
}

/// The command as somebody would type it.
pub(crate) fn written(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    let variables = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let variables = variables.map(|(name, value)| format!("{}={} ", name.display(), value.display()));
    variables.collect::<String>() + &words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn shown(duration: Duration) -> String {
    match duration.as_secs() {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_lets_the_next_one_run_and_fails_the_whole() {
        let mut steps = Steps::default();
        assert_eq!(steps.step("one", || anyhow::bail!("no")), Outcome::Failed);
        assert_eq!(steps.step("two", || Ok(())), Outcome::Passed);
        let error = steps.summary().unwrap_err().to_string();
        assert!(error.starts_with("1 of 2 steps failed"), "{error}");
    }

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = command(&["npm", "run", "lint"]);
        assert_eq!(written(command.env("CI", "1")), "CI=1 npm run lint");
    }

    #[test]
    fn a_command_that_fails_is_named() {
        let error = run(&mut command(&["cargo", "no-such-chore", "--quiet"])).unwrap_err().to_string();
        assert!(error.starts_with("`cargo no-such-chore --quiet` ended with"), "{error}");
    }

    #[test]
    fn durations_are_short() {
        assert_eq!(shown(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(shown(Duration::from_secs(125)), "2 min 05 s");
    }
}
