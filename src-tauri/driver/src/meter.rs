//! Counts what is asked of Microsoft Graph, and how long a change takes from the phone to Teams.

use crate::{clock::Clock, journal::Journal, transport::Answer};
use bytes::Bytes;
use engine::activity::{Deed, Outcome, Record};
use http::Method;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

/// The upper ends of the delay's buckets, in milliseconds. A call is held back for two seconds unless told otherwise.
pub const DELAY_BOUNDS: [u32; 15] =
    [5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 2_500, 3_000, 5_000, 10_000, 30_000, 60_000];

/// What a request asks of Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    Set,
    Clear,
    Read,
    Users,
    /// One account, or what it belongs to.
    Account,
    CreateUser,
    /// Several at once, each of which is counted as well.
    Batch,
    Other,
}

/// What was counted since the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// By operation and status; no status where no answer came.
    pub requests: BTreeMap<(Operation, Option<u16>), u64>,
    pub delays: Delays,
}

/// How long people's states took to reach Teams.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delays {
    /// As many as [`DELAY_BOUNDS`], and one for what is above them all. Each counts its own bucket only.
    pub counts: [u64; DELAY_BOUNDS.len() + 1],
    pub sum_ms: u64,
}

/// Counts for everybody who has a clone of it, and tells the journal what its statistics need.
#[derive(Clone)]
pub struct Meter(Arc<Inner>);

struct Inner {
    readings: Mutex<Readings>,
    /// Ends with the driver, while whoever monitors the program may still hold the meter.
    journal: Weak<Journal>,
    clock: Clock,
}

/// Requests that are under way. Dropped without an answer, they count as not answered.
pub(crate) struct Asked {
    meter: Meter,
    operation: Operation,
    /// What a batch consists of, by the ids in it.
    parts: Vec<(String, Operation)>,
    status: Option<u16>,
    statuses: BTreeMap<String, u16>,
}

impl Meter {
    pub(crate) fn new(journal: &Arc<Journal>, clock: Clock) -> Self {
        Self(Arc::new(Inner { readings: Mutex::default(), journal: Arc::downgrade(journal), clock }))
    }

    pub fn readings(&self) -> Readings {
        self.lock().clone()
    }

    /// A request is about to be sent.
    pub(crate) fn asked(&self, request: &http::Request<Bytes>) -> Asked {
        let operation = Operation::of(request.method(), request.uri().path());
        let parts = if operation == Operation::Batch { parts(request.body()) } else { Vec::new() };
        let operations = parts.iter().map(|(_, operation)| *operation).chain([operation]);
        let about_presence = operations.filter(|operation| operation.is_about_presence()).count();
        if let Some(journal) = self.0.journal.upgrade() {
            (0..about_presence).for_each(|_| journal.requested(self.0.clock.now().utc));
        }
        Asked { meter: self.clone(), operation, parts, status: None, statuses: BTreeMap::new() }
    }

    /// Takes the delay of what was done in Teams.
    pub(crate) fn record(&self, record: &Record) {
        let in_teams = matches!(record.deed, Deed::Published { .. } | Deed::Cleared);
        if let (true, Outcome::Done, Some(took_ms)) = (in_teams, record.outcome, record.took_ms) {
            self.lock().delays.add(took_ms);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Readings> {
        self.0.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asked {
    pub(crate) fn answered(mut self, answer: &Answer) {
        self.status = Some(answer.status.as_u16());
        if !self.parts.is_empty() {
            self.statuses = statuses(&answer.body);
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        let mut readings = self.meter.lock();
        *readings.requests.entry((self.operation, self.status)).or_default() += 1;
        for (id, operation) in &self.parts {
            *readings.requests.entry((*operation, self.statuses.get(id).copied())).or_default() += 1;
        }
    }
}

impl Operation {
    /// As monitors know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Clear => "clear",
            Self::Read => "read",
            Self::Users => "users",
            Self::Account => "account",
            Self::CreateUser => "create-user",
            Self::Batch => "batch",
            Self::Other => "other",
        }
    }

    fn of(method: &Method, path: &str) -> Self {
        let segments = path.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>();
        match segments.as_slice() {
            [.., "users", _, "presence", "setPresence"] => Self::Set,
            [.., "users", _, "presence", "clearPresence"] => Self::Clear,
            [.., "communications", "getPresencesByUserId"] => Self::Read,
            [.., "users"] if method == Method::POST => Self::CreateUser,
            [.., "users"] | [.., "users", "delta"] => Self::Users,
            [.., "users", _] | [.., "users", _, "transitiveMemberOf"] => Self::Account,
            [.., "$batch"] => Self::Batch,
            _ => Self::Other,
        }
    }

    /// Microsoft counts it against the limit of thirty seconds.
    fn is_about_presence(self) -> bool {
        match self {
            Self::Set | Self::Clear | Self::Read => true,
            Self::Users | Self::Account | Self::CreateUser | Self::Batch | Self::Other => false,
        }
    }
}

impl Delays {
    fn add(&mut self, took_ms: u32) {
        self.counts[DELAY_BOUNDS.partition_point(|bound| *bound < took_ms)] += 1;
        self.sum_ms += u64::from(took_ms);
    }
}

/// The requests inside a batch.
fn parts(body: &[u8]) -> Vec<(String, Operation)> {
    let batch = serde_json::from_slice::<Value>(body).unwrap_or_default();
    let requests = batch["requests"].as_array().into_iter().flatten();
    let part = |request: &Value| {
        let method = Method::try_from(request["method"].as_str()?).ok()?;
        let path = request["url"].as_str()?.split('?').next()?;
        Some((request["id"].as_str()?.to_owned(), Operation::of(&method, path)))
    };
    requests.filter_map(part).collect()
}

/// The status of each answer inside a batch's answer.
fn statuses(body: &[u8]) -> BTreeMap<String, u16> {
    let batch = serde_json::from_slice::<Value>(body).unwrap_or_default();
    let responses = batch["responses"].as_array().into_iter().flatten();
    let status =
        |response: &Value| Some((response["id"].as_str()?.to_owned(), response["status"].as_u64()?.try_into().ok()?));
    responses.filter_map(status).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        microsoft::Graph,
        transport::tests::{answering, json as answered},
    };
    use engine::{Secret, UserId, Utc, presence::Publication};
    use serde_json::json;
    use std::time::Duration;
    use url::Url;

    #[tokio::test]
    async fn every_request_is_counted_by_what_it_asks_and_what_came_of_it() {
        let journal = Arc::new(Journal::in_memory().unwrap());
        let meter = Meter::new(&journal, Clock::system());
        let graph = graph(&meter, |request| match request.uri().path() {
            path if path.ends_with("setPresence") => answered(429, &json!({})),
            path if path.ends_with("clearPresence") => answered(200, &json!({})),
            _ => answered(200, &json!({"value": []})),
        });
        let (token, user) = (Secret::new("token"), UserId::new("u"));
        for _ in 0..2 {
            let publication = Publication::InACall;
            let _ = graph.set_presence(&token, &user, "c", publication, Duration::from_secs(300)).await;
        }
        graph.clear_presence(&token, &user, "c").await.unwrap();
        graph.presences(&token, &[user]).await.unwrap();
        let _ = graph.account(&token, "a@b.example").await;
        let counted = meter.readings().requests;
        let of = |operation, status| counted.get(&(operation, Some(status))).copied();
        assert_eq!(of(Operation::Set, 429), Some(2));
        assert_eq!((of(Operation::Clear, 200), of(Operation::Read, 200)), (Some(1), Some(1)));
        assert_eq!(of(Operation::Account, 200), Some(1));
        assert_eq!(counted.values().sum::<u64>(), 5);
        let statistics = tokio::task::spawn_blocking(move || journal.statistics(1, meter.0.clock.now().utc));
        let statistics = statistics.await.unwrap().unwrap();
        assert_eq!(statistics.intervals.iter().map(|interval| interval.requests).sum::<u32>(), 4);
        assert_eq!(statistics.intervals.iter().map(|interval| interval.peak).max(), Some(4));
    }

    #[test]
    fn a_batch_counts_for_what_it_consists_of() {
        let meter = meter();
        let request = http::Request::post("https://graph.example/v1.0/$batch").body(Bytes::from(
            json!({"requests": [
                {"id": "1", "method": "POST", "url": "/users/u/presence/setPresence", "body": {}},
                {"id": "2", "method": "POST", "url": "/users/v/presence/clearPresence", "body": {}},
                {"id": "3", "method": "POST", "url": "/users/w/presence/setPresence", "body": {}},
            ]})
            .to_string(),
        ));
        let asked = meter.asked(&request.unwrap());
        asked.answered(&Answer {
            status: http::StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: json!({"responses": [{"id": "2", "status": 404}, {"id": "1", "status": 200}]}).to_string().into(),
        });
        let expected = [
            ((Operation::Set, None), 1),
            ((Operation::Set, Some(200)), 1),
            ((Operation::Clear, Some(404)), 1),
            ((Operation::Batch, Some(200)), 1),
        ];
        assert_eq!(meter.readings().requests, BTreeMap::from(expected));
    }

    #[test]
    fn a_request_that_is_given_up_counts_as_not_answered() {
        let meter = meter();
        drop(meter.asked(&http::Request::get("https://graph.example/v1.0/users").body(Bytes::new()).unwrap()));
        assert_eq!(meter.readings().requests, BTreeMap::from([((Operation::Users, None), 1)]));
    }

    #[test]
    fn only_what_was_done_in_teams_and_had_a_cause_has_a_delay() {
        let meter = meter();
        let published = Record {
            at: Utc(0),
            extension: None,
            user: None,
            deed: Deed::Published { availability: "Busy".into(), activity: "InACall".into() },
            took_ms: Some(2_100),
            outcome: Outcome::Done,
        };
        for record in [
            published.clone(),
            Record { deed: Deed::Cleared, took_ms: Some(2_000), ..published.clone() },
            Record { deed: Deed::Cleared, took_ms: Some(90_000), ..published.clone() },
            Record { took_ms: None, ..published.clone() },
            Record { outcome: Outcome::Delayed, ..published.clone() },
            Record { deed: Deed::Woke, ..published },
        ] {
            meter.record(&record);
        }
        let Delays { counts, sum_ms } = meter.readings().delays;
        assert_eq!((counts.iter().sum::<u64>(), sum_ms), (3, 94_100));
        assert_eq!((counts[8], counts[9], counts[DELAY_BOUNDS.len()]), (1, 1, 1));
    }

    fn meter() -> Meter {
        Meter::new(&Arc::new(Journal::in_memory().unwrap()), Clock::system())
    }

    fn graph(
        meter: &Meter,
        far_end: impl Fn(http::Request<Bytes>) -> http::Response<crate::transport::Body> + Send + Sync + 'static,
    ) -> Graph {
        let base = Url::parse("https://graph.example/v1.0").unwrap();
        Graph::new(answering(far_end), base).measured_by(meter.clone())
    }
}
