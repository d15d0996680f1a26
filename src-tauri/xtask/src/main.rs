//! The chores of the repository: `cargo xtask demo` shows the program, `test` proves it, `bench` measures it.

mod bench;
mod children;
mod demo;
mod duration;
mod fuzz;
mod node;
mod packages;
mod say;
mod steps;
mod test;
mod workspace;

use clap::{Parser, Subcommand};
use packages::Consent;
use std::{process::ExitCode, time::Duration};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The chores of the repository", version)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Builds the program and shows it at work on simulated services
    Demo(DemoArguments),
    /// Runs every check and every test
    Test(TestArguments),
    /// Measures speed and memory of a release build
    Bench(BenchArguments),
}

#[derive(Clone, Debug, PartialEq, clap::Args)]
struct DemoArguments {
    /// Install missing system packages without asking
    #[arg(long)]
    yes: bool,
    /// End by itself after this time, such as 30s, 5m or 1h
    #[arg(long = "for", value_name = "TIME", value_parser = duration::parse)]
    duration: Option<Duration>,
    /// How many people the demonstration company has
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    people: u32,
    /// Without a window: the live board in this terminal
    #[arg(long)]
    headless: bool,
    /// How badly the services behave; other than calm in the terminal only
    #[arg(long, value_enum, default_value_t)]
    weather: Weather,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Weather {
    #[default]
    Calm,
    Breeze,
    Storm,
}

#[derive(Clone, Debug, PartialEq, clap::Args)]
struct TestArguments {
    /// Install missing system packages without asking
    #[arg(long)]
    yes: bool,
    /// Leave out everything that needs a window
    #[arg(long)]
    skip_desktop: bool,
}

#[derive(Clone, Debug, PartialEq, clap::Args)]
struct BenchArguments {
    /// Shorter and less exact
    #[arg(long)]
    quick: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = children::watch_for_interrupts().and_then(|()| match &arguments.chore {
        Chore::Demo(demo) => demo::run(demo, Consent::from_flag(demo.yes)),
        Chore::Test(test) => test::run(test, Consent::from_flag(test.yes)),
        Chore::Bench(bench) => bench::run(bench),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::failure(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn parsed(line: &str) -> Result<Chore, String> {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|arguments| arguments.chore).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_demo_without_flags_shows_250_people_until_it_is_interrupted() {
        let Ok(Chore::Demo(demo)) = parsed("demo") else { panic!("not a demo") };
        let weather = Weather::Calm;
        assert_eq!(demo, DemoArguments { yes: false, duration: None, people: 250, headless: false, weather });
    }

    #[test]
    fn every_flag_of_the_demo_is_understood() {
        let Ok(Chore::Demo(demo)) = parsed("demo --yes --for 30s --people 600 --headless --weather storm") else {
            panic!("not a demo")
        };
        let duration = Some(Duration::from_secs(30));
        let weather = Weather::Storm;
        assert_eq!(demo, DemoArguments { yes: true, duration, people: 600, headless: true, weather });
    }

    #[test]
    fn the_test_understands_its_flags() {
        let Ok(Chore::Test(test)) = parsed("test --yes --skip-desktop") else { panic!("not a test") };
        assert_eq!(test, TestArguments { yes: true, skip_desktop: true });
    }

    #[test]
    fn the_benchmarks_can_be_short() {
        let Ok(Chore::Bench(bench)) = parsed("bench --quick") else { panic!("not a benchmark") };
        assert_eq!(bench, BenchArguments { quick: true });
    }

    #[test]
    fn a_time_without_a_unit_and_a_company_without_people_are_refused() {
        assert!(parsed("demo --for 30").unwrap_err().contains("30s"));
        assert!(parsed("demo --people 0").is_err());
    }
}
