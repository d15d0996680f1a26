//! Traces of the whole engine: what went in, what came out, and when.

mod people;
mod phone_rules;
mod records;
mod set_up;

use super::Engine;
use crate::{
    Attempt, Effect, Event, ExtensionNumber, Now, Request, Round, UserId, Utc,
    activity::Record,
    event::{
        Account, CallKind, Connector, Diversion, Extension, Failure, FailureKind, ForwardProfile, Line, NotActivated,
        PageFailure, SignedIn, TeamsUser, Token, UserKind,
    },
    presence::{CloudyaPresence, LineState, TeamsPresence},
    problem::{Permission, Problem, SignInCause},
    request::{PauseUntil, Via},
    rules::{CloudyaProfile, EmailSource, MicrosoftProfile, Profile, Settings, SignedInAccount, SyncUserProfile},
    view::{PersonState, RunState, StepState, TeamsOrigin},
};
use expect_test::{Expect, expect};
use std::{collections::BTreeMap, time::Duration};

#[test]
fn a_call_reaches_teams_after_settling_and_hanging_up_clears_it() {
    let mut bench = Bench::running();
    bench.line("20", LineState::Ringing);
    bench.wait(3.0);
    bench.line("20", LineState::InUse);
    bench.wait(3.0);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(57.0);
    bench.line("20", LineState::Idle);
    bench.wait(10.0);
    bench.expect(&expect![[r#"
        5.0  set ada Busy/InACall
        64.0  clear ada
    "#]]);
}

#[test]
fn an_answered_conversation_is_not_kept_waiting_and_a_feature_code_is() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.event(Event::CallAnswered { extension: number("20"), kind: CallKind::FeatureCode });
    bench.wait(0.5);
    bench.line("20", LineState::Idle);
    bench.wait(5.0);
    bench.expect(&expect![""]);
    bench.line("20", LineState::InUse);
    bench.wait(0.1);
    bench.event(Event::CallAnswered { extension: number("20"), kind: CallKind::Conversation });
    bench.wait(1.0);
    bench.expect(&expect![[r#"
          5.6  set ada Busy/InACall
    "#]]);
}

#[test]
fn of_two_extensions_with_one_address_the_lower_counts_and_the_other_is_listed() {
    let mut bench = Bench::running();
    bench.line("100", LineState::InUse);
    bench.wait(5.0);
    bench.expect(&expect![""]);
    assert_eq!(bench.row("100").state, PersonState::Duplicate);
    bench.line("21", LineState::InUse);
    bench.wait(5.0);
    bench.expect(&expect![[r#"
          7.0  set bob Busy/InACall
    "#]]);
    let problems = bench.engine.view(bench.now()).problems;
    let duplicates = problems.iter().filter_map(|standing| match &standing.problem {
        Problem::DuplicateEmail { extensions, used, .. } => Some((extensions.clone(), used.clone())),
        _ => None,
    });
    assert_eq!(duplicates.collect::<Vec<_>>(), [(vec![number("21"), number("100")], vec![number("21")])]);
}

#[test]
fn a_pause_clears_at_once_and_ends_by_itself() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.ask(Request::Pause { until: PauseUntil::HalfAnHour });
    assert_eq!(bench.engine.view(bench.now()).state, RunState::Paused);
    bench.wait(1_800.0);
    bench.wait(4.0);
    bench.expect(&expect![[r#"
        2.0  set ada Busy/InACall
        5.0  clear ada
        1807.0  set ada Busy/InACall
    "#]]);
}

#[test]
fn until_tomorrow_is_the_next_midnight_of_the_place() {
    let mut bench = Bench::running();
    bench.event(Event::ZoneChanged { minutes: 60 });
    bench.ask(Request::Pause { until: PauseUntil::Tomorrow });
    let until = bench.engine.view(bench.now()).paused_until;
    assert_eq!(until, Some(Utc(23 * 60 * 60 * 1_000)), "1970 began at one o'clock there");
}

#[test]
fn quitting_clears_first() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.ask(Request::Quit);
    bench.expect(&expect![[r#"
          2.0  set ada Busy/InACall
          5.0  clear ada
          5.0  Quit
    "#]]);
}

#[test]
fn quitting_gives_up_after_ten_seconds() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.teams_answers = Answers::Never;
    bench.ask(Request::Quit);
    bench.wait(20.0);
    bench.expect(&expect![[r#"
        2.0  set ada Busy/InACall
        5.0  clear ada
        15.0  Quit
    "#]]);
}

#[test]
fn a_lost_stream_is_not_idle_until_the_grace_time_is_over() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(5.0);
    bench.cloudya_answers = Answers::Never;
    let attempt = bench.stream;
    bench.event(Event::StreamLost { attempt, failure: Failure::new(FailureKind::Unreachable) });
    bench.wait(120.0);
    bench.expect(&expect![[r#"
        2.0  set ada Busy/InACall
        95.0  clear ada
    "#]]);
    assert_eq!(bench.engine.view(bench.now()).state, RunState::Offline);
    assert_eq!(bench.row("20").line, LineState::Unknown);
}

#[test]
fn what_an_earlier_run_left_is_cleared_when_the_phone_is_free() {
    let mut bench = Bench::start(activated(), vec![UserId::new("ada"), UserId::new("gone")]);
    bench.wait(5.0);
    bench.expect(&expect![[r#"
        0.2  clear ada
        0.4  clear gone
    "#]]);
}

#[test]
fn what_comes_back_from_teams_is_recognised_as_ours() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(6.0);
    assert_eq!(bench.row("20").teams_origin, TeamsOrigin::Echo);
    assert_eq!(bench.row("20").state, PersonState::InSync);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("DoNotDisturb", "DoNotDisturb"));
    bench.wait(20.0);
    assert_eq!(bench.row("20").state, PersonState::Overridden);
    assert_eq!(bench.row("20").teams_origin, TeamsOrigin::Teams);
}

#[test]
fn the_connector_of_nfon_stops_writing() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.connector = Connector::Active;
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    bench.expect(&expect![[r#"
          2.0  set ada Busy/InACall
          5.0  clear ada
          5.0  notify connector-active
    "#]]);
    assert_eq!(bench.engine.view(bench.now()).state, RunState::Attention);
}

#[test]
fn another_account_than_the_sync_user_is_kept_only_when_a_person_says_so() {
    let mut bench = Bench::running();
    bench.ask(Request::SignIn { round: Round(1), via: Via::Window });
    let attempt = bench.page;
    let token = Token { expires_in: Duration::from_secs(3_600), granted: vec![Permission::PresenceReadAll] };
    let user_principal_name = "Admin@x.example".to_owned();
    let admin = SignedIn { user: UserId::new("admin"), user_principal_name, token };
    bench.event(Event::SignInReturned { attempt, result: Ok(admin) });
    let sign_in = bench.engine.view(bench.now()).setup.rounds[0].sign_in.clone();
    assert!(matches!(sign_in, StepState::Failed { problem: Problem::WrongAccount { .. } }), "{sign_in:?}");
    bench.ask(Request::AcceptAccount { round: Round(1) });
    bench.expect(&expect![[r#"
          0.0  OpenSignIn
          0.0  AcceptSignIn
    "#]]);
    let account = bench.engine.view(bench.now()).setup.rounds[0].account.clone().unwrap();
    assert_eq!(account.user_id, UserId::new("admin"));
}

#[test]
fn a_closed_window_is_a_change_of_mind_and_a_refusal_is_explained() {
    let mut bench = Bench::running();
    for (failure, expected) in [
        (PageFailure::Closed, StepState::Done { at: Utc(1) }),
        (
            PageFailure::Refused { cause: SignInCause::Declined, code: Some(65_004) },
            StepState::Failed { problem: Problem::ConsentRefused { code: Some(65_004) } },
        ),
    ] {
        bench.ask(Request::GiveConsent { via: Via::Window });
        let attempt = bench.page;
        bench.event(Event::ConsentReturned { attempt, result: Err(failure) });
        assert_eq!(bench.engine.view(bench.now()).setup.consent, expected);
    }
}

#[test]
fn consent_is_verified_with_new_tokens_and_not_believed() {
    let mut bench = Bench::running();
    bench.granted = vec![Permission::UserReadAll];
    bench.ask(Request::GiveConsent { via: Via::Window });
    let attempt = bench.page;
    bench.event(Event::ConsentReturned { attempt, result: Ok(()) });
    bench.wait(60.0);
    assert_eq!(bench.engine.view(bench.now()).setup.consent, StepState::InProgress, "a grant may take its time");
    bench.wait(300.0);
    let missing = vec![Permission::PresenceReadWriteAll];
    let failed = StepState::Failed { problem: Problem::ConsentMissing { missing } };
    assert_eq!(bench.engine.view(bench.now()).setup.consent, failed);
}

#[test]
fn a_round_whose_sign_in_has_lapsed_says_so_and_goes_on_publishing() {
    let mut bench = Bench::running();
    bench.sync_user = Err(Failure::new(FailureKind::SignInNeeded(SignInCause::Revoked)).with_code(Some(50_173)));
    bench.wait(3_600.0);
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.expect(&expect![[r#"
       3240.0  notify sign-in-lapsed
       3602.0  set ada Busy/InACall
    "#]]);
    assert_eq!(bench.row("20").state, PersonState::Unknown, "nobody can see what Teams shows");
}

#[test]
fn waking_up_reads_afresh_before_anything_is_written() {
    let mut bench = Bench::woken_after(Duration::from_secs(20));
    bench.wait(2.0);
    bench.expect(&expect![[r#"
        2.0  set ada Busy/InACall
        26.0  clear ada
    "#]]);
}

#[test]
fn a_renewal_that_has_come_due_in_the_sleep_waits_for_what_the_phone_says() {
    let mut bench = Bench::woken_after(Duration::from_secs(270));
    bench.wait(40.0);
    bench.expect(&expect![[r#"
        2.0  set ada Busy/InACall
        276.0  clear ada
    "#]]);
}

#[test]
fn what_was_known_before_the_sleep_is_not_believed_for_longer_than_the_grace_time() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.cloudya_answers = Answers::Never;
    bench.event(Event::Resumed);
    bench.wait(80.0);
    assert_eq!(bench.row("20").line, LineState::InUse);
    bench.wait(20.0);
    assert_eq!((bench.row("20").line, bench.row("20").state), (LineState::Unknown, PersonState::Unknown));
    assert!(bench.trace.contains("clear ada"), "{}", bench.trace);
}

#[test]
fn a_silence_that_cloudya_asks_for_is_kept_by_everything_that_asks_it() {
    let mut bench = Bench::running();
    let asked = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_secs(1_000)));
    let attempt = bench.stream;
    bench.event(Event::StreamLost { attempt, failure: asked });
    bench.asked_cloudya = 0;
    bench.ask(Request::RefreshDirectory);
    bench.event(Event::Resumed);
    bench.wait(999.0);
    assert_eq!(bench.asked_cloudya, 0, "neither the list, nor a token, nor a stream");
    bench.wait(10.0);
    assert_eq!(bench.engine.view(bench.now()).state, RunState::Running);
    assert!(bench.asked_cloudya >= 4, "all of it afterwards: {}", bench.asked_cloudya);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    AtOnce,
    Never,
}

/// An engine whose effects are answered as a healthy world would.
struct Bench {
    engine: Engine,
    clock: Duration,
    trace: String,
    stream: Attempt,
    /// What waits for an answer that a test gives: a page, a check, a creation.
    page: Attempt,
    /// Requests to the CTI API.
    asked_cloudya: usize,
    lines: BTreeMap<ExtensionNumber, LineState>,
    teams: BTreeMap<UserId, TeamsPresence>,
    teams_answers: Answers,
    cloudya_answers: Answers,
    connector: Connector,
    granted: Vec<Permission>,
    sync_user: Result<(), Failure>,
    application_reads: Result<(), Failure>,
    round_reads: Result<(), Failure>,
    users: Vec<TeamsUser>,
    emails: BTreeMap<ExtensionNumber, String>,
    refuses_writes: bool,
    /// What is answered to whoever is set for these.
    unwritable: BTreeMap<UserId, FailureKind>,
    /// The active call-forward profile of each extension: 0 is the default, 1 is called *Meeting*.
    forwarding: BTreeMap<ExtensionNumber, u8>,
    forwarding_answers: Result<(), NotActivated>,
    records: Vec<Record>,
}

impl Bench {
    fn running() -> Self {
        let mut bench = Self::start(activated(), Vec::new());
        assert_eq!(bench.engine.view(bench.now()).state, RunState::Running);
        assert_eq!(bench.row("20").state, PersonState::InSync);
        bench.trace.clear();
        bench
    }

    /// Ada was on the phone when the computer fell asleep, and is not any more.
    fn woken_after(sleep: Duration) -> Self {
        let mut bench = Self::running();
        bench.line("20", LineState::InUse);
        bench.wait(5.0);
        bench.clock += sleep;
        bench.lines.insert(number("20"), LineState::Idle);
        bench.event(Event::Resumed);
        bench
    }

    fn start(profile: Profile, leftovers: Vec<UserId>) -> Self {
        Self::prepared(profile, leftovers, |_| {})
    }

    fn start_with(profile: Profile, prepare: impl FnOnce(&mut Self)) -> Self {
        Self::prepared(profile, Vec::new(), prepare)
    }

    fn prepared(profile: Profile, leftovers: Vec<UserId>, prepare: impl FnOnce(&mut Self)) -> Self {
        Self::restored(profile, leftovers, Vec::new(), prepare)
    }

    fn restored(
        profile: Profile,
        leftovers: Vec<UserId>,
        diversions: Vec<Diversion>,
        prepare: impl FnOnce(&mut Self),
    ) -> Self {
        let start = Now { mono: Duration::ZERO, utc: Utc(0) };
        let mut bench = Self {
            engine: Engine::new(1, start),
            clock: Duration::ZERO,
            trace: String::new(),
            stream: Attempt(0),
            page: Attempt(0),
            asked_cloudya: 0,
            lines: ["20", "21", "100"].into_iter().map(|line| (number(line), LineState::Idle)).collect(),
            teams: BTreeMap::new(),
            teams_answers: Answers::AtOnce,
            cloudya_answers: Answers::AtOnce,
            connector: Connector::Inactive,
            granted: vec![Permission::PresenceReadWriteAll, Permission::UserReadAll],
            sync_user: Ok(()),
            application_reads: Ok(()),
            round_reads: Ok(()),
            users: vec![teams_user("ada"), teams_user("bob")],
            emails: [("20", "ada@x.example"), ("21", "BOB@x.example"), ("100", "BOB@x.example")]
                .map(|(line, email)| (number(line), email.to_owned()))
                .into(),
            refuses_writes: false,
            unwritable: BTreeMap::new(),
            forwarding: BTreeMap::new(),
            forwarding_answers: Ok(()),
            records: Vec::new(),
        };
        prepare(&mut bench);
        bench.event(Event::Restored {
            profile: Box::new(profile),
            leftovers,
            diversions,
            emails: Vec::new(),
            last_request: None,
        });
        bench
    }

    fn now(&self) -> Now {
        Now { mono: self.clock, utc: Utc(i64::try_from(self.clock.as_millis()).unwrap()) }
    }

    fn event(&mut self, event: Event) {
        self.engine.handle_event(event, self.now());
        self.answer();
    }

    fn ask(&mut self, request: Request) {
        self.event(Event::Requested(request));
    }

    fn line(&mut self, extension: &str, state: LineState) {
        self.lines.insert(number(extension), state);
        let attempt = self.stream;
        self.event(Event::LineChanged { attempt, line: line(&number(extension), state) });
    }

    fn presence(&mut self, extension: &str, presence: CloudyaPresence) {
        let attempt = self.stream;
        let line = Line { presence, ..line(&number(extension), LineState::Idle) };
        self.event(Event::LineChanged { attempt, line });
    }

    fn row(&self, extension: &str) -> crate::view::Row {
        let rows = self.engine.rows(self.now());
        rows.into_iter().find(|row| row.extension == number(extension)).unwrap()
    }

    /// Lets time pass, with a heartbeat of the stream every fifteen seconds.
    fn wait(&mut self, seconds: f64) {
        let end = self.clock + Duration::from_secs_f64(seconds);
        let mut beat = self.clock + Duration::from_secs(15);
        for turn in 0.. {
            assert!(turn < 100_000, "the engine does not come to rest");
            let due = self.engine.poll_timeout(self.now()).unwrap_or(end).max(self.clock);
            let next = due.min(beat).min(end);
            self.clock = next;
            if next == beat {
                beat += Duration::from_secs(15);
                let attempt = self.stream;
                self.engine.handle_event(Event::StreamBeat { attempt }, self.now());
            }
            self.engine.handle_timeout(self.now());
            self.answer();
            if next == end && self.engine.poll_timeout(self.now()).is_none_or(|due| due > end) {
                return;
            }
        }
    }

    fn expect(&mut self, expected: &Expect) {
        expected.assert_eq(&std::mem::take(&mut self.trace));
    }

    fn note(&mut self, text: &str) {
        self.trace += &format!("{:.1}  {text}\n", self.clock.as_secs_f64());
    }

    fn answer(&mut self) {
        for turn in 0.. {
            let Some(effect) = self.engine.poll_effect() else { return };
            assert!(turn < 10_000, "the engine goes round in circles: {}", effect.name());
            for event in self.answers_to(effect) {
                self.engine.handle_event(event, self.now());
            }
        }
    }

    fn answers_to(&mut self, effect: Effect) -> Vec<Event> {
        let cloudya = self.cloudya_answers == Answers::AtOnce;
        self.asked_cloudya += usize::from(matches!(
            effect,
            Effect::Authenticate { account: Account::Cti, .. }
                | Effect::ListExtensions { .. }
                | Effect::OpenStream { .. }
                | Effect::ReadSnapshot { .. }
        ));
        let answer = match effect {
            Effect::Authenticate { account, attempt } => {
                let (seconds, granted) = match account {
                    Account::Application => (3_600, self.granted.clone()),
                    Account::SyncUser(_) => (3_600, vec![Permission::PresenceReadAll]),
                    Account::Cti | Account::Configuration => (300, Vec::new()),
                };
                let token = Token { expires_in: Duration::from_secs(seconds), granted };
                let result = match account {
                    Account::SyncUser(_) if self.clock > Duration::ZERO => self.sync_user.clone().map(|()| token),
                    _ => Ok(token),
                };
                Event::Authenticated { account, attempt, result }
            }
            Effect::ListExtensions { attempt } => {
                let extension =
                    |number: &ExtensionNumber| Extension { number: number.clone(), name: number.to_string() };
                Event::ExtensionsListed { attempt, result: Ok(self.lines.keys().map(extension).collect()) }
            }
            Effect::ReadEmail { attempt, extension } => {
                let email = self.emails.get(&extension).cloned().ok_or(Failure::new(FailureKind::Forbidden));
                Event::EmailRead { attempt, extension, result: email }
            }
            Effect::ReadConnector { attempt } => Event::ConnectorRead { attempt, result: Ok(self.connector) },
            Effect::ReadForwarding { attempt, extension } => {
                let active = self.forwarding.get(&extension).copied().unwrap_or_default();
                let profile = |(number, name): (u8, &str)| ForwardProfile {
                    number,
                    name: name.to_owned(),
                    active: number == active,
                };
                let profiles = [(0, "Default"), (1, "Meeting"), (2, "Holiday")].map(profile).to_vec();
                Event::ForwardingRead { attempt, result: Ok(profiles) }
            }
            Effect::ActivateForwarding { attempt, extension, profile, instead_of } => {
                let active = self.forwarding.get(&extension).copied().unwrap_or_default();
                let result = match self.forwarding_answers.clone() {
                    _ if active == profile => Ok(()),
                    Ok(()) if active != profile && active != instead_of => Err(NotActivated::TakenOver),
                    answer => answer,
                };
                if result.is_ok() {
                    self.note(&format!("activate {profile} on {extension}"));
                    self.forwarding.insert(extension, profile);
                }
                Event::ForwardingActivated { attempt, result }
            }
            Effect::RememberDiversion { diversion } => {
                self.note(&format!("remember {} on {}", diversion.former, diversion.extension));
                return Vec::new();
            }
            Effect::ForgetDiversion { extension } => {
                self.note(&format!("forget {extension}"));
                return Vec::new();
            }
            Effect::Record { record } => {
                self.records.push(record);
                return Vec::new();
            }
            Effect::ListUsers { attempt } => Event::UsersListed { attempt, result: Ok(self.users.clone()) },
            Effect::OpenStream { attempt } if cloudya => {
                self.stream = attempt;
                Event::StreamOpened { attempt }
            }
            Effect::ReadSnapshot { attempt } if cloudya => {
                let lines = self.lines.iter().map(|(extension, state)| line(extension, *state)).collect();
                Event::SnapshotRead { attempt, result: Ok(lines) }
            }
            Effect::ReadPresences { attempt, users, reader } => {
                let available = TeamsPresence::new("Available", "Available");
                let of = |user: &UserId| (user.clone(), self.teams.get(user).unwrap_or(&available).clone());
                let allowed = if reader == Account::Application { &self.application_reads } else { &self.round_reads };
                let result = allowed.clone().map(|()| users.iter().map(of).collect());
                Event::PresencesRead { attempt, result }
            }
            Effect::SetPresence { attempt, user, publication, .. } => {
                self.note(&format!("set {user} {}/{}", publication.availability(), publication.activity()));
                return self.written(attempt, user);
            }
            Effect::ClearPresence { attempt, user } => {
                self.note(&format!("clear {user}"));
                return self.written(attempt, user);
            }
            Effect::OpenConsent { attempt, .. }
            | Effect::CheckSyncUser { attempt, .. }
            | Effect::WriteEmail { attempt, .. }
            | Effect::CreateSyncUser { attempt, .. }
            | Effect::CreateCertificate { attempt } => {
                self.page = attempt;
                return Vec::new();
            }
            Effect::OpenSignIn { attempt, .. } => {
                self.page = attempt;
                self.note("OpenSignIn");
                return Vec::new();
            }
            Effect::Notify { notice } => {
                self.note(&format!("notify {}", notice.problem.code()));
                return Vec::new();
            }
            Effect::AcceptSignIn { .. } | Effect::ForgetSignIn { .. } | Effect::Quit | Effect::ForgetEverything => {
                self.note(effect.name());
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        vec![answer]
    }

    fn written(&self, attempt: Attempt, user: UserId) -> Vec<Event> {
        match self.teams_answers {
            Answers::AtOnce if self.refuses_writes => {
                let refused = Err(Failure::new(FailureKind::Refused));
                vec![Event::PresenceWritten { attempt, user, result: refused }]
            }
            Answers::AtOnce => {
                let result = self.unwritable.get(&user).map_or(Ok(()), |kind| Err(Failure::new(*kind)));
                vec![Event::PresenceWritten { attempt, user, result }]
            }
            Answers::Never => Vec::new(),
        }
    }
}

fn activated() -> Profile {
    let signed_in = SignedInAccount {
        user_id: UserId::new("sync"),
        user_principal_name: "presence-sync@x.example".to_owned(),
        at: Utc(1),
    };
    let sync_user = SyncUserProfile {
        expected: "presence-sync@x.example".to_owned(),
        signed_in: Some(signed_in),
        ..SyncUserProfile::default()
    };
    Profile {
        cloudya: Some(CloudyaProfile {
            account: "K1234".to_owned(),
            emails: EmailSource::Configuration,
            configuration: true,
        }),
        microsoft: Some(MicrosoftProfile {
            tenant: "x.example".to_owned(),
            tenant_id: "t".to_owned(),
            client_id: "c".to_owned(),
            ..MicrosoftProfile::default()
        }),
        sync_users: BTreeMap::from([(Round(1), sync_user)]),
        consent: Some(Utc(1)),
        activated: Some(Utc(1)),
        settings: Settings::default(),
        ..Profile::default()
    }
}

fn number(number: &str) -> ExtensionNumber {
    ExtensionNumber::new(number)
}

fn line(extension: &ExtensionNumber, state: LineState) -> Line {
    Line { extension: extension.clone(), line: state, presence: CloudyaPresence::Available, updated: None }
}

fn teams_user(name: &str) -> TeamsUser {
    TeamsUser {
        id: UserId::new(name),
        name: name.to_owned(),
        user_principal_name: format!("{name}@x.example"),
        mail: Some(format!("{name}@x.example")),
        proxy_addresses: Vec::new(),
        enabled: true,
        kind: UserKind::Member,
    }
}
