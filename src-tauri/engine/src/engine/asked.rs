//! Carries out what people ask for.

use super::{Ending, Engine, Farewell};
use crate::{
    Attempt, Effect, ExtensionNumber, Now, Request, Round, UserId, Utc,
    activity::{Deed, Outcome},
    budget::Budget,
    event::{Account, Diversion, EmailNotWritten},
    onboarding::{self, Success},
    people::Watch,
    problem::{Kept, Recovered},
    request::{ImportedEmail, PauseUntil},
    roster::user_of,
    rules::{CloudyaProfile, Correction, EmailSource, Paused, Profile, Reader, Settings, SyncUserProfile},
    session::Session,
};
use std::time::Duration;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

impl Engine {
    pub(super) fn restore(
        &mut self,
        profile: Profile,
        leftovers: Vec<UserId>,
        diversions: Vec<Diversion>,
        last_request: Option<Utc>,
        now: Now,
    ) {
        self.profile = profile;
        self.profile.settings = std::mem::take(&mut self.profile.settings).clamped();
        self.budget.set_limit(self.profile.settings.presence_limit);
        if !leftovers.is_empty() || last_request.is_some_and(|sent| Budget::still_counts(sent, now)) {
            self.budget.start_carefully(now.mono);
        }
        self.people.restore(leftovers, &self.profile.settings, now);
        self.diversions.restore(diversions);
        self.apply_settings();
        self.record_about(None, Deed::Started, Outcome::Seen, now);
        if self.profile.consent.is_some() {
            self.check_sync_users();
        }
        match self.profile.paused {
            Some(Paused { until: Some(until) }) if until <= now.utc => self.profile.paused = None,
            Some(Paused { until }) => self.pause_ends = until.map(|until| now.mono + until_then(now, until)),
            None => {}
        }
        self.desire_all(now);
    }

    pub(super) fn requested(&mut self, request: Request, now: Now) {
        match request {
            Request::ConnectCloudya(credentials) => self.onboarding.connect_cloudya(credentials, &mut self.out),
            Request::ConnectMicrosoft(credentials) => self.onboarding.connect_microsoft(credentials, &mut self.out),
            Request::UseEmails { emails } => self.use_emails(emails, now),
            Request::NameSyncUser { round, address } => {
                let user = self.profile.sync_users.entry(round).or_default();
                user.expected = address.trim().to_lowercase();
                user.checked = None;
                self.onboarding.sync_users.check(round);
                self.save();
            }
            Request::CreateCertificate => self.onboarding.create_certificate(&mut self.out),
            Request::CheckSyncUser { round } => self.onboarding.sync_users.check(round),
            Request::CreateSyncUser { round, via } => {
                self.onboarding.create_sync_user(round, via, &self.profile, &mut self.out);
            }
            Request::PasswordNoted { round } => self.onboarding.sync_users.password_noted(round),
            Request::ReleaseRound { round } => self.release(round, now),
            Request::TryApplicationReader => self.trials.try_application(false),
            Request::StopReading => self.directory.voicemail.stop(),
            Request::ContinueReading => self.directory.voicemail.go_on(),
            Request::GiveConsent { via } => self.onboarding.give_consent(via, &self.profile, &mut self.out),
            Request::SignIn { round, via } => self.onboarding.sign_in(round, via, &self.profile, &mut self.out),
            Request::AcceptAccount { round } => {
                let success = self.onboarding.accept_account(round, &mut self.out);
                self.step_done(success, now);
            }
            Request::CancelSignIn => self.onboarding.cancel(&mut self.out),
            Request::Activate => {
                if self.can_activate() {
                    // What was lost has been set up again.
                    self.damaged.retain(|kept, recovered| (*kept, *recovered) != (Kept::Settings, Recovered::No));
                    self.profile.activated.get_or_insert(now.utc);
                    self.record_about(None, Deed::Activated, Outcome::Seen, now);
                    self.save();
                    self.desire_all(now);
                }
            }
            Request::Deactivate => {
                self.record_about(None, Deed::Deactivated, Outcome::Seen, now);
                self.profile.activated = None;
                self.profile.paused = None;
                self.pause_ends = None;
                self.save();
                self.desire_all(now);
            }
            Request::Pause { until } => self.pause(until, now),
            Request::Resume => self.resume(now),
            Request::RefreshDirectory => self.directory.refresh(now.mono),
            Request::ChangeSettings { settings } => self.change_settings(settings, now),
            Request::ChooseDuplicate { user, choice } => {
                match choice {
                    Some(choice) => self.profile.choices.duplicates.insert(user, choice),
                    None => self.profile.choices.duplicates.remove(&user),
                };
                self.chosen(now);
            }
            Request::Exclude { extension } => {
                self.profile.choices.excluded.insert(extension);
                self.chosen(now);
            }
            Request::Include { extension } => {
                self.profile.choices.excluded.remove(&extension);
                self.chosen(now);
            }
            Request::MatchManually { extension, user } => {
                match user {
                    Some(user) => self.profile.choices.manual.insert(extension, user),
                    None => self.profile.choices.manual.remove(&extension),
                };
                self.chosen(now);
            }
            Request::SetDirection { extension, direction } => {
                let directions = &mut self.profile.choices.directions;
                match direction {
                    Some(direction) => directions.insert(extension, direction),
                    None => directions.remove(&extension),
                };
                self.chosen(now);
            }
            Request::ApplyMatching { manual, excluded } => {
                self.profile.choices.manual =
                    manual.into_iter().map(|chosen| (chosen.extension, chosen.user)).collect();
                self.profile.choices.excluded = excluded.into_iter().collect();
                self.chosen(now);
            }
            Request::CorrectEmail { extension, email } => self.correct(extension, email.trim(), now),
            Request::Ignore { key } if self.take_note(&key) => {}
            Request::Ignore { key } => {
                self.profile.choices.ignored.insert(key);
                self.chosen(now);
            }
            Request::TakeUpAgain { key } => {
                self.profile.choices.ignored.remove(&key);
                self.chosen(now);
            }
            Request::WriteAnyway => {
                self.profile.choices.write_anyway = true;
                self.rival.forget();
                self.chosen(now);
            }
            Request::LeaveToOther => {
                self.profile.choices.write_anyway = false;
                self.rival.forget();
                self.chosen(now);
            }
            Request::UndoDiversions => self.diversions.undo(),
            Request::EmptyJournal { extension } => {
                let found = extension.as_ref().and_then(|extension| self.roster.of(extension));
                let user = found.and_then(user_of).map(|(user, _)| self.directory.users[user].id.clone());
                self.out.emit(Effect::EmptyJournal { extension, user });
            }
            Request::ForgetEverything => self.end(Farewell::Forget, now),
            Request::Quit => self.end(Farewell::Quit, now),
        }
    }

    /// Somebody has read that a file was damaged: there is nothing to take up again. `false` for another problem.
    fn take_note(&mut self, key: &str) -> bool {
        let stood = self.damaged.len();
        self.damaged.retain(|kept, recovered| kept.damaged(*recovered).key() != key);
        self.damaged.len() < stood
    }

    /// Follows a step of set-up that went well.
    pub(super) fn step_done(&mut self, success: Option<Success>, now: Now) {
        let Some(success) = success else { return };
        match success {
            Success::Cloudya(facts) => {
                let cloudya = self.profile.cloudya.as_ref();
                self.directory.connect(cloudya.map_or("", |cloudya| &cloudya.account), &mut self.out);
                self.directory.take_extensions(facts.extensions, now, &mut self.out);
                self.directory.connected(now.mono);
                if let Some(Ok(connector)) = facts.configuration {
                    self.directory.connector = connector;
                }
                self.renew(Account::Cti);
                if self.profile.cloudya.as_ref().is_some_and(CloudyaProfile::can_configure) {
                    self.renew(Account::Configuration);
                }
                self.stream.close(&mut self.out);
                self.directory_changed(now);
            }
            Success::Microsoft => {
                self.sessions.retain(|account, _| !matches!(account, Account::SyncUser(_)));
                self.renew(Account::Application);
            }
            Success::SignedIn { round, with } => {
                let user = self.profile.sync_users.entry(round).or_default();
                user.signed_in = Some(onboarding::account(&with, now));
                let account = Account::SyncUser(round);
                self.sessions.entry(account).or_insert_with(|| Session::new(account)).accept(with.token, now);
                self.rematch(now);
                self.reader.hurry(now.mono);
                let somebody = self.directory.users.iter().map(|user| &user.id).find(|id| **id != with.user);
                let somebody = somebody.unwrap_or(&with.user).clone();
                self.onboarding.sign_in_is_tried(round);
                self.trials.try_sign_in(round, somebody, &mut self.budget, now.mono, &mut self.out);
                self.onboarding.sync_users.check(round);
            }
        }
        self.save();
    }

    /// Whether everything is done that activation needs.
    pub(crate) fn can_activate(&self) -> bool {
        let reader = match self.profile.settings.reader {
            Reader::Application => true,
            Reader::SyncUser => self.profile.sync_users.get(&Round(1)).is_some_and(|user| user.signed_in.is_some()),
        };
        self.profile.cloudya.is_some() && self.profile.microsoft.is_some() && self.profile.consent.is_some() && reader
    }

    pub(super) fn resume(&mut self, now: Now) {
        self.pause_ends = None;
        self.profile.paused = None;
        self.record_about(None, Deed::Resumed, Outcome::Seen, now);
        self.save();
        self.desire_all(now);
    }

    fn pause(&mut self, until: PauseUntil, now: Now) {
        let until = match until {
            PauseUntil::HalfAnHour => Some(Utc(now.utc.0 + 30 * MINUTE)),
            PauseUntil::Tomorrow => Some(self.next_midnight(now.utc)),
            PauseUntil::Resumed => None,
        };
        self.profile.paused = Some(Paused { until });
        self.record_about(None, Deed::Paused, Outcome::Seen, now);
        self.pause_ends = until.map(|until| now.mono + until_then(now, until));
        self.save();
        self.desire_all(now);
    }

    fn next_midnight(&self, utc: Utc) -> Utc {
        let zone = i64::from(self.zone_minutes) * MINUTE;
        let local = utc.0 + zone;
        Utc((local.div_euclid(DAY) + 1) * DAY - zone)
    }

    fn use_emails(&mut self, emails: Vec<ImportedEmail>, now: Now) {
        let Some(CloudyaProfile { emails: source, .. }) = &mut self.profile.cloudya else { return };
        *source = EmailSource::Imported;
        self.profile.imported_emails = emails.into_iter().map(|line| (line.extension, line.email)).collect();
        self.save();
        self.directory_changed(now);
    }

    fn change_settings(&mut self, settings: Settings, now: Now) {
        let former = self.profile.settings.reader;
        let wanted = settings.reader;
        self.profile.settings = settings.clamped();
        match wanted {
            Reader::SyncUser => self.trials.keep_sync_users(),
            Reader::Application if former == wanted || self.profile.application_reader.is_some() => {}
            Reader::Application => {
                self.profile.settings.reader = former;
                self.trials.try_application(true);
            }
        }
        self.budget.set_limit(self.profile.settings.presence_limit);
        self.apply_settings();
        self.record_about(None, Deed::SettingsChanged, Outcome::Seen, now);
        self.save();
        self.rematch(now);
    }

    /// Tells everybody who goes by the settings without asking for them.
    fn apply_settings(&mut self) {
        let watch = if self.has_phone_rules() { Watch::OwnStates } else { Watch::Nothing };
        self.people.watch(watch);
        let settings = &self.profile.settings;
        self.out.emit(Effect::KeepJournal { time: settings.journal() });
        self.out.emit(Effect::UseNetwork { network: Box::new(settings.network.clone()) });
    }

    fn correct(&mut self, extension: ExtensionNumber, email: &str, now: Now) {
        if !self.directory.extensions.contains_key(&extension) {
            return;
        }
        if self.email_source() == EmailSource::Imported {
            let former = self.profile.imported_emails.insert(extension.clone(), email.to_owned()).unwrap_or_default();
            let correction = Correction { extension, former, email: email.to_owned(), at: now.utc };
            self.profile.corrections.insert(0, correction);
            self.save();
            self.directory_changed(now);
            return;
        }
        let former = self.directory.emails.get(&extension).cloned().unwrap_or_default();
        self.corrections.begin(extension, former, email.to_owned(), &mut self.out);
    }

    /// The board follows what stands in Cloudya now, also where that is not what was wanted.
    pub(super) fn corrected(&mut self, attempt: Attempt, result: Result<(), EmailNotWritten>, now: Now) {
        let done = &mut self.profile.corrections;
        let is_done = result.is_ok();
        let Some((extension, actual)) = self.corrections.written(attempt, result, done, now) else { return };
        if is_done {
            self.record_about(Some(extension.clone()), Deed::EmailCorrected, Outcome::Done, now);
        }
        self.directory.take_email(extension.clone(), actual, now, &mut self.out);
        self.rows.changed(extension);
        self.save();
        self.rematch(now);
    }

    /// The round's people lose their reader, and its places go to whoever waits, in an order that moves nobody else.
    fn release(&mut self, round: Round, now: Now) {
        self.onboarding.release(round, &mut self.out);
        if let Some(user) = self.profile.sync_users.get_mut(&round) {
            *user = SyncUserProfile { expected: std::mem::take(&mut user.expected), ..SyncUserProfile::default() };
        }
        self.save();
        self.rematch(now);
    }

    /// The accounts that were named are looked at, now that the application can.
    pub(super) fn check_sync_users(&mut self) {
        for (round, user) in &self.profile.sync_users {
            if user.checked.is_none() && !user.expected.is_empty() {
                self.onboarding.sync_users.check(*round);
            }
        }
    }

    fn chosen(&mut self, now: Now) {
        self.save();
        self.rematch(now);
    }

    fn end(&mut self, then: Farewell, now: Now) {
        self.onboarding.cancel(&mut self.out);
        self.record_about(None, Deed::Ended, Outcome::Seen, now);
        self.ending = Some(Ending::new(then, self.ending, now.mono));
        self.desire_all(now);
    }
}

fn until_then(now: Now, then: Utc) -> Duration {
    Duration::from_millis(u64::try_from(then.0 - now.utc.0).unwrap_or(0))
}
