//! Reading and writing presence, its budget, and batches.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::client::World;

async fn read(world: &World, token: &str, ids: &[String]) -> Value {
    let reply = world.post(token, "/communications/getPresencesByUserId", json!({"ids": ids})).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

fn pair(presence: &Value) -> String {
    format!("{}/{}", presence["availability"].as_str().unwrap(), presence["activity"].as_str().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_call_is_published_read_back_and_cleared() {
    let world = World::consented();
    let (app, sync) = (world.app_token().await, world.sync_token().await);
    let user = world.user(0);
    let set = world.set(&app, &user, "Busy", "InACall").await;
    assert_eq!((set.status, set.text.as_str()), (200, ""));
    let body = read(&world, &sync, std::slice::from_ref(&user)).await;
    assert!(body["@odata.context"].as_str().unwrap().ends_with("$metadata#Collection(microsoft.graph.presence)"));
    assert_eq!(pair(&body["value"][0]), "Busy/InACall");
    assert!(body["value"][0]["sequenceNumber"].as_str().unwrap().starts_with('A'));
    let one = world.get(&sync, &format!("/users/{user}/presence")).await.json();
    assert_eq!(pair(&one), "Busy/InACall");
    assert_eq!(pair(&world.get(&app, &format!("/communications/presences/{user}")).await.json()), "Busy/InACall");
    assert_eq!(
        world.sim.microsoft.published(&user),
        Some(("Busy".to_owned(), "InACall".to_owned(), Duration::from_secs(300)))
    );
    assert_eq!(world.clear(&app, &user).await.status, 200);
    assert_eq!(world.clear(&app, &user).await.status, 404, "no such session any more");
    assert_eq!(world.sim.microsoft.seen(&user), ("Available".to_owned(), "Available".to_owned()));
    let record: Vec<_> =
        world.sim.microsoft.record().into_iter().map(|write| (write.action, write.activity, write.status)).collect();
    assert_eq!(
        record,
        [("set", "InACall".to_owned(), 200), ("clear", String::new(), 200), ("clear", String::new(), 404)]
    );
    world.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn what_is_published_expires() {
    let world = World::consented();
    let app = world.app_token().await;
    let user = world.user(0);
    world.sim.microsoft.set_teams(&user, "Offline", "Offline");
    world.set(&app, &user, "Busy", "InACall").await;
    tokio::time::advance(Duration::from_secs(299)).await;
    assert_eq!(world.sim.microsoft.seen(&user).1, "InACall");
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(world.sim.microsoft.seen(&user).1, "Offline");
    assert_eq!(world.clear(&app, &user).await.status, 404);
}

#[tokio::test]
async fn pairs_durations_sessions_and_ids_are_checked() {
    let world = World::consented();
    let app = world.app_token().await;
    let user = world.user(0);
    for (availability, activity) in
        [("Busy", "Busy"), ("DoNotDisturb", "DoNotDisturb"), ("Busy", "Presenting"), ("busy", "inACall")]
    {
        let refused = world.set(&app, &user, availability, activity).await;
        assert_eq!(refused.status, 400, "{availability}/{activity}");
        assert!(!refused.json()["error"]["message"].as_str().unwrap().is_empty());
    }
    for (availability, activity) in
        [("Available", "Available"), ("Busy", "InAConferenceCall"), ("Away", "Away"), ("DoNotDisturb", "Presenting")]
    {
        assert_eq!(world.set(&app, &user, availability, activity).await.status, 200, "{availability}/{activity}");
    }
    let path = format!("/users/{user}/presence/setPresence");
    let body = |session: &str, duration: &str| json!({"sessionId": session, "availability": "Busy", "activity": "InACall", "expirationDuration": duration});
    let client_id = world.sim.company.client_id.clone();
    for duration in ["PT4M", "PT241M", "soon"] {
        assert_eq!(world.post(&app, &path, body(&client_id, duration)).await.status, 400, "{duration}");
    }
    assert_eq!(world.post(&app, &path, body(&client_id, "PT4H")).await.status, 200);
    assert_eq!(world.post(&app, &path, body("22222222-2222-2222-2222-222222222222", "PT5M")).await.status, 400);
    let mut unknown = body(&client_id, "PT5M");
    unknown["expiration"] = json!("PT5M");
    assert_eq!(world.post(&app, &path, unknown).await.status, 400);
    let untyped = world.graph(Method::POST, &app, &path, &[], Some(body(&client_id, "PT5M"))).await;
    assert_eq!(untyped.status, 415);
    let upn = &world.sim.company.people[0].upn;
    assert_eq!(world.set(&app, upn, "Busy", "InACall").await.status, 404);
    assert_eq!(world.violations().len(), 4 + 3 + 1 + 1 + 1 + 1, "{:#?}", world.violations());
    world.knob(json!({"refused_pair": "empty-message"}));
    assert_eq!(world.set(&app, &user, "Busy", "Busy").await.json()["error"]["message"], "");
}

#[tokio::test]
async fn the_preferred_state_takes_other_pairs_and_hides_ours() {
    let world = World::consented();
    let app = world.app_token().await;
    let user = world.user(0);
    let path = |action: &str| format!("/users/{user}/presence/{action}");
    world.set(&app, &user, "Busy", "InACall").await;
    let preferred = json!({"availability": "DoNotDisturb", "activity": "DoNotDisturb", "expirationDuration": "PT8H"});
    assert_eq!(world.post(&app, &path("setUserPreferredPresence"), preferred).await.status, 200);
    assert_eq!(world.sim.microsoft.seen(&user).0, "DoNotDisturb");
    assert_eq!(world.post(&app, &path("clearUserPreferredPresence"), json!({})).await.status, 200);
    assert_eq!(world.sim.microsoft.seen(&user).1, "InACall");
    world.assert_blameless();
    let wrong = json!({"availability": "Busy", "activity": "InACall"});
    assert_eq!(world.post(&app, &path("setUserPreferredPresence"), wrong).await.status, 400);
}

#[tokio::test]
async fn only_the_application_writes_for_others_and_only_with_its_role() {
    let world = World::consented();
    let user = world.user(0);
    let delegated = world.set(&world.sync_token().await, &user, "Busy", "InACall").await;
    assert_eq!((delegated.status, delegated.json()["error"]["code"].clone()), (401, json!("Unauthorized")));
    let bare = World::new();
    let user = bare.user(0);
    let app = bare.app_token().await;
    assert_eq!(bare.set(&app, &user, "Busy", "InACall").await.json()["error"]["code"], "Forbidden");
    bare.knob(json!({"missing_write_permission": "service-error"}));
    let refused = bare.set(&app, &user, "Busy", "InACall").await;
    assert_eq!((refused.status, refused.json()["error"]["code"].clone()), (401, json!("ServiceError")));
}

#[tokio::test]
async fn who_may_read_follows_the_knobs() {
    let world = World::consented();
    let (app, sync) = (world.app_token().await, world.sync_token().await);
    let path = format!("/users/{}/presence", world.user(0));
    assert_eq!(world.get(&app, &path).await.status, 200);
    world.knob(json!({"app_only_reading": "forbidden", "unlicensed_reader": "unauthorized"}));
    assert_eq!(world.get(&app, &path).await.status, 403);
    let refused = world.get(&sync, &path).await;
    assert_eq!((refused.status, refused.json()["error"]["code"].clone()), (401, json!("Unauthorized")));
    world.knob(json!({"unlicensed_reader": "forbidden"}));
    assert_eq!(world.get(&sync, &path).await.status, 403);
}

#[tokio::test]
async fn unknown_ids_order_fields_and_spelling_follow_the_knobs() {
    let world = World::consented();
    let sync = world.sync_token().await;
    let unknown = "33333333-3333-3333-3333-333333333333".to_owned();
    let asked = [world.user(0), unknown, world.user(1), world.user(2)];
    let body = read(&world, &sync, &asked).await;
    let order: Vec<_> = body["value"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(order, asked);
    assert_eq!(pair(&body["value"][1]), "PresenceUnknown/PresenceUnknown");
    world.knob(json!({"unknown_id": "left-out", "bulk_order": "shuffled", "presence_case": "camel", "presence_fields": "core"}));
    let body = read(&world, &sync, &asked).await;
    let entries = body["value"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    for entry in entries {
        assert_eq!(pair(entry), "available/available");
        assert_eq!(entry.as_object().unwrap().len(), 3);
    }
    world.knob(json!({"unknown_id": "offline", "presence_case": "pascal", "presence_fields": "us-government"}));
    assert!(
        read(&world, &sync, &asked).await["value"]
            .as_array()
            .unwrap()
            .iter()
            .any(|entry| pair(entry) == "Offline/Offline")
    );
    world.assert_blameless();
}

#[tokio::test]
async fn six_hundred_and_fifty_ids_are_the_most() {
    let world = World::consented();
    let sync = world.sync_token().await;
    let ids: Vec<String> = (0..651).map(|number| format!("00000000-0000-4000-8000-{number:012}")).collect();
    assert_eq!(read(&world, &sync, &ids[..650]).await["value"].as_array().unwrap().len(), 650);
    let refused = world.post(&sync, "/communications/getPresencesByUserId", json!({"ids": ids})).await;
    assert_eq!((refused.status, refused.json()["error"]["code"].clone()), (400, json!("BadRequest")));
    world.knob(json!({"too_many_ids": "empty-body"}));
    let refused = world.post(&sync, "/communications/getPresencesByUserId", json!({"ids": ids})).await;
    assert_eq!((refused.status, refused.text.as_str()), (400, ""));
    assert_eq!(world.violations().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn reading_can_lag_behind_writing() {
    let world = World::consented();
    let app = world.app_token().await;
    world.knob(json!({"read_delay_seconds": 5}));
    tokio::time::advance(Duration::from_secs(60)).await;
    let path = format!("/users/{}/presence", world.user(0));
    world.set(&app, &world.user(0), "Busy", "InACall").await;
    assert_eq!(pair(&world.get(&app, &path).await.json()), "Available/Available");
    tokio::time::advance(Duration::from_secs(5)).await;
    assert_eq!(pair(&world.get(&app, &path).await.json()), "Busy/InACall");
    assert_eq!(world.sim.microsoft.seen_in_teams(&world.user(0)).1, "Available", "Teams lags two minutes");
    tokio::time::advance(Duration::from_secs(120)).await;
    assert_eq!(world.sim.microsoft.seen_in_teams(&world.user(0)).1, "InACall");
}

#[tokio::test]
async fn writes_may_be_without_effect() {
    let world = World::consented();
    let app = world.app_token().await;
    world.knob(json!({"ineffective_percent": 100}));
    assert_eq!(world.set(&app, &world.user(0), "Busy", "InACall").await.status, 200);
    assert_eq!(world.sim.microsoft.published(&world.user(0)), None);
    world.knob(json!({"ineffective_percent": 0}));
    let unlicensed = world.sim.company.sync_users[0].user_id.clone();
    assert_eq!(world.set(&app, &unlicensed, "Busy", "InACall").await.status, 200);
    assert_eq!(world.sim.microsoft.published(&unlicensed), None);
    world.knob(json!({"unlicensed_target": "not-found"}));
    assert_eq!(world.set(&app, &unlicensed, "Busy", "InACall").await.status, 404);
    world.knob(json!({"unlicensed_target": "forbidden"}));
    assert_eq!(world.set(&app, &unlicensed, "Busy", "InACall").await.status, 403);
}

#[tokio::test(start_paused = true)]
async fn over_the_limit_the_service_names_the_wait_in_every_form() {
    let world = World::consented();
    let app = world.app_token().await;
    world.knob(json!({"presence_limit": 2}));
    let path = format!("/users/{}/presence", world.user(0));
    assert_eq!(world.get(&app, &path).await.status, 200);
    assert_eq!(world.get(&app, &path).await.status, 200);
    let refused = world.get(&app, &path).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "30"));
    assert_eq!(refused.json()["error"]["code"], "TooManyRequests");
    assert_eq!(refused.json()["error"]["innerError"]["status"], "429");
    world.knob(json!({"retry_after": "decimal"}));
    assert_eq!(world.get(&app, &path).await.header("retry-after"), "30.128");
    world.knob(json!({"retry_after": "http-date", "throttle_body": "activity-limit-reached"}));
    let refused = world.get(&app, &path).await;
    assert!(refused.header("retry-after").ends_with(" GMT"), "{}", refused.header("retry-after"));
    assert_eq!(refused.json()["error"]["innerError"]["code"], "throttledRequest");
    world.assert_blameless();
    tokio::time::advance(Duration::from_secs(5)).await;
    assert_eq!(world.get(&app, &path).await.status, 429);
    assert_eq!(world.violations(), ["a presence request came before Retry-After had passed"]);
    assert_eq!(world.get(&app, "/organization").await.status, 200, "the directory has its own budget");
    world.knob(json!({"retry_after": "absent"}));
    tokio::time::advance(Duration::from_secs(31)).await;
    for _ in 0..2 {
        world.get(&app, &path).await;
    }
    assert_eq!(world.get(&app, &path).await.header("retry-after"), "");
}

#[tokio::test(start_paused = true)]
async fn each_request_of_a_batch_is_answered_and_counted_by_itself() {
    let world = World::consented();
    let app = world.app_token().await;
    world.knob(json!({"presence_limit": 1}));
    let user = world.user(0);
    let client_id = world.sim.company.client_id.clone();
    let batch = json!({"requests": [
        {"id": "1", "method": "POST", "url": format!("/users/{user}/presence/setPresence"), "headers": {"Content-Type": "application/json"},
         "body": {"sessionId": client_id, "availability": "Busy", "activity": "InACall", "expirationDuration": "PT5M"}},
        {"id": "2", "method": "GET", "url": format!("users/{user}/presence")},
        {"id": "3", "method": "GET", "url": "/organization", "dependsOn": ["2"]},
    ]});
    let reply = world.post(&app, "/$batch", batch.clone()).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let body = reply.json();
    let item = |id: &str| body["responses"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap().clone();
    assert_eq!(item("1")["status"], 200);
    assert_eq!((item("2")["status"].clone(), item("2")["headers"]["Retry-After"].clone()), (json!(429), json!("30")));
    assert_eq!(item("3")["status"], 424);
    world.knob(json!({"throttled_batch": "failed-dependency"}));
    assert_eq!(world.post(&app, "/$batch", batch).await.status, 424);
}

#[tokio::test]
async fn a_malformed_batch_is_refused_as_a_whole() {
    let world = World::consented();
    let app = world.app_token().await;
    let item = |id: usize| json!({"id": format!("{id}"), "method": "GET", "url": "/organization"});
    let twice = json!({"requests": [item(1), item(1)]});
    assert_eq!(world.post(&app, "/$batch", twice).await.status, 400);
    let many: Vec<Value> = (0..21).map(item).collect();
    assert_eq!(world.post(&app, "/$batch", json!({"requests": many})).await.status, 400);
    assert_eq!(world.post(&app, "/$batch", json!({"requests": many[..20]})).await.status, 200);
}

#[tokio::test]
async fn client_request_ids_come_back() {
    let world = World::consented();
    let app = world.app_token().await;
    let reply = world.graph(Method::GET, &app, "/organization", &[("client-request-id", "abc")], None).await;
    assert_eq!(reply.header("client-request-id"), "abc");
    assert!(reply.header("date").ends_with(" GMT"));
}

#[tokio::test]
async fn disturbances_of_graph_hit_the_chosen_share() {
    let world = World::consented();
    let app = world.app_token().await;
    world.knob(json!({"graph_fault_percent": 50, "graph_fault": "html-page"}));
    assert_eq!(world.get(&app, "/organization").await.status, 200);
    let disturbed = world.get(&app, "/organization").await;
    assert_eq!(disturbed.status, 502);
    assert!(disturbed.text.starts_with("<html>"));
}
