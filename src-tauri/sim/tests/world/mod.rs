//! A simulated company in paused time, and a client that is as plain as it can be.

#![allow(dead_code, reason = "each test program uses another part of it")]

use std::{sync::Arc, time::Duration};

use axum::{body::Body, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures::StreamExt;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sim::{Options, Sim, cast::Oddities};
use tower::ServiceExt;

pub(crate) struct World {
    pub(crate) sim: Arc<Sim>,
    router: axum::Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

/// Reads an event stream as the standard says, or as text.
pub(crate) struct Stream {
    body: Body,
    pub(crate) raw: Vec<u8>,
    taken: usize,
    pub(crate) broken: bool,
}

impl World {
    pub(crate) fn tidy(people: usize) -> Self {
        Self::of(Options { people, oddities: Oddities::None, ..Options::default() })
    }

    pub(crate) fn of(options: Options) -> Self {
        let sim = Sim::new(options);
        Self { router: sim.router(), sim }
    }

    pub(crate) fn knobs(&self, patch: Value) {
        self.sim.nfon.patch_knobs(&patch).unwrap();
    }

    pub(crate) fn extension(&self, index: usize) -> String {
        self.sim.company.extensions[index].number.clone()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Headers are `name: value`.
    pub(crate) async fn call(&self, method: &str, url: &str, headers: &[&str], body: &str) -> Answer {
        let response = self.open(method, url, headers, body).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    pub(crate) async fn open(&self, method: &str, url: &str, headers: &[&str], body: &str) -> Response {
        let mut request = Request::builder().method(method).uri(url).header("user-agent", "test/1.0 (K0)");
        for header in headers {
            let (name, value) = header.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub(crate) fn cti(&self, path: &str) -> String {
        format!("{}{path}", self.sim.urls.cti)
    }

    pub(crate) async fn log_in(&self) -> (String, String) {
        let company = &self.sim.company;
        let body = json!({"username": company.cti_username, "password": company.cti_password}).to_string();
        let answer = self.call("POST", &self.cti("/login"), &["content-type: application/json"], &body).await;
        assert_eq!(answer.status, 200);
        let pair = answer.json();
        (pair["access-token"].as_str().unwrap().to_owned(), pair["refresh-token"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn states(&self, token: &str) -> Answer {
        self.call(
            "GET",
            &self.cti("/extensions/phone/states"),
            &[&format!("authorization: Bearer {token}"), "accept: application/json"],
            "",
        )
        .await
    }

    /// Logs in and opens `states` or `calls`.
    pub(crate) async fn stream(&self, which: &str) -> Stream {
        let (token, _) = self.log_in().await;
        let url = self.cti(&format!("/extensions/phone/{which}"));
        let response =
            self.open("GET", &url, &[&format!("authorization: Bearer {token}"), "accept: text/event-stream"], "").await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Stream { body: response.into_body(), raw: Vec::new(), taken: 0, broken: false }
    }

    pub(crate) async fn configuration_token(&self) -> String {
        let company = &self.sim.company;
        let basic =
            STANDARD.encode(format!("{}:{}", company.configuration_client_id, company.configuration_client_secret));
        let headers = [&*format!("authorization: Basic {basic}"), "content-type: application/x-www-form-urlencoded"];
        let answer = self.call("POST", &self.sim.urls.nfon_token, &headers, "grant_type=client_credentials").await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// A call of the PBX Configuration API below the tenant.
    pub(crate) async fn pbx(&self, method: &str, tail: &str, body: Value) -> Answer {
        let token = self.configuration_token().await;
        let url = format!("{}/tenants/{}{tail}", self.sim.urls.configuration, self.sim.company.customer);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.call(method, &url, &[&format!("authorization: Bearer {token}"), "content-type: application/json"], &body)
            .await
    }

    pub(crate) fn no_violations(&self) {
        assert_eq!(self.sim.violations.list(), []);
    }

    pub(crate) fn violation(&self, part: &str) {
        let list = self.sim.violations.list();
        assert!(list.iter().any(|violation| violation.what.contains(part)), "{part:?} is not in {list:?}");
    }
}

impl Stream {
    /// The next event with data; `None` at the end, or when nothing comes for ten simulated minutes.
    pub(crate) async fn event(&mut self) -> Option<Value> {
        loop {
            if let Some(event) = self.parsed() {
                return Some(event);
            }
            self.more().await?;
        }
    }

    /// All events that are there without time passing.
    pub(crate) async fn events(&mut self, wait: Duration) -> Vec<Value> {
        let mut events = Vec::new();
        let until = tokio::time::Instant::now() + wait;
        while let Ok(Some(event)) = tokio::time::timeout_at(until, self.event()).await {
            events.push(event);
        }
        events
    }

    pub(crate) async fn more(&mut self) -> Option<()> {
        let mut data = std::mem::take(&mut self.body).into_data_stream();
        let piece = tokio::time::timeout(Duration::from_secs(600), data.next()).await;
        self.body = Body::from_stream(data);
        match piece {
            Ok(Some(Ok(bytes))) => {
                self.raw.extend_from_slice(&bytes);
                Some(())
            }
            Ok(Some(Err(_))) => {
                self.broken = true;
                None
            }
            Ok(None) | Err(_) => None,
        }
    }

    fn parsed(&mut self) -> Option<Value> {
        let text = String::from_utf8_lossy(&self.raw).replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_start_matches('\u{feff}');
        let mut events = text.split_inclusive("\n\n").filter(|event| event.ends_with("\n\n")).filter_map(|event| {
            let data: Vec<_> = event.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
            (!data.is_empty()).then(|| serde_json::from_str(&data.join("\n")).unwrap())
        });
        let event = events.nth(self.taken)?;
        self.taken += 1;
        Some(event)
    }
}
