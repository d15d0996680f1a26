//! What follows every event: sessions are opened, lists are read, desires become writes, problems are noted.

use super::Engine;
use crate::{
    Attempt, Effect, ExtensionNumber, Now, UserId,
    activity::{Deed, Outcome},
    condition::silence,
    directory::{Finished, Reach},
    event::{Account, Failure, FailureKind},
    expiry,
    people::{Consequence, FORBIDDEN_FOR, Urgency},
    person::{Desire, TakenAway},
    phones::Phone,
    presence::{CloudyaPresence, LineState, Publication, TeamsPresence},
    problem::Permission,
    projection,
    roster::Roster,
    rules::{Direction, DndRule, EmailSource, Reader, RingingRule, Settings},
    session::{Session, Unauthorized},
    standing::Announce,
    trial::Verdict,
    view::Notice,
    voicemail::SIDE_BY_SIDE,
};
use rustc_hash::FxHashMap;
use std::time::Duration;

/// When writing is forbidden about so many people in a row, it is no longer a matter of each of them.
const FORBIDDEN_TO_ALL: usize = 3;
/// How long clearing may take when the program ends.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long after the computer slept both sides are waited for.
pub(super) const AFRESH: Duration = Duration::from_secs(30);
/// The board follows the reading of addresses in steps of this many.
const MATCH_EVERY: usize = 50;

/// The way out: clear what was published, then go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    /// `None` when it has passed.
    pub(super) deadline: Option<Duration>,
    pub(super) then: Farewell,
    phones: Phones,
}

/// What becomes of phones that could not be returned before all that is known of them is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phones {
    WaitedFor,
    /// The administrator wants to forget them all the same.
    LeftDiverted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    Quit,
    Forget,
    Gone,
}

impl Ending {
    /// Who asks to forget once more, after the time for it has passed, does not want to wait for phones.
    pub(super) fn new(then: Farewell, former: Option<Self>, now: Duration) -> Self {
        let insists = then == Farewell::Forget
            && former.is_some_and(|former| former.then == Farewell::Forget && former.deadline.is_none());
        let phones = if insists { Phones::LeftDiverted } else { Phones::WaitedFor };
        Self { deadline: Some(now + FAREWELL), then, phones }
    }
}

impl Engine {
    /// Brings everything on its way that can be. Idempotent; runs after every event and timeout.
    pub(super) fn pursue(&mut self, now: Now) {
        self.open_sessions();
        if self.may_ask(Account::Cti, now.mono) {
            self.stream.open(now.mono, &mut self.out);
        }
        self.directory.pump(self.reach(now.mono), now.mono, &mut self.out);
        self.follow_emails(now);
        self.try_accounts(now);
        self.wake_up(now.mono);
        self.watch_hours(now);
        self.watch_rival(now);
        self.divert(now);
        self.send(now);
        self.watch_everybody(now);
        self.note(now);
        self.depart(now);
    }

    /// Sends writes and readings about presence, most urgent first.
    pub(super) fn send(&mut self, now: Now) {
        let writable = self.may_send(now.mono);
        self.people.forget_gone(&mut self.out);
        if writable {
            self.people.pump(Urgency::CallsAndClears, &mut self.budget, now, &mut self.out);
        }
        let sessions = &self.sessions;
        let usable = |account| sessions.get(&account).is_some_and(|session| session.is_usable(now.mono));
        self.reader.pump(&mut self.budget, usable, now.mono, &mut self.out);
        if writable {
            self.people.pump(Urgency::Renewals, &mut self.budget, now, &mut self.out);
        }
    }

    pub(super) fn written(&mut self, attempt: Attempt, user: &UserId, result: Result<(), Failure>, now: Now) {
        let consequence = self.people.written(attempt, user, result, &mut self.budget, now, &mut self.out);
        match consequence {
            Consequence::Nothing => {}
            Consequence::Worked => {
                self.forbidden.clear();
                if std::mem::take(&mut self.writes_from) > Duration::ZERO {
                    self.people.pardon(now.mono);
                }
            }
            Consequence::Unauthorized => match self.unauthorized(Account::Application, now) {
                Unauthorized::Refreshing => {}
                Unauthorized::Final => {
                    self.people.forbid(user, now.mono);
                    self.forbidden(user, now.mono);
                }
            },
            Consequence::Forbidden => self.forbidden(user, now.mono),
            Consequence::Gone => self.directory.refresh_users(now.mono),
        }
    }

    /// Teams does not let us write about somebody. While the token holds the permission that is this person's own
    /// matter, a licence for example, until it happens to one after the other.
    fn forbidden(&mut self, user: &UserId, now: Duration) {
        self.forbidden.insert(user.clone());
        if self.forbidden.len() >= FORBIDDEN_TO_ALL || !self.may_write(now) {
            self.writes_from = now + FORBIDDEN_FOR;
        }
    }

    pub(super) fn presences_read(
        &mut self,
        attempt: Attempt,
        result: Result<Vec<(UserId, TeamsPresence)>, Failure>,
        now: Now,
    ) {
        let failure = result.as_ref().err();
        if let Some(failure) = failure {
            // Silence is for everybody, also when nobody waits for this answer any more.
            self.budget.heed(failure, now.mono, &mut self.out);
        }
        let seen = result.as_ref().map(Vec::len);
        if let Some(verdict) = self.trials.answered(attempt, seen, now.mono, &mut self.out) {
            self.tried(verdict, now);
            return;
        }
        let interval = self.reader.interval(self.profile.settings.teams_poll(), &self.budget);
        let Some(asked) = self.reader.answered(attempt, failure, interval, now.mono, &mut self.out) else {
            return;
        };
        match result {
            Ok(presences) => {
                self.budget.succeeded();
                if let Account::SyncUser(round) = asked.reader {
                    self.onboarding.reading_works(round);
                }
                let mut seen = presences.into_iter().collect::<FxHashMap<_, _>>();
                for user in asked.users.iter() {
                    let presence = seen.remove(user).filter(|presence| !presence.is_unknown());
                    if self.people.observe(user, presence, asked.at, now, &mut self.out) == TakenAway::Yes {
                        self.rival.taken_away(user, now.mono);
                        self.directory.suspect_connector(now.mono);
                    }
                }
            }
            Err(failure) => self.unauthorized_by(asked.reader, Some(&failure), now),
        }
    }

    /// Looks at what set-up wants to know, as far as the application's token allows it now.
    fn try_accounts(&mut self, now: Now) {
        let application = self.sessions.get(&Account::Application).filter(|session| session.is_usable(now.mono));
        let granted = application.map(Session::granted);
        let somebody = self.directory.users.first().map(|user| &user.id);
        self.trials.pump(granted, somebody, &mut self.budget, now.mono, &mut self.out);
        if granted.is_some_and(|granted| granted.contains(&Permission::UserReadAll)) {
            self.onboarding.sync_users.pump(&self.profile, now.mono, &mut self.out);
        }
    }

    fn tried(&mut self, verdict: Verdict, now: Now) {
        match verdict {
            Verdict::SignIn(round, readable) => self.onboarding.sign_in_tried(round, readable),
            Verdict::Application { adopt } => {
                self.profile.application_reader = Some(now.utc);
                if adopt {
                    self.profile.settings.reader = Reader::Application;
                    self.rematch(now);
                }
                self.save();
            }
            Verdict::Nothing => {}
        }
    }

    /// A line changed: its row does, and perhaps what its person wants in Teams.
    pub(super) fn phone_changed(&mut self, extension: &ExtensionNumber, phone: Phone, now: Now) {
        self.rows.changed(extension.clone());
        let person = self.people.of_extension(extension);
        let deed = Deed::LineChanged { line: phone.line, presence: phone.presence };
        self.record(Some(extension.clone()), person, deed, Outcome::Seen, now);
        if let Some(index) = person {
            let desire = self.desire_of(index, now.mono);
            self.people.desire(index, desire, &self.profile.settings, now.mono);
        }
    }

    pub(super) fn desire_all(&mut self, now: Now) {
        for index in self.people.indices() {
            let desire = self.desire_of(index, now.mono);
            self.people.desire(index, desire, &self.profile.settings, now.mono);
        }
        self.rows.all_changed();
    }

    /// The list of extensions or their addresses are different from before.
    pub(super) fn directory_changed(&mut self, now: Now) {
        if self.email_source() == EmailSource::Imported {
            self.directory.take_emails(&self.profile.imported_emails, &mut self.out);
        }
        self.rows.start_over();
        self.rematch(now);
    }

    /// Matches everybody afresh, and lets places, readers and desires follow.
    pub(super) fn rematch(&mut self, now: Now) {
        self.directory.note_completeness(self.email_source(), now);
        let places = self.profile.places.clone();
        self.roster = Roster::new(&self.directory, &mut self.profile);
        if self.profile.places != places {
            self.save();
        }
        if self.directory.is_complete() {
            let sources = self.roster.sources(&self.directory.users);
            self.people.assign(&sources);
            let readers = self.roster.readers(&self.profile, &self.directory.users);
            self.reader.assign(&readers, now.mono);
        }
        let problems = self.roster.problems(&self.directory, &self.profile);
        // What is found while everything is read for the first time is no news.
        let announce = if self.announced && self.profile.activated.is_some() { Announce::Yes } else { Announce::No };
        self.announced = self.directory.is_complete();
        self.standing.of_people(problems, &self.profile.choices.ignored, announce, now, &mut self.out);
        self.desire_all(now);
    }

    pub(super) fn note_changed_people(&mut self) {
        for user in self.people.take_changed() {
            for extension in self.roster.extensions_of(&user) {
                self.rows.changed(extension.clone());
            }
        }
    }

    pub(super) fn renew(&mut self, account: Account) {
        self.sessions.entry(account).or_insert_with(|| Session::new(account)).renew(&mut self.out);
    }

    pub(super) fn unauthorized(&mut self, account: Account, now: Now) -> Unauthorized {
        match self.sessions.get_mut(&account) {
            Some(session) => session.unauthorized(now.mono, &mut self.out),
            None => Unauthorized::Final,
        }
    }

    pub(super) fn unauthorized_by(&mut self, account: Account, failure: Option<&Failure>, now: Now) {
        if failure.is_some_and(|failure| failure.kind == FailureKind::Unauthorized) {
            self.unauthorized(account, now);
        }
    }

    pub(super) fn save(&mut self) {
        self.out.emit(Effect::SaveProfile { profile: Box::new(self.profile.clone()) });
    }

    pub(crate) fn email_source(&self) -> EmailSource {
        self.profile.cloudya.as_ref().map_or(EmailSource::Imported, |cloudya| cloudya.emails)
    }

    /// Whether writes can be sent at all.
    pub(super) fn may_send(&self, now: Duration) -> bool {
        now >= self.writes_from && self.woken.is_none() && self.may_write(now)
    }

    /// Whether the application holds the permission to write.
    fn may_write(&self, now: Duration) -> bool {
        self.sessions.get(&Account::Application).is_some_and(|session| {
            session.is_usable(now) && session.granted().contains(&Permission::PresenceReadWriteAll)
        })
    }

    pub(super) fn reach(&self, now: Duration) -> Reach {
        let usable = |account| self.sessions.get(&account).is_some_and(|session| session.is_usable(now));
        let application = self.sessions.get(&Account::Application);
        let users = application.is_some_and(|session| session.granted().contains(&Permission::UserReadAll));
        Reach {
            cti: self.may_ask(Account::Cti, now),
            configuration: self.may_ask(Account::Configuration, now),
            application: usable(Account::Application) && users,
            emails: self.email_source(),
            pages: SIDE_BY_SIDE.saturating_sub(self.diversions.claims()),
        }
    }

    /// Whether a service of Cloudya may be asked.
    pub(super) fn may_ask(&self, account: Account, now: Duration) -> bool {
        let session = self.sessions.get(&account);
        now >= self.silence_of(account) && session.is_some_and(|session| session.is_usable(now))
    }

    /// Until when it wants to be left alone; zero at first.
    pub(super) fn silence_of(&self, account: Account) -> Duration {
        self.silences.get(&account).copied().unwrap_or_default()
    }

    /// What it asks of one request, it asks of all.
    pub(super) fn heed(&mut self, account: Account, failure: Option<&Failure>, now: Duration) {
        if let Some(asked) = failure.and_then(|failure| failure.retry_after) {
            let silence = self.silences.entry(account).or_default();
            *silence = (*silence).max(now + asked);
        }
    }

    /// Whether the stream has been away for longer than the last states are believed.
    pub(crate) fn stream_is_given_up(&self, now: Duration) -> bool {
        self.stream.lost_since().is_some_and(|lost| lost + self.profile.settings.grace() <= now)
    }

    /// Whether the connector of NFON, the administrator or the end of the program forbids to publish.
    pub(crate) fn is_publishing(&self) -> bool {
        silence(self).is_none()
    }

    pub(crate) fn is_ending(&self) -> bool {
        self.ending.is_some()
    }

    /// Whether this extension's calls are to be seen in Teams, by its own direction or that of all.
    pub(crate) fn publishes(&self, extension: &ExtensionNumber) -> bool {
        match self.profile.choices.directions.get(extension).unwrap_or(&self.profile.settings.direction) {
            Direction::Both | Direction::PhoneToTeams => true,
            Direction::TeamsToPhone => false,
        }
    }

    fn open_sessions(&mut self) {
        let mut wanted = Vec::new();
        if let Some(cloudya) = &self.profile.cloudya {
            wanted.push(Account::Cti);
            if cloudya.can_configure() {
                wanted.push(Account::Configuration);
            }
        }
        if self.profile.microsoft.is_some() {
            wanted.push(Account::Application);
            let signed_in = self.profile.sync_users.iter().filter(|(_, user)| user.signed_in.is_some());
            wanted.extend(signed_in.map(|(round, _)| Account::SyncUser(*round)));
        }
        self.sessions.retain(|account, _| wanted.contains(account));
        for account in wanted {
            self.sessions.entry(account).or_insert_with(|| Session::new(account)).open(&mut self.out);
        }
    }

    /// The board follows the reading of addresses in steps, and at its end.
    fn follow_emails(&mut self, now: Now) {
        let view = self.directory.view();
        let read = view.emails_read;
        let finished = if read == view.emails_total { Finished::Yes } else { Finished::No };
        let step = read.abs_diff(self.matched_emails) >= MATCH_EVERY;
        let completed = !self.directory.is_complete() && {
            self.directory.note_completeness(self.email_source(), now);
            self.directory.is_complete()
        };
        if step || completed || self.directory.take_changed_emails(finished) {
            self.matched_emails = read;
            self.rematch(now);
        }
    }

    fn note(&mut self, now: Now) {
        let announce = if self.profile.activated.is_some() { Announce::Yes } else { Announce::No };
        self.remind(announce, now);
        let problems = projection::general_problems(self, now);
        self.standing.general(problems, announce, now, &mut self.out);
        for (connection, state) in projection::connections(self, now.mono) {
            self.standing.connection(connection, state, now);
        }
    }

    /// Tells people that the application's credential ends soon: once for each of the days that are worth it.
    fn remind(&mut self, announce: Announce, now: Now) {
        let Some(microsoft) = self.profile.microsoft.as_mut().filter(|_| announce == Announce::Yes) else { return };
        let Some(days) = expiry::news(microsoft, now.utc) else { return };
        microsoft.told_days = Some(days);
        if let Some(problem) = expiry::problem(microsoft, now.utc) {
            self.out.emit(Effect::Notify { notice: Notice { problem } });
        }
        self.save();
    }

    /// When the next of those days begins.
    pub(super) fn next_reminder(&self, now: Now) -> Option<Duration> {
        let microsoft = self.profile.microsoft.as_ref().filter(|_| self.profile.activated.is_some())?;
        if expiry::news(microsoft, now.utc).is_some() {
            return Some(now.mono);
        }
        let until = expiry::next(microsoft.credential_expires?, now.utc)?;
        Some(now.mono + until)
    }

    /// After the computer slept, nothing is written before both sides have been read, or cannot be.
    fn wake_up(&mut self, now: Duration) {
        let Some(woken) = self.woken else { return };
        let is_read = self.phones.are_known() && self.reader.has_read_since(woken);
        if is_read || now >= woken + AFRESH || self.is_ending() {
            self.woken = None;
        }
    }

    /// Takes the working hours as they are now.
    fn watch_hours(&mut self, now: Now) {
        let was_rest = self.hours.now.is_rest();
        let hours = self.hours.look(self.profile.settings.working_hours.as_ref(), self.zone_minutes, now.utc);
        if was_rest != hours.is_rest() {
            self.desire_all(now);
        }
    }

    /// Keeps a truce with whoever else writes the same presence, unless the administrator wants ours all the same.
    fn watch_rival(&mut self, now: Now) {
        let is_truce = self.rival.is_truce(now.mono) && !self.profile.choices.write_anyway;
        if is_truce != self.is_truce {
            self.is_truce = is_truce;
            self.desire_all(now);
        }
    }

    /// Notes since when nobody is synchronised although everybody should be.
    fn watch_everybody(&mut self, now: Now) {
        let works = self.roster.people() > 0
            && match self.profile.settings.direction {
                Direction::Both | Direction::PhoneToTeams => self.phones.are_known() && self.may_send(now.mono),
                Direction::TeamsToPhone => self.people.iter().any(|person| person.observed.is_some()),
            };
        if works || silence(self).is_some() {
            self.nobody_since = None;
        } else {
            self.nobody_since.get_or_insert(now.mono);
        }
    }

    /// Ends the program once everything is cleared, or the deadline has passed. What is in Teams runs out by itself, and
    /// the next start returns a phone, but nobody would return one that was forgotten.
    fn depart(&mut self, now: Now) {
        let Some(ending) = &mut self.ending else { return };
        let hopeless = !self.people.is_clear() && self.profile.microsoft.is_none();
        ending.deadline = ending.deadline.filter(|deadline| *deadline > now.mono);
        let is_over = ending.deadline.is_none();
        let teams = self.people.is_clear() || hopeless || is_over;
        let phones = self.diversions.is_clear()
            || match (ending.then, ending.phones) {
                (Farewell::Forget, Phones::WaitedFor) => false,
                (Farewell::Forget, Phones::LeftDiverted) => true,
                (Farewell::Quit | Farewell::Gone, _) => is_over,
            };
        if ending.then == Farewell::Gone || !(teams && phones) {
            return;
        }
        let then = std::mem::replace(&mut ending.then, Farewell::Gone);
        self.stream.close(&mut self.out);
        match then {
            Farewell::Quit => self.out.emit(Effect::Quit),
            Farewell::Forget => self.forget(now),
            Farewell::Gone => {}
        }
    }

    /// Starts over as on the first day, with the same clock and jitter.
    fn forget(&mut self, now: Now) {
        let fresh = Self::new(0, now);
        let out = std::mem::replace(&mut self.out, crate::outbox::Outbox::new(0));
        *self = Self { out, zone_minutes: self.zone_minutes, ..fresh };
        self.rows.start_over();
        self.out.emit(Effect::ForgetEverything);
    }

    fn desire_of(&self, index: usize, now: Duration) -> Desire {
        if !self.is_publishing() || (self.stream_is_given_up(now) && !self.phones.are_known()) {
            return Desire::Forbidden;
        }
        let sources = self.people.sources(index);
        if sources.is_empty() {
            return if self.directory.is_complete() { Desire::Forbidden } else { Desire::Hold };
        }
        if !self.phones.are_known() {
            return Desire::Hold;
        }
        let published = sources.iter().filter(|extension| self.publishes(extension));
        let asked = published.map(|extension| desire(&self.profile.settings, self.phones.phone(extension)));
        asked.max_by_key(|desire| weight(*desire)).unwrap_or(Desire::Forbidden)
    }
}

/// What one phone asks for.
fn desire(settings: &Settings, phone: Phone) -> Desire {
    if settings.dnd == DndRule::DoNotDisturb && phone.presence == CloudyaPresence::Dnd {
        return Desire::Publish(Publication::Presenting);
    }
    match phone.line {
        LineState::InUse => Desire::Publish(Publication::InACall),
        LineState::Ringing if settings.ringing == RingingRule::InACall => Desire::Publish(Publication::InACall),
        LineState::Ringing | LineState::Idle | LineState::Offline => Desire::Nothing,
        LineState::Unknown => Desire::Hold,
    }
}

/// Of one person's phones the one counts that weighs most: any in a call, then any that is unknown and keeps what is.
fn weight(desire: Desire) -> u8 {
    match desire {
        Desire::Publish(Publication::Presenting) => 4,
        Desire::Publish(Publication::InACall) => 3,
        Desire::Hold => 2,
        Desire::Nothing => 1,
        Desire::Forbidden => 0,
    }
}
