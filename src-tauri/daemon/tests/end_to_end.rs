//! The program as a process, with the simulated services on loopback: what an operator and a monitor see.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test, also in what the tests share")]

mod signals;
mod world;

use serde_json::Value;
use sim::nfon::{CallPlan, Ending};
use std::time::{Duration, Instant};
use world::{Reply, World};

#[tokio::test(flavor = "multi_thread")]
async fn login_check_and_run_bring_a_call_into_teams_and_sigterm_clears_it() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();

    let login = world.sign_in().await;
    assert!(login.status.success(), "{}", login.both());
    assert!(login.stdout.contains(&world.sim().company.sync_users[0].upn), "{}", login.both());

    let check = world.run_to_end(&["check", "--format", "json"]).await;
    assert!(check.status.success(), "{}", check.both());
    let report: Value = serde_json::from_str(&check.stdout).unwrap();
    assert_eq!(report["ready"], true, "{report:#}");
    assert_eq!(report["people"].as_array().unwrap().len(), world.sim().company.extensions.len());
    assert!(world.sim().microsoft.record().is_empty(), "check writes nothing");

    let mut daemon = world.run().await;
    daemon.wait_for("/healthz", |reply| reply.status == 200).await;
    let people = daemon.wait_for("/api/people", |reply| reply.people().any(|person| in_sync(&person))).await;
    let (extension, user) = people.people().find(in_sync).map(|person| names(&person)).unwrap();

    let call = CallPlan::Inbound { to: extension.clone(), from: "4930231250042".to_owned() };
    let call = world.sim().nfon.start_call(call).unwrap();
    world.sim().nfon.answer(call);
    let published = |reply: &Reply| reply.person(&extension)["published"]["activity"] == "InACall";
    daemon.wait_for("/api/people", published).await;
    assert!(world.sim().microsoft.published(&user).is_some());

    world.sim().nfon.hang_up(call, Ending::Normal);
    daemon.wait_for("/api/people", |reply| reply.person(&extension)["published"].is_null()).await;
    let call = CallPlan::Inbound { to: extension.clone(), from: "4930231250042".to_owned() };
    world.sim().nfon.answer(world.sim().nfon.start_call(call).unwrap());
    daemon.wait_for("/api/people", published).await;

    let metrics = daemon.get("/metrics").await.text;
    for series in [
        "presence_sync_stream_connected 1",
        "presence_sync_graph_requests_total{operation=\"set\",status=\"200\"} ",
        "presence_sync_graph_requests_total{operation=\"clear\",status=\"200\"} 1\n",
        "presence_sync_graph_requests_total{operation=\"read\",status=\"200\"} ",
        "presence_sync_publish_delay_seconds_count ",
    ] {
        assert!(metrics.contains(series), "{series}: {metrics}");
    }
    let ended = daemon.terminate().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.both());
    assert_eq!(world.sim().microsoft.published(&user), None, "what was published is cleared");
    assert!(world.sim().violations.is_empty(), "{:#?}", world.sim().violations.list());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_rule_of_the_settings_diverts_a_phone_and_sigterm_returns_it() {
    let rule = "[[phone_rule]]\nwhen = [\"InAMeeting\"]\nheld_seconds = 1\nactivate_profile = \"In a meeting\"\n";
    let world = World::start().await.with_settings(rule);
    let sim = world.sim().clone();
    sim.microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    let mut daemon = world.run().await;
    let people = daemon.wait_for("/api/people", |reply| reply.people().any(|person| in_sync(&person))).await;
    let (extension, user) = people.people().find(in_sync).map(|person| names(&person)).unwrap();
    assert!(sim.nfon.add_profile(&extension, 3, "In a meeting"));
    sim.microsoft.set_teams(&user, "Busy", "InAMeeting");
    until("the diversion", || sim.nfon.active_profile(&extension) == Some(3)).await;
    sim.microsoft.set_teams(&user, "Available", "Available");
    until("the former profile", || sim.nfon.active_profile(&extension) == Some(0)).await;
    sim.microsoft.set_teams(&user, "Busy", "InAMeeting");
    until("the next diversion", || sim.nfon.active_profile(&extension) == Some(3)).await;
    let ended = daemon.terminate().await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.both());
    assert_eq!(sim.nfon.active_profile(&extension), Some(0), "the phone is returned");
    assert!(sim.violations.is_empty(), "{:#?}", sim.violations.list());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_named_with_its_remedy_and_never_repeated() {
    let world = World::start().await.with_secret("PRESENCE_SYNC_CTI_PASSWORD", "hunter2-is-wrong");
    world.sim().microsoft.grant_consent();
    let check = world.run_to_end(&["check"]).await;
    assert_eq!(check.status.code(), Some(1), "{}", check.both());
    assert!(
        check.stdout.contains("Check PRESENCE_SYNC_CTI_USERNAME and PRESENCE_SYNC_CTI_PASSWORD"),
        "{}",
        check.both()
    );
    assert!(check.stdout.contains("Synchronisation could not run."), "{}", check.both());
    assert!(!check.both().contains("hunter2"), "{}", check.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn check_says_that_consent_is_missing_and_that_nobody_has_signed_in() {
    let world = World::start().await;
    let check = world.run_to_end(&["check"]).await;
    assert_eq!(check.status.code(), Some(1));
    assert!(check.stdout.contains("consent"), "{}", check.both());
    world.sim().microsoft.grant_consent();
    let check = world.run_to_end(&["check"]).await;
    assert_eq!(check.status.code(), Some(1));
    assert!(check.stdout.contains("run `presence-syncd login`"), "{}", check.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn run_refuses_to_start_while_nobody_has_signed_in() {
    let world = World::start().await;
    let run = world.run_to_end(&["run"]).await;
    assert_eq!(run.status.code(), Some(1));
    assert!(run.stderr.contains("run `presence-syncd login` first"), "{}", run.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_round_is_missed_where_only_the_second_has_signed_in() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    let login = world.sign_in_for("2").await;
    assert!(login.status.success(), "{}", login.both());
    assert!(login.stdout.contains("the recommended sync user is presence-sync-2@"), "{}", login.both());
    for command in ["run", "check"] {
        let ended = world.run_to_end(&[command]).await;
        assert_eq!(ended.status.code(), Some(1), "{}", ended.both());
        assert!(ended.both().contains("run `presence-syncd login --round 1` first"), "{}", ended.both());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_may_not_read_is_refused_also_where_another_was_expected() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    world.sim().microsoft.knobs().unlicensed_reader = sim::microsoft::UnlicensedReader::Forbidden;
    let login = world.sign_in_for("2").await;
    assert_eq!(login.status.code(), Some(1), "{}", login.both());
    assert!(login.stderr.contains("Teams presence may not be read"), "{}", login.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_application_reads_nobody_signs_in_and_nothing_is_kept_secret() {
    let world = World::start().await.with_microsoft("reader = \"application\"\n");
    let csv = world.write_addresses(3);
    let world = world.with_cloudya(&csv).without_secret("PRESENCE_SYNC_STATE_KEY");
    world.sim().microsoft.grant_consent();
    let check = world.run_to_end(&["check", "--format", "json"]).await;
    assert!(check.status.success(), "{}", check.both());
    let report: Value = serde_json::from_str(&check.stdout).unwrap();
    assert_eq!((&report["ready"], &report["error"]), (&true.into(), &Value::Null), "{report:#}");
    let mut daemon = world.run().await;
    daemon.wait_for("/api/people", |reply| reply.people().any(|person| in_sync(&person))).await;
    assert_eq!(daemon.terminate().await.status.code(), Some(0));
    assert!(!world.home().join("state/secrets").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_may_not_read_is_told_of_by_check() {
    let world = World::start().await.with_microsoft("reader = \"application\"\n");
    world.sim().microsoft.grant_consent();
    world.sim().microsoft.knobs().app_only_reading = sim::microsoft::AppOnlyReading::Forbidden;
    let check = world.run_to_end(&["check"]).await;
    assert_eq!(check.status.code(), Some(1), "{}", check.both());
    assert!(check.stdout.contains("Teams presence may not be read"), "{}", check.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_could_not_be_kept_is_none() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    let in_the_way = world.home().join("state/secrets/sync-user-1.sealed/file");
    std::fs::create_dir_all(&in_the_way).unwrap();
    let login = world.sign_in().await;
    assert_eq!(login.status.code(), Some(1), "{}", login.both());
    assert!(login.stderr.contains("the sign-in was not kept; see that the state directory"), "{}", login.both());
    assert!(!login.stdout.contains("signed in:"), "{}", login.both());
    std::fs::remove_dir_all(in_the_way.parent().unwrap()).unwrap();
    let run = world.run_to_end(&["run"]).await;
    assert!(run.stderr.contains("run `presence-syncd login` first"), "{}", run.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_sign_in_is_kept_of_all_secrets() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    let mut daemon = world.run().await;
    daemon.wait_for("/healthz", |reply| reply.status == 200).await;
    assert_eq!(daemon.terminate().await.status.code(), Some(0));
    let kept = std::fs::read_dir(world.home().join("state/secrets")).unwrap();
    let kept = kept.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>();
    assert_eq!(kept, ["sync-user-1.sealed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn check_prints_one_document_of_json_whatever_is_wrong() {
    let wrong_settings = World::start().await.with_settings("[sync]\nsetle_seconds = 1\n");
    let no_secret = World::start().await.without_secret("PRESENCE_SYNC_CTI_PASSWORD");
    let no_store = World::start().await.without_secret("PRESENCE_SYNC_STATE_KEY");
    for (world, what) in [
        (wrong_settings, "sync.setle_seconds"),
        (no_secret, "PRESENCE_SYNC_CTI_PASSWORD is not set"),
        (no_store, "openssl rand -base64 32"),
    ] {
        let check = world.run_to_end(&["check", "--format", "json"]).await;
        assert_eq!(check.status.code(), Some(1), "{}", check.both());
        let report: Value = serde_json::from_str(&check.stdout).unwrap_or_else(|_| panic!("{}", check.both()));
        assert_eq!(report["ready"], false, "{report:#}");
        assert!(report["error"].as_str().unwrap().contains(what), "{report:#}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_for_secrets_login_refuses_and_says_how_to_make_a_key() {
    let world = World::start().await.without_secret("PRESENCE_SYNC_STATE_KEY");
    let login = world.run_to_end(&["login"]).await;
    assert_eq!(login.status.code(), Some(1), "{}", login.both());
    assert!(login.stderr.contains("openssl rand -base64 32"), "{}", login.both());
    assert!(login.stderr.contains("PRESENCE_SYNC_STATE_KEY_FILE"), "{}", login.both());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_key_of_the_settings_is_refused_by_every_command() {
    let world = World::start().await.with_settings("[sync]\nsetle_seconds = 1\n");
    for command in ["login", "check", "run"] {
        let refused = world.run_to_end(&[command]).await;
        assert_eq!(refused.status.code(), Some(1));
        assert!(refused.stderr.contains("sync.setle_seconds"), "{}", refused.both());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn login_refuses_while_the_program_runs_because_it_would_be_overwritten() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    let daemon = world.run().await;
    let login = world.run_to_end(&["login"]).await;
    assert_eq!(login.status.code(), Some(1));
    assert!(login.stderr.contains("stop it first"), "{}", login.both());
    assert_eq!(daemon.terminate().await.status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imported_list_takes_the_place_of_the_configuration_api() {
    let world = World::start().await;
    let list = world.write_addresses(2);
    let world = world
        .with_cloudya(&list)
        .without_secret("PRESENCE_SYNC_CONFIGURATION_CLIENT_ID")
        .without_secret("PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET");
    world.sim().microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    let check = world.run_to_end(&["check", "--format", "json"]).await;
    let report: Value = serde_json::from_str(&check.stdout).unwrap_or_else(|_| panic!("{}", check.both()));
    assert_eq!((&report["ready"], &report["counts"]["matched"]), (&true.into(), &2.into()), "{report:#}");

    world.write("people.csv", "200;a@example.com\n201;nobody\n");
    let check = world.run_to_end(&["check"]).await;
    assert!(check.stderr.contains("line 2: the second column is no e-mail address"), "{}", check.both());
}

async fn until(what: &str, is_there: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_there() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn in_sync(person: &Value) -> bool {
    person["state"] == "in-sync" && person["line"] == "idle"
}

fn names(person: &Value) -> (String, String) {
    let text = |member: &str| person[member].as_str().unwrap().to_owned();
    (text("extension"), text("user_id"))
}

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
