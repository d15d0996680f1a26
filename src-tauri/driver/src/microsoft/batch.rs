//! Several writes of presence in one request: each is answered, refused and told to wait by itself.

use super::{
    graph::{Graph, json},
    wire,
};
use crate::transport::Answer;
use bytes::Bytes;
use engine::{
    event::{Failure, FailureKind},
    names::{Secret, UserId},
    presence::Publication,
};
use futures::future;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::{collections::HashMap, time::Duration};

/// The most writes that Graph takes in one request.
pub const MOST_WRITES: usize = 20;

/// What is to become of somebody's application session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub user: UserId,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// `expires` is 5 minutes to 4 hours.
    Set { publication: Publication, expires: Duration },
    /// That there is no session is a success.
    Clear,
}

impl Graph {
    /// Sends at most [`MOST_WRITES`] together, and gives back what came of each, in the same order.
    ///
    /// A service that does not take them together gets each by itself, from then on.
    pub async fn write_all(&self, token: &Secret, client_id: &str, writes: &[Write]) -> Vec<Result<(), Failure>> {
        debug_assert!(writes.len() <= MOST_WRITES, "one request carries at most {MOST_WRITES} writes");
        if !self.takes_batches() {
            return self.write_each(token, client_id, writes).await;
        }
        let answer = match self.batch(client_id, writes) {
            Ok(body) => self.send(Method::POST, self.address(&["$batch"]).as_str(), token, body).await,
            Err(failure) => Err(failure),
        };
        let outcome = answer.and_then(|answer| outcomes(&answer, writes));
        match outcome {
            Ok(outcomes) => outcomes,
            Err(failure) if is_about_batches(failure.kind) => {
                tracing::info!("Graph takes no writes together; each is sent by itself from now on");
                self.refuse_batches();
                self.write_each(token, client_id, writes).await
            }
            Err(failure) => vec![Err(failure); writes.len()],
        }
    }

    /// Sends one write by itself.
    pub async fn write(&self, token: &Secret, client_id: &str, write: &Write) -> Result<(), Failure> {
        match write.change {
            Change::Set { publication, expires } => {
                self.set_presence(token, &write.user, client_id, publication, expires).await
            }
            Change::Clear => self.clear_presence(token, &write.user, client_id).await,
        }
    }

    async fn write_each(&self, token: &Secret, client_id: &str, writes: &[Write]) -> Vec<Result<(), Failure>> {
        future::join_all(writes.iter().map(|write| self.write(token, client_id, write))).await
    }

    fn batch(&self, client_id: &str, writes: &[Write]) -> Result<Bytes, Failure> {
        let requests = writes.iter().enumerate().map(|(place, write)| {
            let (action, body) = match write.change {
                Change::Set { publication, expires } => {
                    ("setPresence", wire::PresenceWrite::set(client_id, publication, expires))
                }
                Change::Clear => ("clearPresence", wire::PresenceWrite::clear(client_id)),
            };
            wire::BatchRequest::new(place, self.path_of_user(&write.user, action), body)
        });
        json(&wire::Batch { requests: requests.collect() })
    }
}

/// What an answer means for each write. Fails where it says nothing about any of them.
fn outcomes(answer: &Answer, writes: &[Write]) -> Result<Vec<Result<(), Failure>>, Failure> {
    // The status of the whole says only that it was read; an older reading of it is 424 where an item failed.
    if !(answer.status.is_success() || answer.status == StatusCode::FAILED_DEPENDENCY) {
        return Err(answer.refusal());
    }
    // Whether anything was written cannot be known here, so it is written again.
    let page: wire::BatchAnswer = answer.json().map_err(|_| Failure::new(FailureKind::Server))?;
    let by_id = page.responses.iter().map(|item| (item.id.as_str(), item)).collect::<HashMap<_, _>>();
    let outcome = |(place, write): (usize, &Write)| match by_id.get(place.to_string().as_str()) {
        Some(item) => outcome(item, &answer.headers, write),
        None => Err(Failure::new(FailureKind::Server)),
    };
    Ok(writes.iter().enumerate().map(outcome).collect())
}

fn outcome(item: &wire::BatchItemAnswer, outer: &HeaderMap, write: &Write) -> Result<(), Failure> {
    let status = StatusCode::from_u16(item.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let is_cleared = write.change == Change::Clear && status == StatusCode::NOT_FOUND;
    if status.is_success() || is_cleared {
        return Ok(());
    }
    // Nothing of ours depends on anything: whatever failed before it was not its own doing.
    if status == StatusCode::FAILED_DEPENDENCY {
        return Err(Failure::new(FailureKind::Server));
    }
    // What the item does not say itself, the answer may say for all of them.
    let mut headers = HeaderMap::new();
    for name in [header::RETRY_AFTER, header::DATE] {
        headers.extend(outer.get(&name).map(|value| (name, value.clone())));
    }
    for (name, value) in item.headers() {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    Err(Answer { status, headers, body: Bytes::new() }.refusal())
}

/// Whether it was the batch that was refused, and not the one who sent it or the moment.
fn is_about_batches(kind: FailureKind) -> bool {
    match kind {
        FailureKind::Refused | FailureKind::NotFound | FailureKind::Forbidden => true,
        FailureKind::Unreachable
        | FailureKind::Unauthorized
        | FailureKind::CredentialsRejected
        | FailureKind::CredentialsExpired
        | FailureKind::SignInNeeded(_)
        | FailureKind::TenantUnknown
        | FailureKind::ApplicationUnknown
        | FailureKind::CertificateUnreadable
        | FailureKind::SecretMissing
        | FailureKind::Throttled
        | FailureKind::Server => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{Body, full, tests::answering, tests::json as answered};
    use serde_json::{Value, json};
    use std::sync::{Arc, Mutex};
    use url::Url;

    const SET: Change = Change::Set { publication: Publication::InACall, expires: Duration::from_secs(300) };

    fn write(user: &str, change: Change) -> Write {
        Write { user: UserId::new(user), change }
    }

    fn graph(far_end: impl Fn(http::Request<Bytes>) -> http::Response<Body> + Send + Sync + 'static) -> Graph {
        Graph::new(answering(far_end), Url::parse("https://graph.example/v1.0").unwrap())
    }

    /// What comes of a set about `a` and a clear about `b`, when the batch is answered so.
    async fn outcomes_of(
        answer: impl Fn() -> http::Response<Body> + Send + Sync + 'static,
    ) -> Vec<Result<(), Failure>> {
        let graph = graph(move |request| {
            assert_eq!(request.uri(), "https://graph.example/v1.0/$batch", "nothing is sent by itself");
            answer()
        });
        graph.write_all(&Secret::new("token"), "app", &[write("a", SET), write("b", Change::Clear)]).await
    }

    fn failed(kind: FailureKind) -> Result<(), Failure> {
        Err(Failure::new(kind))
    }

    #[tokio::test]
    async fn each_write_is_a_request_of_its_own_within_the_one() {
        let graph = graph(|request| {
            assert_eq!(request.headers()["authorization"], "Bearer token");
            let body: Value = serde_json::from_slice(request.body()).unwrap();
            let headers = json!({"Content-Type": "application/json"});
            let expected = json!({"requests": [
                {"id": "0", "method": "POST", "url": "/users/a%2Fb/presence/setPresence", "headers": headers, "body": {
                    "sessionId": "app", "availability": "Busy", "activity": "InACall", "expirationDuration": "PT5M"
                }},
                {"id": "1", "method": "POST", "url": "/users/b/presence/clearPresence", "headers": headers, "body": {
                    "sessionId": "app"
                }}
            ]});
            assert_eq!(body, expected);
            answered(200, &json!({"responses": [{"id": "1", "status": 200}, {"id": "0", "status": 204}]}))
        });
        let writes = [write("a/b", SET), write("b", Change::Clear)];
        assert_eq!(graph.write_all(&Secret::new("token"), "app", &writes).await, [Ok(()), Ok(())]);
    }

    #[tokio::test]
    async fn each_write_has_its_own_answer_in_any_order_and_whatever_the_whole_says() {
        for outer in [200, 424] {
            let came = outcomes_of(move || {
                let headers = json!({"retry-AFTER": 7, "Content-Type": "application/json"});
                let throttled = json!({"id": "1", "status": 429, "headers": headers, "body": {"error": {"code": ""}}});
                answered(outer, &json!({"responses": [throttled, {"id": "0", "status": 200, "headers": null}]}))
            });
            let throttled = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_secs(7)));
            assert_eq!(came.await, [Ok(()), Err(throttled)], "{outer}");
        }
    }

    #[tokio::test]
    async fn what_an_item_does_not_say_the_answer_says_for_all() {
        let came = outcomes_of(|| {
            let items =
                json!([{"id": "0", "status": 429}, {"id": "1", "status": 503, "headers": {"Retry-After": "9"}}]);
            let mut answer = answered(200, &json!({"responses": items}));
            answer.headers_mut().insert("retry-after", "2.5".parse().unwrap());
            answer
        });
        let waits = |kind, millis| Err(Failure::new(kind).with_retry_after(Some(Duration::from_millis(millis))));
        assert_eq!(came.await, [waits(FailureKind::Throttled, 2_500), waits(FailureKind::Server, 9_000)]);
    }

    #[tokio::test]
    async fn statuses_mean_what_they_mean_by_themselves() {
        let items = |first: u16, second: u16| {
            let items = json!([{"id": "0", "status": first}, {"id": "1", "status": second}]);
            outcomes_of(move || answered(200, &json!({"responses": items})))
        };
        assert_eq!(items(404, 404).await, [failed(FailureKind::NotFound), Ok(())], "there was nothing to clear");
        assert_eq!(items(401, 403).await, [failed(FailureKind::Unauthorized), failed(FailureKind::Forbidden)]);
        assert_eq!(items(400, 424).await, [failed(FailureKind::Refused), failed(FailureKind::Server)]);
        assert_eq!(items(0, 999).await, [failed(FailureKind::Server), failed(FailureKind::Server)]);
    }

    #[tokio::test]
    async fn a_write_without_an_answer_is_written_again() {
        let nothing = [failed(FailureKind::Server), failed(FailureKind::Server)];
        for body in ["{}", "{\"responses\": null}", "{\"responses\": [{\"status\": 200}, {\"id\": \"7\"}]}", "nonsense"]
        {
            let came = outcomes_of(move || {
                let mut answer = http::Response::new(full(body));
                answer.headers_mut().insert("content-type", "application/json".parse().unwrap());
                answer
            });
            assert_eq!(came.await, nothing, "{body}");
        }
        let half = outcomes_of(|| answered(200, &json!({"responses": [{"id": "1", "status": 200}]})));
        assert_eq!(half.await, [failed(FailureKind::Server), Ok(())]);
    }

    #[tokio::test]
    async fn a_refusal_of_the_sender_or_of_the_moment_is_one_for_each() {
        for (status, kind) in [
            (401, FailureKind::Unauthorized),
            (429, FailureKind::Throttled),
            (503, FailureKind::Server),
            (504, FailureKind::Server),
        ] {
            let came = outcomes_of(move || answered(status, &json!({})));
            assert_eq!(came.await, [failed(kind), failed(kind)], "{status}");
        }
    }

    #[tokio::test]
    async fn where_batches_are_refused_each_write_goes_by_itself_from_then_on() {
        for status in [400, 403, 404, 405, 501] {
            let asked = Arc::new(Mutex::new(Vec::new()));
            let log = asked.clone();
            let graph = graph(move |request| {
                let path = request.uri().path().trim_start_matches("/v1.0").to_owned();
                log.lock().unwrap().push(path.clone());
                answered(if path == "/$batch" { status } else { 200 }, &json!({}))
            });
            let writes = [write("a", SET), write("b", Change::Clear)];
            for _ in 0..2 {
                assert_eq!(graph.clone().write_all(&Secret::new("t"), "app", &writes).await, [Ok(()), Ok(())]);
            }
            let singly = ["/users/a/presence/setPresence", "/users/b/presence/clearPresence"];
            assert_eq!(*asked.lock().unwrap(), [&["/$batch"], &singly[..], &singly].concat(), "{status}");
        }
    }
}
