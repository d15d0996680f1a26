//! Remembers since when things are as they are: problems and connections, and which of them were announced.

use crate::{
    Effect, Now, Utc,
    activity::{Deed, Outcome, Record},
    outbox::Outbox,
    problem::{AppliedRule, Problem, Recovered, StandingProblem},
    view::{Connection, ConnectionState, ConnectionView, Notice},
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(crate) struct Standing {
    general: Vec<StandingProblem>,
    of_people: Vec<StandingProblem>,
    /// Settled or ignored by a person.
    reviewed: Vec<StandingProblem>,
    connections: BTreeMap<Connection, (ConnectionState, Utc)>,
}

impl Standing {
    /// Takes the problems of the whole synchronisation as they are now. Each new one that needs a person is announced once.
    pub(crate) fn general(&mut self, problems: Vec<Problem>, announce: Announce, now: Now, out: &mut Outbox) {
        if self.general.iter().map(|standing| &standing.problem).eq(problems.iter()) {
            return;
        }
        let former = std::mem::take(&mut self.general);
        let has_cause = problems.iter().any(|problem| !is_consequence(problem) && needs_a_person(problem));
        for problem in problems {
            let key = problem.key();
            let is_explained = has_cause && is_consequence(&problem);
            let known = former.iter().find(|standing| standing.key == key);
            if known.is_none() {
                tracing::info!(code = problem.code(), "a problem appeared");
                out.emit(record(Deed::ProblemAppeared { code: problem.code().to_owned() }, now));
                let is_heard = announce == Announce::Yes || is_why_nothing_is_set_up(&problem);
                if is_heard && needs_a_person(&problem) && !is_explained {
                    out.emit(Effect::Notify { notice: Notice { problem: problem.clone() } });
                }
            }
            let since = known.map_or(now.utc, |standing| standing.since);
            self.general.push(StandingProblem { problem, since, key });
        }
        for gone in former.iter().filter(|former| self.general.iter().all(|standing| standing.key != former.key)) {
            tracing::info!(code = gone.problem.code(), "a problem is cured");
            out.emit(record(Deed::ProblemCured { code: gone.problem.code().to_owned() }, now));
        }
    }

    /// Takes the problems of single people as they are now. A new duplicate is announced, however many there are at once.
    pub(crate) fn of_people(
        &mut self,
        problems: Vec<Problem>,
        reviewed: &BTreeSet<String>,
        announce: Announce,
        now: Now,
        out: &mut Outbox,
    ) {
        let former = self.of_people.drain(..).chain(self.reviewed.drain(..));
        let former = former.map(|standing| (standing.key, standing.since)).collect::<FxHashMap<_, _>>();
        let mut news = None;
        for problem in problems {
            let key = problem.key();
            let known = former.get(&key).copied();
            let settled = matches!(problem, Problem::DuplicateEmail { rule: AppliedRule::Chosen, .. });
            let is_duplicate = matches!(problem, Problem::DuplicateEmail { .. });
            let of = if settled || reviewed.contains(&key) { &mut self.reviewed } else { &mut self.of_people };
            if known.is_none() && is_duplicate && !settled && !reviewed.contains(&key) {
                news.get_or_insert(problem.clone());
            }
            of.push(StandingProblem { problem, since: known.unwrap_or(now.utc), key });
        }
        if let Some(problem) = news.filter(|_| announce == Announce::Yes) {
            out.emit(Effect::Notify { notice: Notice { problem } });
        }
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

    /// What a person settled or ignored, and could take up again.
    pub(crate) fn reviewed(&self) -> Vec<StandingProblem> {
        self.reviewed.clone()
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

fn record(deed: Deed, now: Now) -> Effect {
    let outcome = Outcome::Seen;
    Effect::Record { record: Record { at: now.utc, extension: None, user: None, deed, took_ms: None, outcome } }
}

/// Whether new problems are worth a notification: not while somebody sits before the set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announce {
    Yes,
    No,
}

/// Nobody sits before the set-up then: nobody knows that there is one to go through.
fn is_why_nothing_is_set_up(problem: &Problem) -> bool {
    matches!(problem, Problem::SettingsDamaged { recovered: Recovered::No })
}

/// Whether it only follows from another problem, where there is one.
fn is_consequence(problem: &Problem) -> bool {
    matches!(problem, Problem::NobodySynchronised)
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
        | Problem::PhoneNotChanged { .. }
        | Problem::NobodySynchronised
        | Problem::VaultUnavailable
        | Problem::DiskUnavailable
        | Problem::SettingsDamaged { .. }
        | Problem::JournalDamaged { .. } => true,
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
        | Problem::EmailNotCorrected { .. }
        | Problem::NotCovered { .. }
        | Problem::ProfileMissing { .. } => false,
    }
}
