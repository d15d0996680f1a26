//! The engine against a world that telephones, meets, fails, throttles, sleeps and crashes at random, in virtual time.
//!
//! The world keeps its own books of what is in Teams and how calls are forwarded. Hours pass in milliseconds, and every
//! run can be repeated. What must always hold, and where it is checked (`world/checks.rs`):
//!
//! - no echo loop: our own call in Teams, in both of its forms, never diverts a phone (`check_diversion`);
//! - nothing is published without a call or *do not disturb*, for somebody excluded or no longer matched, or in a
//!   pause: it is not sent (`check_reason`), and what is there goes in time (`publications.rs`, in every step);
//! - what a phone asks for is published in time and does not run out, as soon as the weather allows (the same);
//! - no state is sent that the phone has left already, none that is new about an unknown phone, and none before it has
//!   settled (`check_freshness`);
//! - never more requests than Microsoft allows in any thirty seconds, and none in a silence (`count_request`);
//! - never two refreshes of one account at once, never two writes about one person (`authenticate`, `check_write`);
//! - the disk knows before Teams and before the phone does (`perform`);
//! - once the weather is calm, Teams and the disk hold what is wanted (`check_rest`);
//! - once nobody is in a meeting any more, every phone forwards as its owner chose (`check_phones`);
//! - a silent stream is opened again, and the users are read again (`check_publications`).
//!
//! `mutations.rs` breaks the engine in one place for each of these, and sees that this test notices.

mod company;
mod world;

use engine::{
    event::CallKind,
    presence::{CloudyaPresence, LineState},
};
use proptest::{prelude::*, test_runner::TestRunner};
use std::{cell::Cell, time::Duration};
use world::World;

const PEOPLE: usize = 12;
/// Small, so that it is reached.
const LIMIT: u32 = 12;
const WINDOW: Duration = Duration::from_secs(30);
/// What a throttling service asks for.
const SILENCE: Duration = Duration::from_millis(2_500);
/// After this much calm everything has to be as it should.
const CALM: Duration = Duration::from_secs(7 * 60);
/// Our own call may hide from us for ten minutes that a meeting has ended.
const UNSEEN: Duration = Duration::from_secs(15 * 60);

/// What the world does next.
#[derive(Clone, Debug)]
enum Act {
    Line {
        person: usize,
        state: LineState,
    },
    /// As [`Act::Line`], but the stream loses the message.
    LostLine {
        person: usize,
        state: LineState,
    },
    /// The call stream hints that somebody was answered.
    Answered {
        person: usize,
        kind: CallKind,
    },
    /// The message before the last arrives once more.
    Repeat {
        person: usize,
    },
    Presence {
        person: usize,
        presence: CloudyaPresence,
    },
    /// The Teams user gets an address that no phone has.
    Move {
        person: usize,
    },
    MoveBack {
        person: usize,
    },
    Wait {
        seconds: f64,
    },
    CutStream,
    /// The stream stays open and says nothing any more.
    Stall,
    /// Somebody activates another call-forward profile by hand.
    TakeOver {
        person: usize,
        profile: u8,
    },
    UndoDiversions,
    /// Services answer like this from now on.
    Weather {
        cloudya: Weather,
        microsoft: Weather,
    },
    Exclude {
        person: usize,
    },
    Include {
        person: usize,
    },
    Pause,
    Resume,
    Sleep {
        seconds: f64,
    },
    /// The program crashes, and so do the runs that follow, each after a few seconds.
    Crash {
        runs: usize,
    },
    /// The program ends as it should, and begins again.
    Quit,
    /// The wall clock is set, which matters to nothing.
    SetClock {
        seconds: i64,
    },
    TeamsStatus {
        person: usize,
        availability: &'static str,
        activity: &'static str,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weather {
    Fair,
    Slow,
    Down,
    Throttling,
    /// Tokens are refused although they should be good.
    Unauthorized,
    /// The answer is lost, the deed is done.
    Deaf,
    /// Nothing may be done any more.
    Forbidden,
    /// Writes about people are refused for good, as wrong or as about nobody.
    Refusing,
}

#[test]
fn nothing_stays_wrong_and_no_limit_is_broken() {
    let (cases, max_shrink_iters) = (asked("MODEL_CASES", 2_000), asked("MODEL_SHRINK", 2_000));
    let config = ProptestConfig { cases, max_shrink_iters, failure_persistence: None, ..ProptestConfig::default() };
    let simulated = Cell::new(Duration::ZERO);
    let worlds = (prop::collection::vec(act(), 1..80), any::<u64>());
    let outcome = TestRunner::new(config).run(&worlds, |(acts, seed)| {
        let mut world = World::new(seed);
        for act in acts {
            world.act(act);
        }
        world.calm_down();
        world.check_rest();
        world.end_meetings();
        world.check_phones();
        simulated.set(simulated.get() + world.age());
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let hours = simulated.get().as_secs() / 3_600;
    println!("{hours} hours of {cases} worlds");
    assert!(cases < 2_000 || hours >= 2_000, "thousands of hours are tried: {hours}");
}

/// A conversation needs not settle, whichever of the two messages comes first.
#[test]
fn an_answered_call_is_published_at_once() {
    for answered_first in [true, false] {
        let mut world = World::new(1);
        world.act(Act::Wait { seconds: 40.0 });
        let line = Act::Line { person: 3, state: LineState::InUse };
        let answered = Act::Answered { person: 3, kind: CallKind::Conversation };
        for act in if answered_first { [answered, line] } else { [line, answered] } {
            world.act(act);
        }
        world.act(Act::Wait { seconds: 0.5 });
        assert!(world.is_published(3), "a conversation is not published at once");
    }
}

/// What random worlds hardly ever meet: a call ends just before the program does, and Teams goes on showing it. The next
/// run has reason to believe that this was long ago.
#[test]
fn a_call_that_ended_with_the_former_run_diverts_nobody() {
    let line = |state| Act::Line { person: 3, state };
    let wait = |seconds| Act::Wait { seconds };
    let mut world = World::new(1);
    let (later, crash) = (Act::SetClock { seconds: 60 }, Act::Crash { runs: 1 });
    for act in [line(LineState::InUse), wait(30.0), line(LineState::Idle), wait(1.2), later, crash] {
        world.act(act);
    }
    world.calm_down();
    world.check_rest();
    world.check_phones();
}

/// The former run may have published something, or not: as long as the phone is not known, nobody says so again.
#[test]
fn nothing_new_is_said_about_an_unknown_phone_after_a_crash() {
    let line = |state| Act::Line { person: 3, state };
    let wait = |seconds| Act::Wait { seconds };
    let microsoft = |microsoft| Act::Weather { cloudya: Weather::Fair, microsoft };
    let mut world = World::new(2);
    for act in [microsoft(Weather::Down), line(LineState::InUse), wait(20.0), microsoft(Weather::Fair)] {
        world.act(act);
    }
    for act in [Act::Crash { runs: 1 }, wait(10.0), line(LineState::Unknown), wait(60.0)] {
        world.act(act);
    }
    assert!(!world.is_published(3));
}

/// `MODEL_CASES` says how many worlds are tried, `MODEL_SHRINK` how long the shortest failure is looked for.
fn asked(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).ok().and_then(|turns| turns.parse().ok()).unwrap_or(usual)
}

fn act() -> impl Strategy<Value = Act> {
    let person = 0..PEOPLE;
    let state = prop_oneof![
        4 => Just(LineState::InUse),
        4 => Just(LineState::Idle),
        2 => Just(LineState::Ringing),
        1 => Just(LineState::Offline),
        1 => Just(LineState::Unknown),
    ];
    let kind = prop_oneof![Just(CallKind::Conversation), Just(CallKind::FeatureCode)];
    let presence = prop_oneof![
        2 => Just(CloudyaPresence::Dnd),
        2 => Just(CloudyaPresence::Available),
        1 => Just(CloudyaPresence::Away),
    ];
    let weather = |refusing| {
        prop_oneof![
            4 => Just(Weather::Fair),
            1 => Just(Weather::Slow),
            1 => Just(Weather::Down),
            1 => Just(Weather::Throttling),
            1 => Just(Weather::Unauthorized),
            1 => Just(Weather::Deaf),
            1 => Just(Weather::Forbidden),
            1 => Just(refusing),
        ]
    };
    let status = prop_oneof![
        Just(("Available", "Available")),
        Just(("Busy", "InAMeeting")),
        Just(("Busy", "InACall")),
        Just(("Busy", "Busy")),
        Just(("DoNotDisturb", "Presenting")),
        Just(("DoNotDisturb", "DoNotDisturb")),
        Just(("Offline", "Offline")),
    ];
    prop_oneof![
        12 => (person.clone(), state.clone()).prop_map(|(person, state)| Act::Line { person, state }),
        1 => (person.clone(), state).prop_map(|(person, state)| Act::LostLine { person, state }),
        2 => (person.clone(), kind).prop_map(|(person, kind)| Act::Answered { person, kind }),
        1 => person.clone().prop_map(|person| Act::Repeat { person }),
        1 => Just(Act::Stall),
        8 => (0.1..120.0).prop_map(|seconds| Act::Wait { seconds }),
        1 => (100.0..2_000.0).prop_map(|seconds| Act::Wait { seconds }),
        1 => Just(Act::CutStream),
        2 => (weather(Weather::Forbidden), weather(Weather::Refusing)).prop_map(|(cloudya, microsoft)| Act::Weather { cloudya, microsoft }),
        1 => person.clone().prop_map(|person| Act::Exclude { person }),
        1 => person.clone().prop_map(|person| Act::Include { person }),
        1 => Just(Act::Pause),
        2 => Just(Act::Resume),
        1 => (60.0..4_000.0).prop_map(|seconds| Act::Sleep { seconds }),
        1 => (1_usize..6).prop_map(|runs| Act::Crash { runs }),
        1 => Just(Act::Quit),
        3 => (person.clone(), presence).prop_map(|(person, presence)| Act::Presence { person, presence }),
        1 => person.clone().prop_map(|person| Act::Move { person }),
        1 => person.clone().prop_map(|person| Act::MoveBack { person }),
        1 => (person.clone(), prop_oneof![Just(0), Just(2)]).prop_map(|(person, profile)| Act::TakeOver { person, profile }),
        1 => Just(Act::UndoDiversions),
        1 => (-100_000_i64..100_000).prop_map(|seconds| Act::SetClock { seconds }),
        4 => (person, status).prop_map(|(person, (availability, activity))| Act::TeamsStatus { person, availability, activity }),
    ]
}
