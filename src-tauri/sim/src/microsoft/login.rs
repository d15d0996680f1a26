//! The sign-in service: everything below the login origin.

mod assertion;
mod authorize;
mod consent;
mod device;
mod discovery;
mod flow;
mod pages;
mod problem;
mod redeem;
mod redirect;
mod scopes;
mod steps;
mod token;

use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode};

pub(crate) use flow::SignIn;

use super::{Microsoft, call::Call};
use problem::problem;

/// What `{tenant}` in a path stands for.
pub(crate) enum TenantPath {
    /// The customer's tenant, by GUID or domain.
    Ours,
    /// `common`, `organizations` or `consumers`.
    Shared,
    /// Another tenant that exists, where nobody has registered the application.
    Foreign,
    Unknown,
}

impl Microsoft {
    /// Answers one request to the login origin.
    pub(crate) fn login_answer(&self, call: &Call) -> Response {
        let mut response = self.login_route(call);
        let headers = response.headers_mut();
        let trace = uuid::Uuid::new_v4().to_string();
        let mut set = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set("x-ms-request-id", &trace);
        set("x-ms-ests-server", "2.1.20000.1 - SIM ProdSlices");
        set("strict-transport-security", "max-age=31536000; includeSubDomains");
        set("date", &self.clock.http_date(std::time::Duration::ZERO));
        if let Some(id) = call.header("client-request-id") {
            set("client-request-id", id);
        }
        response
    }

    fn login_route(&self, call: &Call) -> Response {
        let segments = call.segments();
        match (&call.method, segments.as_slice()) {
            (&Method::GET, [tenant, "v2.0", ".well-known", "openid-configuration"]) => {
                self.openid_configuration(tenant)
            }
            (&Method::GET, [_, "discovery", "v2.0", "keys"]) => self.keys(),
            (&Method::GET, [tenant, "oauth2", "v2.0", "authorize"]) => self.authorize(tenant, call),
            (&Method::GET, [tenant, "v2.0", "adminconsent"]) => self.admin_consent(tenant, call, consent::Form::V2),
            (&Method::GET, [tenant, "adminconsent"]) => self.admin_consent(tenant, call, consent::Form::V1),
            (_, [tenant, "oauth2", "v2.0", "token"]) => self.token(tenant, call),
            (&Method::POST, [tenant, "oauth2", "v2.0", "devicecode"]) => self.device_code(tenant, call),
            (&Method::GET, ["devicelogin"] | ["common", "oauth2", "deviceauth"]) => self.device_page(),
            (&Method::POST, ["devicelogin"]) => self.device_typed(call),
            (&Method::GET, ["sign-in", id]) => self.sign_in_page(id),
            (&Method::POST, ["sign-in", id]) => self.sign_in_typed(id, call),
            (&Method::GET, [_, "oauth2", "nativeclient"]) => Html("").into_response(),
            (&Method::GET, [_, "oauth2", "v2.0", "logout"]) => {
                pages::message("Signed out", "You signed out of your account.").into_response()
            }
            _ => {
                self.violations.record("login", format!("there is no {} /{}", call.method, segments.join("/")));
                StatusCode::NOT_FOUND.into_response()
            }
        }
    }

    pub(crate) fn tenant_path(&self, tenant: &str) -> TenantPath {
        let company = &self.company;
        let is = |name: &str| tenant.eq_ignore_ascii_case(name);
        if is(&company.tenant_id) || is(&company.tenant_domain) || is(&company.initial_domain) {
            TenantPath::Ours
        } else if is("common") || is("organizations") || is("consumers") {
            TenantPath::Shared
        } else if is(&company.foreign_tenant_id) {
            TenantPath::Foreign
        } else {
            TenantPath::Unknown
        }
    }

    /// `Err` holds the AADSTS code with which a single-tenant application is refused.
    pub(crate) fn check_tenant_and_client(
        &self,
        tenant: &str,
        client_id: Option<&str>,
    ) -> Result<(), problem::Problem> {
        match self.tenant_path(tenant) {
            TenantPath::Ours => {}
            TenantPath::Shared => return Err(problem(50194)),
            TenantPath::Foreign => return Err(problem(700016)),
            TenantPath::Unknown => return Err(problem(90002)),
        }
        match client_id {
            None => Err(problem(900144).naming("client_id")),
            Some(id) if id.eq_ignore_ascii_case(&self.company.client_id) => Ok(()),
            Some(_) => Err(problem(700016)),
        }
    }

    /// Records every field that the endpoint does not know.
    fn check_names<'a>(&self, endpoint: &str, names: impl Iterator<Item = &'a str>, known: &[&str]) {
        for name in names {
            let lower = name.to_ascii_lowercase();
            if !known.contains(&name) && !lower.starts_with("x-") && lower != "client-request-id" {
                self.violations.record("login", format!("{endpoint}: unknown field {name:?}"));
            }
        }
    }

    fn login_violation(&self, what: impl Into<String>) {
        self.violations.record("login", what);
    }
}
