//! `GET /{tenant}/oauth2/v2.0/authorize`: checks the request and opens the sign-in pages.

use axum::response::Response;

use super::{
    super::{
        Microsoft,
        call::{Call, Fields},
        registration::Platform,
        tokens::Challenge,
    },
    flow::Purpose,
    pages,
    problem::{Problem, problem},
    redirect::{ResponseMode, redirect},
};

const KNOWN: [&str; 16] = [
    "client_id",
    "response_type",
    "redirect_uri",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "login_hint",
    "domain_hint",
    "claims",
    "client_info",
    "mkt",
    "ui_locales",
];

/// A checked authorization request.
#[derive(Clone)]
pub(crate) struct Authorize {
    pub(crate) redirect_uri: String,
    pub(crate) platform: Platform,
    pub(crate) mode: ResponseMode,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<Challenge>,
    /// OpenID scopes and delegated permissions.
    pub(crate) scopes: Vec<String>,
    pub(crate) consent: ConsentPrompt,
    pub(crate) login_hint: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConsentPrompt {
    WhenNeeded,
    Always,
}

impl Microsoft {
    pub(crate) fn authorize(&self, tenant: &str, call: &Call) -> Response {
        let fields = call.query_fields();
        self.check_names("authorize", fields.names(), &KNOWN);
        let (redirect_uri, platform) = match self.checked_redirect(tenant, &fields) {
            Ok(found) => found,
            Err(refused) => return self.problem_page(&refused),
        };
        let mode = ResponseMode::parse(fields.get("response_mode")).unwrap_or(ResponseMode::Query);
        match self.checked_authorize(&fields, redirect_uri.clone(), platform, mode) {
            Ok(request) => self.begin_sign_in(Purpose::Authorize(Box::new(request))),
            Err(refused) => {
                let mut answer = self.error_fields(&refused);
                answer.extend(fields.get("state").map(|state| ("state", state.to_owned())));
                redirect(&redirect_uri, mode, &answer)
            }
        }
    }

    /// Faults in these parameters never redirect.
    pub(crate) fn checked_redirect(&self, tenant: &str, fields: &Fields) -> Result<(String, Platform), Problem> {
        self.check_tenant_and_client(tenant, fields.get("client_id"))?;
        let uri = fields.get("redirect_uri").ok_or_else(|| problem(900971))?;
        let platform = self.state().registration.platform_of(uri).ok_or_else(|| problem(50011))?;
        Ok((uri.to_owned(), platform))
    }

    /// `error`, `error_description` and `error_uri` for a redirect.
    pub(crate) fn error_fields(&self, refused: &Problem) -> Vec<(&'static str, String)> {
        let (description, _) = self.described(refused);
        vec![("error", refused.error.to_owned()), ("error_description", description)]
    }

    pub(crate) fn problem_page(&self, refused: &Problem) -> Response {
        let (description, _) = self.described(refused);
        pages::problem("Sorry, but we're having trouble signing you in.", &description)
    }

    fn checked_authorize(
        &self,
        fields: &Fields,
        redirect_uri: String,
        platform: Platform,
        mode: ResponseMode,
    ) -> Result<Authorize, Problem> {
        match fields.get("response_type") {
            Some("code") => {}
            None => return Err(problem(900144).naming("response_type")),
            Some(_) => return Err(problem(700054)),
        }
        if ResponseMode::parse(fields.get("response_mode")).is_none() {
            return Err(problem(90014).naming("response_mode"));
        }
        let asked = self.read_scopes(fields.get("scope").ok_or_else(|| problem(900144).naming("scope"))?)?;
        let mut scopes = asked.openid.clone();
        scopes.extend(self.delegated(&asked));
        let challenge = self.challenge(fields)?;
        if fields.get("state").is_none() {
            self.login_violation("authorize: no state");
        }
        let prompt = fields.get("prompt").unwrap_or_default();
        if prompt == "select_account" && fields.get("login_hint").is_some() {
            self.login_violation("authorize: login_hint does not go together with prompt=select_account");
        }
        let consent = match prompt {
            "" | "login" | "select_account" => ConsentPrompt::WhenNeeded,
            "consent" => ConsentPrompt::Always,
            "none" => return Err(problem(50058)),
            _ => return Err(problem(90014).naming("prompt")),
        };
        Ok(Authorize {
            redirect_uri,
            platform,
            mode,
            state: fields.get("state").map(str::to_owned),
            nonce: fields.get("nonce").map(str::to_owned),
            challenge,
            scopes,
            consent,
            login_hint: fields.get("login_hint").map(str::to_owned),
        })
    }

    fn challenge(&self, fields: &Fields) -> Result<Option<Challenge>, Problem> {
        let Some(text) = fields.get("code_challenge") else {
            self.login_violation("authorize: a public client must use PKCE");
            return Ok(None);
        };
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if !text.bytes().all(unreserved) {
            return Err(problem(501491));
        }
        match fields.get("code_challenge_method") {
            Some("S256") if text.len() == 43 => Ok(Some(Challenge::S256(text.to_owned()))),
            None | Some("plain") if (43..=128).contains(&text.len()) => {
                self.login_violation("authorize: the code challenge is plain");
                Ok(Some(Challenge::Plain(text.to_owned())))
            }
            None | Some("S256" | "plain") => Err(problem(50147)),
            Some(_) => Err(problem(501491)),
        }
    }
}
