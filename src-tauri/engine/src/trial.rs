//! Finds out whether an account may read presence, with one real request, before anything relies on it.

use crate::{
    Attempt, Effect, Round, UserId, Utc, backoff,
    budget::Budget,
    event::{Account, Failure},
    onboarding::{Readable, missing_to_read},
    outbox::Outbox,
    problem::{Permission, Problem},
    progress::{self, Progress},
    view::StepState,
};
use std::{collections::BTreeMap, time::Duration};

/// A trial whose success somebody waits for is made again this often.
const AGAIN: Duration = Duration::from_secs(10 * 60);
/// So many faults in a row that pass by themselves are worth telling.
const FAULTS: u32 = 3;

#[derive(Default)]
pub(crate) struct Trials {
    application: Progress,
    wanted: bool,
    /// The application is to read as soon as it is found that it may.
    adopt: bool,
    again: Option<Duration>,
    /// Faults in a row that pass by themselves.
    faults: u32,
    asked: Option<Attempt>,
    sign_ins: BTreeMap<Attempt, Round>,
}

/// What a trial came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    SignIn(Round, Readable),
    /// The application may read; whether it is to read from now on.
    Application {
        adopt: bool,
    },
    Nothing,
}

impl Trials {
    /// Asks as soon as it can be asked. `adopt`: and let the application read, if it may.
    pub(crate) fn try_application(&mut self, adopt: bool) {
        self.wanted = true;
        self.adopt |= adopt;
        self.application = Progress::Busy;
    }

    pub(crate) fn keep_sync_users(&mut self) {
        self.adopt = false;
        self.again = None;
    }

    pub(crate) fn try_sign_in(
        &mut self,
        round: Round,
        somebody: UserId,
        budget: &mut Budget,
        now: Duration,
        out: &mut Outbox,
    ) {
        budget.charge(now);
        let attempt = out.attempt();
        self.sign_ins.insert(attempt, round);
        out.emit(Effect::ReadPresences { attempt, reader: Account::SyncUser(round), users: [somebody].into() });
    }

    /// `granted`: of an application token that is usable now.
    pub(crate) fn pump(
        &mut self,
        granted: Option<&[Permission]>,
        somebody: Option<&UserId>,
        budget: &mut Budget,
        now: Duration,
        out: &mut Outbox,
    ) {
        if !self.wanted {
            return;
        }
        let Some(granted) = granted else { return };
        let missing = missing_to_read(granted);
        if !missing.is_empty() {
            self.wanted = false;
            self.application = Progress::Failed(Problem::ConsentMissing { missing });
            return;
        }
        let Some(somebody) = somebody else { return };
        self.wanted = false;
        budget.charge(now);
        let attempt = out.attempt();
        self.asked = Some(attempt);
        out.emit(Effect::ReadPresences { attempt, reader: Account::Application, users: [somebody.clone()].into() });
    }

    /// `None` when the answer belongs to no trial.
    pub(crate) fn answered(
        &mut self,
        attempt: Attempt,
        seen: Result<usize, &Failure>,
        now: Duration,
        out: &mut Outbox,
    ) -> Option<Verdict> {
        let final_no = matches!(seen, Ok(0)) || seen.is_err_and(|failure| !failure.is_transient());
        if let Some(round) = self.sign_ins.remove(&attempt) {
            // What only failed for the moment is read again by whoever reads.
            let readable = if final_no { Readable::No } else { Readable::Yes };
            return Some(Verdict::SignIn(round, readable));
        }
        self.asked.take_if(|asked| *asked == attempt)?;
        let Err(problem) = verdict(seen) else {
            self.application = Progress::Idle;
            self.again = None;
            self.faults = 0;
            return Some(Verdict::Application { adopt: std::mem::take(&mut self.adopt) });
        };
        let fault = seen.err().filter(|failure| failure.is_transient());
        self.faults = fault.map_or(0, |_| self.faults + 1);
        let wait = fault.map_or(AGAIN, |failure| backoff::delay(self.faults, failure, out));
        self.again = self.adopt.then_some(now + wait);
        // What passes by itself and is tried again soon is no news.
        if self.again.is_none() || fault.is_none() || self.faults >= FAULTS {
            self.application = Progress::Failed(problem);
        }
        Some(Verdict::Nothing)
    }

    pub(crate) fn handle_timeout(&mut self, now: Duration) {
        if self.again.take_if(|again| *again <= now).is_some() {
            // What is known stays on the board until the answer.
            self.wanted = true;
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Duration> {
        self.again
    }

    pub(crate) fn state(&self, succeeded: Option<Utc>) -> StepState {
        progress::state(&self.application, succeeded)
    }

    /// What is wrong, where the application was to read and may not.
    pub(crate) fn problem(&self) -> Option<Problem> {
        match &self.application {
            Progress::Failed(problem) if self.adopt => Some(problem.clone()),
            Progress::Failed(_) | Progress::Busy | Progress::Idle => None,
        }
    }
}

fn verdict(seen: Result<usize, &Failure>) -> Result<(), Problem> {
    match seen {
        Ok(0) => Err(Problem::ReadingForbidden { round: None }),
        Ok(_) => Ok(()),
        Err(failure) if failure.is_transient() => Err(Problem::MicrosoftUnreachable),
        Err(_) => Err(Problem::ReadingForbidden { round: None }),
    }
}
