//! Takes events, gives out effects, a deadline and a view. Routes to the machines, and decides nothing that one of them can.

mod answers;
mod asked;
mod divert;
mod pursue;
#[cfg(test)]
mod tests;

use crate::{
    Effect, Event, Now, UserId, View,
    activity::{Deed, Outcome},
    budget::Budget,
    corrections::Corrections,
    directory::Directory,
    diversions::Diversions,
    event::{Account, CallKind, Place},
    hours::Timetable,
    onboarding::Onboarding,
    outbox::Outbox,
    people::People,
    phones::{Phone, Phones},
    problem::{Kept, Recovered},
    projection::Rows,
    question::{Answer, Question},
    reader::Reader,
    rival::Rival,
    roster::Roster,
    rules::{Profile, Settings},
    session::{Session, Unauthorized},
    standing::Standing,
    stream::{Stream, TokenState},
    trial::Trials,
    view::{Row, RowChanges},
};
use pursue::{Ending, Farewell};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// When nobody has been synchronised for so long, somebody has to know.
pub(crate) const NOBODY: Duration = Duration::from_secs(5 * 60);

/// Decides what the program does. Drive it like this, after every event and every timeout:
/// take effects with [`Self::poll_effect`] until there is none, then wait until [`Self::poll_timeout`] at the latest.
pub struct Engine {
    pub(crate) out: Outbox,
    pub(crate) profile: Profile,
    pub(crate) onboarding: Onboarding,
    pub(crate) sessions: BTreeMap<Account, Session>,
    pub(crate) stream: Stream,
    pub(crate) phones: Phones,
    pub(crate) directory: Directory,
    pub(crate) roster: Roster,
    pub(crate) people: People,
    pub(crate) reader: Reader,
    pub(crate) trials: Trials,
    pub(crate) corrections: Corrections,
    pub(crate) diversions: Diversions,
    pub(crate) rival: Rival,
    /// Whether nothing is published for the rival's sake.
    pub(crate) is_truce: bool,
    /// Since when nobody could be synchronised although it runs.
    pub(crate) nobody_since: Option<Duration>,
    /// When a phone is returned because Teams tells nothing about its person any more.
    teams_unknown_at: Option<Duration>,
    pub(crate) budget: Budget,
    pub(crate) standing: Standing,
    pub(crate) unkept: Vec<Place>,
    /// What was found damaged, until somebody has taken note.
    pub(crate) damaged: BTreeMap<Kept, Recovered>,
    /// No write before this moment: Teams refused them all. Zero since one worked.
    pub(crate) writes_from: Duration,
    /// About whom a write was forbidden since one last worked.
    forbidden: BTreeSet<UserId>,
    /// When the computer woke up, until both sides have been read since.
    woken: Option<Duration>,
    /// Until then a service of Cloudya is left alone, as it asked.
    silences: BTreeMap<Account, Duration>,
    pub(crate) rows: Rows,
    pause_ends: Option<Duration>,
    pub(crate) hours: Timetable,
    zone_minutes: i32,
    ending: Option<Ending>,
    matched_emails: usize,
    /// The problems of people were seen once, so that new ones are news.
    announced: bool,
}

impl Engine {
    /// `seed` feeds the only randomness there is: the jitter of delays.
    pub fn new(seed: u64, _now: Now) -> Self {
        let settings = Settings::default();
        Self {
            out: Outbox::new(seed),
            profile: Profile::default(),
            onboarding: Onboarding::default(),
            sessions: BTreeMap::new(),
            stream: Stream::new(),
            phones: Phones::default(),
            directory: Directory::new(),
            roster: Roster::default(),
            people: People::default(),
            reader: Reader::default(),
            trials: Trials::default(),
            corrections: Corrections::default(),
            diversions: Diversions::default(),
            rival: Rival::default(),
            is_truce: false,
            nobody_since: None,
            teams_unknown_at: None,
            budget: Budget::new(settings.presence_limit),
            standing: Standing::default(),
            unkept: Vec::new(),
            damaged: BTreeMap::new(),
            writes_from: Duration::ZERO,
            forbidden: BTreeSet::new(),
            woken: None,
            silences: BTreeMap::new(),
            rows: Rows::default(),
            pause_ends: None,
            hours: Timetable::default(),
            zone_minutes: 0,
            ending: None,
            matched_emails: 0,
            announced: false,
        }
    }

    pub fn handle_event(&mut self, event: Event, now: Now) {
        match event {
            Event::StreamBeat { attempt } => {
                self.stream.beat(attempt, now.mono);
                return;
            }
            Event::LineChanged { attempt, line } => {
                if self.stream.heard(attempt, now.mono)
                    && let Some(phone) = self.phones.hear(&line, now)
                {
                    self.phone_changed(&line.extension, phone, now);
                    self.send(now);
                }
                return;
            }
            Event::CallAnswered { extension, kind } => {
                if kind == CallKind::Conversation {
                    self.people.answered_call(&extension, now.mono);
                    self.send(now);
                }
                return;
            }
            Event::PresencesRead { attempt, result } => self.presences_read(attempt, result, now),
            Event::PresenceWritten { attempt, user, result } => self.written(attempt, &user, result, now),
            Event::Restored { profile, leftovers, diversions, emails, last_request } => {
                let account = profile.cloudya.as_ref().map_or("", |cloudya| &cloudya.account);
                self.directory.restore(emails, account, now, &mut self.out);
                self.restore(*profile, leftovers, diversions, last_request, now);
            }
            Event::Requested(request) => self.requested(request, now),
            Event::CloudyaTried { attempt, result } => {
                let success = self.onboarding.cloudya_tried(attempt, result, &mut self.profile, &mut self.out);
                self.step_done(success, now);
            }
            Event::MicrosoftTried { attempt, result } => {
                let success = self.onboarding.microsoft_tried(attempt, result, &mut self.profile, now, &mut self.out);
                self.step_done(success, now);
            }
            Event::Authenticated { account, attempt, result } => {
                if account == Account::Cti {
                    self.heed(account, result.as_ref().err(), now.mono);
                }
                let session = self.sessions.entry(account).or_insert_with(|| Session::new(account));
                session.answered(attempt, result, now, &mut self.out);
                if account == Account::Application && session.is_usable(now.mono) {
                    let granted = session.granted().to_vec();
                    let had_consent = self.profile.consent.is_some();
                    self.onboarding.application_token(&granted, &mut self.profile, now);
                    if !had_consent && self.profile.consent.is_some() {
                        self.check_sync_users();
                    }
                    self.save();
                }
            }
            Event::CertificateCreated { attempt, result } => {
                self.onboarding.certificate_created(attempt, result, &mut self.profile);
                self.save();
            }
            Event::SyncUserChecked { attempt, result } => {
                self.unauthorized_by(Account::Application, result.as_ref().err(), now);
                let (roster, profile) = (&self.roster, &mut self.profile);
                let sync_users = &mut self.onboarding.sync_users;
                sync_users.checked(attempt, result, profile, |user| roster.phone_of(user), now);
                self.save();
            }
            Event::SyncUserCreated { attempt, result } => {
                self.onboarding.sync_user_created(attempt, result, &mut self.profile, now);
                self.save();
            }
            Event::PageOpened { attempt, device_code } => self.onboarding.page_opened(attempt, device_code),
            Event::ConsentReturned { attempt, result } => {
                if self.onboarding.consent_returned(attempt, result, now) {
                    self.renew(Account::Application);
                }
            }
            Event::SignInReturned { attempt, result } => {
                let success = self.onboarding.sign_in_returned(attempt, result, &self.profile, &mut self.out);
                self.step_done(success, now);
            }
            Event::ExtensionsListed { attempt, result } => {
                self.heed(Account::Cti, result.as_ref().err(), now.mono);
                self.unauthorized_by(Account::Cti, result.as_ref().err(), now);
                if self.directory.extensions_listed(attempt, result, now, &mut self.out) {
                    self.directory_changed(now);
                }
            }
            Event::EmailRead { attempt, extension: _, result } => {
                self.heed(Account::Configuration, result.as_ref().err(), now.mono);
                self.unauthorized_by(Account::Configuration, result.as_ref().err(), now);
                self.directory.email_read(attempt, result, now, &mut self.out);
            }
            Event::EmailWritten { attempt, result } => self.corrected(attempt, result, now),
            Event::ConnectorRead { attempt, result } => {
                self.heed(Account::Configuration, result.as_ref().err(), now.mono);
                self.unauthorized_by(Account::Configuration, result.as_ref().err(), now);
                self.directory.connector_read(attempt, result, now, &mut self.out);
                self.desire_all(now);
            }
            Event::ForwardingRead { attempt, result } => self.forwarding_read(attempt, result, now),
            Event::ForwardingActivated { attempt, result } => self.forwarding_activated(attempt, result, now),
            Event::UsersListed { attempt, result } => {
                self.unauthorized_by(Account::Application, result.as_ref().err(), now);
                if self.directory.users_listed(attempt, result, now, &mut self.out) {
                    self.rematch(now);
                }
            }
            Event::StreamOpened { attempt } => {
                let silence = self.silence_of(Account::Cti);
                self.stream.opened(attempt, silence, now.mono, &mut self.out);
            }
            Event::StreamLost { attempt, failure } => {
                self.heed(Account::Cti, Some(&failure), now.mono);
                if self.stream.lost(attempt, failure, now.mono, &mut self.out) {
                    match self.unauthorized(Account::Cti, now) {
                        Unauthorized::Refreshing => {}
                        Unauthorized::Final => self.stream.refused(now.mono, &mut self.out),
                    }
                }
            }
            Event::SnapshotRead { attempt, result } => {
                self.heed(Account::Cti, result.as_ref().err(), now.mono);
                self.unauthorized_by(Account::Cti, result.as_ref().err(), now);
                let asked = self.stream.snapshot_answered(attempt, result.as_ref().err(), now.mono);
                if let (Some(asked), Ok(lines)) = (asked, result) {
                    let first = !self.phones.are_known();
                    for extension in self.phones.see_all(&lines, asked, now) {
                        self.phone_changed(&extension, self.phones.phone(&extension), now);
                    }
                    if first {
                        self.desire_all(now);
                    }
                }
            }
            Event::KeepingFailed { place } => {
                self.unkept.retain(|known| *known != place);
                self.unkept.push(place);
            }
            Event::KeepingWorks { place } => {
                self.unkept.retain(|known| *known != place);
            }
            Event::FoundDamaged { kept, recovered } => {
                let known = self.damaged.entry(kept).or_insert(recovered);
                *known = recovered.max(*known);
            }
            Event::Resumed => {
                self.record_about(None, Deed::Woke, Outcome::Seen, now);
                self.woken = Some(now.mono);
                self.phones.doubt();
                self.desire_all(now);
                self.stream.reopen(self.silence_of(Account::Cti), now.mono, &mut self.out);
                self.reader.hurry(now.mono);
            }
            Event::ZoneChanged { minutes } => self.zone_minutes = minutes,
        }
        self.pursue(now);
    }

    pub fn handle_timeout(&mut self, now: Now) {
        self.people.handle_timeout(now.mono);
        let silences = &self.silences;
        for (_, session) in self.sessions.iter_mut().filter(|(account, _)| !is_silent(silences, **account, now.mono)) {
            session.handle_timeout(now.mono, &mut self.out);
        }
        let token = match self.sessions.get(&Account::Cti) {
            Some(session) if session.is_usable(now.mono) => TokenState::Usable,
            Some(_) | None => TokenState::Missing,
        };
        self.stream.handle_timeout(token, self.silence_of(Account::Cti), now.mono, &mut self.out);
        self.trials.handle_timeout(now.mono);
        if self.onboarding.wants_token(now.mono) {
            self.renew(Account::Application);
        }
        if self.stream_is_given_up(now.mono) && self.phones.are_remembered() {
            for extension in self.phones.forget() {
                self.phone_changed(&extension, Phone::default(), now);
            }
        }
        if self.pause_ends.is_some_and(|end| end <= now.mono) {
            self.resume(now);
        }
        self.pursue(now);
    }

    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.out.take()
    }

    /// A pure projection of the state: everything but the rows.
    pub fn view(&self, now: Now) -> View {
        crate::projection::view(self, now)
    }

    /// The rows that changed since the last call.
    pub fn poll_rows(&mut self, now: Now) -> RowChanges {
        self.note_changed_people();
        let mut rows = std::mem::take(&mut self.rows);
        let changes = rows.take(self, now);
        self.rows = rows;
        changes
    }

    /// Changes nothing. `None` where the journal knows and the engine does not.
    pub fn answer(&self, question: &Question) -> Option<Answer> {
        answers::answer(self, question)
    }

    /// The whole board, by extension.
    pub fn rows(&self, now: Now) -> Vec<Row> {
        self.directory.extensions.keys().map(|extension| crate::projection::row(self, extension, now)).collect()
    }

    /// The monotonic moment at which [`Self::handle_timeout`] wants to be called. `now` bounds what may be sent already.
    pub fn poll_timeout(&mut self, now: Now) -> Option<Duration> {
        let writes = if self.may_send(now.mono) {
            self.people.poll_timeout(&mut self.budget, now.mono)
        } else {
            let wake = self.people.next_wake();
            wake.into_iter().chain((self.writes_from > now.mono).then_some(self.writes_from)).min()
        };
        let sessions = &self.sessions;
        let usable = |account| sessions.get(&account).is_some_and(|session| session.is_usable(now.mono));
        let reads = self.reader.poll_timeout(usable);
        let reads = reads.map(|due| due.max(self.budget.free_at(now.mono)));
        let grace = self.phones.are_remembered().then(|| self.stream.lost_since()).flatten();
        let deadlines = [
            writes,
            reads,
            grace.map(|lost| lost + self.profile.settings.grace()),
            self.stream.poll_timeout(),
            self.directory.poll_timeout(self.reach(now.mono)),
            self.onboarding.poll_timeout(),
            self.reach(now.mono).application.then(|| self.onboarding.sync_users.poll_timeout()).flatten(),
            self.trials.poll_timeout(),
            self.next_reminder(now),
            self.pause_ends,
            self.hours.now.lasts(now.utc).map(|lasts| now.mono + lasts),
            self.diversions.poll_timeout(),
            self.teams_unknown_at,
            self.silences.values().copied().filter(|end| *end > now.mono).min(),
            self.woken.map(|woken| woken + pursue::AFRESH),
            self.rival.poll_timeout(now.mono),
            self.nobody_since.map(|since| since + NOBODY).filter(|moment| *moment > now.mono),
            self.ending.and_then(|ending| ending.deadline),
        ];
        let silences = &self.silences;
        let sessions = self.sessions.iter().filter(|(account, _)| !is_silent(silences, **account, now.mono));
        let sessions = sessions.filter_map(|(_, session)| session.poll_timeout());
        deadlines.into_iter().flatten().chain(sessions).min()
    }
}

/// Whether a service is left alone for now, as it asked.
fn is_silent(silences: &BTreeMap<Account, Duration>, account: Account, now: Duration) -> bool {
    silences.get(&account).is_some_and(|end| *end > now)
}
