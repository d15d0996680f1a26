//! `POST /{tenant}/oauth2/v2.0/token`: checks the request, lets the grant redeem itself and writes the answer.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::Method;
use serde_json::{Value, json};

use super::{
    super::{
        Microsoft,
        call::{Call, Fields},
        jwt,
        knobs::{ExpiresIn, ScopeNames, TokenLifetime},
        permissions::OPENID_SCOPES,
        tokens::{AccessToken, Evaluation, Subject},
    },
    assertion::Proof,
    problem::{Problem, problem},
};

const KNOWN: [&str; 14] = [
    "client_id",
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "scope",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "refresh_token",
    "device_code",
    "claims",
    "client_info",
    "tenant",
];

/// What a redeemed grant entitles to.
pub(crate) struct Entitlement {
    pub(crate) subject: Subject,
    /// OpenID scopes and permissions.
    pub(crate) scopes: Vec<String>,
    pub(crate) nonce: Option<String>,
    /// Present when `offline_access` was granted.
    pub(crate) refresh_token: Option<String>,
    pub(crate) proof: Proof,
}

impl Microsoft {
    pub(crate) fn token(&self, tenant: &str, call: &Call) -> Response {
        if let Some(fault) = self.login_fault() {
            return fault;
        }
        match self.token_answer(tenant, call) {
            Ok(body) => {
                let headers =
                    [("cache-control", "no-store, no-cache"), ("pragma", "no-cache"), ("x-ms-clitelem", "1,0,0,,")];
                (headers, Json(body)).into_response()
            }
            Err(refused) => self.refusal(&refused),
        }
    }

    fn token_answer(&self, tenant: &str, call: &Call) -> Result<Value, Problem> {
        if call.method != Method::POST {
            self.login_violation(format!("token: {} instead of POST", call.method));
            return Err(problem(900561));
        }
        if !call.has_content_type("application/x-www-form-urlencoded") {
            self.login_violation("token: the body must be application/x-www-form-urlencoded");
            return Err(problem(900144).naming("grant_type"));
        }
        let form = call.form();
        self.check_names("token", form.names(), &KNOWN);
        let client_id = Self::client_id_of(call, &form);
        self.check_tenant_and_client(tenant, client_id.as_deref())?;
        let grant = form.get("grant_type").ok_or_else(|| problem(900144).naming("grant_type"))?;
        let entitlement = match grant {
            "authorization_code" => self.redeem_code(tenant, call, &form)?,
            "refresh_token" => self.redeem_refresh_token(tenant, call, &form)?,
            "client_credentials" => self.redeem_credentials(tenant, call, &form)?,
            "urn:ietf:params:oauth:grant-type:device_code" => self.redeem_device_code(&form)?,
            _ => return Err(problem(70003)),
        };
        Ok(self.tokens_for(&entitlement, &form))
    }

    fn tokens_for(&self, entitlement: &Entitlement, form: &Fields) -> Value {
        let knobs = self.knobs().clone();
        let evaluation = match knobs.token_lifetime {
            TokenLifetime::Continuous if declares_cp1(form.get("claims")) => Evaluation::Continuous,
            TokenLifetime::Usual | TokenLifetime::Short | TokenLifetime::Continuous => Evaluation::AtIssue,
        };
        let seconds: u64 = match (knobs.token_lifetime, evaluation) {
            (TokenLifetime::Short, _) => 60,
            (_, Evaluation::Continuous) => 24 * 3_600,
            (TokenLifetime::Usual | TokenLifetime::Continuous, Evaluation::AtIssue) => 75 * 60,
        };
        let permissions: Vec<String> =
            entitlement.scopes.iter().filter(|scope| !OPENID_SCOPES.contains(&scope.as_str())).cloned().collect();
        let access = self.access_token(entitlement, &permissions, seconds, evaluation);
        let expires_in = match knobs.expires_in {
            ExpiresIn::Number => json!(seconds),
            ExpiresIn::String => json!(seconds.to_string()),
        };
        let mut body = json!({
            "token_type": "Bearer",
            "expires_in": expires_in,
            "ext_expires_in": expires_in,
            "access_token": access,
        });
        let Subject::User(user_id) = &entitlement.subject else {
            return body;
        };
        let resource = self.graph_origin();
        let spelled =
            entitlement.scopes.iter().filter(|scope| *scope != "offline_access").map(|scope| match knobs.scope_names {
                ScopeNames::Uris if !OPENID_SCOPES.contains(&scope.as_str()) => {
                    format!("{resource}/{scope}")
                }
                ScopeNames::Uris | ScopeNames::Short => scope.clone(),
            });
        body["scope"] = json!(spelled.collect::<Vec<_>>().join(" "));
        if let Some(refresh) = &entitlement.refresh_token {
            body["refresh_token"] = json!(refresh);
        }
        if entitlement.scopes.iter().any(|scope| scope == "openid") {
            body["id_token"] = json!(self.id_token(user_id, entitlement));
        }
        if form.get("client_info") == Some("1") {
            body["client_info"] = json!(self.client_info(user_id));
        }
        body
    }

    fn access_token(
        &self,
        entitlement: &Entitlement,
        permissions: &[String],
        seconds: u64,
        evaluation: Evaluation,
    ) -> String {
        let company = &self.company;
        let issued = self.clock.utc_seconds();
        let mut claims = json!({
            "aud": self.graph_origin(),
            "iss": format!("https://sts.windows.net/{}/", company.tenant_id),
            "iat": issued,
            "nbf": issued,
            "exp": issued.saturating_add_unsigned(seconds),
            "appid": company.client_id,
            "appidacr": entitlement.proof.appidacr(),
            "app_displayname": self.state().registration.display_name,
            "tid": company.tenant_id,
            "uti": super::super::tokens::random_text(1),
            "ver": "1.0",
        });
        match &entitlement.subject {
            Subject::User(user_id) => {
                claims["oid"] = json!(user_id);
                claims["scp"] = json!(permissions.join(" "));
                claims["idtyp"] = json!("user");
                claims["upn"] = json!(self.state().directory.user(user_id).map(|user| user.upn.clone()));
            }
            Subject::Application => {
                claims["oid"] = json!(self.state().grants.principal_id);
                claims["idtyp"] = json!("app");
                // Without any grant the claim is absent, and the token is issued all the same.
                if !permissions.is_empty() {
                    claims["roles"] = json!(permissions);
                }
            }
        }
        if evaluation == Evaluation::Continuous {
            claims["xms_cc"] = json!(["cp1"]);
        }
        let text = jwt::sign(&claims);
        let now = self.clock.elapsed();
        self.state().tokens.access.insert(
            text.clone(),
            AccessToken {
                subject: entitlement.subject.clone(),
                permissions: permissions.to_vec(),
                issued: now,
                expires: now + std::time::Duration::from_secs(seconds),
                evaluation,
            },
        );
        text
    }

    fn id_token(&self, user_id: &str, entitlement: &Entitlement) -> String {
        let company = &self.company;
        let user = self.state().directory.user(user_id).cloned();
        let issued = self.clock.utc_seconds();
        let mut claims = json!({
            "aud": company.client_id,
            "iss": format!("{}/{}/v2.0", self.urls.login, company.tenant_id),
            "iat": issued,
            "nbf": issued,
            "exp": issued + 3_600,
            "sub": format!("sub-{user_id}"),
            "ver": "2.0",
            "uti": super::super::tokens::random_text(1),
        });
        if entitlement.scopes.iter().any(|scope| scope == "profile") {
            claims["oid"] = json!(user_id);
            claims["tid"] = json!(company.tenant_id);
            claims["name"] = json!(user.as_ref().map(|user| &user.display_name));
            claims["preferred_username"] = json!(user.as_ref().map(|user| &user.upn));
        }
        if user.is_some_and(|user| user.user_type == crate::cast::UserType::Guest) {
            claims["idp"] = json!(format!("https://sts.windows.net/{}/", company.foreign_tenant_id));
        }
        if let Some(nonce) = &entitlement.nonce {
            claims["nonce"] = json!(nonce);
        }
        jwt::sign(&claims)
    }

    fn client_info(&self, user_id: &str) -> String {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        URL_SAFE_NO_PAD.encode(json!({"uid": user_id, "utid": self.company.tenant_id}).to_string())
    }
}

/// Whether the client says that it understands claims challenges.
fn declares_cp1(claims: Option<&str>) -> bool {
    claims
        .and_then(|claims| serde_json::from_str::<Value>(claims).ok())
        .and_then(|claims| claims.pointer("/access_token/xms_cc/values").cloned())
        .is_some_and(|values| values.as_array().is_some_and(|values| values.iter().any(|value| value == "cp1")))
}
