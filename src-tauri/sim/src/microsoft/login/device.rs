//! Device code: the request of the program, and the page where a person types the code.

use std::time::Duration;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    super::{
        Microsoft,
        call::Call,
        registration::PublicClientFlows,
        tokens::{DEVICE_LIFE, Device, Outcome, random_text, user_code},
    },
    flow::Purpose,
    pages::{Form, input},
    problem::problem,
};

const INTERVAL: Duration = Duration::from_secs(5);

impl Microsoft {
    pub(crate) fn device_code(&self, tenant: &str, call: &Call) -> Response {
        let form = call.form();
        self.check_names("devicecode", form.names(), &["client_id", "scope", "claims"]);
        if let Err(refused) = self.check_tenant_and_client(tenant, form.get("client_id")) {
            return self.refusal(&refused);
        }
        if self.state().registration.public_client_flows == PublicClientFlows::Refused {
            return self.refusal(&problem(7000218));
        }
        let Some(scope) = form.get("scope") else {
            return self.refusal(&problem(900144).naming("scope"));
        };
        let scopes = match self.read_scopes(scope) {
            Ok(asked) => [asked.openid.clone(), self.delegated(&asked)].concat(),
            Err(refused) => return self.refusal(&refused),
        };
        let device_code = format!("{}{}", random_text(3), uuid::Uuid::new_v4());
        let user_code = user_code();
        let device = Device {
            user_code: user_code.clone(),
            scopes,
            issued: self.clock.elapsed(),
            interval: INTERVAL,
            last_poll: None,
            outcome: Outcome::Pending,
        };
        self.state().tokens.devices.insert(device_code.clone(), device);
        let uri = format!("{}/devicelogin", self.urls.login);
        let message = format!(
            "To sign in, use a web browser to open the page {uri} and enter the code {user_code} to authenticate."
        );
        let body = json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": uri,
            "expires_in": DEVICE_LIFE.as_secs(),
            "interval": INTERVAL.as_secs(),
            "message": message,
        });
        ([("cache-control", "no-store, no-cache")], Json(body)).into_response()
    }

    pub(crate) fn device_page(&self) -> Response {
        device_form(None).page()
    }

    /// The typed code; with `login` and `password` in the same form the whole sign-in happens at once.
    pub(crate) fn device_typed(&self, call: &Call) -> Response {
        let form = call.form();
        let now = self.clock.elapsed();
        let typed = form.get("user_code").unwrap_or_default().to_owned();
        let device_code = {
            let mut state = self.state();
            let found = state.tokens.device_by_user_code(&typed, now).map(|device| device.user_code.clone());
            found.and_then(|code| {
                let mut devices = state.tokens.devices.iter();
                devices.find(|(_, device)| device.user_code == code).map(|(device_code, _)| device_code.clone())
            })
        };
        let Some(device_code) = device_code else {
            return device_form(Some("That code didn't work. Check the code and try again.")).page();
        };
        let purpose = Purpose::Device(device_code);
        match form.get("login") {
            None => self.begin_sign_in(purpose),
            Some(_) => self.sign_in_at_once(purpose, call),
        }
    }
}

fn device_form(error: Option<&str>) -> Form<'_> {
    Form {
        title: "Enter code",
        action: "/devicelogin",
        body: input("user_code", "text", "Code displayed on your app or device", "", "off"),
        error,
        hint: None,
        buttons: &[("submit", "next", "Next")],
    }
}
