//! Another installation writes the same presence: it is noticed and not fought, and nobody else is taken for one.

use crate::harness::App;
use engine::{Request, problem::Problem};
use sim::cast::ExtensionKind;

/// Teams is read every five seconds: what is published was seen by then.
const SEEN: f64 = 12.0;
/// A publication that is gone is written once more after half a minute, and seen again a little later.
const WRITTEN_AGAIN: f64 = 45.0;

#[tokio::test(start_paused = true)]
async fn another_installation_that_clears_what_we_publish_is_noticed_and_not_fought() {
    let (app, user) = in_a_call().await;
    let clear = || app.sim.microsoft.write_as_another(&user, None);
    for _ in 0..2 {
        clear();
        app.wait(WRITTEN_AGAIN).await;
        assert!(app.sim.microsoft.published(&user).is_some(), "it is written once more");
    }
    assert!(!is_told(&app), "it may be chance");
    clear();
    app.wait(WRITTEN_AGAIN).await;
    assert!(is_told(&app));
    assert_eq!(named(&app).as_deref(), Some(user.as_str()));
    let written = app.writes_about(&user).len();
    app.wait(8.0 * 60.0).await;
    assert_eq!(app.writes_about(&user).len(), written, "nothing is written while it is left to the other");

    app.wait(3.0 * 60.0).await;
    assert!(app.sim.microsoft.published(&user).is_some(), "it is tried whether the other one has gone");
    app.wait(11.0 * 60.0).await;
    assert!(!is_told(&app), "and it has");
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn another_installation_that_writes_something_else_is_noticed_as_well() {
    let (app, user) = in_a_call().await;
    for _ in 0..3 {
        app.sim.microsoft.write_as_another(&user, Some(("Available", "Available")));
        app.wait(WRITTEN_AGAIN).await;
    }
    assert!(is_told(&app));
    app.handle.send(Request::WriteAnyway);
    app.wait(SEEN).await;
    assert!(!is_told(&app), "the administrator has decided");
    for _ in 0..5 {
        app.sim.microsoft.write_as_another(&user, Some(("Available", "Available")));
        app.wait(WRITTEN_AGAIN).await;
        assert_eq!(app.sim.microsoft.published(&user).map(|held| held.1).as_deref(), Some("InACall"));
    }
    assert!(!is_told(&app));
    app.handle.send(Request::LeaveToOther);
    for _ in 0..3 {
        app.sim.microsoft.write_as_another(&user, Some(("Available", "Available")));
        app.wait(WRITTEN_AGAIN).await;
    }
    assert!(is_told(&app), "and has thought better of it");
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn whoever_chooses_their_own_status_again_and_again_is_no_second_writer() {
    let (app, user) = in_a_call().await;
    for _ in 0..6 {
        app.sim.microsoft.set_preferred(&user, Some(("DoNotDisturb", "DoNotDisturb")));
        app.wait(90.0).await;
        app.sim.microsoft.set_preferred(&user, None);
        app.wait(SEEN).await;
    }
    assert!(!is_told(&app));
    app.assert_blameless();
}

/// Somebody whose call is published and was seen in Teams.
async fn in_a_call() -> (App, String) {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.sim.microsoft.set_teams(&user, "Available", "Available");
    app.call(&extension);
    app.wait(SEEN).await;
    assert!(app.sim.microsoft.published(&user).is_some());
    (app, user)
}

fn is_told(app: &App) -> bool {
    named(app).is_some()
}

/// For whom it was noticed.
fn named(app: &App) -> Option<String> {
    app.handle.view().problems.iter().find_map(|standing| match &standing.problem {
        Problem::SecondWriter { user } => Some(user.to_string()),
        _ => None,
    })
}
