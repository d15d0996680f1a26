//! The provider as a process of its own, and what it answers to the driver.

use bytes::Bytes;
use driver::{
    microsoft::Identity,
    transport::{Body, Https, NetworkOptions, Transport, TransportError, full},
};
use futures::{FutureExt as _, future::BoxFuture};
use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tokio::sync::watch;
use url::Url;

/// Set by `cargo xtask test`: then a computer without the provider fails the test instead of skipping it.
const REQUIRED: &str = "PRESENCE_SYNC_REQUIRE_OPENID";

pub(super) struct Provider {
    pub(super) tenant: String,
    pub(super) client_id: String,
    origin: Url,
    wire: Arc<Watched>,
    process: Child,
    /// Kept open, because it may have more to say.
    _output: BufReader<ChildStdout>,
}

impl Provider {
    /// `None` where the provider is not installed and not required.
    #[expect(clippy::print_stderr, reason = "whoever reads the test's output learns why it was skipped")]
    pub(super) fn start() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openid");
        if !folder.join("node_modules/oidc-provider").is_dir() {
            let reason = "run `npm ci` in tests/openid";
            assert!(std::env::var_os(REQUIRED).is_none_or(|value| value != "1"), "the provider is required: {reason}");
            eprintln!("SKIPPED: the OpenID provider is not installed; {reason}");
            return None;
        }
        let mut node = Command::new("node");
        node.arg("provider.mjs").current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        // Warnings that it is no provider for production.
        let mut process = node.stderr(Stdio::null()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut lines = output.by_ref().lines().map(Result::unwrap);
        let told = lines.find(|line| line.starts_with('{')).expect("the provider does not start");
        let told: Value = serde_json::from_str(&told).unwrap();
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        let wire = Watched {
            network: Https::new(&NetworkOptions::default()).unwrap(),
            refusals: watch::channel(Vec::new()).0,
        };
        Some(Self {
            tenant: text("tenant"),
            client_id: text("client_id"),
            origin: text("origin").parse().unwrap(),
            wire: Arc::new(wire),
            process,
            _output: output,
        })
    }

    pub(super) fn identity(&self) -> Identity {
        Identity::new(self.wire.clone(), self.origin.clone(), self.origin.clone())
    }

    /// For the person's browser, which is not watched.
    pub(super) fn network(&self) -> Https {
        self.wire.network.clone()
    }

    /// It was the provider that refused at last, and not one of our own checks.
    #[track_caller]
    pub(super) fn expect_refusal(&self, error: &str) {
        assert_eq!(self.wire.refusals.borrow().last().map(String::as_str), Some(error));
    }

    pub(super) async fn wait_for_refusal(&self, error: &str) {
        let mut refusals = self.wire.refusals.subscribe();
        let waiting = refusals.wait_for(|refusals| refusals.iter().any(|refusal| refusal == error));
        assert!(tokio::time::timeout(Duration::from_secs(30), waiting).await.is_ok(), "no {error} within 30 s");
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The real network, which remembers what was refused.
struct Watched {
    network: Https,
    refusals: watch::Sender<Vec<String>>,
}

impl Transport for Watched {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        async move {
            let response = self.network.send(request).await?;
            if response.status().is_success() {
                return Ok(response);
            }
            let (parts, body) = response.into_parts();
            let whole = http_body_util::BodyExt::collect(body).await?.to_bytes();
            let answer: Value = serde_json::from_slice(&whole).unwrap_or_default();
            let error = answer["error"].as_str().unwrap_or_default().to_owned();
            self.refusals.send_modify(|refusals| refusals.push(error));
            Ok(http::Response::from_parts(parts, full(whole)))
        }
        .boxed()
    }
}
