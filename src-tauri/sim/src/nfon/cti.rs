//! The CTI API: log-in, extensions, states, calls.

use std::{sync::Arc, time::Duration};

use axum::{body::Body, extract::Request, response::Response};
use http::{StatusCode, header};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{
    CallId, CallPlan, Ending, Nfon,
    gate::{Incoming, Service},
    stream::Topic,
    tokens::Verdict,
};
use crate::key;

const CTI: Service = Service::Cti;

impl Nfon {
    pub(super) async fn serve_cti(self: &Arc<Self>, request: Request) -> Response {
        let incoming = match self.admit(CTI, "/v1", request).await {
            Ok(incoming) => incoming,
            Err(response) => return response,
        };
        let segments = incoming.segments();
        match (incoming.method.as_str(), segments.as_slice()) {
            ("POST", ["login"]) => return self.log_in(&incoming).await,
            ("PUT", ["login"]) => return self.refresh(&incoming).await,
            ("GET", [".well-known", "jwks.json"]) => {
                return self.json(StatusCode::OK, &json!({"keys": [key::jwk("RS512")]}));
            }
            _ => {}
        }
        let expires_ms = match incoming.bearer().map(|token| self.check_cti(token)) {
            Some(Verdict::Good { expires_ms }) => expires_ms,
            Some(Verdict::BadAgain) => {
                self.violate(CTI, "a refused access token is used again and again");
                return self.bare(StatusCode::UNAUTHORIZED);
            }
            Some(Verdict::Bad) | None => return self.bare(StatusCode::UNAUTHORIZED),
        };
        match (incoming.method.as_str(), segments.as_slice()) {
            ("GET", ["extensions", "phone", "data"]) => self.data(&incoming),
            ("GET", ["extensions", "phone", "states"]) => self.states(&incoming, expires_ms),
            ("GET", ["extensions", "phone", "calls"]) => self.call_stream(&incoming, expires_ms),
            ("POST", ["extensions", "phone", "calls"]) => self.originate(&incoming),
            ("DELETE", ["extensions", "phone", "calls", uuid]) => self.cancel(uuid),
            (method, path) => {
                self.violate(CTI, format!("{method} /{}: no such operation", path.join("/")));
                self.problem(StatusCode::NOT_FOUND, "not found")
            }
        }
    }

    async fn log_in(&self, incoming: &Incoming) -> Response {
        self.login_latency().await;
        if !incoming.header(header::CONTENT_TYPE.as_str()).is_some_and(|value| value.starts_with("application/json")) {
            self.violate(CTI, "log-in without Content-Type: application/json");
        }
        let Some(Value::Object(body)) = incoming.json() else {
            return self.bare(StatusCode::BAD_REQUEST);
        };
        for name in body.keys().filter(|name| *name != "username" && *name != "password") {
            self.violate(CTI, format!("unexpected log-in member {name}"));
        }
        let (Some(username), Some(password)) =
            (body.get("username").and_then(Value::as_str), body.get("password").and_then(Value::as_str))
        else {
            return self.bare(StatusCode::BAD_REQUEST);
        };
        if username != self.company.cti_username || password != self.company.cti_password {
            self.bad_login();
            return self.bare(StatusCode::UNAUTHORIZED);
        }
        self.pair(self.issue_cti(None))
    }

    async fn refresh(&self, incoming: &Incoming) -> Response {
        self.login_latency().await;
        if !incoming.body.is_empty() {
            self.violate(CTI, "a refresh has no body");
        }
        let Some(token) = incoming.bearer() else {
            return self.bare(StatusCode::BAD_REQUEST);
        };
        match self.use_refresh(token) {
            Verdict::Good { .. } => self.pair(self.issue_cti(Some(token))),
            Verdict::Bad => self.bare(StatusCode::UNAUTHORIZED),
            Verdict::BadAgain => {
                self.violate(CTI, "a refused refresh token is used again and again");
                self.bare(StatusCode::UNAUTHORIZED)
            }
        }
    }

    fn pair(&self, (access, refresh): (String, String)) -> Response {
        self.json(StatusCode::OK, &json!({"access-token": access, "refresh-token": refresh}))
    }

    async fn login_latency(&self) {
        let latency = self.knobs().login_latency_ms;
        if latency > 0 {
            tokio::time::sleep(Duration::from_millis(latency)).await;
        }
    }

    fn data(&self, incoming: &Incoming) -> Response {
        for (name, _) in &incoming.query {
            self.violate(CTI, format!("data: unknown parameter {name}"));
        }
        let customer = &self.company.customer;
        let exchange = self.exchange();
        let rows = exchange.phones().map(|(number, phone)| json!({"uuid": format!("{number}@{customer}"), "extension_number": number, "name": phone.display_name}));
        let rows = Value::Array(rows.collect());
        drop(exchange);
        self.json(StatusCode::OK, &rows)
    }

    fn states(self: &Arc<Self>, incoming: &Incoming, expires_ms: i64) -> Response {
        if !self.knobs().licensed {
            return self.problem(StatusCode::FORBIDDEN, "no license");
        }
        for (name, _) in incoming.query.iter().filter(|(name, _)| name != "extension") {
            self.violate(CTI, format!("states: unknown parameter {name}"));
        }
        let accept = incoming.header(header::ACCEPT.as_str()).unwrap_or_default();
        if accept.is_empty() || accept == "*/*" {
            self.violate(CTI, "states: no definite Accept, which gives an endless stream");
        }
        if accept.contains("application/json") && !accept.contains("text/event-stream") {
            return self.json(StatusCode::OK, &self.state_snapshot(&incoming.query));
        }
        if !incoming.query.is_empty() {
            self.violate(CTI, "states: a filter is for the snapshot only");
        }
        self.open_stream(Topic::States, expires_ms)
    }

    fn state_snapshot(&self, filter: &[(String, String)]) -> Value {
        let wanted = |number: &String| filter.is_empty() || filter.iter().any(|(_, value)| value == number);
        let lines = self.lines();
        let states: Vec<_> =
            lines.phones().filter(|(number, _)| wanted(number)).filter_map(|(number, _)| lines.state(number)).collect();
        drop(lines);
        Value::Array(states.iter().map(|state| self.state_object(state)).collect())
    }

    fn call_stream(self: &Arc<Self>, incoming: &Incoming, expires_ms: i64) -> Response {
        if !self.knobs().licensed {
            return self.problem(StatusCode::FORBIDDEN, "no license");
        }
        if !incoming.header(header::ACCEPT.as_str()).is_some_and(|accept| accept.contains("text/event-stream")) {
            return self.problem(StatusCode::NOT_ACCEPTABLE, "only text/event-stream is offered");
        }
        for (name, _) in &incoming.query {
            self.violate(CTI, format!("calls: unknown parameter {name}"));
        }
        self.open_stream(Topic::Calls, expires_ms)
    }

    fn originate(self: &Arc<Self>, incoming: &Incoming) -> Response {
        const KNOWN: [&str; 9] = [
            "caller",
            "caller_context",
            "caller_role",
            "callee",
            "callee_context",
            "callee_conference_uuid",
            "extension",
            "timeout",
            "caller_device",
        ];
        let Some(Value::Object(body)) = incoming.json() else {
            return self.problem(StatusCode::BAD_REQUEST, "invalid body");
        };
        for name in body.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
            self.violate(CTI, format!("calls: unexpected member {name}"));
        }
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        let (Some(caller), Some(callee)) = (text("caller"), text("callee")) else {
            return self.problem(StatusCode::BAD_REQUEST, "caller and callee are required");
        };
        if callee.starts_with('+')
            || callee.starts_with("00")
            || body.get("timeout").and_then(Value::as_u64).is_some_and(|seconds| seconds > 120)
        {
            return self.problem(StatusCode::BAD_REQUEST, "invalid number or timeout");
        }
        let from = text("extension").unwrap_or(caller);
        let Some(id) = self.start_call(CallPlan::ClickToDial { from: from.clone(), to: callee.clone() }) else {
            return self.problem(StatusCode::NOT_FOUND, "no such extension");
        };
        let uuid = self.lines().uuid_of(id).unwrap_or_default().to_owned();
        let (sender, receiver) = mpsc::unbounded_channel();
        let nfon = self.clone();
        let dialled = uuid.clone();
        tokio::spawn(async move { nfon.dial(id, &dialled, &sender).await });
        if incoming.header(header::ACCEPT.as_str()).is_some_and(|accept| accept.contains("text/event-stream")) {
            let body = futures::stream::unfold(receiver, |mut receiver| async move {
                let event: Value = receiver.recv().await?;
                Some((Ok::<_, std::convert::Infallible>(format!("data: {event}\n\n")), receiver))
            });
            return self.reply(StatusCode::OK, "text/event-stream", Body::from_stream(body));
        }
        let mut start = json!({
            "uuid": uuid, "caller": from, "caller_context": self.company.customer, "callee": callee,
            "extension": from, "direction": "outbound", "state": "start", "updated": self.stamp(self.clock.utc_ms()),
        });
        start["callee_context"] =
            body.get("callee_context").cloned().unwrap_or_else(|| self.company.customer.clone().into());
        self.json(StatusCode::ACCEPTED, &start)
    }

    /// The caller's phone rings and is picked up, then the callee's; the call goes on after `end`.
    async fn dial(&self, id: CallId, uuid: &str, sender: &mpsc::UnboundedSender<Value>) {
        let tell = |state: &str, error: Option<&str>| {
            let mut event = json!({"uuid": uuid, "state": state, "updated": self.stamp(self.clock.utc_ms())});
            if let Some(error) = error {
                event["error"] = error.into();
            }
            // The client may have gone; the call goes on without it.
            let _ = sender.send(event);
        };
        tell("start", None);
        for (state, seconds) in
            [("caller-dial", 0), ("caller-ring", 1), ("caller-answer", 3), ("dial", 0), ("ring", 1), ("answer", 5)]
        {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            if !self.lines().exists(id) {
                tell("end", Some("cancel"));
                return;
            }
            let now = self.moment();
            let changes = self.lines().step(id, state, now);
            self.publish(changes);
            tell(state, None);
        }
        tell("end", None);
    }

    /// Only before the caller has picked up; it is no general "hang up".
    fn cancel(&self, uuid: &str) -> Response {
        let found = self
            .lines()
            .calls()
            .find(|(_, other, legs)| *other == uuid && legs.iter().all(|(_, connected)| !connected))
            .map(|(id, _, _)| id);
        match found {
            Some(id) => {
                self.hang_up(id, Ending::Cancel);
                self.bare(StatusCode::NO_CONTENT)
            }
            None => self.problem(StatusCode::NOT_FOUND, "no such call"),
        }
    }
}
