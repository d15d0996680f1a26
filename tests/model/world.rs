//! The world of the model test: phones, Teams, a disk and the weather, and the books that it keeps about them.

use super::{Act, CALM, LIMIT, PEOPLE, SILENCE, WINDOW, Weather};
use engine::{
    Attempt, Effect, Engine, Event, ExtensionNumber, Now, Request, Round, UserId, Utc,
    event::{
        Account, Connector, Diversion, Extension, Failure, FailureKind, ForwardProfile, Line, NotActivated, TeamsUser,
        Token, UserKind,
    },
    presence::{CloudyaPresence, LineState, Publication, TeamsPresence},
    problem::Permission,
    request::PauseUntil,
    rules::{
        CloudyaProfile, EmailSource, MicrosoftProfile, PhoneRule, Profile, Settings, SignedInAccount, SyncUserProfile,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// How long Teams may go on showing what was cleared: longer than the phone rule waits.
const FADING: Duration = Duration::from_secs(75);

/// The states that divert a phone. Our own publication looks like two of them.
const RULE: [&str; 4] = ["InAMeeting", "Presenting", "InACall", "Busy"];

/// A state of a phone, since when it is so, and when it was last said.
#[derive(Clone, Copy, Debug)]
struct Told {
    state: LineState,
    since: Duration,
    heard: Duration,
}

pub(crate) struct World {
    engine: Engine,
    clock: Duration,
    seed: u64,
    profile: Profile,
    lines: BTreeMap<ExtensionNumber, LineState>,
    excluded: BTreeSet<ExtensionNumber>,
    paused: bool,
    cloudya: Weather,
    microsoft: Weather,
    stream: Option<Attempt>,
    /// What Teams holds of ours, and until when.
    sessions: BTreeMap<UserId, (Publication, Duration)>,
    /// What was cleared, and until when Teams shows it all the same.
    fading: BTreeMap<UserId, (Publication, Duration)>,
    status: BTreeMap<UserId, TeamsPresence>,
    /// What the disk remembers as perhaps published.
    remembered: BTreeSet<UserId>,
    /// Answers on their way, in the order of their arrival.
    answers: BTreeMap<(Duration, u64), Event>,
    answered: u64,
    requests: Vec<Duration>,
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
    /// When each line was last in use, or became something else than unknown.
    last_in_use: BTreeMap<ExtensionNumber, Duration>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let lines = (0..PEOPLE).map(|person| (extension(person), LineState::Idle)).collect();
        let mut world = Self {
            engine: Engine::new(seed, Now { mono: Duration::ZERO, utc: Utc(0) }),
            clock: Duration::ZERO,
            seed,
            profile: activated(),
            lines,
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
            asking: BTreeMap::new(),
            writing: BTreeMap::new(),
            silent_until: Duration::ZERO,
            last_in_use: BTreeMap::new(),
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
            Act::Line { person, state } => {
                let extension = extension(person);
                self.lines.insert(extension.clone(), state);
                if state == LineState::InUse {
                    self.last_in_use.insert(extension.clone(), self.clock);
                } else if let Some(last) = self.last_in_use.get_mut(&extension) {
                    *last = self.clock;
                }
                if let (Some(attempt), Weather::Fair) = (self.stream, self.cloudya) {
                    self.tell(Event::LineChanged { attempt, line: line(&extension, state) });
                }
            }
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
            Act::Crash => self.start(),
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
        for state in self.lines.values_mut().filter(|state| **state == LineState::Unknown) {
            *state = LineState::Idle;
        }
        self.wait(CALM);
    }

    pub(crate) fn check_rest(&self) {
        for (number, state) in &self.lines {
            let user = user_of(number);
            let session = self.sessions.get(&user).filter(|(_, expires)| *expires > self.clock).map(|(what, _)| *what);
            let talking = *state == LineState::InUse && !self.excluded.contains(number) && !self.paused;
            let wanted = talking.then_some(Publication::InACall);
            assert_eq!(session, wanted, "extension {number} is {state:?}");
            assert_eq!(self.remembered.contains(&user), wanted.is_some(), "what the disk says of {user}");
        }
    }

    /// Everybody is free, in Teams and on the phone.
    pub(crate) fn end_meetings(&mut self) {
        self.note_meetings();
        self.status.clear();
        self.wait(CALM);
    }

    pub(crate) fn check_phones(&self) {
        for number in self.lines.keys() {
            let active = self.forwarding.get(number).copied().unwrap_or_default();
            let chosen = self.chosen.get(number).copied().unwrap_or_default();
            assert_eq!(active, chosen, "left diverted: the forwarding of {number}");
        }
        assert!(self.diverted.is_empty(), "left diverted: the disk remembers {:?}", self.diverted);
    }

    /// The program starts, perhaps after a crash that lost everything but the disk and Teams.
    fn start(&mut self) {
        self.seed = self.seed.wrapping_add(1);
        self.engine = Engine::new(self.seed, self.now());
        self.told.clear();
        self.opened = None;
        self.answers.clear();
        self.asking.clear();
        self.writing.clear();
        if self.remembered.is_empty() {
            // A run that left nothing in Teams had little to send; how little, nobody knows.
            self.requests.clear();
        }
        // What a service asked of the former run is forgotten with it.
        self.silent_until = Duration::ZERO;
        self.stream = None;
        let profile = Box::new(self.profile.clone());
        let leftovers = self.remembered.iter().cloned().collect();
        let diversions = self.diverted.values().cloned().collect();
        self.tell(Event::Restored { profile, leftovers, diversions });
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
                    let extensions = self.lines.keys().map(extension).collect();
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
                    let users = (0..PEOPLE).map(teams_user).collect();
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
                    let lines = self.lines.iter().map(|(extension, state)| line(extension, *state)).collect();
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
                    self.check_freshness(&user);
                    let until = self.clock + expires;
                    if self.is_heard() {
                        self.sessions.insert(user.clone(), (publication, until));
                    }
                    self.presence((), move |result| Event::PresenceWritten { attempt, user, result });
                }
                Effect::ClearPresence { attempt, user } => {
                    self.check_write(&user, attempt);
                    if self.is_heard()
                        && let Some((publication, _)) = self.sessions.remove(&user)
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
                Effect::Record { .. } | Effect::KeepJournal { .. } | Effect::UseNetwork { .. } => {}
                Effect::SaveProfile { profile } => self.profile = *profile,
                Effect::Notify { .. } => {}
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

    fn check_write(&mut self, user: &UserId, attempt: Attempt) {
        self.count_request();
        let twice = self.writing.insert(user.clone(), attempt);
        assert_eq!(twice, None, "two writes about {user} at once");
    }

    /// A state is sent only while it is true, or was within the time that it may outlive itself.
    fn check_reason(&self, user: &UserId) {
        let number = extension_of(user);
        let settings = &self.profile.settings;
        let outlives = settings.grace() + settings.clear() + Duration::from_secs(120);
        let recent = self
            .last_in_use
            .get(&number)
            .is_some_and(|last| self.lines[&number] == LineState::InUse || *last + outlives >= self.clock);
        assert!(recent, "{user} is published without a call");
        assert!(!self.excluded.contains(&number), "{user} is excluded");
        assert!(!self.paused, "{user} is published in a pause");
    }

    /// A state that the phone has left already is not sent; that it goes on may be.
    fn check_freshness(&self, user: &UserId) {
        let is_new = self.sessions.get(user).is_none_or(|(_, expires)| *expires <= self.clock);
        let told = self.told.get(&extension_of(user));
        let fresh = told.is_some_and(|told| match told.state {
            LineState::InUse | LineState::Unknown => true,
            LineState::Idle | LineState::Offline | LineState::Ringing => false,
        });
        assert!(fresh || !is_new, "{user} is published although the phone is {told:?}");
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
            let known = self.told.get(&line.extension).copied();
            if known.is_some_and(|known| known.heard >= outdated) {
                continue;
            }
            let since = known.filter(|known| known.state == line.line).map_or(self.clock, |known| known.since);
            self.told.insert(line.extension.clone(), Told { state: line.line, since, heard: self.clock });
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

    /// A phone is diverted only for what Teams showed by itself, and only while that may still last.
    fn check_diversion(&mut self, extension: &ExtensionNumber) {
        self.note_meetings();
        let last = self.last_met.get(&user_of(extension));
        let recent = last.is_some_and(|last| *last + Duration::from_secs(11 * 60) >= self.clock);
        assert!(recent, "{extension} is diverted by our own call");
        assert!(!self.excluded.contains(extension), "{extension} is excluded");
        assert!(!self.paused, "{extension} is diverted in a pause");
    }

    fn note_meetings(&mut self) {
        for (user, own) in &self.status {
            if RULE.iter().any(|activity| own.has_activity(activity)) {
                self.last_met.insert(user.clone(), self.clock);
            }
        }
    }

    fn count_request(&mut self) {
        assert!(self.clock >= self.silent_until, "a request in the silence");
        self.requests.push(self.clock);
        let start = self.clock.saturating_sub(WINDOW);
        let window = self.requests.iter().rev().take_while(|moment| **moment > start).count();
        assert!(window <= usize::try_from(LIMIT).unwrap(), "{window} requests in thirty seconds");
    }

    fn seen(&self, user: &UserId) -> TeamsPresence {
        let shown = |held: &&(Publication, Duration)| held.1 > self.clock;
        let ours = self.sessions.get(user).filter(shown).or_else(|| self.fading.get(user).filter(shown));
        let own = self.status.get(user).cloned().unwrap_or_else(|| TeamsPresence::new("Available", "Available"));
        match ours {
            Some((ours, _)) if !own.is("DoNotDisturb", "DoNotDisturb") => {
                TeamsPresence::new(ours.availability(), ours.activity())
            }
            Some(_) | None => own,
        }
    }
}

fn activated() -> Profile {
    let user_principal_name = "presence-sync@x.example".to_owned();
    let account = SignedInAccount { user_id: UserId::new("sync"), user_principal_name, at: Utc(1) };
    let sync_user = SyncUserProfile {
        expected: account.user_principal_name.clone(),
        checked: Some(Utc(1)),
        signed_in: Some(account),
    };
    Profile {
        cloudya: Some(CloudyaProfile { account: "K1234".to_owned(), emails: EmailSource::Configuration }),
        microsoft: Some(MicrosoftProfile {
            tenant: "x.example".to_owned(),
            tenant_id: "t".to_owned(),
            client_id: "c".to_owned(),
            ..MicrosoftProfile::default()
        }),
        sync_users: BTreeMap::from([(Round(1), sync_user)]),
        consent: Some(Utc(1)),
        activated: Some(Utc(1)),
        settings: Settings { presence_limit: LIMIT, phone_rules: vec![rule()], ..Settings::default() },
        ..Profile::default()
    }
}

fn rule() -> PhoneRule {
    let when = RULE.map(str::to_owned).to_vec();
    PhoneRule { switched_on: true, when, activate_profile: "Meeting".to_owned(), ..PhoneRule::default() }
}

fn extension(person: usize) -> ExtensionNumber {
    ExtensionNumber::new(format!("{}", 100 + person))
}

fn user(person: usize) -> UserId {
    user_of(&extension(person))
}

fn user_of(extension: &ExtensionNumber) -> UserId {
    UserId::new(&format!("u{extension}"))
}

fn extension_of(user: &UserId) -> ExtensionNumber {
    ExtensionNumber::new(user.as_str().trim_start_matches('u'))
}

fn line(extension: &ExtensionNumber, state: LineState) -> Line {
    Line { extension: extension.clone(), line: state, presence: CloudyaPresence::Available, updated: None }
}

fn teams_user(person: usize) -> TeamsUser {
    TeamsUser {
        id: user(person),
        name: String::new(),
        user_principal_name: format!("{}@x.example", user(person)),
        mail: None,
        proxy_addresses: Vec::new(),
        enabled: true,
        kind: UserKind::Member,
    }
}
