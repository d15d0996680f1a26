//! What Microsoft says: users and presence, tokens, refusals, the way back from its pages, and how long to wait.

use crate::far_end::{FarEnd, run};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use driver::{
    microsoft::{
        self, Graph, Identity, Role, Users,
        batch::{Change, MOST_WRITES, Write},
    },
    transport,
};
use engine::{
    Round, Secret, UserId, Utc,
    event::{FailureKind, TeamsUser},
    presence::Publication,
    problem::NotCreated,
    request::Credential,
};
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Value, json, value::RawValue};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, SystemTime},
};
use url::Url;

const TENANT: &str = "11111111-2222-3333-4444-555555555555";
const CLIENT: &str = "66666666-7777-8888-9999-000000000000";
const NOW: Utc = Utc(1_700_000_000_000);
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3_600);
const STATUSES: [u16; 8] = [200, 400, 401, 403, 404, 429, 500, 503];

/// Users, accounts, presences and what came of writes; a second reading follows the changes.
pub fn microsoft_wire(data: &[u8]) {
    let far_end = FarEnd::saying(200, data.to_vec());
    let graph = Graph::new(far_end, url("https://graph.example/v1.0"));
    writes_are_answered_one_by_one(&graph, data);
    let token = Secret::new("token");
    run(async {
        let mut known = Users::default();
        for _ in 0..2 {
            let users = graph.users(&token, &mut known).await.unwrap_or_default();
            users.iter().for_each(is_somebody);
            let ids = users.iter().map(|user| user.id.as_str()).collect::<BTreeSet<_>>();
            assert_eq!(ids.len(), users.len(), "somebody stands twice");
        }
        if let Ok(Some(account)) = graph.account(&token, "a@b.c").await {
            is_an_id(&account.id);
        }
        for (user, _) in graph.presences(&token, &[UserId::new("a")]).await.unwrap_or_default() {
            is_an_id(&user);
        }
        if let Ok(created) = graph.create_sync_user(&token, "a@b.c", Round(1)).await {
            is_an_id(&created.id);
            assert!(!created.user_principal_name.is_empty());
        }
    });
}

/// Whoever is let in is of our tenant, for our application and not too late, by a second reading of the claims.
pub fn id_token(data: &[u8]) {
    let id_token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(data));
    let answer = json!({
        "access_token": "a", "refresh_token": "r", "id_token": id_token, "expires_in": 60,
        "device_code": "d", "user_code": "u", "verification_uri": "https://login.example/device", "interval": 1,
    });
    let Some(Ok(signed_in)) = sign_in_with_code(answer.to_string().into_bytes()) else { return };
    let claims = std::str::from_utf8(data).ok().and_then(|claims| serde_json::from_str(claims).ok());
    let claims: BTreeMap<String, Box<RawValue>> = claims.expect("somebody without claims was let in");
    let claim = |name: &str| claims.get(name).and_then(|claim| serde_json::from_str::<Value>(claim.get()).ok());
    let text =
        |name: &str| claim(name).and_then(|claim| Some(claim.as_str()?.to_ascii_lowercase())).unwrap_or_default();
    assert_eq!((text("tid").as_str(), text("aud").as_str()), (TENANT, CLIENT));
    assert_eq!(text("iss"), format!("https://login.example/{TENANT}/v2.0"));
    assert!(
        claim("exp").and_then(|exp| exp.as_f64()).is_some_and(|exp| exp >= 1_700_000_000.0 - 120.0),
        "an old token"
    );
    assert_eq!(signed_in.as_str(), text("oid"));
    is_an_id(&signed_in);
}

/// A page comes back with this query, in which `STATE` stands for what only we and Microsoft know. Whoever does not
/// know it gets nothing: nobody is signed in, no consent is believed, and no code is redeemed.
pub fn redirect(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let identity = identity(FarEnd::saying(500, ""));
    let window = identity.window_redirect();
    let sign_in = identity.begin_sign_in(TENANT, CLIENT, window.clone(), Role::SyncUser, "");
    let asked = |name: &str| value_in(sign_in.address.query().unwrap_or_default(), name).unwrap_or_default();
    let claims = json!({
        "tid": TENANT, "aud": CLIENT, "iss": format!("https://login.example/{TENANT}/v2.0"), "oid": "somebody",
        "exp": 1_700_000_100, "nonce": asked("nonce"),
    });
    let id_token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let tokens = json!({"access_token": "a", "refresh_token": "r", "id_token": id_token, "token_type": "Bearer"});

    let mut back = window.clone();
    back.set_query(Some(&text.replace("STATE", &asked("state"))));
    assert!(sign_in.is_redirect(&back), "the way back is not recognised");
    let query = back.query().unwrap_or_default();
    let is_ours = value_in(query, "error").is_none() && value_in(query, "state") == Some(asked("state"));
    let is_redeemed = is_ours && value_in(query, "code").is_some();
    let far_end = FarEnd::saying(200, tokens.to_string());
    let came = run(self::identity(far_end.clone()).finish_sign_in(sign_in.clone(), &back, NOW));
    assert_eq!(far_end.requests(), usize::from(is_redeemed), "codes are redeemed");
    assert_eq!(came.is_ok(), is_redeemed, "{came:?}");

    let consent = identity.begin_consent(TENANT, CLIENT, window);
    let state = value_in(consent.address.query().unwrap_or_default(), "state").unwrap_or_default();
    back.set_query(Some(&text.replace("STATE", &state)));
    let query = back.query().unwrap_or_default();
    if identity.finish_consent(&consent, &back).is_ok() {
        assert_eq!(value_in(query, "error"), None);
        assert_eq!(value_in(query, "state"), Some(state));
        assert!(value_in(query, "admin_consent").is_some_and(|agreed| agreed.eq_ignore_ascii_case("true")));
        assert!(value_in(query, "tenant").is_none_or(|tenant| tenant.eq_ignore_ascii_case(TENANT)), "another tenant");
    }
}

/// The code is there or it is not, and waiting for it ends.
pub fn device_code(data: &[u8]) {
    sign_in_with_code(data.to_vec());
}

/// What is refused is no token, and what the service could not answer is asked again. The first byte is the status.
pub fn refusal(data: &[u8]) {
    let Some((status, body)) = data.split_first() else { return };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let identity = identity(FarEnd::saying(status, body.to_vec()));
    run(async {
        let credential = Credential::Secret { secret: Secret::new("secret") };
        let application = identity.application_token(TENANT, CLIENT, &credential, NOW).await;
        let application = application.map(|issued| issued.access);
        let sync_user = identity.refresh(TENANT, CLIENT, &Secret::new("refresh")).await.map(|tokens| tokens.access);
        for token in [application, sync_user] {
            match token {
                Ok(token) => assert!(status == 200 && !token.is_empty(), "a token that is none, with {status}"),
                Err(failure) => {
                    let away = status == 429 || status >= 500;
                    assert!(!away || failure.is_transient(), "{failure:?} for ever, with {status}");
                    assert_ne!(failure.kind, FailureKind::SecretMissing);
                }
            }
        }
        if let Ok(tenant) = identity.resolve_tenant("b.c").await {
            assert!(status == 200 && !tenant.id.is_empty(), "a tenant without an id");
        }
    });
}

/// What Graph refuses did not happen, and what it could not do now is asked again. The first byte is the status.
pub fn graph_refusal(data: &[u8]) {
    let Some((status, body)) = data.split_first() else { return };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let graph = Graph::new(FarEnd::saying(status, body.to_vec()), url("https://graph.example/v1.0"));
    let (token, user, away) = (Secret::new("token"), UserId::new("a"), status == 429 || status >= 500);
    run(async {
        let set = graph.set_presence(&token, &user, CLIENT, Publication::InACall, Duration::from_secs(300)).await;
        assert_eq!(set.is_ok(), status == 200, "{set:?}");
        let cleared = graph.clear_presence(&token, &user, CLIENT).await;
        assert_eq!(cleared.is_ok(), status == 200 || status == 404, "{cleared:?}");
        let read = graph.presences(&token, std::slice::from_ref(&user)).await;
        assert!(status == 200 || read.is_err(), "presence was read with {status}");
        let account = graph.account(&token, "a@b.c").await;
        let is_found = account.as_ref().is_ok_and(Option::is_some);
        assert!(status == 200 || !is_found, "an account was found with {status}");
        for failure in [set.err(), cleared.err(), read.err(), account.err()].into_iter().flatten() {
            assert!(!away || failure.is_transient(), "{failure:?} for ever, with {status}");
            assert_ne!(failure.kind, FailureKind::SecretMissing);
        }
        let created = graph.create_sync_user(&token, "a@b.c", Round(1)).await;
        assert!(status == 200 || created.is_err(), "an account was made with {status}");
        assert!(!away || matches!(created, Err(NotCreated::Unavailable)), "{created:?} for ever, with {status}");
    });
}

/// No service makes us wait for longer than a day.
pub fn retry_after(data: &[u8]) {
    let mut parts = data.splitn(2, |byte| *byte == b'\n');
    let mut headers = HeaderMap::new();
    for name in [header::RETRY_AFTER, header::DATE] {
        let value = parts.next().and_then(|value| HeaderValue::from_bytes(value).ok());
        headers.extend(value.map(|value| (name, value)));
    }
    let wait = transport::retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    assert!(wait.is_none_or(|wait| wait <= LONGEST_WAIT), "{wait:?}");
}

/// A number that was found stands in the text, behind Microsoft's own mark.
pub fn aadsts(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut words = text.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_default();
    let number = microsoft::aadsts::number_in(text);
    if let Some(number) = number {
        let digits = text.split_once("AADSTS").map_or("", |(_, digits)| digits).trim_start_matches('0');
        assert!(number == 0 || digits.starts_with(&number.to_string()), "{number}");
    }
    let cause = microsoft::aadsts::cause(word(), Some(word()), number);
    if let Some((_, known)) = microsoft::aadsts::CAUSES.iter().find(|(known, _)| Some(*known) == number) {
        assert_eq!(cause, *known, "the number explains better than the words");
    }
}

/// A write is believed only where an answer names its place and says that it was done, by a second reading.
fn writes_are_answered_one_by_one(graph: &Graph, data: &[u8]) {
    let publication = Change::Set { publication: Publication::InACall, expires: Duration::from_secs(300) };
    let change = |place: usize| if place.is_multiple_of(2) { publication } else { Change::Clear };
    let write = |place: usize| Write { user: UserId::new(&format!("user-{place}")), change: change(place) };
    let writes = (0..MOST_WRITES).map(write).collect::<Vec<_>>();
    let outcomes = run(graph.write_all(&Secret::new("token"), CLIENT, &writes));
    assert_eq!(outcomes.len(), writes.len(), "a write without an outcome");
    let text = String::from_utf8_lossy(data);
    let Ok(answer) = serde_json::from_str::<Value>(&text) else {
        // A reader passes over what it does not need, be it broken; but the place it must have found.
        let done = outcomes.iter().enumerate().filter(|(_, outcome)| outcome.is_ok());
        done.for_each(|(place, _)| assert!(text.contains(&format!("\"{place}\"")), "nobody named write {place}"));
        return;
    };
    // Whoever reads a record takes a list of its values as well.
    let member = |record: &Value, name: &str, place: usize| record.get(name).or(record.get(place)).cloned();
    let items = member(&answer, "responses", 0).and_then(|items| items.as_array().cloned()).unwrap_or_default();
    for (place, outcome) in outcomes.iter().enumerate() {
        let is_done = |status: u64| (200..300).contains(&status) || (status == 404 && change(place) == Change::Clear);
        let name = place.to_string();
        let said = items.iter().filter(|item| member(item, "id", 0).is_some_and(|id| id == name));
        let done = said.filter_map(|item| member(item, "status", 1)?.as_u64()).any(is_done);
        assert!(done || outcome.is_err(), "nobody said that write {place} was done");
        let wait = outcome.as_ref().err().and_then(|failure| failure.retry_after);
        assert!(wait.is_none_or(|wait| wait <= LONGEST_WAIT), "{wait:?}");
    }
}

/// The first value of this name in a query.
fn value_in(query: &str, name: &str) -> Option<String> {
    url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// `None` where not even a code was given.
fn sign_in_with_code(answer: Vec<u8>) -> Option<Result<UserId, ()>> {
    let identity = identity(FarEnd::saying(200, answer));
    run(async {
        let grant = identity.begin_device_code(TENANT, CLIENT, Role::SyncUser, NOW).await.ok()?;
        assert!(grant.shown.expires >= NOW, "a code that expired before it was shown");
        assert!(Url::parse(&grant.shown.address).is_ok(), "an address that nobody can open");
        let signed_in = identity.poll_device_code(grant, || NOW).await;
        Some(signed_in.map(|(person, _)| person.user).map_err(drop))
    })
}

fn identity(far_end: Arc<FarEnd>) -> Identity {
    Identity::new(far_end, url("https://login.example"), url("https://graph.example/v1.0"))
}

fn is_somebody(user: &TeamsUser) {
    is_an_id(&user.id);
    assert!(user.mail.as_ref().is_none_or(|mail| !mail.is_empty()));
}

fn is_an_id(user: &UserId) {
    assert!(!user.as_str().is_empty(), "nobody in particular");
    assert!(!user.as_str().contains(|letter: char| letter.is_ascii_uppercase()), "{user:?} has two names");
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap_or_else(|error| panic!("{error}"))
}
