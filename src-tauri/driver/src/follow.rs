//! Follows Cloudya's live streams: each phone's state, and as a hint the calls that are picked up.

use crate::{services::Services, tokens::CloudyaSession};
use engine::{
    Event,
    event::{Failure, FailureKind},
    names::Attempt,
};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::mpsc;

/// The call stream is a hint only, and not worth hurrying for.
const PAUSE_BETWEEN_HINTS: Duration = Duration::from_secs(30);

/// Tells `events` what the streams say, until the state stream ends or the network is another one.
/// Dropping the future closes both.
pub(crate) async fn follow(services: Arc<Services>, attempt: Attempt, events: mpsc::UnboundedSender<Event>) -> Failure {
    let moved = services.network.changed();
    let session = match services.cloudya() {
        Ok(session) => session,
        Err(failure) => return failure,
    };
    let states = follow_states(&session, attempt, &events);
    tokio::select! {
        failure = states => failure,
        never = follow_calls(&session, &events) => match never {},
        () = moved => Failure::new(FailureKind::Unreachable),
    }
}

async fn follow_states(session: &CloudyaSession, attempt: Attempt, events: &mpsc::UnboundedSender<Event>) -> Failure {
    let stream = async { session.cti.states(&session.access()?).await };
    let mut stream = match stream.await {
        Ok(stream) => stream,
        Err(failure) => return failure,
    };
    // Without a loop there is nobody to tell: the task ends with its runtime.
    let tell = |event| drop(events.send(event));
    tell(Event::StreamOpened { attempt });
    loop {
        match stream.next().await {
            Ok(lines) => {
                tell(Event::StreamBeat { attempt });
                lines.into_iter().for_each(|line| tell(Event::LineChanged { attempt, line }));
            }
            Err(failure) => return failure,
        }
    }
}

/// Opens the call stream again and again, with the token of the time; gives up where it is not allowed.
async fn follow_calls(session: &CloudyaSession, events: &mpsc::UnboundedSender<Event>) -> Infallible {
    loop {
        let failure = match calls_until_lost(session, events).await {
            Ok(never) => match never {},
            Err(failure) => failure,
        };
        tracing::debug!(?failure, "the call stream is away");
        if !failure.is_transient() && failure.kind != FailureKind::Unauthorized {
            tracing::info!("the call stream cannot be used; calls are settled by the state stream alone");
            return std::future::pending().await;
        }
        tokio::time::sleep(PAUSE_BETWEEN_HINTS.max(failure.retry_after.unwrap_or_default())).await;
    }
}

async fn calls_until_lost(
    session: &CloudyaSession,
    events: &mpsc::UnboundedSender<Event>,
) -> Result<Infallible, Failure> {
    let mut stream = session.cti.calls(&session.access()?).await?;
    loop {
        for answered in stream.next().await? {
            let _ = events.send(Event::CallAnswered { extension: answered.extension, kind: answered.kind });
        }
    }
}
