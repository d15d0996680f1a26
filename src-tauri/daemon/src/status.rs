//! The status service: what a monitor, Prometheus and other programs can read over HTTP.

mod health;
mod metrics;
pub(crate) mod people;
#[cfg(test)]
pub(crate) mod samples;

use anyhow::Context as _;
use axum::{Json, Router, extract::State, response::IntoResponse, routing::get};
use driver::Handle;
use engine::Utc;
use serde_json::Value;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// A listening socket that nobody answers yet, so that a busy port is an error at the start.
pub(crate) struct Status {
    listener: TcpListener,
}

impl Status {
    pub(crate) async fn bind(address: SocketAddr) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("status.listen: the status service cannot listen on {address}"))?;
        if !address.ip().is_loopback() {
            tracing::warn!(%address, "the status service tells names and presence to everybody who reaches it");
        }
        Ok(Self { listener })
    }

    /// Where it listens, with the port that the system chose for port 0.
    pub(crate) fn address(&self) -> anyhow::Result<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Answers until the task is dropped.
    pub(crate) async fn serve(self, handle: Handle) {
        if let Err(error) = axum::serve(self.listener, router(handle)).await {
            tracing::error!(%error, "the status service ended");
        }
    }
}

fn router(handle: Handle) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/metrics", get(metrics))
        .route("/api/people", get(api_people))
        .with_state(handle)
}

async fn healthz(State(handle): State<Handle>) -> impl IntoResponse {
    let (status, report) = health::report(&handle.view());
    (status, Json(report))
}

async fn metrics(State(handle): State<Handle>) -> impl IntoResponse {
    let rows = handle.rows().await;
    let text = metrics::text(&handle.view(), &rows, &handle.meter().readings(), metrics::resident_bytes());
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], text)
}

async fn api_people(State(handle): State<Handle>) -> Json<Value> {
    Json(people::list(&handle.rows().await))
}

/// RFC 3339 in UTC.
fn moment(utc: Utc) -> Value {
    jiff::Timestamp::from_millisecond(utc.0).map_or(Value::Null, |moment| moment.to_string().into())
}
