//! The event streams: framing, bootstrap, call scenarios, and every way of going wrong.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod world;

use std::{collections::HashSet, time::Duration};

use serde_json::{Value, json};
use sim::nfon::{CallPlan, Cut, Ending, Scenario};
use world::{Stream, World};

fn text(stream: &Stream) -> String {
    String::from_utf8(stream.raw.clone()).unwrap()
}

fn column(events: &[Value], name: &str) -> Vec<String> {
    events.iter().map(|event| event[name].as_str().unwrap_or_default().to_owned()).collect()
}

async fn play(world: &World, scenario: Scenario) -> (Vec<Value>, Vec<Value>) {
    let (mut states, mut calls) = (world.stream("states").await, world.stream("calls").await);
    let people = world.sim.company.extensions.len();
    for _ in 0..people {
        states.event().await.unwrap();
    }
    let sim = world.sim.clone();
    tokio::spawn(async move { sim.nfon.play(scenario).await });
    let wait = Duration::from_secs(120);
    tokio::join!(states.events(wait), calls.events(wait))
}

#[tokio::test(start_paused = true)]
async fn a_state_stream_begins_with_every_extension_and_goes_on_with_changes() {
    let world = World::tidy(5);
    let mut stream = world.stream("states").await;
    let mut seen = HashSet::new();
    for _ in 0..5 {
        let state = stream.event().await.unwrap();
        assert_eq!(state["customer"], json!(world.sim.company.customer));
        seen.insert(state["extension"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen.len(), 5);
    let call = world.sim.nfon.start_call(CallPlan::Inbound { to: world.extension(2), from: "4930".into() }).unwrap();
    world.sim.nfon.answer(call);
    world.sim.nfon.hang_up(call, Ending::Normal);
    let events = [stream.event().await.unwrap(), stream.event().await.unwrap(), stream.event().await.unwrap()];
    assert_eq!(column(&events, "line"), ["ringing", "in-use", "idle"], "each event tells its own time, not the latest");
    world.no_violations();
}

#[tokio::test(start_paused = true)]
async fn heartbeats_are_comments_and_can_be_left_out() {
    let world = World::tidy(1);
    world.knobs(json!({"heartbeat_seconds": 20.0}));
    let mut stream = world.stream("calls").await;
    let before = world.sim.clock.elapsed();
    stream.more().await.unwrap();
    assert_eq!(text(&stream), ":\n");
    assert_eq!((world.sim.clock.elapsed() - before).as_secs(), 20);
    world.knobs(json!({"heartbeat_seconds": null}));
    let mut silent = world.stream("calls").await;
    assert!(silent.more().await.is_none(), "ten minutes of silence");
}

#[tokio::test(start_paused = true)]
async fn framing_knobs_change_the_bytes_and_not_the_meaning() {
    for patch in [
        json!({"line_ending": "cr-lf", "event_names": true}),
        json!({"line_ending": "cr"}),
        json!({"byte_order_mark": true, "chunk_bytes": 1}),
    ] {
        let world = World::tidy(2);
        world.knobs(patch.clone());
        let mut stream = world.stream("states").await;
        let events = [stream.event().await.unwrap(), stream.event().await.unwrap()];
        assert_eq!(column(&events, "line"), ["idle", "idle"], "{patch}");
        let text = text(&stream);
        assert_eq!(text.contains("event: state\r\n"), patch["event_names"] == true, "{patch}");
        assert_eq!(text.contains('\r') && !text.contains('\n'), patch["line_ending"] == "cr", "{patch}");
        assert_eq!(text.starts_with('\u{feff}'), patch["byte_order_mark"] == true, "{patch}");
    }
}

#[tokio::test(start_paused = true)]
async fn streams_can_end_cleanly_break_in_an_event_or_end_with_their_token() {
    let world = World::tidy(1);
    let mut stream = world.stream("calls").await;
    world.sim.nfon.cut_streams(Cut::Clean);
    assert!(stream.event().await.is_none() && !stream.broken);
    let mut stream = world.stream("calls").await;
    world.sim.nfon.cut_streams(Cut::Reset);
    assert!(stream.event().await.is_none() && stream.broken);
    assert!(text(&stream).ends_with("data: {\"customer\":\"K"));
    world.knobs(json!({"cut_streams_at_token_expiry": true, "access_token_seconds": 100}));
    let mut stream = world.stream("calls").await;
    let before = world.sim.clock.elapsed();
    while stream.more().await.is_some() {}
    assert_eq!((world.sim.clock.elapsed() - before).as_secs(), 100);
}

#[tokio::test(start_paused = true)]
async fn a_stalled_stream_stays_open_and_says_nothing() {
    let world = World::tidy(1);
    let mut stream = world.stream("states").await;
    stream.event().await.unwrap();
    world.knobs(json!({"stall_streams": true}));
    world.sim.nfon.start_call(CallPlan::Inbound { to: world.extension(0), from: "4930".into() }).unwrap();
    assert!(stream.more().await.is_none() && !stream.broken);
    assert_eq!(world.sim.nfon.open_streams(), 1);
}

#[tokio::test(start_paused = true)]
async fn bootstraps_can_be_empty_or_half() {
    let world = World::tidy(6);
    for (form, count) in [("empty", 0), ("half", 3), ("all", 6)] {
        world.knobs(json!({"bootstrap": form}));
        let mut stream = world.stream("states").await;
        assert_eq!(stream.events(Duration::from_secs(5)).await.len(), count, "{form}");
    }
}

#[tokio::test(start_paused = true)]
async fn events_can_be_doubled_dropped_followed_by_older_ones_or_strange() {
    let ring = |world: &World| {
        world.sim.nfon.start_call(CallPlan::Inbound { to: world.extension(0), from: "4930".into() }).unwrap()
    };
    for (patch, lines) in [
        (json!({"duplicate_percent": 100}), vec!["ringing", "ringing"]),
        (json!({"dropped_percent": 100}), vec![]),
        (json!({"out_of_order_percent": 100}), vec!["ringing", "idle"]),
    ] {
        let world = World::tidy(1);
        world.knobs(patch.clone());
        let mut stream = world.stream("states").await;
        stream.event().await.unwrap();
        ring(&world);
        let events = stream.events(Duration::from_secs(5)).await;
        assert_eq!(column(&events, "line"), lines, "{patch}");
        if lines == ["ringing", "idle"] {
            assert!(
                events[1]["updated"].as_str() < events[0]["updated"].as_str(),
                "the older event says that it is older"
            );
        }
    }
    let world = World::tidy(1);
    world.knobs(json!({"unknown_line_values": true, "in_use_word": "busy"}));
    let mut stream = world.stream("states").await;
    stream.event().await.unwrap();
    let call = ring(&world);
    world.sim.nfon.answer(call);
    world.sim.nfon.hang_up(call, Ending::Normal);
    ring(&world);
    assert_eq!(column(&stream.events(Duration::from_secs(5)).await, "line"), ["ringing", "busy", "idle", "on-hold"]);
}

#[tokio::test(start_paused = true)]
async fn either_stream_can_lag_behind_and_tells_the_old_truth() {
    let world = World::tidy(1);
    world.knobs(json!({"state_stream_delay_ms": 5000}));
    let (mut states, mut calls) = (world.stream("states").await, world.stream("calls").await);
    states.event().await.unwrap();
    let before = world.sim.clock.elapsed();
    let call = world.sim.nfon.start_call(CallPlan::Inbound { to: world.extension(0), from: "4930".into() }).unwrap();
    world.sim.nfon.answer(call);
    assert_eq!(calls.event().await.unwrap()["state"], "ring");
    assert_eq!(world.sim.clock.elapsed(), before);
    assert_eq!(states.event().await.unwrap()["line"], "ringing");
    assert_eq!((world.sim.clock.elapsed() - before).as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_answered_call_rings_answers_and_hangs_up_with_all_documented_members() {
    let world = World::tidy(1);
    let to = world.extension(0);
    let (states, calls) = play(&world, Scenario::InboundAnswered { to: to.clone() }).await;
    assert_eq!(column(&calls, "state"), ["ring", "answer", "hangup"]);
    assert_eq!(column(&states, "line"), ["ringing", "in-use", "idle"]);
    let mut members: Vec<&String> = calls[0].as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(
        members,
        [
            "callee",
            "callee_context",
            "caller",
            "caller_context",
            "customer",
            "direction",
            "extension",
            "state",
            "updated",
            "uuid"
        ]
    );
    assert_eq!((calls[0]["direction"].as_str(), calls[0]["extension"].as_str()), (Some("inbound"), Some(to.as_str())));
}

#[tokio::test(start_paused = true)]
async fn unanswered_calls_end_with_their_error() {
    type Play = fn(String) -> Scenario;
    let endings: [(Play, &str); 3] = [
        (|to| Scenario::InboundMissed { to }, "timeout"),
        (|to| Scenario::InboundRejected { to }, "reject"),
        (|from| Scenario::OutboundBusy { from }, "busy"),
    ];
    for (scenario, error) in endings {
        let world = World::tidy(1);
        let scenario = scenario(world.extension(0));
        let (states, calls) = play(&world, scenario).await;
        assert_eq!(calls.last().unwrap()["error"], error);
        assert!(!column(&states, "line").contains(&"in-use".to_owned()));
    }
}

#[tokio::test(start_paused = true)]
async fn an_internal_call_has_two_legs_with_one_uuid() {
    let world = World::tidy(2);
    let (_, calls) = play(&world, Scenario::Internal { from: world.extension(0), to: world.extension(1) }).await;
    let uuids: HashSet<_> = column(&calls, "uuid").into_iter().collect();
    let extensions: HashSet<_> = column(&calls, "extension").into_iter().collect();
    assert_eq!((uuids.len(), extensions.len()), (1, 2));
    assert_eq!(column(&calls, "state").iter().filter(|state| *state == "hangup").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn in_a_ring_group_the_others_stop_ringing_without_a_hangup_unless_the_knob_says_so() {
    for (knob, hangups) in [(false, 1), (true, 5)] {
        let world = World::tidy(5);
        world.knobs(json!({"group_siblings_hang_up": knob}));
        let members: Vec<_> = (0..5).map(|index| world.extension(index)).collect();
        let (states, calls) = play(&world, Scenario::RingGroup { members }).await;
        assert_eq!(column(&calls, "state").iter().filter(|state| *state == "hangup").count(), hangups);
        assert_eq!(column(&states, "line").iter().filter(|line| *line == "ringing").count(), 5);
        assert_eq!(column(&states, "line").iter().filter(|line| *line == "in-use").count(), 1);
        assert_eq!(column(&states, "line").iter().filter(|line| *line == "idle").count(), 5);
    }
}

#[tokio::test(start_paused = true)]
async fn transfers_end_one_phone_and_start_the_other() {
    for attended in [false, true] {
        let world = World::tidy(2);
        let (from, to) = (world.extension(0), world.extension(1));
        let scenario = match attended {
            true => Scenario::AttendedTransfer { from: from.clone(), to: to.clone() },
            false => Scenario::BlindTransfer { from: from.clone(), to: to.clone() },
        };
        let (states, calls) = play(&world, scenario).await;
        let uuids: HashSet<_> = column(&calls, "uuid").into_iter().collect();
        assert_eq!(uuids.len(), if attended { 2 } else { 1 });
        let last_of =
            |extension: &str| states.iter().rfind(|state| state["extension"] == extension).unwrap()["line"].clone();
        assert_eq!((last_of(&from), last_of(&to)), (json!("idle"), json!("idle")));
        assert!(states.iter().any(|state| state["extension"] == to.as_str() && state["line"] == "in-use"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_feature_code_makes_a_short_call_to_a_star_number() {
    let world = World::tidy(1);
    let (states, calls) = play(&world, Scenario::FeatureCode { from: world.extension(0), code: "*1021".into() }).await;
    assert!(column(&calls, "callee").iter().all(|callee| callee == "*1021"));
    assert!(column(&states, "line").contains(&"in-use".to_owned()));
    let times: Vec<jiff::Timestamp> =
        states.iter().map(|state| state["updated"].as_str().unwrap().parse().unwrap()).collect();
    assert!((times[times.len() - 1] - times[0]).as_secs() <= 3);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_runs_at_connect_is_seen_by_its_hangup_only() {
    let world = World::tidy(1);
    let call = world.sim.nfon.start_call(CallPlan::Inbound { to: world.extension(0), from: "4930".into() }).unwrap();
    world.sim.nfon.answer(call);
    let mut calls = world.stream("calls").await;
    world.sim.nfon.hang_up(call, Ending::Normal);
    assert_eq!(column(&calls.events(Duration::from_secs(5)).await, "state"), ["hangup"]);
}

#[tokio::test(start_paused = true)]
async fn call_events_can_be_missing_or_have_a_bridge() {
    for (patch, states) in [
        (json!({"omit_ring": true}), vec!["answer", "hangup"]),
        (json!({"omit_hangup": true}), vec!["ring", "answer"]),
        (json!({"bridge": true}), vec!["ring", "answer", "bridge", "hangup"]),
    ] {
        let world = World::tidy(1);
        world.knobs(patch.clone());
        let (lines, calls) = play(&world, Scenario::InboundAnswered { to: world.extension(0) }).await;
        assert_eq!(column(&calls, "state"), states, "{patch}");
        assert_eq!(column(&lines, "line"), ["ringing", "in-use", "idle"], "the lines do not depend on it");
    }
}

#[tokio::test(start_paused = true)]
async fn the_line_of_somebody_who_dials_is_a_knob() {
    for (word, line) in [("ringing", "ringing"), ("in-use", "in-use"), ("idle", "idle")] {
        let world = World::tidy(1);
        world.knobs(json!({"dialling_line": word}));
        world.sim.nfon.start_call(CallPlan::Outbound { from: world.extension(0), to: "4930231250042".into() }).unwrap();
        assert_eq!(world.sim.nfon.line(&world.extension(0)).unwrap().word(), line);
    }
}
