//! How far one button or form of set-up is, apart from whether it was ever done.

use crate::{Round, Utc, event::PageFailure, problem::Problem, view::StepState};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Progress {
    #[default]
    Idle,
    Busy,
    Failed(Problem),
}

impl Progress {
    /// A page on which somebody was to sign in for a round ended without success. `refused` is whom a refusal concerns.
    pub(crate) fn after(failure: PageFailure, round: Round, refused: Option<Round>) -> Self {
        match failure {
            PageFailure::Closed => Self::Idle,
            PageFailure::Refused { cause, code } => {
                Self::Failed(Problem::SignInRefused { round: refused, code, cause })
            }
            PageFailure::Foreign { user_principal_name: actual } => {
                Self::Failed(Problem::ForeignAccount { round, actual })
            }
        }
    }
}

/// What people see: something under way or failed hides that it was done before.
pub(crate) fn state(progress: &Progress, done: Option<Utc>) -> StepState {
    match (progress, done) {
        (Progress::Busy, _) => StepState::InProgress,
        (Progress::Failed(problem), _) => StepState::Failed { problem: problem.clone() },
        (Progress::Idle, Some(at)) => StepState::Done { at },
        (Progress::Idle, None) => StepState::ToDo,
    }
}
