//! Who the client is: nobody in particular, the holder of a secret, or the holder of a certificate's key.

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;

use super::{
    super::{
        Microsoft,
        call::{Call, Fields},
        jwt::{AssertionFault, Expected, check_assertion},
    },
    problem::{Problem, problem},
};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How the client proved itself; the token says so in `appidacr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    None,
    Secret,
    Certificate,
}

impl Proof {
    pub(crate) fn appidacr(self) -> &'static str {
        match self {
            Self::None => "0",
            Self::Secret => "1",
            Self::Certificate => "2",
        }
    }
}

impl Microsoft {
    /// The client id of the form, or of HTTP Basic.
    pub(crate) fn client_id_of(call: &Call, form: &Fields) -> Option<String> {
        form.get("client_id").map(str::to_owned).or_else(|| Some(basic(call)?.0))
    }

    /// Checks what was sent as proof; sending nothing is no fault here.
    pub(crate) fn client_proof(&self, tenant: &str, call: &Call, form: &Fields) -> Result<Proof, Problem> {
        let secret = form.get("client_secret").map(str::to_owned).or_else(|| Some(basic(call)?.1));
        if let Some(secret) = secret {
            self.check_secret(&secret)?;
            return Ok(Proof::Secret);
        }
        let Some(assertion) = form.get("client_assertion") else {
            return Ok(Proof::None);
        };
        if form.get("client_assertion_type") != Some(ASSERTION_TYPE) {
            return Err(problem(900144).naming("client_assertion_type"));
        }
        let audience = format!("{}/{tenant}/oauth2/v2.0/token", self.urls.login);
        let expected =
            Expected { client_id: &self.company.client_id, audience: &audience, now: self.clock.utc_seconds() as f64 };
        match check_assertion(assertion, &self.state().registration.certificates, &expected) {
            Ok(()) => Ok(Proof::Certificate),
            Err(AssertionFault::UnknownKey) => Err(problem(700027)),
            Err(AssertionFault::Malformed | AssertionFault::OutOfTime | AssertionFault::WrongClaims) => {
                Err(problem(50012))
            }
        }
    }

    fn check_secret(&self, sent: &str) -> Result<(), Problem> {
        let state = self.state();
        let known = state.registration.secrets.iter().find(|secret| secret.value == sent);
        let known = known.ok_or_else(|| problem(7000215))?;
        match known.expires {
            Some(expires) if expires <= self.clock.elapsed() => Err(problem(7000222)),
            Some(_) | None => Ok(()),
        }
    }
}

/// Client id and secret from `Authorization: Basic`, each form-encoded inside.
fn basic(call: &Call) -> Option<(String, String)> {
    let encoded = call.header("authorization")?.strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
    Some((plain(id), plain(secret)))
}
