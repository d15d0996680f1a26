//! Remembers since when things are as they are: problems and connections, and which of them were announced.

use crate::{
    Effect, Now, Utc,
    outbox::Outbox,
    problem::{Problem, StandingProblem},
    view::{Connection, ConnectionState, ConnectionView, Notice},
};
use std::collections::{BTreeMap, HashMap};

#[derive(Default)]
pub(crate) struct Standing {
    general: Vec<StandingProblem>,
    of_people: Vec<StandingProblem>,
    connections: BTreeMap<Connection, (ConnectionState, Utc)>,
}

impl Standing {
    /// Takes the problems of the whole synchronisation as they are now. Each new one that needs a person is announced once.
    pub(crate) fn general(&mut self, problems: Vec<Problem>, announce: Announce, now: Now, out: &mut Outbox) {
        if self.general.iter().map(|standing| &standing.problem).eq(problems.iter()) {
            return;
        }
        let former = std::mem::take(&mut self.general);
        for problem in problems {
            let known = former.iter().find(|standing| standing.problem.code() == problem.code());
            if known.is_none() {
                tracing::info!(code = problem.code(), "a problem appeared");
                if announce == Announce::Yes && needs_a_person(&problem) {
                    out.emit(Effect::Notify { notice: Notice { problem: problem.clone() } });
                }
            }
            let since = known.map_or(now.utc, |standing| standing.since);
            self.general.push(StandingProblem { problem, since });
        }
        for gone in former.iter().filter(|former| !self.has(former.problem.code())) {
            tracing::info!(code = gone.problem.code(), "a problem is cured");
        }
    }

    /// Takes the problems of single people as they are now.
    pub(crate) fn of_people(&mut self, problems: Vec<Problem>, now: Now) {
        let former = self.of_people.iter().map(|standing| (key(&standing.problem), standing.since));
        let former = former.collect::<HashMap<_, _>>();
        let since = |problem: &Problem| former.get(&key(problem)).copied().unwrap_or(now.utc);
        self.of_people =
            problems.into_iter().map(|problem| StandingProblem { since: since(&problem), problem }).collect();
    }

    pub(crate) fn connection(&mut self, connection: Connection, state: ConnectionState, now: Now) {
        let known = self.connections.entry(connection).or_insert((state, now.utc));
        if known.0 != state {
            tracing::info!(?connection, ?state, "a connection changed");
            *known = (state, now.utc);
        }
    }

    pub(crate) fn has(&self, code: &str) -> bool {
        self.general.iter().any(|standing| standing.problem.code() == code)
    }

    pub(crate) fn count(&self) -> usize {
        self.general.len() + self.of_people.len()
    }

    pub(crate) fn is_troubled(&self) -> bool {
        !self.general.is_empty()
    }

    pub(crate) fn problems(&self) -> Vec<StandingProblem> {
        self.general.iter().chain(&self.of_people).cloned().collect()
    }

    pub(crate) fn connections(&self) -> Vec<ConnectionView> {
        let view = |(connection, (state, since)): (&Connection, &(ConnectionState, Utc))| ConnectionView {
            connection: *connection,
            state: *state,
            since: *since,
        };
        self.connections.iter().map(view).collect()
    }
}

/// Whether new problems are worth a notification: not while somebody sits before the set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announce {
    Yes,
    No,
}

/// Whether somebody has to do something. What heals by itself stays on the screen only; the end of a credential is
/// announced by days, elsewhere.
fn needs_a_person(problem: &Problem) -> bool {
    match problem {
        Problem::CloudyaCredentialsRejected
        | Problem::CloudyaOtherAccount { .. }
        | Problem::CloudyaPresenceNotAllowed
        | Problem::CloudyaForbidden
        | Problem::ConfigurationCredentialsRejected
        | Problem::ConnectorActive
        | Problem::TenantUnknown { .. }
        | Problem::ApplicationUnknown { .. }
        | Problem::ApplicationCredentialRejected { .. }
        | Problem::ApplicationCredentialExpired { .. }
        | Problem::ConsentMissing { .. }
        | Problem::SignInLapsed { .. }
        | Problem::ReadingForbidden { .. }
        | Problem::WritingForbidden
        | Problem::SecondWriter { .. }
        | Problem::VaultUnavailable
        | Problem::DiskUnavailable => true,
        Problem::CloudyaUnreachable
        | Problem::CloudyaStreamLost
        | Problem::ConfigurationForbidden
        | Problem::ConfigurationUnreachable
        | Problem::MicrosoftUnreachable
        | Problem::CredentialExpires { .. }
        | Problem::CloudWithoutPresence { .. }
        | Problem::CertificateUnreadable
        | Problem::ConsentRefused { .. }
        | Problem::SignInRefused { .. }
        | Problem::WrongAccount { .. }
        | Problem::ForeignAccount { .. }
        | Problem::SyncUserUnfit { .. }
        | Problem::SyncUserNotCreated { .. }
        | Problem::DuplicateEmail { .. }
        | Problem::NotFound { .. }
        | Problem::NoEmail { .. }
        | Problem::SeveralUsers { .. }
        | Problem::UserDisabled { .. }
        | Problem::UserIsGuest { .. }
        | Problem::NotCovered { .. } => false,
    }
}

/// Whom and what a problem is about, without the details that may change while it stands.
fn key(problem: &Problem) -> (&'static str, String) {
    let about = match problem {
        Problem::NotFound { extension, .. }
        | Problem::NoEmail { extension, .. }
        | Problem::SeveralUsers { extension, .. }
        | Problem::UserDisabled { extension, .. }
        | Problem::UserIsGuest { extension, .. } => extension.to_string(),
        Problem::DuplicateEmail { user, .. } | Problem::SecondWriter { user } => user.to_string(),
        Problem::CloudyaCredentialsRejected
        | Problem::CloudyaOtherAccount { .. }
        | Problem::CloudyaPresenceNotAllowed
        | Problem::CloudyaForbidden
        | Problem::CloudyaUnreachable
        | Problem::CloudyaStreamLost
        | Problem::ConfigurationCredentialsRejected
        | Problem::ConfigurationForbidden
        | Problem::ConfigurationUnreachable
        | Problem::ConnectorActive
        | Problem::TenantUnknown { .. }
        | Problem::MicrosoftUnreachable
        | Problem::ApplicationUnknown { .. }
        | Problem::ApplicationCredentialRejected { .. }
        | Problem::ApplicationCredentialExpired { .. }
        | Problem::CredentialExpires { .. }
        | Problem::CloudWithoutPresence { .. }
        | Problem::CertificateUnreadable
        | Problem::ConsentMissing { .. }
        | Problem::ConsentRefused { .. }
        | Problem::SignInRefused { .. }
        | Problem::WrongAccount { .. }
        | Problem::ForeignAccount { .. }
        | Problem::SyncUserUnfit { .. }
        | Problem::SyncUserNotCreated { .. }
        | Problem::SignInLapsed { .. }
        | Problem::ReadingForbidden { .. }
        | Problem::WritingForbidden
        | Problem::NotCovered { .. }
        | Problem::VaultUnavailable
        | Problem::DiskUnavailable => String::new(),
    };
    (problem.code(), about)
}
