//! What `check` found, as a table for people and as JSON for programs.

use super::Readiness;
use crate::{sentences::sentence, status::people};
use engine::{
    View,
    problem::Problem,
    view::{Counts, Row},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{fmt::Write as _, sync::Arc};

pub(super) struct Report {
    pub(super) trials: Vec<Trial>,
    pub(super) view: Arc<View>,
    pub(super) rows: Vec<Row>,
}

/// In place of a report, where nothing could be tried: with the same members.
pub(super) fn failure(error: &anyhow::Error) -> Value {
    let none = Vec::<Value>::new;
    json!({
        "ready": false,
        "error": format!("{error:#}"),
        "trials": none(),
        "counts": null,
        "problems": none(),
        "people": none(),
    })
}

/// One thing that was tried.
pub(super) struct Trial {
    /// Stable, for programs.
    pub(super) name: &'static str,
    pub(super) verdict: Verdict,
}

pub(super) enum Verdict {
    Passed,
    Failed(Problem),
    /// Nobody has done yet what is needed, in words.
    Missing(&'static str),
}

impl Report {
    /// Every trial passed, and nothing stands that stops the synchronisation.
    pub(super) fn readiness(&self) -> Readiness {
        let stands = self.view.problems.iter().any(|standing| standing.problem.stops_synchronisation());
        if self.trials.iter().all(Trial::is_passed) && !stands { Readiness::Ready } else { Readiness::NotReady }
    }

    pub(super) fn json(&self) -> Value {
        let trials = self.trials.iter().map(|trial| {
            json!({ "name": trial.name, "passed": trial.is_passed(), "problem": trial.code(), "explanation": trial.words() })
        });
        let problems = self.view.problems.iter().map(|standing| standing.problem.code());
        json!({
            "ready": self.readiness() == Readiness::Ready,
            "error": null,
            "trials": trials.collect::<Vec<_>>(),
            "counts": Sums::from(self.view.counts),
            "problems": problems.collect::<Vec<_>>(),
            "people": people::list(&self.rows),
        })
    }

    pub(super) fn table(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for trial in &self.trials {
            let _ = writeln!(text, "{:<10} {}", trial.name, trial.words().unwrap_or_else(|| "ok".to_owned()));
        }
        let whole = self.view.problems.iter().filter(|standing| !standing.problem.concerns_people());
        for standing in whole.filter(|standing| !self.is_told(&standing.problem)) {
            let _ = writeln!(text, "{:<10} {}", "problem", sentence(&standing.problem));
        }
        if !self.rows.is_empty() {
            let lines = self.rows.iter().map(cells).collect::<Vec<_>>();
            let _ = write!(text, "\n{}", columns(&HEADINGS, &lines));
            let _ = writeln!(text, "\n{}", Sums::from(self.view.counts).words());
        }
        let end = match self.readiness() {
            Readiness::Ready => "Synchronisation could run.",
            Readiness::NotReady => "Synchronisation could not run.",
        };
        let _ = write!(text, "\n{end}");
        text
    }

    fn is_told(&self, problem: &Problem) -> bool {
        self.trials.iter().any(|trial| trial.code() == Some(problem.code()))
    }
}

impl Trial {
    pub(super) fn of_step(name: &'static str, result: Result<(), Problem>) -> Self {
        let verdict = result.map_or_else(Verdict::Failed, |()| Verdict::Passed);
        Self { name, verdict }
    }

    pub(super) fn is_passed(&self) -> bool {
        matches!(self.verdict, Verdict::Passed)
    }

    fn code(&self) -> Option<&'static str> {
        match &self.verdict {
            Verdict::Failed(problem) => Some(problem.code()),
            Verdict::Passed | Verdict::Missing(_) => None,
        }
    }

    fn words(&self) -> Option<String> {
        match &self.verdict {
            Verdict::Passed => None,
            Verdict::Failed(problem) => Some(sentence(problem)),
            Verdict::Missing(words) => Some((*words).to_owned()),
        }
    }
}

/// How the matching came out, in snake case as everywhere outside the window.
#[derive(Serialize)]
struct Sums {
    extensions: usize,
    matched: usize,
    duplicate: usize,
    not_found: usize,
    no_email: usize,
    several_users: usize,
    disabled: usize,
    guest: usize,
    excluded: usize,
    not_covered: usize,
}

impl From<Counts> for Sums {
    fn from(counts: Counts) -> Self {
        Self {
            extensions: counts.extensions,
            matched: counts.matched,
            duplicate: counts.duplicate,
            not_found: counts.not_found,
            no_email: counts.no_email,
            several_users: counts.several_users,
            disabled: counts.disabled,
            guest: counts.guest,
            excluded: counts.excluded,
            not_covered: counts.not_covered,
        }
    }
}

impl Sums {
    /// What there is none of is not mentioned.
    fn words(&self) -> String {
        let others = [
            (self.duplicate, "duplicate"),
            (self.not_found, "not found"),
            (self.no_email, "without e-mail"),
            (self.several_users, "with several users"),
            (self.disabled, "disabled"),
            (self.guest, "guests"),
            (self.excluded, "excluded"),
            (self.not_covered, "not covered"),
        ];
        let others = others.iter().filter(|(number, _)| *number > 0).map(|(number, name)| format!(", {number} {name}"));
        format!("{} extensions: {} matched{}", self.extensions, self.matched, others.collect::<String>())
    }
}

const HEADINGS: [&str; 5] = ["EXTENSION", "NAME", "E-MAIL", "TEAMS USER", "STATE"];

fn cells(row: &Row) -> [String; 5] {
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let person = people::person(row);
    let state = match row.matched_by {
        Some(_) => format!("{} by {}", word(person["state"].clone()), word(person["matched_by"].clone())),
        None => word(person["state"].clone()),
    };
    let user = row.user.as_ref().map(|user| user.user_principal_name.clone()).unwrap_or_default();
    [row.extension.to_string(), row.name.clone(), row.email.clone(), user, state]
}

fn columns<const N: usize>(headings: &[&str; N], lines: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.chain([headings[column].len()]).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let drawn = |cells: &[&str; N]| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let lines = lines.iter().map(|line| drawn(&line.each_ref().map(String::as_str)));
    drawn(headings) + &lines.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::samples;
    use engine::{
        Utc,
        problem::StandingProblem,
        view::{MatchedBy, PersonState},
    };

    fn passed() -> Vec<Trial> {
        ["cloudya", "microsoft", "consent"].map(|name| Trial::of_step(name, Ok(()))).into()
    }

    fn report(trials: Vec<Trial>, problems: &[Problem]) -> Report {
        let standing = |problem: &Problem| StandingProblem::new(problem.clone(), Utc(0));
        let counts = Counts { extensions: 2, matched: 1, no_email: 1, ..Counts::default() };
        let view = View { problems: problems.iter().map(standing).collect(), counts, ..samples::view() };
        let alias = Row { matched_by: Some(MatchedBy::Alias), ..samples::row("200") };
        let mut nobody = Row { matched_by: None, user: None, state: PersonState::NoEmail, ..samples::row("1001") };
        nobody.email.clear();
        nobody.name = "Aufzug".to_owned();
        Report { trials, view: Arc::new(view), rows: vec![alias, nobody] }
    }

    #[test]
    fn the_table_shows_trials_people_and_sums() {
        expect_test::expect![[r"
            cloudya    ok
            microsoft  ok
            consent    ok

            EXTENSION  NAME        E-MAIL                  TEAMS USER              STATE
            200        Anna Weber  anna.weber@example.com  anna.weber@example.com  in-sync by alias
            1001       Aufzug                                                      no-email

            2 extensions: 1 matched, 1 without e-mail

            Synchronisation could run."]]
        .assert_eq(&report(passed(), &[]).table());
    }

    #[test]
    fn a_failed_trial_is_explained_once_and_nothing_is_ready() {
        let problem = Problem::ApplicationCredentialExpired { code: Some(7_000_222) };
        let mut trials = passed();
        trials[1] = Trial::of_step("microsoft", Err(problem.clone()));
        let report = report(trials, &[problem]);
        let table = report.table();
        assert!(table.contains("microsoft  The client secret or certificate has expired."), "{table}");
        assert!(!table.contains("\nproblem "), "{table}");
        assert!(table.ends_with("Synchronisation could not run."), "{table}");
        let json = report.json();
        assert_eq!(
            (&json["ready"], &json["trials"][1]["problem"]),
            (&json!(false), &json!("application-credential-expired"))
        );
    }

    #[test]
    fn the_connector_of_nfon_stands_in_the_way_though_every_credential_works() {
        let report = report(passed(), &[Problem::ConnectorActive]);
        assert_eq!(report.readiness(), Readiness::NotReady);
        assert!(report.table().contains("problem    NFON's own Teams connector"), "{}", report.table());
    }

    #[test]
    fn problems_of_single_people_do_not_stand_in_the_way() {
        let nobody = Problem::NoEmail { extension: engine::ExtensionNumber::new("1001"), name: "Aufzug".to_owned() };
        let report = report(passed(), &[nobody]);
        assert_eq!(report.readiness(), Readiness::Ready);
        assert_eq!(report.json()["people"][1]["state"], "no-email");
        assert_eq!(report.json()["counts"]["no_email"], 1);
    }
}
