//! The world of the model test: phones, Teams, a disk and the weather, and the books that it keeps about them.

mod checks;

use super::{
    Act, CALM, PEOPLE, SILENCE, UNSEEN, Weather,
    company::{RULE, activated, extension, line, teams_user, user},
};
use engine::{
    Attempt, Effect, Engine, Event, ExtensionNumber, Now, Request, UserId, Utc,
    event::{Account, Connector, Diversion, Extension, Failure, FailureKind, ForwardProfile, NotActivated, Token},
    presence::{CloudyaPresence, LineState, Publication, TeamsPresence},
    problem::Permission,
    request::PauseUntil,
    rules::Profile,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// How long Teams may go on showing what was cleared or replaced: longer than the phone rule waits.
const FADING: Duration = Duration::from_secs(75);

/// How long a run lasts that crashes as the one before it did.
const RUN: Duration = Duration::from_secs(4);

/// What a phone says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phone {
    pub(super) line: LineState,
    pub(super) presence: CloudyaPresence,
}

/// A state of a phone, since when it is so, and when it was last said.
#[derive(Clone, Copy, Debug)]
struct Told {
    phone: Phone,
    since: Duration,
    heard: Duration,
}

pub(crate) struct World {
    engine: Engine,
    clock: Duration,
    seed: u64,
    profile: Profile,
    phones: BTreeMap<ExtensionNumber, Phone>,
    /// Whose Teams user has another address than the phone.
    moved: BTreeSet<usize>,
    /// Who was matched when the engine last read the users.
    matched: BTreeSet<UserId>,
    /// The program has said that it ends.
    ended: bool,
    excluded: BTreeSet<ExtensionNumber>,
    paused: bool,
    cloudya: Weather,
    microsoft: Weather,
    stream: Option<Attempt>,
    /// What Teams holds of ours, and until when.
    sessions: BTreeMap<UserId, (Publication, Duration)>,
    /// What was cleared or replaced, and until when Teams shows it all the same.
    fading: BTreeMap<UserId, (Publication, Duration)>,
    status: BTreeMap<UserId, TeamsPresence>,
    /// What the disk remembers as perhaps published.
    remembered: BTreeSet<UserId>,
    /// Answers on their way, in the order of their arrival.
    answers: BTreeMap<(Duration, u64), Event>,
    answered: u64,
    requests: Vec<Duration>,
    last_request: Option<Now>,
    asking: BTreeMap<Account, Attempt>,
    writing: BTreeMap<UserId, Attempt>,
    silent_until: Duration,
    /// The active call-forward profile of each phone, and the one that its owner chose last.
    forwarding: BTreeMap<ExtensionNumber, u8>,
    chosen: BTreeMap<ExtensionNumber, u8>,
    /// What the disk remembers as perhaps diverted.
    diverted: BTreeMap<ExtensionNumber, Diversion>,
    /// When Teams last showed a state of its own that the rule names.
    last_met: BTreeMap<UserId, Duration>,
    /// What the engine was last told about each line.
    told: BTreeMap<ExtensionNumber, Told>,
    /// The stream that the engine knows to be open.
    opened: Option<Attempt>,
    snapshot_asked: Duration,
    /// What the wall clock is ahead of the other, in milliseconds.
    wall: i64,
    /// When each phone last asked for something, or changed after that.
    last_asked: BTreeMap<ExtensionNumber, Duration>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let phones = (0..PEOPLE).map(|person| (extension(person), Phone::FREE)).collect();
        let mut world = Self {
            engine: Engine::new(seed, Now { mono: Duration::ZERO, utc: Utc(0) }),
            clock: Duration::ZERO,
            seed,
            profile: activated(),
            phones,
            moved: BTreeSet::new(),
            matched: BTreeSet::new(),
            ended: false,
            excluded: BTreeSet::new(),
            paused: false,
            cloudya: Weather::Fair,
            microsoft: Weather::Fair,
            stream: None,
            sessions: BTreeMap::new(),
            fading: BTreeMap::new(),
            status: BTreeMap::new(),
            remembered: BTreeSet::new(),
            answers: BTreeMap::new(),
            answered: 0,
            requests: Vec::new(),
            last_request: None,
            asking: BTreeMap::new(),
            writing: BTreeMap::new(),
            silent_until: Duration::ZERO,
            last_asked: BTreeMap::new(),
            forwarding: BTreeMap::new(),
            chosen: BTreeMap::new(),
            diverted: BTreeMap::new(),
            last_met: BTreeMap::new(),
            told: BTreeMap::new(),
            opened: None,
            snapshot_asked: Duration::ZERO,
            wall: 0,
        };
        world.start();
        world.wait(Duration::from_secs(5));
        world
    }

    pub(crate) fn act(&mut self, act: Act) {
        match act {
            Act::Line { person, state } => self.change(person, |phone| phone.line = state),
            Act::Presence { person, presence } => self.change(person, |phone| phone.presence = presence),
            Act::Wait { seconds } => self.wait(Duration::from_secs_f64(seconds)),
            Act::CutStream => self.cut_stream(),
            Act::TakeOver { person, profile } => {
                self.forwarding.insert(extension(person), profile);
                self.chosen.insert(extension(person), profile);
            }
            Act::UndoDiversions => self.ask(Request::UndoDiversions),
            Act::SetClock { seconds } => self.wall += seconds * 1_000,
            Act::Weather { cloudya, microsoft } => {
                self.cloudya = cloudya;
                self.microsoft = microsoft;
                if cloudya != Weather::Fair {
                    self.cut_stream();
                }
            }
            Act::Exclude { person } => {
                self.excluded.insert(extension(person));
                self.ask(Request::Exclude { extension: extension(person) });
            }
            Act::Include { person } => {
                self.excluded.remove(&extension(person));
                self.ask(Request::Include { extension: extension(person) });
            }
            Act::Pause => {
                self.paused = true;
                self.ask(Request::Pause { until: PauseUntil::Resumed });
            }
            Act::Resume => {
                self.paused = false;
                self.ask(Request::Resume);
            }
            Act::Sleep { seconds } => {
                self.clock += Duration::from_secs_f64(seconds);
                self.tell(Event::Resumed);
            }
            Act::Move { person } => {
                self.moved.insert(person);
            }
            Act::MoveBack { person } => {
                self.moved.remove(&person);
            }
            Act::Crash { runs } => {
                self.start();
                for _ in 1..runs {
                    self.wait(RUN);
                    self.start();
                }
            }
            Act::Quit => {
                self.ended = false;
                self.ask(Request::Quit);
                self.wait(Duration::from_secs(11));
                assert!(self.ended, "the program does not end");
                self.start();
            }
            Act::TeamsStatus { person, availability, activity } => {
                self.note_meetings();
                self.status.insert(user(person), TeamsPresence::new(availability, activity));
            }
        }
    }

    /// Everything works again, and time passes.
    pub(crate) fn calm_down(&mut self) {
        self.cloudya = Weather::Fair;
        self.microsoft = Weather::Fair;
        for phone in self.phones.values_mut().filter(|phone| phone.line == LineState::Unknown) {
            phone.line = LineState::Idle;
        }
        self.wait(CALM);
    }

    /// Everybody is free, in Teams and on the phone.
    pub(crate) fn end_meetings(&mut self) {
        self.note_meetings();
        self.status.clear();
        self.wait(UNSEEN);
    }

    /// The program starts, perhaps after a crash that lost everything but the disk and Teams.
    fn start(&mut self) {
        self.seed = self.seed.wrapping_add(1);
        self.engine = Engine::new(self.seed, self.now());
        self.told.clear();
        self.matched.clear();
        self.opened = None;
        self.answers.clear();
        self.asking.clear();
        self.writing.clear();
        // What a service asked of the former run is forgotten with it.
        self.silent_until = Duration::ZERO;
        self.stream = None;
        let was_clock_set = self.last_request.is_some_and(|sent| sent.utc_in(self.clock - sent.mono) != self.now().utc);
        if was_clock_set && self.remembered.is_empty() {
            // Nobody can tell how long ago the former run sent something.
            self.requests.clear();
        }
        let profile = Box::new(self.profile.clone());
        let leftovers = self.remembered.iter().cloned().collect();
        let diversions = self.diverted.values().cloned().collect();
        let last_request = self.last_request.map(|sent| sent.utc);
        self.tell(Event::Restored { profile, leftovers, diversions, emails: Vec::new(), last_request });
    }

    fn change(&mut self, person: usize, change: impl FnOnce(&mut Phone)) {
        let extension = extension(person);
        let Some(phone) = self.phones.get_mut(&extension) else { return };
        change(phone);
        let phone = *phone;
        if phone.asks_for().is_some() {
            self.last_asked.insert(extension.clone(), self.clock);
        } else if let Some(last) = self.last_asked.get_mut(&extension) {
            *last = self.clock;
        }
        if let (Some(attempt), Weather::Fair) = (self.stream, self.cloudya) {
            self.tell(Event::LineChanged { attempt, line: line(&extension, phone) });
        }
    }

    fn cut_stream(&mut self) {
        if let Some(attempt) = self.stream.take() {
            self.tell(Event::StreamLost { attempt, failure: Failure::new(FailureKind::Unreachable) });
        }
    }

    fn ask(&mut self, request: Request) {
        self.tell(Event::Requested(request));
    }

    fn tell(&mut self, event: Event) {
        self.note_told(&event);
        self.engine.handle_event(event, self.now());
        self.perform();
    }

    fn now(&self) -> Now {
        Now { mono: self.clock, utc: Utc(i64::try_from(self.clock.as_millis()).unwrap() + self.wall) }
    }

    fn wait(&mut self, time: Duration) {
        let end = self.clock + time;
        let mut beat = self.clock + Duration::from_secs(20);
        for turn in 0.. {
            assert!(turn < 200_000, "the engine does not come to rest");
            let answer = self.answers.keys().next().map(|(at, _)| *at);
            let timeout = self.engine.poll_timeout(self.now());
            let next = [answer, timeout, Some(beat), Some(end)].into_iter().flatten().min().unwrap_or(end);
            self.clock = next.max(self.clock);
            if self.clock >= beat {
                beat += Duration::from_secs(20);
                if let (Some(attempt), Weather::Fair) = (self.stream, self.cloudya) {
                    self.tell(Event::StreamBeat { attempt });
                }
            }
            if let Some(entry) = self.answers.first_entry().filter(|entry| entry.key().0 <= self.clock) {
                let event = entry.remove();
                self.arrive(event);
            } else if self.engine.poll_timeout(self.now()).is_some_and(|due| due <= self.clock) {
                self.engine.handle_timeout(self.now());
                self.perform();
            } else if self.clock >= end {
                return;
            }
        }
    }

    fn arrive(&mut self, event: Event) {
        let failure = match &event {
            Event::Authenticated { account, .. } => {
                self.asking.remove(account);
                None
            }
            Event::PresenceWritten { user, result, .. } => {
                self.writing.remove(user);
                result.as_ref().err()
            }
            Event::PresencesRead { result, .. } => result.as_ref().err(),
            Event::UsersListed { result: Ok(users), .. } => {
                let known = |user: &&engine::event::TeamsUser| user.user_principal_name.starts_with(user.id.as_str());
                self.matched = users.iter().filter(known).map(|user| user.id.clone()).collect();
                None
            }
            _ => None,
        };
        if let Some(silence) = failure.and_then(|failure| failure.retry_after) {
            self.silent_until = self.silent_until.max(self.clock + silence);
        }
        self.tell(event);
    }

    fn perform(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            match effect {
                Effect::Authenticate { account, attempt } => self.authenticate(account, attempt),
                Effect::ListExtensions { attempt } => {
                    let extension =
                        |number: &ExtensionNumber| Extension { number: number.clone(), name: String::new() };
                    let extensions = self.phones.keys().map(extension).collect();
                    self.cloudya(extensions, move |result| Event::ExtensionsListed { attempt, result });
                }
                Effect::ReadEmail { attempt, extension } => {
                    let email = format!("u{extension}@x.example");
                    self.cloudya(email, move |result| Event::EmailRead { attempt, extension, result });
                }
                Effect::ReadConnector { attempt } => {
                    self.cloudya(Connector::Inactive, move |result| Event::ConnectorRead { attempt, result });
                }
                Effect::ListUsers { attempt } => {
                    let users = (0..PEOPLE).map(|person| teams_user(person, self.moved.contains(&person))).collect();
                    self.answer(self.microsoft, users, move |result| Event::UsersListed { attempt, result });
                }
                Effect::OpenStream { attempt } => {
                    let open = self.cloudya == Weather::Fair;
                    self.stream = open.then_some(attempt);
                    let failure = Failure::new(FailureKind::Unreachable);
                    let event =
                        if open { Event::StreamOpened { attempt } } else { Event::StreamLost { attempt, failure } };
                    self.later(0.05, event);
                }
                Effect::CloseStream { attempt } => self.stream = self.stream.filter(|open| *open != attempt),
                Effect::ReadSnapshot { attempt } => {
                    self.snapshot_asked = self.clock;
                    let lines = self.phones.iter().map(|(extension, phone)| line(extension, *phone)).collect();
                    self.cloudya(lines, move |result| Event::SnapshotRead { attempt, result });
                }
                Effect::ReadPresences { attempt, users, .. } => {
                    self.count_request();
                    let seen = users.iter().map(|user| (user.clone(), self.seen(user))).collect();
                    self.presence(seen, move |result| Event::PresencesRead { attempt, result });
                }
                Effect::SetPresence { attempt, user, publication, expires } => {
                    self.check_write(&user, attempt);
                    assert!(self.remembered.contains(&user), "the disk knows before Teams does");
                    self.check_reason(&user);
                    self.check_freshness(&user, publication);
                    let until = self.clock + expires;
                    if self.is_heard() {
                        let former = self.sessions.insert(user.clone(), (publication, until));
                        if let Some((former, _)) =
                            former.filter(|(former, end)| *former != publication && *end > self.clock)
                        {
                            self.fading.insert(user.clone(), (former, self.clock + FADING));
                        }
                    }
                    self.presence((), move |result| Event::PresenceWritten { attempt, user, result });
                }
                Effect::ClearPresence { attempt, user } => {
                    self.check_write(&user, attempt);
                    if self.is_heard()
                        && let Some((publication, end)) = self.sessions.remove(&user)
                        && end > self.clock
                    {
                        self.fading.insert(user.clone(), (publication, self.clock + FADING));
                    }
                    self.presence((), move |result| Event::PresenceWritten { attempt, user, result });
                }
                Effect::RememberPublished { user } => {
                    self.remembered.insert(user);
                }
                Effect::ForgetPublished { user } => {
                    self.remembered.remove(&user);
                }
                Effect::ReadForwarding { attempt, extension } => {
                    let active = self.forwarding.get(&extension).copied().unwrap_or_default();
                    let profile = |(number, name): (u8, &str)| ForwardProfile {
                        number,
                        name: name.to_owned(),
                        active: number == active,
                    };
                    let profiles = [(0, "Default"), (1, "Meeting"), (2, "Holiday")].map(profile).to_vec();
                    self.cloudya(profiles, move |result| Event::ForwardingRead { attempt, result });
                }
                Effect::ActivateForwarding { attempt, extension, profile, instead_of } => {
                    let result = self.activate(&extension, profile, instead_of);
                    self.cloudya((), move |answer| {
                        let result = answer.map_err(NotActivated::Failed).and(result);
                        Event::ForwardingActivated { attempt, result }
                    });
                }
                Effect::RememberDiversion { diversion } => {
                    self.diverted.insert(diversion.extension.clone(), *diversion);
                }
                Effect::ForgetDiversion { extension } => {
                    self.diverted.remove(&extension);
                }
                Effect::RememberEmail { .. } | Effect::ForgetEmail { .. } => {}
                Effect::Record { .. } | Effect::KeepJournal { .. } | Effect::UseNetwork { .. } => {}
                Effect::SaveProfile { profile } => self.profile = *profile,
                Effect::Notify { .. } => {}
                Effect::Quit => self.ended = true,
                other => panic!("nobody asked for {other:?}"),
            }
        }
    }

    fn authenticate(&mut self, account: Account, attempt: Attempt) {
        let twice = self.asking.insert(account, attempt);
        assert_eq!(twice, None, "two refreshes of {account:?} at once");
        let (seconds, granted) = match account {
            Account::Application => (4_000, vec![Permission::PresenceReadWriteAll, Permission::UserReadAll]),
            Account::SyncUser(_) => (4_000, vec![Permission::PresenceReadAll]),
            Account::Cti | Account::Configuration => (300, Vec::new()),
        };
        let token = Token { expires_in: Duration::from_secs(seconds), granted };
        let weather = match account {
            Account::Application | Account::SyncUser(_) => self.microsoft,
            Account::Cti | Account::Configuration => self.cloudya,
        };
        let result = match weather {
            Weather::Fair | Weather::Slow | Weather::Unauthorized | Weather::Throttling => Ok(token),
            Weather::Down | Weather::Deaf => Err(Failure::new(FailureKind::Unreachable)),
        };
        self.later(0.2, Event::Authenticated { account, attempt, result });
    }

    fn cloudya<T>(&mut self, value: T, event: impl FnOnce(Result<T, Failure>) -> Event) {
        self.answer(self.cloudya, value, event);
    }

    fn presence<T>(&mut self, value: T, event: impl FnOnce(Result<T, Failure>) -> Event) {
        self.answer(self.microsoft, value, event);
    }

    fn answer<T>(&mut self, weather: Weather, value: T, event: impl FnOnce(Result<T, Failure>) -> Event) {
        let (seconds, result) = match weather {
            Weather::Fair => (0.05, Ok(value)),
            Weather::Slow => (7.0, Ok(value)),
            Weather::Down => (1.0, Err(Failure::new(FailureKind::Unreachable))),
            Weather::Deaf => (10.0, Err(Failure::new(FailureKind::Unreachable))),
            Weather::Throttling => (0.0, Err(Failure::new(FailureKind::Throttled).with_retry_after(Some(SILENCE)))),
            Weather::Unauthorized => (0.05, Err(Failure::new(FailureKind::Unauthorized))),
        };
        self.later(seconds, event(result));
    }

    fn later(&mut self, seconds: f64, event: Event) {
        self.answered += 1;
        self.answers.insert((self.clock + Duration::from_secs_f64(seconds), self.answered), event);
    }

    /// Whether a write reaches Teams in this weather, whatever its answer.
    fn is_heard(&self) -> bool {
        matches!(self.microsoft, Weather::Fair | Weather::Slow | Weather::Deaf)
    }

    /// What the stream said after the question, a snapshot does not know.
    fn note_told(&mut self, event: &Event) {
        let (lines, outdated) = match event {
            Event::StreamOpened { attempt } => {
                self.opened = Some(*attempt);
                return;
            }
            Event::LineChanged { line, attempt } if self.opened == Some(*attempt) => {
                (std::slice::from_ref(line), Duration::MAX)
            }
            Event::SnapshotRead { result: Ok(lines), .. } => (lines.as_slice(), self.snapshot_asked),
            _ => return,
        };
        for line in lines {
            let phone = Phone { line: line.line, presence: line.presence };
            let known = self.told.get(&line.extension).copied();
            if known.is_some_and(|known| known.heard >= outdated) {
                continue;
            }
            let since = known.filter(|known| known.phone == phone).map_or(self.clock, |known| known.since);
            self.told.insert(line.extension.clone(), Told { phone, since, heard: self.clock });
        }
    }

    /// As Cloudya does it: only from the expected profile, and not at all while it cannot be reached.
    fn activate(&mut self, extension: &ExtensionNumber, profile: u8, instead_of: u8) -> Result<(), NotActivated> {
        assert!(self.diverted.contains_key(extension), "the disk knows before the phone is changed");
        if profile == 1 {
            self.check_diversion(extension);
        }
        if !matches!(self.cloudya, Weather::Fair | Weather::Slow | Weather::Deaf) {
            return Ok(());
        }
        let active = self.forwarding.get(extension).copied().unwrap_or_default();
        if active != profile && active != instead_of {
            return Err(NotActivated::TakenOver);
        }
        self.forwarding.insert(extension.clone(), profile);
        Ok(())
    }

    fn note_meetings(&mut self) {
        for (user, own) in &self.status {
            if RULE.iter().any(|activity| own.has_activity(activity)) {
                self.last_met.insert(user.clone(), self.clock);
            }
        }
    }

    fn seen(&self, user: &UserId) -> TeamsPresence {
        let shown = |held: &&(Publication, Duration)| held.1 > self.clock;
        let ours = self.fading.get(user).filter(shown).or_else(|| self.sessions.get(user).filter(shown));
        let own = self.status.get(user).cloned().unwrap_or_else(|| TeamsPresence::new("Available", "Available"));
        match ours {
            Some((ours, _)) if !own.is("DoNotDisturb", "DoNotDisturb") => {
                TeamsPresence::new(ours.availability(), ours.activity())
            }
            Some(_) | None => own,
        }
    }
}

impl Phone {
    const FREE: Self = Self { line: LineState::Idle, presence: CloudyaPresence::Available };

    /// What the settings of this company make of it.
    fn asks_for(self) -> Option<Publication> {
        match (self.presence, self.line) {
            (CloudyaPresence::Dnd, _) => Some(Publication::Presenting),
            (_, LineState::InUse) => Some(Publication::InACall),
            _ => None,
        }
    }
}
