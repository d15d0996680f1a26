//! The CTI API as a client meets it: tokens, lists, snapshots and refusals.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod world;

use std::time::Duration;

use serde_json::json;
use sim::nfon::{CallPlan, Presence, Registration};
use world::World;

#[tokio::test(start_paused = true)]
async fn a_log_in_gives_a_signed_pair_in_kebab_case_and_the_claims_of_the_customer() {
    let world = World::tidy(3);
    let (access, refresh) = world.log_in().await;
    let claims = sim::key::claims_of(&access).unwrap();
    assert_eq!(claims["customer"], json!(world.sim.company.customer));
    assert_eq!(claims["extended_presence"], json!(true));
    assert_eq!(claims["exp"].as_i64().unwrap(), world.sim.clock.utc_seconds() + 300);
    let answer = world.call("PUT", &world.cti("/login"), &[&format!("authorization: Bearer {refresh}")], "").await;
    assert_eq!(answer.status, 200);
    assert_ne!(answer.json()["access-token"], json!(access));
    assert_ne!(answer.json()["refresh-token"], json!(refresh));
    let jwks = world.call("GET", &world.cti("/.well-known/jwks.json"), &[], "").await.json();
    assert_eq!(jwks["keys"][0]["alg"], "RS512");
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn wrong_credentials_are_401_a_bad_body_is_400_and_a_loop_is_a_violation() {
    let world = World::tidy(3);
    let headers = ["content-type: application/json"];
    assert_eq!(world.call("POST", &world.cti("/login"), &headers, "{").await.status, 400);
    for _ in 0..4 {
        let answer = world.call("POST", &world.cti("/login"), &headers, r#"{"username":"x","password":"y"}"#).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (401, ""));
    }
    world.violation("wrong credentials");
}

#[tokio::test(start_paused = true)]
async fn tokens_end_after_their_lifetime_and_used_refresh_tokens_are_refused() {
    let world = World::tidy(3);
    world.knobs(json!({"access_token_seconds": 10}));
    let (access, refresh) = world.log_in().await;
    assert_eq!(world.states(&access).await.status, 200);
    tokio::time::advance(Duration::from_secs(11)).await;
    let answer = world.states(&access).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (401, ""));
    assert!(answer.headers.contains_key("x-request-id"));
    let bearer = format!("authorization: Bearer {refresh}");
    assert_eq!(world.call("PUT", &world.cti("/login"), &[&bearer], "").await.status, 200);
    assert_eq!(world.call("PUT", &world.cti("/login"), &[&bearer], "").await.status, 401);
    world.knobs(json!({"accept_used_refresh_token": true}));
    assert_eq!(world.call("PUT", &world.cti("/login"), &[&bearer], "").await.status, 200);
    world.knobs(json!({"rotate_refresh_token": false}));
    let answer = world.call("PUT", &world.cti("/login"), &[&bearer], "").await;
    assert_eq!(answer.json()["refresh-token"], json!(refresh));
}

#[tokio::test(start_paused = true)]
async fn the_token_knobs_do_what_they_say() {
    let world = World::tidy(3);
    world.knobs(json!({"extended_presence": null, "clock_skew_seconds": 120, "unauthorized_after_requests": 2, "login_latency_ms": 700}));
    let before = world.sim.clock.elapsed();
    let (access, _) = world.log_in().await;
    assert_eq!(world.sim.clock.elapsed() - before, Duration::from_millis(700));
    let claims = sim::key::claims_of(&access).unwrap();
    assert!(claims.get("extended_presence").is_none());
    assert_eq!(claims["exp"].as_i64().unwrap(), world.sim.clock.utc_seconds() + 420);
    let statuses =
        [world.states(&access).await.status, world.states(&access).await.status, world.states(&access).await.status];
    assert_eq!(statuses.map(|status| status.as_u16()), [200, 200, 401]);
}

#[tokio::test(start_paused = true)]
async fn the_list_of_extensions_has_three_strings_for_each() {
    let world = World::tidy(3);
    let (access, _) = world.log_in().await;
    let answer = world
        .call("GET", &world.cti("/extensions/phone/data"), &[&format!("authorization: Bearer {access}")], "")
        .await;
    let extension = &world.sim.company.extensions[0];
    let first = json!({"uuid": format!("{}@{}", extension.number, world.sim.company.customer), "extension_number": extension.number, "name": extension.name});
    assert_eq!(answer.json().as_array().unwrap().len(), 3);
    assert_eq!(answer.json()[0], first);
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn the_snapshot_shows_lines_from_calls_and_registration_and_can_be_narrowed() {
    let world = World::tidy(3);
    let (access, _) = world.log_in().await;
    let [first, second, third] = [0, 1, 2].map(|index| world.extension(index));
    let call = world.sim.nfon.start_call(CallPlan::Inbound { to: first.clone(), from: "4930".into() }).unwrap();
    world.sim.nfon.answer(call);
    world.sim.nfon.start_call(CallPlan::Inbound { to: second.clone(), from: "4930".into() }).unwrap();
    world.sim.nfon.set_registered(&third, Registration::Unregistered);
    world.sim.nfon.set_presence(&third, Presence::Dnd);
    let states = world.states(&access).await.json();
    let line =
        |number: &str| states.as_array().unwrap().iter().find(|state| state["extension"] == number).unwrap().clone();
    assert_eq!(line(&first)["line"], "in-use");
    assert_eq!(line(&second)["line"], "ringing");
    assert_eq!((line(&third)["line"].as_str(), line(&third)["presence"].as_str()), (Some("offline"), Some("dnd")));
    let url = world.cti(&format!("/extensions/phone/states?extension={first}&extension={third}"));
    let narrowed =
        world.call("GET", &url, &[&format!("authorization: Bearer {access}"), "accept: application/json"], "").await;
    assert_eq!(narrowed.json().as_array().unwrap().len(), 2);
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn the_forms_of_updated_and_presence_are_knobs() {
    let world = World::tidy(1);
    let (access, _) = world.log_in().await;
    let updated = world.states(&access).await.json()[0]["updated"].as_str().unwrap().to_owned();
    assert_eq!(updated.len(), "2025-11-03T08:15:42.120045678+01:00".len(), "{updated}");
    assert!(updated.parse::<jiff::Timestamp>().is_ok(), "{updated}");
    world.knobs(json!({"updated": "malformed", "presence": "json-null"}));
    let state = world.states(&access).await.json()[0].clone();
    assert!(state["updated"].as_str().unwrap().parse::<jiff::Timestamp>().is_err(), "{state}");
    assert!(state["presence"].is_null() && state.get("presence").is_some());
    world.knobs(json!({"updated": "absent", "presence": "text-null"}));
    let state = world.states(&access).await.json()[0].clone();
    assert_eq!((state.get("updated"), &state["presence"]), (None, &json!("null")));
    world.knobs(json!({"presence": "missing"}));
    assert!(world.states(&access).await.json()[0].get("presence").is_none());
}

#[tokio::test(start_paused = true)]
async fn calls_need_the_stream_type_and_states_need_a_licence() {
    let world = World::tidy(1);
    let (access, _) = world.log_in().await;
    let bearer = format!("authorization: Bearer {access}");
    let answer =
        world.call("GET", &world.cti("/extensions/phone/calls"), &[&bearer, "accept: application/json"], "").await;
    assert_eq!(answer.status, 406);
    assert!(answer.json()["error"].is_string());
    world.knobs(json!({"licensed": false}));
    assert_eq!(world.states(&access).await.status, 403);
}

#[tokio::test(start_paused = true)]
async fn a_burst_refuses_so_many_requests_and_knocking_early_is_a_violation() {
    let world = World::tidy(1);
    let (access, _) = world.log_in().await;
    world.knobs(json!({"burst": {"service": "cti", "status": 429, "count": 1, "retry_after_seconds": 5}}));
    let answer = world.states(&access).await;
    assert_eq!((answer.status.as_u16(), answer.headers["retry-after"].to_str().unwrap()), (429, "5"));
    tokio::time::advance(Duration::from_secs(5)).await;
    assert_eq!(world.states(&access).await.status, 200);
    world.no_violations();
    let dated = json!({"service": "cti", "status": 429, "count": 1, "retry_after_seconds": 5, "retry_after": "date"});
    world.knobs(json!({"burst": dated}));
    let answer = world.states(&access).await;
    let date = |name| jiff::fmt::rfc2822::parse(answer.headers[name].to_str().unwrap()).unwrap().timestamp();
    assert_eq!(date("retry-after").as_second() - date("date").as_second(), 6, "rounded up");
    tokio::time::advance(Duration::from_secs(6)).await;
    assert_eq!(world.states(&access).await.status, 200);
    world.no_violations();
    world.knobs(json!({"burst": {"status": 503, "count": 1, "retry_after_seconds": 5}}));
    assert_eq!(world.states(&access).await.status, 503);
    tokio::time::advance(Duration::from_secs(2)).await;
    assert_eq!(world.states(&access).await.status, 200);
    world.violation("before Retry-After");
}

#[tokio::test(start_paused = true)]
async fn a_missing_user_agent_and_a_vague_accept_are_violations() {
    let world = World::tidy(1);
    let request =
        http::Request::builder().uri(world.cti("/.well-known/jwks.json")).body(axum::body::Body::empty()).unwrap();
    assert_eq!(world.send(request).await.status(), 200);
    world.violation("no User-Agent");
    let (access, _) = world.log_in().await;
    let response = world
        .open(
            "GET",
            &world.cti("/extensions/phone/states"),
            &[&format!("authorization: Bearer {access}"), "accept: */*"],
            "",
        )
        .await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    world.violation("no definite Accept");
}

#[tokio::test(start_paused = true)]
async fn click_to_dial_can_be_cancelled_until_the_caller_picks_up() {
    let world = World::tidy(2);
    let (access, _) = world.log_in().await;
    let bearer = format!("authorization: Bearer {access}");
    let extension = world.extension(0);
    let body = json!({"caller": extension, "callee": "4930231250042", "callee_context": "global"}).to_string();
    let headers = [&*bearer, "accept: application/json", "content-type: application/json"];
    let start = world.call("POST", &world.cti("/extensions/phone/calls"), &headers, &body).await;
    assert_eq!((start.status.as_u16(), &start.json()["state"]), (202, &json!("start")));
    let url = world.cti(&format!("/extensions/phone/calls/{}", start.json()["uuid"].as_str().unwrap()));
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(world.call("DELETE", &url, &[&bearer], "").await.status, 204);
    assert_eq!(world.call("DELETE", &url, &[&bearer], "").await.status, 404);

    let headers = [&*bearer, "accept: text/event-stream", "content-type: application/json"];
    let events = world.call("POST", &world.cti("/extensions/phone/calls"), &headers, &body).await.text;
    let states: Vec<String> = events
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str::<serde_json::Value>(data).unwrap()["state"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(states, ["start", "caller-dial", "caller-ring", "caller-answer", "dial", "ring", "answer", "end"]);
    assert_eq!(
        world.sim.nfon.line(&extension),
        Some(sim::nfon::Line::InUse),
        "the call goes on after the end of the request"
    );
    world.no_violations();
}
