//! Snags: what befalls single requests on their way to a service and back, for tests that need one exact moment.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    body::Body,
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::tally::Tally;

/// Waits for requests that fit, and befalls the first `count` of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snag {
    /// `cti`, `configuration`, `sso`, `login` or `graph`.
    pub service: String,
    /// A part of the path.
    pub path: String,
    pub what: Mishap,
    #[serde(default = "for_ever")]
    pub count: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mishap {
    /// It waits, and the service has not seen it yet.
    HeldBefore,
    /// The service has done it, and the answer waits.
    HeldAfter,
    /// The service does not see it, and this status is the answer.
    Answered(u16),
    /// The service has done it, and half of the answer's body is missing.
    Halved,
}

/// A request that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    pub service: &'static str,
    pub path: String,
}

/// All snags of a world. Clones share them.
#[derive(Default, Clone, Debug)]
pub struct Snags {
    laid: Arc<Mutex<Vec<Snag>>>,
    held: watch::Sender<Vec<Held>>,
    /// Counts how often everything was let go.
    released: watch::Sender<u64>,
    tally: Tally,
}

/// More than any answer has reason to be.
const LARGEST_BODY: usize = 64 << 20;

impl Snags {
    /// Counts every answer by service and status, and what a snag did to it.
    pub fn telling(tally: Tally) -> Self {
        Self { tally, ..Self::default() }
    }

    pub fn lay(&self, snag: Snag) {
        self.laid().push(snag);
    }

    /// Takes all snags away and lets go what is held.
    pub fn clear(&self) {
        self.laid().clear();
        self.released.send_modify(|count| *count += 1);
    }

    /// The requests that wait now.
    pub fn held(&self) -> Vec<Held> {
        self.held.borrow().clone()
    }

    /// Waits until a request waits.
    pub async fn until_held(&self) {
        // The sender lives as long as this does.
        let _ = self.held.subscribe().wait_for(|held| !held.is_empty()).await;
    }

    /// The service, with these snags before it.
    pub(crate) fn before(&self, router: Router, service: &'static str) -> Router {
        let snags = self.clone();
        router.layer(middleware::from_fn(move |request: Request, next: Next| {
            let snags = snags.clone();
            async move {
                let response = snags.pass(service, request, next).await;
                snags.tally.count(format!("{service} {}", response.status().as_u16()));
                response
            }
        }))
    }

    async fn pass(&self, service: &'static str, request: Request, next: Next) -> Response {
        let Some(what) = self.take(service, request.uri().path()) else { return next.run(request).await };
        let path = request.uri().path().to_owned();
        match what {
            Mishap::HeldBefore => {
                self.hold(service, path).await;
                next.run(request).await
            }
            Mishap::HeldAfter => {
                let response = next.run(request).await;
                self.hold(service, path).await;
                response
            }
            Mishap::Answered(status) => {
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
            }
            Mishap::Halved => {
                self.tally.count("halved answer");
                halved(next.run(request).await).await
            }
        }
    }

    fn take(&self, service: &str, path: &str) -> Option<Mishap> {
        let mut laid = self.laid();
        let snag =
            laid.iter_mut().find(|snag| snag.count > 0 && snag.service == service && path.contains(&snag.path))?;
        snag.count -= 1;
        Some(snag.what)
    }

    /// Until everything is let go, or whoever asked has gone.
    async fn hold(&self, service: &'static str, path: String) {
        let mut released = self.released.subscribe();
        let held = Held { service, path };
        self.held.send_modify(|all| all.push(held.clone()));
        let _guard = Guard { snags: self, held };
        // The sender lives as long as this does.
        let _ = released.changed().await;
    }

    fn laid(&self) -> MutexGuard<'_, Vec<Snag>> {
        self.laid.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a request off the list when it waits no longer.
struct Guard<'a> {
    snags: &'a Snags,
    held: Held,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.snags.held.send_modify(|all| {
            if let Some(index) = all.iter().position(|held| *held == self.held) {
                all.remove(index);
            }
        });
    }
}

async fn halved(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(whole.slice(..whole.len() / 2)))
}

fn for_ever() -> u32 {
    u32::MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tower::ServiceExt as _;

    async fn ask(router: &Router) -> (u16, String) {
        let request = Request::builder().uri("/v1/here").body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 100).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    fn world() -> (Snags, Router) {
        let snags = Snags::default();
        let router = snags.before(Router::new().fallback(get(|| async { "whole" })), "cti");
        (snags, router)
    }

    fn snag(service: &str, what: Mishap) -> Snag {
        Snag { service: service.to_owned(), path: "here".to_owned(), what, count: 1 }
    }

    #[tokio::test]
    async fn a_snag_befalls_what_fits_and_so_often_as_it_says() {
        let (snags, router) = world();
        snags.lay(snag("graph", Mishap::Answered(500)));
        snags.lay(snag("cti", Mishap::Answered(403)));
        snags.lay(snag("cti", Mishap::Halved));
        assert_eq!(ask(&router).await, (403, String::new()));
        assert_eq!(ask(&router).await, (200, "wh".to_owned()));
        assert_eq!(ask(&router).await, (200, "whole".to_owned()));
    }

    #[tokio::test]
    async fn what_is_held_waits_until_it_is_let_go_or_nobody_waits_for_it() {
        for what in [Mishap::HeldBefore, Mishap::HeldAfter] {
            let (snags, router) = world();
            snags.lay(snag("cti", what));
            let asked = tokio::spawn(async move { ask(&router).await });
            snags.until_held().await;
            assert_eq!(snags.held(), [Held { service: "cti", path: "/v1/here".to_owned() }]);
            snags.clear();
            assert_eq!(asked.await.unwrap().0, 200);
            assert_eq!(snags.held(), []);
        }
        let (snags, router) = world();
        snags.lay(snag("cti", Mishap::HeldBefore));
        let asked = tokio::spawn(async move { ask(&router).await });
        snags.until_held().await;
        asked.abort();
        assert!(asked.await.unwrap_err().is_cancelled());
        assert_eq!(snags.held(), []);
    }
}
