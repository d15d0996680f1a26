//! `/healthz`: whether people are being synchronised, and what stands in the way.

use super::moment;
use engine::{View, problem::StandingProblem, view::RunState};
use http::StatusCode;
use serde_json::{Map, Value, json};

/// 200 when it runs or was paused on purpose. 503 when somebody should look: set-up is not finished, a service cannot be
/// reached, or everybody or a whole round is not synchronised. Problems of single people and warnings do not count.
pub(super) fn report(view: &View) -> (StatusCode, Value) {
    let is_whole = |standing: &StandingProblem| standing.problem.stops_synchronisation();
    let is_healthy = match view.state {
        RunState::Running | RunState::Paused => true,
        RunState::Attention => !view.problems.iter().any(is_whole),
        RunState::SettingUp | RunState::Offline => false,
    };
    let status = if is_healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let problems = view.problems.iter().map(problem).collect::<Vec<_>>();
    (status, json!({ "state": view.state, "problems": problems }))
}

/// What a monitor may know: no name and no address of a person.
const DETAILS: [(&str, &str); 10] = [
    ("code", "aadsts"),
    ("cause", "cause"),
    ("missing", "missing"),
    ("round", "round"),
    ("extension", "extension"),
    ("extensions", "extensions"),
    ("used", "used"),
    ("people", "people"),
    ("roundsNeeded", "rounds_needed"),
    ("recovered", "recovered"),
];

fn problem(standing: &StandingProblem) -> Value {
    let mut report = Map::new();
    report.insert("code".to_owned(), standing.problem.code().into());
    report.insert("since".to_owned(), moment(standing.since));
    let Ok(Value::Object(mut members)) = serde_json::to_value(&standing.problem) else {
        return report.into();
    };
    for (member, name) in DETAILS {
        if let Some(value) = members.remove(member).filter(|value| !value.is_null()) {
            report.insert(name.to_owned(), value);
        }
    }
    report.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::samples;
    use engine::{
        ExtensionNumber, Round, Utc,
        problem::{Problem, SignInCause},
        rules::CredentialKind,
    };

    fn view(state: RunState, problems: Vec<Problem>) -> View {
        let since = Utc(1_760_000_000_000);
        let problems = problems.into_iter().map(|problem| StandingProblem::new(problem, since)).collect();
        View { state, problems, ..samples::view() }
    }

    fn no_email() -> Problem {
        Problem::NoEmail { extension: ExtensionNumber::new("200"), name: "Anna Weber".to_owned() }
    }

    #[test]
    fn a_person_without_an_address_does_not_make_the_program_unhealthy() {
        let (status, report) = report(&view(RunState::Attention, vec![no_email()]));
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            report,
            json!({
                "state": "attention",
                "problems": [{"code": "no-email", "since": "2025-10-09T08:53:20Z", "extension": "200"}],
            })
        );
    }

    #[test]
    fn a_secret_that_will_end_and_a_phone_that_stays_are_told_and_do_not_make_it_unhealthy() {
        let missing = Problem::ProfileMissing { profile: "Meeting".to_owned(), extensions: Vec::new() };
        for problem in
            [Problem::CredentialExpires { credential: CredentialKind::Secret, expires: Utc(0), days: 7 }, missing]
        {
            let (status, report) = report(&view(RunState::Attention, vec![problem.clone()]));
            assert_eq!((status, &report["problems"][0]["code"]), (StatusCode::OK, &json!(problem.code())));
        }
    }

    #[test]
    fn a_lapsed_sign_in_is_unhealthy_and_tells_its_round_and_number() {
        let lapsed = Problem::SignInLapsed { round: Round(2), code: Some(50_173), cause: SignInCause::Revoked };
        let (status, report) = report(&view(RunState::Attention, vec![lapsed]));
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        let problem = &report["problems"][0];
        assert_eq!((&problem["code"], &problem["aadsts"]), (&json!("sign-in-lapsed"), &json!(50_173)));
        assert_eq!((&problem["round"], &problem["cause"]), (&json!(2), &json!("revoked")));
    }

    #[test]
    fn set_up_and_offline_are_unhealthy_and_a_pause_is_not() {
        let status = |state| report(&view(state, Vec::new())).0;
        assert_eq!(status(RunState::SettingUp), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(RunState::Offline), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(RunState::Paused), StatusCode::OK);
        assert_eq!(status(RunState::Running), StatusCode::OK);
    }
}
