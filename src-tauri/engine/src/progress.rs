//! How far one button or form of set-up is, apart from whether it was ever done.

use crate::{Utc, problem::Problem, view::StepState};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Progress {
    #[default]
    Idle,
    Busy,
    Failed(Problem),
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
