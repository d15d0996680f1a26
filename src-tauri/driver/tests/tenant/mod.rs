//! A simulated tenant in paused time, and a person who fills in its pages.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]
#![allow(dead_code, reason = "each test program uses another part of it")]

use axum::Router;
use bytes::Bytes;
use driver::{
    Addresses,
    microsoft::{Graph, Identity, Issued, Role, Tokens},
    transport::{Body, Fault, Transport, TransportError},
};
use engine::{
    Secret, Utc,
    event::{Failure, PageFailure},
    problem::SignInCause,
    request::Credential,
};
use futures::{FutureExt as _, future::BoxFuture};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use sim::{Options, Sim};
use std::sync::Arc;
use tower::ServiceExt as _;
use url::Url;

pub(crate) struct Tenant {
    pub(crate) sim: Arc<Sim>,
    pub(crate) identity: Identity,
    pub(crate) graph: Graph,
    router: Router,
}

/// Bytes to the simulated services, without a socket.
struct InProcess(Router);

impl Transport for InProcess {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let router = self.0.clone();
        async move {
            let response = router.oneshot(request.map(axum::body::Body::from)).await.unwrap();
            Ok(response
                .map(|body| body.map_err(|error| TransportError::new(Fault::CutOff).because(error)).boxed_unsync()))
        }
        .boxed()
    }
}

impl Tenant {
    pub(crate) fn new() -> Self {
        Self::of(20)
    }

    pub(crate) fn of(people: usize) -> Self {
        let sim = Sim::new(Options { people, ..Options::default() });
        let router = sim.router();
        let transport: Arc<dyn Transport> = Arc::new(InProcess(router.clone()));
        let (login, graph) = (Url::parse(&sim.urls.login).unwrap(), Url::parse(&sim.urls.graph).unwrap());
        Self {
            identity: Identity::new(transport.clone(), login, graph.clone()),
            graph: Graph::new(transport, graph),
            sim,
            router,
        }
    }

    pub(crate) fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(InProcess(self.router.clone()))
    }

    /// With nobody at Cloudya's.
    pub(crate) fn addresses(&self) -> Addresses {
        let url = |text: &str| Url::parse(text).unwrap();
        let (login, graph) = (url(&self.sim.urls.login), url(&self.sim.urls.graph));
        Addresses { login: Some(login), graph: Some(graph), ..Addresses::default() }
    }

    pub(crate) fn id(&self) -> &str {
        &self.sim.company.tenant_id
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.sim.company.client_id
    }

    pub(crate) fn now(&self) -> Utc {
        Utc(self.sim.clock.utc_ms())
    }

    pub(crate) fn knobs(&self, patch: &serde_json::Value) {
        self.sim.microsoft.patch_knobs(patch).unwrap();
    }

    /// What the administrator types.
    pub(crate) fn admin(&self) -> [(&str, &str); 2] {
        let admin = &self.sim.company.admin;
        [("login", &admin.upn), ("password", &admin.password)]
    }

    /// What the first sync user types.
    pub(crate) fn sync_user(&self) -> [(&str, &str); 2] {
        let account = &self.sim.company.sync_users[0];
        [("login", &account.upn), ("password", &account.password)]
    }

    pub(crate) async fn application(&self) -> Result<Issued, Failure> {
        let secret = Secret::new(self.sim.company.client_secret.clone());
        let credential = Credential::Secret { secret };
        self.identity.application_token(self.id(), self.client_id(), &credential, self.now()).await
    }

    /// The sync user's tokens, after everybody did what the guide says.
    pub(crate) async fn signed_in(&self) -> Tokens {
        self.sim.microsoft.grant_consent();
        let redirect = self.identity.window_redirect();
        let pending = self.identity.begin_sign_in(self.id(), self.client_id(), redirect, Role::SyncUser, "");
        let back = self.browse(&pending.address, &[&self.sync_user()]).await;
        self.identity.finish_sign_in(pending, &back, self.now()).await.unwrap().1
    }

    /// Opens a page, fills in one form after another, and gives back where the last one leads.
    pub(crate) async fn browse(&self, address: &Url, forms: &[&[(&str, &str)]]) -> Url {
        let page = self.walk(address, forms).await;
        let Some(location) = page.headers().get("location").map(|location| location.to_str().unwrap().to_owned())
        else {
            panic!("no way back: {}", text(page).await)
        };
        Url::parse(&location).unwrap()
    }

    /// Opens a page, fills in one form after another, and gives back what the last one shows.
    pub(crate) async fn walk(&self, address: &Url, forms: &[&[(&str, &str)]]) -> Response<Body> {
        let mut page = self.send(Request::get(address.as_str()).body(Bytes::new()).unwrap()).await;
        let mut base = address.clone();
        for form in forms {
            let text = text(page).await;
            let action = text.split_once("action=\"").unwrap_or_else(|| panic!("no form: {text}")).1;
            base = base.join(action.split('"').next().unwrap()).unwrap();
            page = self.post(base.as_str(), form).await;
        }
        page
    }

    pub(crate) async fn post(&self, address: &str, form: &[(&str, &str)]) -> Response<Body> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::post(address).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Nothing that was sent is frowned upon.
    pub(crate) fn blameless(&self) {
        assert_eq!(self.sim.violations.list(), []);
    }

    async fn send(&self, request: Request<Bytes>) -> Response<Body> {
        InProcess(self.router.clone()).send(request).await.unwrap()
    }
}

pub(crate) fn refused(cause: SignInCause, code: Option<u32>) -> PageFailure {
    PageFailure::Refused { cause, code }
}

async fn text(page: Response<Body>) -> String {
    String::from_utf8(page.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}
