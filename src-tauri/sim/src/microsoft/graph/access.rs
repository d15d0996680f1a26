//! Who calls Graph, what the token permits, and whether the presence budget has room.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{
    super::{
        Microsoft,
        call::Call,
        knobs::{RetryAfter, ThrottleBody},
        permissions::GRAPH_APP_ID,
        throttle::{Impatience, Verdict},
        tokens::{Evaluation, Subject},
    },
    answer::Answer,
};
use std::time::Duration;

/// The bearer of a valid token.
pub(crate) struct Caller {
    pub(crate) subject: Subject,
    permissions: Vec<String>,
}

impl Caller {
    pub(crate) fn user_id(&self) -> Option<&str> {
        match &self.subject {
            Subject::User(id) => Some(id),
            Subject::Application => None,
        }
    }

    pub(crate) fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|have| have.eq_ignore_ascii_case(permission))
    }

    /// Either list may be empty: then that kind of token is never enough.
    pub(crate) fn require(&self, delegated: &[&str], application: &[&str]) -> Result<(), Answer> {
        let enough = match self.subject {
            Subject::User(_) => delegated,
            Subject::Application => application,
        };
        if enough.iter().any(|permission| self.has(permission)) { Ok(()) } else { Err(Answer::denied()) }
    }
}

impl Microsoft {
    pub(crate) fn caller(&self, call: &Call) -> Result<Caller, Answer> {
        let Some(text) = call.header("authorization").and_then(|value| value.strip_prefix("Bearer ")) else {
            return Err(self.unauthenticated("Access token is empty.", None));
        };
        let now = self.clock.elapsed();
        let state = self.state();
        let Some(token) = state.tokens.access.get(text) else {
            return Err(self.unauthenticated("CompactToken parsing failed with error code: 80049217", None));
        };
        if token.expires <= now {
            return Err(self.unauthenticated("Lifetime validation failed, the token is expired.", None));
        }
        if let (Evaluation::Continuous, Subject::User(user_id)) = (token.evaluation, &token.subject) {
            let revoked = state.tokens.revoked.get(user_id).is_some_and(|revoked| token.issued <= *revoked);
            if revoked {
                let claims = json!({"access_token": {"nbf": {"essential": true, "value": self.clock.utc_seconds().to_string()}}});
                let message = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp";
                return Err(self.unauthenticated(message, Some(STANDARD.encode(claims.to_string()))));
            }
        }
        Ok(Caller { subject: token.subject.clone(), permissions: token.permissions.clone() })
    }

    /// Counts the request against the presence budget of the application in this tenant.
    pub(crate) fn within_budget(&self) -> Result<(), Answer> {
        let knobs = self.knobs().clone();
        let now = self.clock.elapsed();
        let (verdict, impatience) = self.state().throttle.request(now, knobs.presence_limit);
        match impatience {
            None => {}
            Some(Impatience::BeforeRetryAfter) => {
                self.graph_violation("a presence request came before Retry-After had passed")
            }
            Some(Impatience::OverPublishedLimit) => {
                self.graph_violation("more than 1,500 presence requests in 30 seconds")
            }
        }
        let Verdict::Refused(wait) = verdict else {
            return Ok(());
        };
        let answer = throttled(knobs.throttle_body, &self.graph_timestamp());
        Err(match knobs.retry_after {
            RetryAfter::Integer => answer.header("retry-after", &wait.as_secs().to_string()),
            RetryAfter::Decimal => answer.header("retry-after", &format!("{}.128", wait.as_secs())),
            RetryAfter::HttpDate => answer.header("retry-after", &self.clock.http_date(wait + Duration::from_secs(1))),
            RetryAfter::Absent => {
                self.state().throttle.named_no_time();
                answer
            }
        })
    }

    fn unauthenticated(&self, message: &str, claims: Option<String>) -> Answer {
        let mut challenge = format!(
            r#"Bearer realm="", authorization_uri="{}/common/oauth2/authorize", client_id="{GRAPH_APP_ID}""#,
            self.urls.login
        );
        if let Some(claims) = claims {
            challenge.push_str(&format!(r#", error="insufficient_claims", claims="{claims}""#));
        }
        Answer::error(401, "InvalidAuthenticationToken", message).header("www-authenticate", &challenge)
    }
}

fn throttled(body: ThrottleBody, date: &str) -> Answer {
    let mut answer = match body {
        ThrottleBody::TooManyRequests => Answer::error(429, "TooManyRequests", "Please retry again later."),
        ThrottleBody::ActivityLimitReached => {
            Answer::error(429, "activityLimitReached", "The request has been throttled.")
        }
        ThrottleBody::UnknownError => Answer::error(429, "UnknownError", ""),
    };
    if let Some(error) = answer.body.as_mut().and_then(|body| body.get_mut("error")) {
        error["innerError"] = match body {
            ThrottleBody::TooManyRequests => {
                json!({"code": "429", "date": date, "message": "Please retry after", "status": "429"})
            }
            ThrottleBody::ActivityLimitReached => json!({"code": "throttledRequest"}),
            ThrottleBody::UnknownError => json!({}),
        };
    }
    answer
}
