//! The sign-in service: tenants, tokens of the application, and fresh tokens of sync users.

use super::{
    certificate, id_token,
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

/// The tokens of a sync user.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access: Secret,
    /// Replaces the one before. To be kept before the former one is forgotten.
    pub refresh: Secret,
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

    /// Fresh tokens for a sync user. The service may keep the refresh token that was used: then it is given back.
    pub async fn refresh(&self, tenant_id: &str, client_id: &str, refresh: &Secret) -> Result<Tokens, Failure> {
        let client = self.client(tenant_id, client_id);
        let former = RefreshToken::new(refresh.expose().to_owned());
        let wire = self.wire();
        let answer = client
            .exchange_refresh_token(&former)
            .add_scopes(self.sign_in_scopes())
            .request_async(&wire)
            .await
            .map_err(|error| NoToken::from(error).for_refresh())?;
        Ok(tokens(&answer).unwrap_or_else(|access_only| Tokens { refresh: refresh.clone(), ..access_only }))
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

    pub(super) fn sign_in_scopes(&self) -> Vec<Scope> {
        let mut scopes: Vec<_> = ["openid", "profile", "offline_access"].map(|name| Scope::new(name.to_owned())).into();
        scopes.extend(["Presence.Read.All", "User.Read"].map(|name| Scope::new(self.graph_scope(name))));
        scopes
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

/// What the answer holds. Without a refresh token, `Err` with an empty one.
pub(super) fn tokens(answer: &wire::TokenAnswer) -> Result<Tokens, Tokens> {
    let access = Secret::new(answer.access_token.secret());
    let granted = match &answer.scope {
        Some(scopes) => id_token::permissions(scopes.iter().map(|scope| scope.as_str())),
        None => id_token::scopes(access.expose()),
    };
    let token = Token { expires_in: life(answer), granted };
    match &answer.refresh_token {
        Some(refresh) => Ok(Tokens { access, refresh: Secret::new(refresh.secret()), token }),
        None => Err(Tokens { access, refresh: Secret::new(""), token }),
    }
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
