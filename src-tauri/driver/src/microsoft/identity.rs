//! The sign-in service: tenants, tokens of the application, and fresh tokens of sync users.

use super::{
    certificate, id_token,
    pages::Role,
    refusal::{NoToken, Undelivered},
    wire,
};
use crate::transport::{Answer, Transport, TransportError, exchange};
use bytes::Bytes;
use engine::{
    event::{Failure, FailureKind, Token},
    names::{Secret, Utc},
    request::Credential,
};
use http::{HeaderValue, Method, StatusCode, header};
use oauth2::{
    AuthType, AuthUrl, ClientId, ClientSecret, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet, RefreshToken,
    Scope, StandardRevocableToken, TokenUrl,
    basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use std::{sync::Arc, time::Duration};
use url::Url;

/// No answer of the sign-in service takes longer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// What a token without an expiry is trusted for.
const SHORT_LIFE: Duration = Duration::from_secs(300);

/// The sign-in service of one cloud.
#[derive(Clone)]
pub struct Identity {
    transport: Arc<dyn Transport>,
    pub(super) login: Url,
    graph: Url,
}

/// A tenant, found by its domain or its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    pub id: String,
    pub issuer: String,
    /// Where this tenant's Graph is, such as `graph.microsoft.com`.
    pub msgraph_host: Option<String>,
}

/// A token of the application itself.
#[derive(Clone, Debug)]
pub struct Issued {
    pub access: Secret,
    pub token: Token,
}

/// The tokens of somebody who signed in.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access: Secret,
    /// Replaces the one before, and is to be kept before that is forgotten. `None`: the former one stays, if there is
    /// one.
    pub refresh: Option<Secret>,
    pub token: Token,
}

/// The protocol library's client, with every address known.
pub(super) type Client = oauth2::Client<
    wire::Refusal,
    wire::TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

impl Identity {
    /// `login` is the sign-in origin; of `graph` only the origin counts, which the scopes name.
    pub fn new(transport: Arc<dyn Transport>, login: Url, graph: Url) -> Self {
        Self { transport, login, graph }
    }

    /// Turns what the administrator typed into the tenant's id.
    pub async fn resolve_tenant(&self, domain_or_id: &str) -> Result<Tenant, Failure> {
        let typed = domain_or_id.trim();
        let unknown = || Failure::new(FailureKind::TenantUnknown);
        if typed.is_empty() {
            return Err(unknown());
        }
        let address = self.endpoint(&[typed, "v2.0", ".well-known", "openid-configuration"]);
        let request = request(Method::GET, &address, Bytes::new())?;
        let answer = self.ask(request).await.map_err(|error| error.failure())?;
        match answer.status {
            StatusCode::OK => {}
            StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND => {
                let code = answer.json::<wire::Refusal>().ok().and_then(|refusal| NoToken::from(refusal).number());
                return Err(unknown().with_code(code));
            }
            _ => return Err(answer.refusal()),
        }
        let configuration: wire::OpenIdConfiguration = answer.json()?;
        let id = tenant_in(&configuration.issuer).ok_or_else(unknown)?;
        Ok(Tenant { id, issuer: configuration.issuer, msgraph_host: configuration.msgraph_host })
    }

    /// A token by client credentials. `granted` is what the token itself names as its roles.
    pub async fn application_token(
        &self,
        tenant_id: &str,
        client_id: &str,
        credential: &Credential,
        now: Utc,
    ) -> Result<Issued, Failure> {
        let client = self.client(tenant_id, client_id);
        let (client, assertion) = match credential {
            Credential::Secret { secret } => {
                (client.set_client_secret(ClientSecret::new(secret.expose().to_owned())), None)
            }
            Credential::Certificate { pem } => {
                let assertion = certificate::assertion(pem, client.token_uri().url().as_str(), client_id, now)?;
                (client, Some(assertion))
            }
            // Whoever asks has taken it out of the credential store.
            Credential::Created => return Err(Failure::new(FailureKind::SecretMissing)),
        };
        let mut request = client.exchange_client_credentials().add_scope(Scope::new(self.graph_scope(".default")));
        if let Some(assertion) = &assertion {
            request = request
                .add_extra_param("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .add_extra_param("client_assertion", assertion.expose());
        }
        let wire = self.wire();
        let answer = request.request_async(&wire).await.map_err(|error| NoToken::from(error).for_application())?;
        let access = Secret::new(answer.access_token.secret());
        let token = Token { expires_in: life(&answer), granted: id_token::roles(access.expose()) };
        Ok(Issued { access, token })
    }

    /// Fresh tokens for a sync user.
    pub async fn refresh(&self, tenant_id: &str, client_id: &str, refresh: &Secret) -> Result<Tokens, Failure> {
        let client = self.client(tenant_id, client_id);
        let former = RefreshToken::new(refresh.expose().to_owned());
        let wire = self.wire();
        let answer = client
            .exchange_refresh_token(&former)
            .add_scopes(self.scopes(Role::SyncUser))
            .request_async(&wire)
            .await
            .map_err(|error| NoToken::from(error).for_refresh())?;
        Ok(tokens(&answer))
    }

    pub(super) fn client(&self, tenant_id: &str, client_id: &str) -> Client {
        let oauth = |name| self.endpoint(&[tenant_id, "oauth2", "v2.0", name]);
        oauth2::Client::new(ClientId::new(client_id.to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_auth_uri(AuthUrl::from_url(oauth("authorize")))
            .set_token_uri(TokenUrl::from_url(oauth("token")))
            .set_device_authorization_url(DeviceAuthorizationUrl::from_url(oauth("devicecode")))
    }

    /// An address of the sign-in service. Each segment is encoded, so that none can leave its place.
    pub(super) fn endpoint(&self, segments: &[&str]) -> Url {
        let mut address = self.login.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        address
    }

    pub(super) fn scopes(&self, role: Role) -> Vec<Scope> {
        let (lasting, permissions): (&[_], &[_]) = match role {
            Role::SyncUser => (&["offline_access"], &["Presence.Read.All", "User.Read"]),
            Role::Administrator => (&[], &["User.ReadWrite.All"]),
        };
        let general = ["openid", "profile"].iter().chain(lasting).map(|name| (*name).to_owned());
        general.chain(permissions.iter().map(|name| self.graph_scope(name))).map(Scope::new).collect()
    }

    pub(super) fn graph_scope(&self, name: &str) -> String {
        format!("{}/{name}", self.graph.origin().ascii_serialization())
    }

    /// The protocol library's way through our transport.
    pub(super) fn wire(
        &self,
    ) -> impl Fn(oauth2::HttpRequest) -> futures::future::BoxFuture<'static, Result<oauth2::HttpResponse, Undelivered>>
    + Send
    + Sync
    + use<> {
        let identity = self.clone();
        move |request| {
            let identity = identity.clone();
            Box::pin(async move { identity.deliver(request).await.map_err(Undelivered) })
        }
    }

    /// Sends a form. What is not an answer of the token endpoint itself comes back as an error.
    async fn deliver(&self, form: oauth2::HttpRequest) -> Result<oauth2::HttpResponse, Failure> {
        let (mut parts, body) = form.into_parts();
        parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        let answer =
            self.ask(http::Request::from_parts(parts, Bytes::from(body))).await.map_err(|error| error.failure())?;
        if answer.status == StatusCode::TOO_MANY_REQUESTS || answer.status.is_server_error() {
            return Err(answer.refusal());
        }
        if !answer.is_json() {
            tracing::warn!(
                status = answer.status.as_u16(),
                "the sign-in service answered with something that is not JSON"
            );
            return Err(Failure::new(FailureKind::Unreachable));
        }
        // Half an answer passes, and nonsense does not.
        answer.json::<serde::de::IgnoredAny>()?;
        if answer.status == StatusCode::BAD_REQUEST
            && answer.json::<wire::Refusal>().is_ok_and(|refusal| refusal.error == "temporarily_unavailable")
        {
            return Err(Failure::new(FailureKind::Server).with_retry_after(answer.retry_after()));
        }
        let mut response = oauth2::HttpResponse::new(answer.body.to_vec());
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }

    async fn ask(&self, mut request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        super::name_request(request.headers_mut());
        let answer = exchange(self.transport.as_ref(), request, TIMEOUT).await?;
        tracing::debug!(
            status = answer.status.as_u16(),
            trace = super::text_of(&answer.headers, "x-ms-request-id"),
            "the sign-in service answered"
        );
        Ok(answer)
    }
}

pub(super) fn tokens(answer: &wire::TokenAnswer) -> Tokens {
    let access = Secret::new(answer.access_token.secret());
    let granted = match &answer.scope {
        Some(scopes) => id_token::permissions(scopes.iter().map(|scope| scope.as_str())),
        None => id_token::scopes(access.expose()),
    };
    let token = Token { expires_in: life(answer), granted };
    let refresh = answer.refresh_token.as_ref().map(|refresh| Secret::new(refresh.secret()));
    Tokens { access, refresh, token }
}

pub(super) fn request(method: Method, address: &Url, body: Bytes) -> Result<http::Request<Bytes>, Failure> {
    http::Request::builder().method(method).uri(address.as_str()).body(body).map_err(|error| {
        tracing::warn!(%error, "an address cannot be used");
        Failure::new(FailureKind::Refused)
    })
}

fn life(answer: &wire::TokenAnswer) -> Duration {
    answer.expires_in.unwrap_or(SHORT_LIFE)
}

/// The tenant's id in an issuer such as `https://login.microsoftonline.com/{id}/v2.0`.
fn tenant_in(issuer: &str) -> Option<String> {
    let issuer = Url::parse(issuer).ok()?;
    let id = issuer.path_segments()?.next()?;
    uuid::Uuid::parse_str(id).ok().map(|id| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        microsoft::id_token::tests::unsigned,
        transport::{
            Body, full,
            tests::{answering, json as answered},
        },
    };
    use engine::problem::{Permission, SignInCause};
    use serde_json::json;
    use std::collections::BTreeMap;

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";
    const NOW: Utc = Utc(1_700_000_000_000);

    fn identity(far_end: impl Fn(http::Request<Bytes>) -> http::Response<Body> + Send + Sync + 'static) -> Identity {
        let url = |text| Url::parse(text).unwrap();
        Identity::new(answering(far_end), url("https://login.example/"), url("https://graph.example/v1.0"))
    }

    fn form(request: &http::Request<Bytes>) -> BTreeMap<String, String> {
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        assert!(request.headers().contains_key("client-request-id"));
        url::form_urlencoded::parse(request.body()).into_owned().collect()
    }

    fn form_of<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
        pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
    }

    async fn token_of(identity: &Identity) -> Result<Issued, Failure> {
        let credential = Credential::Secret { secret: Secret::new("a+b/c=~") };
        identity.application_token(TENANT, "app", &credential, NOW).await
    }

    #[tokio::test]
    async fn a_domain_becomes_the_tenants_id() {
        let identity = identity(|request| {
            assert_eq!(request.uri(), "https://login.example/contoso.com/v2.0/.well-known/openid-configuration");
            answered(
                200,
                &json!({
                    "issuer": format!("https://login.example/{}/v2.0", TENANT.to_uppercase()),
                    "msgraph_host": "graph.example", "claims_supported": []
                }),
            )
        });
        let tenant = identity.resolve_tenant(" contoso.com ").await.unwrap();
        assert_eq!((tenant.id.as_str(), tenant.msgraph_host.as_deref()), (TENANT, Some("graph.example")));
    }

    #[tokio::test]
    async fn an_unknown_tenant_says_so_with_its_number() {
        let unknown = identity(|_| {
            answered(
                400,
                &json!({"error": "invalid_tenant", "error_description": "AADSTS90002: no", "error_codes": [90002]}),
            )
        });
        let failure = unknown.resolve_tenant("nowhere.example").await.unwrap_err();
        assert_eq!(failure, Failure::new(FailureKind::TenantUnknown).with_code(Some(90_002)));
        let shared = identity(|_| answered(200, &json!({"issuer": "https://login.example/{tenantid}/v2.0"})));
        assert_eq!(shared.resolve_tenant("common").await.unwrap_err().kind, FailureKind::TenantUnknown);
        assert_eq!(shared.resolve_tenant("  ").await.unwrap_err().kind, FailureKind::TenantUnknown);
        let proxy =
            identity(|_| http::Response::builder().header("content-type", "text/html").body(full("<p>")).unwrap());
        assert_eq!(proxy.resolve_tenant("contoso.com").await.unwrap_err().kind, FailureKind::Unreachable);
    }

    #[tokio::test]
    async fn what_was_typed_cannot_leave_its_place_in_the_address() {
        let identity = identity(|request| {
            assert_eq!(request.uri().path(), "/a%2F..%2Fb%3Fc/v2.0/.well-known/openid-configuration");
            answered(404, &json!({}))
        });
        assert_eq!(identity.resolve_tenant("a/../b?c").await.unwrap_err().kind, FailureKind::TenantUnknown);
    }

    #[tokio::test]
    async fn the_application_sends_its_secret_in_the_form_and_reads_its_roles() {
        let identity = identity(|request| {
            assert_eq!(request.uri().path(), format!("/{TENANT}/oauth2/v2.0/token"));
            let expected = form_of([
                ("grant_type", "client_credentials"),
                ("client_id", "app"),
                ("client_secret", "a+b/c=~"),
                ("scope", "https://graph.example/.default"),
            ]);
            assert_eq!(form(&request), expected);
            let token = unsigned(&json!({"roles": ["User.Read.All", "Presence.ReadWrite.All"]}));
            answered(200, &json!({"token_type": "Bearer", "expires_in": 3599, "access_token": token}))
        });
        let issued = token_of(&identity).await.unwrap();
        let granted = vec![Permission::PresenceReadWriteAll, Permission::UserReadAll];
        assert_eq!(issued.token, Token { expires_in: Duration::from_secs(3_599), granted });
    }

    #[tokio::test]
    async fn a_token_without_roles_grants_nothing() {
        let bare = identity(|_| answered(200, &json!({"access_token": unsigned(&json!({})), "token_type": "bearer"})));
        let issued = token_of(&bare).await.unwrap();
        assert_eq!(issued.token, Token { expires_in: SHORT_LIFE, granted: vec![] });
    }

    #[tokio::test]
    async fn trouble_on_the_way_is_not_taken_for_a_refusal() {
        let busy = identity(|_| {
            let mut response = answered(429, &json!({"error": "temporarily_unavailable"}));
            response.headers_mut().insert("retry-after", "12".parse().unwrap());
            response
        });
        let expected = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_secs(12)));
        assert_eq!(token_of(&busy).await.unwrap_err(), expected);
        let down = identity(|_| http::Response::builder().status(502).body(full("<html>")).unwrap());
        assert_eq!(token_of(&down).await.unwrap_err().kind, FailureKind::Server);
        let away = identity(|_| answered(400, &json!({"error": "temporarily_unavailable", "error_codes": [90033]})));
        assert_eq!(token_of(&away).await.unwrap_err().kind, FailureKind::Server);
        let proxy =
            identity(|_| http::Response::builder().header("content-type", "text/html").body(full("<p>")).unwrap());
        assert_eq!(token_of(&proxy).await.unwrap_err().kind, FailureKind::Unreachable);
        let half = identity(|_| {
            let mut response = answered(200, &json!({}));
            *response.body_mut() = full("{\"token_type\":\"Bearer\",\"acc");
            response
        });
        assert_eq!(token_of(&half).await.unwrap_err().kind, FailureKind::Unreachable);
        let nonsense = identity(|_| answered(200, &json!({"hello": 1})));
        assert_eq!(token_of(&nonsense).await.unwrap_err().kind, FailureKind::Refused);
    }

    #[tokio::test]
    async fn a_refused_secret_comes_with_401_or_400() {
        for status in [400, 401] {
            let identity =
                identity(move |_| answered(status, &json!({"error": "invalid_client", "error_codes": [7000222]})));
            let expected = Failure::new(FailureKind::CredentialsExpired).with_code(Some(7_000_222));
            assert_eq!(token_of(&identity).await.unwrap_err(), expected);
        }
    }

    #[tokio::test]
    async fn a_refresh_gives_the_new_token_or_keeps_the_old_one() {
        let rotates = identity(|request| {
            let form = form(&request);
            assert_eq!((&*form["grant_type"], &*form["refresh_token"]), ("refresh_token", "old"));
            assert!(!form.contains_key("client_secret"));
            answered(
                200,
                &json!({"access_token": "a", "refresh_token": "new", "expires_in": 60, "scope": "presence.read.all"}),
            )
        });
        let tokens = rotates.refresh(TENANT, "app", &Secret::new("old")).await.unwrap();
        assert_eq!((tokens.access.expose(), tokens.refresh.unwrap().expose()), ("a", "new"));
        assert_eq!(tokens.token.granted, [Permission::PresenceReadAll]);
        let keeps = identity(|_| {
            answered(
                200,
                &json!({"access_token": unsigned(&json!({"scp": "User.Read Presence.Read.All"})), "expires_in": 60}),
            )
        });
        let tokens = keeps.refresh(TENANT, "app", &Secret::new("old")).await.unwrap();
        assert!(tokens.refresh.is_none());
        assert_eq!(tokens.token.granted, [Permission::PresenceReadAll]);
    }

    #[tokio::test]
    async fn a_dead_refresh_token_asks_for_a_sign_in() {
        let identity = identity(|_| {
            answered(400, &json!({"error": "invalid_grant", "suberror": "bad_token", "error_codes": [50173]}))
        });
        let failure = identity.refresh(TENANT, "app", &Secret::new("old")).await.unwrap_err();
        let expected = Failure::new(FailureKind::SignInNeeded(SignInCause::Revoked)).with_code(Some(50_173));
        assert_eq!(failure, expected);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_unreachable_after_half_a_minute() {
        struct Silent;
        impl Transport for Silent {
            fn send(
                &self,
                _request: http::Request<Bytes>,
            ) -> futures::future::BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
                Box::pin(std::future::pending())
            }
        }
        let url = |text| Url::parse(text).unwrap();
        let identity = Identity::new(Arc::new(Silent), url("https://login.example"), url("https://graph.example"));
        let started = tokio::time::Instant::now();
        assert_eq!(token_of(&identity).await.unwrap_err().kind, FailureKind::Unreachable);
        assert_eq!(started.elapsed(), TIMEOUT);
    }
}
