//! What administrators do before and beside the synchronisation: sync users, rounds, credentials, who reads.

use super::{Bench, activated, number};
use crate::{
    Event, Request, Round, Secret, UserId, Utc,
    event::{
        CreatedAccount, CreationFailure, Failure, FailureKind, FoundAccount, MicrosoftFacts, PageFailure, SignedIn,
        Token, UserKind,
    },
    problem::{NotCreated, Permission, Problem, SignInCause, Unfit},
    request::{ConnectMicrosoft, Credential, Via},
    rules::{Cloud, CreatedCertificate, CredentialKind, Reader, Settings},
    view::{PersonState, RoundView, SetupView, StepState},
};
use expect_test::expect;
use std::time::Duration;

const DAY: u64 = 24 * 60 * 60;

fn setup(bench: &Bench) -> SetupView {
    bench.engine.view(bench.now()).setup
}

fn round(bench: &Bench, round: u16) -> RoundView {
    setup(bench).rounds.into_iter().find(|view| view.round == Round(round)).unwrap()
}

fn account(id: &str) -> FoundAccount {
    FoundAccount {
        id: UserId::new(id),
        user_principal_name: "presence-sync@x.example".to_owned(),
        enabled: true,
        kind: UserKind::Member,
        administrator: Some(false),
    }
}

fn checked(bench: &mut Bench, found: Option<FoundAccount>) -> StepState {
    bench.ask(Request::CheckSyncUser { round: Round(1) });
    assert_eq!(round(bench, 1).check, StepState::InProgress);
    let attempt = bench.page;
    bench.event(Event::SyncUserChecked { attempt, result: Ok(found) });
    round(bench, 1).check
}

fn sign_in(bench: &mut Bench, round: Round, address: &str) {
    bench.ask(Request::NameSyncUser { round, address: address.to_owned() });
    bench.ask(Request::SignIn { round, via: Via::Window });
    let attempt = bench.page;
    let granted = vec![Permission::PresenceReadAll];
    let token = Token { expires_in: Duration::from_secs(3_600), granted };
    let user = UserId::new(address);
    bench.event(Event::SignInReturned {
        attempt,
        result: Ok(SignedIn { user, user_principal_name: address.to_owned(), token }),
    });
}

#[test]
fn an_account_that_cannot_be_a_sync_user_is_told_with_the_reason() {
    let mut bench = Bench::running();
    let unfit = [
        (None, Unfit::Missing),
        (Some(FoundAccount { enabled: false, ..account("sync") }), Unfit::Disabled),
        (Some(FoundAccount { kind: UserKind::Guest, ..account("sync") }), Unfit::Guest),
        (Some(FoundAccount { administrator: Some(true), ..account("sync") }), Unfit::Administrator),
        (Some(account("ada")), Unfit::Person { extension: number("20") }),
    ];
    for (found, reason) in unfit {
        let address = "presence-sync@x.example".to_owned();
        let problem = Problem::SyncUserUnfit { round: Round(1), address, reason };
        assert_eq!(checked(&mut bench, found), StepState::Failed { problem });
    }
    let unknown_roles = FoundAccount { administrator: None, ..account("sync") };
    assert!(matches!(checked(&mut bench, Some(unknown_roles)), StepState::Done { .. }));
}

#[test]
fn a_sync_user_is_not_judged_before_anybody_could_look() {
    let mut bench = Bench::start(activated(), Vec::new());
    bench.ask(Request::CheckSyncUser { round: Round(1) });
    let attempt = bench.page;
    bench.event(Event::SyncUserChecked { attempt, result: Err(Failure::new(FailureKind::Forbidden)) });
    assert_eq!(round(&bench, 1).check, StepState::ToDo);
}

#[test]
fn the_password_of_a_created_account_is_shown_until_it_is_noted() {
    let mut bench = Bench::running();
    bench.ask(Request::CreateSyncUser { round: Round(1), via: Via::Window });
    assert_eq!(round(&bench, 1).creation, StepState::InProgress);
    let attempt = bench.page;
    let created = CreatedAccount {
        id: UserId::new("new"),
        user_principal_name: "Presence-Sync@x.example".to_owned(),
        password: Secret::new("correct horse"),
    };
    bench.event(Event::SyncUserCreated { attempt, result: Ok(created) });
    let view = round(&bench, 1);
    assert!(matches!(view.creation, StepState::Done { .. }));
    assert_eq!(view.expected, "presence-sync@x.example");
    assert!(!format!("{view:?}").contains("horse"), "it does not print itself");
    assert_eq!(serde_json::to_value(view.password).unwrap(), "correct horse");
    assert_eq!(view.check, StepState::ToDo, "a new account is not seen everywhere at once");
    bench.wait(21.0);
    assert_eq!(round(&bench, 1).check, StepState::InProgress);
    bench.ask(Request::PasswordNoted { round: Round(1) });
    assert_eq!(round(&bench, 1).password, None);
}

#[test]
fn an_account_that_was_created_after_its_page_was_closed_still_shows_its_password() {
    let mut bench = Bench::running();
    bench.ask(Request::CreateSyncUser { round: Round(2), via: Via::Window });
    let attempt = bench.page;
    bench.ask(Request::CancelSignIn);
    let created = CreatedAccount {
        id: UserId::new("new"),
        user_principal_name: "presence-sync-2@x.example".to_owned(),
        password: Secret::new("p"),
    };
    bench.event(Event::SyncUserCreated { attempt, result: Ok(created) });
    bench.ask(Request::SignIn { round: Round(2), via: Via::Window });
    assert_eq!(bench.engine.profile.sync_users[&Round(2)].expected, "presence-sync-2@x.example");
}

#[test]
fn a_creation_that_is_refused_says_why_and_a_closed_page_is_no_error() {
    let mut bench = Bench::running();
    bench.ask(Request::CreateSyncUser { round: Round(1), via: Via::Window });
    let attempt = bench.page;
    let refused = CreationFailure::Refused(NotCreated::AddressTaken);
    bench.event(Event::SyncUserCreated { attempt, result: Err(refused) });
    let address = "presence-sync@x.example".to_owned();
    let problem = Problem::SyncUserNotCreated { round: Round(1), address, reason: NotCreated::AddressTaken };
    assert_eq!(round(&bench, 1).creation, StepState::Failed { problem });

    bench.ask(Request::CreateSyncUser { round: Round(1), via: Via::Window });
    let attempt = bench.page;
    let closed = CreationFailure::Page(PageFailure::Closed);
    bench.event(Event::SyncUserCreated { attempt, result: Err(closed) });
    assert_eq!(round(&bench, 1).creation, StepState::ToDo);
}

#[test]
fn a_released_round_frees_its_places_and_moves_nobody_else() {
    let mut profile = activated();
    profile.settings.round_size = 1;
    let mut bench = Bench::start(profile, Vec::new());
    assert_eq!(bench.row("21").state, PersonState::NotCovered);
    sign_in(&mut bench, Round(2), "presence-sync-2@x.example");
    assert_eq!((bench.row("20").round, bench.row("21").round), (Some(Round(1)), Some(Round(2))));
    bench.trace.clear();
    bench.ask(Request::ReleaseRound { round: Round(2) });
    assert_eq!((bench.row("20").round, bench.row("21").state), (Some(Round(1)), PersonState::NotCovered));
    let released = round(&bench, 2);
    assert_eq!((released.sign_in, released.people), (StepState::ToDo, 0));
    assert_eq!(released.expected, "presence-sync-2@x.example", "the address is offered again");
    bench.expect(&expect![[r#"
        0.0  ForgetSignIn
    "#]]);
}

#[test]
fn a_sync_user_that_may_not_read_is_told_right_after_its_sign_in() {
    let mut bench = Bench::running();
    bench.ask(Request::SignIn { round: Round(1), via: Via::Window });
    bench.round_reads = Err(Failure::new(FailureKind::Forbidden));
    let attempt = bench.page;
    let token = Token { expires_in: Duration::from_secs(3_600), granted: vec![Permission::PresenceReadAll] };
    let user_principal_name = "presence-sync@x.example".to_owned();
    let signed_in = SignedIn { user: UserId::new("sync"), user_principal_name, token };
    bench.event(Event::SignInReturned { attempt, result: Ok(signed_in) });
    let problem = Problem::ReadingForbidden { round: Some(Round(1)) };
    assert_eq!(round(&bench, 1).sign_in, StepState::Failed { problem });
    bench.round_reads = Ok(());
    bench.wait(120.0);
    assert!(matches!(round(&bench, 1).sign_in, StepState::Done { .. }), "it reads again, so nothing is wrong");
}

#[test]
fn a_round_that_nobody_needs_yet_shows_while_somebody_signs_in_for_it_and_when_that_went_wrong() {
    let mut bench = Bench::running();
    let shown = |bench: &Bench| setup(bench).rounds.into_iter().find(|view| view.round == Round(3));
    for (failure, stays) in
        [(PageFailure::Closed, false), (PageFailure::Refused { cause: SignInCause::Declined, code: None }, true)]
    {
        assert_eq!(shown(&bench), None);
        bench.ask(Request::SignIn { round: Round(3), via: Via::DeviceCode });
        assert_eq!(round(&bench, 3).sign_in, StepState::InProgress);
        let attempt = bench.page;
        bench.event(Event::SignInReturned { attempt, result: Err(failure) });
        assert_eq!(shown(&bench).is_some_and(|view| matches!(view.sign_in, StepState::Failed { .. })), stays);
    }
}

#[test]
fn the_application_reads_only_after_it_was_found_that_it_may() {
    let mut bench = Bench::running();
    bench.application_reads = Err(Failure::new(FailureKind::Forbidden));
    bench.ask(Request::TryApplicationReader);
    let problem = Problem::ReadingForbidden { round: None };
    assert_eq!(setup(&bench).application_reader, StepState::Failed { problem: problem.clone() });

    let settings = Settings { reader: Reader::Application, ..Settings::default() };
    bench.ask(Request::ChangeSettings { settings });
    let view = bench.engine.view(bench.now());
    assert_eq!(view.settings.reader, Reader::SyncUser, "the sync user goes on");
    assert!(view.problems.iter().any(|standing| standing.problem == problem));

    bench.application_reads = Ok(());
    bench.wait(700.0);
    let view = bench.engine.view(bench.now());
    assert_eq!(view.settings.reader, Reader::Application, "it is tried again as long as it is wanted");
    assert!(view.problems.iter().all(|standing| standing.problem != problem));
    assert!(matches!(view.setup.application_reader, StepState::Done { .. }));
    assert_eq!(bench.row("20").state, PersonState::InSync);

    bench.ask(Request::ChangeSettings { settings: Settings::default() });
    assert_eq!(bench.engine.view(bench.now()).settings.reader, Reader::SyncUser, "the way back");
}

#[test]
fn a_trial_that_met_a_fault_is_repeated_soon_and_tells_only_what_lasts() {
    let mut bench = Bench::running();
    bench.application_reads = Err(Failure::new(FailureKind::Server));
    bench.ask(Request::ChangeSettings { settings: Settings { reader: Reader::Application, ..Settings::default() } });
    let is_told = |bench: &Bench| {
        let problems = bench.engine.view(bench.now()).problems;
        problems.iter().any(|standing| standing.problem == Problem::MicrosoftUnreachable)
    };
    assert!(!is_told(&bench), "a single fault");
    bench.wait(300.0);
    assert!(is_told(&bench));
    assert!(bench.trace.matches("notify microsoft-unreachable").count() <= 1, "{}", bench.trace);
    bench.application_reads = Ok(());
    bench.wait(60.0);
    assert_eq!(bench.engine.view(bench.now()).settings.reader, Reader::Application);
    assert!(!is_told(&bench));
}

#[test]
fn a_trial_that_merely_answered_is_not_adopted_unasked() {
    let mut bench = Bench::running();
    bench.ask(Request::TryApplicationReader);
    assert!(matches!(setup(&bench).application_reader, StepState::Done { .. }));
    assert_eq!(bench.engine.view(bench.now()).settings.reader, Reader::SyncUser);
}

#[test]
fn the_end_of_a_credential_is_announced_thirty_seven_and_one_day_before_and_once_each() {
    let mut profile = activated();
    let microsoft = profile.microsoft.as_mut().unwrap();
    microsoft.credential_expires = Some(Utc(i64::try_from(31 * DAY * 1_000).unwrap()));
    let mut bench = Bench::start(profile, Vec::new());
    let clock = |days: u64| Duration::from_secs(days * DAY);
    for days in [2, 10, 25, 30] {
        bench.clock = clock(days);
        bench.wait(30.0);
        bench.note(&format!("day {days}"));
    }
    let said = bench.trace.lines().filter(|line| line.contains("day") || line.contains("credential"));
    let said = said.map(|line| line.split_once("  ").unwrap().1).collect::<Vec<_>>();
    assert_eq!(
        said,
        [
            "notify credential-expires",
            "day 2",
            "day 10",
            "notify credential-expires",
            "day 25",
            "notify credential-expires",
            "day 30"
        ]
    );
    let told = bench.engine.profile.microsoft.clone();
    assert_eq!(told.unwrap().told_days, Some(1), "also over a restart");
}

#[test]
fn a_cloud_without_presence_is_refused_before_anything_is_sent() {
    let mut bench = Bench::running();
    let credentials = ConnectMicrosoft {
        tenant: "x.example".to_owned(),
        client_id: "c".to_owned(),
        credential: Credential::Secret { secret: Secret::new("s") },
        cloud: Cloud::China,
        expires: None,
    };
    bench.ask(Request::ConnectMicrosoft(credentials));
    let problem = Problem::CloudWithoutPresence { cloud: Cloud::China };
    assert_eq!(setup(&bench).microsoft.state, StepState::Failed { problem });
}

#[test]
fn a_new_credential_replaces_the_former_without_repeating_anything_else() {
    let mut bench = Bench::running();
    let expires = Utc(900_000);
    let created = Utc(0);
    bench.ask(Request::CreateCertificate);
    let attempt = bench.page;
    let certificate = CreatedCertificate { public_pem: "PEM".into(), thumbprint: "AB".into(), created, expires };
    bench.event(Event::CertificateCreated { attempt, result: Ok(certificate.clone()) });
    assert_eq!(setup(&bench).microsoft.created_certificate, Some(certificate));

    let credentials = ConnectMicrosoft {
        tenant: "x.example".to_owned(),
        client_id: "c".to_owned(),
        credential: Credential::Created,
        cloud: Cloud::Global,
        expires: None,
    };
    let attempt = crate::Attempt(bench.engine.out.attempt().0 + 1);
    bench.ask(Request::ConnectMicrosoft(credentials));
    let facts = MicrosoftFacts {
        tenant_id: "t".into(),
        granted: vec![Permission::PresenceReadWriteAll, Permission::UserReadAll],
        credential_expires: Some(expires),
    };
    bench.event(Event::MicrosoftTried { attempt, result: Ok(facts) });
    let view = setup(&bench);
    assert_eq!(view.microsoft.created_certificate, None);
    assert_eq!(view.microsoft.credential, Some(CredentialKind::Certificate));
    assert_eq!(view.microsoft.credential_expires, Some(expires));
    assert!(matches!(view.consent, StepState::Done { .. }));
    assert!(matches!(round(&bench, 1).sign_in, StepState::Done { .. }));
}
