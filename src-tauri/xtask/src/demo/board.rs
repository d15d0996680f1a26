//! The live board in a terminal: one line for each change of a person, and the sums at the end.

use crate::say::{self, Ink};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// What was seen of everybody so far.
#[derive(Debug, Default)]
pub(super) struct Board {
    people: BTreeMap<String, Seen>,
    published: usize,
    cleared: usize,
    /// From the phone in use to the state in Teams, for calls that began before our eyes.
    delays: Vec<Duration>,
}

/// The last state of one person.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    name: String,
    state: String,
    line: String,
    in_use_since: Option<Duration>,
    published: Option<String>,
    teams: String,
}

#[derive(Debug, PartialEq)]
pub(super) struct Line {
    pub(super) ink: Ink,
    pub(super) text: String,
}

#[derive(Debug, PartialEq)]
pub(super) struct Sums {
    pub(super) people: usize,
    pub(super) synchronised: usize,
    pub(super) on_the_phone: usize,
    pub(super) published: usize,
    pub(super) cleared: usize,
    pub(super) median_delay: Option<Duration>,
}

impl Board {
    /// Takes `/api/people` as it is `now` since the start, and says what changed.
    pub(super) fn take(&mut self, people: &Value, now: Duration) -> Vec<Line> {
        let mut lines = Vec::new();
        for person in people.as_array().into_iter().flatten() {
            let extension = text(&person["extension"]);
            let before = self.people.get(&extension).cloned();
            let mut after = Seen::read(person);
            after.in_use_since = match &before {
                Some(before) if after.line == "in-use" && before.line == "in-use" => before.in_use_since,
                Some(_) if after.line == "in-use" => Some(now),
                // A call that was there before us has no beginning that could be measured.
                Some(_) | None => None,
            };
            let words = before.map(|before| self.compare(before, &after, now)).unwrap_or_default();
            if !words.is_empty() {
                lines.push(drawn(&extension, &after, &words, now));
            }
            self.people.insert(extension, after);
        }
        lines
    }

    fn compare(&mut self, before: Seen, after: &Seen, now: Duration) -> Vec<String> {
        let mut words = Vec::new();
        if before.line != after.line {
            words.extend(match (before.line.as_str(), after.line.as_str()) {
                (_, "in-use") => Some("on the phone".to_owned()),
                (_, "ringing") => Some("rings".to_owned()),
                ("in-use", _) => Some("hung up".to_owned()),
                _ => None,
            });
        }
        match (&before.published, &after.published) {
            (None, Some(published)) => {
                self.published += 1;
                self.delays.extend(after.in_use_since.map(|since| now.saturating_sub(since)));
                words.push(format!("published {published}"));
            }
            (Some(_), None) => {
                self.cleared += 1;
                words.push("cleared in Teams".to_owned());
            }
            (Some(before), Some(after)) if before != after => words.push(format!("published {after}")),
            (Some(_), Some(_)) | (None, None) => {}
        }
        if before.state != after.state && after.state == "overridden" {
            words.push(format!("own status in Teams hides it: {}", after.teams));
        }
        words
    }

    pub(super) fn sums(&self) -> Sums {
        let with = |wanted: &dyn Fn(&Seen) -> bool| self.people.values().filter(|seen| wanted(seen)).count();
        let mut delays = self.delays.clone();
        delays.sort_unstable();
        Sums {
            people: self.people.len(),
            synchronised: with(&|seen| ["in-sync", "pending", "overridden"].contains(&seen.state.as_str())),
            on_the_phone: with(&|seen| seen.line == "in-use"),
            published: self.published,
            cleared: self.cleared,
            median_delay: delays.get(delays.len() / 2).copied(),
        }
    }
}

impl Seen {
    fn read(person: &Value) -> Self {
        let pair = |value: &Value| {
            value.is_object().then(|| format!("{} / {}", text(&value["availability"]), text(&value["activity"])))
        };
        Self {
            name: text(&person["name"]),
            state: text(&person["state"]),
            line: text(&person["line"]),
            in_use_since: None,
            published: pair(&person["published"]),
            teams: pair(&person["teams"]).unwrap_or_default(),
        }
    }
}

fn drawn(extension: &str, seen: &Seen, words: &[String], now: Duration) -> Line {
    let ink = match (&seen.published, seen.line.as_str()) {
        _ if seen.state == "overridden" => Ink::Yellow,
        (Some(_), _) => Ink::Green,
        (None, "ringing") => Ink::Dim,
        (None, "in-use") => Ink::Cyan,
        (None, _) => Ink::Plain,
    };
    let name = seen.name.chars().take(24).collect::<String>();
    Line { ink, text: format!("{}  {extension:>6}  {name:<24}  {}", clock(now), words.join(" · ")) }
}

/// Minutes and seconds since the start.
pub(super) fn clock(now: Duration) -> String {
    format!("{:02}:{:02}", now.as_secs() / 60, now.as_secs() % 60)
}

impl Sums {
    pub(super) fn line(&self, now: Duration) -> String {
        format!(
            "{}  {} people synchronised of {} extensions · {} on the phone · {} published · {} cleared",
            clock(now),
            self.synchronised,
            self.people,
            self.on_the_phone,
            self.published,
            self.cleared
        )
    }

    pub(super) fn print(&self) {
        say::line(&format!("people synchronised   {} of {} extensions", self.synchronised, self.people));
        say::line(&format!("calls published       {}", self.published));
        say::line(&format!("calls cleared         {}", self.cleared));
        if let Some(delay) = self.median_delay {
            // The board is looked at four times a second, so nothing finer can be told.
            let seconds = delay.as_secs_f64().max(0.25);
            say::line(&format!("median delay          at most {seconds:.2} s from the answered call to Teams"));
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn person(line: &str, published: Value) -> Value {
        json!([{
            "extension": "200", "name": "Anna Weber", "state": "in-sync", "line": line, "published": published,
            "teams": {"availability": "Available", "activity": "Available"},
        }])
    }

    fn call() -> Value {
        json!({"availability": "Busy", "activity": "InACall", "expires": "2026-01-01T00:00:00Z"})
    }

    fn words(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn a_call_is_told_from_the_first_ring_to_the_clear_and_its_delay_is_measured() {
        let mut board = Board::default();
        let at = Duration::from_secs;
        assert!(board.take(&person("idle", Value::Null), at(0)).is_empty());
        let lines = board.take(&person("in-use", Value::Null), at(1));
        assert_eq!(words(&lines), ["00:01     200  Anna Weber                on the phone"]);
        let lines = board.take(&person("in-use", call()), at(3));
        assert_eq!(words(&lines), ["00:03     200  Anna Weber                published Busy / InACall"]);
        let lines = board.take(&person("idle", Value::Null), at(61));
        assert_eq!(words(&lines), ["01:01     200  Anna Weber                hung up · cleared in Teams"]);
        let expected =
            Sums { people: 1, synchronised: 1, on_the_phone: 0, published: 1, cleared: 1, median_delay: Some(at(2)) };
        assert_eq!(board.sums(), expected);
    }

    #[test]
    fn a_call_that_was_there_before_us_is_no_news_and_has_no_delay() {
        let mut board = Board::default();
        assert!(board.take(&person("in-use", Value::Null), Duration::ZERO).is_empty());
        board.take(&person("in-use", call()), Duration::from_secs(9));
        assert_eq!((board.sums().published, board.sums().median_delay), (1, None));
    }

    #[test]
    fn nothing_changed_is_nothing_said() {
        let mut board = Board::default();
        board.take(&person("in-use", call()), Duration::ZERO);
        assert!(board.take(&person("in-use", call()), Duration::from_secs(1)).is_empty());
    }
}
