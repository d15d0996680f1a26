//! What goes on by itself for hours, and what the table of faults has no room for.

use crate::harness::App;
use engine::{
    Request,
    presence::LineState,
    view::{PersonState, RunState},
};
use serde_json::json;
use sim::{cast::ExtensionKind, nfon::Cut};

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

#[tokio::test(start_paused = true)]
async fn a_slow_configuration_service_is_never_asked_for_more_than_eight_things_at_once() {
    let app = App::synchronised(30).await;
    app.sim.nfon.patch_knobs(&json!({"latency_ms": 300})).unwrap();
    app.handle.send(Request::RefreshDirectory);
    app.wait(30.0).await;
    app.assert_blameless();
}
