//! A certified OpenID provider that nobody here wrote accepts what we ask of Microsoft's sign-in service.

mod browser;
mod provider;

use browser::Browser;
use driver::{
    loopback::Loopback,
    microsoft::{Pending, Role, Tokens},
};
use engine::{
    Utc,
    event::{FailureKind, PageFailure, SignedIn},
    problem::{Permission, SignInCause},
};
use provider::Provider;
use std::time::{SystemTime, UNIX_EPOCH};
use url::Url;

const ACCOUNT: &str = "presence-sync@company.example";

/// As this computer's clock shows it, which is the provider's as well.
fn now() -> Utc {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Utc(i64::try_from(since.as_millis()).unwrap())
}

/// What the provider says about a refused grant, which has no number of Microsoft's.
fn is_refused(result: &Result<(SignedIn, Tokens), PageFailure>) -> bool {
    matches!(result, Err(PageFailure::Refused { code: None, cause }) if *cause != SignInCause::Mismatch)
}

fn refresh_token(tokens: &Tokens) -> &str {
    tokens.refresh.as_ref().unwrap().expose()
}

impl Provider {
    /// A sign-in up to the redirect, as the program's own window goes through it.
    async fn signed_in_window(&self) -> (Pending, Url) {
        let identity = self.identity();
        let pending =
            identity.begin_sign_in(&self.tenant, &self.client_id, identity.window_redirect(), Role::SyncUser, ACCOUNT);
        let back = Browser::new(self).sign_in(&pending, ACCOUNT).await;
        (pending, back)
    }
}

#[tokio::test]
async fn a_certified_provider_gives_tokens_for_our_code_and_proof_key() {
    let Some(provider) = Provider::start() else { return };
    let identity = provider.identity();
    let tenant = identity.resolve_tenant(&provider.tenant).await.unwrap();
    assert_eq!(tenant.id, provider.tenant);

    let (pending, back) = provider.signed_in_window().await;
    let (person, tokens) = identity.finish_sign_in(pending.clone(), &back, now()).await.unwrap();
    assert_eq!(person.user_principal_name, ACCOUNT);
    assert_eq!(person.user.as_str().len(), 36);
    assert_eq!(person.token.granted, [Permission::PresenceReadAll]);
    assert!(!tokens.access.expose().is_empty() && !refresh_token(&tokens).is_empty());

    // A code is good for one time.
    assert!(is_refused(&identity.finish_sign_in(pending, &back, now()).await));
    provider.expect_refusal("invalid_grant");
}

#[tokio::test]
async fn a_certified_provider_gives_tokens_to_the_persons_own_browser() {
    let Some(provider) = Provider::start() else { return };
    let identity = provider.identity();
    let loopback = Loopback::bind().await.unwrap();
    let pending =
        identity.begin_sign_in(&provider.tenant, &provider.client_id, loopback.redirect(), Role::SyncUser, ACCOUNT);
    let mut browser = Browser::new(&provider);
    let (back, ()) = tokio::join!(loopback.returned("You may close this page."), async {
        let redirect = browser.sign_in(&pending, ACCOUNT).await;
        assert_eq!(browser.open(&redirect).await.status, 200);
    });
    let (person, _) = identity.finish_sign_in(pending, &back.unwrap(), now()).await.unwrap();
    assert_eq!(person.user_principal_name, ACCOUNT);
}

#[tokio::test]
async fn a_certified_provider_refuses_a_code_whose_proof_key_is_another_ones() {
    let Some(provider) = Provider::start() else { return };
    let identity = provider.identity();
    let (_, stolen) = provider.signed_in_window().await;
    let (mine, back) = provider.signed_in_window().await;
    let of = |url: &Url, name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    let mut mixed = back.clone();
    mixed.query_pairs_mut().clear().append_pair("code", &of(&stolen, "code")).append_pair("state", &of(&back, "state"));
    assert!(is_refused(&identity.finish_sign_in(mine.clone(), &mixed, now()).await));
    provider.expect_refusal("invalid_grant");
    assert!(identity.finish_sign_in(mine, &back, now()).await.is_ok(), "the right code is still good");

    // And it insists on the proof key from the beginning.
    let mut bare = identity.begin_sign_in(
        &provider.tenant,
        &provider.client_id,
        identity.window_redirect(),
        Role::SyncUser,
        ACCOUNT,
    );
    let kept: Vec<_> =
        bare.address.query_pairs().into_owned().filter(|(name, _)| !name.starts_with("code_challenge")).collect();
    bare.address.query_pairs_mut().clear().extend_pairs(kept);
    let refused = Browser::new(&provider).sign_in(&bare, ACCOUNT).await;
    assert_eq!(of(&refused, "error"), "invalid_request");
    assert!(is_refused(&identity.finish_sign_in(bare, &refused, now()).await));
}

#[tokio::test]
async fn a_certified_provider_renews_our_tokens_and_takes_each_refresh_token_once() {
    let Some(provider) = Provider::start() else { return };
    let identity = provider.identity();
    let (pending, back) = provider.signed_in_window().await;
    let (_, first) = identity.finish_sign_in(pending, &back, now()).await.unwrap();
    let refresh = async |tokens: &Tokens| {
        let former = tokens.refresh.as_ref().unwrap();
        identity.refresh(&provider.tenant, &provider.client_id, former).await
    };

    let second = refresh(&first).await.unwrap();
    assert_ne!(refresh_token(&second), refresh_token(&first));
    assert_ne!(second.access.expose(), first.access.expose());
    assert_eq!(second.token.granted, [Permission::PresenceReadAll]);
    let third = refresh(&second).await.unwrap();
    assert_ne!(refresh_token(&third), refresh_token(&second));

    let failure = refresh(&first).await.unwrap_err();
    assert!(matches!(failure.kind, FailureKind::SignInNeeded(_)), "{failure:?}");
    provider.expect_refusal("invalid_grant");
}

#[tokio::test]
async fn a_certified_provider_lets_another_device_sign_in_with_our_code() {
    let Some(provider) = Provider::start() else { return };
    let identity = provider.identity();
    let grant = identity.begin_device_code(&provider.tenant, &provider.client_id, Role::SyncUser, now()).await.unwrap();
    let shown = grant.shown.clone();
    assert!(shown.expires.0 > now().0);
    let (signed_in, ()) = tokio::join!(identity.poll_device_code(grant, now), async {
        // Nobody types the code before we asked once in vain.
        provider.wait_for_refusal("authorization_pending").await;
        let done = Browser::new(&provider).type_code(&shown, ACCOUNT).await;
        assert_eq!(done.status, 200, "{}", done.text);
    });
    let (person, tokens) = signed_in.unwrap();
    assert_eq!(person.user_principal_name, ACCOUNT);
    assert_eq!(person.token.granted, [Permission::PresenceReadAll]);
    assert!(identity.refresh(&provider.tenant, &provider.client_id, tokens.refresh.as_ref().unwrap()).await.is_ok());
}

#[tokio::test]
async fn a_person_who_declines_on_another_device_is_said_to_have_declined() {
    let Some(provider) = Provider::start() else { return };
    let identity = provider.identity();
    let grant = identity.begin_device_code(&provider.tenant, &provider.client_id, Role::SyncUser, now()).await.unwrap();
    let shown = grant.shown.clone();
    let (result, ()) = tokio::join!(identity.poll_device_code(grant, now), async {
        Browser::new(&provider).decline_code(&shown).await;
    });
    assert_eq!(result.unwrap_err(), PageFailure::Refused { cause: SignInCause::Declined, code: None });
    provider.expect_refusal("access_denied");
}
