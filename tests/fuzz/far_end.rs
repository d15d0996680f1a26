//! A far end that answers every request with the same bytes, and a clock that waits for nobody.

use bytes::Bytes;
use driver::transport::{Body, Transport, TransportError, full};
use futures::future::{BoxFuture, FutureExt as _};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// More questions about one answer are a loop.
const MOST_REQUESTS: usize = 2_000;

pub(crate) struct FarEnd {
    status: u16,
    body: Bytes,
    requests: AtomicUsize,
}

impl FarEnd {
    pub(crate) fn saying(status: u16, body: impl Into<Bytes>) -> Arc<Self> {
        Arc::new(Self { status, body: body.into(), requests: AtomicUsize::new(0) })
    }

    /// How often it was asked.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Transport for FarEnd {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        assert!(self.requests.fetch_add(1, Ordering::Relaxed) < MOST_REQUESTS, "it is asked without end");
        let host = request.uri().host().unwrap_or_default().to_ascii_lowercase();
        assert!(host.ends_with(".example"), "a token goes to {host}");
        let response = http::Response::builder().status(self.status).header("content-type", "application/json");
        let response = response.body(full(self.body.clone())).unwrap_or_else(|_| panic!("no answer"));
        std::future::ready(Ok(response)).boxed()
    }
}

/// Runs to the end in virtual time.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap_or_else(|error| panic!("{error}"));
    }
    RUNTIME.with(|runtime| runtime.block_on(work))
}
