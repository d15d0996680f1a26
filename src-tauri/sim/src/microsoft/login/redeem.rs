//! The four grants: what each demands, and what it entitles to.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::time::Duration;

use super::{
    super::{
        Microsoft,
        call::{Call, Fields},
        knobs::{CodeFate, RefreshFate},
        registration::{Platform, PublicClientFlows},
        tokens::{CODE_LIFE, Challenge, Code, DEVICE_LIFE, Outcome, REFRESH_LIFE, Standing, Subject},
    },
    assertion::Proof,
    problem::{Problem, problem},
    scopes::Permissions,
    token::Entitlement,
};

/// RFC 8628: what `slow_down` adds to the interval.
const SLOW_DOWN: Duration = Duration::from_secs(5);
/// A poll that is this much early is put down to the network.
const POLL_TOLERANCE: Duration = Duration::from_millis(250);

impl Microsoft {
    pub(crate) fn redeem_code(&self, tenant: &str, call: &Call, form: &Fields) -> Result<Entitlement, Problem> {
        let text = form.get("code").ok_or_else(|| problem(900144).naming("code"))?;
        let code = self.state().tokens.codes.get(text).cloned().ok_or_else(|| problem(70000))?;
        let proof = self.proof_for(code.platform, tenant, call, form)?;
        if code.redeemed {
            self.login_violation("token: an authorization code was used twice");
            return Err(problem(54005));
        }
        if code.issued + CODE_LIFE <= self.clock.elapsed() {
            return Err(problem(70008));
        }
        if form.get("redirect_uri") != Some(code.redirect_uri.as_str()) {
            self.login_violation("token: the redirect_uri differs from that of the authorization request");
            return Err(problem(50011).with_error("invalid_grant"));
        }
        if let Err(refused) = check_verifier(&code, form.get("code_verifier")) {
            self.login_violation("token: the code verifier does not match the challenge");
            return Err(refused);
        }
        if let Some(code) = self.state().tokens.codes.get_mut(text) {
            code.redeemed = true;
        }
        match self.knobs().code_fate {
            CodeFate::GivesTokens => {}
            CodeFate::RegistrationRequired => return Err(problem(50079)),
        }
        let mut entitlement = self.entitle_user(&code.user_id, &code.scopes, form)?;
        entitlement.nonce = code.nonce;
        entitlement.proof = proof;
        Ok(entitlement)
    }

    pub(crate) fn redeem_refresh_token(
        &self,
        tenant: &str,
        call: &Call,
        form: &Fields,
    ) -> Result<Entitlement, Problem> {
        let text = form.get("refresh_token").ok_or_else(|| problem(900144).naming("refresh_token"))?;
        let proof = self.client_proof(tenant, call, form)?;
        if proof != Proof::None {
            self.login_violation("token: a secret was sent with the refresh token of a public client");
            return Err(problem(700025));
        }
        let now = self.clock.elapsed();
        let token = self.state().tokens.refresh.get(text).cloned().ok_or_else(|| problem(70000))?;
        self.check_refresh_fate()?;
        if token.standing == Standing::Revoked {
            return Err(problem(50173).with_suberror("bad_token"));
        }
        if token.issued + REFRESH_LIFE <= now {
            return Err(problem(700082));
        }
        {
            let state = self.state();
            let user = state.directory.user(&token.user_id);
            let user = user.ok_or_else(|| problem(50034).with_suberror("bad_token"))?;
            if !user.account_enabled {
                return Err(problem(50057));
            }
        }
        if token.uses > 0 {
            // Legal at Microsoft, but a careful client stores the new one and forgets the old.
            self.state().reused_refresh_tokens += 1;
        }
        if let Some(token) = self.state().tokens.refresh.get_mut(text) {
            token.uses += 1;
        }
        self.entitle_user(&token.user_id, &token.scopes, form)
    }

    pub(crate) fn redeem_credentials(&self, tenant: &str, call: &Call, form: &Fields) -> Result<Entitlement, Problem> {
        let proof = self.client_proof(tenant, call, form)?;
        if proof == Proof::None {
            return Err(problem(7000218));
        }
        let scope = form.get("scope").ok_or_else(|| problem(900144).naming("scope"))?;
        let asked = self.read_scopes(scope)?;
        if asked.permissions != Permissions::Default || !asked.openid.is_empty() {
            self.login_violation("token: client credentials take one scope that ends in /.default");
            return Err(problem(70011).naming("scope"));
        }
        Ok(Entitlement {
            subject: Subject::Application,
            scopes: self.state().grants.roles(self.clock.elapsed()),
            nonce: None,
            refresh_token: None,
            proof,
        })
    }

    pub(crate) fn redeem_device_code(&self, form: &Fields) -> Result<Entitlement, Problem> {
        let text = form.get("device_code").ok_or_else(|| problem(900144).naming("device_code"))?;
        let now = self.clock.elapsed();
        let (user_id, scopes) = {
            let mut state = self.state();
            if state.registration.public_client_flows == PublicClientFlows::Refused {
                return Err(problem(7000218));
            }
            let device = state.tokens.devices.get_mut(text).ok_or_else(|| problem(70018))?;
            if device.issued + DEVICE_LIFE <= now {
                return Err(problem(70019));
            }
            let early = device.last_poll.is_some_and(|last| now + POLL_TOLERANCE < last + device.interval);
            device.last_poll = Some(now);
            match device.outcome.clone() {
                Outcome::Pending if early => {
                    device.interval += SLOW_DOWN;
                    drop(state);
                    self.login_violation("token: the device code was polled faster than the interval");
                    return Err(problem(70016).with_error("slow_down"));
                }
                Outcome::Pending => return Err(problem(70016)),
                Outcome::Declined => {
                    return Err(problem(65004).with_error("authorization_declined"));
                }
                Outcome::Redeemed => return Err(problem(54005)),
                Outcome::Approved(user_id) => {
                    device.outcome = Outcome::Redeemed;
                    (user_id, device.scopes.clone())
                }
            }
        };
        self.entitle_user(&user_id, &scopes, form)
    }

    /// The platform of the redirect address decides whether a proof is forbidden or demanded.
    fn proof_for(&self, platform: Platform, tenant: &str, call: &Call, form: &Fields) -> Result<Proof, Problem> {
        let sent = form.get("client_secret").is_some() || form.get("client_assertion").is_some();
        match platform {
            Platform::Desktop if sent => {
                self.login_violation("token: a secret was sent with a public redirect address");
                Err(problem(700025))
            }
            Platform::SinglePage if call.header("origin").is_none() => Err(problem(90014).naming("Origin")),
            Platform::Desktop | Platform::SinglePage => Ok(Proof::None),
            Platform::Web => match self.client_proof(tenant, call, form)? {
                Proof::None => Err(problem(7000218)),
                proof @ (Proof::Secret | Proof::Certificate) => Ok(proof),
            },
        }
    }

    fn check_refresh_fate(&self) -> Result<(), Problem> {
        match self.knobs().refresh_fate {
            RefreshFate::Rotates => Ok(()),
            RefreshFate::Revoked => Err(problem(50173).with_suberror("bad_token")),
            RefreshFate::MfaRequired => {
                let mut refused = problem(50076).with_suberror("basic_action");
                refused.claims =
                    Some(r#"{"access_token":{"capolids":{"essential":true,"values":["sim"]}}}"#.to_owned());
                Err(refused)
            }
            RefreshFate::SignInFrequency => Err(problem(70043).with_suberror("token_expired")),
            RefreshFate::Expired => Err(problem(700082)),
        }
    }

    /// Intersects what was asked for with what is consented now.
    fn entitle_user(&self, user_id: &str, former: &[String], form: &Fields) -> Result<Entitlement, Problem> {
        let now = self.clock.elapsed();
        let wanted = match form.get("scope") {
            None => former.to_vec(),
            Some(scope) => {
                let asked = self.read_scopes(scope)?;
                let openid = if asked.openid.is_empty() { openid_of(former) } else { asked.openid.clone() };
                [openid, self.delegated(&asked)].concat()
            }
        };
        let mut state = self.state();
        let granted = state.grants.scopes(user_id, now);
        let openid = openid_of(&wanted);
        let permissions: Vec<String> = wanted.iter().filter(|scope| !openid.contains(scope)).cloned().collect();
        let has = |name: &String| granted.iter().any(|granted| granted.eq_ignore_ascii_case(name));
        if !permissions.is_empty()
            && !permissions.iter().any(has)
            && !state.grants.missing(user_id, &permissions).is_empty()
        {
            return Err(problem(65001).with_suberror("consent_required"));
        }
        // As at Microsoft, the answer names everything of the resource that is consented, in its own order.
        let scopes: Vec<String> = if permissions.is_empty() { openid } else { [openid, granted].concat() };
        let offline = scopes.iter().chain(former).any(|scope| scope == "offline_access");
        let refresh_token = offline.then(|| state.tokens.add_refresh(user_id, former, now));
        Ok(Entitlement {
            subject: Subject::User(user_id.to_owned()),
            scopes,
            nonce: None,
            refresh_token,
            proof: Proof::None,
        })
    }
}

fn openid_of(scopes: &[String]) -> Vec<String> {
    let is_openid = |scope: &&String| super::super::permissions::OPENID_SCOPES.contains(&scope.as_str());
    scopes.iter().filter(is_openid).cloned().collect()
}

fn check_verifier(code: &Code, verifier: Option<&str>) -> Result<(), Problem> {
    let matches = match (&code.challenge, verifier) {
        (None, None) => true,
        (Some(Challenge::Plain(challenge)), Some(verifier)) => challenge == verifier,
        (Some(Challenge::S256(challenge)), Some(verifier)) => {
            (43..=128).contains(&verifier.len()) && *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
        }
        (None, Some(_)) | (Some(_), None) => false,
    };
    if matches { Ok(()) } else { Err(problem(501481)) }
}
