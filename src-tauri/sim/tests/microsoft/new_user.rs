//! The creation of a user: by whom, with what, and why not.

use serde_json::{Value, json};

use crate::client::World;

/// An administrator signs in, and consents to what the registration does not list.
async fn admin_token(world: &World) -> String {
    let scope = "openid profile https://graph.microsoft.com/User.ReadWrite.All";
    let page = world.authorize(&[("scope", scope)]).await;
    let consent = world.type_admin(&page).await;
    assert!(consent.text.contains("User.ReadWrite.All"), "{}", consent.text);
    let done = world.fill(&consent, &[("action", "accept")]).await;
    let answer = world.redeem(&done.redirected("code").unwrap()).await.json();
    assert!(answer.get("refresh_token").is_none(), "{answer}");
    answer["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_administrator_creates_the_sync_user_who_can_then_sign_in() {
    let world = World::consented();
    let upn = format!("presence-reader@{}", world.sim.company.tenant_domain);
    let wanted = json!({
        "accountEnabled": true,
        "displayName": "Presence reader",
        "mailNickname": "presence-reader",
        "userPrincipalName": upn,
        "passwordProfile": {"password": "Correct-Horse-9", "forceChangePasswordNextSignIn": false},
    });
    let sync = world.sync_token().await;
    assert_eq!(world.post(&sync, "/users", wanted.clone()).await.status, 403);
    let admin = admin_token(&world).await;
    let created = world.post(&admin, "/users", wanted.clone()).await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert_eq!(created.json()["userPrincipalName"], upn);
    assert_eq!(world.post(&admin, "/users", wanted).await.status, 400, "the name is taken");
    let page = world.authorize(&[]).await;
    let done = world.type_account(&page, &upn, "Correct-Horse-9").await;
    assert!(done.redirected("code").is_some(), "{}", done.text);
    world.assert_blameless();
}

#[tokio::test]
async fn a_created_user_who_must_change_the_password_meets_that_page() {
    let world = World::consented();
    let admin = admin_token(&world).await;
    let upn = format!("reader@{}", world.sim.company.tenant_domain);
    let wanted = json!({
        "accountEnabled": true, "displayName": "R", "mailNickname": "reader", "userPrincipalName": upn,
        "passwordProfile": {"password": "Correct-Horse-9"},
    });
    assert_eq!(world.post(&admin, "/users", wanted).await.status, 201);
    let page = world.authorize(&[]).await;
    let change = world.type_account(&page, &upn, "Correct-Horse-9").await;
    assert!(change.text.contains(r#"id="new_password""#), "{}", change.text);
    assert!(world.fill(&change, &[("new_password", "Another-Horse-8")]).await.redirected("code").is_some());
}

#[tokio::test]
async fn every_fault_of_a_new_user_is_refused_in_its_own_form() {
    let world = World::consented();
    let admin = admin_token(&world).await;
    let domain = world.sim.company.tenant_domain.clone();
    let usual = json!({
        "accountEnabled": true, "displayName": "R", "mailNickname": "reader",
        "userPrincipalName": format!("reader@{domain}"), "passwordPolicies": "DisablePasswordExpiration",
        "passwordProfile": {"password": "Correct-Horse-9", "forceChangePasswordNextSignIn": false},
    });
    let refused = async |name: &str, value: Value| {
        let mut wanted = usual.clone();
        if value.is_null() {
            wanted.as_object_mut().unwrap().remove(name);
        } else {
            wanted[name] = value;
        }
        let answer = world.post(&admin, "/users", wanted).await;
        assert_eq!(answer.status, 400, "{name}: {}", answer.text);
        let error = answer.json()["error"].clone();
        let detail = &error["details"][0];
        let detail = detail["code"].as_str().zip(detail["target"].as_str());
        (error["message"].as_str().unwrap().to_owned(), detail.map(|(code, target)| format!("{code} {target}")))
    };
    for name in ["accountEnabled", "displayName", "mailNickname", "userPrincipalName"] {
        let (message, _) = refused(name, Value::Null).await;
        assert_eq!(message, format!("A value is required for property '{name}' of resource 'User'."));
    }
    for password in ["Short-1", "only-lower-case", "12345678901"] {
        let (message, _) = refused("passwordProfile", json!({"password": password})).await;
        assert!(message.contains("complexity"), "{message}");
    }
    assert!(refused("passwordProfile", Value::Null).await.0.contains("complexity"));
    let detail = async |name: &str, value: &str| refused(name, value.into()).await.1;
    assert_eq!(detail("mailNickname", "a b").await.as_deref(), Some("InvalidValue mailNickname"));
    assert_eq!(detail("passwordPolicies", "Never").await.as_deref(), Some("InvalidValue passwordPolicies"));
    let taken = world.sim.company.people[0].upn.to_uppercase();
    assert_eq!(detail("userPrincipalName", &taken).await.as_deref(), Some("ObjectConflict userPrincipalName"));
    let property = Some("InvalidValue userPrincipalName");
    assert_eq!(detail("userPrincipalName", "reader").await.as_deref(), property);
    let (message, detailed) = refused("userPrincipalName", "reader@elsewhere.example".into()).await;
    assert!(message.starts_with("The domain portion") && detailed.is_none(), "{message}");
    world.knob(json!({"unverified_domain": "property-invalid"}));
    assert_eq!(detail("userPrincipalName", "reader@elsewhere.example").await.as_deref(), property);
    world.assert_blameless();
    refused("licence", "E5".into()).await;
    refused("passwordProfile", json!({"password": "Correct-Horse-9", "strength": 9})).await;
    assert_eq!(world.violations().len(), 2, "{:?}", world.violations());
    assert_eq!(world.post(&admin, "/users", usual).await.status, 201);
}

#[tokio::test]
async fn an_administrator_who_declines_creates_nobody() {
    let world = World::consented();
    let page = world.authorize(&[("scope", "openid https://graph.microsoft.com/User.ReadWrite.All")]).await;
    let consent = world.type_admin(&page).await;
    let declined = world.fill(&consent, &[("action", "decline")]).await;
    assert!(declined.redirected("error_description").unwrap().starts_with("AADSTS65004"), "{}", declined.text);
    let page = world.authorize(&[("scope", "openid https://graph.microsoft.com/User.ReadWrite.All")]).await;
    let blocked = world.type_sync_user(&page).await;
    assert!(blocked.redirected("code").is_none() && blocked.text.contains("pproval"), "{}", blocked.text);
    world.assert_blameless();
}
