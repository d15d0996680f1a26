//! Admin consent: the request, the page that lists the permissions, and every form of its answer.

use axum::response::Response;

use super::{
    super::{Microsoft, call::Call, knobs::ConsentDecline, permissions::permission},
    TenantPath,
    flow::Purpose,
    pages,
    problem::problem,
    redirect::{ResponseMode, redirect},
    scopes::Permissions,
};

/// The two generations of the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    V1,
    V2,
}

/// A checked request for admin consent.
#[derive(Clone)]
pub(crate) struct Consent {
    pub(crate) form: Form,
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    pub(crate) permissions: Permissions,
}

impl Microsoft {
    pub(crate) fn admin_consent(&self, tenant: &str, call: &Call, form: Form) -> Response {
        let fields = call.query_fields();
        let known: &[&str] = match form {
            Form::V1 => &["client_id", "redirect_uri", "state"],
            Form::V2 => &["client_id", "redirect_uri", "state", "scope"],
        };
        self.check_names("adminconsent", fields.names(), known);
        let effective_tenant = match self.tenant_path(tenant) {
            // `organizations` is allowed here: the administrator's account tells the tenant.
            TenantPath::Shared if tenant.eq_ignore_ascii_case("organizations") => self.company.tenant_id.as_str(),
            TenantPath::Shared => return self.problem_page(&problem(90124)),
            TenantPath::Ours | TenantPath::Foreign | TenantPath::Unknown => tenant,
        };
        let redirect_uri = match self.checked_redirect(effective_tenant, &fields) {
            Ok((uri, _)) => uri,
            Err(refused) => return self.problem_page(&refused),
        };
        let permissions = match (form, fields.get("scope")) {
            (Form::V1, _) => Permissions::Default,
            (Form::V2, None) => return self.problem_page(&problem(900144).naming("scope")),
            (Form::V2, Some(scope)) => match self.read_scopes(scope) {
                Ok(asked) => asked.permissions,
                Err(refused) => return self.problem_page(&refused),
            },
        };
        if fields.get("state").is_none() {
            self.login_violation("adminconsent: no state");
        }
        self.begin_sign_in(Purpose::Consent(Box::new(Consent {
            form,
            redirect_uri,
            state: fields.get("state").map(str::to_owned),
            permissions,
        })))
    }

    /// What the page lists: application permissions first, each in words.
    pub(crate) fn consent_words(&self, permissions: &Permissions) -> Vec<String> {
        let words = |name: &str, suffix: &str| {
            let words = permission(name).map_or(name, |permission| permission.words);
            format!("{words} ({name}, {suffix})")
        };
        match permissions {
            Permissions::Default => {
                let state = self.state();
                let registration = &state.registration;
                let roles = registration.roles.iter().map(|name| words(name, "without a signed-in user"));
                let scopes = registration.scopes.iter().map(|name| words(name, "as the signed-in user"));
                roles.chain(scopes).collect()
            }
            Permissions::Named(names) => names.iter().map(|name| words(name, "as the signed-in user")).collect(),
        }
    }

    pub(crate) fn consent_accepted(&self, request: &Consent) -> Response {
        let knobs = self.knobs().clone();
        let now = self.clock.elapsed();
        let granted = {
            let mut state = self.state();
            let state = &mut *state;
            match &request.permissions {
                Permissions::Default => state.grants.grant_registered(&state.registration, &knobs, now),
                Permissions::Named(names) => state.grants.grant_scopes(names, &knobs, now),
            }
            let late = now + std::time::Duration::from_secs(knobs.consent_delay_seconds.into());
            let mut granted = state.grants.scopes_for_everybody(late);
            granted.extend(state.grants.roles(late));
            granted
        };
        let mut fields = vec![("admin_consent", "True".to_owned()), ("tenant", self.company.tenant_id.clone())];
        match request.form {
            Form::V1 => {}
            Form::V2 => {
                let resource = self.graph_origin();
                let names: Vec<_> = granted.iter().map(|name| format!("{resource}/{name}")).collect();
                fields.push(("scope", names.join(" ")));
            }
        }
        fields.extend(request.state.clone().map(|state| ("state", state)));
        redirect(&request.redirect_uri, ResponseMode::Query, &fields)
    }

    pub(crate) fn consent_declined(&self, request: &Consent) -> Response {
        let decline = self.knobs().consent_decline;
        let mut fields = match (request.form, decline) {
            (_, ConsentDecline::WindowClosed) => {
                return pages::message("You can close this window", "The request was cancelled.");
            }
            (Form::V1, _) => vec![
                ("error", "permission_denied".to_owned()),
                ("error_description", "The admin canceled the request".to_owned()),
            ],
            (Form::V2, ConsentDecline::ConsentRequired) => {
                let mut fields = self.error_fields(&problem(65004));
                // Microsoft really sends this in a failed redirect.
                fields.push(("admin_consent", "True".to_owned()));
                fields
            }
            (Form::V2, ConsentDecline::AccessDenied) => self.error_fields(&problem(65004).with_error("access_denied")),
            (Form::V2, ConsentDecline::CancelSubcode) => cancelled(),
        };
        fields.extend(request.state.clone().map(|state| ("state", state)));
        redirect(&request.redirect_uri, ResponseMode::Query, &fields)
    }
}

/// What a cancelled sign-in or approval page sends.
pub(crate) fn cancelled() -> Vec<(&'static str, String)> {
    vec![("error", "access_denied".to_owned()), ("error_subcode", "cancel".to_owned())]
}
