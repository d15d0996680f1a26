//! The log: to standard error, and to a file a day of which a week is kept.

use anyhow::Context as _;
use std::path::Path;
use tracing::Level;
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{Layer as _, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// How much is said, in the words of `tracing_subscriber::filter::Targets`; `info` without it.
const LEVEL: &str = "PRESENCE_SYNC_LOG";

/// The file is complete when the guard is dropped.
pub(crate) fn start(directory: &Path) -> anyhow::Result<WorkerGuard> {
    let writable = || format!("no log can be written to {}", directory.display());
    std::fs::create_dir_all(directory).with_context(writable)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("presence-sync")
        .filename_suffix("log")
        .max_log_files(7)
        .build(directory)
        .with_context(writable)?;
    let (file, guard) = tracing_appender::non_blocking(file);
    // Where neither can be written, nothing must end because it only wanted to tell of it.
    tracing_subscriber::registry()
        .with(fmt::layer().log_internal_errors(false).with_writer(std::io::stderr).with_filter(level()))
        .with(fmt::layer().log_internal_errors(false).with_writer(file).with_ansi(false).with_filter(level()))
        .try_init()
        .context("the log was started before")?;
    Ok(guard)
}

fn level() -> Targets {
    let named = std::env::var(LEVEL).ok().and_then(|targets| targets.parse().ok());
    named.unwrap_or_else(|| Targets::new().with_default(Level::INFO))
}
