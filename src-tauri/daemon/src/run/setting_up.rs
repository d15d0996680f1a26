//! Sends the requests that a person would send from the window: connect both sides, bring the list, activate.

use crate::{
    host::{Configuration, Host},
    sentences::{heals_by_itself, sentence},
};
use engine::{
    Request, View,
    problem::Problem,
    request::{ConnectCloudya, ConnectMicrosoft, ImportedEmail},
    rules::Settings,
    view::StepState,
};
use std::time::Duration;
use tokio::time::Instant;

/// What is still to be asked of the engine.
pub(super) struct SettingUp {
    settings: Settings,
    cloudya: ConnectCloudya,
    microsoft: ConnectMicrosoft,
    /// Waits until Cloudya is connected.
    emails: Option<Vec<ImportedEmail>>,
    cloudya_retry: Retry,
    microsoft_retry: Retry,
    /// Asking twice does no harm, and is needed where the reader was not settled yet.
    activation_asked: Option<Instant>,
}

/// When a step that failed is tried again.
#[derive(Debug, Default)]
struct Retry {
    told: Option<&'static str>,
    next: Option<Instant>,
}

/// For the network, which comes back by itself.
const SOON: Duration = Duration::from_secs(15);
/// How often activation is asked for until it holds.
const ASKED_AGAIN: Duration = Duration::from_secs(1);
/// For credentials, which may be put right at the other end; too many wrong ones can lock an account.
const LATER: Duration = Duration::from_secs(15 * 60);

impl SettingUp {
    /// Fails where the settings or the environment lack something, before anything starts.
    pub(super) fn new(configuration: &Configuration) -> anyhow::Result<Self> {
        Ok(Self {
            settings: configuration.settings.for_engine(),
            cloudya: configuration.cloudya()?,
            microsoft: configuration.microsoft()?,
            emails: configuration.emails()?,
            cloudya_retry: Retry::default(),
            microsoft_retry: Retry::default(),
            activation_asked: None,
        })
    }

    pub(super) fn begin(&self, host: &Host) {
        host.send(Request::ChangeSettings { settings: self.settings.clone() });
        host.send(Request::ConnectCloudya(self.cloudya.clone()));
        host.send(Request::ConnectMicrosoft(self.microsoft.clone()));
    }

    /// Sends what the view calls for now.
    pub(super) fn go_on(&mut self, host: &Host, view: &View) {
        let setup = &view.setup;
        if self.cloudya_retry.is_due(&setup.cloudya.state) {
            host.send(Request::ConnectCloudya(self.cloudya.clone()));
        }
        if self.microsoft_retry.is_due(&setup.microsoft.state) {
            host.send(Request::ConnectMicrosoft(self.microsoft.clone()));
        }
        if is_done(&setup.cloudya.state)
            && let Some(emails) = self.emails.take()
        {
            host.send(Request::UseEmails { emails });
        }
        let is_ready = [&setup.cloudya.state, &setup.microsoft.state, &setup.consent].into_iter().all(is_done);
        let is_asked = self.activation_asked.is_some_and(|asked| asked.elapsed() < ASKED_AGAIN);
        if is_ready && !is_asked && !is_done(&setup.activation) {
            self.activation_asked = Some(Instant::now());
            host.send(Request::Activate);
        }
    }
}

impl Retry {
    fn is_due(&mut self, step: &StepState) -> bool {
        let StepState::Failed { problem } = step else {
            if is_done(step) {
                *self = Self::default();
            }
            return false;
        };
        self.tell(problem);
        let now = Instant::now();
        match self.next {
            Some(next) if next > now => false,
            due => {
                self.next = Some(now + if heals_by_itself(problem) { SOON } else { LATER });
                // The failure that was just seen belongs to the attempt before.
                due.is_some()
            }
        }
    }

    fn tell(&mut self, problem: &Problem) {
        if self.told.replace(problem.code()) != Some(problem.code()) {
            tracing::error!(code = problem.code(), "{}", sentence(problem));
        }
    }
}

fn is_done(step: &StepState) -> bool {
    matches!(step, StepState::Done { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(problem: Problem) -> StepState {
        StepState::Failed { problem }
    }

    #[tokio::test(start_paused = true)]
    async fn an_unreachable_service_is_tried_again_soon_and_only_once_each_time() {
        let (mut retry, step) = (Retry::default(), failed(Problem::CloudyaUnreachable));
        assert!(!retry.is_due(&step));
        tokio::time::advance(SOON - Duration::from_secs(1)).await;
        assert!(!retry.is_due(&step));
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(retry.is_due(&step));
        assert!(!retry.is_due(&StepState::InProgress));
        assert!(!retry.is_due(&step));
    }

    #[tokio::test(start_paused = true)]
    async fn wrong_credentials_are_not_hammered() {
        let (mut retry, step) = (Retry::default(), failed(Problem::CloudyaCredentialsRejected));
        assert!(!retry.is_due(&step));
        tokio::time::advance(Duration::from_secs(14 * 60)).await;
        assert!(!retry.is_due(&step));
        tokio::time::advance(Duration::from_secs(60)).await;
        assert!(retry.is_due(&step));
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_forgets_the_failures_before_it() {
        let (mut retry, step) = (Retry::default(), failed(Problem::CloudyaUnreachable));
        assert!(!retry.is_due(&step));
        tokio::time::advance(SOON).await;
        assert!(!retry.is_due(&StepState::Done { at: engine::Utc(0) }));
        assert!(!retry.is_due(&step));
    }
}
