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
        }
    }

    /// Asks the sync user to sign in afresh, whoever is signed in to the browser. `login_hint` may be empty.
    pub fn begin_sign_in(&self, tenant_id: &str, client_id: &str, redirect: Url, login_hint: &str) -> Pending {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (random(), random());
        let client = self.client(tenant_id, client_id);
        let mut request = client
            .authorize_url(|| CsrfToken::new(state.expose().to_owned()))
            .add_scopes(self.sign_in_scopes())
            .set_pkce_challenge(challenge)
            .set_redirect_uri(Cow::Owned(redirect_url(&redirect)))
            .add_extra_param("response_mode", "query")
            .add_extra_param("prompt", "login")
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
        signed_in(&answer, &expected)
    }
}

/// Who signed in, and the tokens, when both are as they should be.
pub(super) fn signed_in(
    answer: &wire::TokenAnswer,
    expected: &Expected<'_>,
) -> Result<(SignedIn, Tokens), PageFailure> {
    let id_token = answer.id_token.as_ref().ok_or_else(|| mismatch("id_token"))?;
    let person = expected.check(id_token.expose())?;
    let tokens = tokens(answer).map_err(|_| {
        tracing::warn!("the sign-in gave no refresh token");
        PageFailure::Refused { cause: SignInCause::NoConsent, code: None }
    })?;
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
