//! A small client of the simulated services: requests without a socket, forms filled in as a person does.

use std::sync::Arc;

use axum::body::Body;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sim::{Options, Sim, cast::Oddities};
use tower::ServiceExt;
use url::form_urlencoded;

pub(crate) const VERIFIER: &str = "a-verifier-that-is-just-long-enough-for-the-rules";
pub(crate) const NATIVE: &str = "https://login.microsoftonline.com/common/oauth2/nativeclient";

pub(crate) struct World {
    pub(crate) sim: Arc<Sim>,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// A field of the query of the redirect.
    pub(crate) fn redirected(&self, name: &str) -> Option<String> {
        let (_, query) = self.header("location").split_once('?')?;
        form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// Where the form of the page posts to.
    pub(crate) fn action(&self) -> String {
        let (_, rest) = self.text.split_once("action=\"").unwrap_or_else(|| panic!("no form in {}", self.text));
        rest.split('"').next().unwrap().to_owned()
    }

    pub(crate) fn aadsts(&self) -> Value {
        self.json()["error_codes"][0].clone()
    }
}

/// The middle part of a JWT.
pub(crate) fn claims(jwt: &Value) -> Value {
    let part = jwt.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl World {
    /// Twenty people with the usual oddities, no consent yet.
    pub(crate) fn new() -> Self {
        Self::of(20)
    }

    pub(crate) fn of(people: usize) -> Self {
        let sim = Sim::new(Options { people, oddities: Oddities::Usual, ..Options::default() });
        Self { sim }
    }

    pub(crate) fn consented() -> Self {
        let world = Self::new();
        world.sim.microsoft.grant_consent();
        world
    }

    pub(crate) fn knob(&self, patch: Value) {
        self.sim.microsoft.patch_knobs(&patch).unwrap();
    }

    pub(crate) fn violations(&self) -> Vec<String> {
        self.sim.violations.list().into_iter().map(|violation| violation.what).collect()
    }

    #[track_caller]
    pub(crate) fn assert_blameless(&self) {
        assert_eq!(self.violations(), Vec::<String>::new());
    }

    pub(crate) fn user(&self, index: usize) -> String {
        self.sim.company.people[index].user_id.clone()
    }

    pub(crate) async fn login(&self, method: Method, path: &str, body: Option<String>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if body.is_some() {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(body.unwrap_or_default())).unwrap();
        reply(self.sim.microsoft.clone().login_router().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Reply {
        let path = format!("/{}/oauth2/v2.0/token", self.sim.company.tenant_id);
        let fields: Vec<_> =
            fields.iter().copied().chain([("client_id", self.sim.company.client_id.as_str())]).collect();
        self.login(Method::POST, &path, Some(encoded(&fields))).await
    }

    /// The redirect request of the sync user; `more` adds to or replaces parameters.
    pub(crate) async fn authorize(&self, more: &[(&str, &str)]) -> Reply {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let scope = "openid profile offline_access https://graph.microsoft.com/Presence.Read.All https://graph.microsoft.com/User.Read";
        let usual = [
            ("client_id", self.sim.company.client_id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", NATIVE),
            ("scope", scope),
            ("state", "st4te"),
            ("nonce", "n0nce"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("prompt", "select_account"),
        ];
        let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<_> = kept.chain(more.iter().copied()).filter(|(_, value)| !value.is_empty()).collect();
        let path = format!("/{}/oauth2/v2.0/authorize?{}", self.sim.company.tenant_id, encoded(&fields));
        self.login(Method::GET, &path, None).await
    }

    pub(crate) async fn fill(&self, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        self.login(Method::POST, &page.action(), Some(encoded(fields))).await
    }

    /// Account page, then password page.
    pub(crate) async fn type_account(&self, page: &Reply, upn: &str, password: &str) -> Reply {
        let page = self.fill(page, &[("login", upn), ("action", "next")]).await;
        self.fill(&page, &[("password", password), ("action", "next")]).await
    }

    pub(crate) async fn type_sync_user(&self, page: &Reply) -> Reply {
        let sync = self.sim.company.sync_users[0].clone();
        self.type_account(page, &sync.upn, &sync.password).await
    }

    pub(crate) async fn type_admin(&self, page: &Reply) -> Reply {
        let admin = self.sim.company.admin.clone();
        self.type_account(page, &admin.upn, &admin.password).await
    }

    pub(crate) async fn redeem(&self, code: &str) -> Reply {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", NATIVE),
            ("code_verifier", VERIFIER),
        ])
        .await
    }

    /// The token answer of the sync user.
    pub(crate) async fn signed_in(&self) -> Value {
        let page = self.authorize(&[]).await;
        let done = self.type_sync_user(&page).await;
        self.redeem(&done.redirected("code").unwrap()).await.json()
    }

    pub(crate) async fn app_token(&self) -> String {
        let secret = self.sim.company.client_secret.clone();
        let answer = self
            .token(&[
                ("grant_type", "client_credentials"),
                ("scope", "https://graph.microsoft.com/.default"),
                ("client_secret", &secret),
            ])
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn sync_token(&self) -> String {
        self.signed_in().await["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, token: &str, path: &str) -> Reply {
        self.graph(Method::GET, token, path, &[], None).await
    }

    pub(crate) async fn post(&self, token: &str, path: &str, body: Value) -> Reply {
        self.graph(Method::POST, token, path, &[("content-type", "application/json")], Some(body)).await
    }

    pub(crate) async fn graph(
        &self,
        method: Method,
        token: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let path = path.replacen(&self.sim.urls.graph, "", 1);
        let mut request = Request::builder().method(method).uri(format!("/v1.0{path}"));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = request.body(body).unwrap();
        reply(self.sim.microsoft.clone().graph_router().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn set(&self, token: &str, user_id: &str, availability: &str, activity: &str) -> Reply {
        let body = json!({
            "sessionId": self.sim.company.client_id,
            "availability": availability,
            "activity": activity,
            "expirationDuration": "PT5M",
        });
        self.post(token, &format!("/users/{user_id}/presence/setPresence"), body).await
    }

    pub(crate) async fn clear(&self, token: &str, user_id: &str) -> Reply {
        let body = json!({"sessionId": self.sim.company.client_id});
        self.post(token, &format!("/users/{user_id}/presence/clearPresence"), body).await
    }
}

async fn reply(response: axum::response::Response) -> Reply {
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Reply { status: parts.status.as_u16(), headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
}
