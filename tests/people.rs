//! Every way in which a person can fail to be matched, from the two directories to the board, and back into sync.

use crate::harness::App;
use engine::{
    ExtensionNumber, Request, UserId,
    problem::Problem,
    rules::DuplicateChoice,
    view::{PersonState, StepState, Why},
};
use serde_json::json;
use sim::{
    cast::{ExtensionKind, Person},
    microsoft::AccountState,
};

fn number(extension: &str) -> ExtensionNumber {
    ExtensionNumber::new(extension)
}

/// What the board says of the extension, and whether its problem is listed.
async fn told(app: &App, extension: &str) -> (PersonState, Why, bool) {
    let row = app.row(extension).await;
    let listed = app.handle.view().problems.iter().any(|standing| match &standing.problem {
        Problem::NotFound { extension: of, .. }
        | Problem::NoEmail { extension: of, .. }
        | Problem::SeveralUsers { extension: of, .. }
        | Problem::UserDisabled { extension: of, .. }
        | Problem::UserIsGuest { extension: of, .. } => *of == number(extension),
        Problem::DuplicateEmail { extensions, .. } => extensions.contains(&number(extension)),
        _ => false,
    });
    (row.state, row.why, listed)
}

async fn refreshed(app: &App) {
    app.handle.send(Request::RefreshDirectory);
    app.wait(2.0).await;
    app.until("everything is read", |view| !view.directory.refreshing).await;
    app.wait(10.0).await;
}

#[tokio::test(start_paused = true)]
async fn everybody_who_is_not_matched_is_listed_with_the_reason() {
    let app = App::synchronised(60).await;
    let expected = [
        (ExtensionKind::MissingAddress, PersonState::NoEmail, Why::NoEmail),
        (ExtensionKind::FormerEmployee, PersonState::NotFound, Why::NotFound),
        (ExtensionKind::AmbiguousAddress, PersonState::SeveralUsers, Why::SeveralUsers),
        (ExtensionKind::Disabled, PersonState::Disabled, Why::Disabled),
        (ExtensionKind::Guest, PersonState::Guest, Why::Guest),
        // A shared mailbox is a blocked account to Microsoft.
        (ExtensionKind::SharedMailbox, PersonState::Disabled, Why::Disabled),
    ];
    for (kind, state, why) in expected {
        let extension = app.extension(kind);
        assert_eq!(told(&app, &extension).await, (state, why, true), "{kind:?} {extension}");
    }
    for kind in [ExtensionKind::Twin, ExtensionKind::TwinByAlias] {
        let extension = app.extension(kind);
        let (_, _, listed) = told(&app, &extension).await;
        assert!(listed, "{kind:?} {extension} is a duplicate, used or not");
    }
    for kind in [ExtensionKind::Usual, ExtensionKind::ByUpn, ExtensionKind::ByAlias] {
        let extension = app.extension(kind);
        assert_eq!(told(&app, &extension).await.0, PersonState::InSync, "{kind:?} {extension}");
    }
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_duplicate_is_settled_in_each_way_and_the_engine_follows() {
    let app = App::synchronised(60).await;
    let twin = app.extension(ExtensionKind::Twin);
    let user = app.user_of(&twin);
    let problem = app.handle.view().problems.iter().find_map(|standing| match &standing.problem {
        Problem::DuplicateEmail { extensions, used, .. } if extensions.contains(&number(&twin)) => {
            Some((extensions.clone(), used.clone()))
        }
        _ => None,
    });
    let (extensions, used) = problem.unwrap();
    let unused = extensions.iter().find(|extension| !used.contains(extension)).unwrap().to_string();
    let choose = |choice| app.handle.send(Request::ChooseDuplicate { user: UserId::new(&user), choice });
    let heard = |app: &App| app.writes_about(&user).iter().filter(|write| write.action == "set").count();

    let call = app.call(&unused);
    app.wait(10.0).await;
    assert_eq!(heard(&app), 0, "the other extension is used");
    choose(Some(DuplicateChoice::UseExtension { extension: number(&unused) }));
    app.wait(10.0).await;
    assert_eq!(heard(&app), 1, "now this one counts, in the middle of its call");
    app.hang_up(call);
    app.wait(10.0).await;
    assert_eq!(app.sim.microsoft.published(&user), None);

    choose(Some(DuplicateChoice::Combine));
    let calls = [app.call(used[0].as_str()), app.call(&unused)];
    app.wait(10.0).await;
    app.hang_up(calls[0]);
    app.wait(10.0).await;
    assert!(app.sim.microsoft.published(&user).is_some(), "one of the two is still in a call");
    app.hang_up(calls[1]);
    app.wait(10.0).await;
    assert_eq!(app.sim.microsoft.published(&user), None);

    let before = heard(&app);
    choose(Some(DuplicateChoice::LeaveOut));
    let call = app.call(used[0].as_str());
    app.wait(10.0).await;
    assert_eq!(heard(&app), before);
    choose(None);
    app.wait(10.0).await;
    assert_eq!(heard(&app), before + 1, "back to the rule");
    app.hang_up(call);
    app.wait(10.0).await;
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn an_address_corrected_here_stands_in_cloudya_and_the_person_comes_into_sync() {
    let app = App::synchronised(60).await;
    let extension = app.extension(ExtensionKind::MissingAddress);
    let user = app.user_of(&extension);
    let company = &app.sim.company;
    let person = company.directory().find(|person| person.user_id == user).unwrap();
    let email = person.mail.clone().unwrap();
    app.handle.send(Request::CorrectEmail { extension: number(&extension), email: email.clone() });
    app.wait(15.0).await;
    assert_eq!(app.sim.nfon.voicemail_email(&extension).as_deref(), Some(email.as_str()));
    assert_eq!(app.row(&extension).await.state, PersonState::InSync, "{:?}", app.handle.view().corrections);
    let call = app.call(&extension);
    app.wait(10.0).await;
    assert!(app.sim.microsoft.published(&user).is_some(), "without a restart");
    app.hang_up(call);

    app.handle.send(Request::CorrectEmail { extension: number(&extension), email: String::new() });
    app.wait(15.0).await;
    assert_eq!(app.sim.nfon.voicemail_email(&extension).as_deref(), Some(""), "undone");
    assert_eq!(app.row(&extension).await.state, PersonState::NoEmail);
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_correction_never_overwrites_what_somebody_else_changed_meanwhile() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    app.sim.nfon.set_voicemail_email(&extension, "colleague@elsewhere.example");
    app.handle
        .send(Request::CorrectEmail { extension: number(&extension), email: "mine@elsewhere.example".to_owned() });
    app.wait(5.0).await;
    assert_eq!(app.sim.nfon.voicemail_email(&extension).as_deref(), Some("colleague@elsewhere.example"));
    let correction = app.handle.view().corrections[0].clone();
    assert!(matches!(correction.state, StepState::Failed { .. }), "{correction:?}");
    assert_eq!(app.row(&extension).await.email, "colleague@elsewhere.example", "the board tells what stands there");
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn somebody_without_a_licence_keeps_nobody_else_waiting() {
    let app = App::synchronised(30).await;
    app.sim.microsoft.patch_knobs(&json!({"unlicensed_target": "forbidden"})).unwrap();
    let usual = app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
    let [one, two] = usual.take(2).map(|extension| extension.number.clone()).collect::<Vec<_>>().try_into().unwrap();
    let (unlicensed, other) = (app.user_of(&one), app.user_of(&two));
    let person = app.sim.company.directory().find(|person| person.user_id == unlicensed).unwrap().clone();
    app.sim.microsoft.add_user(Person { licensed: false, ..person.clone() });
    app.call(&one);
    app.wait(10.0).await;
    let row = app.row(&one).await;
    assert_eq!((row.state, row.why), (PersonState::Pending, Why::Refused));
    app.call(&two);
    app.wait(10.0).await;
    assert!(app.sim.microsoft.published(&other).is_some());
    assert!(app.handle.view().problems.iter().all(|standing| standing.problem != Problem::WritingForbidden));

    app.sim.microsoft.add_user(person);
    app.wait(300.0).await;
    assert!(app.sim.microsoft.published(&unlicensed).is_some(), "with a licence it goes on by itself");
    app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn the_directory_changes_while_the_program_runs() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    app.call(&extension);
    app.wait(10.0).await;
    assert!(app.sim.microsoft.published(&user).is_some());

    app.sim.microsoft.set_enabled(&user, AccountState::Disabled);
    refreshed(&app).await;
    assert_eq!(told(&app, &extension).await, (PersonState::Disabled, Why::Disabled, true));
    assert_eq!(
        app.sim.microsoft.published(&user),
        None,
        "what was published for somebody no longer matched is cleared"
    );
    app.sim.microsoft.set_enabled(&user, AccountState::Enabled);
    refreshed(&app).await;
    assert_eq!(told(&app, &extension).await.0, PersonState::InSync, "cured by itself");
    assert!(app.sim.microsoft.published(&user).is_some());

    let email = app.sim.nfon.voicemail_email(&extension).unwrap();
    app.sim.nfon.add_extension("9901", "New Desk", &email);
    app.notices.lock().unwrap().clear();
    refreshed(&app).await;
    assert_eq!(told(&app, "9901").await, (PersonState::Duplicate, Why::AnotherExtension, true));
    refreshed(&app).await;
    let notices = app.notices.lock().unwrap().clone();
    let told_of = notices.iter().filter(|notice| matches!(notice.problem, Problem::DuplicateEmail { .. })).count();
    assert_eq!(told_of, 1, "{notices:?}");
    app.sim.nfon.remove_extension("9901");
    refreshed(&app).await;
    assert!(app.handle.rows().await.iter().all(|row| row.extension != number("9901")));

    app.sim.microsoft.delete_user(&user);
    refreshed(&app).await;
    assert_eq!(told(&app, &extension).await, (PersonState::NotFound, Why::NotFound, true));
}
