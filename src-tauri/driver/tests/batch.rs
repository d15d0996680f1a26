//! Writes that go together, against the simulated Microsoft: each is counted, refused and told to wait by itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod tenant;

use driver::microsoft::batch::{Change, MOST_WRITES, Write};
use engine::{
    Secret, UserId,
    event::{Failure, FailureKind},
    presence::Publication,
};
use serde_json::json;
use std::time::Duration;
use tenant::Tenant;

const SET: Change = Change::Set { publication: Publication::InACall, expires: Duration::from_secs(300) };

async fn consented() -> (Tenant, Secret) {
    let tenant = Tenant::of(2 * MOST_WRITES);
    tenant.sim.microsoft.grant_consent();
    let token = tenant.application().await.unwrap().access;
    (tenant, token)
}

/// The same change for each of the first people.
fn writes(tenant: &Tenant, change: Change) -> Vec<Write> {
    let people = tenant.sim.company.people.iter().take(MOST_WRITES);
    people.map(|person| Write { user: UserId::new(&person.user_id), change }).collect()
}

#[tokio::test(start_paused = true)]
async fn twenty_people_are_published_and_cleared_in_one_request_each() {
    let (tenant, token) = consented().await;
    for (change, shown) in [(SET, Some("InACall")), (Change::Clear, None)] {
        let writes = writes(&tenant, change);
        let results = tenant.graph.write_all(&token, tenant.client_id(), &writes).await;
        assert_eq!(results, vec![Ok(()); MOST_WRITES]);
        for write in &writes {
            let published = tenant.sim.microsoft.published(write.user.as_str());
            assert_eq!(published.as_ref().map(|(_, activity, _)| activity.as_str()), shown);
        }
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn those_over_the_limit_wait_and_the_others_are_published() {
    for outer in ["ok", "failed-dependency"] {
        let (tenant, token) = consented().await;
        tenant.knobs(&json!({"presence_limit": 12, "throttled_batch": outer, "retry_after": "decimal"}));
        let writes = writes(&tenant, SET);
        let results = tenant.graph.write_all(&token, tenant.client_id(), &writes).await;
        for (place, (write, result)) in writes.iter().zip(&results).enumerate() {
            let is_published = tenant.sim.microsoft.published(write.user.as_str()).is_some();
            assert_eq!((result.is_ok(), is_published), (place < 12, place < 12), "{outer}: {place}");
        }
        let failure = results[12].clone().unwrap_err();
        assert_eq!(failure.kind, FailureKind::Throttled, "{outer}");
        assert_eq!(failure.retry_after, Some(Duration::from_millis(30_128)), "{outer}");
        tenant.blameless();
    }
}

#[tokio::test(start_paused = true)]
async fn one_who_is_gone_spoils_nothing_for_the_others() {
    let (tenant, token) = consented().await;
    let writes = writes(&tenant, SET);
    tenant.sim.microsoft.delete_user(writes[3].user.as_str());
    let results = tenant.graph.write_all(&token, tenant.client_id(), &writes).await;
    for (place, result) in results.iter().enumerate() {
        match place {
            3 => assert_eq!(*result, Err(Failure::new(FailureKind::NotFound))),
            _ => assert_eq!(*result, Ok(()), "{place}"),
        }
    }
    let nothing_there = vec![writes[3].clone(), writes[4].clone()];
    let clears = nothing_there.into_iter().map(|write| Write { change: Change::Clear, ..write }).collect::<Vec<_>>();
    assert_eq!(tenant.graph.write_all(&token, tenant.client_id(), &clears).await, [Ok(()), Ok(())]);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_not_accepted_is_not_accepted_for_any_of_them() {
    let (tenant, _) = consented().await;
    let writes = writes(&tenant, SET);
    let results = tenant.graph.write_all(&Secret::new("nonsense"), tenant.client_id(), &writes).await;
    assert_eq!(results, vec![Err(Failure::new(FailureKind::Unauthorized)); MOST_WRITES]);
}

#[tokio::test(start_paused = true)]
async fn a_service_in_trouble_fails_all_of_them_for_the_moment() {
    let (tenant, token) = consented().await;
    let writes = writes(&tenant, SET);
    tenant.knobs(&json!({"graph_fault_percent": 100, "graph_fault": "service-unavailable-with-retry-after"}));
    let results = tenant.graph.write_all(&token, tenant.client_id(), &writes).await;
    let trouble = Failure::new(FailureKind::Server).with_retry_after(Some(Duration::from_secs(2)));
    assert_eq!(results, vec![Err(trouble); MOST_WRITES]);
    tenant.knobs(&json!({"graph_fault_percent": 0}));
    let results = tenant.graph.write_all(&token, tenant.client_id(), &writes).await;
    assert_eq!(results, vec![Ok(()); MOST_WRITES], "they still go together");
    tenant.blameless();
}
