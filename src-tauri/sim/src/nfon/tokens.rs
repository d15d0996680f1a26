//! Tokens of the NFON services: signed ones for CTI, opaque ones for the PBX Configuration API.

use std::collections::HashMap;

use serde_json::json;

use super::Nfon;
use crate::key;

#[derive(Default)]
pub(super) struct Tokens {
    issued: u64,
    cti: HashMap<String, Issued>,
    refresh: HashMap<String, Issued>,
    configuration: HashMap<String, Issued>,
}

struct Issued {
    /// Simulated UTC, without the skew that the client sees.
    expires_ms: i64,
    requests: u32,
    used: bool,
    refused: u32,
}

/// Whether a token opens the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Good until this simulated UTC.
    Good {
        expires_ms: i64,
    },
    Bad,
    /// Bad, and it has been refused several times already.
    BadAgain,
}

impl Tokens {
    pub(super) fn revoke(&mut self) {
        for issued in self.cti.values_mut().chain(self.configuration.values_mut()) {
            issued.expires_ms = i64::MIN;
        }
    }
}

impl Nfon {
    /// Access and refresh token.
    pub(super) fn issue_cti(&self, old_refresh: Option<&str>) -> (String, String) {
        let knobs = self.knobs().clone();
        let now = self.clock.utc_ms();
        let seen = now / 1000 + knobs.clock_skew_seconds;
        let lifetime = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX / 2000);
        let mut tokens = self.tokens();
        tokens.issued += 1;
        let number = tokens.issued;
        let access_seconds = lifetime(knobs.access_token_seconds);
        let mut claims =
            json!({"customer": self.company.customer, "iat": seen, "exp": seen + access_seconds, "jti": number});
        if let (Some(value), Some(claims)) = (knobs.extended_presence, claims.as_object_mut()) {
            claims.insert("extended_presence".to_owned(), value.into());
        }
        let access = key::rs512(&claims);
        tokens.cti.insert(access.clone(), Issued::until(now + access_seconds * 1000));
        let refresh = match old_refresh {
            Some(old) if !knobs.rotate_refresh_token => old.to_owned(),
            Some(_) | None => {
                let seconds = lifetime(knobs.refresh_token_seconds);
                let refresh = key::rs512(
                    &json!({"customer": self.company.customer, "exp": seen + seconds, "jti": format!("r{number}")}),
                );
                tokens.refresh.insert(refresh.clone(), Issued::until(now + seconds * 1000));
                refresh
            }
        };
        (access, refresh)
    }

    pub(super) fn use_refresh(&self, token: &str) -> Verdict {
        let now = self.clock.utc_ms();
        let (rotates, accepts_used) = {
            let knobs = self.knobs();
            (knobs.rotate_refresh_token, knobs.accept_used_refresh_token)
        };
        let mut tokens = self.tokens();
        let Some(issued) = tokens.refresh.get_mut(token) else {
            return Verdict::Bad;
        };
        let spent = issued.used && rotates && !accepts_used;
        issued.used = true;
        match now < issued.expires_ms && !spent {
            true => Verdict::Good { expires_ms: issued.expires_ms },
            false => issued.refuse(),
        }
    }

    pub(super) fn check_cti(&self, token: &str) -> Verdict {
        let now = self.clock.utc_ms();
        let most = self.knobs().unauthorized_after_requests;
        let mut tokens = self.tokens();
        let Some(issued) = tokens.cti.get_mut(token) else {
            return Verdict::Bad;
        };
        issued.requests += 1;
        let worn = most.is_some_and(|most| issued.requests > most);
        match now < issued.expires_ms && !worn {
            true => Verdict::Good { expires_ms: issued.expires_ms },
            false => issued.refuse(),
        }
    }

    /// The token and its lifetime in seconds.
    pub(super) fn issue_configuration(&self) -> (String, u64) {
        let seconds = self.knobs().configuration_token_seconds;
        let now = self.clock.utc_ms();
        let mut tokens = self.tokens();
        tokens.issued += 1;
        let token = key::rs512(
            &json!({"iss": self.urls.nfon_token, "jti": format!("c{}", tokens.issued), "exp": now / 1000 + i64::try_from(seconds).unwrap_or_default()}),
        );
        tokens
            .configuration
            .insert(token.clone(), Issued::until(now + i64::try_from(seconds).unwrap_or_default() * 1000));
        (token, seconds)
    }

    pub(super) fn check_configuration(&self, token: &str) -> Verdict {
        let now = self.clock.utc_ms();
        let mut tokens = self.tokens();
        let Some(issued) = tokens.configuration.get_mut(token) else {
            return Verdict::Bad;
        };
        match now < issued.expires_ms {
            true => Verdict::Good { expires_ms: issued.expires_ms },
            false => issued.refuse(),
        }
    }
}

impl Issued {
    fn until(expires_ms: i64) -> Self {
        Self { expires_ms, requests: 0, used: false, refused: 0 }
    }

    /// Eight requests may have been under way with the token when it ended; more than that is a loop.
    fn refuse(&mut self) -> Verdict {
        self.refused += 1;
        match self.refused > 8 {
            true => Verdict::BadAgain,
            false => Verdict::Bad,
        }
    }
}
