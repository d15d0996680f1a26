//! The accounts that are to be sync users: whether each exists and is fit for its task, and their creation from here.

use crate::{
    Attempt, Effect, ExtensionNumber, Now, Round, UserId, Utc,
    event::{CreatedAccount, CreationFailure, Failure, FoundAccount, UserKind},
    names::Secret,
    onboarding::expected,
    outbox::Outbox,
    problem::{Problem, Unfit},
    progress::{self, Progress},
    rules::Profile,
    view::{ShownOnce, StepState},
};
use std::{collections::BTreeMap, time::Duration};

/// A new account is not seen everywhere at once.
const REPLICATION: Duration = Duration::from_secs(20);

#[derive(Default)]
pub(crate) struct SyncUsers {
    /// To be checked from this moment on, as soon as the application can look.
    wanted: BTreeMap<Round, Duration>,
    asked: BTreeMap<Attempt, (Round, String)>,
    checks: BTreeMap<Round, Progress>,
    creations: BTreeMap<Round, Progress>,
    /// Every creation that was begun, also those for which nobody waits any more.
    creating: BTreeMap<Attempt, Round>,
    created: BTreeMap<Round, Utc>,
    passwords: BTreeMap<Round, Secret>,
}

/// Whether the page of a creation was still open when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waited {
    Yes,
    No,
}

impl SyncUsers {
    pub(crate) fn check(&mut self, round: Round) {
        self.wanted.insert(round, Duration::ZERO);
    }

    /// Looks at the accounts that are to be looked at. The application must be able to read users.
    pub(crate) fn pump(&mut self, profile: &Profile, now: Duration, out: &mut Outbox) {
        let due = self.wanted.iter().filter(|(_, from)| **from <= now).map(|(round, _)| *round).collect::<Vec<_>>();
        for round in due {
            self.wanted.remove(&round);
            let attempt = out.attempt();
            let address = address(round, profile);
            self.asked.retain(|_, (asked, _)| *asked != round);
            self.asked.insert(attempt, (round, address.clone()));
            self.checks.insert(round, Progress::Busy);
            out.emit(Effect::CheckSyncUser { attempt, address });
        }
    }

    /// `person` tells whose phone an account is, if it is somebody's.
    pub(crate) fn checked(
        &mut self,
        attempt: Attempt,
        result: Result<Option<FoundAccount>, Failure>,
        profile: &mut Profile,
        person: impl Fn(&UserId) -> Option<ExtensionNumber>,
        now: Now,
    ) {
        let Some((round, address)) = self.asked.remove(&attempt) else { return };
        let unfit = match result {
            Ok(found) => unfit(found.as_ref(), person),
            Err(_) => {
                // Nothing is known: what is not checked is not wrong.
                self.checks.remove(&round);
                return;
            }
        };
        let user = profile.sync_users.entry(round).or_default();
        match unfit {
            None => {
                user.checked = Some(now.utc);
                self.checks.remove(&round);
            }
            Some(reason) => {
                user.checked = None;
                let problem = Problem::SyncUserUnfit { round, address, reason };
                self.checks.insert(round, Progress::Failed(problem));
            }
        }
    }

    pub(crate) fn creation_begins(&mut self, attempt: Attempt, round: Round) {
        self.creating.insert(attempt, round);
        self.creations.insert(round, Progress::Busy);
    }

    pub(crate) fn creation_ends(&mut self, round: Round, progress: Progress) {
        self.creations.insert(round, progress);
    }

    /// An account that was created is there, whether or not somebody still waited for it.
    pub(crate) fn created(
        &mut self,
        attempt: Attempt,
        waited: Waited,
        result: Result<CreatedAccount, CreationFailure>,
        profile: &mut Profile,
        now: Now,
    ) {
        let Some(round) = self.creating.remove(&attempt) else { return };
        match result {
            Ok(account) => {
                let user = profile.sync_users.entry(round).or_default();
                user.expected = account.user_principal_name.to_lowercase();
                self.creations.remove(&round);
                self.created.insert(round, now.utc);
                self.passwords.insert(round, account.password);
                // Whatever was found before it was there is outdated.
                self.asked.retain(|_, (asked, _)| *asked != round);
                self.checks.remove(&round);
                self.wanted.insert(round, now.mono + REPLICATION);
            }
            Err(failure) if waited == Waited::Yes => {
                let progress = match failure {
                    CreationFailure::Page(failure) => Progress::after(failure, round, None),
                    CreationFailure::Refused(reason) => {
                        let address = expected(round, profile);
                        Progress::Failed(Problem::SyncUserNotCreated { round, address, reason })
                    }
                };
                self.creation_ends(round, progress);
            }
            Err(_) => {}
        }
    }

    /// When the next account is to be looked at. Of use only while the application can look.
    pub(crate) fn poll_timeout(&self) -> Option<Duration> {
        self.wanted.values().copied().min()
    }

    pub(crate) fn password_noted(&mut self, round: Round) {
        self.passwords.remove(&round);
    }

    pub(crate) fn forget(&mut self, round: Round) {
        self.wanted.remove(&round);
        self.asked.retain(|_, (asked, _)| *asked != round);
        self.checks.remove(&round);
        self.creations.remove(&round);
        self.created.remove(&round);
        self.passwords.remove(&round);
    }

    pub(crate) fn check_state(&self, round: Round, profile: &Profile) -> StepState {
        let done = profile.sync_users.get(&round).and_then(|user| user.checked);
        progress::state(self.checks.get(&round).unwrap_or(&Progress::Idle), done)
    }

    pub(crate) fn creation_state(&self, round: Round) -> StepState {
        progress::state(self.creations.get(&round).unwrap_or(&Progress::Idle), self.created.get(&round).copied())
    }

    pub(crate) fn password(&self, round: Round) -> Option<ShownOnce> {
        self.passwords.get(&round).map(|password| ShownOnce(password.expose().to_owned()))
    }
}

/// Who signed in, else who should.
fn address(round: Round, profile: &Profile) -> String {
    let signed_in = profile.sync_users.get(&round).and_then(|user| user.signed_in.as_ref());
    signed_in.map_or_else(|| expected(round, profile), |account| account.user_principal_name.clone())
}

fn unfit(found: Option<&FoundAccount>, person: impl Fn(&UserId) -> Option<ExtensionNumber>) -> Option<Unfit> {
    let Some(account) = found else { return Some(Unfit::Missing) };
    if account.kind == UserKind::Guest {
        return Some(Unfit::Guest);
    }
    if !account.enabled {
        return Some(Unfit::Disabled);
    }
    if account.administrator == Some(true) {
        return Some(Unfit::Administrator);
    }
    person(&account.id).map(|extension| Unfit::Person { extension })
}
