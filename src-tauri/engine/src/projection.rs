//! Draws the view and the rows from the state. Holds nothing of its own but which rows changed.

use crate::{
    Engine, ExtensionNumber, Now, Round,
    condition::condition,
    engine::NOBODY,
    event::{Account, Connector, FailureKind, Place},
    expiry,
    onboarding::{self, cloudya_problem, configuration_problem, microsoft_problem},
    person::Live,
    problem::Problem,
    roster::{existing_rounds, user_of},
    rules::CloudyaProfile,
    session::Session,
    tally::{self, Basis, Tally},
    view::{
        CloudyaStep, Connection, ConnectionState, Counts, MicrosoftStep, PauseItem, Published, RoundView, Row,
        RowChanges, RunState, SetupView, StepState, TeamsOrigin, TrayView, UserView, View,
    },
};
use rustc_hash::FxHashSet;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// Which rows the window has not seen yet as they are.
#[derive(Default)]
pub(crate) struct Rows {
    changed: FxHashSet<ExtensionNumber>,
    scope: Scope,
    tally: Tally,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scope {
    /// Only those that are listed.
    #[default]
    Listed,
    Everything,
    /// Everything, and what is shown now may be gone.
    FromScratch,
}

impl Rows {
    pub(crate) fn changed(&mut self, extension: ExtensionNumber) {
        if self.scope == Scope::Listed {
            self.changed.insert(extension);
        }
    }

    pub(crate) fn all_changed(&mut self) {
        if self.scope == Scope::Listed {
            self.scope = Scope::Everything;
            self.changed.clear();
        }
    }

    pub(crate) fn start_over(&mut self) {
        self.scope = Scope::FromScratch;
        self.changed.clear();
    }

    pub(crate) fn take(&mut self, engine: &Engine, now: Now) -> RowChanges {
        let changed = std::mem::take(&mut self.changed);
        let scope = std::mem::take(&mut self.scope);
        let basis = Basis::of(engine, now.mono);
        let rows = if scope == Scope::Listed && self.tally.rests_on(&basis) {
            let known = changed.iter().filter(|extension| engine.directory.extensions.contains_key(*extension));
            let known = known.collect::<BTreeSet<_>>();
            let rows = known.into_iter().map(|extension| row(engine, extension, now)).collect::<Vec<_>>();
            self.tally.note(&rows);
            rows
        } else {
            let rows = engine.rows(now);
            self.tally.note_all(&rows, basis);
            rows
        };
        RowChanges { from_scratch: scope == Scope::FromScratch, rows, removed: Vec::new() }
    }

    /// The counts that stand in the rows.
    fn counts(&self, engine: &Engine, now: Duration) -> Counts {
        if self.scope != Scope::Listed || !self.tally.rests_on(&Basis::of(engine, now)) {
            return tally::afresh(engine, now);
        }
        let people = engine.people.changed().flat_map(|user| engine.roster.extensions_of(user));
        self.tally.with(engine, &self.changed.iter().chain(people).collect(), now)
    }
}

pub(crate) fn row(engine: &Engine, extension: &ExtensionNumber, now: Now) -> Row {
    let directory = &engine.directory;
    let phone = engine.phones.phone(extension);
    let found = engine.roster.of(extension);
    let matched = found.and_then(user_of);
    let user = matched.map(|(user, _)| &directory.users[user]);
    let person = user.and_then(|user| engine.people.get(&user.id));
    let (state, why) = condition(engine, extension, now.mono);
    let published = person.and_then(|person| match person.live {
        Live::Yes { publication, expires_utc, .. } if person.sources.contains(extension) => Some(Published {
            availability: publication.availability().to_owned(),
            activity: publication.activity().to_owned(),
            expires: expires_utc,
        }),
        Live::Yes { .. } | Live::No | Live::Unsure => None,
    });
    Row {
        extension: extension.clone(),
        name: directory.extensions.get(extension).map(|known| known.name.clone()).unwrap_or_default(),
        email: directory.emails.get(extension).map(|email| email.trim().to_owned()).unwrap_or_default(),
        user: user.map(UserView::from),
        matched_by: matched.map(|(_, by)| by),
        state,
        why,
        direction: engine.profile.choices.directions.get(extension).copied(),
        line: phone.line,
        line_since: phone.since,
        cloudya_presence: phone.presence,
        teams: person.and_then(|person| person.observed.clone()),
        teams_since: person.map(|person| person.observed_since).unwrap_or_default(),
        teams_origin: person.map_or(TeamsOrigin::None, |person| person.origin(now.mono)),
        published,
        round: user.and_then(|user| engine.profile.places.get(&user.id)).copied(),
    }
}

pub(crate) fn view(engine: &Engine, now: Now) -> View {
    let state = run_state(engine, now.mono);
    let counts = counts(engine, now.mono);
    let pause = match (engine.profile.activated, engine.profile.paused) {
        (None, _) => PauseItem::Unavailable,
        (Some(_), None) => PauseItem::Pause,
        (Some(_), Some(_)) => PauseItem::Resume,
    };
    View {
        state,
        paused_until: engine.profile.paused.and_then(|paused| paused.until),
        resting_until: engine.hours.now.rest_ends(),
        setup: setup(engine),
        connections: engine.standing.connections(),
        counts,
        directory: engine.directory.view(),
        problems: engine.standing.problems(),
        reviewed: engine.standing.reviewed(),
        corrections: engine.corrections.view(&engine.profile.corrections),
        diversions: engine.diversions.view(|extension| engine.name_of(extension)),
        write_anyway: engine.profile.choices.write_anyway,
        settings: engine.profile.settings.clone(),
        tray: TrayView { icon: state, in_sync: counts.in_sync, problems: engine.standing.count(), pause },
    }
}

/// What is wrong with the synchronisation as a whole.
pub(crate) fn general_problems(engine: &Engine, moment: Now) -> Vec<Problem> {
    let now = moment.mono;
    let mut problems = Vec::new();
    let mut add = |problem: Problem| {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    };
    let tenant = engine.profile.microsoft.as_ref().map(|microsoft| microsoft.tenant.clone()).unwrap_or_default();
    for (account, session) in &engine.sessions {
        let Some(failure) = session.failure() else { continue };
        add(match account {
            Account::Cti => cloudya_problem(failure),
            Account::Configuration => configuration_problem(failure),
            Account::Application => microsoft_problem(failure, &tenant),
            Account::SyncUser(round) => match failure.kind {
                FailureKind::SignInNeeded(cause) => Problem::SignInLapsed { round: *round, code: failure.code, cause },
                FailureKind::SecretMissing => {
                    Problem::SignInLapsed { round: *round, code: None, cause: crate::problem::SignInCause::Expired }
                }
                FailureKind::Unreachable
                | FailureKind::Unauthorized
                | FailureKind::CredentialsRejected
                | FailureKind::CredentialsExpired
                | FailureKind::Forbidden
                | FailureKind::NotFound
                | FailureKind::TenantUnknown
                | FailureKind::ApplicationUnknown
                | FailureKind::CertificateUnreadable
                | FailureKind::Throttled
                | FailureKind::Server
                | FailureKind::Refused => microsoft_problem(failure, &tenant),
            },
        });
    }
    if engine.stream_is_given_up(now) {
        add(match engine.stream.failure().map(|failure| failure.kind) {
            Some(FailureKind::Forbidden) => Problem::CloudyaForbidden,
            Some(_) | None => Problem::CloudyaStreamLost,
        });
    }
    if let Some(failure) = engine.directory.configuration_failure() {
        add(configuration_problem(failure));
    }
    if engine.directory.connector == Connector::Active {
        add(Problem::ConnectorActive);
    }
    if let Some(application) = engine.sessions.get(&Account::Application)
        && engine.profile.activated.is_some()
        && application.is_usable(now)
    {
        let missing = onboarding::missing(application.granted());
        if !missing.is_empty() {
            add(Problem::ConsentMissing { missing });
        }
    }
    if let Some(failure) = engine.directory.users_failure.as_ref().filter(|failure| failure.is_transient()) {
        add(microsoft_problem(failure, &tenant));
    }
    for (account, failure) in engine.reader.failures() {
        let round = match account {
            Account::SyncUser(round) => Some(round),
            Account::Application | Account::Cti | Account::Configuration => None,
        };
        add(if failure.is_transient() { Problem::MicrosoftUnreachable } else { Problem::ReadingForbidden { round } });
    }
    if let Some(problem) = engine.trials.problem() {
        add(problem);
    }
    // Until a write works, and not only until the next one is tried.
    if engine.writes_from > Duration::ZERO {
        add(Problem::WritingForbidden);
    }
    if let Some(problem) = engine.profile.microsoft.as_ref().and_then(|kept| expiry::problem(kept, moment.utc)) {
        add(problem);
    }
    engine.diversions.problems(|extension| engine.name_of(extension)).into_iter().for_each(&mut add);
    if let Some(problem) = engine.rival.problem(now).filter(|_| !engine.profile.choices.write_anyway) {
        add(problem);
    }
    if engine.nobody_since.is_some_and(|since| since + NOBODY <= now) {
        add(Problem::NobodySynchronised);
    }
    for place in &engine.unkept {
        add(match place {
            Place::Vault => Problem::VaultUnavailable,
            Place::Disk => Problem::DiskUnavailable,
        });
    }
    engine.damaged.iter().map(|(kept, recovered)| kept.damaged(*recovered)).for_each(&mut add);
    problems
}

pub(crate) fn connections(engine: &Engine, now: Duration) -> [(Connection, ConnectionState); 4] {
    let of = |session: Option<&Session>| match session {
        None => ConnectionState::Off,
        Some(session) if session.is_usable(now) => ConnectionState::Connected,
        Some(session) if session.failure().is_some() => ConnectionState::Broken,
        Some(_) => ConnectionState::Connecting,
    };
    let stream = if engine.stream.is_live() {
        ConnectionState::Connected
    } else if engine.stream.lost_since().is_some() {
        ConnectionState::Broken
    } else {
        match of(engine.sessions.get(&Account::Cti)) {
            ConnectionState::Connected => ConnectionState::Connecting,
            other @ (ConnectionState::Off | ConnectionState::Connecting | ConnectionState::Broken) => other,
        }
    };
    let configuration = match engine.sessions.get(&Account::Configuration) {
        Some(_) if engine.directory.configuration_failure().is_some() => ConnectionState::Broken,
        session => of(session),
    };
    let readers = engine.sessions.iter().filter(|(account, _)| matches!(account, Account::SyncUser(_)));
    let sign_in = readers.map(|(_, session)| of(Some(session))).max_by_key(|state| match state {
        ConnectionState::Off => 0,
        ConnectionState::Connected => 1,
        ConnectionState::Connecting => 2,
        ConnectionState::Broken => 3,
    });
    let graph = match of(engine.sessions.get(&Account::Application)) {
        ConnectionState::Connected
            if engine.directory.users_failure.is_some() || engine.writes_from > Duration::ZERO =>
        {
            ConnectionState::Broken
        }
        other @ (ConnectionState::Off
        | ConnectionState::Connecting
        | ConnectionState::Connected
        | ConnectionState::Broken) => other,
    };
    [
        (Connection::CloudyaStream, stream),
        (Connection::CloudyaConfiguration, configuration),
        (Connection::MicrosoftSignIn, sign_in.unwrap_or(ConnectionState::Off)),
        (Connection::MicrosoftGraph, graph),
    ]
}

fn run_state(engine: &Engine, now: Duration) -> RunState {
    if engine.profile.activated.is_none() {
        return RunState::SettingUp;
    }
    if engine.profile.paused.is_some() || engine.hours.now.is_rest() {
        return RunState::Paused;
    }
    let offline = engine.stream_is_given_up(now)
        || engine.standing.has("cloudya-unreachable")
        || engine.standing.has("microsoft-unreachable");
    if offline {
        RunState::Offline
    } else if engine.standing.is_troubled() {
        RunState::Attention
    } else {
        RunState::Running
    }
}

fn setup(engine: &Engine) -> SetupView {
    let profile = &engine.profile;
    let microsoft = profile.microsoft.as_ref();
    let extensions = engine.directory.extensions.len();
    let since = engine.directory.view().complete_since;
    SetupView {
        cloudya: CloudyaStep {
            state: engine.onboarding.cloudya_state(profile, since),
            account: profile.cloudya.as_ref().map(|cloudya| cloudya.account.clone()),
            emails: profile.cloudya.as_ref().map(|cloudya| cloudya.emails),
            configuration: profile.cloudya.as_ref().is_some_and(CloudyaProfile::can_configure),
            extensions,
        },
        microsoft: MicrosoftStep {
            state: engine.onboarding.microsoft_state(profile, since),
            tenant: microsoft.map(|microsoft| microsoft.tenant.clone()),
            tenant_id: microsoft.map(|microsoft| microsoft.tenant_id.clone()),
            client_id: microsoft.map(|microsoft| microsoft.client_id.clone()),
            credential: microsoft.map(|microsoft| microsoft.credential),
            cloud: microsoft.map(|microsoft| microsoft.cloud).unwrap_or_default(),
            credential_expires: microsoft.and_then(|microsoft| microsoft.credential_expires),
            certificate: engine.onboarding.certificate_state(profile),
            created_certificate: profile.created_certificate.clone(),
        },
        application_reader: engine.trials.state(profile.application_reader),
        consent: engine.onboarding.consent_state(profile),
        rounds: rounds(engine),
        activation: profile.activated.map_or(StepState::ToDo, |at| StepState::Done { at }),
        open_page: engine.onboarding.open_page(),
    }
}

/// The rounds there are, those that are being signed in, and the next one where people wait for it.
fn rounds(engine: &Engine) -> Vec<RoundView> {
    let profile = &engine.profile;
    let mut rounds = existing_rounds(profile);
    if engine.roster.not_covered() > 0 {
        let next = rounds.iter().map(|round| round.0).max().unwrap_or(0) + 1;
        rounds.push(Round(next));
    }
    rounds.extend(engine.onboarding.signing_in());
    rounds.sort();
    rounds.dedup();
    let capacity = usize::from(profile.settings.round_size);
    let mut people = BTreeMap::new();
    profile.places.values().for_each(|held| *people.entry(*held).or_default() += 1);
    let view = |round: Round| RoundView {
        round,
        expected: onboarding::expected(round, profile),
        named: profile.sync_users.get(&round).is_some_and(|user| !user.expected.is_empty()),
        check: engine.onboarding.sync_users.check_state(round, profile),
        creation: engine.onboarding.sync_users.creation_state(round),
        password: engine.onboarding.sync_users.password(round),
        sign_in: engine.onboarding.sign_in_state(round, profile),
        account: profile.sync_users.get(&round).and_then(|user| user.signed_in.clone()),
        people: people.get(&round).copied().unwrap_or_default(),
        capacity,
    };
    rounds.into_iter().map(view).collect()
}

fn counts(engine: &Engine, now: Duration) -> Counts {
    let by_state = engine.rows.counts(engine, now);
    debug_assert_eq!(by_state, tally::afresh(engine, now), "a row changed and was not told of");
    Counts {
        extensions: engine.directory.extensions.len(),
        matched: engine.roster.people(),
        published: engine.people.published(),
        in_teams_calls: engine.people.in_teams_calls(now),
        ..by_state
    }
}
