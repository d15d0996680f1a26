//! Reads what Cloudya writes, in every shape that its documents and its users have seen.
//!
//! A body that is empty arrives here as `null`.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use engine::{
    ExtensionNumber, Secret,
    event::{CallKind, Connector, Extension, ForwardProfile, Line},
    presence::{CloudyaPresence, LineState},
};
use serde_json::{Map, Value, json};
use std::time::Duration;
use thiserror::Error;

/// An answer that makes no sense. Says where, and never what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Malformed(&'static str);

/// What a login gives: both are needed, the second only for the next pair.
#[derive(Clone, Debug)]
pub struct TokenPair {
    pub access: Secret,
    pub refresh: Secret,
}

/// What a CTI access token says about itself. Its signature is not checked: TLS has named the sender already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The K-account.
    pub customer: Option<String>,
    pub extended_presence: Option<bool>,
    /// Seconds since 1970 on the service's clock.
    pub issued: Option<i64>,
    /// Seconds since 1970 on the service's clock.
    pub expires: Option<i64>,
}

/// Somebody picked up. Who is on the other side is never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub extension: ExtensionNumber,
    pub kind: CallKind,
}

/// A token of the PBX Configuration API and how long it lives.
#[derive(Clone, Debug)]
pub struct BearerToken {
    pub access: Secret,
    pub expires_in: Option<Duration>,
}

/// A member of the legacy envelope: leaving it out and clearing it are different things.
#[derive(Clone, Debug, PartialEq)]
pub enum Member {
    Absent,
    Null,
    Value(Value),
}

/// The answer to a login or a refresh.
pub fn token_pair(body: &Value) -> Result<TokenPair, Malformed> {
    let pair = object(body)?;
    let token = |name| text(pair, name).filter(|token| !token.is_empty()).map(Secret::new);
    match (token("access-token"), token("refresh-token")) {
        (Some(access), Some(refresh)) => Ok(TokenPair { access, refresh }),
        (_, _) => Err(Malformed("a login answer without its two tokens")),
    }
}

/// Says nothing where the token is not a JWT or leaves a claim out.
pub fn claims(access: &Secret) -> Claims {
    let payload = access.expose().split('.').nth(1).unwrap_or_default().trim_end_matches('=');
    let payload = URL_SAFE_NO_PAD.decode(payload).unwrap_or_default();
    let Ok(Value::Object(claims)) = serde_json::from_slice(&payload) else { return Claims::default() };
    Claims {
        customer: text(&claims, "customer").filter(|customer| !customer.is_empty()),
        extended_presence: claims.get("extended_presence").and_then(truth),
        issued: claims.get("iat").and_then(integer),
        expires: claims.get("exp").and_then(integer),
    }
}

/// The list of phone extensions; entries without a number are left out.
pub fn extensions(body: &Value) -> Result<Vec<Extension>, Malformed> {
    Ok(array(body)?
        .iter()
        .filter_map(|entry| {
            let entry = entry.as_object()?;
            let number = ExtensionNumber::new(number(entry, "extension_number")?);
            Some(Extension { number, name: text(entry, "name").unwrap_or_default() })
        })
        .collect())
}

/// A snapshot: the states that could be read, and how many could not.
pub fn lines(body: &Value) -> Result<(Vec<Line>, usize), Malformed> {
    let states = array(body)?;
    let lines: Vec<Line> = states.iter().filter_map(|state| line_of(state.as_object()?).ok()).collect();
    let malformed = states.len() - lines.len();
    Ok((lines, malformed))
}

/// One event of the state stream.
pub fn line(data: &str) -> Result<Line, Malformed> {
    line_of(object(&json(data)?)?)
}

/// One event of the call stream: `None` unless somebody has just picked up.
pub fn answered(data: &str) -> Result<Option<Answered>, Malformed> {
    let call = json(data)?;
    let call = object(&call)?;
    let state = text(call, "state").unwrap_or_default();
    if !matches!(state.as_str(), "answer" | "bridge" | "caller-answer") {
        return Ok(None);
    }
    let extension = number(call, "extension").ok_or(Malformed("a call without an extension"))?;
    let to_a_code = text(call, "callee").is_some_and(|callee| callee.trim_start().starts_with(['*', '#']));
    let kind = if to_a_code { CallKind::FeatureCode } else { CallKind::Conversation };
    Ok(Some(Answered { extension: ExtensionNumber::new(extension), kind }))
}

/// The answer of the OAuth token endpoint.
pub fn bearer_token(body: &Value) -> Result<BearerToken, Malformed> {
    let token = object(body)?;
    let access = text(token, "access_token").filter(|token| !token.is_empty());
    let expires_in = token.get("expires_in").and_then(integer).and_then(|seconds| u64::try_from(seconds).ok());
    match access {
        Some(access) => {
            Ok(BearerToken { access: Secret::new(access), expires_in: expires_in.map(Duration::from_secs) })
        }
        None => Err(Malformed("a token answer without a token")),
    }
}

/// The OAuth error word of a token endpoint's refusal.
pub fn oauth_error(body: &[u8]) -> Option<String> {
    let Ok(Value::Object(refusal)) = serde_json::from_slice(body) else { return None };
    text(&refusal, "error")
}

/// The voicemail e-mail of a voice-mail page, trimmed; empty where there is none.
pub fn voicemail_email(body: &Value) -> Result<String, Malformed> {
    match member(body, "voicemailEmail")? {
        Member::Value(Value::String(email)) => Ok(email.trim().to_owned()),
        Member::Value(_) => Err(Malformed("a voicemail e-mail that is not text")),
        Member::Absent | Member::Null => Ok(String::new()),
    }
}

/// A voicemail page that changes the address alone: what is absent stays as it is.
pub fn voicemail_page(email: &str) -> Bytes {
    Bytes::from(json!({ "data": [{ "name": "voicemailEmail", "value": email }] }).to_string())
}

/// What the tenant's options say about NFON's own Teams connector.
pub fn connector(body: &Value) -> Result<Connector, Malformed> {
    Ok(match member(body, "presenceTeamsConnectorEnabled")? {
        Member::Value(value) => match truth(&value) {
            Some(true) => Connector::Active,
            Some(false) => Connector::Inactive,
            None => Connector::Unknown,
        },
        Member::Absent | Member::Null => Connector::Unknown,
    })
}

/// The call-forward profiles of an extension; entries without a number are left out.
pub fn forward_profiles(body: &Value) -> Result<Vec<ForwardProfile>, Malformed> {
    let items = match body {
        Value::Array(items) => items,
        Value::Object(collection) => match collection.get("items") {
            Some(Value::Array(items)) => items,
            Some(_) | None => return Err(Malformed("a list of profiles without items")),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err(Malformed("a list of profiles that is none"));
        }
    };
    items.iter().filter_map(|item| forward_profile(item).transpose()).collect()
}

fn forward_profile(item: &Value) -> Result<Option<ForwardProfile>, Malformed> {
    let value = |name| {
        Ok(match member(item, name)? {
            Member::Value(value) => Some(value),
            Member::Absent | Member::Null => None,
        })
    };
    let number = value("profileNumber")?.as_ref().and_then(integer).and_then(|number| u8::try_from(number).ok());
    let Some(number) = number else { return Ok(None) };
    let name = value("profileName")?.and_then(|name| name.as_str().map(|name| name.trim().to_owned()));
    let active = value("active")?.as_ref().and_then(truth).unwrap_or(false);
    Ok(Some(ForwardProfile { number, name: name.unwrap_or_default(), active }))
}

/// A profile page that activates the profile and changes nothing else.
pub fn active_profile() -> Bytes {
    Bytes::from(json!({ "data": [{ "name": "active", "value": true }] }).to_string())
}

/// One entry of `data` in a single resource of the legacy family. An empty body has no entries.
fn member(body: &Value, name: &str) -> Result<Member, Malformed> {
    if body.is_null() {
        return Ok(Member::Absent);
    }
    let resource = object(body)?;
    let entries = match resource.get("data") {
        Some(Value::Array(entries)) => entries.as_slice(),
        // An empty list is written as an empty object here and there.
        Some(Value::Object(nothing)) if nothing.is_empty() => &[],
        None | Some(Value::Null) => &[],
        Some(_) => return Err(Malformed("an envelope whose data is not a list")),
    };
    let entry = entries.iter().find(|entry| entry.get("name").and_then(Value::as_str) == Some(name));
    Ok(match entry.map(|entry| entry.get("value")) {
        None => Member::Absent,
        Some(None | Some(Value::Null)) => Member::Null,
        Some(Some(value)) => Member::Value(value.clone()),
    })
}

fn line_of(state: &Map<String, Value>) -> Result<Line, Malformed> {
    let extension = number(state, "extension").ok_or(Malformed("a state without an extension"))?;
    Ok(Line {
        extension: ExtensionNumber::new(extension),
        line: line_state(state.get("line")),
        presence: presence(state.get("presence")),
        updated: state.get("updated").and_then(Value::as_str).and_then(nanoseconds),
    })
}

fn line_state(value: Option<&Value>) -> LineState {
    match word(value).as_str() {
        "offline" => LineState::Offline,
        "idle" => LineState::Idle,
        "ringing" => LineState::Ringing,
        "in-use" | "busy" => LineState::InUse,
        "unknown" => LineState::Unknown,
        other => {
            unknown_word("line", other);
            LineState::Unknown
        }
    }
}

fn presence(value: Option<&Value>) -> CloudyaPresence {
    match word(value).as_str() {
        "offline" => CloudyaPresence::Offline,
        "available" => CloudyaPresence::Available,
        "away" => CloudyaPresence::Away,
        "busy" => CloudyaPresence::Busy,
        "dnd" => CloudyaPresence::Dnd,
        "null" | "" => CloudyaPresence::Unknown,
        other => {
            unknown_word("presence", other);
            CloudyaPresence::Unknown
        }
    }
}

fn word(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().trim().to_ascii_lowercase()
}

fn unknown_word(member: &'static str, word: &str) {
    if !word.is_empty() {
        tracing::debug!(member, word, "Cloudya uses a word that is not known here");
    }
}

/// Nanoseconds since 1970. What is not a moment counts as missing: the state itself is still true.
fn nanoseconds(text: &str) -> Option<i128> {
    text.trim().parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_nanosecond)
}

fn json(text: &str) -> Result<Value, Malformed> {
    serde_json::from_str(text).map_err(|_| Malformed("not JSON"))
}

fn object(body: &Value) -> Result<&Map<String, Value>, Malformed> {
    body.as_object().ok_or(Malformed("not a JSON object"))
}

/// A list as a bare array. An empty body and an empty object are empty lists.
fn array(body: &Value) -> Result<&[Value], Malformed> {
    match body {
        Value::Array(array) => Ok(array),
        Value::Null => Ok(&[]),
        Value::Object(nothing) if nothing.is_empty() => Ok(&[]),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => Err(Malformed("not a JSON list")),
    }
}

fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// An extension number: text with leading zeros, or a native number where somebody forgot the quotes.
fn number(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(number) => Some(number.trim().to_owned()).filter(|number| !number.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            #[expect(clippy::cast_possible_truncation, reason = "whole seconds are wanted, and a cast saturates")]
            number.as_f64().map(|seconds| seconds as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_state_is_read_to_the_nanosecond() {
        let state = r#"{"customer":"K1234","extension":"0200","presence":"dnd","line":"in-use",
            "updated":"1970-01-01T01:00:01.000000002+01:00","colour":"green"}"#;
        let expected = Line {
            extension: ExtensionNumber::new("0200"),
            line: LineState::InUse,
            presence: CloudyaPresence::Dnd,
            updated: Some(1_000_000_002),
        };
        assert_eq!(line(state), Ok(expected));
    }

    #[test]
    fn presence_may_be_a_word_null_or_missing() {
        let presence = |json: &str| line(&format!(r#"{{"extension":"1"{json}}}"#)).unwrap().presence;
        assert_eq!(presence(r#","presence":"away""#), CloudyaPresence::Away);
        assert_eq!(presence(r#","presence":"Busy""#), CloudyaPresence::Busy);
        for unknown in
            [r#","presence":"null""#, r#","presence":null"#, "", r#","presence":"lunch""#, r#","presence":7"#]
        {
            assert_eq!(presence(unknown), CloudyaPresence::Unknown, "{unknown}");
        }
    }

    #[test]
    fn busy_is_another_word_for_in_use_and_unknown_words_are_unknown() {
        let read = |json: &str| line(&format!(r#"{{"extension":"1"{json}}}"#)).unwrap().line;
        for (json, expected) in [
            (r#","line":"busy""#, LineState::InUse),
            (r#","line":"in-use""#, LineState::InUse),
            (r#","line":"ringing""#, LineState::Ringing),
            (r#","line":"idle""#, LineState::Idle),
            (r#","line":"offline""#, LineState::Offline),
            (r#","line":"on-hold""#, LineState::Unknown),
            (r#","line":null"#, LineState::Unknown),
            ("", LineState::Unknown),
        ] {
            assert_eq!(read(json), expected, "{json}");
        }
    }

    #[test]
    fn a_moment_that_makes_no_sense_counts_as_missing() {
        for wrong in [r#""2025-11-03T13:01:10:00.06+01:00""#, r#""""#, "null", "5", r#""yesterday""#] {
            let state = line(&format!(r#"{{"extension":"1","line":"idle","updated":{wrong}}}"#)).unwrap();
            assert_eq!((state.line, state.updated), (LineState::Idle, None), "{wrong}");
        }
        let utc = line(r#"{"extension":"1","updated":"1970-01-01T00:00:00.5Z"}"#).unwrap();
        assert_eq!(utc.updated, Some(500_000_000));
    }

    #[test]
    fn a_state_without_an_extension_is_malformed_and_does_not_spoil_a_snapshot() {
        assert!(line(r#"{"line":"idle"}"#).is_err());
        assert!(line("[1]").is_err());
        assert!(line("{").is_err());
        let (lines, malformed) = lines(&json!([{"extension": "1", "line": "idle"}, {"line": "idle"}, 7])).unwrap();
        assert_eq!((lines.len(), malformed), (1, 2));
    }

    #[test]
    fn an_answered_call_tells_feature_codes_from_conversations() {
        let call = |state: &str, callee: &str| {
            answered(&format!(r#"{{"uuid":"u","state":"{state}","extension":"7","callee":"{callee}","caller":"7"}}"#))
        };
        let expected = |kind| Ok(Some(Answered { extension: ExtensionNumber::new("7"), kind }));
        assert_eq!(call("answer", "498912345"), expected(CallKind::Conversation));
        assert_eq!(call("bridge", "12"), expected(CallKind::Conversation));
        assert_eq!(call("answer", "*10"), expected(CallKind::FeatureCode));
        assert_eq!(call("caller-answer", "#55"), expected(CallKind::FeatureCode));
        assert_eq!(call("ring", "12"), Ok(None));
        assert_eq!(call("hangup", "12"), Ok(None));
        assert!(answered(r#"{"state":"answer"}"#).is_err());
    }

    #[test]
    fn claims_are_read_where_the_token_has_them() {
        let token = |payload: &str| Secret::new(format!("h.{}.s", URL_SAFE_NO_PAD.encode(payload)));
        let full = claims(&token(r#"{"customer":"K1","exp":1700000300,"iat":1700000000,"extended_presence":true}"#));
        let expected = Claims {
            customer: Some("K1".into()),
            extended_presence: Some(true),
            issued: Some(1_700_000_000),
            expires: Some(1_700_000_300),
        };
        assert_eq!(full, expected);
        assert_eq!(claims(&token(r#"{"extended_presence":"false"}"#)).extended_presence, Some(false));
        assert_eq!(claims(&token(r#"{"exp":17.9}"#)).expires, Some(17));
        for opaque in ["", "opaque", "a.b.c", "..", "h.W10.s"] {
            assert_eq!(claims(&Secret::new(opaque)), Claims::default(), "{opaque}");
        }
    }

    #[test]
    fn a_login_answer_needs_both_tokens_in_kebab_case() {
        let pair = token_pair(&json!({"access-token": "a", "refresh-token": "r"})).unwrap();
        assert_eq!((pair.access.expose(), pair.refresh.expose()), ("a", "r"));
        assert!(token_pair(&json!({"access_token": "a", "refresh_token": "r"})).is_err());
        assert!(token_pair(&Value::Null).is_err());
    }

    #[test]
    fn extensions_keep_their_leading_zeros() {
        let list =
            extensions(&json!([{"uuid": "007@K1", "extension_number": "007", "name": ""}, {"name": "lift"}])).unwrap();
        assert_eq!(list, [Extension { number: ExtensionNumber::new("007"), name: String::new() }]);
        assert_eq!(extensions(&Value::Null).unwrap(), []);
        assert!(extensions(&json!({"error": "x"})).is_err());
    }

    #[test]
    fn a_voicemail_address_is_read_from_any_envelope() {
        let full = json!({"href": "/api/x", "links": {}, "data": [
            {"name": "sendEmail", "value": "true"}, {"name": "voicemailEmail", "value": " Ada@Example.com "}]});
        assert_eq!(voicemail_email(&full).as_deref(), Ok("Ada@Example.com"));
        let null = json!({"data": [{"name": "voicemailEmail", "value": null}]});
        for without in [Value::Null, json!({}), json!({"data": []}), json!({"data": {}}), null] {
            assert_eq!(voicemail_email(&without).as_deref(), Ok(""), "{without}");
        }
        assert!(voicemail_email(&json!({"data": [{"name": "voicemailEmail", "value": 5}]})).is_err());
        assert!(voicemail_email(&json!([])).is_err());
    }

    #[test]
    fn the_connector_is_active_inactive_or_not_mentioned() {
        for (value, expected) in [
            (json!(true), Connector::Active),
            (json!("true"), Connector::Active),
            (json!(false), Connector::Inactive),
            (json!("False"), Connector::Inactive),
            (json!(null), Connector::Unknown),
            (json!("maybe"), Connector::Unknown),
        ] {
            let options = json!({"data": [{"name": "presenceTeamsConnectorEnabled", "value": value}]});
            assert_eq!(connector(&options), Ok(expected), "{value}");
        }
        assert_eq!(connector(&json!({"data": []})), Ok(Connector::Unknown));
        assert_eq!(connector(&Value::Null), Ok(Connector::Unknown));
    }

    #[test]
    fn forward_profiles_are_read_from_any_list_and_those_without_a_number_are_left_out() {
        let profile = |number: Value, name: Value, active: Value| {
            json!({"href": "/x", "links": {}, "data": [
                {"name": "profileNumber", "value": number}, {"name": "profileName", "value": name},
                {"name": "active", "value": active}, {"name": "immutable", "value": "false"}]})
        };
        let items = json!([
            profile(json!("0"), json!("Default"), json!("False")),
            profile(json!(3), json!(" In a meeting "), json!(true)),
            profile(json!(4), Value::Null, Value::Null),
            profile(json!("ten"), json!("x"), json!(false)),
            profile(json!(256), json!("x"), json!(false)),
            profile(json!(-1), json!("x"), json!(true)),
            {"data": {}},
            null,
        ]);
        let known = |number, name: &str, active| ForwardProfile { number, name: name.to_owned(), active };
        let expected = [known(0, "Default", false), known(3, "In a meeting", true), known(4, "", false)];
        for list in [items.clone(), json!({"total": 8, "items": items})] {
            assert_eq!(forward_profiles(&list).as_deref(), Ok(expected.as_slice()), "{list}");
        }
        assert_eq!(forward_profiles(&json!([])).as_deref(), Ok([].as_slice()));
        for wrong in [Value::Null, json!({}), json!({"items": {}}), json!([7]), json!([{"data": "x"}]), json!("x")] {
            assert!(forward_profiles(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_page_that_activates_a_profile_says_nothing_else() {
        let page: Value = serde_json::from_slice(&active_profile()).unwrap();
        assert_eq!(page, json!({"data": [{"name": "active", "value": true}]}));
    }

    #[test]
    fn a_bearer_token_may_write_its_lifetime_as_text() {
        let token = bearer_token(&json!({"access_token": "a", "token_type": "Bearer", "expires_in": "300"})).unwrap();
        assert_eq!((token.access.expose(), token.expires_in), ("a", Some(Duration::from_secs(300))));
        assert!(bearer_token(&json!({"token_type": "Bearer"})).is_err());
        assert_eq!(oauth_error(br#"{"error":"invalid_client"}"#).as_deref(), Some("invalid_client"));
    }
}
