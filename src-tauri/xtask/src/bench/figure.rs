//! One figure, and what it should be.

use crate::say::{Ink, painted};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    what: String,
    people: u64,
    value: f64,
    unit: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Target {
    AtMost(f64),
    AtLeast(f64),
}

impl Figure {
    /// From a line of JSON that a benchmark printed.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        Some(Self {
            what: value["what"].as_str()?.to_owned(),
            people: value["people"].as_u64()?,
            value: value["value"].as_f64()?,
            unit: value["unit"].as_str()?.to_owned(),
        })
    }

    /// What it is, and for how many people.
    pub(super) fn name(&self) -> String {
        format!("{} ({})", self.what, self.people)
    }

    pub(super) fn to_json(&self) -> Value {
        let target = self.target().map(|target| match target {
            Target::AtMost(most) => json!({"at_most": most}),
            Target::AtLeast(least) => json!({"at_least": least}),
        });
        json!({
            "what": self.what, "people": self.people, "value": self.value, "unit": self.unit,
            "target": target, "reached": self.is_reached(),
        })
    }

    /// `None` where nothing is to be reached.
    pub(super) fn is_reached(&self) -> Option<bool> {
        self.target().map(|target| match target {
            Target::AtMost(most) => self.value <= most,
            Target::AtLeast(least) => self.value >= least,
        })
    }

    /// One line of the table.
    pub(super) fn row(&self) -> String {
        let (sign, target) = match self.target() {
            None => ("", String::new()),
            Some(Target::AtMost(most)) => ("≤", most.to_string()),
            Some(Target::AtLeast(least)) => ("≥", least.to_string()),
        };
        let ink = match self.is_reached() {
            None => Ink::Plain,
            Some(true) => Ink::Green,
            Some(false) => Ink::Red,
        };
        let value = painted(ink, &format!("{:>14}", shown(self.value)));
        format!("{:36} {:>7}  {value} {:12} {sign:1} {target}", self.what, self.people, self.unit).trim_end().to_owned()
    }

    fn target(&self) -> Option<Target> {
        let small = self.people <= 600;
        Some(match self.what.as_str() {
            "delay, half of all" => Target::AtMost(0.5),
            "delay, 99 of 100" => Target::AtMost(3.0),
            "line events, clock at rest" => Target::AtLeast(1_000_000.0),
            "drain against the limit that is kept" => Target::AtMost(1.1),
            "writes for each change" => Target::AtMost(1.05),
            "memory at rest" => Target::AtMost(if small { 17.0 } else { 80.0 }),
            "processor at rest" => Target::AtMost(0.5),
            _ => return None,
        })
    }
}

/// Three digits behind the point where they say something.
fn shown(value: f64) -> String {
    if value.abs() < 1_000.0 { format!("{value:.3}") } else { format!("{value:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(what: &str, people: u64, value: f64) -> Figure {
        Figure { what: what.to_owned(), people, value, unit: "MiB".to_owned() }
    }

    #[test]
    fn a_figure_is_read_from_what_a_benchmark_prints_and_other_lines_are_not() {
        let line = r#"{"what": "memory at rest", "people": 600, "value": 12.5, "unit": "MiB"}"#;
        assert_eq!(Figure::parse(line), Some(figure("memory at rest", 600, 12.5)));
        assert_eq!(Figure::parse("warning: noise"), None);
    }

    #[test]
    fn what_is_to_be_reached_depends_on_the_people() {
        assert_eq!(figure("memory at rest", 600, 17.5).is_reached(), Some(false));
        assert_eq!(figure("memory at rest", 10_000, 17.5).is_reached(), Some(true));
        assert_eq!(figure("line events, clock at rest", 600, 999_999.0).is_reached(), Some(false));
        assert_eq!(figure("draw the view", 600, 1.0).is_reached(), None);
    }

    #[test]
    fn a_row_says_what_was_wanted() {
        let row = figure("memory at rest", 600, 12.5).row();
        assert!(row.contains("12.500") && row.ends_with("≤ 17"), "{row}");
        let row = figure("line events, clock at rest", 600, 2_500_000.4).row();
        assert!(row.contains(" 2500000 ") && row.ends_with("≥ 1000000"), "{row}");
    }
}
