//! Consent and sign-in in a browser: the address to open, and what the redirect back says.

use super::{
    aadsts,
    id_token::Expected,
    identity::{Identity, Tokens, tokens},
    refusal::NoToken,
    wire,
};
use engine::{
    event::{PageFailure, SignedIn},
    names::{Secret, Utc},
    problem::SignInCause,
};
use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl};
use std::borrow::Cow;
use url::Url;

/// As whom somebody is asked to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// To read presence until somebody objects: with a refresh token.
    SyncUser,
    /// To create an account at once: nothing of the sign-in is kept.
    Administrator,
}

/// A page that was opened and has not come back.
#[derive(Clone, Debug)]
pub struct Pending {
    /// To be opened.
    pub address: Url,
    /// Where the page comes back to, with a query that tells how it went.
    pub redirect: Url,
    state: Secret,
    nonce: Secret,
    verifier: Secret,
    tenant_id: String,
    client_id: String,
    role: Role,
}

impl Pending {
    /// Whether a navigation to this address is the way back.
    pub fn is_redirect(&self, url: &Url) -> bool {
        url.origin() == self.redirect.origin()
            && url.path().trim_end_matches('/') == self.redirect.path().trim_end_matches('/')
    }
}

impl Identity {
    /// Where an embedded window comes back to: an empty page that is never waited for.
    pub fn window_redirect(&self) -> Url {
        self.endpoint(&["common", "oauth2", "nativeclient"])
    }

    /// Asks an administrator for everything in the app registration.
    pub fn begin_consent(&self, tenant_id: &str, client_id: &str, redirect: Url) -> Pending {
        let state = random();
        let mut address = self.endpoint(&[tenant_id, "v2.0", "adminconsent"]);
        address
            .query_pairs_mut()
            .append_pair("client_id", client_id)
            .append_pair("scope", &self.graph_scope(".default"))
            .append_pair("redirect_uri", &redirect_text(&redirect))
            .append_pair("state", state.expose());
        Pending {
            address,
            redirect,
            state,
            nonce: Secret::new(""),
            verifier: Secret::new(""),
            tenant_id: tenant_id.to_owned(),
            client_id: client_id.to_owned(),
            role: Role::Administrator,
        }
    }

    /// Asks somebody to sign in, whoever is signed in to the browser. `login_hint` may be empty; an administrator
    /// chooses the account and needs none.
    pub fn begin_sign_in(
        &self,
        tenant_id: &str,
        client_id: &str,
        redirect: Url,
        role: Role,
        login_hint: &str,
    ) -> Pending {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (random(), random());
        let client = self.client(tenant_id, client_id);
        let prompt = match role {
            Role::SyncUser => "login",
            Role::Administrator => "select_account",
        };
        let mut request = client
            .authorize_url(|| CsrfToken::new(state.expose().to_owned()))
            .add_scopes(self.scopes(role))
            .set_pkce_challenge(challenge)
            .set_redirect_uri(Cow::Owned(redirect_url(&redirect)))
            .add_extra_param("response_mode", "query")
            .add_extra_param("prompt", prompt)
            .add_extra_param("nonce", nonce.expose());
        if !login_hint.is_empty() {
            request = request.add_extra_param("login_hint", login_hint);
        }
        let (address, _) = request.url();
        Pending {
            address,
            redirect,
            state,
            nonce,
            verifier: Secret::new(verifier.into_secret()),
            tenant_id: tenant_id.to_owned(),
            client_id: client_id.to_owned(),
            role,
        }
    }

    /// Reads the redirect of a consent page. Success is no proof: the next application token is.
    pub fn finish_consent(&self, pending: &Pending, url: &Url) -> Result<(), PageFailure> {
        let back = Redirect::of(pending, url)?;
        // An administrator of another tenant agreed for that one.
        if back.value("tenant").is_some_and(|tenant| !tenant.eq_ignore_ascii_case(&pending.tenant_id)) {
            return Err(mismatch("tenant"));
        }
        match back.value("admin_consent") {
            Some(agreed) if agreed.eq_ignore_ascii_case("true") => Ok(()),
            Some(_) => Err(PageFailure::Refused { cause: SignInCause::Declined, code: None }),
            None => Err(mismatch("admin_consent")),
        }
    }

    /// Reads the redirect of a sign-in page, redeems its code, and checks who signed in.
    pub async fn finish_sign_in(
        &self,
        pending: Pending,
        url: &Url,
        now: Utc,
    ) -> Result<(SignedIn, Tokens), PageFailure> {
        let code = Redirect::of(&pending, url)?.value("code").ok_or_else(|| mismatch("code"))?.into_owned();
        let wire = self.wire();
        let answer = self
            .client(&pending.tenant_id, &pending.client_id)
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.expose().to_owned()))
            .set_redirect_uri(Cow::Owned(redirect_url(&pending.redirect)))
            .request_async(&wire)
            .await
            .map_err(|error| NoToken::from(error).for_page())?;
        let expected = Expected {
            login: &self.login,
            tenant_id: &pending.tenant_id,
            client_id: &pending.client_id,
            nonce: Some(pending.nonce.expose()),
            now,
        };
        signed_in(&answer, &expected, pending.role)
    }
}

/// Who signed in, and the tokens that the role needs, when all is as it should be.
pub(super) fn signed_in(
    answer: &wire::TokenAnswer,
    expected: &Expected<'_>,
    role: Role,
) -> Result<(SignedIn, Tokens), PageFailure> {
    let id_token = answer.id_token.as_ref().ok_or_else(|| mismatch("id_token"))?;
    let person = expected.check(id_token.expose())?;
    let tokens = match (role, tokens(answer)) {
        (Role::SyncUser, Tokens { refresh: None, .. }) => {
            tracing::warn!("the sign-in gave no refresh token");
            return Err(PageFailure::Refused { cause: SignInCause::NoConsent, code: None });
        }
        (Role::SyncUser, tokens) => tokens,
        (Role::Administrator, tokens) => Tokens { refresh: None, ..tokens },
    };
    let signed_in =
        SignedIn { user: person.user, user_principal_name: person.user_principal_name, token: tokens.token.clone() };
    Ok((signed_in, tokens))
}

/// A redirect that is no refusal and is ours.
struct Redirect<'a>(&'a Url);

impl<'a> Redirect<'a> {
    /// The error comes first, because a refusal may carry the marks of success as well.
    fn of(pending: &Pending, url: &'a Url) -> Result<Self, PageFailure> {
        let back = Self(url);
        if let Some(error) = back.value("error") {
            let description = back.value("error_description").unwrap_or_default();
            let number = aadsts::number_in(&description)
                .or_else(|| back.value("error_uri").and_then(|uri| uri.rsplit_once("code=")?.1.parse().ok()));
            let subcode = back.value("error_subcode");
            tracing::debug!(error = &*error, subcode = subcode.as_deref(), number, "a page ended with a refusal");
            return Err(PageFailure::Refused {
                cause: aadsts::cause(&error, subcode.as_deref(), number),
                code: number,
            });
        }
        match back.value("state") {
            Some(state) if state == pending.state.expose() => Ok(back),
            Some(_) | None => Err(mismatch("state")),
        }
    }

    fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        self.0.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// The redirect as the service must see it: an address without a path is registered without a slash.
fn redirect_text(redirect: &Url) -> String {
    let text = redirect.as_str();
    if redirect.path() == "/" { text.trim_end_matches('/').to_owned() } else { text.to_owned() }
}

fn redirect_url(redirect: &Url) -> RedirectUrl {
    RedirectUrl::new(redirect_text(redirect)).unwrap_or_else(|_| RedirectUrl::from_url(redirect.clone()))
}

/// 256 bits that nobody can guess.
fn random() -> Secret {
    Secret::new(CsrfToken::new_random_len(32).secret())
}

fn mismatch(what: &'static str) -> PageFailure {
    tracing::warn!(what, "what came back does not belong to what was asked");
    PageFailure::Refused { cause: SignInCause::Mismatch, code: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        microsoft::id_token::tests::unsigned,
        transport::tests::{answering, json as answered},
    };
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use engine::{event::Token, names::UserId, problem::Permission};
    use serde_json::{Value, json};
    use sha2::{Digest as _, Sha256};
    use std::{
        collections::BTreeMap,
        sync::{Arc, Mutex},
        time::Duration,
    };

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";
    const NOW: Utc = Utc(1_700_000_000_000);

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn identity(
        far_end: impl Fn(http::Request<bytes::Bytes>) -> http::Response<crate::transport::Body> + Send + Sync + 'static,
    ) -> Identity {
        Identity::new(answering(far_end), url("https://login.example"), url("https://graph.example/v1.0"))
    }

    fn nobody() -> Identity {
        identity(|_| panic!("nothing may be sent"))
    }

    fn query(url: &Url) -> BTreeMap<String, String> {
        url.query_pairs().into_owned().collect()
    }

    fn refused(cause: SignInCause, code: Option<u32>) -> Result<(), PageFailure> {
        Err(PageFailure::Refused { cause, code })
    }

    /// A consent page that came back with this query, in which `{state}` stands for the right one.
    fn consent(query: &str) -> Result<(), PageFailure> {
        let identity = nobody();
        let pending = identity.begin_consent(TENANT, "app", identity.window_redirect());
        let query = query.replace("{state}", pending.state.expose());
        identity.finish_consent(&pending, &url(&format!("{}?{query}", pending.redirect)))
    }

    #[test]
    fn consent_asks_for_everything_that_is_registered() {
        let identity = nobody();
        let pending = identity.begin_consent(TENANT, "app", url("http://localhost:53124/"));
        assert_eq!(pending.address.path(), format!("/{TENANT}/v2.0/adminconsent"));
        let mut query = query(&pending.address);
        assert!(query.remove("state").unwrap().len() >= 43);
        let expected = [
            ("client_id", "app"),
            ("redirect_uri", "http://localhost:53124"),
            ("scope", "https://graph.example/.default"),
        ];
        assert_eq!(query, expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
    }

    #[test]
    fn consent_is_given_only_by_the_whole_answer() {
        assert_eq!(consent(&format!("admin_consent=True&tenant={TENANT}&scope=x&state={{state}}")), Ok(()));
        assert_eq!(consent("admin_consent=true&state={state}"), Ok(()));
        let mismatch = refused(SignInCause::Mismatch, None);
        assert_eq!(consent("admin_consent=True&state=other"), mismatch);
        assert_eq!(consent("admin_consent=True"), mismatch);
        assert_eq!(consent("state={state}"), mismatch);
        assert_eq!(consent("admin_consent=True&tenant=99999999-0000-0000-0000-000000000000&state={state}"), mismatch);
        assert_eq!(consent("admin_consent=False&state={state}"), refused(SignInCause::Declined, None));
    }

    #[test]
    fn every_form_of_refusal_is_seen_before_the_marks_of_success() {
        let text = "error_description=AADSTS65004%3a+User+declined.%0d%0aTrace+ID%3a+1";
        assert_eq!(
            consent(&format!("error=consent_required&{text}&admin_consent=True&tenant={TENANT}&state={{state}}")),
            refused(SignInCause::Declined, Some(65_004))
        );
        assert_eq!(
            consent(&format!("error=access_denied&{text}&state={{state}}")),
            refused(SignInCause::Declined, Some(65_004))
        );
        let canceled = "error=permission_denied&error_description=The+admin+canceled+the+request";
        assert_eq!(consent(canceled), refused(SignInCause::Declined, None));
        assert_eq!(
            consent("error=access_denied&error_subcode=cancel&state={state}"),
            refused(SignInCause::Declined, None)
        );
        assert_eq!(
            consent("error=invalid_client&error_description=AADSTS650052%3a+x"),
            refused(SignInCause::Registration, Some(650_052))
        );
        assert_eq!(
            consent("error=server_error&error_uri=https://login.example/error%3Fcode%3D90033"),
            refused(SignInCause::Unavailable, Some(90_033))
        );
        assert_eq!(consent("error=temporarily_unavailable"), refused(SignInCause::Unavailable, None));
    }

    #[test]
    fn the_way_back_is_recognised_with_and_without_a_slash() {
        let identity = nobody();
        let pending = identity.begin_consent(TENANT, "app", url("http://localhost:7"));
        assert!(pending.is_redirect(&url("http://localhost:7/?code=1")));
        assert!(!pending.is_redirect(&url("http://localhost:8/?code=1")));
        assert!(!pending.is_redirect(&url("http://localhost:7/other?code=1")));
        let pending = identity.begin_consent(TENANT, "app", identity.window_redirect());
        assert!(pending.is_redirect(&url("https://login.example/common/oauth2/nativeclient?error=x")));
        assert!(!pending.is_redirect(&url("https://login.example/common/oauth2/authorize")));
    }

    #[test]
    fn sign_in_asks_with_pkce_state_and_nonce() {
        let identity = nobody();
        let pending = identity.begin_sign_in(TENANT, "app", identity.window_redirect(), Role::SyncUser, "sync@b.c");
        assert_eq!(pending.address.path(), format!("/{TENANT}/oauth2/v2.0/authorize"));
        let query = query(&pending.address);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(pending.verifier.expose()));
        let expected = [
            ("client_id", "app"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("login_hint", "sync@b.c"),
            ("nonce", pending.nonce.expose()),
            ("prompt", "login"),
            ("redirect_uri", "https://login.example/common/oauth2/nativeclient"),
            ("response_mode", "query"),
            ("response_type", "code"),
            (
                "scope",
                "openid profile offline_access https://graph.example/Presence.Read.All https://graph.example/User.Read",
            ),
            ("state", pending.state.expose()),
        ];
        assert_eq!(query, expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
        assert!((43..=128).contains(&pending.verifier.expose().len()));
        assert_ne!(pending.state.expose(), pending.nonce.expose());
        let shown =
            format!("{:?}", identity.begin_sign_in(TENANT, "app", identity.window_redirect(), Role::SyncUser, ""));
        assert!(!shown.contains("login_hint"));
    }

    #[test]
    fn an_administrator_chooses_an_account_and_gives_no_right_that_lasts() {
        let identity = nobody();
        let redirect = identity.window_redirect();
        let pending = identity.begin_sign_in(TENANT, "app", redirect, Role::Administrator, "");
        let query = query(&pending.address);
        assert_eq!(query["scope"], "openid profile https://graph.example/User.ReadWrite.All");
        assert_eq!(query["prompt"], "select_account");
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!((&*query["state"], &*query["nonce"]), (pending.state.expose(), pending.nonce.expose()));
        assert!(!query.contains_key("login_hint"));
    }

    #[tokio::test]
    async fn an_administrator_needs_no_refresh_token_and_one_that_comes_is_dropped() {
        for refresh in [Value::Null, "refresh".into()] {
            let (_, tokens) =
                sign_in_as(Role::Administrator, |_, answer| answer["refresh_token"] = refresh.clone()).await.unwrap();
            assert_eq!(tokens.access.expose(), "access");
            assert!(tokens.refresh.is_none());
        }
        let foreign = PageFailure::Foreign { user_principal_name: "sync@b.c".into() };
        let failure = sign_in_as(Role::Administrator, |claims, _| claims["tid"] = "other".into()).await.unwrap_err();
        assert_eq!(failure, foreign);
        let mismatch = PageFailure::Refused { cause: SignInCause::Mismatch, code: None };
        let failure = sign_in_as(Role::Administrator, |claims, _| claims["nonce"] = "other".into()).await.unwrap_err();
        assert_eq!(failure, mismatch);
    }

    async fn sign_in(change: impl Fn(&mut Value, &mut Value)) -> Result<(SignedIn, Tokens), PageFailure> {
        sign_in_as(Role::SyncUser, change).await
    }

    /// Signs in at a far end that answers the code with these tokens, in which the nonce is the right one.
    async fn sign_in_as(
        role: Role,
        change: impl Fn(&mut Value, &mut Value),
    ) -> Result<(SignedIn, Tokens), PageFailure> {
        let mut claims = json!({
            "iss": format!("https://login.example/{TENANT}/v2.0"), "aud": "app", "exp": 1_700_003_600, "tid": TENANT,
            "oid": "ABC", "preferred_username": "sync@b.c"
        });
        let mut answer = json!({
            "token_type": "Bearer", "expires_in": "4561", "access_token": "access", "refresh_token": "refresh",
            "scope": "openid profile https://graph.example/Presence.Read.All User.Read"
        });
        change(&mut claims, &mut answer);
        let answer = Arc::new(Mutex::new(answer));
        let far_end = answer.clone();
        let identity = identity(move |request| {
            assert_eq!(request.uri().path(), format!("/{TENANT}/oauth2/v2.0/token"));
            let form = url(&format!("x:?{}", std::str::from_utf8(request.body()).unwrap()));
            let form = query(&form);
            assert_eq!(form["grant_type"], "authorization_code");
            assert_eq!((&*form["client_id"], &*form["code"]), ("app", "a+b"));
            assert_eq!(form["redirect_uri"], "http://localhost:7");
            assert!(!form.contains_key("client_secret"));
            answered(200, &far_end.lock().unwrap())
        });
        let pending = identity.begin_sign_in(TENANT, "app", url("http://localhost:7"), role, "");
        if claims["nonce"].is_null() {
            claims["nonce"] = pending.nonce.expose().into();
        }
        let mut tokens = answer.lock().unwrap().clone();
        if tokens["id_token"].is_null() {
            tokens["id_token"] = unsigned(&claims).into();
        }
        *answer.lock().unwrap() = tokens;
        let back = url(&format!("http://localhost:7/?code=a%2Bb&state={}&session_state=1", pending.state.expose()));
        identity.finish_sign_in(pending, &back, NOW).await
    }

    #[tokio::test]
    async fn a_code_becomes_tokens_and_a_person() {
        let (signed_in, tokens) = sign_in(|_, _| {}).await.unwrap();
        let token = Token { expires_in: Duration::from_secs(4_561), granted: vec![Permission::PresenceReadAll] };
        let expected =
            SignedIn { user: UserId::new("abc"), user_principal_name: "sync@b.c".into(), token: token.clone() };
        assert_eq!(signed_in, expected);
        let refresh = tokens.refresh.as_ref().map(Secret::expose);
        assert_eq!((tokens.access.expose(), refresh, tokens.token), ("access", Some("refresh"), token));
    }

    #[tokio::test]
    async fn a_sign_in_that_is_not_the_one_asked_for_is_refused() {
        let mismatch = PageFailure::Refused { cause: SignInCause::Mismatch, code: None };
        assert_eq!(sign_in(|claims, _| claims["nonce"] = "other".into()).await.unwrap_err(), mismatch);
        assert_eq!(sign_in(|_, answer| answer["id_token"] = "nonsense".into()).await.unwrap_err(), mismatch);
        let foreign = PageFailure::Foreign { user_principal_name: "sync@b.c".into() };
        assert_eq!(sign_in(|claims, _| claims["tid"] = "other".into()).await.unwrap_err(), foreign);
        let no_consent = PageFailure::Refused { cause: SignInCause::NoConsent, code: None };
        assert_eq!(sign_in(|_, answer| answer["refresh_token"] = Value::Null).await.unwrap_err(), no_consent);
    }

    #[tokio::test]
    async fn a_wrong_state_redeems_no_code() {
        let identity = nobody();
        let pending = identity.begin_sign_in(TENANT, "app", identity.window_redirect(), Role::SyncUser, "");
        let back = url(&format!("{}?code=1&state=other", pending.redirect));
        let mismatch = PageFailure::Refused { cause: SignInCause::Mismatch, code: None };
        assert_eq!(identity.finish_sign_in(pending, &back, NOW).await.unwrap_err(), mismatch);
    }
}
