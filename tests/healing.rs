//! What breaks while it runs: it is said once, stops only what depends on it, and heals when it is cured.

use crate::harness::{App, is_done};
use engine::{
    Request, Round,
    presence::LineState,
    view::{PersonState, RunState},
};
use serde_json::json;
use sim::{cast::ExtensionKind, nfon::Cut};

#[tokio::test(start_paused = true)]
async fn a_cut_stream_heals_without_anybody_noticing() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    let call = app.call(&extension);
    app.wait(5.0).await;
    for how in [Cut::Clean, Cut::Reset] {
        app.sim.nfon.cut_streams(how);
        app.wait(30.0).await;
        assert_eq!(app.handle.view().state, RunState::Running);
    }
    app.sim.nfon.cut_streams(Cut::Reset);
    app.hang_up(call);
    app.wait(30.0).await;
    assert_eq!(app.sim.microsoft.published(&user), None, "what was missed is made up for");
    assert_eq!(app.writes_about(&user).len(), 2);
    assert!(app.notices.lock().unwrap().is_empty(), "a short outage is not the user's problem");
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_service_that_stays_away_is_unknown_after_the_grace_time_and_not_idle() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.call(&extension);
    app.wait(5.0).await;
    app.sim.nfon.patch_knobs(&json!({"burst": {"service": "cti", "status": 503, "count": 10_000}})).unwrap();
    app.sim.nfon.cut_streams(Cut::Reset);
    app.wait(80.0).await;
    assert!(app.sim.microsoft.published(&user).is_some(), "the last state is kept for a while");
    app.wait(20.0).await;
    assert_eq!(app.sim.microsoft.published(&user), None);
    assert_eq!(app.row(&extension).await.line, LineState::Unknown);
    assert_eq!(app.handle.view().state, RunState::Offline);
    app.sim.nfon.patch_knobs(&json!({"burst": null})).unwrap();
    app.until("it is back", |view| view.state == RunState::Running && view.counts.pending == 0).await;
    assert!(app.sim.microsoft.published(&user).is_some());
}

#[tokio::test(start_paused = true)]
async fn tokens_are_refreshed_for_hours() {
    let app = App::synchronised(30).await;
    app.wait(6.0 * 3_600.0).await;
    assert_eq!(app.handle.view().state, RunState::Running);
    let extension = app.extension(ExtensionKind::Usual);
    app.call(&extension);
    app.wait(15.0).await;
    assert_eq!(app.row(&extension).await.state, PersonState::InSync);
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_lapsed_sign_in_is_said_once_and_another_one_cures_it() {
    let mut app = App::synchronised(30).await;
    let sync_user = app.sim.company.sync_users[0].user_id.clone();
    app.sim.microsoft.revoke_refresh_tokens(&sync_user);
    app.wait(3.0 * 3_600.0).await;
    let codes = app.notices.lock().unwrap().iter().map(|notice| notice.problem.code()).collect::<Vec<_>>();
    assert_eq!(codes, ["sign-in-lapsed"]);
    assert_eq!(app.handle.view().state, RunState::Attention);
    let extension = app.extension(ExtensionKind::Usual);
    app.call(&extension);
    app.wait(5.0).await;
    assert!(app.sim.microsoft.published(&app.user_of(&extension)).is_some(), "publishing goes on");
    app.sign_in(Round(1)).await;
    app.until("it is cured", |view| {
        is_done(&view.setup.rounds[0].sign_in)
            && view.problems.iter().all(|standing| standing.problem.concerns_people())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn withdrawn_consent_stops_writing_and_heals_when_it_is_given_again() {
    let mut app = App::synchronised(30).await;
    app.sim.microsoft.revoke_consent();
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.call(&extension);
    app.wait(7_200.0).await;
    assert_eq!(app.sim.microsoft.published(&user), None);
    assert!(app.notices.lock().unwrap().iter().any(|notice| notice.problem.code() == "consent-missing"));
    app.give_consent().await;
    app.until("it is cured", |view| is_done(&view.setup.consent)).await;
    app.wait(60.0).await;
    assert!(app.sim.microsoft.published(&user).is_some());
}

#[tokio::test(start_paused = true)]
async fn throttling_is_obeyed_in_every_form() {
    for form in ["integer", "decimal", "http-date", "absent"] {
        let app = App::synchronised(100).await;
        app.sim.microsoft.patch_knobs(&json!({"presence_limit": 40, "retry_after": form})).unwrap();
        let called = app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
        let called = called.map(|extension| extension.number.clone()).collect::<Vec<_>>();
        for extension in &called {
            app.call(extension);
        }
        app.wait(240.0).await;
        for extension in &called {
            assert!(app.sim.microsoft.published(&app.user_of(extension)).is_some(), "{extension} ({form})");
        }
        app.assert_blameless();
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_that_changes_in_cloudya_moves_the_calls_to_another_person() {
    let app = App::synchronised(30).await;
    let usual = app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
    let [one, two] = usual.take(2).map(|extension| extension.number.clone()).collect::<Vec<_>>().try_into().unwrap();
    let (former, next) = (app.user_of(&one), app.user_of(&two));
    app.call(&one);
    app.wait(5.0).await;
    assert!(app.sim.microsoft.published(&former).is_some());
    let email = app.sim.nfon.voicemail_email(&two).unwrap();
    app.sim.nfon.set_voicemail_email(&two, "");
    app.sim.nfon.set_voicemail_email(&one, &email);
    app.handle.send(Request::RefreshDirectory);
    app.wait(10.0).await;
    assert_eq!(app.sim.microsoft.published(&former), None, "what was published for the former is cleared");
    assert!(app.sim.microsoft.published(&next).is_some());
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_deleted_user_ends_quietly() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.sim.microsoft.delete_user(&user);
    app.call(&extension);
    app.wait(120.0).await;
    assert!(app.writes_about(&user).len() <= 2, "it is not tried again and again");
    assert_eq!(app.row(&extension).await.state, PersonState::NotFound);
}
