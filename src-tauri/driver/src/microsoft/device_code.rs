//! Sign-in on another device: a code is shown here and typed there.

use super::{
    id_token::Expected,
    identity::{Identity, Tokens},
    pages::signed_in,
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
}

impl Identity {
    /// Asks for a code. It lives about a quarter of an hour from now.
    pub async fn begin_device_code(
        &self,
        tenant_id: &str,
        client_id: &str,
        now: Utc,
    ) -> Result<DeviceGrant, PageFailure> {
        let wire = self.wire();
        let details: StandardDeviceAuthorizationResponse = self
            .client(tenant_id, client_id)
            .exchange_device_code()
            .add_scopes(self.sign_in_scopes())
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
        signed_in(&answer, &expected)
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
