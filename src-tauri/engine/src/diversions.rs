//! Phone rules: activates a call-forward profile while a wish lasts, and brings the former one back whatever happens.
//!
//! ```text
//! wish ─▶ Idle ─▶ Reading ─▶ Activating ─▶ Diverted ─▶ Owed ─▶ Returning ─▶ Idle
//!                   │            │                      ▲          │
//!                   └────────────┴─▶ Waiting ───────────┴──────────┘   (Cloudya did not do it: again, later)
//! ```
//!
//! The former profile is on disk before the phone is changed, and leaves the disk after it is active again, or after
//! somebody else took over.

use crate::{
    Attempt, Effect, ExtensionNumber, Now,
    activity::{Deed, Outcome},
    backoff,
    corrections::reason,
    event::{Diversion, Failure, FailureKind, ForwardProfile, NotActivated},
    outbox::Outbox,
    problem::{NotCorrected, PhoneChange, Problem},
    view::{DiversionState, DiversionView},
};
use std::{collections::BTreeMap, time::Duration};

/// Cloudya is asked about so many phones at once.
const AT_ONCE: usize = 4;
/// What only a person can mend is tried again this often.
const RECHECK: Duration = Duration::from_secs(5 * 60);
/// As many failures in a row are not worth telling anybody.
const PATIENCE: u32 = 3;

/// What a phone rule wants of an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    /// The name of a call-forward profile.
    pub(crate) profile: String,
    /// The Teams activity that asks for it.
    pub(crate) activity: String,
    /// For how long at most.
    pub(crate) at_most: Duration,
}

/// All phones that a phone rule has to do with.
#[derive(Default)]
pub(crate) struct Diversions {
    phones: BTreeMap<ExtensionNumber, Phone>,
    /// The K-account that Cloudya is asked about.
    account: String,
}

struct Phone {
    wish: Option<Wish>,
    claim: Claim,
    stage: Stage,
    /// When the diversion ends at the latest.
    ends: Duration,
    failures: u32,
    trouble: Option<Trouble>,
}

/// Whether the wish may still be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    Open,
    /// It was carried out for long enough, undone by hand, or somebody took over. It ends with the wish.
    Spent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing is changed, and nothing asked.
    Idle,
    Reading(Attempt),
    Activating(Attempt, Box<Diversion>),
    Diverted(Box<Diversion>),
    /// To be returned, and not begun.
    Owed(Box<Diversion>),
    Returning(Attempt, Box<Diversion>),
    Waiting {
        until: Duration,
        then: Then,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Then {
    Divert,
    Return(Box<Diversion>),
}

/// Why a phone is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Trouble {
    NoSuchProfile,
    /// It was tried as often as is worth telling.
    NotChanged(PhoneChange, NotCorrected),
}

impl Diversions {
    /// What an earlier run left, to be undone first.
    pub(crate) fn restore(&mut self, diversions: Vec<Diversion>) {
        for diversion in diversions {
            let stage = Stage::Owed(Box::new(diversion.clone()));
            self.phones.insert(diversion.extension, Phone::new(None, stage));
        }
    }

    /// What another account's phones are owed waits until that one is connected again.
    pub(crate) fn connect(&mut self, account: &str) {
        if self.account != account {
            account.clone_into(&mut self.account);
        }
    }

    /// Takes everything that is wanted now. Whoever is not in it gets the former profile back.
    pub(crate) fn wish(&mut self, mut wishes: BTreeMap<ExtensionNumber, Wish>) {
        for (extension, phone) in &mut self.phones {
            phone.wish(wishes.remove(extension));
        }
        self.phones.retain(|_, phone| !phone.is_done());
        for (extension, wish) in wishes {
            self.phones.insert(extension, Phone::new(Some(wish), Stage::Idle));
        }
    }

    /// Returns every phone now; none is diverted again before its wish has ended.
    pub(crate) fn undo(&mut self) {
        for phone in self.phones.values_mut() {
            phone.undo();
        }
    }

    /// Lets what has lasted long enough end, and what waited go on.
    pub(crate) fn settle(&mut self, now: Duration) {
        self.phones.values_mut().for_each(|phone| phone.settle(now));
    }

    /// How many phones Cloudya is asked about, or is to be.
    pub(crate) fn claims(&self) -> usize {
        let phones = self.phones.values().filter(|phone| phone.is_busy() || phone.can_begin(&self.account));
        phones.take(AT_ONCE).count()
    }

    /// Begins what can be begun, now that Cloudya can be asked about so many phones at once.
    pub(crate) fn pump(&mut self, places: usize, out: &mut Outbox) {
        let mut busy = self.phones.values().filter(|phone| phone.is_busy()).count();
        for (extension, phone) in &mut self.phones {
            if busy < AT_ONCE.min(places) && phone.begin(extension, &self.account, out) {
                busy += 1;
            }
        }
    }

    /// Takes the answer to a reading.
    pub(crate) fn read(
        &mut self,
        attempt: Attempt,
        result: Result<Vec<ForwardProfile>, Failure>,
        now: Now,
        out: &mut Outbox,
    ) {
        let asked = self.phones.iter_mut().find(|(_, phone)| phone.stage == Stage::Reading(attempt));
        let Some((extension, phone)) = asked else { return };
        match result {
            Ok(profiles) => phone.choose(extension, &self.account, &profiles, now, out),
            Err(failure) => phone.unread(&failure, now.mono, out),
        }
        self.phones.retain(|_, phone| !phone.is_done());
    }

    /// Takes the answer to an activation. Gives back what was done, for the journal.
    pub(crate) fn activated(
        &mut self,
        attempt: Attempt,
        result: Result<(), NotActivated>,
        now: Now,
        out: &mut Outbox,
    ) -> Option<(ExtensionNumber, Deed, Outcome)> {
        let (extension, phone) = self.phones.iter_mut().find(|(_, phone)| phone.asked() == Some(attempt))?;
        let extension = extension.clone();
        let done = phone.activated(result, now, out);
        self.phones.retain(|_, phone| !phone.is_done());
        let (deed, outcome) = done?;
        Some((extension, deed, outcome))
    }

    pub(crate) fn poll_timeout(&self) -> Option<Duration> {
        self.phones.values().filter_map(Phone::poll_timeout).min()
    }

    /// Whether every phone is as it was before.
    pub(crate) fn is_clear(&self) -> bool {
        self.phones.values().all(|phone| phone.diversion().is_none())
    }

    pub(crate) fn view<'a>(&self, name: impl Fn(&ExtensionNumber) -> &'a str) -> Vec<DiversionView> {
        let view = |(extension, phone): (&ExtensionNumber, &Phone)| {
            let diversion = phone.diversion()?;
            Some(DiversionView {
                extension: extension.clone(),
                name: name(extension).to_owned(),
                profile: diversion.profile_name.clone(),
                former: diversion.former_name.clone(),
                activity: diversion.activity.clone(),
                since: diversion.since,
                until: diversion.until,
                state: phone.state(),
            })
        };
        self.phones.iter().filter_map(view).collect()
    }

    pub(crate) fn problems<'a>(&self, name: impl Fn(&ExtensionNumber) -> &'a str) -> Vec<Problem> {
        let mut missing = BTreeMap::<&str, Vec<ExtensionNumber>>::new();
        let mut problems = Vec::new();
        for (extension, phone) in &self.phones {
            match (&phone.trouble, &phone.wish) {
                (Some(Trouble::NoSuchProfile), Some(wish)) => {
                    missing.entry(&wish.profile).or_default().push(extension.clone());
                }
                (Some(Trouble::NotChanged(change, reason)), _) => problems.push(Problem::PhoneNotChanged {
                    extension: extension.clone(),
                    name: name(extension).to_owned(),
                    profile: phone.wanted_profile(*change),
                    change: *change,
                    reason: *reason,
                }),
                (Some(Trouble::NoSuchProfile) | None, _) => {}
            }
        }
        let missing = missing.into_iter();
        problems.extend(
            missing.map(|(profile, extensions)| Problem::ProfileMissing { profile: profile.to_owned(), extensions }),
        );
        problems
    }
}

impl Phone {
    fn new(wish: Option<Wish>, stage: Stage) -> Self {
        Self { wish, claim: Claim::Open, stage, ends: Duration::MAX, failures: 0, trouble: None }
    }

    fn wish(&mut self, wish: Option<Wish>) {
        let former = std::mem::replace(&mut self.wish, wish);
        let same = |one: &Wish, other: &Wish| one.profile == other.profile && one.at_most == other.at_most;
        match (&former, &self.wish) {
            (None, None) => return,
            (Some(former), Some(wish)) if same(former, wish) => return,
            (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) => {}
        }
        // Another profile is begun afresh when the former one is back.
        self.claim = Claim::Open;
        if !matches!(self.trouble, Some(Trouble::NotChanged(PhoneChange::Return, _))) {
            self.trouble = None;
        }
        self.owe();
    }

    fn undo(&mut self) {
        self.claim = Claim::Spent;
        self.owe();
    }

    /// What is diverted is to be returned, and what was only asked is forgotten. A write under way is waited for.
    fn owe(&mut self) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Diverted(diversion) | Stage::Waiting { then: Then::Return(diversion), .. } => Stage::Owed(diversion),
            Stage::Idle | Stage::Reading(_) | Stage::Waiting { then: Then::Divert, .. } => Stage::Idle,
            other @ (Stage::Activating(..) | Stage::Owed(_) | Stage::Returning(..)) => other,
        };
    }

    fn settle(&mut self, now: Duration) {
        match &self.stage {
            Stage::Diverted(_) if self.ends <= now => self.undo(),
            Stage::Waiting { until, then } if *until <= now => {
                self.stage = match then {
                    Then::Divert => Stage::Idle,
                    Then::Return(diversion) => Stage::Owed(diversion.clone()),
                };
            }
            Stage::Idle
            | Stage::Reading(_)
            | Stage::Activating(..)
            | Stage::Diverted(_)
            | Stage::Owed(_)
            | Stage::Returning(..)
            | Stage::Waiting { .. } => {}
        }
    }

    fn can_begin(&self, account: &str) -> bool {
        match &self.stage {
            Stage::Idle => self.wish.is_some() && self.claim == Claim::Open,
            Stage::Owed(diversion) => diversion.account.is_empty() || diversion.account == account,
            Stage::Reading(_)
            | Stage::Activating(..)
            | Stage::Diverted(_)
            | Stage::Returning(..)
            | Stage::Waiting { .. } => false,
        }
    }

    /// Gives back whether something was begun.
    fn begin(&mut self, extension: &ExtensionNumber, account: &str, out: &mut Outbox) -> bool {
        if !self.can_begin(account) {
            return false;
        }
        let attempt = out.attempt();
        let extension = extension.clone();
        self.stage = match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Owed(diversion) => {
                let (profile, instead_of) = (diversion.former, diversion.profile);
                out.emit(Effect::ActivateForwarding { attempt, extension, profile, instead_of });
                Stage::Returning(attempt, diversion)
            }
            Stage::Idle
            | Stage::Reading(_)
            | Stage::Activating(..)
            | Stage::Diverted(_)
            | Stage::Returning(..)
            | Stage::Waiting { .. } => {
                out.emit(Effect::ReadForwarding { attempt, extension });
                Stage::Reading(attempt)
            }
        };
        true
    }

    /// Finds the wanted profile among those there are, and activates it.
    fn choose(
        &mut self,
        extension: &ExtensionNumber,
        account: &str,
        profiles: &[ForwardProfile],
        now: Now,
        out: &mut Outbox,
    ) {
        self.stage = Stage::Idle;
        let Some(wish) = &self.wish else { return };
        let is_wanted = |profile: &&ForwardProfile| profile.name.to_lowercase() == wish.profile.to_lowercase();
        let (Some(wanted), Some(active)) =
            (profiles.iter().find(is_wanted), profiles.iter().find(|profile| profile.active))
        else {
            self.trouble = Some(Trouble::NoSuchProfile);
            self.stage = Stage::Waiting { until: now.mono + RECHECK, then: Then::Divert };
            return;
        };
        if wanted.number == active.number {
            // The person wants the same: it is not ours to undo.
            self.trouble = None;
            self.claim = Claim::Spent;
            return;
        }
        let diversion = Box::new(Diversion {
            extension: extension.clone(),
            profile: wanted.number,
            profile_name: wanted.name.clone(),
            former: active.number,
            former_name: active.name.clone(),
            activity: wish.activity.clone(),
            since: now.utc,
            until: now.utc_in(wish.at_most),
            account: account.to_owned(),
        });
        self.ends = now.mono + wish.at_most;
        let attempt = out.attempt();
        out.emit(Effect::RememberDiversion { diversion: diversion.clone() });
        out.emit(Effect::ActivateForwarding {
            attempt,
            extension: extension.clone(),
            profile: diversion.profile,
            instead_of: diversion.former,
        });
        self.stage = Stage::Activating(attempt, diversion);
    }

    fn activated(&mut self, result: Result<(), NotActivated>, now: Now, out: &mut Outbox) -> Option<(Deed, Outcome)> {
        let (diversion, change) = match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Activating(_, diversion) => (diversion, PhoneChange::Divert),
            Stage::Returning(_, diversion) => (diversion, PhoneChange::Return),
            other @ (Stage::Idle | Stage::Reading(_) | Stage::Diverted(_) | Stage::Owed(_) | Stage::Waiting { .. }) => {
                self.stage = other;
                return None;
            }
        };
        match (result, change) {
            (Ok(()), PhoneChange::Return) => {
                let deed = Deed::Returned { profile: diversion.former_name.clone() };
                self.forget(&diversion, out);
                Some((deed, Outcome::Done))
            }
            (Ok(()), PhoneChange::Divert) => {
                self.failures = 0;
                self.trouble = None;
                let (profile, former) = (diversion.profile_name.clone(), diversion.former_name.clone());
                self.stage = Stage::Diverted(diversion);
                if self.wish.is_none() || self.claim == Claim::Spent {
                    self.owe();
                }
                Some((Deed::Diverted { profile, former }, Outcome::Done))
            }
            (Err(NotActivated::TakenOver), _) => {
                let deed = Deed::TakenOver { profile: diversion.profile_name.clone() };
                self.claim = Claim::Spent;
                self.forget(&diversion, out);
                Some((deed, Outcome::Seen))
            }
            (Err(NotActivated::Failed(failure)), _) if failure.kind == FailureKind::NotFound => {
                // The extension is gone, and its forwarding with it.
                self.claim = Claim::Spent;
                self.forget(&diversion, out);
                None
            }
            (Err(NotActivated::NotTaken), change) => {
                let failure = Failure::new(FailureKind::Refused);
                Some(self.not_changed(diversion, change, failure, NotCorrected::NotTaken, now.mono, out))
            }
            (Err(NotActivated::Failed(failure)), change) => {
                let why = reason(failure.kind);
                Some(self.not_changed(diversion, change, failure, why, now.mono, out))
            }
        }
    }

    /// It may have been changed all the same, so it stays on disk and is undone before anything else is tried.
    fn not_changed(
        &mut self,
        diversion: Box<Diversion>,
        change: PhoneChange,
        failure: Failure,
        why: NotCorrected,
        now: Duration,
        out: &mut Outbox,
    ) -> (Deed, Outcome) {
        let deed = match change {
            PhoneChange::Return => Deed::Returned { profile: diversion.former_name.clone() },
            PhoneChange::Divert => {
                let (profile, former) = (diversion.profile_name.clone(), diversion.former_name.clone());
                Deed::Diverted { profile, former }
            }
        };
        let outcome = if failure.is_transient() { Outcome::Delayed } else { Outcome::Refused };
        self.wait(&failure, Then::Return(diversion), now, out);
        self.note(change, why, &failure);
        (deed, outcome)
    }

    /// The profiles could not be read.
    fn unread(&mut self, failure: &Failure, now: Duration, out: &mut Outbox) {
        self.wait(failure, Then::Divert, now, out);
        self.note(PhoneChange::Divert, reason(failure.kind), failure);
    }

    fn wait(&mut self, failure: &Failure, then: Then, now: Duration, out: &mut Outbox) {
        self.failures += 1;
        let wait = if is_brief(failure) { backoff::delay(self.failures, failure, out) } else { RECHECK };
        self.stage = Stage::Waiting { until: now + wait, then };
    }

    /// What heals by itself within a few attempts is nobody's problem.
    fn note(&mut self, change: PhoneChange, why: NotCorrected, failure: &Failure) {
        if !is_brief(failure) || self.failures >= PATIENCE {
            self.trouble = Some(Trouble::NotChanged(change, why));
        }
    }

    /// Nothing of ours is at the phone any more.
    fn forget(&mut self, diversion: &Diversion, out: &mut Outbox) {
        self.stage = Stage::Idle;
        out.emit(Effect::ForgetDiversion { extension: diversion.extension.clone() });
        // What could not be diverted is tried again, and stays a problem until it works or is not wanted any more.
        let goes_on = self.wish.is_some() && self.claim == Claim::Open;
        if !(goes_on && matches!(self.trouble, Some(Trouble::NotChanged(PhoneChange::Divert, _)))) {
            self.trouble = None;
        }
        if self.trouble.is_none() && !goes_on {
            self.failures = 0;
        }
    }

    /// What is changed at the phone, or may be.
    fn diversion(&self) -> Option<&Diversion> {
        match &self.stage {
            Stage::Activating(_, diversion)
            | Stage::Diverted(diversion)
            | Stage::Owed(diversion)
            | Stage::Returning(_, diversion)
            | Stage::Waiting { then: Then::Return(diversion), .. } => Some(diversion),
            Stage::Idle | Stage::Reading(_) | Stage::Waiting { then: Then::Divert, .. } => None,
        }
    }

    fn wanted_profile(&self, change: PhoneChange) -> String {
        let wish = || self.wish.as_ref().map(|wish| wish.profile.clone()).unwrap_or_default();
        match (change, self.diversion()) {
            (PhoneChange::Return, Some(diversion)) => diversion.former_name.clone(),
            (PhoneChange::Divert, Some(diversion)) => diversion.profile_name.clone(),
            (PhoneChange::Return | PhoneChange::Divert, None) => wish(),
        }
    }

    fn state(&self) -> DiversionState {
        match &self.stage {
            Stage::Activating(..) => DiversionState::Diverting,
            Stage::Owed(_) | Stage::Returning(..) => DiversionState::Returning,
            Stage::Waiting { .. } => DiversionState::Stuck,
            Stage::Idle | Stage::Reading(_) | Stage::Diverted(_) => DiversionState::Diverted,
        }
    }

    fn asked(&self) -> Option<Attempt> {
        match &self.stage {
            Stage::Activating(attempt, _) | Stage::Returning(attempt, _) => Some(*attempt),
            Stage::Idle | Stage::Reading(_) | Stage::Diverted(_) | Stage::Owed(_) | Stage::Waiting { .. } => None,
        }
    }

    fn is_busy(&self) -> bool {
        self.asked().is_some() || matches!(self.stage, Stage::Reading(_))
    }

    /// Whether there is nothing more to know about it.
    fn is_done(&self) -> bool {
        self.wish.is_none() && self.diversion().is_none()
    }

    fn poll_timeout(&self) -> Option<Duration> {
        match &self.stage {
            Stage::Diverted(_) => Some(self.ends),
            Stage::Waiting { until, .. } => Some(*until),
            Stage::Idle | Stage::Reading(_) | Stage::Activating(..) | Stage::Owed(_) | Stage::Returning(..) => None,
        }
    }
}

impl Wish {
    pub(crate) fn new(profile: &str, activity: &str, hours: f64) -> Self {
        let at_most = Duration::try_from_secs_f64(hours * 3_600.0).unwrap_or_default();
        Self { profile: profile.to_owned(), activity: activity.to_owned(), at_most }
    }
}

/// Whether it is worth another attempt soon. A refused token is renewed meanwhile.
fn is_brief(failure: &Failure) -> bool {
    failure.is_transient() || failure.kind == FailureKind::Unauthorized
}
