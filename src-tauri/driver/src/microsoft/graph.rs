//! Microsoft Graph: the tenant's users, and reading and writing presence.

use super::{name_request, text_of, wire};
use crate::{
    meter::Meter,
    transport::{Answer, Transport, exchange},
};
use bytes::Bytes;
use engine::{
    event::{Failure, FailureKind, FoundAccount, TeamsUser},
    names::{Secret, UserId},
    presence::{Publication, TeamsPresence},
};
use http::{HeaderValue, Method, header};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use url::Url;

/// The most ids that one request may name.
pub const MOST_IDS: usize = 650;

/// No answer of Graph takes longer.
const TIMEOUT: Duration = Duration::from_secs(30);
const USER_FIELDS: &str =
    "id,displayName,givenName,surname,mail,userPrincipalName,proxyAddresses,accountEnabled,userType,assignedPlans";
const ACCOUNT_FIELDS: &str = "id,userPrincipalName,accountEnabled,userType";
/// The largest page that Graph gives.
const PAGE_SIZE: &str = "999";

/// Graph of one cloud.
#[derive(Clone)]
pub struct Graph {
    transport: Arc<dyn Transport>,
    base: Url,
    meter: Option<Meter>,
    /// Whether writes are taken together, as far as is known. Clones learn it from each other.
    batches_refused: Arc<AtomicBool>,
}

/// The tenant's users as they were read last, and where what changes after that is told.
#[derive(Debug, Default)]
pub struct Users {
    by_id: BTreeMap<UserId, TeamsUser>,
    link: Option<String>,
}

impl Graph {
    /// `base` ends in `/v1.0`.
    pub fn new(transport: Arc<dyn Transport>, base: Url) -> Self {
        Self { transport, base, meter: None, batches_refused: Arc::default() }
    }

    /// Every request counts there.
    #[must_use]
    pub(crate) fn measured_by(mut self, meter: Meter) -> Self {
        self.meter = Some(meter);
        self
    }

    /// Everybody in the tenant. What is known already only follows the changes since, where Graph still has them.
    pub async fn users(&self, token: &Secret, known: &mut Users) -> Result<Vec<TeamsUser>, Failure> {
        if let Some(link) = known.link.take() {
            match self.changes(&link, token, &mut known.by_id).await {
                Ok(link) => {
                    known.link = link;
                    return Ok(known.by_id.values().cloned().collect());
                }
                Err(failure) if failure.is_transient() || failure.kind == FailureKind::Unauthorized => {
                    known.link = Some(link);
                    return Err(failure);
                }
                Err(_) => tracing::debug!("the changes of users are not to be had; everybody is read afresh"),
            }
        }
        // Where the changes from now on will be, before everybody is read: so none of them is missed.
        let mut latest = self.address(&["users", "delta"]);
        latest.query_pairs_mut().append_pair("$select", USER_FIELDS).append_pair("$deltatoken", "latest");
        let mut nobody = BTreeMap::new();
        let link = match self.changes(latest.as_str(), token, &mut nobody).await {
            Ok(link) => link,
            Err(failure) if failure.is_transient() || failure.kind == FailureKind::Unauthorized => return Err(failure),
            Err(_) => None,
        };
        let mut first = self.address(&["users"]);
        first.query_pairs_mut().append_pair("$select", USER_FIELDS).append_pair("$top", PAGE_SIZE);
        let mut by_id = BTreeMap::new();
        self.every_page(first.as_str(), token, |user: wire::User| {
            // A person may come twice when the list changes under the reading; the later one counts.
            by_id.extend(user.into_event().map(|user| (user.id.clone(), user)));
        })
        .await?;
        *known = Users { by_id, link };
        Ok(known.by_id.values().cloned().collect())
    }

    /// Brings the list up to date, and gives back where the next changes will be.
    async fn changes(
        &self,
        link: &str,
        token: &Secret,
        users: &mut BTreeMap<UserId, TeamsUser>,
    ) -> Result<Option<String>, Failure> {
        let mut changes = Vec::new();
        let next = self.every_page(link, token, |change: wire::UserChange| changes.push(change)).await?;
        changes.into_iter().for_each(|change| change.apply(users));
        next.map(|link| self.trust(&link).map(|()| link)).transpose()
    }

    /// The account with this user principal name, if there is one, and whether it holds a directory role.
    pub async fn account(&self, token: &Secret, address: &str) -> Result<Option<FoundAccount>, Failure> {
        // Anything else would be another resource below `users`.
        if !address.contains('@') {
            return Ok(None);
        }
        let mut place = self.address(&["users", address]);
        place.query_pairs_mut().append_pair("$select", ACCOUNT_FIELDS);
        let user: wire::User = match self.call(Method::GET, place.as_str(), token, Bytes::new()).await {
            Ok(answer) => answer.json()?,
            Err(failure) if failure.kind == FailureKind::NotFound => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let TeamsUser { id, user_principal_name, enabled, kind, .. } =
            user.into_event().ok_or(Failure::new(FailureKind::Refused))?;
        let administrator = match self.holds_directory_role(token, &id).await {
            Ok(holds) => Some(holds),
            Err(failure) if failure.kind == FailureKind::Forbidden => None,
            Err(failure) => return Err(failure),
        };
        Ok(Some(FoundAccount { id, user_principal_name, enabled, kind, administrator }))
    }

    /// Also through a group.
    async fn holds_directory_role(&self, token: &Secret, user: &UserId) -> Result<bool, Failure> {
        let mut first = self.address(&["users", user.as_str(), "transitiveMemberOf"]);
        first.query_pairs_mut().append_pair("$select", "id").append_pair("$top", PAGE_SIZE);
        let mut holds = false;
        self.every_page(first.as_str(), token, |object: wire::DirectoryObject| holds |= object.is_directory_role())
            .await?;
        Ok(holds)
    }

    /// What Teams shows for these people, at most [`MOST_IDS`] of them. Some may be missing from the answer.
    pub async fn presences(&self, token: &Secret, users: &[UserId]) -> Result<Vec<(UserId, TeamsPresence)>, Failure> {
        debug_assert!(users.len() <= MOST_IDS, "one request names at most {MOST_IDS} people");
        if users.is_empty() {
            return Ok(Vec::new());
        }
        let address = self.address(&["communications", "getPresencesByUserId"]);
        let body = json(&wire::PresenceIds { ids: users })?;
        let page: wire::Page<wire::Presence> = self.call(Method::POST, address.as_str(), token, body).await?.json()?;
        Ok(page.value.into_iter().filter_map(wire::Presence::into_event).collect())
    }

    /// Publishes in the application's session, whose id is the client id. `expires` is 5 minutes to 4 hours.
    ///
    /// A success is no proof that Teams shows it: read back.
    pub async fn set_presence(
        &self,
        token: &Secret,
        user: &UserId,
        client_id: &str,
        publication: Publication,
        expires: Duration,
    ) -> Result<(), Failure> {
        let body = json(&wire::PresenceWrite::set(client_id, publication, expires))?;
        self.call(Method::POST, self.of_user(user, "setPresence").as_str(), token, body).await.map(drop)
    }

    /// Ends the application's session. That there is none is a success.
    pub async fn clear_presence(&self, token: &Secret, user: &UserId, client_id: &str) -> Result<(), Failure> {
        let body = json(&wire::PresenceWrite::clear(client_id))?;
        match self.call(Method::POST, self.of_user(user, "clearPresence").as_str(), token, body).await {
            Err(failure) if failure.kind == FailureKind::NotFound => Ok(()),
            other => other.map(drop),
        }
    }

    /// Reads a list to its end. Gives back where its changes will be, if it says so.
    async fn every_page<T: DeserializeOwned>(
        &self,
        first: &str,
        token: &Secret,
        mut take: impl FnMut(T),
    ) -> Result<Option<String>, Failure> {
        let mut seen = HashSet::new();
        let mut next = Some(first.to_owned());
        let mut delta = None;
        while let Some(address) = next {
            let page: wire::Page<T> = self.call(Method::GET, &address, token, Bytes::new()).await?.json()?;
            page.value.into_iter().for_each(&mut take);
            seen.insert(address);
            delta = page.delta_link;
            next = page.next_link;
            if let Some(link) = &next {
                self.trust(link)?;
                if seen.contains(link) {
                    tracing::warn!("a list leads in a circle");
                    return Err(Failure::new(FailureKind::Refused));
                }
            }
        }
        Ok(delta)
    }

    async fn call(&self, method: Method, address: &str, token: &Secret, body: Bytes) -> Result<Answer, Failure> {
        self.send(method, address, token, body).await?.successful()
    }

    /// An answer that is a refusal is an answer here.
    pub(super) async fn send(
        &self,
        method: Method,
        address: &str,
        token: &Secret,
        body: Bytes,
    ) -> Result<Answer, Failure> {
        let refused = || Failure::new(FailureKind::Refused);
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.expose())).map_err(|_| refused())?;
        bearer.set_sensitive(true);
        let mut request = http::Request::builder()
            .method(method)
            .uri(address)
            .header(header::AUTHORIZATION, bearer)
            .header(header::ACCEPT, "application/json");
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let mut request = request.body(body).map_err(|_| refused())?;
        name_request(request.headers_mut());
        let asked = self.meter.as_ref().map(|meter| meter.asked(&request));
        let answer = exchange(self.transport.as_ref(), request, TIMEOUT).await.map_err(|error| {
            tracing::debug!(%error, "Graph did not answer");
            error.failure()
        })?;
        if let Some(asked) = asked {
            asked.answered(&answer);
        }
        let code = (!answer.status.is_success())
            .then(|| serde_json::from_slice::<wire::GraphRefusal>(&answer.body).ok()?.error.code)
            .flatten();
        tracing::debug!(
            status = answer.status.as_u16(),
            code,
            request_id = text_of(&answer.headers, "request-id"),
            "Graph answered"
        );
        Ok(answer)
    }

    /// The token goes to Graph itself and to nobody else, whatever a page says.
    fn trust(&self, link: &str) -> Result<(), Failure> {
        match Url::parse(link) {
            Ok(link) if link.origin() == self.base.origin() => Ok(()),
            Ok(_) | Err(_) => {
                tracing::warn!("the next page of a list lies elsewhere");
                Err(Failure::new(FailureKind::Refused))
            }
        }
    }

    fn of_user(&self, user: &UserId, action: &str) -> Url {
        self.address(&["users", user.as_str(), "presence", action])
    }

    /// Below the version, as a request within another one is addressed.
    pub(super) fn path_of_user(&self, user: &UserId, action: &str) -> String {
        let address = self.of_user(user, action);
        address.path().trim_start_matches(self.base.path()).to_owned()
    }

    pub(super) fn takes_batches(&self) -> bool {
        !self.batches_refused.load(Ordering::Relaxed)
    }

    pub(super) fn refuse_batches(&self) {
        self.batches_refused.store(true, Ordering::Relaxed);
    }

    pub(super) fn address(&self, segments: &[&str]) -> Url {
        let mut address = self.base.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        address
    }
}

pub(super) fn json(body: &impl Serialize) -> Result<Bytes, Failure> {
    serde_json::to_vec(body).map(Bytes::from).map_err(|_| Failure::new(FailureKind::Refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{
        full,
        tests::{answering, json as answered},
    };
    use engine::event::UserKind;
    use serde_json::{Value, json};
    use std::sync::Mutex;

    fn graph(
        far_end: impl Fn(http::Request<Bytes>) -> http::Response<crate::transport::Body> + Send + Sync + 'static,
    ) -> Graph {
        Graph::new(answering(far_end), Url::parse("https://graph.example/v1.0").unwrap())
    }

    fn token() -> Secret {
        Secret::new("token")
    }

    fn user() -> UserId {
        UserId::new("u1")
    }

    #[tokio::test]
    async fn users_are_read_page_by_page_and_each_once() {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        let graph = graph(move |request| {
            assert_eq!(request.headers()["authorization"], "Bearer token");
            assert!(request.headers().contains_key("client-request-id"));
            let address = request.uri().to_string();
            if address.contains("/users/delta") {
                return answered(400, &json!({"error": {"code": "Request_UnsupportedQuery"}}));
            }
            log.lock().unwrap().push(address.clone());
            answered(
                200,
                &match address.contains("skiptoken") {
                    false => json!({
                        "value": [{"id": "A", "displayName": "old"}, {"id": "b"}],
                        "@odata.nextLink": "https://graph.example/v1.0/users?$select=id&$skiptoken=x%27y"
                    }),
                    true => json!({"value": [{"id": "a", "displayName": "new"}, {"displayName": "no id"}]}),
                },
            )
        });
        let users = graph.users(&token(), &mut Users::default()).await.unwrap();
        assert_eq!(
            users.iter().map(|user| (user.id.as_str(), user.name.as_str())).collect::<Vec<_>>(),
            [("a", "new"), ("b", "")]
        );
        let asked = asked.lock().unwrap();
        assert!(asked[0].starts_with("https://graph.example/v1.0/users?") && asked[0].contains("top=999"), "{asked:?}");
        assert_eq!(asked[1], "https://graph.example/v1.0/users?$select=id&$skiptoken=x%27y");
    }

    #[tokio::test]
    async fn after_the_first_reading_only_changes_are_read() {
        let turn = Arc::new(Mutex::new(0));
        let graph = graph(move |request| {
            let address = request.uri().to_string();
            let link = |token: u8| format!("https://graph.example/v1.0/users/delta?$deltatoken={token}");
            if address.contains("latest") {
                return answered(200, &json!({"value": [], "@odata.deltaLink": link(1)}));
            }
            if !address.contains("/users/delta") {
                let ada = json!({"id": "a", "displayName": "Ada", "mail": "ada@x.example", "accountEnabled": true});
                return answered(200, &json!({"value": [ada, {"id": "b", "displayName": "Ben"}]}));
            }
            let mut turn = turn.lock().unwrap();
            *turn += 1;
            match *turn {
                1 => {
                    let changes = json!([
                        {"id": "a", "mail": null, "accountEnabled": false},
                        {"id": "b", "@removed": {"reason": "changed"}},
                        {"id": "C", "displayName": "Cleo", "userType": "Guest"}
                    ]);
                    answered(200, &json!({"value": changes, "@odata.deltaLink": link(2)}))
                }
                2 => answered(503, &json!({})),
                _ => answered(410, &json!({"error": {"code": "resyncRequired"}})),
            }
        });
        let mut known = Users::default();
        let names = |users: &[TeamsUser]| users.iter().map(|user| user.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&graph.users(&token(), &mut known).await.unwrap()), ["Ada", "Ben"]);
        let users = graph.users(&token(), &mut known).await.unwrap();
        assert_eq!(names(&users), ["Ada", "Cleo"]);
        assert_eq!((users[0].enabled, users[0].mail.as_deref(), users[0].kind), (false, None, UserKind::Member));
        assert_eq!(users[1].kind, UserKind::Guest);
        assert_eq!(graph.users(&token(), &mut known).await.unwrap_err().kind, FailureKind::Server);
        let users = graph.users(&token(), &mut known).await.unwrap();
        assert_eq!(names(&users), ["Ada", "Ben"], "the changes are gone: everybody is read afresh");
    }

    #[tokio::test]
    async fn the_token_follows_no_link_to_another_origin_and_no_circle() {
        for link in ["https://elsewhere.example/v1.0/users?$skiptoken=1", "http://graph.example/v1.0/users", "/users"] {
            let graph = graph(move |request| {
                assert_eq!(request.uri().host(), Some("graph.example"));
                assert_eq!(request.uri().scheme_str(), Some("https"));
                answered(200, &json!({"value": [], "@odata.nextLink": link}))
            });
            assert_eq!(
                graph.users(&token(), &mut Users::default()).await.unwrap_err().kind,
                FailureKind::Refused,
                "{link}"
            );
        }
        let circle =
            graph(|_| answered(200, &json!({"value": [], "@odata.nextLink": "https://graph.example/v1.0/users?a"})));
        assert_eq!(circle.users(&token(), &mut Users::default()).await.unwrap_err().kind, FailureKind::Refused);
    }

    /// What is found out about an account whose memberships are answered so.
    async fn account(
        memberships: impl Fn(&str) -> http::Response<crate::transport::Body> + Send + Sync + 'static,
    ) -> Result<Option<FoundAccount>, Failure> {
        let graph = graph(move |request| {
            let address = request.uri().to_string();
            if address.contains("/transitiveMemberOf") {
                return memberships(&address);
            }
            assert_eq!(request.uri().path(), "/v1.0/users/sync%23EXT%23@b.c");
            answered(
                200,
                &json!({"id": "U1", "userPrincipalName": "Sync@b.c", "accountEnabled": true, "userType": "Member"}),
            )
        });
        graph.account(&token(), "sync#EXT#@b.c").await
    }

    #[tokio::test]
    async fn a_directory_role_is_found_on_any_page_of_memberships() {
        let found = account(|address| {
            if address.contains("skiptoken") {
                return answered(
                    200,
                    &json!({"value": [{"@odata.type": "#microsoft.graph.directoryRole", "id": "r"}]}),
                );
            }
            let next = "https://graph.example/v1.0/users/u1/transitiveMemberOf?$skiptoken=x";
            let group = json!({"@odata.type": "#microsoft.graph.group", "id": "g", "displayName": null});
            answered(200, &json!({"value": [group, {"id": "unknown"}], "@odata.nextLink": next}))
        });
        let expected = FoundAccount {
            id: user(),
            user_principal_name: "Sync@b.c".into(),
            enabled: true,
            kind: UserKind::Member,
            administrator: Some(true),
        };
        assert_eq!(found.await, Ok(Some(expected)));
        let none = account(|_| answered(200, &json!({"value": []}))).await.unwrap().unwrap();
        assert_eq!(none.administrator, Some(false));
    }

    #[tokio::test]
    async fn memberships_that_may_not_be_read_leave_the_rest_known() {
        let found = account(|_| answered(403, &json!({"error": {"code": "Authorization_RequestDenied"}}))).await;
        assert_eq!(found.unwrap().unwrap().administrator, None);
        let busy = account(|_| answered(503, &json!({}))).await;
        assert_eq!(busy.unwrap_err().kind, FailureKind::Server);
    }

    #[tokio::test]
    async fn what_is_no_address_is_nobody_and_reaches_no_other_resource() {
        let silent = graph(|_| panic!("nothing may be asked"));
        for address in ["", ".", "delta", "presence-sync"] {
            assert_eq!(silent.account(&token(), address).await, Ok(None), "{address}");
        }
        let unknown = graph(|_| answered(404, &json!({"error": {"code": "Request_ResourceNotFound"}})));
        assert_eq!(unknown.account(&token(), "a@b.c").await, Ok(None));
    }

    #[tokio::test]
    async fn presences_come_in_any_order_and_need_not_be_complete() {
        let graph = graph(|request| {
            assert_eq!(request.uri(), "https://graph.example/v1.0/communications/getPresencesByUserId");
            let body: Value = serde_json::from_slice(request.body()).unwrap();
            assert_eq!(body, json!({"ids": ["u1", "u2"]}));
            answered(
                200,
                &json!({"value": [
                    {"id": "U2", "availability": "busy", "activity": "inACall"}, {"id": "u9", "availability": null}
                ]}),
            )
        });
        let presences = graph.presences(&token(), &[user(), UserId::new("u2")]).await.unwrap();
        assert_eq!(presences[0], (UserId::new("u2"), TeamsPresence::new("busy", "inACall")));
        assert!(presences[1].1.is_unknown());
        assert!(graph.presences(&token(), &[]).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn publishing_sends_the_whole_session_and_takes_an_empty_answer() {
        let graph = graph(|request| {
            assert_eq!(request.uri(), "https://graph.example/v1.0/users/u1/presence/setPresence");
            assert_eq!(request.headers()["content-type"], "application/json");
            let body: Value = serde_json::from_slice(request.body()).unwrap();
            let expected = json!({
                "sessionId": "app", "availability": "Busy", "activity": "InACall", "expirationDuration": "PT5M"
            });
            assert_eq!(body, expected);
            http::Response::new(full(""))
        });
        let five_minutes = Duration::from_secs(300);
        graph.set_presence(&token(), &user(), "app", Publication::InACall, five_minutes).await.unwrap();
    }

    #[tokio::test]
    async fn a_session_that_is_not_there_counts_as_cleared() {
        let cleared = graph(|_| answered(404, &json!({"error": {"code": "NotFound"}})));
        cleared.clear_presence(&token(), &user(), "app").await.unwrap();
        let forbidden = graph(|_| answered(403, &json!({"error": {"code": ""}})));
        assert_eq!(forbidden.clear_presence(&token(), &user(), "app").await.unwrap_err().kind, FailureKind::Forbidden);
    }

    #[tokio::test]
    async fn a_throttle_tells_how_long_to_wait_whatever_its_body() {
        let graph = graph(|_| {
            let mut throttled = http::Response::new(full("<html>"));
            *throttled.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
            throttled.headers_mut().insert("retry-after", "2.128".parse().unwrap());
            throttled
        });
        let failure = graph.presences(&token(), &[user()]).await.unwrap_err();
        let expected = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_millis(2_128)));
        assert_eq!(failure, expected);
    }
}
