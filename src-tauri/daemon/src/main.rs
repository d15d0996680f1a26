//! The same engine and driver without a window.

mod arguments;
mod check;
mod host;
mod kept;
mod login;
mod people_csv;
mod run;
mod say;
mod secrets;
mod sentences;
mod settings;
mod status;
mod stop;
mod supervisor;
mod vault;

use arguments::{Arguments, Command};
use check::Readiness;
use clap::Parser as _;
use engine::Round;
use host::Configuration;
use std::{io::Write as _, process::ExitCode, time::Duration};
use tracing::Level;
use tracing_subscriber::{Layer as _, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let usual_level = match arguments.command {
        Command::Run { .. } => Level::INFO,
        // What these two find is on standard output already.
        Command::Login { .. } | Command::Check { .. } => Level::ERROR,
    };
    log(usual_level);
    match start(&arguments.command) {
        Ok(code) => code,
        Err(error) => {
            // Without standard error there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "presence-syncd: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(command: &Command) -> anyhow::Result<ExitCode> {
    // One thread hands over nothing: an event is on its way sooner than two threads could wake each other.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        match command {
            Command::Login { file, round } => login::login(&Configuration::read(&file.path)?, Round(*round)).await?,
            Command::Check { file, format } => match check::check(&file.path, *format).await? {
                Readiness::Ready => {}
                Readiness::NotReady => return Ok(ExitCode::FAILURE),
            },
            Command::Run { file } => run::run(&file.path).await?,
        }
        Ok(ExitCode::SUCCESS)
    });
    runtime.shutdown_timeout(GOING);
    ended
}

/// How long the end waits for a disk or a credential store that does not answer.
const GOING: Duration = Duration::from_secs(1);

/// To standard error, because standard output belongs to what the commands print. `RUST_LOG` changes the level.
fn log(usual_level: Level) {
    let named = std::env::var("RUST_LOG").ok().and_then(|targets| targets.parse().ok());
    let targets = named.unwrap_or_else(|| Targets::new().with_default(usual_level));
    // A full disk must not end what only wanted to tell of it.
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(false).log_internal_errors(false);
    // The journal of systemd knows the time already.
    let lines = match std::env::var_os("JOURNAL_STREAM") {
        Some(_) => lines.without_time().with_filter(targets).boxed(),
        None => lines.with_filter(targets).boxed(),
    };
    tracing_subscriber::registry().with(lines).init();
}
