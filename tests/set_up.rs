//! Set-up as an administrator meets it, with everything that can go wrong on the way; each failure is a problem with a name, and the step can be repeated.

use crate::harness::{App, Step, is_done};
use engine::{
    Request, Round, Secret, View,
    problem::{Problem, SignInCause},
    request::{Credential, Via},
    view::StepState,
};
use serde_json::json;

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_named_and_can_be_corrected() {
    let app = App::new(20);
    let mut wrong = app.cloudya();
    wrong.password = Secret::new("not the password");
    app.handle.send(Request::ConnectCloudya(wrong));
    app.until("the password is refused", |view| {
        problem(&view.setup.cloudya.state) == Some("cloudya-credentials-rejected")
    })
    .await;
    app.handle.send(Request::ConnectCloudya(app.cloudya()));
    app.until("Cloudya is connected", |view| is_done(&view.setup.cloudya.state) && view.setup.cloudya.extensions >= 20)
        .await;
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn credentials_of_another_account_are_refused_with_both_names() {
    let app = App::new(20);
    let mut other = app.cloudya();
    other.account = " k9999 ".to_owned();
    app.handle.send(Request::ConnectCloudya(other));
    app.until("the account is refused", |view| is_failed(&view.setup.cloudya.state)).await;
    let expected =
        Problem::CloudyaOtherAccount { expected: "K9999".to_owned(), actual: app.sim.company.customer.clone() };
    assert_eq!(app.handle.view().setup.cloudya.state, StepState::Failed { problem: expected });
}

#[tokio::test(start_paused = true)]
async fn a_key_without_the_right_to_presence_is_said_to_lack_it() {
    let app = App::new(20);
    app.sim.nfon.patch_knobs(&json!({"extended_presence": false})).unwrap();
    app.handle.send(Request::ConnectCloudya(app.cloudya()));
    app.until("the right is missing", |view| {
        problem(&view.setup.cloudya.state) == Some("cloudya-presence-not-allowed")
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn tenant_application_and_secret_are_told_apart() {
    let app = App::new(20);
    let mut tenant = app.microsoft();
    tenant.tenant = "nowhere.example".to_owned();
    let mut application = app.microsoft();
    application.client_id = "00000000-0000-0000-0000-000000000001".to_owned();
    let mut secret = app.microsoft();
    secret.credential = Credential::Secret { secret: Secret::new("wrong") };
    let mut certificate = app.microsoft();
    certificate.credential = Credential::Certificate { pem: Secret::new("no certificate") };
    for (credentials, expected) in [
        (tenant, "tenant-unknown"),
        (application, "application-unknown"),
        (secret, "application-credential-rejected"),
        (certificate, "certificate-unreadable"),
    ] {
        app.handle.send(Request::ConnectMicrosoft(credentials));
        app.until(expected, |view| problem(&view.setup.microsoft.state) == Some(expected)).await;
    }
    app.handle.send(Request::ConnectMicrosoft(app.microsoft()));
    app.until("Microsoft is connected", |view| is_done(&view.setup.microsoft.state)).await;
}

#[tokio::test(start_paused = true)]
async fn a_declined_consent_is_explained_and_a_closed_window_is_not_an_error() {
    let mut app = connected().await;
    let admin = app.sim.company.admin.clone();
    let consent = || Request::GiveConsent { via: Via::Window };
    for form in ["consent-required", "access-denied", "cancel-subcode"] {
        app.sim.microsoft.patch_knobs(&json!({"consent_decline": form})).unwrap();
        app.visit(consent(), &[Step::credentials(&admin), Step::button("decline")]).await;
        app.until(form, |view| is_failed(&view.setup.consent)).await;
        let refused = problem(&app.handle.view().setup.consent);
        assert_eq!(refused, Some("consent-refused"), "{form}");
    }
    app.visit_and_close(consent()).await;
    app.until("nothing happened", |view| view.setup.consent == StepState::ToDo).await;
    app.give_consent().await;
    app.until("consent is given", |view| is_done(&view.setup.consent)).await;
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_consent_that_takes_a_while_to_arrive_is_waited_for() {
    let mut app = connected().await;
    app.sim.microsoft.patch_knobs(&json!({"consent_delay_seconds": 60})).unwrap();
    app.give_consent().await;
    app.wait(20.0).await;
    assert_eq!(app.handle.view().setup.consent, StepState::InProgress);
    app.until("consent has arrived", |view| is_done(&view.setup.consent)).await;
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn the_administrator_in_place_of_the_sync_user_is_noticed_and_may_be_kept() {
    let mut app = connected().await;
    app.give_consent().await;
    app.until("consent is given", |view| is_done(&view.setup.consent)).await;
    let admin = app.sim.company.admin.clone();
    let sign_in = || Request::SignIn { round: Round(1), via: Via::Window };
    app.visit(sign_in(), &[Step::credentials(&admin)]).await;
    app.until("another account", |view| problem(&round(view)) == Some("wrong-account")).await;
    app.handle.send(Request::AcceptAccount { round: Round(1) });
    app.until("it is kept", |view| is_done(&round(view))).await;
    let account = app.handle.view().setup.rounds[0].account.clone().unwrap();
    assert_eq!(account.user_id.as_str(), admin.user_id);
    app.sign_in(Round(1)).await;
    app.until("the right one", |view| {
        view.setup.rounds[0].account.as_ref().is_some_and(|account| account.user_id.as_str() != admin.user_id)
    })
    .await;
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn leaving_the_sign_in_page_is_a_decision_and_not_a_failure() {
    let mut app = connected().await;
    app.give_consent().await;
    app.until("consent is given", |view| is_done(&view.setup.consent)).await;
    let sign_in = || Request::SignIn { round: Round(1), via: Via::Window };
    app.visit_and_close(sign_in()).await;
    app.until("closed", |view| round(view) == StepState::ToDo && view.setup.open_page.is_none()).await;
    app.visit(sign_in(), &[Step::button("cancel")]).await;
    app.until("cancelled", |view| round(view) != StepState::InProgress).await;
    let declined = Problem::SignInRefused { round: Some(Round(1)), code: None, cause: SignInCause::Declined };
    let state = round(&app.handle.view());
    assert!(
        matches!(&state, StepState::Failed { problem: Problem::SignInRefused { cause: SignInCause::Declined, .. } }),
        "{state:?} is not like {declined:?}"
    );
    app.sign_in(Round(1)).await;
    app.until("signed in", |view| is_done(&round(view))).await;
}

#[tokio::test(start_paused = true)]
async fn without_a_network_the_step_says_so_and_nothing_is_lost() {
    let app = connected().await;
    app.sim
        .nfon
        .patch_knobs(&json!({"burst": {"service": "cti", "status": 503, "count": 50, "retry_after_seconds": 1}}))
        .unwrap();
    app.handle.send(Request::ConnectCloudya(app.cloudya()));
    app.until("not reached", |view| problem(&view.setup.cloudya.state) == Some("cloudya-unreachable")).await;
    assert_eq!(app.handle.view().setup.cloudya.account.as_deref(), Some(app.sim.company.customer.as_str()));
}

/// Both sides connected, nothing consented yet.
async fn connected() -> App {
    let app = App::new(20);
    app.handle.send(Request::ConnectCloudya(app.cloudya()));
    app.until("Cloudya is connected", |view| is_done(&view.setup.cloudya.state)).await;
    app.handle.send(Request::ConnectMicrosoft(app.microsoft()));
    app.until("Microsoft is connected", |view| is_done(&view.setup.microsoft.state)).await;
    app
}

fn round(view: &View) -> StepState {
    view.setup.rounds[0].sign_in.clone()
}

fn is_failed(step: &StepState) -> bool {
    matches!(step, StepState::Failed { .. })
}

fn problem(step: &StepState) -> Option<&'static str> {
    match step {
        StepState::Failed { problem } => Some(problem.code()),
        StepState::ToDo | StepState::InProgress | StepState::Done { .. } => None,
    }
}
