//! Reads what tokens say about themselves, and checks that an id_token is about whom we asked for.
//!
//! The signature is not checked: the token comes from the token endpoint itself over TLS, which OpenID Connect allows
//! as proof of its origin.

use super::wire::{AccessClaims, IdClaims};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use engine::{
    event::PageFailure,
    names::{UserId, Utc},
    problem::{Permission, SignInCause},
};
use serde::de::DeserializeOwned;
use url::Url;

/// Clocks may differ by this much, in seconds.
const SKEW: f64 = 120.0;

/// What an id_token must say.
pub(super) struct Expected<'a> {
    pub(super) login: &'a Url,
    pub(super) tenant_id: &'a str,
    pub(super) client_id: &'a str,
    /// `None` where none was sent.
    pub(super) nonce: Option<&'a str>,
    pub(super) now: Utc,
}

/// Who signed in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) user: UserId,
    pub(super) user_principal_name: String,
}

impl Expected<'_> {
    pub(super) fn check(&self, id_token: &str) -> Result<Person, PageFailure> {
        let claims: IdClaims = payload(id_token).ok_or_else(|| mismatch("unreadable"))?;
        let user_principal_name = claims.preferred_username.clone().unwrap_or_default();
        if !claims.tid.eq_ignore_ascii_case(self.tenant_id) || self.is_guest(&claims) {
            return Err(PageFailure::Foreign { user_principal_name });
        }
        let issuer = format!("{}/{}/v2.0", self.login.as_str().trim_end_matches('/'), self.tenant_id);
        if !claims.iss.eq_ignore_ascii_case(&issuer) {
            return Err(mismatch("iss"));
        }
        if claims.aud != self.client_id {
            return Err(mismatch("aud"));
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds since 1970 fit into the 53 bits for 285,000 years"
        )]
        let now = self.now.0 as f64 / 1_000.0;
        if claims.exp + SKEW < now {
            return Err(mismatch("exp"));
        }
        if claims.nbf.is_some_and(|nbf| nbf - SKEW > now) {
            return Err(mismatch("nbf"));
        }
        if self.nonce.is_some() && claims.nonce.as_deref() != self.nonce {
            return Err(mismatch("nonce"));
        }
        if claims.oid.is_empty() {
            return Err(mismatch("oid"));
        }
        Ok(Person { user: UserId::new(&claims.oid), user_principal_name })
    }

    /// An account that another provider vouches for. Some tokens of members name their own tenant here.
    fn is_guest(&self, claims: &IdClaims) -> bool {
        claims.idp.as_ref().is_some_and(|idp| {
            *idp != claims.iss && !idp.to_ascii_lowercase().contains(&self.tenant_id.to_ascii_lowercase())
        })
    }
}

/// The application permissions that an access token names. None where it cannot be read, which it need not be.
pub(super) fn roles(access_token: &str) -> Vec<Permission> {
    let claims: AccessClaims = payload(access_token).unwrap_or_default();
    permissions(claims.roles.iter().flatten().map(String::as_str))
}

/// The delegated permissions that an access token names.
pub(super) fn scopes(access_token: &str) -> Vec<Permission> {
    let claims: AccessClaims = payload(access_token).unwrap_or_default();
    permissions(claims.scp.iter().flat_map(|scp| scp.split_whitespace()))
}

/// The permissions we know among these names, which may be short or addresses, in any case and order.
pub(super) fn permissions<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Permission> {
    let mut known: Vec<_> = names.filter_map(permission).collect();
    known.sort_unstable();
    known.dedup();
    known
}

fn permission(name: &str) -> Option<Permission> {
    let short = name.rsplit('/').next()?.to_ascii_lowercase();
    match short.as_str() {
        "presence.readwrite.all" => Some(Permission::PresenceReadWriteAll),
        "presence.read.all" => Some(Permission::PresenceReadAll),
        "user.read.all" => Some(Permission::UserReadAll),
        _ => None,
    }
}

fn payload<T: DeserializeOwned>(token: &str) -> Option<T> {
    let part = token.split('.').nth(1)?.trim_end_matches('=');
    // All of it must be text (RFC 7519, 3): what only the claims we do not read contain would pass otherwise.
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(part).ok()?).ok()?;
    serde_json::from_str(&claims).ok()
}

fn mismatch(claim: &'static str) -> PageFailure {
    tracing::warn!(claim, "an id_token does not belong to what was asked");
    PageFailure::Refused { cause: SignInCause::Mismatch, code: None }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::{Value, json};

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";
    const NOW: Utc = Utc(1_700_000_000_000);

    /// A token that nobody signed.
    pub(in crate::microsoft) fn unsigned(claims: &Value) -> String {
        format!("{}.{}.x", URL_SAFE_NO_PAD.encode("{}"), URL_SAFE_NO_PAD.encode(claims.to_string()))
    }

    fn claims() -> Value {
        json!({
            "iss": format!("https://login.example/{TENANT}/v2.0"), "aud": "app", "exp": 1_700_000_100,
            "nbf": 1_699_999_900, "nonce": "n", "tid": TENANT, "oid": "ABC", "preferred_username": "sync@b.c"
        })
    }

    fn check(claims: &Value) -> Result<Person, PageFailure> {
        let login = Url::parse("https://login.example").unwrap();
        Expected { login: &login, tenant_id: TENANT, client_id: "app", nonce: Some("n"), now: NOW }
            .check(&unsigned(claims))
    }

    fn with(claim: &str, value: impl Into<Value>) -> Value {
        let mut claims = claims();
        claims[claim] = value.into();
        claims
    }

    const MISMATCH: PageFailure = PageFailure::Refused { cause: SignInCause::Mismatch, code: None };

    #[test]
    fn the_right_token_names_the_person() {
        let person = Person { user: UserId::new("abc"), user_principal_name: "sync@b.c".into() };
        assert_eq!(check(&claims()), Ok(person));
    }

    #[test]
    fn another_issuer_audience_or_nonce_is_a_mismatch() {
        for claim in ["iss", "aud", "nonce"] {
            assert_eq!(check(&with(claim, "other")), Err(MISMATCH), "{claim}");
        }
        assert_eq!(check(&with("nonce", Value::Null)), Err(MISMATCH));
        assert_eq!(check(&with("oid", "")), Err(MISMATCH));
    }

    #[test]
    fn clocks_may_differ_by_two_minutes_and_not_by_more() {
        let now = 1_700_000_000;
        assert!(check(&with("exp", now - 119)).is_ok());
        assert_eq!(check(&with("exp", now - 121)), Err(MISMATCH));
        assert!(check(&with("nbf", now + 119)).is_ok());
        assert_eq!(check(&with("nbf", now + 121)), Err(MISMATCH));
    }

    #[test]
    fn another_tenant_a_personal_account_or_a_guest_is_foreign() {
        let foreign = PageFailure::Foreign { user_principal_name: "sync@b.c".into() };
        assert_eq!(check(&with("tid", "99999999-2222-3333-4444-555555555555")), Err(foreign.clone()));
        assert_eq!(check(&with("tid", "9188040d-6c67-4c5b-b112-36a304b66dad")), Err(foreign.clone()));
        assert_eq!(check(&with("idp", "https://sts.windows.net/99999999/")), Err(foreign));
        assert!(check(&with("idp", format!("https://sts.windows.net/{TENANT}/"))).is_ok());
        assert!(check(&with("idp", format!("https://login.example/{TENANT}/v2.0"))).is_ok());
    }

    #[test]
    fn what_is_no_token_is_a_mismatch() {
        let login = Url::parse("https://login.example").unwrap();
        let expected = Expected { login: &login, tenant_id: TENANT, client_id: "app", nonce: None, now: NOW };
        for text in ["", "a.b", "a.!!.c", "a.e30.c"] {
            assert!(expected.check(text).is_err(), "{text}");
        }
        let mut latin = claims().to_string().replace('}', r#","name":"x"}"#).into_bytes();
        let name = latin.len() - 3;
        latin[name] = 0xe4;
        let token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(latin));
        assert!(expected.check(&token).is_err(), "what is no text passed");
    }

    #[test]
    fn permissions_are_read_in_every_form() {
        assert_eq!(
            permissions(
                ["https://graph.microsoft.com/presence.read.all", "User.Read", "Presence.Read.All"].into_iter()
            ),
            [Permission::PresenceReadAll]
        );
        let token = unsigned(&json!({"roles": ["User.Read.All", "Presence.ReadWrite.All", "Other"], "scp": "openid"}));
        assert_eq!(roles(&token), [Permission::PresenceReadWriteAll, Permission::UserReadAll]);
        assert_eq!(scopes(&token), []);
        assert_eq!(roles(&unsigned(&json!({"aud": "x"}))), []);
        assert_eq!(roles("opaque"), []);
    }
}
