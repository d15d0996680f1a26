//! The main job: a call on the phone shows in Teams, once, in time, and not a moment too long.

use crate::harness::App;
use engine::{
    Request,
    presence::LineState,
    problem::Problem,
    request::PauseUntil,
    view::{PersonState, TeamsOrigin},
};
use serde_json::json;
use sim::{cast::ExtensionKind, nfon::CallPlan};

#[tokio::test(start_paused = true)]
async fn a_call_reaches_teams_within_the_settle_time_and_hanging_up_clears_it() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    let started = app.sim.clock.utc_ms();
    let call = app.call(&extension);
    app.wait(60.0).await;
    let row = app.row(&extension).await;
    assert_eq!((row.line, row.state), (LineState::InUse, PersonState::InSync));
    assert_eq!(row.teams_origin, TeamsOrigin::Echo, "what Teams shows is our own state coming back");
    let ended = app.sim.clock.utc_ms();
    app.hang_up(call);
    app.wait(10.0).await;

    let writes = app.writes_about(&user);
    let told = writes.iter().map(|write| (write.action, write.activity.as_str())).collect::<Vec<_>>();
    assert_eq!(told, [("set", "InACall"), ("clear", "")], "once each");
    assert!(writes[0].at_ms - started <= 2_100, "{} ms after the call began", writes[0].at_ms - started);
    assert!(writes[1].at_ms - ended <= 1_100, "{} ms after it ended", writes[1].at_ms - ended);
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_long_call_outlives_its_expiry_by_renewal() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.call(&extension);
    for minute in 1..60 {
        app.wait(60.0).await;
        assert_eq!(app.sim.microsoft.seen(&user), ("Busy".to_owned(), "InACall".to_owned()), "minute {minute}");
    }
    let writes = app.writes_about(&user).len();
    assert!((15..=20).contains(&writes), "an hour takes fifteen renewals and a few: {writes}");
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_feature_code_does_not_flicker() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let call = app.sim.nfon.start_call(CallPlan::Outbound { from: extension.clone(), to: "*1021".to_owned() }).unwrap();
    app.sim.nfon.answer(call);
    app.wait(1.5).await;
    app.hang_up(call);
    app.wait(10.0).await;
    assert_eq!(app.writes_about(&app.user_of(&extension)), []);
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn of_two_extensions_with_one_address_the_lower_is_used_and_the_other_listed() {
    let app = App::synchronised(200).await;
    let twin = app.extension(ExtensionKind::Twin);
    let user = app.user_of(&twin);
    let view = app.handle.view();
    let duplicate = view.problems.iter().find_map(|standing| match &standing.problem {
        Problem::DuplicateEmail { user: of, extensions, used, .. } if of.as_str() == user => Some((extensions, used)),
        _ => None,
    });
    let (extensions, used) = duplicate.unwrap();
    assert_eq!(used.as_slice(), &extensions[..1], "the lowest of {extensions:?}");
    for extension in &extensions[1..] {
        assert_eq!(app.row(extension.as_str()).await.state, PersonState::Duplicate);
        let call = app.call(extension.as_str());
        app.wait(10.0).await;
        assert_eq!(app.writes_about(&user), [], "its calls do not count");
        app.hang_up(call);
    }
    app.call(used[0].as_str());
    app.wait(10.0).await;
    assert_eq!(app.writes_about(&user).len(), 1);
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_manual_status_in_teams_is_shown_as_what_hides_the_call() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.sim.microsoft.set_preferred(&user, Some(("DoNotDisturb", "DoNotDisturb")));
    app.call(&extension);
    app.wait(30.0).await;
    let row = app.row(&extension).await;
    assert_eq!((row.state, row.teams_origin), (PersonState::Overridden, TeamsOrigin::Teams));
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn what_teams_shows_late_or_not_at_all_is_blamed_on_nobody() {
    for (knobs, cured) in [
        (json!({"ineffective_percent": 100}), json!({"ineffective_percent": 0})),
        (json!({"read_delay_seconds": 60}), json!({})),
    ] {
        let app = App::synchronised(30).await;
        let extension = app.extension(ExtensionKind::Usual);
        app.sim.microsoft.patch_knobs(&knobs).unwrap();
        app.call(&extension);
        app.wait(10.0).await;
        app.sim.microsoft.patch_knobs(&cured).unwrap();
        for _ in 0..14 {
            app.wait(5.0).await;
            assert_ne!(app.row(&extension).await.state, PersonState::Overridden, "{knobs}");
        }
        assert!(app.sim.microsoft.published(&app.user_of(&extension)).is_some(), "{knobs}");
        assert_eq!(app.row(&extension).await.state, PersonState::InSync, "{knobs}");
        app.assert_blameless();
    }
}

#[tokio::test(start_paused = true)]
async fn pausing_and_quitting_clear_what_was_published() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.call(&extension);
    app.wait(5.0).await;
    app.handle.send(Request::Pause { until: PauseUntil::Resumed });
    app.wait(2.0).await;
    assert_eq!(app.sim.microsoft.published(&user), None);
    app.handle.send(Request::Resume);
    app.wait(5.0).await;
    assert!(app.sim.microsoft.published(&user).is_some());
    app.handle.send(Request::Quit);
    app.handle.stopped().await;
    assert_eq!(app.sim.microsoft.published(&user), None);
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_everything_goes_on_without_anybody_signing_in() {
    let app = App::synchronised(30).await;
    app.handle.send(Request::Quit);
    app.handle.stopped().await;
    let app = app.restarted();
    app.until("everybody is in sync again", |view| view.counts.in_sync > 20 && view.counts.pending == 0).await;
    let extension = app.extension(ExtensionKind::Usual);
    app.call(&extension);
    app.wait(5.0).await;
    assert!(app.sim.microsoft.published(&app.user_of(&extension)).is_some());
    app.assert_blameless();
}
