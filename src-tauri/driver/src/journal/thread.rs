//! The journal's own thread: it takes what was asked for, and lets the writer write.

use super::{JournalError, unwritten::Extent, writer::Writer};
use crate::keeper::Outcome;
use engine::{
    activity::Record,
    event::{Diversion, KeptEmail},
    names::{ExtensionNumber, UserId, Utc},
    problem::Recovered,
};
use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// How often it is taken what was handed over before something is written.
const BATCH: usize = 1_000;

pub(super) type Asked<T> = oneshot::Sender<Result<T, JournalError>>;

/// How it is with the file.
pub(crate) enum News {
    /// Whether it can be written.
    Written(Outcome),
    /// It was set aside, and a new one begun. What must not be lost was found in it, or not all of it.
    Damaged(Recovered),
}

pub(super) type Report = Box<dyn Fn(News) + Send>;

pub(super) enum Command {
    Remember(UserId, Utc),
    Forget(UserId),
    Divert(Box<Diversion>),
    Undivert(ExtensionNumber),
    RememberEmail(Box<KeptEmail>),
    ForgetEmail(ExtensionNumber),
    Record(Box<Record>),
    Requested(Utc),
    KeepFor(Duration),
    Empty(Option<ExtensionNumber>, Option<UserId>),
    ForgetEverything,
    Leftovers(Asked<Vec<UserId>>),
    Diversions(Asked<Vec<Diversion>>),
    Emails(Asked<Vec<KeptEmail>>),
    LastRequest(Asked<Option<Utc>>),
    Write(Extent, Asked<()>),
    /// Somebody who read found the file of this generation damaged.
    Damaged(u64),
    ReportTo(Report),
}

/// Runs until the journal is dropped.
pub(super) fn run(mut writer: Writer, inbox: &Receiver<Vec<Command>>) {
    loop {
        let patience = writer.due().saturating_duration_since(Instant::now());
        match inbox.recv_timeout(patience) {
            Ok(first) => {
                let more = std::iter::from_fn(|| inbox.try_recv().ok());
                take(&mut writer, std::iter::once(first).chain(more).take(BATCH).flatten());
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                if writer.write(Extent::ToDisk).is_err() {
                    tracing::error!("the journal's last entries could not be written");
                }
                return;
            }
        }
        writer.work();
    }
}

/// Whoever waits for the disk is served together, after everything that was asked for meanwhile.
fn take(writer: &mut Writer, commands: impl Iterator<Item = Command>) {
    let mut waiting = Vec::new();
    for command in commands {
        match command {
            Command::Remember(user, since) => writer.unwritten.remember(user, since),
            Command::Forget(user) => writer.unwritten.forget(user),
            Command::Divert(diversion) => writer.unwritten.divert(*diversion),
            Command::Undivert(extension) => writer.unwritten.undivert(extension),
            Command::RememberEmail(email) => writer.unwritten.emails.remember(*email),
            Command::ForgetEmail(extension) => writer.unwritten.emails.forget(extension),
            Command::Record(record) => writer.unwritten.record(*record),
            Command::Requested(at) => writer.unwritten.requested(at),
            Command::KeepFor(time) => writer.keep_for(time),
            Command::Empty(extension, user) => writer.forget_entries(extension, user),
            Command::ForgetEverything => writer.forget_everything(),
            Command::Damaged(generation) => writer.replace_damaged(generation),
            Command::ReportTo(report) => writer.report_to(report),
            Command::Write(extent, asked) => waiting.push((extent, asked)),
            // Whoever asked may have gone away: that is no error.
            Command::Leftovers(asked) => drop(asked.send(writer.leftovers())),
            Command::Diversions(asked) => drop(asked.send(writer.diversions())),
            Command::Emails(asked) => drop(asked.send(writer.emails())),
            Command::LastRequest(asked) => drop(asked.send(writer.last_request())),
        }
    }
    let Some(extent) = waiting.iter().map(|(extent, _)| *extent).max() else { return };
    let mut result = writer.write(extent);
    for (_, asked) in waiting {
        let others = result.as_ref().copied().map_err(|_| JournalError::Unwritten);
        let _ = asked.send(std::mem::replace(&mut result, others));
    }
}
