//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Keeps Cloudya phones and Microsoft Teams presence in step, without a window
#[derive(Debug, Parser)]
#[command(name = "presence-syncd", version, about, after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 done, or for `check` that synchronisation could run; 1 not done, or that it \
                           could not; 2 a wrong command line";

#[derive(Debug, PartialEq, Subcommand)]
pub(crate) enum Command {
    /// Signs a sync user in, with a code that is typed on any device
    Login {
        #[command(flatten)]
        file: SettingsPath,
        /// The onboarding round that this sync user reads for
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1_000))]
        round: u16,
    },
    /// Tries every credential and prints who is matched to whom; writes nothing to Teams
    Check {
        #[command(flatten)]
        file: SettingsPath,
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Synchronises until it is told to stop
    Run {
        #[command(flatten)]
        file: SettingsPath,
    },
}

#[derive(Debug, PartialEq, clap::Args)]
pub(crate) struct SettingsPath {
    /// The settings file (TOML)
    #[arg(long = "config", value_name = "FILE")]
    pub(crate) path: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn parsed(line: &str) -> Result<Command, clap::Error> {
        let words = std::iter::once("presence-syncd").chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|arguments| arguments.command)
    }

    fn file() -> SettingsPath {
        SettingsPath { path: PathBuf::from("f.toml") }
    }

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_documented_commands_are_understood() {
        assert_eq!(parsed("login --config f.toml").unwrap(), Command::Login { file: file(), round: 1 });
        assert_eq!(parsed("login --config f.toml --round 3").unwrap(), Command::Login { file: file(), round: 3 });
        assert_eq!(parsed("check --config f.toml").unwrap(), Command::Check { file: file(), format: Format::Table });
        let json = Command::Check { file: file(), format: Format::Json };
        assert_eq!(parsed("check --config f.toml --format json").unwrap(), json);
        assert_eq!(parsed("run --config f.toml").unwrap(), Command::Run { file: file() });
    }

    #[test]
    fn a_missing_settings_file_and_a_round_without_number_are_refused() {
        assert!(parsed("run").unwrap_err().to_string().contains("--config"));
        assert!(parsed("login --config f.toml --round 0").is_err());
    }
}
