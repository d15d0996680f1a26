//! The engine alone: how long matching takes, and how many events it takes in a second.
//!
//! `cargo bench -p engine` prints one line of JSON for each figure.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a benchmark reads the clock, prints its figures, and stops at the first fault"
)]

use engine::{
    Effect, Engine, Event, ExtensionNumber, Now, Request, Round, UserId, Utc,
    event::{Account, Extension, Line, TeamsUser, Token, UserKind},
    presence::{CloudyaPresence, LineState, TeamsPresence},
    problem::Permission,
    rules::{CloudyaProfile, EmailSource, MicrosoftProfile, Profile, SignedInAccount, SyncUserProfile},
};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Every so many-th person has something wrong with the address.
const TROUBLED: usize = 33;

const EVENTS: usize = 1_000_000;
/// How long each state of a line lasts when the clock runs: long enough to settle.
const LASTS: Duration = Duration::from_secs(10);

fn main() {
    for people in [600, 10_000] {
        let mut office = Office::new(people);
        let matching = median(11, || {
            let begin = Instant::now();
            office.engine.handle_event(Event::Requested(Request::TakeUpAgain { key: String::new() }), office.now());
            begin.elapsed()
        });
        office.answer();
        report("match everybody", people, matching.as_secs_f64() * 1_000.0, "ms");

        office.engine.poll_rows(office.now());
        let view = median(101, || {
            let begin = Instant::now();
            std::hint::black_box(office.engine.view(office.now()));
            begin.elapsed()
        });
        report("draw the view", people, view.as_secs_f64() * 1_000.0, "ms");

        let lines = office.lines(EVENTS);
        let begin = Instant::now();
        for event in lines {
            office.engine.handle_event(event, office.now());
            while office.engine.poll_effect().is_some() {}
        }
        report_events("clock at rest", people, begin.elapsed());

        let mut office = Office::new(people);
        let lines = office.lines(EVENTS);
        let pace = LASTS / u32::try_from(people).unwrap();
        let begin = Instant::now();
        for event in lines {
            office.clock += pace;
            office.engine.handle_event(event, office.now());
            office.follow();
        }
        report_events("clock running", people, begin.elapsed());
        report("writes of line events", people, f64::from(office.writes), "");
    }
}

/// With the clock at rest nothing settles: that is an event alone. With the clock running its share of what follows is
/// in it: waking up, writing as much as the limit allows, reading Teams, renewing, and the answers to all that.
fn report_events(clock: &str, people: usize, took: Duration) {
    let rate = f64::from(u32::try_from(EVENTS).unwrap()) / took.as_secs_f64();
    report(&format!("line events, {clock}"), people, rate, "per second");
    report(&format!("line event, {clock}"), people, 1e9 / rate, "ns");
}

fn report(what: &str, people: usize, value: f64, unit: &str) {
    println!("{{\"what\": \"{what}\", \"people\": {people}, \"value\": {value:.3}, \"unit\": \"{unit}\"}}");
}

fn median(times: usize, mut measure: impl FnMut() -> Duration) -> Duration {
    let mut all = (0..times).map(|_| measure()).collect::<Vec<_>>();
    all.sort();
    all[times / 2]
}

/// An engine that is set up, with everybody read.
struct Office {
    engine: Engine,
    people: usize,
    clock: Duration,
    stream: engine::Attempt,
    writes: u32,
}

impl Office {
    fn new(people: usize) -> Self {
        let start = Now { mono: Duration::ZERO, utc: Utc(0) };
        let mut office = Self {
            engine: Engine::new(1, start),
            people,
            clock: Duration::ZERO,
            stream: engine::Attempt(0),
            writes: 0,
        };
        let account = SignedInAccount {
            user_id: UserId::new("sync"),
            user_principal_name: "presence-sync@x.example".to_owned(),
            at: Utc(1),
        };
        let sync_user =
            SyncUserProfile { signed_in: Some(account), checked: Some(Utc(1)), ..SyncUserProfile::default() };
        let rounds = u16::try_from(people.div_ceil(600)).unwrap();
        let emails = (0..people).map(|person| (number(person), email(person))).collect::<BTreeMap<_, _>>();
        let profile = Profile {
            cloudya: Some(CloudyaProfile {
                account: "K1".to_owned(),
                emails: EmailSource::Imported,
                configuration: false,
            }),
            microsoft: Some(MicrosoftProfile::default()),
            sync_users: (1..=rounds).map(|round| (Round(round), sync_user.clone())).collect(),
            consent: Some(Utc(1)),
            activated: Some(Utc(1)),
            imported_emails: emails,
            ..Profile::default()
        };
        office.engine.handle_event(
            Event::Restored {
                profile: Box::new(profile),
                leftovers: Vec::new(),
                diversions: Vec::new(),
                emails: Vec::new(),
                last_request: None,
            },
            office.now(),
        );
        office.answer();
        office.clock += Duration::from_secs(10);
        office.engine.handle_timeout(office.now());
        office.answer();
        let counts = office.engine.view(office.now()).counts;
        assert!(counts.matched > people * 9 / 10, "{counts:?}");
        office
    }

    fn now(&self) -> Now {
        Now { mono: self.clock, utc: Utc(i64::try_from(self.clock.as_millis()).unwrap()) }
    }

    /// Calls begin and end, all over the house.
    fn lines(&self, count: usize) -> Vec<Event> {
        let states = [LineState::Ringing, LineState::InUse, LineState::Idle];
        let line = |turn: usize| Line {
            extension: number(turn * 7 % self.people),
            line: states[turn / self.people % 3],
            presence: CloudyaPresence::Available,
            updated: None,
        };
        let attempt = self.stream;
        (0..count).map(|turn| Event::LineChanged { attempt, line: line(turn) }).collect()
    }

    /// Everything that is due by now, with its answers.
    fn follow(&mut self) {
        self.answer();
        while self.engine.poll_timeout(self.now()).is_some_and(|due| due <= self.clock) {
            self.engine.handle_timeout(self.now());
            self.answer();
        }
    }

    fn answer(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            if let Some(event) = self.answer_to(effect) {
                self.engine.handle_event(event, self.now());
            }
        }
    }

    fn answer_to(&mut self, effect: Effect) -> Option<Event> {
        let all = 0..self.people;
        let event = match effect {
            Effect::Authenticate { account, attempt } => {
                let granted = match account {
                    Account::Application => vec![Permission::PresenceReadWriteAll, Permission::UserReadAll],
                    Account::SyncUser(_) => vec![Permission::PresenceReadAll],
                    Account::Cti | Account::Configuration => Vec::new(),
                };
                let token = Token { expires_in: Duration::from_secs(3_600), granted };
                Event::Authenticated { account, attempt, result: Ok(token) }
            }
            Effect::ListExtensions { attempt } => {
                let extension = |person| Extension { number: number(person), name: format!("Person {person}") };
                Event::ExtensionsListed { attempt, result: Ok(all.map(extension).collect()) }
            }
            Effect::ListUsers { attempt } => Event::UsersListed { attempt, result: Ok(all.map(user).collect()) },
            Effect::OpenStream { attempt } => {
                self.stream = attempt;
                Event::StreamOpened { attempt }
            }
            Effect::ReadSnapshot { attempt } => {
                let line = |person| Line {
                    extension: number(person),
                    line: LineState::Idle,
                    presence: CloudyaPresence::Available,
                    updated: None,
                };
                Event::SnapshotRead { attempt, result: Ok(all.map(line).collect()) }
            }
            Effect::ReadPresences { attempt, users, .. } => {
                let free = |user: &UserId| (user.clone(), TeamsPresence::new("Available", "Available"));
                Event::PresencesRead { attempt, result: Ok(users.iter().map(free).collect()) }
            }
            Effect::SetPresence { attempt, user, .. } | Effect::ClearPresence { attempt, user } => {
                self.writes += 1;
                Event::PresenceWritten { attempt, user, result: Ok(()) }
            }
            _ => return None,
        };
        Some(event)
    }
}

fn number(person: usize) -> ExtensionNumber {
    ExtensionNumber::new((1_000 + person).to_string())
}

fn email(person: usize) -> String {
    match person {
        0 => String::new(),
        person if person % TROUBLED == 0 => format!("nobody{person}@x.example"),
        person => format!("Person{person}@x.example"),
    }
}

fn user(person: usize) -> TeamsUser {
    TeamsUser {
        id: UserId::new(&format!("00000000-0000-0000-0000-{person:012}")),
        name: format!("Person {person}"),
        user_principal_name: format!("person{person}@x.example"),
        mail: Some(format!("person{person}@x.example")),
        proxy_addresses: vec![format!("SMTP:person{person}@x.example"), format!("smtp:p{person}@x.example")],
        enabled: true,
        kind: UserKind::Member,
    }
}
