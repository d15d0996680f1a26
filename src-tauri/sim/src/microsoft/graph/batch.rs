//! `$batch`: up to 20 requests in one body, each answered and counted by itself.

use std::collections::HashMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};

use super::{
    super::{Microsoft, call::Call, knobs::ThrottledBatch},
    access::Caller,
    answer::Answer,
};

const LARGEST_BATCH: usize = 20;
const ITEM_FIELDS: [&str; 6] = ["id", "method", "url", "headers", "body", "dependsOn"];

impl Microsoft {
    pub(crate) fn batch(&self, caller: &Caller, call: &Call) -> Answer {
        match self.batch_answer(caller, call) {
            Ok(answer) | Err(answer) => answer,
        }
    }

    fn batch_answer(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        let body = self.json_body(call, &["requests"])?;
        let items = body["requests"].as_array().filter(|items| !items.is_empty());
        let items = items.ok_or_else(|| bad("The batch has no requests."))?;
        if items.len() > LARGEST_BATCH {
            self.graph_violation("$batch: more than 20 requests");
            return Err(bad("Number of batch request steps exceeds the maximum value of 20."));
        }
        let mut statuses: HashMap<String, u16> = HashMap::new();
        let mut responses = Vec::new();
        for item in items {
            let id =
                item["id"].as_str().filter(|id| !id.is_empty()).ok_or_else(|| bad("Every request needs an id."))?;
            if statuses.contains_key(&id.to_lowercase()) {
                return Err(bad("Request ids have to be unique."));
            }
            if let Some(name) =
                item.as_object().and_then(|item| item.keys().find(|name| !ITEM_FIELDS.contains(&name.as_str())))
            {
                self.graph_violation(format!("$batch: unknown field {name:?}"));
            }
            let failed_before = item["dependsOn"].as_array().is_some_and(|before| {
                before
                    .iter()
                    .filter_map(Value::as_str)
                    .any(|before| statuses.get(&before.to_lowercase()).is_none_or(|status| *status >= 400))
            });
            let answer = if failed_before {
                Answer::error(424, "FailedDependency", "A request that this one depends on has failed.")
            } else {
                let sub = sub_call(item).ok_or_else(|| bad("A request of the batch is malformed."))?;
                let path: Vec<&str> = sub.path.iter().skip(1).map(String::as_str).collect();
                self.graph_single(caller, &sub, &path)
            };
            statuses.insert(id.to_lowercase(), answer.status);
            responses.push(self.item_json(id, answer));
        }
        // Answers come in any order; the last first shows who relies on one.
        responses.reverse();
        let throttled = statuses.values().any(|status| *status == 429);
        let mut answer = Answer::ok(json!({"responses": responses}));
        match self.knobs().throttled_batch {
            ThrottledBatch::FailedDependency if throttled => answer.status = 424,
            ThrottledBatch::FailedDependency | ThrottledBatch::Ok => {}
        }
        Ok(answer)
    }

    fn item_json(&self, id: &str, answer: Answer) -> Value {
        let request_id = uuid::Uuid::new_v4().to_string();
        let answer = answer.with_inner_error(&self.graph_timestamp(), &request_id, &request_id);
        let mut headers: Map<String, Value> = answer
            .headers
            .iter()
            .map(|(name, value)| {
                let name = if *name == "retry-after" { "Retry-After" } else { name };
                (name.to_owned(), json!(value))
            })
            .collect();
        let mut item = json!({"id": id, "status": answer.status});
        if let Some(body) = answer.body {
            headers.insert("Content-Type".to_owned(), json!("application/json"));
            item["body"] = body;
        }
        item["headers"] = Value::Object(headers);
        item
    }
}

/// A body without a declared content type reaches the endpoint as such, which refuses it.
fn sub_call(item: &Value) -> Option<Call> {
    let method: Method = item["method"].as_str()?.to_uppercase().parse().ok()?;
    let url = item["url"].as_str()?;
    let url = format!("/v1.0/{}", url.trim_start_matches('/'));
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let mut headers = HeaderMap::new();
    if let Some(given) = item["headers"].as_object() {
        for (name, value) in given {
            headers.insert(HeaderName::try_from(name).ok()?, HeaderValue::from_str(value.as_str()?).ok()?);
        }
    }
    let body = item.get("body").map_or_else(Bytes::new, |body| Bytes::from(body.to_string()));
    Some(Call::new(method, path, query, headers, body))
}

fn bad(message: &str) -> Answer {
    Answer::error(400, "BadRequest", message)
}
