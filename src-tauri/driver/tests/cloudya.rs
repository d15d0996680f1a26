//! What the driver makes of Cloudya, in every shape that the simulator can take.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod world;

use driver::cloudya::Stream;
use engine::{
    ExtensionNumber,
    event::{CallKind, Connector, Failure, FailureKind, Line},
    presence::{CloudyaPresence, LineState},
};
use serde_json::json;
use sim::nfon::{Cut, Scenario};
use std::{collections::BTreeMap, time::Duration};
use world::{World, secret};

#[tokio::test(start_paused = true)]
async fn a_login_says_whose_key_it_is_and_how_long_the_token_lives() {
    let world = World::tidy(5);
    let company = &world.sim.company;
    let session = world.cti().login(&secret(&company.cti_username), &secret(&company.cti_password)).await.unwrap();
    assert_eq!(session.claims.customer.as_deref(), Some(company.customer.as_str()));
    assert_eq!(session.claims.extended_presence, Some(true));
    assert_eq!(session.expires_in, Duration::from_secs(300));
    world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_a_matter_of_credentials() {
    let world = World::tidy(5);
    let refused = world.cti().login(&secret(&world.sim.company.cti_username), &secret("wrong")).await.unwrap_err();
    assert_eq!(refused.kind, FailureKind::CredentialsRejected);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_gives_new_tokens_and_a_used_refresh_token_asks_for_a_login() {
    let world = World::tidy(5);
    let company = &world.sim.company;
    let first = world.cti().login(&secret(&company.cti_username), &secret(&company.cti_password)).await.unwrap();
    tokio::time::advance(Duration::from_secs(240)).await;
    let second = world.cti().refresh(&first.refresh).await.unwrap();
    assert_ne!(second.access.expose(), first.access.expose());
    assert_eq!(world.cti().extensions(&second.access).await.unwrap().len(), 5);
    let used = world.cti().refresh(&first.refresh).await.unwrap_err();
    assert_eq!(used.kind, FailureKind::Unauthorized);
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_unauthorized() {
    let world = World::tidy(5);
    let token = world.cti_token().await;
    tokio::time::advance(Duration::from_secs(301)).await;
    assert_eq!(world.cti().extensions(&token).await.unwrap_err().kind, FailureKind::Unauthorized);
    let opened = world.cti().states(&token).await.err().unwrap();
    assert_eq!(opened.kind, FailureKind::Unauthorized);
}

#[tokio::test(start_paused = true)]
async fn the_extensions_and_their_snapshot_are_complete() {
    let world = World::tidy(30);
    let token = world.cti_token().await;
    let listed = world.cti().extensions(&token).await.unwrap();
    let expected: BTreeMap<_, _> =
        world.sim.company.extensions.iter().map(|e| (e.number.clone(), e.name.clone())).collect();
    let listed: BTreeMap<_, _> = listed.into_iter().map(|e| (e.number.to_string(), e.name)).collect();
    assert_eq!(listed, expected);
    let snapshot = world.cti().snapshot(&token).await.unwrap();
    assert_eq!(snapshot.len(), 30);
    assert!(snapshot.iter().all(|line| line.line == LineState::Idle && line.presence == CloudyaPresence::Available));
    world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_key_without_a_licence_is_forbidden_to_look() {
    let world = World::tidy(5);
    world.knobs(json!({ "licensed": false }));
    let token = world.cti_token().await;
    assert_eq!(world.cti().snapshot(&token).await.unwrap_err().kind, FailureKind::Forbidden);
    assert_eq!(world.cti().states(&token).await.err().map(|failure| failure.kind), Some(FailureKind::Forbidden));
}

#[tokio::test(start_paused = true)]
async fn the_state_stream_tells_every_phone_and_then_each_change_in_every_framing() {
    for knobs in [
        json!({}),
        json!({ "chunk_bytes": 1 }),
        json!({ "chunk_bytes": 7, "line_ending": "cr-lf", "event_names": true, "byte_order_mark": true }),
        json!({ "chunk_bytes": 3, "line_ending": "cr", "byte_order_mark": true }),
        json!({ "updated": "malformed", "in_use_word": "busy", "presence": "text-null" }),
        json!({ "updated": "absent", "presence": "missing", "duplicate_percent": 100 }),
        json!({ "presence": "json-null", "heartbeat_seconds": null }),
    ] {
        let world = World::tidy(4);
        world.knobs(knobs.clone());
        let token = world.cti_token().await;
        let mut stream = world.cti().states(&token).await.unwrap();
        let called = world.extension(0);
        let heard = tokio::join!(heard_within(&mut stream, 120), async {
            tokio::time::sleep(Duration::from_secs(10)).await;
            world.sim.nfon.play(Scenario::InboundAnswered { to: called.clone() }).await;
        })
        .0;
        let mut extensions: Vec<_> = heard.iter().map(|line| line.extension.to_string()).collect();
        extensions.sort();
        extensions.dedup();
        assert_eq!(extensions.len(), 4, "{knobs}");
        let mut story: Vec<LineState> =
            heard.iter().filter(|line| line.extension.as_str() == called).map(|line| line.line).collect();
        story.dedup();
        assert_eq!(story, [LineState::Idle, LineState::Ringing, LineState::InUse, LineState::Idle], "{knobs}");
        world.assert_no_violations();
    }
}

#[tokio::test(start_paused = true)]
async fn words_that_no_document_names_are_unknown_and_the_stream_goes_on() {
    let world = World::tidy(8);
    world.knobs(json!({ "unknown_line_values": true }));
    let token = world.cti_token().await;
    let mut stream = world.cti().states(&token).await.unwrap();
    let caller = world.extension(0);
    let heard = tokio::join!(heard_within(&mut stream, 200), async {
        for _ in 0..2 {
            world.sim.nfon.play(Scenario::InboundAnswered { to: caller.clone() }).await;
        }
    })
    .0;
    assert!(heard.iter().any(|line| line.line == LineState::Unknown));
    assert!(heard.iter().filter(|line| line.line == LineState::InUse).count() > 0);
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_shows_signs_of_life_and_a_stalled_one_does_not() {
    let world = World::tidy(2);
    let token = world.cti_token().await;
    let mut stream = world.cti().states(&token).await.unwrap();
    heard_within(&mut stream, 1).await;
    let beat = tokio::time::timeout(Duration::from_secs(20), stream.next()).await.unwrap().unwrap();
    assert_eq!(beat, []);
    world.knobs(json!({ "stall_streams": true }));
    // What was on its way may still arrive.
    heard_within(&mut stream, 20).await;
    assert!(tokio::time::timeout(Duration::from_secs(600), stream.next()).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn every_end_of_a_stream_is_a_lost_connection() {
    for how in [Cut::Clean, Cut::Reset] {
        let world = World::tidy(2);
        let token = world.cti_token().await;
        let mut stream = world.cti().states(&token).await.unwrap();
        heard_within(&mut stream, 1).await;
        world.sim.nfon.cut_streams(how);
        let lost = loop {
            match stream.next().await {
                Ok(_) => {}
                Err(failure) => break failure,
            }
        };
        assert_eq!(lost, Failure::new(FailureKind::Unreachable), "{how:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_call_stream_tells_who_picked_up_and_whether_it_was_a_conversation() {
    let world = World::tidy(3);
    let token = world.cti_token().await;
    let mut stream = world.cti().calls(&token).await.unwrap();
    let (talker, dialler) = (world.extension(0), world.extension(1));
    let heard = tokio::join!(heard_within(&mut stream, 200), async {
        world.sim.nfon.play(Scenario::InboundAnswered { to: talker.clone() }).await;
        world.sim.nfon.play(Scenario::InboundMissed { to: talker.clone() }).await;
        world.sim.nfon.play(Scenario::FeatureCode { from: dialler.clone(), code: "*1021".into() }).await;
    })
    .0;
    let heard: Vec<_> = heard.iter().map(|answered| (answered.extension.as_str(), answered.kind)).collect();
    assert_eq!(heard, [(talker.as_str(), CallKind::Conversation), (dialler.as_str(), CallKind::FeatureCode)]);
    world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn the_voicemail_addresses_are_read_whatever_the_shape() {
    for knobs in [json!({ "scalars": "text" }), json!({ "scalars": "native", "empty_links_as_object": false })] {
        let world = World::tidy(6);
        world.knobs(knobs);
        let token = world.configuration_token().await;
        for extension in &world.sim.company.extensions {
            let number = ExtensionNumber::new(extension.number.as_str());
            let email = world.configuration().email(&token, &number).await.unwrap();
            assert_eq!(email, extension.voicemail_email.trim());
        }
        world.sim.nfon.set_voicemail_email(&world.extension(0), "");
        let empty = world.configuration().email(&token, &ExtensionNumber::new(world.extension(0))).await;
        assert_eq!(empty.as_deref(), Ok(""));
        world.assert_no_violations();
    }
}

#[tokio::test(start_paused = true)]
async fn the_connector_is_read_in_every_form() {
    for (knob, expected) in
        [(json!(true), Connector::Active), (json!(false), Connector::Inactive), (json!(null), Connector::Unknown)]
    {
        for scalars in ["text", "native", "mixed"] {
            let world = World::tidy(2);
            world.knobs(json!({ "teams_connector": knob, "scalars": scalars }));
            let token = world.configuration_token().await;
            assert_eq!(world.configuration().connector(&token).await, Ok(expected), "{knob} {scalars}");
            world.assert_no_violations();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_configuration_service_refuses_by_what_can_be_done_about_it() {
    let world = World::tidy(2);
    let company = &world.sim.company;
    let rejected = world.configuration().token(&secret(&company.configuration_client_id), &secret("wrong")).await;
    assert_eq!(rejected.err().map(|failure| failure.kind), Some(FailureKind::CredentialsRejected));
    let token = world.configuration_token().await;
    let nobody = world.configuration().email(&token, &ExtensionNumber::new("99999")).await.unwrap_err();
    assert_eq!(nobody.kind, FailureKind::NotFound);
    world.knobs(json!({ "burst": { "status": 503, "count": 1, "retry_after_seconds": 7 } }));
    let busy = world.configuration().connector(&token).await.unwrap_err();
    assert_eq!(busy, Failure::new(FailureKind::Server).with_retry_after(Some(Duration::from_secs(7))));
    world.sim.nfon.revoke_tokens();
    let revoked = world.configuration().connector(&token).await.unwrap_err();
    assert_eq!(revoked.kind, FailureKind::Unauthorized);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_come_is_given_up_after_half_a_minute() {
    let world = World::tidy(2);
    let token = world.cti_token().await;
    world.knobs(json!({ "latency_ms": 3_600_000 }));
    let start = tokio::time::Instant::now();
    assert_eq!(world.cti().extensions(&token).await.unwrap_err().kind, FailureKind::Unreachable);
    assert_eq!(world.cti().states(&token).await.err().map(|failure| failure.kind), Some(FailureKind::Unreachable));
    assert_eq!(start.elapsed(), Duration::from_secs(60));
}

/// Everything that arrives in so many seconds.
async fn heard_within<T>(stream: &mut Stream<T>, seconds: u64) -> Vec<T> {
    let mut heard = Vec::new();
    let listen = async {
        loop {
            heard.extend(stream.next().await.unwrap());
        }
    };
    let _: Result<(), _> = tokio::time::timeout(Duration::from_secs(seconds), listen).await;
    heard
}

/// The streams are read in tasks, so they must be able to move.
const _: fn() = || {
    fn movable<T: Send>() {}
    movable::<Stream<Line>>();
};
