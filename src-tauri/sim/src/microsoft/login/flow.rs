//! The way through the sign-in pages: which step comes next, and what each typed form does.

use axum::response::Response;

use super::{
    super::{
        Microsoft,
        call::{Call, Fields},
        directory::PasswordAge,
        grants::needs_administrator,
        knobs::{OptionalPage, SessionState, SignInWeather, UserConsent},
        tokens::{Code, Outcome, random_text},
    },
    authorize::{Authorize, ConsentPrompt},
    consent::{Consent, cancelled},
    pages,
    problem::{Problem, problem},
    redirect::{ResponseMode, redirect},
};

/// The code that the simulated authenticator shows.
pub(crate) const MFA_CODE: &str = "123456";
/// Wrong passwords in a row before the account is locked.
const LOCKED_AFTER: u32 = 10;

/// Why somebody is signing in.
#[derive(Clone)]
pub(crate) enum Purpose {
    Authorize(Box<Authorize>),
    Consent(Box<Consent>),
    /// For another device, whose device code this is.
    Device(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Account,
    Password,
    NewPassword,
    MoreInformation,
    Mfa,
    Consent,
    StaySignedIn,
}

const ORDER: [Step; 7] = [
    Step::Account,
    Step::Password,
    Step::NewPassword,
    Step::MoreInformation,
    Step::Mfa,
    Step::Consent,
    Step::StaySignedIn,
];

/// One person's way through the pages.
#[derive(Clone)]
pub(crate) struct SignIn {
    pub(crate) purpose: Purpose,
    pub(crate) step: Step,
    /// The account as it was typed.
    pub(crate) typed: String,
    /// Empty until a user of this tenant was named.
    user_id: String,
}

/// What follows a step.
enum Next {
    Ask(Step),
    Refuse(Refusal),
    Finish,
}

#[derive(Clone, Copy)]
pub(crate) enum Refusal {
    Blocked,
    NeedsAdministrator,
}

impl Microsoft {
    pub(crate) fn begin_sign_in(&self, purpose: Purpose) -> Response {
        let hint = match &purpose {
            Purpose::Authorize(request) => request.login_hint.clone(),
            Purpose::Consent(_) | Purpose::Device(_) => None,
        };
        let sign_in = SignIn { purpose, step: Step::Account, typed: hint.unwrap_or_default(), user_id: String::new() };
        let id = random_text(1);
        let page = self.step_page(&id, &sign_in, None);
        self.state().sign_ins.insert(id, sign_in);
        page
    }

    /// Takes a form in which several steps are already filled in.
    pub(crate) fn sign_in_at_once(&self, purpose: Purpose, call: &Call) -> Response {
        let id = random_text(1);
        let sign_in = SignIn { purpose, step: Step::Account, typed: String::new(), user_id: String::new() };
        self.state().sign_ins.insert(id.clone(), sign_in);
        self.sign_in_typed(&id, call)
    }

    /// Reloading a page shows the step again.
    pub(crate) fn sign_in_page(&self, id: &str) -> Response {
        let sign_in = self.state().sign_ins.get(id).cloned();
        match sign_in {
            Some(sign_in) => self.step_page(id, &sign_in, None),
            None => self.problem_page(&problem(50058)),
        }
    }

    pub(crate) fn sign_in_typed(&self, id: &str, call: &Call) -> Response {
        let form = call.form();
        let known = ["action", "login", "password", "new_password", "code", "user_code"];
        self.check_names("sign-in page", form.names(), &known);
        let Some(mut sign_in) = self.state().sign_ins.get(id).cloned() else {
            return self.problem_page(&problem(50058));
        };
        if form.get("action") == Some("cancel") {
            self.state().sign_ins.remove(id);
            return self.sign_in_cancelled(&sign_in.purpose);
        }
        // Several steps can be filled in at once, which tests do.
        loop {
            let before = sign_in.step;
            if let Err(refused) = self.take_step(&mut sign_in, &form) {
                self.state().sign_ins.insert(id.to_owned(), sign_in.clone());
                let (description, _) = self.described(&refused);
                return self.step_page(id, &sign_in, Some(&description));
            }
            if before == Step::Consent && form.get("action") == Some("decline") {
                self.state().sign_ins.remove(id);
                return self.sign_in_declined(&sign_in.purpose);
            }
            match self.next_step(&sign_in) {
                Next::Ask(step) => sign_in.step = step,
                Next::Refuse(refusal) => return self.refusal_page(id, sign_in, refusal),
                Next::Finish => {
                    self.state().sign_ins.remove(id);
                    return self.sign_in_finished(&sign_in);
                }
            }
            let filled_in = match sign_in.step {
                Step::Password => form.get("password").is_some(),
                Step::NewPassword => form.get("new_password").is_some(),
                Step::Mfa => form.get("code").is_some(),
                Step::Account | Step::MoreInformation | Step::Consent | Step::StaySignedIn => false,
            };
            if !filled_in {
                self.state().sign_ins.insert(id.to_owned(), sign_in.clone());
                return self.step_page(id, &sign_in, None);
            }
        }
    }

    fn take_step(&self, sign_in: &mut SignIn, form: &Fields) -> Result<(), Problem> {
        match sign_in.step {
            Step::Account => {
                sign_in.typed = form.get("login").unwrap_or_default().trim().to_owned();
                let mut state = self.state();
                if let Some(user) = state.directory.find(&sign_in.typed) {
                    sign_in.user_id = user.user_id.clone();
                    let known = state.directory.credential(&sign_in.user_id).is_some();
                    return if known { Ok(()) } else { Err(problem(50034)) };
                }
                sign_in.user_id.clear();
                match state.directory.foreign_password(&sign_in.typed) {
                    Some(_) => Ok(()),
                    None => Err(problem(50034)),
                }
            }
            Step::Password => self.check_password(sign_in, form.get("password").unwrap_or_default()),
            Step::NewPassword => {
                let new = form.get("new_password").ok_or_else(|| problem(50055))?;
                if let Some(credential) = self.state().directory.credential(&sign_in.user_id) {
                    credential.password = new.to_owned();
                    credential.password_age = PasswordAge::Current;
                }
                Ok(())
            }
            Step::Mfa if form.get("code").map(str::trim) == Some(MFA_CODE) => Ok(()),
            Step::Mfa => Err(problem(50076)),
            Step::MoreInformation | Step::Consent | Step::StaySignedIn => Ok(()),
        }
    }

    fn check_password(&self, sign_in: &SignIn, typed: &str) -> Result<(), Problem> {
        let mut state = self.state();
        if sign_in.user_id.is_empty() {
            let right = state.directory.foreign_password(&sign_in.typed).is_some_and(|password| password == typed);
            return Err(problem(if right { 50020 } else { 50126 }));
        }
        let enabled = state.directory.user(&sign_in.user_id).is_some_and(|user| user.account_enabled);
        let credential = state.directory.credential(&sign_in.user_id).ok_or_else(|| problem(50034))?;
        if credential.failures >= LOCKED_AFTER {
            return Err(problem(50053));
        }
        if credential.password != typed {
            credential.failures += 1;
            return Err(problem(50126));
        }
        credential.failures = 0;
        if enabled { Ok(()) } else { Err(problem(50057)) }
    }

    fn next_step(&self, sign_in: &SignIn) -> Next {
        let done = ORDER.iter().position(|step| *step == sign_in.step).unwrap_or_default();
        let knobs = self.knobs().clone();
        if sign_in.step == Step::Password && knobs.sign_in == SignInWeather::Blocked {
            return Next::Refuse(Refusal::Blocked);
        }
        for step in &ORDER[done + 1..] {
            let applies = match step {
                Step::Account | Step::Password => true,
                Step::NewPassword => self
                    .state()
                    .directory
                    .credential(&sign_in.user_id)
                    .is_some_and(|credential| credential.password_age == PasswordAge::Expired),
                Step::MoreInformation => knobs.more_information_page == OptionalPage::Shown,
                Step::Mfa => knobs.sign_in == SignInWeather::Mfa,
                Step::Consent => match self.consent_step(sign_in) {
                    Err(refusal) => return Next::Refuse(refusal),
                    Ok(asks) => asks,
                },
                Step::StaySignedIn => {
                    knobs.stay_signed_in_page == OptionalPage::Shown && !matches!(sign_in.purpose, Purpose::Consent(_))
                }
            };
            if applies {
                return Next::Ask(*step);
            }
        }
        Next::Finish
    }

    /// Whether the consent page is shown; `Err` when this person may not consent.
    fn consent_step(&self, sign_in: &SignIn) -> Result<bool, Refusal> {
        let knobs = self.knobs().clone();
        if knobs.sign_in == SignInWeather::NeedAdminApproval {
            return Err(Refusal::NeedsAdministrator);
        }
        let admin = self.state().directory.is_admin(&sign_in.user_id);
        if matches!(sign_in.purpose, Purpose::Consent(_)) {
            return if admin { Ok(true) } else { Err(Refusal::NeedsAdministrator) };
        }
        let missing = self.missing_scopes(sign_in);
        let may_consent = admin || (knobs.user_consent == UserConsent::Allowed && !needs_administrator(&missing));
        match (missing.is_empty(), may_consent) {
            (true, _) => {
                let always =
                    matches!(&sign_in.purpose, Purpose::Authorize(request) if request.consent == ConsentPrompt::Always);
                Ok(always)
            }
            (false, true) => Ok(true),
            (false, false) => Err(Refusal::NeedsAdministrator),
        }
    }

    pub(crate) fn missing_scopes(&self, sign_in: &SignIn) -> Vec<String> {
        let state = self.state();
        let wanted = match &sign_in.purpose {
            Purpose::Authorize(request) => request.scopes.clone(),
            Purpose::Device(code) => {
                state.tokens.devices.get(code).map(|device| device.scopes.clone()).unwrap_or_default()
            }
            Purpose::Consent(_) => Vec::new(),
        };
        state.grants.missing(&sign_in.user_id, &wanted)
    }

    fn sign_in_finished(&self, sign_in: &SignIn) -> Response {
        let knobs = self.knobs().clone();
        let now = self.clock.elapsed();
        let missing = self.missing_scopes(sign_in);
        if !missing.is_empty() {
            // The consent page was accepted: an administrator speaks for everybody.
            let mut state = self.state();
            if state.directory.is_admin(&sign_in.user_id) {
                state.grants.grant_scopes(&missing, &knobs, now);
            } else {
                state.grants.grant_for_user(&sign_in.user_id, &missing, &knobs, now);
            }
        }
        match &sign_in.purpose {
            Purpose::Authorize(request) => self.code_answer(request, &sign_in.user_id),
            Purpose::Consent(request) => self.consent_accepted(request),
            Purpose::Device(code) => {
                if let Some(device) = self.state().tokens.devices.get_mut(code) {
                    device.outcome = Outcome::Approved(sign_in.user_id.clone());
                }
                pages::message(
                    "You have signed in",
                    "You have signed in to Presence Sync on your device. You may now close this window.",
                )
            }
        }
    }

    fn code_answer(&self, request: &Authorize, user_id: &str) -> Response {
        let code = format!("1.{}", random_text(8));
        self.state().tokens.codes.insert(
            code.clone(),
            Code {
                user_id: user_id.to_owned(),
                scopes: request.scopes.clone(),
                redirect_uri: request.redirect_uri.clone(),
                platform: request.platform,
                challenge: request.challenge.clone(),
                nonce: request.nonce.clone(),
                issued: self.clock.elapsed(),
                redeemed: false,
            },
        );
        let mut fields = vec![("code", code)];
        fields.extend(request.state.clone().map(|state| ("state", state)));
        match self.knobs().session_state {
            SessionState::Sent => fields.push(("session_state", uuid::Uuid::new_v4().to_string())),
            SessionState::Absent => {}
        }
        redirect(&request.redirect_uri, request.mode, &fields)
    }

    fn sign_in_cancelled(&self, purpose: &Purpose) -> Response {
        let (uri, mode, state) = match purpose {
            Purpose::Authorize(request) => (&request.redirect_uri, request.mode, &request.state),
            Purpose::Consent(request) => (&request.redirect_uri, ResponseMode::Query, &request.state),
            Purpose::Device(code) => {
                if let Some(device) = self.state().tokens.devices.get_mut(code) {
                    device.outcome = Outcome::Declined;
                }
                return pages::message(
                    "Cancelled",
                    "You cancelled the sign-in on your device. You may now close this window.",
                );
            }
        };
        let mut fields = cancelled();
        fields.extend(state.clone().map(|state| ("state", state)));
        redirect(uri, mode, &fields)
    }

    fn sign_in_declined(&self, purpose: &Purpose) -> Response {
        match purpose {
            Purpose::Consent(request) => self.consent_declined(request),
            Purpose::Authorize(request) => {
                let mut fields = self.error_fields(&problem(65004));
                fields.extend(request.state.clone().map(|state| ("state", state)));
                redirect(&request.redirect_uri, request.mode, &fields)
            }
            Purpose::Device(_) => self.sign_in_cancelled(purpose),
        }
    }
}
