//! What Cloudya says, and what an administrator imports in its place.

use crate::people_csv_reader;
use driver::cloudya::wire;
use engine::Secret;
use serde_json::Value;
use std::collections::BTreeSet;

/// One text as an event, as a snapshot and as every answer.
pub fn cloudya_wire(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = wire::claims(&Secret::new(text));
    let _ = wire::oauth_error(data);
    let state = wire::line(text);
    if let Ok(line) = &state {
        assert!(is_number(line.extension.as_str()), "a state of nobody");
    }
    if let Ok(Some(call)) = wire::answered(text) {
        assert!(is_number(call.extension.as_str()), "a call of nobody");
    }
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        assert!(state.is_err() && wire::answered(text).is_err(), "sense in what is no JSON");
        return;
    };
    let alone = wire::lines(&Value::Array(vec![value.clone()]));
    let (lines, malformed) = alone.unwrap_or_else(|_| panic!("a list that is none"));
    assert_eq!(lines.first().cloned().ok_or(()), state.map_err(drop), "an event and a snapshot say the same");
    assert_eq!(lines.len() + malformed, 1);
    if let (Ok((lines, malformed)), Some(states)) = (wire::lines(&value), value.as_array()) {
        assert_eq!(lines.len() + malformed, states.len(), "no state is lost without being counted");
    }
    for extension in wire::extensions(&value).unwrap_or_default() {
        assert!(is_number(extension.number.as_str()), "an extension without a number");
    }
    if let Ok(pair) = wire::token_pair(&value) {
        assert!(!pair.access.is_empty() && !pair.refresh.is_empty(), "half of a pair");
    }
    if let Ok(token) = wire::bearer_token(&value) {
        assert!(!token.access.is_empty(), "a token that is none");
    }
    if let Ok(email) = wire::voicemail_email(&value) {
        assert_eq!(email, email.trim());
    }
    for profile in wire::forward_profiles(&value).unwrap_or_default() {
        assert_eq!(profile.name, profile.name.trim());
    }
    let _ = wire::connector(&value);
}

/// A list is read whole or not at all; what was read can be written and read again.
pub fn people_csv(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(list) = people_csv_reader::parse(text) else { return };
    let numbers = list.iter().map(|line| line.extension.as_str()).collect::<BTreeSet<_>>();
    assert_eq!(numbers.len(), list.len(), "an extension stands twice");
    for line in &list {
        assert!(is_number(line.extension.as_str()), "an address of nobody");
        assert!(line.email.is_empty() || line.email.split('@').filter(|part| !part.is_empty()).count() == 2);
        assert!(!line.email.contains(char::is_whitespace));
    }
    // A heading keeps a first number without digits from being taken for one, and an address may hold a comma.
    let heading = "extension;email\n".to_owned();
    let written = list.iter().map(|line| format!("{};{}\n", line.extension, line.email));
    if list.iter().all(|line| !line.email.contains([';', '"'])) {
        let again = people_csv_reader::parse(&written.fold(heading, |text, line| text + &line));
        assert_eq!(again.as_ref().ok(), Some(&list));
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text == text.trim()
}
