//! The driver's Microsoft half against the simulated Microsoft: every flow, as a tenant would see it.

mod tenant;

use driver::microsoft::{Role, Users, graph::MOST_IDS};
use engine::{
    Secret, UserId,
    event::{Failure, FailureKind, FoundAccount, PageFailure, UserKind},
    presence::{Publication, TeamsPresence},
    problem::{Permission, SignInCause},
    request::Credential,
};
use rsa::pkcs8::EncodePrivateKey as _;
use serde_json::json;
use sim::microsoft::AccountState;
use std::time::Duration;
use tenant::{Tenant, refused};
use url::Url;

const FIVE_MINUTES: Duration = Duration::from_secs(300);

#[tokio::test(start_paused = true)]
async fn a_domain_or_an_id_becomes_the_tenant() {
    let tenant = Tenant::new();
    let company = &tenant.sim.company;
    for typed in [&company.tenant_domain, &company.initial_domain, &company.tenant_id] {
        let found = tenant.identity.resolve_tenant(typed).await.unwrap();
        assert_eq!(found.id, company.tenant_id);
        assert_eq!(found.msgraph_host.as_deref(), Some("graph.sim"));
    }
    let unknown = tenant.identity.resolve_tenant("nowhere.example").await.unwrap_err();
    assert_eq!(unknown, Failure::new(FailureKind::TenantUnknown).with_code(Some(90_002)));
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_application_gets_a_token_with_what_was_consented() {
    let tenant = Tenant::new();
    let before = tenant.application().await.unwrap();
    assert_eq!(before.token.granted, []);
    tenant.sim.microsoft.grant_consent();
    let after = tenant.application().await.unwrap();
    assert_eq!(after.token.granted, [Permission::PresenceReadWriteAll, Permission::UserReadAll]);
    assert_eq!(after.token.expires_in, Duration::from_secs(75 * 60));
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_credential_that_is_wrong_expired_or_of_nobody_is_told_apart() {
    let tenant = Tenant::new();
    let ask = async |client_id: &str, secret: &str| {
        let credential = Credential::Secret { secret: Secret::new(secret) };
        let answer = tenant.identity.application_token(tenant.id(), client_id, &credential, tenant.now()).await;
        let failure = answer.unwrap_err();
        (failure.kind, failure.code)
    };
    let company = tenant.sim.company.clone();
    let stranger = "00000000-1111-2222-3333-444444444444";
    assert_eq!(ask(&company.client_id, "wrong").await, (FailureKind::CredentialsRejected, Some(7_000_215)));
    assert_eq!(ask(stranger, &company.client_secret).await, (FailureKind::ApplicationUnknown, Some(700_016)));
    tenant.knobs(&json!({"invalid_client_status": "bad-request"}));
    tenant.sim.microsoft.expire_client_secret();
    let expired = ask(&company.client_id, &company.client_secret).await;
    assert_eq!(expired, (FailureKind::CredentialsExpired, Some(7_000_222)));
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_certificate_is_as_good_as_a_secret() {
    let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2_048).unwrap();
    let key = key.to_pkcs8_pem(rsa::pkcs8::LineEnding::LF).unwrap();
    let pair = rcgen::KeyPair::from_pem(&key).unwrap();
    let certificate = rcgen::CertificateParams::new(["presence-sync".to_owned()]).unwrap().self_signed(&pair).unwrap();
    let credential = Credential::Certificate { pem: Secret::new(format!("{}{}", certificate.pem(), *key)) };

    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let ask = || tenant.identity.application_token(tenant.id(), tenant.client_id(), &credential, tenant.now());
    let stranger = ask().await.unwrap_err();
    assert_eq!((stranger.kind, stranger.code), (FailureKind::CredentialsRejected, Some(700_027)));
    tenant.sim.microsoft.register_certificate(certificate.der()).unwrap();
    assert_eq!(ask().await.unwrap().token.granted.len(), 2);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_administrator_consents() {
    let tenant = Tenant::new();
    for redirect in [tenant.identity.window_redirect(), Url::parse("http://localhost:53124/").unwrap()] {
        let pending = tenant.identity.begin_consent(tenant.id(), tenant.client_id(), redirect);
        let back = tenant.browse(&pending.address, &[&tenant.admin(), &[("action", "accept")]]).await;
        assert!(pending.is_redirect(&back), "{back}");
        assert_eq!(tenant.identity.finish_consent(&pending, &back), Ok(()));
    }
    assert_eq!(tenant.application().await.unwrap().token.granted.len(), 2);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_administrator_declines_in_every_form() {
    let tenant = Tenant::new();
    let declined = SignInCause::Declined;
    for (form, code) in [("consent-required", Some(65_004)), ("access-denied", Some(65_004)), ("cancel-subcode", None)]
    {
        tenant.knobs(&json!({"consent_decline": form}));
        let redirect = tenant.identity.window_redirect();
        let pending = tenant.identity.begin_consent(tenant.id(), tenant.client_id(), redirect);
        let back = tenant.browse(&pending.address, &[&tenant.admin(), &[("action", "decline")]]).await;
        assert_eq!(tenant.identity.finish_consent(&pending, &back), Err(refused(declined, code)), "{form}");
    }
    let pending = tenant.identity.begin_consent(tenant.id(), tenant.client_id(), tenant.identity.window_redirect());
    let back = tenant.browse(&pending.address, &[&[("action", "cancel")]]).await;
    assert_eq!(tenant.identity.finish_consent(&pending, &back), Err(refused(declined, None)));
    assert_eq!(tenant.application().await.unwrap().token.granted, []);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_sync_user_signs_in_in_a_window_and_in_a_browser() {
    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let account = &tenant.sim.company.sync_users[0];
    for (redirect, knobs) in [
        (tenant.identity.window_redirect(), json!({})),
        (Url::parse("http://localhost:53124/").unwrap(), json!({"scope_names": "short", "expires_in": "string"})),
    ] {
        tenant.knobs(&knobs);
        let pending =
            tenant.identity.begin_sign_in(tenant.id(), tenant.client_id(), redirect, Role::SyncUser, &account.upn);
        let back = tenant.browse(&pending.address, &[&tenant.sync_user()]).await;
        assert!(pending.is_redirect(&back), "{back}");
        let (signed_in, tokens) = tenant.identity.finish_sign_in(pending, &back, tenant.now()).await.unwrap();
        assert_eq!(signed_in.user, UserId::new(&account.user_id));
        assert_eq!(signed_in.user_principal_name, account.upn);
        assert_eq!(signed_in.token.granted, [Permission::PresenceReadAll]);
        assert_eq!(tokens.token.expires_in, Duration::from_secs(75 * 60));
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_is_cancelled_or_redeemed_twice_is_refused() {
    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let begin = || {
        tenant.identity.begin_sign_in(
            tenant.id(),
            tenant.client_id(),
            tenant.identity.window_redirect(),
            Role::SyncUser,
            "",
        )
    };
    let pending = begin();
    let back = tenant.browse(&pending.address, &[&[("action", "cancel")]]).await;
    let cancelled = tenant.identity.finish_sign_in(pending, &back, tenant.now()).await.unwrap_err();
    assert_eq!(cancelled, refused(SignInCause::Declined, None));

    let pending = begin();
    let back = tenant.browse(&pending.address, &[&tenant.sync_user()]).await;
    tenant.identity.finish_sign_in(pending.clone(), &back, tenant.now()).await.unwrap();
    tenant.blameless();
    let twice = tenant.identity.finish_sign_in(pending, &back, tenant.now()).await.unwrap_err();
    assert_eq!(twice, refused(SignInCause::Mismatch, Some(54_005)));
}

#[tokio::test(start_paused = true)]
async fn refresh_tokens_rotate() {
    let tenant = Tenant::new();
    let first = tenant.signed_in().await;
    let mut refresh = first.refresh.unwrap();
    for _ in 0..3 {
        tokio::time::advance(Duration::from_secs(3_600)).await;
        let next = tenant.identity.refresh(tenant.id(), tenant.client_id(), &refresh).await.unwrap();
        assert_eq!(next.token.granted, [Permission::PresenceReadAll]);
        let rotated = next.refresh.unwrap();
        assert_ne!(rotated.expose(), refresh.expose());
        refresh = rotated;
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_is_refused_says_what_happened_to_the_account() {
    let tenant = Tenant::new();
    let refresh = tenant.signed_in().await.refresh.unwrap();
    for (fate, cause, code) in [
        ("mfa-required", SignInCause::SetUpUnfinished, 50_076),
        ("sign-in-frequency", SignInCause::Policy, 70_043),
        ("expired", SignInCause::Expired, 700_082),
        ("revoked", SignInCause::Revoked, 50_173),
    ] {
        tenant.knobs(&json!({"refresh_fate": fate}));
        let failure = tenant.identity.refresh(tenant.id(), tenant.client_id(), &refresh).await.unwrap_err();
        let expected = Failure::new(FailureKind::SignInNeeded(cause)).with_code(Some(code));
        assert_eq!(failure, expected, "{fate}");
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_service_that_fails_is_no_lapsed_sign_in() {
    let tenant = Tenant::new();
    let refresh = tenant.signed_in().await.refresh.unwrap();
    for fault in ["service-unavailable", "html-page", "gateway-timeout", "service-unavailable-with-retry-after"] {
        tenant.knobs(&json!({"login_fault_percent": 100, "login_fault": fault}));
        let failure = tenant.identity.refresh(tenant.id(), tenant.client_id(), &refresh).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Server, "{fault}");
        let asked_to_wait = fault.ends_with("retry-after").then_some(Duration::from_secs(2));
        assert_eq!(failure.retry_after, asked_to_wait, "{fault}");
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_code_is_typed_on_another_device() {
    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let grant =
        tenant.identity.begin_device_code(tenant.id(), tenant.client_id(), Role::SyncUser, tenant.now()).await.unwrap();
    let code = grant.shown.code.clone();
    let account = tenant.sync_user();
    let typed = async {
        tokio::time::sleep(Duration::from_secs(42)).await;
        let form = [&[("user_code", code.as_str())][..], &account].concat();
        tenant.post(&grant.shown.address, &form).await;
    };
    let poll = tenant.identity.poll_device_code(grant.clone(), || tenant.now());
    let (result, ()) = tokio::join!(poll, typed);
    let (signed_in, tokens) = result.unwrap();
    assert_eq!(signed_in.user_principal_name, tenant.sim.company.sync_users[0].upn);
    assert_eq!(tokens.token.granted, [Permission::PresenceReadAll]);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_code_that_nobody_types_expires_and_one_can_be_declined() {
    let tenant = Tenant::new();
    let grant =
        tenant.identity.begin_device_code(tenant.id(), tenant.client_id(), Role::SyncUser, tenant.now()).await.unwrap();
    let started = tokio::time::Instant::now();
    let failure = tenant.identity.poll_device_code(grant, || tenant.now()).await.unwrap_err();
    let PageFailure::Refused { cause, .. } = failure else { panic!("{failure:?}") };
    assert_eq!(cause, SignInCause::Expired);
    assert!(started.elapsed() <= Duration::from_secs(910));

    let grant =
        tenant.identity.begin_device_code(tenant.id(), tenant.client_id(), Role::SyncUser, tenant.now()).await.unwrap();
    let form = [("user_code", grant.shown.code.as_str()), ("login", "x"), ("action", "cancel")];
    tenant.post(&grant.shown.address, &form).await;
    let failure = tenant.identity.poll_device_code(grant, || tenant.now()).await.unwrap_err();
    let PageFailure::Refused { cause, .. } = failure else { panic!("{failure:?}") };
    assert_eq!(cause, SignInCause::Declined);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn the_whole_tenant_is_listed_over_its_pages() {
    let tenant = Tenant::of(1_200);
    tenant.sim.microsoft.grant_consent();
    let token = tenant.application().await.unwrap().access;
    let users = tenant.graph.users(&token, &mut Users::default()).await.unwrap();
    let company = &tenant.sim.company;
    assert_eq!(users.len(), company.people.len() + company.extra_users.len());
    for person in company.people.iter().chain(&company.extra_users) {
        let user = users.iter().find(|user| user.id.as_str() == person.user_id).unwrap();
        assert_eq!(user.name, person.display_name);
        assert_eq!(user.user_principal_name, person.upn);
        assert_eq!(user.mail, person.mail);
        assert_eq!(user.proxy_addresses, person.proxy_addresses);
        assert_eq!(user.enabled, person.account_enabled);
        assert_eq!(user.kind == UserKind::Guest, person.user_type == sim::cast::UserType::Guest);
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_account_is_looked_up_with_its_directory_roles() {
    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let token = tenant.application().await.unwrap().access;
    let company = &tenant.sim.company;
    let look = async |address: &str| tenant.graph.account(&token, address).await.unwrap();
    let sync_user = &company.sync_users[0];
    let expected = FoundAccount {
        id: UserId::new(&sync_user.user_id),
        user_principal_name: sync_user.upn.clone(),
        enabled: true,
        kind: UserKind::Member,
        administrator: Some(false),
    };
    assert_eq!(look(&sync_user.upn.to_uppercase()).await, Some(expected));
    assert_eq!(look(&company.admin.upn).await.unwrap().administrator, Some(true));
    let guest = company.extra_users.iter().find(|user| user.user_type == sim::cast::UserType::Guest).unwrap();
    assert_eq!(look(&guest.upn).await.unwrap().kind, UserKind::Guest, "{}", guest.upn);
    tenant.sim.microsoft.set_enabled(&sync_user.user_id, AccountState::Disabled);
    assert!(!look(&sync_user.upn).await.unwrap().enabled);
    assert_eq!(look("nobody@nowhere.example").await, None);
    tenant.knobs(&json!({"membership_reading": "forbidden"}));
    assert_eq!(look(&company.admin.upn).await.unwrap().administrator, None);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn presences_are_read_in_every_spelling() {
    let tenant = Tenant::of(MOST_IDS);
    let token = tenant.signed_in().await.access;
    let people = &tenant.sim.company.people;
    let ids: Vec<_> = people[..MOST_IDS - 1].iter().map(|person| UserId::new(&person.user_id)).collect();
    let ids = [ids, vec![UserId::new("00000000-0000-0000-0000-000000000001")]].concat();
    tenant.sim.microsoft.set_teams(&people[0].user_id, "Busy", "InAMeeting");
    for (knobs, answered) in [
        (json!({}), MOST_IDS),
        (json!({"presence_case": "camel", "presence_fields": "core", "bulk_order": "shuffled"}), MOST_IDS),
        (json!({"unknown_id": "left-out"}), MOST_IDS - 1),
    ] {
        tenant.knobs(&knobs);
        let presences = tenant.graph.presences(&token, &ids).await.unwrap();
        assert_eq!(presences.len(), answered, "{knobs}");
        let (_, presence) = presences.iter().find(|(id, _)| *id == ids[0]).unwrap();
        assert!(presence.is("Busy", "InAMeeting"), "{presence:?}");
        let stranger = presences.iter().find(|(id, _)| id == ids.last().unwrap());
        assert!(stranger.is_none_or(|(_, presence)| presence.is_unknown()));
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_call_is_published_seen_and_cleared() {
    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let token = tenant.application().await.unwrap().access;
    let user = UserId::new(&tenant.sim.company.people[0].user_id);
    for publication in [Publication::InACall, Publication::Presenting] {
        tenant.graph.set_presence(&token, &user, tenant.client_id(), publication, FIVE_MINUTES).await.unwrap();
        let seen = tenant.graph.presences(&token, std::slice::from_ref(&user)).await.unwrap();
        assert_eq!(seen[0].1, TeamsPresence::new(publication.availability(), publication.activity()));
        let (_, _, left) = tenant.sim.microsoft.published(user.as_str()).unwrap();
        assert_eq!(left, FIVE_MINUTES);
    }
    for _ in 0..2 {
        tenant.graph.clear_presence(&token, &user, tenant.client_id()).await.unwrap();
        assert!(tenant.sim.microsoft.published(user.as_str()).is_none());
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_done_is_forbidden_and_what_has_lapsed_is_unauthorized() {
    let tenant = Tenant::new();
    let user = UserId::new(&tenant.sim.company.people[0].user_id);
    let without_consent = tenant.application().await.unwrap().access;
    let write = async |token: &Secret| {
        tenant
            .graph
            .set_presence(token, &user, tenant.client_id(), Publication::InACall, FIVE_MINUTES)
            .await
            .unwrap_err()
            .kind
    };
    assert_eq!(write(&without_consent).await, FailureKind::Forbidden);
    tenant.knobs(&json!({"missing_write_permission": "service-error"}));
    assert_eq!(write(&without_consent).await, FailureKind::Unauthorized);
    assert_eq!(
        tenant.graph.users(&without_consent, &mut Users::default()).await.unwrap_err().kind,
        FailureKind::Forbidden
    );

    let token = tenant.signed_in().await.access;
    tenant.knobs(&json!({"unlicensed_reader": "forbidden"}));
    let read = async || tenant.graph.presences(&token, std::slice::from_ref(&user)).await;
    assert_eq!(read().await.unwrap_err().kind, FailureKind::Forbidden);
    tenant.knobs(&json!({"unlicensed_reader": "allowed"}));
    assert!(read().await.is_ok());
    tokio::time::advance(Duration::from_secs(3 * 3_600)).await;
    assert_eq!(read().await.unwrap_err().kind, FailureKind::Unauthorized);
}

#[tokio::test(start_paused = true)]
async fn a_throttle_tells_how_long_to_wait_in_every_form() {
    for form in ["integer", "decimal", "http-date", "absent"] {
        let tenant = Tenant::new();
        let token = tenant.signed_in().await.access;
        let user = UserId::new(&tenant.sim.company.people[0].user_id);
        tenant.knobs(&json!({"presence_limit": 1, "retry_after": form}));
        let read = || tenant.graph.presences(&token, std::slice::from_ref(&user));
        read().await.unwrap();
        let failure = read().await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Throttled);
        match (form, failure.retry_after) {
            ("absent", wait) => {
                assert_eq!(wait, None);
                continue;
            }
            (_, wait) => tokio::time::advance(wait.expect(form) + Duration::from_secs(1)).await,
        }
        assert!(
            (Duration::from_secs(1)..=Duration::from_secs(31)).contains(&failure.retry_after.unwrap()),
            "{failure:?}"
        );
        read().await.unwrap();
        tenant.blameless();
    }
}

#[tokio::test(start_paused = true)]
async fn a_graph_that_fails_is_the_servers_fault() {
    let tenant = Tenant::new();
    let token = tenant.signed_in().await.access;
    let user = UserId::new(&tenant.sim.company.people[0].user_id);
    for fault in ["internal-server-error", "gateway-timeout", "html-page"] {
        tenant.knobs(&json!({"graph_fault_percent": 100, "graph_fault": fault}));
        let failure = tenant.graph.presences(&token, std::slice::from_ref(&user)).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Server, "{fault}");
    }
    tenant.blameless();
}
