//! The world of the model test: phones, Teams, a disk and the weather, and the books that it keeps about them.

mod checks;
mod publications;
mod told;
mod weather;

use super::{
    Act, CALM, PEOPLE, UNSEEN, Weather,
    company::{RULE, activated, extension, teams_user, user},
};
use engine::{
    Attempt, Effect, Engine, Event, ExtensionNumber, Now, Request, UserId, Utc,
    event::{Account, Connector, Diversion, Extension, Failure, FailureKind, ForwardProfile, Line, NotActivated},
    presence::{CloudyaPresence, LineState, Publication, TeamsPresence},
    request::PauseUntil,
    rules::Profile,
};
use publications::Difference;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use told::{Message, Told};

/// How long Teams may go on showing what was cleared or replaced: longer than the phone rule waits.
const FADING: Duration = Duration::from_secs(75);

/// The rhythm of a live stream.
const BEAT: Duration = Duration::from_secs(20);
/// A stream that was cut is open again after this time.
const REOPENED: Duration = Duration::from_secs(65);
/// A snapshot repairs what the stream has lost.
const REPAIRED: Duration = Duration::from_secs(125);
/// A new run reads everything first, and is careful with the limit for one window.
const STARTED: Duration = Duration::from_secs(60);

/// How long a run lasts that crashes as the one before it did.
const RUN: Duration = Duration::from_secs(4);

/// What a phone says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phone {
    pub(super) line: LineState,
    pub(super) presence: CloudyaPresence,
}

pub(crate) struct World {
    engine: Engine,
    clock: Duration,
    seed: u64,
    profile: Profile,
    phones: BTreeMap<ExtensionNumber, Phone>,
    /// Everybody's Teams user, in the order of the phones.
    users: Vec<UserId>,
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
    /// Whether Cloudya says when phones changed. Half of the worlds do.
    is_stamping: bool,
    /// When each phone last changed, on Cloudya's own clock, and what was said before that.
    stamps: BTreeMap<ExtensionNumber, i128>,
    former: BTreeMap<ExtensionNumber, Line>,
    /// When the call stream last told of a conversation.
    conversations: BTreeMap<ExtensionNumber, Duration>,
    /// Since when the stream looks open and says nothing any more.
    stalled: Option<Duration>,
    next_beat: Duration,
    /// From here on what was disturbed has been overcome, and since when the computer is awake.
    fair_from: Duration,
    woken: Duration,
    differences: BTreeMap<UserId, Difference>,
    /// Whose last write was refused for good.
    refused: BTreeSet<UserId>,
    /// What was last asked of Teams about somebody.
    last_written: BTreeMap<UserId, Publication>,
    users_read: Duration,
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
            users: (0..PEOPLE).map(user).collect(),
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
            is_stamping: seed.is_multiple_of(2),
            stamps: BTreeMap::new(),
            former: BTreeMap::new(),
            conversations: BTreeMap::new(),
            stalled: None,
            next_beat: BEAT,
            fair_from: Duration::ZERO,
            woken: Duration::ZERO,
            differences: BTreeMap::new(),
            refused: BTreeSet::new(),
            last_written: BTreeMap::new(),
            users_read: Duration::ZERO,
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
            Act::Line { person, state } => self.change(person, Message::Told, |phone| phone.line = state),
            Act::LostLine { person, state } => self.change(person, Message::Lost, |phone| phone.line = state),
            Act::Presence { person, presence } => {
                self.change(person, Message::Told, |phone| phone.presence = presence);
            }
            Act::Answered { person, kind } => self.answer_call(person, kind),
            Act::Repeat { person } => self.repeat(person),
            Act::Stall => {
                self.stalled = self.stream.and(self.stalled.or(Some(self.clock)));
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
                self.change_weather(cloudya, microsoft);
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
                self.woken = self.clock;
                self.disturbed(STARTED);
                self.run_out();
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
                self.disturbed(STARTED);
                self.ask(Request::Quit);
                self.wait(Duration::from_secs(11));
                assert!(self.ended, "the program does not end");
                self.check_left_over();
                self.start();
            }
            Act::TeamsStatus { person, availability, activity } => {
                self.note_meetings();
                self.status.insert(user(person), TeamsPresence::new(availability, activity));
            }
        }
    }

    /// How much time has passed in it.
    pub(crate) fn age(&self) -> Duration {
        self.clock
    }

    pub(crate) fn is_published(&self, person: usize) -> bool {
        self.held(&user(person)).is_some()
    }

    /// Everything works again, and time passes.
    pub(crate) fn calm_down(&mut self) {
        self.change_weather(Weather::Fair, Weather::Fair);
        for person in 0..PEOPLE {
            if self.phones[&extension(person)].line == LineState::Unknown {
                self.change(person, Message::Lost, |phone| phone.line = LineState::Idle);
            }
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
        self.disturbed(STARTED);
        self.told.clear();
        self.last_written.clear();
        self.stalled = None;
        self.matched.clear();
        self.opened = None;
        self.answers.clear();
        self.asking.clear();
        self.writing.clear();
        self.stream = None;
        let seems_long_ago = |sent: Now| sent.utc_in(self.clock - sent.mono) < self.now().utc;
        if self.last_request.is_some_and(seems_long_ago) && self.remembered.is_empty() {
            // The clock was set ahead, and nothing else tells that the former run sent something a moment ago.
            self.requests.clear();
            self.silent_until = Duration::ZERO;
        }
        let profile = Box::new(self.profile.clone());
        let leftovers = self.remembered.iter().cloned().collect();
        let diversions = self.diverted.values().cloned().collect();
        let last_request = self.last_request.map(|sent| sent.utc);
        self.tell(Event::Restored { profile, leftovers, diversions, emails: Vec::new(), last_request });
    }

    fn cut_stream(&mut self) {
        if let Some(attempt) = self.stream.take() {
            self.disturbed(REOPENED);
            self.stalled = None;
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
        for turn in 0.. {
            assert!(turn < 200_000, "the engine does not come to rest");
            let answer = self.answers.keys().next().map(|(at, _)| *at);
            let timeout = self.engine.poll_timeout(self.now());
            let next = [answer, timeout, Some(self.next_beat), Some(end)].into_iter().flatten().min().unwrap_or(end);
            self.clock = next.max(self.clock);
            self.run_out();
            self.check_publications();
            if self.clock >= self.next_beat {
                self.next_beat = self.clock + BEAT;
                if let (Some(attempt), true) = (self.stream, self.is_streaming()) {
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
                match result {
                    Ok(()) => self.refused.remove(user),
                    Err(failure) if matches!(failure.kind, FailureKind::Refused | FailureKind::NotFound) => {
                        self.refused.insert(user.clone())
                    }
                    Err(_) => false,
                };
                result.as_ref().err()
            }
            Event::PresencesRead { result, .. } => result.as_ref().err(),
            Event::UsersListed { result: Ok(users), .. } => {
                let known = |user: &&engine::event::TeamsUser| user.user_principal_name.starts_with(user.id.as_str());
                self.users_read = self.clock;
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
                    self.stalled = None;
                    let failure = Failure::new(FailureKind::Unreachable);
                    let event =
                        if open { Event::StreamOpened { attempt } } else { Event::StreamLost { attempt, failure } };
                    self.later(0.05, event);
                }
                Effect::CloseStream { attempt } => {
                    self.stream = self.stream.filter(|open| *open != attempt);
                    if self.stalled.take().is_some() {
                        self.disturbed(REOPENED);
                    }
                }
                Effect::ReadSnapshot { attempt } => {
                    self.snapshot_asked = self.clock;
                    let lines = self.phones.keys().map(|extension| self.line(extension)).collect();
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
                    self.last_written.insert(user.clone(), publication);
                    let until = self.clock + expires;
                    if self.is_heard() {
                        let former = self.sessions.insert(user.clone(), (publication, until));
                        if let Some((former, _)) =
                            former.filter(|(former, end)| *former != publication && *end > self.clock)
                        {
                            self.fading.insert(user.clone(), (former, self.clock + FADING));
                        }
                    }
                    self.write(move |result| Event::PresenceWritten { attempt, user, result });
                }
                Effect::ClearPresence { attempt, user } => {
                    self.check_write(&user, attempt);
                    self.last_written.remove(&user);
                    if self.is_heard()
                        && let Some((publication, end)) = self.sessions.remove(&user)
                        && end > self.clock
                    {
                        self.fading.insert(user.clone(), (publication, self.clock + FADING));
                    }
                    self.write(move |result| Event::PresenceWritten { attempt, user, result });
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
                // In the field our call is sometimes shown without its activity.
                let plain = *ours == Publication::InACall && (self.answered + self.seed).is_multiple_of(3);
                TeamsPresence::new(ours.availability(), if plain { "Busy" } else { ours.activity() })
            }
            Some(_) | None => own,
        }
    }
}
