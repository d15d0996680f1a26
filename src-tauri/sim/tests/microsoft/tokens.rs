//! The token endpoint: every grant and every refusal.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Method;
use rsa::{
    RsaPrivateKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey},
    sha2::Sha256,
    signature::{RandomizedSigner, SignatureEncoding, Signer},
};
use serde_json::{Value, json};
use sha2::Digest;
use sim::microsoft::{Platform, PublicClientFlows};

use crate::client::{NATIVE, VERIFIER, World, claims};

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn code(world: &World) -> String {
    let page = world.authorize(&[]).await;
    world.type_sync_user(&page).await.redirected("code").unwrap()
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::consented();
    let code = code(&world).await;
    assert_eq!(world.redeem(&code).await.status, 200);
    let again = world.redeem(&code).await;
    assert_eq!((again.status, again.aadsts()), (400, json!(54005)));
    assert_eq!(again.json()["error"], "invalid_grant");
    assert_eq!(world.violations().len(), 1);
}

#[tokio::test]
async fn a_code_of_an_account_that_is_not_registered_for_a_second_factor_gives_no_tokens() {
    let world = World::consented();
    world.knob(json!({"code_fate": "registration-required"}));
    let refused = world.redeem(&code(&world).await).await;
    assert_eq!((refused.status, refused.aadsts()), (400, json!(50079)));
    assert_eq!(refused.json()["error"], "interaction_required");
    world.assert_blameless();
}

#[tokio::test]
async fn a_new_secret_takes_the_place_of_an_expired_one() {
    let world = World::consented();
    world.sim.microsoft.perform("expire-client-secret", &json!({})).unwrap();
    let ask = async |secret: &str| {
        let scope = ("scope", "https://graph.microsoft.com/.default");
        world.token(&[("grant_type", "client_credentials"), scope, ("client_secret", secret)]).await
    };
    assert_eq!(ask(&world.sim.company.client_secret).await.aadsts(), json!(7000222));
    world.sim.microsoft.perform("add-client-secret", &json!({"secret": "brand-new"})).unwrap();
    assert_eq!(ask("brand-new").await.status, 200);
}

#[tokio::test]
async fn a_wrong_verifier_redirect_or_a_secret_is_refused_and_noticed() {
    let world = World::consented();
    let code = code(&world).await;
    let wrong = "another-verifier-that-is-long-enough-for-the-rules";
    for (verifier, redirect, secret, aadsts) in
        [(wrong, NATIVE, "", 501481), (VERIFIER, "http://localhost:1", "", 50011), (VERIFIER, NATIVE, "secret", 700025)]
    {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        if !secret.is_empty() {
            fields.push(("client_secret", secret));
        }
        let refused = world.token(&fields).await;
        assert_eq!(refused.aadsts(), aadsts, "{}", refused.text);
    }
    assert_eq!(world.violations().len(), 3, "{:?}", world.violations());
    assert_eq!(world.redeem(&code).await.status, 200, "a refused try does not use the code up");
}

#[tokio::test(start_paused = true)]
async fn a_code_dies_after_ten_minutes() {
    let world = World::consented();
    let code = code(&world).await;
    tokio::time::advance(Duration::from_secs(600)).await;
    assert_eq!(world.redeem(&code).await.aadsts(), 70008);
}

#[tokio::test]
async fn a_web_redirect_needs_the_secret_and_a_single_page_one_an_origin() {
    let world = World::consented();
    for (uri, platform, aadsts) in [
        ("https://web.example/back", Platform::Web, 7000218),
        ("https://spa.example/back", Platform::SinglePage, 90014),
    ] {
        world.sim.microsoft.add_redirect(uri, platform);
        let page = world.authorize(&[("redirect_uri", uri)]).await;
        let code = world.type_sync_user(&page).await.redirected("code").unwrap();
        let fields =
            [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", uri), ("code_verifier", VERIFIER)];
        assert_eq!(world.token(&fields).await.aadsts(), aadsts);
        let secret = world.sim.company.client_secret.clone();
        let with_secret: Vec<_> = fields.into_iter().chain([("client_secret", secret.as_str())]).collect();
        let status = world.token(&with_secret).await.status;
        assert_eq!(status == 200, platform == Platform::Web);
    }
}

async fn refresh(world: &World, token: &Value) -> crate::client::Reply {
    world.token(&[("grant_type", "refresh_token"), ("refresh_token", token.as_str().unwrap())]).await
}

#[tokio::test]
async fn refreshing_gives_a_new_token_and_the_old_one_still_works() {
    let world = World::consented();
    let first = world.signed_in().await;
    let second = refresh(&world, &first["refresh_token"]).await;
    assert_eq!(second.status, 200, "{}", second.text);
    assert_ne!(second.json()["refresh_token"], first["refresh_token"]);
    assert_eq!(refresh(&world, &first["refresh_token"]).await.status, 200);
    assert_eq!(world.sim.microsoft.snapshot_json()["smells"]["reused_refresh_tokens"], 1);
    world.assert_blameless();
}

#[tokio::test]
async fn revoked_sessions_and_withdrawn_consent_end_the_refreshing() {
    let world = World::consented();
    let tokens = world.signed_in().await;
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(world.post(access, "/me/revokeSignInSessions", json!({})).await.json()["value"], true);
    let refused = refresh(&world, &tokens["refresh_token"]).await;
    assert_eq!(refused.aadsts(), 50173);
    assert_eq!(refused.json()["suberror"], "bad_token");
    assert_eq!(refused.json()["error"], "invalid_grant");
    assert_eq!(world.get(access, "/me").await.status, 200, "an ordinary access token lives on");

    let tokens = world.signed_in().await;
    world.sim.microsoft.revoke_consent();
    assert_eq!(refresh(&world, &tokens["refresh_token"]).await.aadsts(), 65001);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_dies_after_ninety_days_without_use() {
    let world = World::consented();
    let tokens = world.signed_in().await;
    tokio::time::advance(Duration::from_secs(90 * 24 * 3_600)).await;
    assert_eq!(refresh(&world, &tokens["refresh_token"]).await.aadsts(), 700082);
}

#[tokio::test]
async fn the_fate_of_a_refresh_token_is_a_knob() {
    let world = World::consented();
    let tokens = world.signed_in().await;
    for (fate, aadsts, suberror) in [
        ("revoked", 50173, json!("bad_token")),
        ("mfa-required", 50076, json!("basic_action")),
        ("sign-in-frequency", 70043, json!("token_expired")),
        ("expired", 700082, Value::Null),
    ] {
        world.knob(json!({"refresh_fate": fate}));
        let refused = refresh(&world, &tokens["refresh_token"]).await;
        assert_eq!((refused.aadsts(), refused.json()["suberror"].clone()), (json!(aadsts), suberror), "{fate}");
    }
    world.knob(json!({"refresh_fate": "rotates"}));
    assert_eq!(refresh(&world, &tokens["refresh_token"]).await.status, 200);
}

#[tokio::test]
async fn client_credentials_answer_without_scope_and_refresh_token() {
    let world = World::consented();
    let secret = world.sim.company.client_secret.clone();
    let base = [("grant_type", "client_credentials"), ("scope", "https://graph.microsoft.com/.default")];
    let with = |secret: &str| {
        [base.to_vec(), vec![("client_secret", secret)]]
            .concat()
            .into_iter()
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .collect::<Vec<_>>()
    };
    let ask = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        world.token(&fields).await
    };
    let body = ask(with(&secret)).await.json();
    let names: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["access_token", "expires_in", "ext_expires_in", "token_type"]);
    let access = claims(&body["access_token"]);
    assert_eq!(access["roles"], json!(["Presence.ReadWrite.All", "User.Read.All"]));
    assert_eq!((access["idtyp"].clone(), access["appidacr"].clone()), (json!("app"), json!("1")));

    let wrong = ask(with("wrong")).await;
    assert_eq!(
        (wrong.status, wrong.aadsts(), wrong.json()["error"].clone()),
        (401, json!(7000215), json!("invalid_client"))
    );
    world.knob(json!({"invalid_client_status": "bad-request", "expires_in": "string"}));
    assert_eq!(world.token(&base).await.aadsts(), 7000218);
    assert_eq!(ask(with("wrong")).await.status, 400);
    assert_eq!(ask(with(&secret)).await.json()["expires_in"], "4500");
    world.sim.microsoft.expire_client_secret();
    assert_eq!(ask(with(&secret)).await.aadsts(), 7000222);
    world.assert_blameless();
}

/// A certificate with its key.
fn certificate() -> (Vec<u8>, RsaPrivateKey) {
    let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
    let der = key.to_pkcs8_der().unwrap();
    let pair = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der.as_bytes().into(), &rcgen::PKCS_RSA_SHA256).unwrap();
    let certificate =
        rcgen::CertificateParams::new(vec!["presence.example".to_owned()]).unwrap().self_signed(&pair).unwrap();
    (certificate.der().to_vec(), RsaPrivateKey::from_pkcs8_der(der.as_bytes()).unwrap())
}

#[tokio::test]
async fn a_certificate_proves_the_client_in_both_forms() {
    let world = World::consented();
    let (der, key) = certificate();
    let company = world.sim.company.clone();
    let audience = format!("{}/{}/oauth2/v2.0/token", world.sim.urls.login, company.tenant_id);
    let now = world.sim.clock.utc_seconds();
    let assertion = |header: Value, audience: &str, expires: i64| {
        let claims = json!({
            "aud": audience, "iss": company.client_id, "sub": company.client_id, "jti": "j", "nbf": now, "iat": now, "exp": expires,
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&claims));
        let signature = if header["alg"] == "PS256" {
            rsa::pss::SigningKey::<Sha256>::new(key.clone())
                .sign_with_rng(&mut rsa::rand_core::OsRng, message.as_bytes())
                .to_vec()
        } else {
            rsa::pkcs1v15::SigningKey::<Sha256>::new(key.clone()).sign(message.as_bytes()).to_vec()
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    let ask = async |assertion: &str| {
        world
            .token(&[
                ("grant_type", "client_credentials"),
                ("scope", "https://graph.microsoft.com/.default"),
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", assertion),
            ])
            .await
    };
    let new = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(&der))});
    let old = json!({"alg": "RS256", "typ": "JWT", "x5t": URL_SAFE_NO_PAD.encode(sha1::Sha1::digest(&der))});
    let before = ask(&assertion(new.clone(), &audience, now + 600)).await;
    assert_eq!((before.status, before.aadsts()), (401, json!(700027)), "the certificate is not uploaded yet");
    world.sim.microsoft.register_certificate(&der).unwrap();
    for header in [new.clone(), old] {
        let answer = ask(&assertion(header.clone(), &audience, now + 600)).await;
        assert_eq!(answer.status, 200, "{header}: {}", answer.text);
        assert_eq!(claims(&answer.json()["access_token"])["appidacr"], "2");
    }
    assert_eq!(ask(&assertion(new.clone(), "https://elsewhere.example", now + 600)).await.aadsts(), 50012);
    assert_eq!(ask(&assertion(new.clone(), &audience, now - 3_600)).await.aadsts(), 50012);
    let mut forged = assertion(new, &audience, now + 600);
    forged.replace_range(forged.len() - 8.., "AAAAAAAA");
    assert_eq!(ask(&forged).await.aadsts(), 700027);
}

#[tokio::test]
async fn malformed_token_requests_are_refused() {
    let world = World::consented();
    let path = format!("/{}/oauth2/v2.0/token", world.sim.company.tenant_id);
    assert_eq!(world.login(Method::GET, &path, None).await.aadsts(), 900561);
    assert_eq!(world.token(&[("grant_type", "password")]).await.aadsts(), 70003);
    assert_eq!(world.token(&[]).await.aadsts(), 900144);
    assert_eq!(
        world.token(&[("grant_type", "refresh_token"), ("refresh_token", "x"), ("refresh", "y")]).await.aadsts(),
        70000
    );
    assert!(world.violations().iter().any(|what| what.contains("\"refresh\"")), "{:?}", world.violations());
}

async fn start_device(world: &World) -> Value {
    let path = format!("/{}/oauth2/v2.0/devicecode", world.sim.company.tenant_id);
    let body = crate::client::encoded(&[
        ("client_id", &world.sim.company.client_id),
        ("scope", "openid profile offline_access https://graph.microsoft.com/Presence.Read.All"),
    ]);
    world.login(Method::POST, &path, Some(body)).await.json()
}

async fn poll(world: &World, device: &Value) -> crate::client::Reply {
    world.token(&[("grant_type", DEVICE_GRANT), ("device_code", device["device_code"].as_str().unwrap())]).await
}

#[tokio::test(start_paused = true)]
async fn a_device_waits_until_the_code_was_typed_elsewhere() {
    let world = World::consented();
    let device = start_device(&world).await;
    assert_eq!((device["interval"].clone(), device["expires_in"].clone()), (json!(5), json!(900)));
    assert_eq!(device["verification_uri"], format!("{}/devicelogin", world.sim.urls.login));
    let pending = poll(&world, &device).await;
    assert_eq!((pending.aadsts(), pending.json()["error"].clone()), (json!(70016), json!("authorization_pending")));

    let page = world.login(Method::GET, "/devicelogin", None).await;
    assert!(page.text.contains(r#"id="user_code""#));
    let wrong = world.fill(&page, &[("user_code", "WRONG")]).await;
    assert!(wrong.text.contains(r#"id="error""#));
    let account = world.fill(&wrong, &[("user_code", &device["user_code"].as_str().unwrap().to_lowercase())]).await;
    let done = world.type_sync_user(&account).await;
    assert!(done.text.contains("You have signed in"), "{}", done.text);

    tokio::time::advance(Duration::from_secs(5)).await;
    let answer = poll(&world, &device).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.json()["refresh_token"].is_string());
    world.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_device_that_polls_too_fast_is_slowed_down_and_noticed() {
    let world = World::consented();
    let device = start_device(&world).await;
    poll(&world, &device).await;
    tokio::time::advance(Duration::from_secs(2)).await;
    assert_eq!(poll(&world, &device).await.json()["error"], "slow_down");
    assert_eq!(world.violations().len(), 1);
    tokio::time::advance(Duration::from_secs(10)).await;
    assert_eq!(poll(&world, &device).await.json()["error"], "authorization_pending");
}

#[tokio::test(start_paused = true)]
async fn a_device_code_can_be_declined_expire_or_be_switched_off() {
    let world = World::consented();
    let device = start_device(&world).await;
    let page = world.login(Method::GET, "/devicelogin", None).await;
    let account = world.fill(&page, &[("user_code", device["user_code"].as_str().unwrap())]).await;
    world.fill(&account, &[("action", "cancel")]).await;
    assert_eq!(poll(&world, &device).await.json()["error"], "authorization_declined");
    let device = start_device(&world).await;
    tokio::time::advance(Duration::from_secs(900)).await;
    assert_eq!(poll(&world, &device).await.json()["error"], "expired_token");
    world.sim.microsoft.set_public_client_flows(PublicClientFlows::Refused);
    assert_eq!(start_device(&world).await["error_codes"][0], 7000218);
}

#[tokio::test]
async fn a_test_can_sign_a_device_in_with_one_post() {
    let world = World::consented();
    let device = start_device(&world).await;
    let sync = world.sim.company.sync_users[0].clone();
    let fields =
        [("user_code", device["user_code"].as_str().unwrap()), ("login", &sync.upn), ("password", &sync.password)];
    let done = world.login(Method::POST, "/devicelogin", Some(crate::client::encoded(&fields))).await;
    assert!(done.text.contains("You have signed in"), "{}", done.text);
    assert_eq!(poll(&world, &device).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn an_access_token_expires_and_says_so() {
    let world = World::consented();
    world.knob(json!({"token_lifetime": "short"}));
    let token = world.app_token().await;
    assert_eq!(world.get(&token, "/organization").await.status, 200);
    tokio::time::advance(Duration::from_secs(60)).await;
    let refused = world.get(&token, "/organization").await;
    assert_eq!((refused.status, refused.json()["error"]["code"].clone()), (401, json!("InvalidAuthenticationToken")));
    assert!(refused.header("www-authenticate").starts_with("Bearer realm=\"\", authorization_uri="));
    assert_eq!(world.get("", "/organization").await.status, 401);
}

#[tokio::test]
async fn a_client_that_declares_cp1_is_challenged_after_a_revocation() {
    let world = World::consented();
    world.knob(json!({"token_lifetime": "continuous"}));
    let first = world.signed_in().await;
    assert_eq!(first["expires_in"], 4500, "without the declaration nothing changes");
    let answer = world
        .token(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", first["refresh_token"].as_str().unwrap()),
            ("claims", r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
        ])
        .await
        .json();
    assert_eq!(answer["expires_in"], 86_400);
    world.sim.microsoft.revoke_refresh_tokens(&world.sim.company.sync_users[0].user_id);
    let refused = world.get(answer["access_token"].as_str().unwrap(), "/me").await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").contains("error=\"insufficient_claims\", claims=\""));
}

#[tokio::test]
async fn disturbances_of_the_sign_in_service_hit_the_chosen_share() {
    let world = World::consented();
    world.knob(json!({"login_fault_percent": 50, "login_fault": "service-unavailable-with-retry-after"}));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(world.token(&[("grant_type", "client_credentials")]).await.status);
    }
    assert_eq!(statuses, [401, 503, 401, 503]);
}
