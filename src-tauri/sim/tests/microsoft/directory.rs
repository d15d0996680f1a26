//! Users, paging, memberships and delta.

use std::{collections::HashSet, time::Duration};

use http::Method;
use serde_json::{Value, json};
use sim::microsoft::AccountState;

use crate::client::{World, encoded};

fn ids(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_are_followed_by_their_links_until_everybody_was_seen() {
    let world = World::of(30);
    world.sim.microsoft.grant_consent();
    let token = world.app_token().await;
    let first =
        world.get(&token, "/users?$select=id,mail,proxyAddresses,accountEnabled,userType,assignedPlans&$top=7").await;
    assert_eq!(first.status, 200, "{}", first.text);
    for (name, value) in [("odata-version", "4.0"), ("strict-transport-security", "max-age=31536000")] {
        assert_eq!(first.header(name), value);
    }
    assert!(first.header("content-type").starts_with("application/json;odata.metadata=minimal"));
    assert!(!first.header("request-id").is_empty() && !first.header("x-ms-ags-diagnostic").is_empty());
    let mut page = first.json();
    assert!(page["value"][0]["proxyAddresses"][0].as_str().unwrap().starts_with("SMTP:"));
    let mut seen: HashSet<String> = HashSet::new();
    loop {
        seen.extend(ids(&page));
        let Some(next) = page["@odata.nextLink"].as_str() else {
            break;
        };
        page = world.get(&token, next).await.json();
    }
    assert_eq!(seen.len(), world.sim.company.directory().count());
    world.assert_blameless();
}

#[tokio::test]
async fn a_link_that_was_rebuilt_is_noticed_and_an_unknown_one_refused() {
    let world = World::of(30);
    world.sim.microsoft.grant_consent();
    let token = world.app_token().await;
    let page = world.get(&token, "/users?$select=id&$top=5").await.json();
    let next = page["@odata.nextLink"].as_str().unwrap().replace("$top=5", "$top=6");
    world.get(&token, &next).await;
    assert_eq!(world.violations(), ["a next or delta link was not followed verbatim"]);
    let expired = world.get(&token, "/users?$skiptoken=old").await;
    assert_eq!((expired.status, expired.json()["error"]["code"].clone()), (400, json!("Directory_ExpiredPageToken")));
}

#[tokio::test]
async fn filters_find_people_by_address_without_regard_to_case() {
    let world = World::consented();
    let token = world.app_token().await;
    let person = world.sim.company.people[3].clone();
    let mail = person.mail.clone().unwrap().to_uppercase();
    for filter in [
        format!("mail eq '{mail}'"),
        format!("proxyAddresses/any(p:p eq 'smtp:{mail}')"),
        format!("userPrincipalName eq '{}'", person.upn),
        format!("startswith(userPrincipalName,'{}')", person.upn),
        format!("id in ('{}')", person.user_id),
    ] {
        let query = encoded(&[("$filter", &filter), ("$select", "id")]);
        let page = world.get(&token, &format!("/users?{query}")).await.json();
        assert!(ids(&page).contains(&person.user_id), "{filter}: {page}");
    }
    let query = encoded(&[("$filter", "endsWith(mail,'x')")]);
    assert_eq!(world.get(&token, &format!("/users?{query}")).await.json()["error"]["code"], "Request_UnsupportedQuery");
    world.assert_blameless();
}

#[tokio::test]
async fn bad_queries_are_refused() {
    let world = World::consented();
    let token = world.app_token().await;
    let large = world.get(&token, "/users?$top=1000").await;
    assert!(large.status == 400 && large.text.contains("between 1 and 999"), "{}", large.text);
    assert_eq!(world.get(&token, "/users?$select=id,skills").await.status, 501);
    assert_eq!(world.get(&token, "/users?$count=true").await.status, 400);
    let counted =
        world.graph(Method::GET, &token, "/users?$count=true", &[("consistencylevel", "eventual")], None).await;
    assert_eq!(counted.json()["@odata.count"], world.sim.company.directory().count());
    world.assert_blameless();
    assert_eq!(world.get(&token, "/users?$skip=5").await.status, 400);
    assert_eq!(world.get(&token, "/users?$select=emailAddress").await.status, 400);
    assert_eq!(world.get(&token, "/usrs").await.status, 404);
    assert_eq!(world.violations().len(), 3, "{:?}", world.violations());
}

#[tokio::test]
async fn one_user_is_found_by_id_or_principal_name() {
    let world = World::consented();
    let token = world.app_token().await;
    let person = world.sim.company.people[0].clone();
    let by_upn = world.get(&token, &format!("/users/{}", person.upn)).await.json();
    assert_eq!(by_upn["id"], person.user_id.as_str());
    assert!(by_upn.get("proxyAddresses").is_none(), "only with $select");
    assert_eq!(world.get(&token, &format!("/users/{}", person.user_id)).await.status, 200);
    let gone = world.get(&token, "/users/nobody@nowhere.example").await;
    assert_eq!((gone.status, gone.json()["error"]["code"].clone()), (404, json!("Request_ResourceNotFound")));
    assert!(gone.json()["error"]["innerError"]["request-id"].is_string());
}

#[tokio::test]
async fn memberships_tell_a_directory_role_from_a_group_and_need_a_permission() {
    let world = World::consented();
    let token = world.app_token().await;
    let company = world.sim.company.clone();
    let kinds = async |id: &str| {
        let page = world.get(&token, &format!("/users/{id}/transitiveMemberOf?$select=id&$top=999")).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let kind = |object: &Value| object["@odata.type"].as_str().unwrap().to_owned();
        page.json()["value"].as_array().unwrap().iter().map(kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&company.sync_users[0].user_id).await, ["#microsoft.graph.group"]);
    assert_eq!(kinds(&company.admin.upn).await, ["#microsoft.graph.group", "#microsoft.graph.directoryRole"]);
    assert_eq!(world.get(&token, "/users/nobody@nowhere.example/transitiveMemberOf").await.status, 404);
    world.assert_blameless();
    let path = format!("/users/{}/transitiveMemberOf", company.admin.user_id);
    for wrong in ["$select=mail", "$top=1000", "$skip=1"] {
        assert_eq!(world.get(&token, &format!("{path}?{wrong}")).await.status, 400, "{wrong}");
    }
    assert_eq!(world.violations().len(), 2, "{:?}", world.violations());
    world.knob(json!({"membership_reading": "forbidden"}));
    let denied = world.get(&token, &path).await;
    assert_eq!((denied.status, denied.json()["error"]["code"].clone()), (403, json!("Authorization_RequestDenied")));
}

#[tokio::test]
async fn me_is_the_signed_in_user_and_needs_one() {
    let world = World::consented();
    let me = world.get(&world.sync_token().await, "/me?$select=id,userPrincipalName").await.json();
    assert_eq!(me["id"], world.sim.company.sync_users[0].user_id.as_str());
    assert_eq!(world.get(&world.app_token().await, "/me").await.status, 400);
}

#[tokio::test]
async fn the_organisation_shows_its_domains_and_needs_a_permission() {
    let world = World::consented();
    let body = world.get(&world.app_token().await, "/organization?$select=id,displayName,verifiedDomains").await.json();
    assert_eq!(body["value"][0]["id"], world.sim.company.tenant_id.as_str());
    assert_eq!(body["value"][0]["verifiedDomains"][0]["name"], world.sim.company.tenant_domain.as_str());
    let empty = World::new();
    let denied = empty.get(&empty.app_token().await, "/organization").await;
    assert_eq!((denied.status, denied.json()["error"]["code"].clone()), (403, json!("Authorization_RequestDenied")));
    assert_eq!(empty.get(&empty.app_token().await, "/users?$select=id&$top=1").await.status, 403);
}

#[tokio::test]
async fn delta_gives_everybody_and_later_only_what_changed() {
    let world = World::of(30);
    world.sim.microsoft.grant_consent();
    world.knob(json!({"delta_page_size": 10}));
    let token = world.app_token().await;
    let mut page = world.get(&token, "/users/delta?$select=id,mail,accountEnabled").await.json();
    let mut seen = ids(&page);
    while let Some(next) = page["@odata.nextLink"].as_str() {
        assert!(page.get("@odata.deltaLink").is_none(), "never both");
        page = world.get(&token, next).await.json();
        seen.extend(ids(&page));
    }
    assert_eq!(seen.len(), world.sim.company.directory().count());
    let link = page["@odata.deltaLink"].as_str().unwrap().to_owned();
    assert_eq!(world.get(&token, &link).await.json()["value"], json!([]));

    let microsoft = &world.sim.microsoft;
    microsoft.set_mail(&world.user(1), Some("new@address.example"));
    microsoft.set_enabled(&world.user(2), AccountState::Disabled);
    microsoft.delete_user(&world.user(3));
    let mut newcomer = world.sim.company.people[4].clone();
    newcomer.user_id = "99999999-0000-4000-8000-000000000001".to_owned();
    newcomer.upn = "newcomer@here.example".to_owned();
    microsoft.add_user(newcomer);
    let changes = world.get(&token, &link).await.json();
    assert_eq!(changes["value"].as_array().unwrap().len(), 4, "{changes}");
    assert_eq!(changes["value"][0]["mail"], "new@address.example");
    assert_eq!(changes["value"][1]["accountEnabled"], false);
    assert_eq!(changes["value"][2], json!({"id": world.user(3), "@removed": {"reason": "changed"}}));
    let minimal = world.graph(Method::GET, &token, &link, &[("prefer", "return=minimal")], None).await.json();
    assert_eq!(minimal["value"][1], json!({"id": world.user(2), "accountEnabled": false}));
    world.assert_blameless();
}

#[tokio::test]
async fn delta_reports_changes_of_selected_properties_only() {
    let world = World::consented();
    let token = world.app_token().await;
    let link = world.get(&token, "/users/delta?$select=displayName&$deltatoken=latest").await.json();
    assert_eq!(link["value"], json!([]));
    world.sim.microsoft.set_mail(&world.user(1), None);
    let changes = world.get(&token, link["@odata.deltaLink"].as_str().unwrap()).await.json();
    assert_eq!(changes["value"], json!([]));
}

#[tokio::test(start_paused = true)]
async fn a_delta_link_expires_after_seven_days_in_every_form() {
    let world = World::consented();
    let token = world.app_token().await;
    let page = world.get(&token, "/users/delta?$select=id&$deltatoken=latest").await.json();
    let link = page["@odata.deltaLink"].as_str().unwrap().to_owned();
    tokio::time::advance(Duration::from_secs(7 * 24 * 3_600)).await;
    let token = world.app_token().await;
    let gone = world.get(&token, &link).await;
    assert_eq!((gone.status, gone.json()["error"]["code"].clone()), (410, json!("resyncRequired")));
    let fresh = world.get(&token, gone.header("location")).await;
    assert_eq!(fresh.status, 200, "the location begins anew");
    world.knob(json!({"delta_expiry": "sync-state-not-found"}));
    assert_eq!(world.get(&token, &link).await.status, 400);
    world.knob(json!({"delta_expiry": "not-found"}));
    assert_eq!(world.get(&token, &link).await.status, 404);
    world.assert_blameless();
}

#[tokio::test]
async fn the_tenant_can_be_steered_by_name() {
    let world = World::new();
    let microsoft = &world.sim.microsoft;
    microsoft.perform("grant-consent", &json!({})).unwrap();
    let token = world.app_token().await;
    let user = world.user(0);
    microsoft.perform("set-mail", &json!({"user_id": user, "mail": "x@y.example"})).unwrap();
    microsoft.perform("set-enabled", &json!({"user_id": user, "enabled": false})).unwrap();
    let seen = world.get(&token, &format!("/users/{user}?$select=mail,accountEnabled")).await.json();
    assert_eq!((seen["mail"].clone(), seen["accountEnabled"].clone()), (json!("x@y.example"), json!(false)));
    microsoft.perform("delete-user", &json!({"user_id": user})).unwrap();
    assert_eq!(world.get(&token, &format!("/users/{user}")).await.status, 404);
    assert!(microsoft.perform("delete-user", &json!({})).unwrap_err().contains("user_id"));
    assert!(microsoft.perform("explode", &json!({})).unwrap_err().contains("explode"));
    assert!(microsoft.perform("register-certificate", &json!({"der": "AAAA"})).is_err());
}
