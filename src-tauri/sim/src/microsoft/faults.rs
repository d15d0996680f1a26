//! Disturbances that a knob asks for: so many percent of the requests fail, evenly spread instead of by chance.

use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use super::{Microsoft, knobs::Fault};

/// Turns a percentage into a regular pattern, so that tests do not depend on luck.
#[derive(Default)]
pub(crate) struct Share {
    filled: u32,
}

/// Whether this one is among the chosen percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    Yes,
    No,
}

impl Share {
    pub(crate) fn draw(&mut self, percent: u8) -> Chosen {
        self.filled += u32::from(percent.min(100));
        if self.filled < 100 {
            return Chosen::No;
        }
        self.filled -= 100;
        Chosen::Yes
    }
}

impl Microsoft {
    pub(crate) fn login_fault(&self) -> Option<Response> {
        let (percent, fault) = {
            let knobs = self.knobs();
            (knobs.login_fault_percent, knobs.login_fault)
        };
        self.state().login_faults.draw(percent).then(|| fault_response(fault, "temporarily_unavailable"))
    }

    pub(crate) fn graph_fault(&self) -> Option<Response> {
        let (percent, fault) = {
            let knobs = self.knobs();
            (knobs.graph_fault_percent, knobs.graph_fault)
        };
        self.state().graph_faults.draw(percent).then(|| fault_response(fault, "ServiceUnavailable"))
    }
}

impl Chosen {
    fn then<T>(self, make: impl FnOnce() -> T) -> Option<T> {
        match self {
            Self::Yes => Some(make()),
            Self::No => None,
        }
    }
}

fn fault_response(fault: Fault, code: &str) -> Response {
    let body = if code == "temporarily_unavailable" {
        json!({"error": code, "error_description": "AADSTS90033: A transient error has occurred. Please try again.", "error_codes": [90033]})
    } else {
        json!({"error": {"code": code, "message": "The service is temporarily unavailable."}})
    };
    let json = axum::Json(body);
    match fault {
        Fault::ServiceUnavailable => (StatusCode::SERVICE_UNAVAILABLE, json).into_response(),
        Fault::ServiceUnavailableWithRetryAfter => {
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "2")], json).into_response()
        }
        Fault::GatewayTimeout => StatusCode::GATEWAY_TIMEOUT.into_response(),
        Fault::InternalServerError => (StatusCode::INTERNAL_SERVER_ERROR, json).into_response(),
        Fault::HtmlPage => {
            (StatusCode::BAD_GATEWAY, Html("<html><body><h1>502 Bad Gateway</h1></body></html>")).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_means_every_fourth() {
        let mut share = Share::default();
        let drawn: Vec<_> = (0..8).map(|_| share.draw(25)).collect();
        assert_eq!(drawn.iter().filter(|chosen| **chosen == Chosen::Yes).count(), 2);
        assert_eq!(drawn[3], Chosen::Yes);
        assert_eq!(share.draw(0), Chosen::No);
    }
}
