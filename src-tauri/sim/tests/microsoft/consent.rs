//! Admin consent, and what it does to tokens.

use http::Method;
use serde_json::{Value, json};

use crate::client::{NATIVE, Reply, World, claims, encoded};

async fn ask(world: &World, more: &[(&str, &str)]) -> Reply {
    let company = &world.sim.company;
    let usual = [
        ("client_id", company.client_id.as_str()),
        ("scope", "https://graph.microsoft.com/.default"),
        ("redirect_uri", NATIVE),
        ("state", "c0nsent"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = kept.chain(more.iter().copied()).collect();
    world.login(Method::GET, &format!("/{}/v2.0/adminconsent?{}", company.tenant_id, encoded(&fields)), None).await
}

async fn decline(world: &World) -> Reply {
    let page = ask(world, &[]).await;
    let consent = world.type_admin(&page).await;
    world.fill(&consent, &[("action", "decline")]).await
}

async fn roles(world: &World) -> Value {
    claims(&json!(world.app_token().await))["roles"].clone()
}

#[tokio::test]
async fn the_administrator_sees_the_permissions_in_words_and_accepts() {
    let world = World::new();
    assert_eq!(roles(&world).await, Value::Null, "a token without roles is issued before the consent");
    let page = ask(&world, &[]).await;
    let consent = world.type_admin(&page).await;
    for part in [
        "Read and set the presence of everybody",
        "Presence.ReadWrite.All",
        "User.Read.All",
        r#"id="accept""#,
        r#"id="decline""#,
    ] {
        assert!(consent.text.contains(part), "{part}: {}", consent.text);
    }
    let done = world.fill(&consent, &[("action", "accept")]).await;
    assert_eq!(done.redirected("admin_consent").as_deref(), Some("True"));
    assert_eq!(done.redirected("tenant").as_deref(), Some(world.sim.company.tenant_id.as_str()));
    assert_eq!(done.redirected("state").as_deref(), Some("c0nsent"));
    assert!(done.redirected("scope").unwrap().contains("Presence.Read.All"));
    assert_eq!(done.redirected("error"), None);
    assert_eq!(roles(&world).await, json!(["Presence.ReadWrite.All", "User.Read.All"]));
    world.assert_blameless();
}

#[tokio::test]
async fn named_scopes_never_grant_application_permissions() {
    let world = World::new();
    let page = ask(&world, &[("scope", "https://graph.microsoft.com/Presence.Read.All")]).await;
    let consent = world.type_admin(&page).await;
    world.fill(&consent, &[("action", "accept")]).await;
    assert_eq!(roles(&world).await, Value::Null);
}

#[tokio::test]
async fn somebody_who_is_no_administrator_needs_approval() {
    let world = World::new();
    let page = ask(&world, &[]).await;
    let refused = world.type_sync_user(&page).await;
    assert!(refused.text.contains("Need admin approval"), "{}", refused.text);
    assert_eq!(refused.header("location"), "");
}

#[tokio::test]
async fn declining_has_every_documented_form() {
    let world = World::new();
    let declined = decline(&world).await;
    assert_eq!(declined.redirected("error").as_deref(), Some("consent_required"));
    assert_eq!(declined.redirected("admin_consent").as_deref(), Some("True"), "the trap of the documentation");
    assert!(declined.redirected("error_description").unwrap().starts_with("AADSTS65004"));
    world.knob(json!({"consent_decline": "access-denied"}));
    assert_eq!(decline(&world).await.redirected("error").as_deref(), Some("access_denied"));
    world.knob(json!({"consent_decline": "cancel-subcode"}));
    assert_eq!(decline(&world).await.redirected("error_subcode").as_deref(), Some("cancel"));
    world.knob(json!({"consent_decline": "window-closed"}));
    assert_eq!(decline(&world).await.header("location"), "");
    world.knob(json!({"consent_decline": "consent-required"}));
    let company = &world.sim.company;
    let query = encoded(&[("client_id", &company.client_id), ("redirect_uri", NATIVE), ("state", "s")]);
    let page = world.login(Method::GET, &format!("/{}/adminconsent?{query}", company.tenant_id), None).await;
    let consent = world.type_admin(&page).await;
    let declined = world.fill(&consent, &[("action", "decline")]).await;
    assert_eq!(declined.redirected("error").as_deref(), Some("permission_denied"));
    assert_eq!(declined.redirected("error_description").as_deref(), Some("The admin canceled the request"));
}

#[tokio::test]
async fn cancelling_the_sign_in_comes_back_as_cancel() {
    let world = World::new();
    let page = ask(&world, &[]).await;
    let cancelled = world.fill(&page, &[("action", "cancel")]).await;
    assert_eq!(cancelled.redirected("error").as_deref(), Some("access_denied"));
    assert_eq!(cancelled.redirected("error_subcode").as_deref(), Some("cancel"));
    assert_eq!(cancelled.redirected("error_description"), None);
}

#[tokio::test(start_paused = true)]
async fn a_consent_can_take_its_time_and_leave_something_out() {
    let world = World::new();
    world.knob(json!({"consent_delay_seconds": 90, "withheld_permissions": ["User.Read.All"]}));
    world.sim.microsoft.grant_consent();
    assert_eq!(roles(&world).await, Value::Null);
    tokio::time::advance(std::time::Duration::from_secs(90)).await;
    assert_eq!(roles(&world).await, json!(["Presence.ReadWrite.All"]));
}

#[tokio::test]
async fn without_consent_the_sync_user_needs_an_administrator() {
    let world = World::new();
    let page = world.authorize(&[]).await;
    let need = world.type_sync_user(&page).await;
    assert!(need.text.contains("AADSTS90094"), "{}", need.text);
}

#[tokio::test]
async fn an_administrator_who_signs_in_is_asked_for_what_is_missing() {
    let world = World::new();
    let page = world.authorize(&[("scope", "openid https://graph.microsoft.com/User.ReadWrite.All")]).await;
    let consent = world.type_admin(&page).await;
    assert!(consent.text.contains("create users"), "{}", consent.text);
    let done = world.fill(&consent, &[("action", "accept")]).await;
    let tokens = world.redeem(&done.redirected("code").unwrap()).await.json();
    assert_eq!(claims(&tokens["access_token"])["scp"], "User.ReadWrite.All");
}

#[tokio::test]
async fn the_grants_can_be_looked_up_in_the_directory() {
    let world = World::consented();
    let page = world.authorize(&[("scope", "https://graph.microsoft.com/Directory.Read.All")]).await;
    let consent = world.type_admin(&page).await;
    let done = world.fill(&consent, &[("action", "accept")]).await;
    let token =
        world.redeem(&done.redirected("code").unwrap()).await.json()["access_token"].as_str().unwrap().to_owned();
    let principal = world
        .get(&token, &format!("/servicePrincipals(appId='{}')?$select=id", world.sim.company.client_id))
        .await
        .json();
    let id = principal["id"].as_str().unwrap();
    let assignments = world.get(&token, &format!("/servicePrincipals/{id}/appRoleAssignments")).await.json();
    assert_eq!(assignments["value"][0]["appRoleId"], "83cded22-8297-4ff6-a7fa-e97e9545a259");
    let grants = world.get(&token, &format!("/oauth2PermissionGrants?$filter=clientId%20eq%20'{id}'")).await.json();
    assert_eq!(grants["value"][0]["consentType"], "AllPrincipals");
    assert_eq!(grants["value"][0]["scope"], "Presence.Read.All User.Read Directory.Read.All");
}
