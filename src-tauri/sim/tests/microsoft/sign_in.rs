//! The sign-in pages and the authorization code.

use http::Method;
use serde_json::json;
use sim::microsoft::AccountState;

use crate::client::{NATIVE, World, claims, encoded};

#[tokio::test]
async fn a_person_types_account_and_password_and_the_code_comes_back_with_the_state() {
    let world = World::consented();
    let page = world.authorize(&[]).await;
    assert!(page.text.contains(r#"id="login""#) && page.text.contains(r#"id="submit""#), "{}", page.text);
    assert!(page.text.contains("Simulated sign-in"));
    let sync = world.sim.company.sync_users[0].clone();
    assert!(page.text.contains(&sync.upn), "the hint names the account");
    let page = world.fill(&page, &[("login", &sync.upn)]).await;
    assert!(page.text.contains(r#"id="password""#), "{}", page.text);
    let done = world.fill(&page, &[("password", &sync.password)]).await;
    assert_eq!(done.status, 302);
    assert!(done.header("location").starts_with(NATIVE));
    assert_eq!(done.redirected("state").as_deref(), Some("st4te"));
    assert!(done.redirected("session_state").is_some());

    let answer = world.redeem(&done.redirected("code").unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store, no-cache");
    let body = answer.json();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 4500);
    assert!(body["refresh_token"].as_str().unwrap().len() > 900, "real ones are long");
    let graph = world.sim.urls.graph.strip_suffix("/v1.0").unwrap();
    assert_eq!(body["scope"], format!("openid profile {graph}/Presence.Read.All {graph}/User.Read"));
    let id = claims(&body["id_token"]);
    assert_eq!(id["nonce"], "n0nce");
    assert_eq!(id["aud"], world.sim.company.client_id.as_str());
    assert_eq!(id["iss"], format!("{}/{}/v2.0", world.sim.urls.login, world.sim.company.tenant_id));
    assert_eq!(id["oid"], sync.user_id.as_str());
    assert_eq!(id["preferred_username"], sync.upn.as_str());
    let access = claims(&body["access_token"]);
    assert_eq!(access["scp"], "Presence.Read.All User.Read");
    assert_eq!(access["appidacr"], "0");
    world.assert_blameless();
}

#[tokio::test]
async fn wrong_accounts_and_passwords_stay_on_the_page_with_their_number() {
    let world = World::consented();
    let company = world.sim.company.clone();
    let sync = &company.sync_users[0];
    let page = world.authorize(&[]).await;
    let unknown = world.fill(&page, &[("login", "nobody@nowhere.example")]).await;
    assert!(unknown.text.contains("AADSTS50034"), "{}", unknown.text);
    let password = world.fill(&unknown, &[("login", &sync.upn)]).await;
    let wrong = world.fill(&password, &[("password", "wrong")]).await;
    assert!(wrong.text.contains("AADSTS50126") && wrong.text.contains(r#"id="password""#), "{}", wrong.text);
    let done = world.fill(&wrong, &[("password", &sync.password)]).await;
    assert_eq!(done.status, 302);

    let page = world.authorize(&[]).await;
    let foreign = world.type_account(&page, &company.foreign.upn, &company.foreign.password).await;
    assert!(foreign.text.contains("AADSTS50020"), "{}", foreign.text);

    world.sim.microsoft.set_enabled(&sync.user_id, AccountState::Disabled);
    let page = world.authorize(&[]).await;
    let disabled = world.type_sync_user(&page).await;
    assert!(disabled.text.contains("AADSTS50057"), "{}", disabled.text);
}

#[tokio::test]
async fn the_weather_of_the_sign_in_shows_its_pages() {
    let world = World::consented();
    world.knob(json!({"sign_in": "mfa", "more_information_page": "shown", "stay_signed_in_page": "shown"}));
    let page = world.authorize(&[]).await;
    let more = world.type_sync_user(&page).await;
    assert!(more.text.contains("More information required"), "{}", more.text);
    let code = world.fill(&more, &[("action", "next")]).await;
    assert!(code.text.contains(r#"id="code""#));
    let wrong = world.fill(&code, &[("code", "000000")]).await;
    assert!(wrong.text.contains("AADSTS50076"));
    let stay = world.fill(&wrong, &[("code", "123456")]).await;
    assert!(stay.text.contains("Stay signed in?"));
    assert_eq!(world.fill(&stay, &[("action", "no")]).await.status, 302);

    world.knob(json!({"sign_in": "blocked"}));
    let page = world.authorize(&[]).await;
    let blocked = world.type_sync_user(&page).await;
    assert_eq!(blocked.status, 200);
    assert!(blocked.text.contains("AADSTS53003"), "{}", blocked.text);

    world.knob(json!({"sign_in": "need-admin-approval", "more_information_page": "skipped"}));
    let page = world.authorize(&[]).await;
    let need = world.type_sync_user(&page).await;
    assert!(need.text.contains("Need admin approval") && need.text.contains("AADSTS90094"));
    let left = world.fill(&need, &[("action", "cancel")]).await;
    assert_eq!(left.redirected("error").as_deref(), Some("access_denied"));
    assert_eq!(left.redirected("error_subcode").as_deref(), Some("cancel"));
}

#[tokio::test]
async fn a_password_that_has_expired_is_changed_on_the_way() {
    let world = World::consented();
    let sync = world.sim.company.sync_users[0].clone();
    world.sim.microsoft.perform("expire-password", &json!({"user_id": sync.user_id})).unwrap();
    let page = world.authorize(&[]).await;
    let change = world.type_sync_user(&page).await;
    assert!(change.text.contains(r#"id="new_password""#), "{}", change.text);
    assert!(world.fill(&change, &[("new_password", "Another-Horse-8")]).await.redirected("code").is_some());
    let page = world.authorize(&[]).await;
    assert!(world.type_account(&page, &sync.upn, "Another-Horse-8").await.redirected("code").is_some());
}

#[tokio::test]
async fn hints_can_be_switched_off() {
    let world = World::consented();
    world.knob(json!({"show_hints": false}));
    let page = world.authorize(&[]).await;
    assert!(!page.text.contains(r#"id="hint""#));
}

#[tokio::test]
async fn faults_of_the_program_are_shown_without_a_redirect_when_there_is_nowhere_to_go() {
    let world = World::consented();
    for (more, code) in [
        (("redirect_uri", "https://evil.example/"), "AADSTS50011"),
        (("redirect_uri", ""), "AADSTS900971"),
        (("client_id", "11111111-1111-1111-1111-111111111111"), "AADSTS700016"),
    ] {
        let page = world.authorize(&[more]).await;
        assert_eq!(page.status, 400);
        assert!(page.text.contains(code), "{code}: {}", page.text);
    }
    let query = encoded(&[("client_id", &world.sim.company.client_id), ("redirect_uri", NATIVE)]);
    for (tenant, code) in [("common", "AADSTS50194"), ("nowhere.example", "AADSTS90002")] {
        let page = world.login(Method::GET, &format!("/{tenant}/oauth2/v2.0/authorize?{query}"), None).await;
        assert!(page.text.contains(code), "{code}: {}", page.text);
    }
}

#[tokio::test]
async fn other_faults_of_the_program_are_redirected_with_the_state() {
    let world = World::consented();
    for (more, error, code) in [
        (("response_type", "id_token"), "unsupported_response_type", "AADSTS700054"),
        (("scope", "https://graph.microsoft.com/Nothing.Read"), "invalid_scope", "AADSTS70011"),
        (
            ("scope", "https://graph.microsoft.com/.default https://graph.microsoft.com/User.Read"),
            "invalid_scope",
            "AADSTS70011",
        ),
        (("code_challenge", "short"), "invalid_request", "AADSTS50147"),
        (("prompt", "none"), "login_required", "AADSTS50058"),
    ] {
        let reply = world.authorize(&[more]).await;
        assert_eq!(reply.redirected("error").as_deref(), Some(error), "{more:?}");
        assert!(reply.redirected("error_description").unwrap().starts_with(code), "{more:?}");
        assert_eq!(reply.redirected("state").as_deref(), Some("st4te"));
    }
}

#[tokio::test]
async fn the_answer_can_come_as_fragment_or_as_a_form() {
    let world = World::consented();
    let page = world.authorize(&[("response_mode", "fragment")]).await;
    let done = world.type_sync_user(&page).await;
    assert!(done.header("location").starts_with(&format!("{NATIVE}#code=")));
    let page = world.authorize(&[("response_mode", "form_post")]).await;
    let done = world.type_sync_user(&page).await;
    assert!(done.text.contains(r#"name="code""#) && done.action() == NATIVE);
}

#[tokio::test]
async fn an_unknown_parameter_and_a_missing_challenge_are_violations() {
    let world = World::consented();
    world.authorize(&[("respons_mode", "query"), ("code_challenge", "")]).await;
    let violations = world.violations();
    assert!(violations.iter().any(|what| what.contains("respons_mode")), "{violations:?}");
    assert!(violations.iter().any(|what| what.contains("PKCE")), "{violations:?}");
}

#[tokio::test]
async fn discovery_names_the_tenant_and_the_endpoints() {
    let world = World::new();
    let company = &world.sim.company;
    let reply = world
        .login(Method::GET, &format!("/{}/v2.0/.well-known/openid-configuration", company.tenant_domain), None)
        .await;
    let body = reply.json();
    let login = &world.sim.urls.login;
    assert_eq!(body["issuer"], format!("{login}/{}/v2.0", company.tenant_id));
    assert_eq!(body["token_endpoint"], format!("{login}/{}/oauth2/v2.0/token", company.tenant_id));
    assert_eq!(body["msgraph_host"], "graph.sim");
    assert_eq!(reply.header("cache-control"), "max-age=86400, private");
    let keys = world.login(Method::GET, &format!("/{}/discovery/v2.0/keys", company.tenant_id), None).await.json();
    assert_eq!(keys["keys"][0]["kty"], "RSA");
    let unknown = world.login(Method::GET, "/typo.example/v2.0/.well-known/openid-configuration", None).await;
    assert_eq!((unknown.status, unknown.json()["error"].clone()), (400, json!("invalid_tenant")));
    assert_eq!(unknown.aadsts(), 90002);
}
