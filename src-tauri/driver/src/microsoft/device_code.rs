//! Sign-in on another device: a code is shown here and typed there.

use super::{
    id_token::Expected,
    identity::{Identity, Tokens},
    pages::{Role, signed_in},
    refusal::{NoToken, Undelivered},
};
use engine::{
    event::{DeviceCode, Failure, PageFailure, SignedIn},
    names::Utc,
};
use futures::{FutureExt as _, future::BoxFuture};
use oauth2::StandardDeviceAuthorizationResponse;
use std::time::{Duration, SystemTime};
use tokio::time::{Instant, sleep};

/// A code that waits to be typed.
#[derive(Clone, Debug)]
pub struct DeviceGrant {
    /// For the person.
    pub shown: DeviceCode,
    details: StandardDeviceAuthorizationResponse,
    since: Instant,
    tenant_id: String,
    client_id: String,
    role: Role,
}

impl Identity {
    /// Asks for a code. It lives about a quarter of an hour from now.
    pub async fn begin_device_code(
        &self,
        tenant_id: &str,
        client_id: &str,
        role: Role,
        now: Utc,
    ) -> Result<DeviceGrant, PageFailure> {
        let wire = self.wire();
        let details: StandardDeviceAuthorizationResponse = self
            .client(tenant_id, client_id)
            .exchange_device_code()
            .add_scopes(self.scopes(role))
            .request_async(&wire)
            .await
            .map_err(|error| NoToken::from(error).for_page())?;
        Ok(DeviceGrant {
            shown: DeviceCode {
                address: details.verification_uri().to_string(),
                code: details.user_code().secret().clone(),
                expires: later(now, details.expires_in()),
            },
            details,
            since: Instant::now(),
            tenant_id: tenant_id.to_owned(),
            client_id: client_id.to_owned(),
            role,
        })
    }

    /// Asks until the code was typed, refused or has expired. Dropping the future gives up.
    ///
    /// `clock` tells the time once more at the end, against which the id_token is checked.
    pub async fn poll_device_code(
        &self,
        grant: DeviceGrant,
        clock: impl Fn() -> Utc + Send + Sync,
    ) -> Result<(SignedIn, Tokens), PageFailure> {
        let wire = self.patient_wire();
        // Only differences count, and those a clock that nobody sets measures best.
        let elapsed = move || SystemTime::UNIX_EPOCH + grant.since.elapsed();
        let left = grant.details.expires_in().saturating_sub(grant.since.elapsed());
        // The first question may not come before the interval either.
        sleep(grant.details.interval()).await;
        let answer = self
            .client(&grant.tenant_id, &grant.client_id)
            .exchange_device_access_token(&grant.details)
            .set_time_fn(move || elapsed().into())
            .request_async(&wire, sleep, Some(left))
            .await
            .map_err(|error| NoToken::from(error).for_page())?;
        let expected = Expected {
            login: &self.login,
            tenant_id: &grant.tenant_id,
            client_id: &grant.client_id,
            nonce: None,
            now: clock(),
        };
        signed_in(&answer, &expected, grant.role)
    }

    /// As `wire`, and waits as long as the service asks before it says that it failed: the library repeats by itself.
    fn patient_wire(
        &self,
    ) -> impl Fn(oauth2::HttpRequest) -> BoxFuture<'static, Result<oauth2::HttpResponse, Undelivered>> + Send + Sync + use<>
    {
        let wire = self.wire();
        move |request| {
            let answer = wire(request);
            async move {
                let answer = answer.await;
                if let Err(Undelivered(Failure { retry_after: Some(wait), .. })) = &answer {
                    sleep(*wait).await;
                }
                answer
            }
            .boxed()
        }
    }
}

fn later(now: Utc, by: Duration) -> Utc {
    Utc(now.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        microsoft::id_token::tests::unsigned,
        transport::{
            Body,
            tests::{answering, json as answered},
        },
    };
    use engine::problem::SignInCause;
    use serde_json::json;
    use std::sync::Mutex;
    use url::Url;

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";
    const NOW: Utc = Utc(1_700_000_000_000);

    fn refused(error: &str, number: u32) -> http::Response<Body> {
        answered(
            400,
            &json!({"error": error, "error_description": format!("AADSTS{number}: no"), "error_codes": [number]}),
        )
    }

    /// Polls a far end that gives these answers in turn, and says when each question came.
    async fn poll(answers: Vec<http::Response<Body>>) -> (Result<(SignedIn, Tokens), PageFailure>, Vec<u64>) {
        let answers = Mutex::new(answers.into_iter());
        let started = Instant::now();
        let questions = std::sync::Arc::new(Mutex::new(Vec::new()));
        let log = questions.clone();
        let transport = answering(move |request| {
            if request.uri().path().ends_with("/devicecode") {
                return answered(
                    200,
                    &json!({
                        "user_code": "HXA9QKL2B", "device_code": "secret", "interval": 5, "expires_in": 900,
                        "verification_uri": "https://login.example/devicelogin", "message": "…"
                    }),
                );
            }
            log.lock().unwrap().push(started.elapsed().as_secs());
            answers.lock().unwrap().next().unwrap_or_else(|| refused("authorization_pending", 70_016))
        });
        let url = |text| Url::parse(text).unwrap();
        let identity = Identity::new(transport, url("https://login.example"), url("https://graph.example"));
        let grant = identity.begin_device_code(TENANT, "app", Role::SyncUser, NOW).await.unwrap();
        assert_eq!(grant.shown.code, "HXA9QKL2B");
        assert_eq!(grant.shown.address, "https://login.example/devicelogin");
        assert_eq!(grant.shown.expires, Utc(NOW.0 + 900_000));
        assert!(!format!("{grant:?}").contains("\"secret\""));
        let result = identity.poll_device_code(grant, || NOW).await;
        let questions = questions.lock().unwrap().clone();
        (result, questions)
    }

    #[tokio::test(start_paused = true)]
    async fn it_asks_no_faster_than_told_and_slower_when_told_so() {
        let claims = json!({
            "iss": format!("https://login.example/{TENANT}/v2.0"), "aud": "app", "exp": 1_700_000_900, "tid": TENANT,
            "oid": "abc", "preferred_username": "sync@b.c"
        });
        let tokens = json!({
            "access_token": "a", "refresh_token": "r", "expires_in": 60, "scope": "Presence.Read.All",
            "id_token": unsigned(&claims)
        });
        let (result, questions) = poll(vec![
            refused("authorization_pending", 70_016),
            refused("slow_down", 0),
            refused("authorization_pending", 70_016),
            answered(200, &tokens),
        ])
        .await;
        assert_eq!(result.unwrap().0.user_principal_name, "sync@b.c");
        assert_eq!(questions, [5, 10, 20, 30]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_person_who_declines_and_a_code_that_expires_are_told_apart() {
        let failure = |cause, code| PageFailure::Refused { cause, code };
        let (declined, _) = poll(vec![refused("authorization_declined", 70_017)]).await;
        assert_eq!(declined.unwrap_err(), failure(SignInCause::Declined, Some(70_017)));
        let (expired, _) = poll(vec![refused("expired_token", 70_019)]).await;
        assert_eq!(expired.unwrap_err(), failure(SignInCause::Expired, Some(70_019)));
        let (blocked, _) = poll(vec![refused("invalid_grant", 53_003)]).await;
        assert_eq!(blocked.unwrap_err(), failure(SignInCause::Policy, Some(53_003)));
    }

    #[tokio::test(start_paused = true)]
    async fn it_gives_up_when_the_code_has_lived() {
        let (result, questions) = poll(vec![]).await;
        assert_eq!(result.unwrap_err(), PageFailure::Refused { cause: SignInCause::Expired, code: None });
        assert!((895..=905).contains(questions.last().unwrap()), "{:?}", questions.last());
    }

    #[tokio::test(start_paused = true)]
    async fn a_throttle_is_waited_for() {
        let mut throttled = answered(429, &json!({}));
        throttled.headers_mut().insert("retry-after", "60".parse().unwrap());
        let (_, questions) = poll(vec![throttled, refused("expired_token", 70_019)]).await;
        assert_eq!(questions.len(), 2);
        assert!(questions[1] >= questions[0] + 60, "{questions:?}");
    }

    #[tokio::test]
    async fn a_registration_without_public_flows_is_said_at_once() {
        let transport = answering(|_| answered(401, &json!({"error": "invalid_client", "error_codes": [7000218]})));
        let url = |text| Url::parse(text).unwrap();
        let identity = Identity::new(transport, url("https://login.example"), url("https://graph.example"));
        let failure = identity.begin_device_code(TENANT, "app", Role::SyncUser, NOW).await.unwrap_err();
        assert_eq!(failure, PageFailure::Refused { cause: SignInCause::Registration, code: Some(7_000_218) });
    }
}
