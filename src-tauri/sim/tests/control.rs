//! The control service steers the world, and the day drives it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod world;

use std::time::Duration;

use serde_json::{Value, json};
use sim::{Options, weather::Weather};
use world::World;

async fn control(world: &World, method: &str, path: &str, body: Value) -> world::Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    world.call(method, &format!("{}{path}", world.sim.urls.control), &["content-type: application/json"], &body).await
}

#[tokio::test(start_paused = true)]
async fn a_person_can_be_put_on_the_phone_and_off_again() {
    let world = World::tidy(2);
    let extension = world.extension(1);
    let line = async || control(&world, "GET", "/people", Value::Null).await.json()[1]["line"].clone();
    assert_eq!(control(&world, "POST", &format!("/people/{extension}/call"), Value::Null).await.status, 200);
    assert_eq!(line().await, "in-use");
    assert_eq!(control(&world, "POST", &format!("/people/{extension}/hangup"), Value::Null).await.status, 204);
    assert_eq!(line().await, "idle");
    assert_eq!(control(&world, "POST", &format!("/people/{extension}/hangup"), Value::Null).await.status, 404);
    let call = control(&world, "POST", "/calls", json!({"extension": extension})).await;
    assert_eq!((call.status.as_u16(), line().await), (201, json!("ringing")));
    let id = &call.json()["id"];
    control(&world, "POST", &format!("/calls/{id}/answer"), Value::Null).await;
    assert_eq!(line().await, "in-use");
    control(&world, "POST", &format!("/calls/{id}/hangup"), Value::Null).await;
    assert_eq!(line().await, "idle");
}

#[tokio::test(start_paused = true)]
async fn rows_name_extension_owner_and_address_and_an_address_can_be_changed() {
    let world = World::tidy(2);
    let extension = world.extension(0);
    assert_eq!(
        control(&world, "POST", &format!("/people/{extension}/email"), json!({"email": "neu@x.example"})).await.status,
        204
    );
    let row = control(&world, "GET", "/people", Value::Null).await.json()[0].clone();
    assert_eq!((&row["extension"], &row["email"]), (&json!(extension), &json!("neu@x.example")));
    assert_eq!(row["user_id"], json!(world.sim.company.people[0].user_id));
    assert_eq!(
        control(
            &world,
            "POST",
            &format!("/people/{extension}/teams"),
            json!({"availability": "Busy", "activity": "InAMeeting"})
        )
        .await
        .status,
        204
    );
    let row = control(&world, "GET", "/people", Value::Null).await.json()[0].clone();
    assert_eq!(row["teams"], json!({"availability": "Busy", "activity": "InAMeeting"}));
    assert_eq!(row["published"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn knobs_are_read_and_patched_and_a_wrong_name_is_explained() {
    let world = World::tidy(1);
    assert_eq!(control(&world, "PATCH", "/knobs", json!({"nfon": {"latency_ms": 5}})).await.status, 204);
    assert_eq!(control(&world, "GET", "/knobs", Value::Null).await.json()["nfon"]["latency_ms"], 5);
    let answer = control(&world, "PATCH", "/knobs", json!({"nfon": {"latency": 5}})).await;
    assert_eq!(answer.status, 400);
    assert!(answer.text.contains("latency"));
    assert_eq!(control(&world, "PUT", "/weather", json!({"weather": "storm"})).await.status, 204);
    assert_eq!(world.sim.weather(), Weather::Storm);
}

#[tokio::test(start_paused = true)]
async fn the_tenant_is_changed_by_the_name_of_the_change_and_a_wrong_one_is_explained() {
    let world = World::tidy(1);
    assert_eq!(control(&world, "POST", "/microsoft/grant-consent", json!({})).await.status, 204);
    let seen = control(&world, "GET", "/microsoft", Value::Null).await.json();
    assert_eq!(seen["granted_roles"].as_array().unwrap().len(), 2, "{seen}");
    let answer = control(&world, "POST", "/microsoft/add-client-secret", json!({})).await;
    assert_eq!(answer.status, 400);
    assert!(answer.text.contains("secret"), "{}", answer.text);
    assert_eq!(control(&world, "POST", "/microsoft/explode", json!({})).await.status, 400);
}

#[tokio::test(start_paused = true)]
async fn the_page_the_accounts_and_the_violations_are_served() {
    let world = World::tidy(1);
    assert!(control(&world, "GET", "/", Value::Null).await.text.contains("<title>Simulator"));
    let accounts = control(&world, "GET", "/accounts", Value::Null).await.json();
    assert_eq!(accounts["accounts"].as_array().unwrap().len(), 6);
    assert_eq!(control(&world, "GET", "/violations", Value::Null).await.json(), json!([]));
}

#[tokio::test(start_paused = true)]
async fn a_day_with_calls_reaches_the_stream_and_the_same_seed_reaches_it_alike() {
    let hear = async || {
        let world = World::of(Options {
            people: 20,
            seed: 3,
            calls_per_hour: 30.0,
            start: std::time::UNIX_EPOCH,
            ..Options::default()
        });
        world.sim.start();
        let mut calls = world.stream("calls").await;
        let events = calls.events(Duration::from_secs(1200)).await;
        events
            .iter()
            .map(|event| format!("{} {} {}", event["extension"], event["state"], event["updated"]))
            .collect::<Vec<_>>()
    };
    let first = hear().await;
    assert!(first.len() > 100, "{} events", first.len());
    assert_eq!(first, hear().await);
}
