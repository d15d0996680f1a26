//! The Graph service: everything below `/v1.0`.

mod access;
mod answer;
mod batch;
mod delta;
mod filter;
mod memberships;
mod new_user;
mod presence_read;
mod presence_write;
mod principals;
mod query;
mod users;

use std::time::Duration;

use axum::response::Response;
use http::Method;

pub(crate) use query::Links;

use super::{Microsoft, call::Call};
use access::Caller;
use answer::Answer;

impl Microsoft {
    /// Answers one request to the Graph origin.
    pub(crate) fn graph_answer(&self, call: &Call) -> Response {
        if let Some(fault) = self.graph_fault() {
            return fault;
        }
        let answer = match call.path.split_first() {
            Some((version, rest)) if version == "v1.0" => self.graph_in_version(call, rest),
            _ => {
                self.graph_violation(format!("the path must begin with /v1.0, not {:?}", call.path.first()));
                Answer::error(400, "BadRequest", "Invalid version.")
            }
        };
        self.dressed(call, answer)
    }

    fn graph_in_version(&self, call: &Call, path: &[String]) -> Answer {
        let caller = match self.caller(call) {
            Ok(caller) => caller,
            Err(refused) => return refused,
        };
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (&call.method, path.as_slice()) {
            (&Method::POST, ["$batch"]) => self.batch(&caller, call),
            _ => self.graph_single(&caller, call, &path),
        }
    }

    /// One request that is not itself a batch.
    fn graph_single(&self, caller: &Caller, call: &Call, path: &[&str]) -> Answer {
        let result = match (&call.method, path) {
            (&Method::GET, ["organization"]) => self.organization(caller, call),
            (&Method::GET, ["me"]) => self.me(caller, call),
            (&Method::GET, ["users"]) => self.list_users(caller, call),
            (&Method::POST, ["users"]) => self.create_user(caller, call),
            (&Method::GET, ["users", "delta" | "delta()" | "microsoft.graph.delta" | "microsoft.graph.delta()"]) => {
                self.delta(caller, call)
            }
            (&Method::GET, ["users", id]) => self.one_user(caller, call, id),
            (&Method::GET, ["users", id, "transitiveMemberOf"]) => self.memberships(caller, call, id),
            (&Method::POST, ["me", "revokeSignInSessions"]) => self.revoke_sign_in_sessions(caller, call),
            (&Method::GET, ["me", "presence"]) => self.my_presence(caller, call),
            (&Method::GET, ["users", id, "presence"] | ["communications", "presences", id]) => {
                self.one_presence(caller, call, id)
            }
            (&Method::POST, ["communications", "getPresencesByUserId"]) => self.many_presences(caller, call),
            (&Method::POST, ["users", id, "presence", action] | ["communications", "presences", id, action]) => {
                self.write_presence(caller, call, id, action)
            }
            (&Method::POST, ["me", "presence", action]) => match caller.user_id() {
                Some(id) => self.write_presence(caller, call, id, action),
                None => Err(Answer::me_needs_a_user()),
            },
            (&Method::GET, [principal]) if principal.starts_with("servicePrincipals") => {
                self.principal(caller, call, principal)
            }
            (&Method::GET, ["servicePrincipals", id]) => self.principal(caller, call, id),
            (&Method::GET, [.., id, "appRoleAssignments"]) => self.app_role_assignments(caller, call, id),
            (&Method::GET, ["oauth2PermissionGrants"]) => self.permission_grants(caller, call),
            _ => {
                self.graph_violation(format!("there is no {} /{}", call.method, path.join("/")));
                Err(Answer::error(404, "NotFound", "Resource not found for the segment."))
            }
        };
        result.unwrap_or_else(|refused| refused)
    }

    /// The headers that every answer of Graph carries.
    fn dressed(&self, call: &Call, answer: Answer) -> Response {
        let request_id = uuid::Uuid::new_v4().to_string();
        let client_request_id = call.header("client-request-id").map_or_else(|| request_id.clone(), str::to_owned);
        let diagnostic = r#"{"ServerInfo":{"DataCenter":"Simulation","Slice":"E","Ring":"5","ScaleUnit":"003","RoleInstance":"SIM000001"}}"#;
        answer
            .with_inner_error(&self.graph_timestamp(), &request_id, &client_request_id)
            .header("request-id", &request_id)
            .header("client-request-id", &client_request_id)
            .header("x-ms-ags-diagnostic", diagnostic)
            .header("strict-transport-security", "max-age=31536000")
            .header("date", &self.clock.http_date(Duration::ZERO))
            .into_response()
    }

    fn graph_violation(&self, what: impl Into<String>) {
        self.violations.record("graph", what);
    }
}
