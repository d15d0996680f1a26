//! The PBX Configuration API as a client meets it: tokens, pages, paging, partial changes and the rules of profiles.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod world;

use std::time::Duration;

use serde_json::{Value, json};
use sim::{Options, cast::Oddities};
use world::World;

fn field(page: &Value, name: &str) -> Value {
    let data = page["data"].as_array().unwrap();
    data.iter().find(|entry| entry["name"] == name).map(|entry| entry["value"].clone()).unwrap_or_default()
}

fn rels(page: &Value) -> Vec<&str> {
    page["links"].as_array().unwrap().iter().map(|link| link["rel"].as_str().unwrap()).collect()
}

fn data(name: &str, value: impl Into<Value>) -> Value {
    json!({"data": [{"name": name, "value": value.into()}]})
}

#[tokio::test(start_paused = true)]
async fn a_token_needs_basic_credentials_and_ends() {
    let world = World::tidy(1);
    let form = "content-type: application/x-www-form-urlencoded";
    let answer = world
        .call("POST", &world.sim.urls.nfon_token, &[form, "authorization: Basic eDp5"], "grant_type=client_credentials")
        .await;
    assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (401, &json!("invalid_client")));
    let token = world.configuration_token().await;
    let url = format!("{}/tenants/{}", world.sim.urls.configuration, world.sim.company.customer);
    let bearer = format!("authorization: Bearer {token}");
    assert_eq!(world.call("GET", &url, &[&bearer], "").await.status, 200);
    tokio::time::advance(Duration::from_secs(301)).await;
    assert_eq!(world.call("GET", &url, &[&bearer], "").await.status, 401);
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn another_tenant_is_403_in_the_old_family_and_401_in_the_new() {
    let world = World::tidy(1);
    let token = world.configuration_token().await;
    let get = async |tail: &str| {
        let url = format!("{}/tenants/K0{tail}", world.sim.urls.configuration);
        world.call("GET", &url, &[&format!("authorization: Bearer {token}")], "").await
    };
    assert_eq!(get("/options").await.status, 403);
    let answer = get("/extensions/200/queue-profiles").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (401, &json!("authorization")));
}

#[tokio::test(start_paused = true)]
async fn the_list_is_paged_by_both_spellings_with_default_16_and_cap_100() {
    let world = World::of(Options { people: 250, oddities: Oddities::None, ..Options::default() });
    let page = world.pbx("GET", "/targets/phone-extensions", Value::Null).await.json();
    assert_eq!((page["items"].as_array().unwrap().len(), &page["size"], &page["total"]), (16, &json!(16), &json!(250)));
    assert_eq!(rels(&page), ["first", "next", "last"]);
    for spelling in ["_pageSize", "_pagesize"] {
        let page = world
            .pbx("GET", &format!("/targets/phone-extensions?{spelling}=500&_offset=200"), Value::Null)
            .await
            .json();
        assert_eq!((page["items"].as_array().unwrap().len(), &page["size"]), (50, &json!(100)));
        assert_eq!(rels(&page), ["first", "prev", "last"]);
    }
    let mut tail = "/targets/phone-extensions?_pageSize=100&_offset=0".to_owned();
    let mut seen = std::collections::HashSet::new();
    loop {
        let page = world.pbx("GET", &tail, Value::Null).await.json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["href"].as_str().unwrap().to_owned()));
        let Some(next) = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next") else {
            break;
        };
        let prefix = format!("/api/customers/{}", world.sim.company.customer);
        tail = next["href"].as_str().unwrap().strip_prefix(&prefix).unwrap().to_owned();
    }
    assert_eq!(seen.len(), 250);
    world.knobs(json!({"ignore_page_size": true, "empty_last_link": true}));
    let page = world.pbx("GET", "/targets/phone-extensions?_pageSize=100", Value::Null).await.json();
    assert_eq!(page["size"], 16);
    assert_eq!(page["links"].as_array().unwrap().last().unwrap(), &json!({"rel": "last", "href": ""}));
    world.knobs(json!({"bare_list": true}));
    assert_eq!(world.pbx("GET", "/targets/phone-extensions", Value::Null).await.json().as_array().unwrap().len(), 250);
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_voicemail_page_has_the_address_a_masked_password_and_stale_links() {
    let world = World::tidy(3);
    let extension = &world.sim.company.extensions[1];
    let answer =
        world.pbx("GET", &format!("/targets/phone-extensions/{}/voice-mail", extension.number), Value::Null).await;
    assert_eq!(answer.headers["content-type"], "application/vnd.collection.next+json");
    let page = answer.json();
    assert_eq!(field(&page, "voicemailEmail"), json!(extension.voicemail_email));
    assert_eq!(field(&page, "password"), "***");
    assert!(page["href"].as_str().unwrap().starts_with("/api/customers/K"));
    assert_eq!(
        page["links"][0]["href"],
        format!(
            "/api/customers/{}/extensions/{}/voicemail/announcements",
            world.sim.company.customer, extension.number
        )
    );
    assert_eq!(world.pbx("GET", "/targets/phone-extensions/99999/voice-mail", Value::Null).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn a_change_of_the_voicemail_page_is_partial_and_the_mask_must_not_come_back() {
    let world = World::tidy(1);
    let tail = format!("/targets/phone-extensions/{}/voice-mail", world.extension(0));
    assert_eq!(world.pbx("PUT", &tail, data("sendEmail", "false")).await.status, 204);
    let page = world.pbx("GET", &tail, Value::Null).await.json();
    assert_eq!(field(&page, "voicemailEmail"), json!(world.sim.company.extensions[0].voicemail_email));
    world.no_violations();
    assert_eq!(world.pbx("PUT", &tail, data("password", "***")).await.status, 400);
    world.violation("masked password");
    world.knobs(json!({"ignore_writes": true}));
    assert_eq!(world.pbx("PUT", &tail, data("voicemailEmail", "x@y.example")).await.status, 204);
    assert_ne!(world.sim.nfon.voicemail_email(&world.extension(0)).unwrap(), "x@y.example");
}

#[tokio::test(start_paused = true)]
async fn directory_changes_show_up_on_the_pages() {
    let world = World::tidy(1);
    world.sim.nfon.add_extension("0815", "Neu", "neu@x.example");
    let page = world.pbx("GET", "/targets/phone-extensions/0815/voice-mail", Value::Null).await.json();
    assert_eq!(field(&page, "voicemailEmail"), "neu@x.example");
    assert!(world.sim.nfon.set_voicemail_email("0815", "anders@x.example"));
    let page = world.pbx("GET", "/targets/phone-extensions/0815/voice-mail", Value::Null).await.json();
    assert_eq!(field(&page, "voicemailEmail"), "anders@x.example");
    world.sim.nfon.remove_extension("0815");
    assert_eq!(world.pbx("GET", "/targets/phone-extensions/0815/voice-mail", Value::Null).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn booleans_come_as_text_or_native_and_missing_links_as_an_object() {
    let world = World::tidy(8);
    let mut kinds = std::collections::HashSet::new();
    for index in 0..8 {
        let page = world
            .pbx("GET", &format!("/targets/phone-extensions/{}/voice-mail", world.extension(index)), Value::Null)
            .await
            .json();
        kinds.insert(field(&page, "sendEmail").is_string());
    }
    assert_eq!(kinds.len(), 2, "both forms occur by default");
    let tail = format!("/targets/phone-extensions/{}/callforward-profiles/0", world.extension(0));
    world.knobs(json!({"scalars": "text"}));
    let page = world.pbx("GET", &tail, Value::Null).await.json();
    assert_eq!((field(&page, "active"), &page["links"]), (json!("true"), &json!({})));
    world.knobs(json!({"scalars": "native", "empty_links_as_object": false}));
    let page = world.pbx("GET", &tail, Value::Null).await.json();
    assert_eq!((field(&page, "active"), &page["links"]), (json!(true), &json!([])));
}

#[tokio::test(start_paused = true)]
async fn the_connector_flag_is_false_true_or_absent() {
    let world = World::tidy(1);
    for (knob, shown) in [(json!(false), json!("false")), (json!(true), json!("true")), (Value::Null, Value::Null)] {
        world.knobs(json!({"teams_connector": knob, "scalars": "text"}));
        let page = world.pbx("GET", "/options", Value::Null).await.json();
        assert_eq!(field(&page, "presenceTeamsConnectorEnabled"), shown);
    }
}

#[tokio::test(start_paused = true)]
async fn profiles_are_switched_by_activating_another_and_the_rules_are_enforced() {
    let world = World::tidy(1);
    let extension = world.extension(0);
    let profiles = format!("/targets/phone-extensions/{extension}/callforward-profiles");
    let new = |number: u8, name: &str| json!({"data": [{"name": "profileNumber", "value": number}, {"name": "profileName", "value": name}]});
    let put =
        async |number: u8, body: Value| world.pbx("PUT", &format!("{profiles}/{number}"), body).await.status.as_u16();
    let post = async |body: Value| world.pbx("POST", &profiles, body).await.status.as_u16();
    assert_eq!(post(new(9, "Teams DND")).await, 201);
    assert_eq!(post(new(9, "Other")).await, 400, "the number is taken");
    assert_eq!(post(new(8, "Teams DND")).await, 400, "the name is taken");
    assert_eq!(post(json!({"data": [{"name": "profileNumber", "value": 8}, {"name": "profileName", "value": "x"}, {"name": "active", "value": false}]})).await, 400);
    assert_eq!(world.sim.nfon.active_profile(&extension), Some(0), "creating does not activate");
    assert_eq!(put(9, data("active", "true")).await, 204);
    assert_eq!(world.sim.nfon.active_profile(&extension), Some(9));
    assert_eq!(put(9, data("active", true)).await, 204, "an unchanged value is accepted");
    assert_eq!(put(9, data("active", false)).await, 400, "a profile is left by activating another");
    assert_eq!(put(0, data("profileName", "Mine")).await, 400, "profile 0 keeps its name");
    assert_eq!(world.pbx("DELETE", &format!("{profiles}/9"), Value::Null).await.status, 400, "the active one stays");
    assert_eq!(world.pbx("DELETE", &format!("{profiles}/0"), Value::Null).await.status, 400);
    assert_eq!(put(0, data("active", true)).await, 204);
    assert_eq!(world.pbx("DELETE", &format!("{profiles}/9"), Value::Null).await.status, 204);
    for number in 1..10 {
        assert_eq!(post(new(number, &format!("P{number}"))).await, 201);
    }
    assert_eq!(post(new(10, "eleventh")).await, 400);
    world.knobs(json!({"default_profile_can_return": false}));
    assert!(world.sim.nfon.activate_profile(&extension, 3));
    assert_eq!(put(0, data("active", true)).await, 400);
    let list = world.pbx("GET", &format!("{profiles}?_pageSize=100"), Value::Null).await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 10);
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn creating_a_profile_may_activate_it() {
    let world = World::tidy(1);
    world.knobs(json!({"create_activates_profile": true}));
    let body = json!({"data": [{"name": "profileNumber", "value": "4"}, {"name": "profileName", "value": "x"}]});
    assert_eq!(
        world
            .pbx("POST", &format!("/targets/phone-extensions/{}/callforward-profiles", world.extension(0)), body)
            .await
            .status,
        201
    );
    assert_eq!(world.sim.nfon.active_profile(&world.extension(0)), Some(4));
}

#[tokio::test(start_paused = true)]
async fn a_rule_takes_targets_from_the_available_ones_and_flags_in_parts() {
    let world = World::tidy(1);
    let rules = format!("/targets/phone-extensions/{}/callforward-profiles/0/rules", world.extension(0));
    let available = world.pbx("GET", &format!("{rules}/ANY/UNCONDITIONAL/available"), Value::Null).await.json();
    let href = available["items"][0]["href"].clone();
    let put = world
        .pbx("PUT", &format!("{rules}/ANY/UNCONDITIONAL"), json!({"links": [{"rel": "current", "href": href}]}))
        .await;
    assert_eq!(put.status, 204);
    assert_eq!(
        world
            .pbx("PUT", &format!("{rules}/ANY/BUSY"), json!({"links": [{"rel": "current", "href": "/api/nowhere"}]}))
            .await
            .status,
        400
    );
    assert_eq!(
        world.pbx("PUT", &format!("{rules}/ANY"), data("unconditionalCallForwardActive", true)).await.status,
        204
    );
    world.knobs(json!({"scalars": "native"}));
    let page = world.pbx("GET", &format!("{rules}/ANY"), Value::Null).await.json();
    assert_eq!(field(&page, "unconditionalCallForwardActive"), true);
    assert_eq!(field(&page, "unconditionalCallForwardName"), "Voicemail");
    assert_eq!(field(&page, "notAvailableCallForwardActive"), true, "what was not sent stays");
    let source = json!({"links": [{"rel": "source", "href": "/api/customers/K1/targets/INTERNAL_SOURCE"}]});
    assert_eq!(world.pbx("POST", &rules, source.clone()).await.status, 201);
    assert_eq!(world.pbx("POST", &rules, source).await.status, 400, "one rule for each source");
}

#[tokio::test(start_paused = true)]
async fn more_than_eight_requests_at_a_time_and_unknown_paths_are_violations() {
    let world = World::tidy(1);
    let token = world.configuration_token().await;
    world.knobs(json!({"latency_ms": 100}));
    let url = format!("{}/tenants/{}/options", world.sim.urls.configuration, world.sim.company.customer);
    let bearer = format!("authorization: Bearer {token}");
    let headers = [bearer.as_str()];
    futures::future::join_all((0..8).map(|_| world.call("GET", &url, &headers, ""))).await;
    world.no_violations();
    futures::future::join_all((0..9).map(|_| world.call("GET", &url, &headers, ""))).await;
    world.violation("9 requests at one time");
    assert_eq!(world.pbx("GET", "/presence", Value::Null).await.status, 404);
    world.violation("no such operation");
}
