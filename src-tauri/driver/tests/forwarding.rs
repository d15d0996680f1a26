//! How a call-forward profile is read and activated: with a look before and a look after, whatever is answered.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod world;

use engine::{
    ExtensionNumber, Secret,
    event::{Failure, FailureKind, ForwardProfile, NotActivated},
};
use serde_json::json;
use sim::snag::{Mishap, Snag};
use std::time::Duration;
use tokio::time::Instant;
use world::World;

#[tokio::test(start_paused = true)]
async fn the_profiles_are_read_whatever_the_shape() {
    for knobs in [
        json!({"scalars": "text"}),
        json!({"scalars": "native", "empty_links_as_object": false}),
        json!({"scalars": "mixed", "bare_list": true}),
    ] {
        let phone = Phone::with_profiles().await;
        phone.world.knobs(knobs.clone());
        phone.world.sim.nfon.activate_profile(&phone.extension, 4);
        let read = phone.world.configuration().forwarding(&phone.token, &phone.number()).await;
        let profile = |number, name: &str, active| ForwardProfile { number, name: name.to_owned(), active };
        let expected = [profile(0, "Default", false), profile(3, "In a meeting", false), profile(4, "Holiday", true)];
        assert_eq!(read.as_deref(), Ok(expected.as_slice()), "{knobs}");
        phone.world.assert_no_violations();
    }
}

#[tokio::test(start_paused = true)]
async fn a_profile_is_activated_where_the_expected_one_is_active() {
    for scalars in ["text", "native", "mixed"] {
        let phone = Phone::with_profiles().await;
        phone.world.knobs(json!({"scalars": scalars}));
        assert_eq!(phone.activate(3, 0).await, Ok(()), "{scalars}");
        assert_eq!(phone.active(), 3);
        assert_eq!(phone.activate(0, 3).await, Ok(()), "and back");
        assert_eq!(phone.active(), 0);
        phone.world.assert_no_violations();
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_active_already_is_not_written_and_what_somebody_else_chose_stays() {
    let phone = Phone::with_profiles().await;
    phone.befall_writes(Mishap::HeldBefore);
    let start = Instant::now();
    phone.world.sim.nfon.activate_profile(&phone.extension, 3);
    assert_eq!(phone.activate(3, 0).await, Ok(()));
    phone.world.sim.nfon.activate_profile(&phone.extension, 4);
    assert_eq!(phone.activate(3, 0).await, Err(NotActivated::TakenOver));
    assert_eq!(phone.active(), 4);
    assert_eq!(start.elapsed(), Duration::ZERO, "no request was held");
    phone.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_success_that_changes_nothing_is_not_believed() {
    let phone = Phone::with_profiles().await;
    phone.world.knobs(json!({"ignore_writes": true}));
    assert_eq!(phone.activate(3, 0).await, Err(NotActivated::NotTaken));
    phone.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_made_up_for_by_a_second_look() {
    let phone = Phone::with_profiles().await;
    phone.befall_writes(Mishap::HeldAfter);
    let start = Instant::now();
    assert_eq!(phone.activate(3, 0).await, Ok(()));
    assert_eq!(start.elapsed(), Duration::from_secs(30));
    assert_eq!(phone.active(), 3);
    phone.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn where_nobody_knows_whether_it_was_done_that_is_what_is_told() {
    let phone = Phone::with_profiles().await;
    phone.befall_writes(Mishap::HeldAfter);
    let activation = phone.activate(3, 0);
    let outage = async {
        phone.world.sim.snags.until_held().await;
        phone.world.knobs(json!({"burst": {"service": "configuration", "status": 503, "count": 1}}));
    };
    let (activated, ()) = tokio::join!(activation, outage);
    assert_eq!(activated, Err(failed(FailureKind::Unreachable)));
    assert_eq!(phone.active(), 3, "it was done");
    phone.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_success_that_cannot_be_looked_at_is_a_failure() {
    let phone = Phone::with_profiles().await;
    phone.befall_writes(Mishap::HeldAfter);
    let activation = phone.activate(3, 0);
    let outage = async {
        phone.world.sim.snags.until_held().await;
        phone.world.knobs(json!({"burst": {"service": "configuration", "status": 503, "count": 1}}));
        phone.world.sim.snags.clear();
    };
    let (activated, ()) = tokio::join!(activation, outage);
    assert_eq!(activated, Err(failed(FailureKind::Server)));
    phone.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn whoever_asks_for_peace_is_not_asked_for_a_second_look() {
    let phone = Phone::with_profiles().await;
    phone.befall_writes(Mishap::HeldBefore);
    let activation = phone.activate(3, 0);
    let throttled = async {
        phone.world.sim.snags.until_held().await;
        let burst = json!({"service": "configuration", "status": 429, "count": 1, "retry_after_seconds": 60});
        // A second look would arrive long after the answer was given.
        phone.world.knobs(json!({"burst": burst, "latency_ms": 5_000}));
        phone.world.sim.snags.clear();
    };
    let (activated, ()) = tokio::join!(activation, throttled);
    let failure = Failure::new(FailureKind::Throttled).with_retry_after(Some(Duration::from_secs(60)));
    assert_eq!(activated, Err(NotActivated::Failed(failure)));
    phone.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn a_refusal_says_what_can_be_done_about_it() {
    for (status, kind) in [
        (401, FailureKind::Unauthorized),
        (403, FailureKind::Forbidden),
        (404, FailureKind::NotFound),
        (500, FailureKind::Server),
    ] {
        let phone = Phone::with_profiles().await;
        phone.befall_writes(Mishap::Answered(status));
        assert_eq!(phone.activate(3, 0).await, Err(failed(kind)), "{status}");
        assert_eq!(phone.active(), 0);
        phone.world.assert_no_violations();
    }
    let phone = Phone::with_profiles().await;
    phone.world.sim.nfon.activate_profile(&phone.extension, 3);
    phone.world.knobs(json!({"default_profile_can_return": false}));
    assert_eq!(phone.activate(0, 3).await, Err(failed(FailureKind::Refused)), "the other reading of the documents");
    phone.world.sim.nfon.remove_extension(&phone.extension);
    assert_eq!(phone.activate(0, 3).await, Err(failed(FailureKind::NotFound)));
    phone.world.assert_no_violations();
}

/// One extension with the profiles 0, 3 and 4, of which 0 is active.
struct Phone {
    world: World,
    token: Secret,
    extension: String,
}

impl Phone {
    async fn with_profiles() -> Self {
        let world = World::tidy(2);
        let (token, extension) = (world.configuration_token().await, world.extension(0));
        assert!(world.sim.nfon.add_profile(&extension, 3, "In a meeting"));
        assert!(world.sim.nfon.add_profile(&extension, 4, "Holiday"));
        Self { world, token, extension }
    }

    fn number(&self) -> ExtensionNumber {
        ExtensionNumber::new(self.extension.as_str())
    }

    async fn activate(&self, profile: u8, instead_of: u8) -> Result<(), NotActivated> {
        let configuration = self.world.configuration();
        configuration.activate_forwarding(&self.token, &self.number(), profile, instead_of).await
    }

    fn active(&self) -> u8 {
        self.world.sim.nfon.active_profile(&self.extension).unwrap()
    }

    /// The page of a single profile is only written, and never read.
    fn befall_writes(&self, what: Mishap) {
        let (service, path) = ("configuration".to_owned(), "callforward-profiles/".to_owned());
        self.world.sim.snags.lay(Snag { service, path, what, count: 1 });
    }
}

fn failed(kind: FailureKind) -> NotActivated {
    NotActivated::Failed(Failure::new(kind))
}
