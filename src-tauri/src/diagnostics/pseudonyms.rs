//! Names that say nothing in place of those that do: the same person has the same one everywhere in an archive.

use engine::view::Row;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// What stands for a line of the log that might still name somebody.
const LEFT_OUT: &str = "(a line is left out here, because it may name somebody)";
/// What stands for anything that looks like a token.
const TOKEN: &str = "(token)";
/// What stands before the id of a request in the log.
const REQUEST: &str = "request_id=\"";

pub(crate) struct Pseudonyms {
    /// By the first word, in lower case: the whole of what is hidden, and what stands for it. The longest first.
    known: HashMap<String, Vec<(String, String)>>,
    /// Every part of a name. One of them alone tells enough.
    parts: BTreeSet<String>,
    /// Addresses and ids of whoever has no row, and what stands for them.
    strangers: HashMap<String, String>,
}

impl Pseudonyms {
    pub(crate) fn of(rows: &[Row]) -> Self {
        let mut made = Self { known: HashMap::new(), parts: BTreeSet::new(), strangers: HashMap::new() };
        for (index, row) in rows.iter().enumerate() {
            let pseudonym = format!("person-{}", index + 1);
            let user = row.user.as_ref();
            let names = [Some(row.name.as_str()), user.map(|user| user.name.as_str())];
            let keys = [
                Some(row.extension.as_str()),
                Some(row.email.as_str()),
                user.map(|user| user.user_principal_name.as_str()),
                user.map(|user| user.id.as_str()),
            ];
            for name in names.into_iter().chain(keys).flatten() {
                made.know(name, &pseudonym);
            }
            for part in names.into_iter().flatten().flat_map(words).filter(|part| part.len() > 2) {
                made.parts.insert(part.to_owned());
            }
        }
        made.known.values_mut().for_each(|known| known.sort_by_key(|(whole, _)| std::cmp::Reverse(whole.len())));
        made
    }

    /// In every text of a document, the names of its members included.
    pub(crate) fn hide_in(&mut self, document: &mut Value) {
        match document {
            Value::String(text) => *text = self.hide(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide_in(item)),
            Value::Object(members) => {
                let hidden = std::mem::take(members).into_iter().map(|(name, mut value)| {
                    self.hide_in(&mut value);
                    (self.hide(&name), value)
                });
                *members = hidden.collect::<Map<_, _>>();
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// In every line, but not in the moment at its beginning.
    pub(crate) fn hide_in_log(&mut self, log: &str) -> String {
        let mut hidden = String::with_capacity(log.len());
        for line in log.lines() {
            let (moment, rest) = line.split_once(' ').unwrap_or(("", line));
            let rest = self.hide(rest);
            let leaks = words(&rest).any(|word| self.parts.contains(word));
            hidden.push_str(moment);
            hidden.push(' ');
            hidden.push_str(if leaks { LEFT_OUT } else { &rest });
            hidden.push('\n');
        }
        hidden
    }

    fn know(&mut self, name: &str, pseudonym: &str) {
        let name = name.trim();
        let Some(first) = words(name).next() else { return };
        // A name may begin with a bracket.
        let whole = name.find(first).map_or(name, |start| &name[start..]);
        let known = self.known.entry(first.to_lowercase()).or_default();
        if !known.iter().any(|(other, _)| other == whole) {
            known.push((whole.to_owned(), pseudonym.to_owned()));
        }
    }

    fn hide(&mut self, text: &str) -> String {
        let mut hidden = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            hidden.push_str(&rest[..start]);
            rest = &rest[start..];
            let word = words(rest).next().unwrap_or(rest);
            // Microsoft's support asks for the ids of requests, which name nobody.
            let is_named = hidden.ends_with(REQUEST);
            let found =
                self.known(rest, word).or_else(|| Some((word.len(), self.stranger(word).filter(|_| !is_named)?)));
            let (length, instead) = found.unwrap_or_else(|| (word.len(), word.to_owned()));
            hidden.push_str(&instead);
            rest = &rest[length..];
        }
        hidden + rest
    }

    /// How long what is hidden is here, and what stands for it.
    fn known(&self, text: &str, first: &str) -> Option<(usize, String)> {
        let known = self.known.get(&first.to_lowercase())?;
        let (whole, pseudonym) = known.iter().find(|(whole, _)| {
            let is_it = text.get(..whole.len()).is_some_and(|start| start.eq_ignore_ascii_case(whole));
            is_it && !text[whole.len()..].starts_with(char::is_alphanumeric)
        })?;
        Some((whole.len(), pseudonym.clone()))
    }

    fn stranger(&mut self, word: &str) -> Option<String> {
        let kind = if is_address(word) {
            "address"
        } else if is_id(word) {
            "id"
        } else {
            return None;
        };
        let next = self.strangers.len() + 1;
        Some(self.strangers.entry(word.to_lowercase()).or_insert_with(|| format!("{kind}-{next}")).clone())
    }
}

/// Whatever begins like a token of ours or anybody's is none of support's business.
pub(crate) fn without_tokens(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("eyJ") {
        let (before, token) = rest.split_at(start);
        let end = token.find(|letter| !is_of_word(letter)).unwrap_or(token.len());
        clean.push_str(before);
        clean.push_str(TOKEN);
        rest = &token[end..];
    }
    clean + rest
}

/// What a person would mark with one double click, an address or an id included.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text
        .split(|letter| !is_of_word(letter))
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| !word.is_empty())
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '@' | '.' | '-' | '_' | '+' | '#' | '\'')
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(mailbox, domain)| !mailbox.is_empty() && domain.contains('.'))
}

fn is_id(word: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.chars().all(|letter| letter.is_ascii_hexdigit()))
}

#[cfg(test)]
pub(crate) fn row(extension: &str, name: &str, email: &str, user_id: &str) -> Row {
    use engine::{
        ExtensionNumber, UserId, Utc,
        presence::{CloudyaPresence, LineState},
        view::{PersonState, TeamsOrigin, UserView, Why},
    };
    Row {
        extension: ExtensionNumber::new(extension),
        name: name.to_owned(),
        email: email.to_owned(),
        user: Some(UserView { id: UserId::new(user_id), name: name.to_owned(), user_principal_name: email.to_owned() }),
        matched_by: None,
        state: PersonState::InSync,
        why: Why::Idle,
        direction: None,
        line: LineState::Idle,
        line_since: Utc(0),
        cloudya_presence: CloudyaPresence::Offline,
        teams: None,
        teams_since: Utc(0),
        teams_origin: TeamsOrigin::None,
        published: None,
        round: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_hidden_wherever_they_are_named_and_numbers_that_are_no_extensions_stay() {
        let mut hidden = Pseudonyms::of(&[
            row("104", "Müller, Jörg", "joerg@a.example", "00000000-0000-0000-0000-000000000001"),
            row("1040", "(Fax) 3", "fax@a.example", "00000000-0000-0000-0000-000000000002"),
        ]);
        for (text, expected) in [
            ("104", "person-1"),
            ("no-email:104", "no-email:person-1"),
            ("Müller, Jörg <Joerg@A.example>.", "person-1 <person-1>."),
            ("1040 and 10401 and 10.104", "person-2 and 10401 and 10.104"),
            ("user=00000000-0000-0000-0000-000000000002,", "user=person-2,"),
            ("who@b.example, WHO@b.example", "address-1, address-1"),
            (
                "request_id=\"5c0aa0a5-0000-4000-8000-000000000003\" status=200",
                "request_id=\"5c0aa0a5-0000-4000-8000-000000000003\" status=200",
            ),
            ("nothing ... at all -", "nothing ... at all -"),
            ("", ""),
        ] {
            assert_eq!(hidden.hide(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_the_log_that_still_names_somebody_is_left_out() {
        let mut hidden = Pseudonyms::of(&[row("104", "Anna Busch", "a@a.example", "x")]);
        let log = "12:00:00 the busch telegraph\n12:00:01 Mrs Busch called\n";
        assert_eq!(hidden.hide_in_log(log), format!("12:00:00 the busch telegraph\n12:00:01 {LEFT_OUT}\n"));
    }
}
