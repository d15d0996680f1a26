//! `/users/delta`: everybody once, and then only what has changed.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    super::{
        Microsoft,
        call::Call,
        directory::{Delta, user_json},
        knobs::DeltaExpiry,
    },
    access::Caller,
    answer::Answer,
    query::{Link, option},
};

const ENOUGH: [&str; 3] = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];

impl Microsoft {
    pub(crate) fn delta(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &["$select", "$filter", "$skiptoken", "$deltatoken"])?;
        caller.require(&ENOUGH, &ENOUGH)?;
        if let Some(token) = option(call, "$skiptoken") {
            return match self.followed(call, token) {
                Some(Link::DeltaPage { remaining, select, version }) => Ok(self.full_page(remaining, &select, version)),
                Some(Link::Users { .. } | Link::DeltaEnd { .. }) | None => {
                    Err(Answer::error(400, "Directory_ExpiredPageToken", "The specified page token value has expired."))
                }
            };
        }
        match option(call, "$deltatoken") {
            None | Some("") => {
                let select = self.selected(call)?;
                let ids = self.delta_ids(call)?;
                let version = self.state().directory.version();
                Ok(self.full_page(ids, &select, version))
            }
            Some("latest") => {
                let select = self.selected(call)?;
                let version = self.state().directory.version();
                Ok(self.delta_body(&select, Vec::new(), &End::Delta(version)))
            }
            Some(token) => self.changes(call, token),
        }
    }

    /// `$filter` takes ids only, joined by `or`.
    fn delta_ids(&self, call: &Call) -> Result<Vec<String>, Answer> {
        let all = self.state().directory.users().iter().map(|user| user.user_id.clone()).collect();
        let Some(filter) = option(call, "$filter") else {
            return Ok(all);
        };
        let ids: Option<Vec<String>> = filter
            .split(" or ")
            .map(|part| Some(part.trim().strip_prefix("id eq '")?.strip_suffix('\'')?.to_owned()))
            .collect();
        match ids {
            Some(ids) if ids.len() <= 50 => Ok(ids),
            Some(_) | None => Err(Answer::error(
                400,
                "Request_UnsupportedQuery",
                "Only up to 50 ids can be filtered in a delta query.",
            )),
        }
    }

    fn changes(&self, call: &Call, token: &str) -> Result<Answer, Answer> {
        let Some(Link::DeltaEnd { select, version, issued }) = self.followed(call, token) else {
            return Err(self.expired(&[]));
        };
        let lifetime = Duration::from_secs(self.knobs().delta_lifetime_seconds.into());
        if issued + lifetime <= self.clock.elapsed() {
            return Err(self.expired(&select));
        }
        let minimal = call.header("prefer").is_some_and(|prefer| prefer.contains("return=minimal"));
        let state = self.state();
        let values: Vec<Value> = state
            .directory
            .changes_after(version, &select)
            .into_iter()
            .map(|(id, delta)| match (delta, state.directory.user(&id)) {
                (Delta::Present(changed), Some(user)) => {
                    let shown: Vec<String> =
                        select.iter().filter(|name| !minimal || changed.contains(&name.as_str())).cloned().collect();
                    user_json(user, &shown)
                }
                (Delta::Removed, _) | (Delta::Present(_), None) => {
                    json!({"id": id, "@removed": {"reason": "changed"}})
                }
            })
            .collect();
        let version = state.directory.version();
        drop(state);
        Ok(self.delta_body(&select, values, &End::Delta(version)))
    }

    fn full_page(&self, mut ids: Vec<String>, select: &[String], version: u64) -> Answer {
        let size = usize::try_from(self.knobs().delta_page_size).unwrap_or(usize::MAX).max(1);
        let remaining = ids.split_off(size.min(ids.len()));
        let values = {
            let state = self.state();
            ids.iter().filter_map(|id| state.directory.user(id)).map(|user| user_json(user, select)).collect()
        };
        let end = if remaining.is_empty() { End::Delta(version) } else { End::Next(remaining, version) };
        self.delta_body(select, values, &end)
    }

    fn delta_body(&self, select: &[String], values: Vec<Value>, end: &End) -> Answer {
        let (name, query) = match end {
            End::Next(remaining, version) => {
                let link = Link::DeltaPage { remaining: remaining.clone(), select: select.to_vec(), version: *version };
                ("@odata.nextLink", self.new_link("$skiptoken=", link))
            }
            End::Delta(version) => {
                let link = Link::DeltaEnd { select: select.to_vec(), version: *version, issued: self.clock.elapsed() };
                ("@odata.deltaLink", self.new_link("$deltatoken=", link))
            }
        };
        let mut body =
            json!({"@odata.context": self.context(&format!("users({})", select.join(","))), "value": values});
        body[name] = json!(format!("{}/users/delta?{query}", self.urls.graph));
        Answer::ok(body)
    }

    fn expired(&self, select: &[String]) -> Answer {
        match self.knobs().delta_expiry {
            DeltaExpiry::Gone => {
                let location = format!("{}/users/delta?$select={}&$deltatoken=", self.urls.graph, select.join(","));
                Answer::error(410, "resyncRequired", "Resync required.").header("location", &location)
            }
            DeltaExpiry::SyncStateNotFound => {
                Answer::error(400, "syncStateNotFound", "The sync state generation is not found.")
            }
            DeltaExpiry::NotFound => Answer::error(404, "syncStateNotFound", "The sync state generation is not found."),
        }
    }
}

/// How an answer ends: there is more, or this was the present state.
enum End {
    Next(Vec<String>, u64),
    Delta(u64),
}
