//! The directory's view of the application: its service principal and what it was granted.

use serde_json::{Value, json};

use super::{
    super::{
        Microsoft,
        call::Call,
        permissions::{GRAPH_APP_ID, permission},
    },
    access::Caller,
    answer::Answer,
    query::option,
};

const READ_PRINCIPALS: [&str; 2] = ["Application.Read.All", "Directory.Read.All"];
const CREATED: &str = "2026-01-01T00:00:00Z";

impl Microsoft {
    /// `servicePrincipals(appId='…')`, `servicePrincipals/{id}` or the list with a filter on `appId`.
    pub(crate) fn principal(&self, caller: &Caller, call: &Call, place: &str) -> Result<Answer, Answer> {
        self.check_options(call, &["$select", "$filter"])?;
        caller.require(&READ_PRINCIPALS, &READ_PRINCIPALS)?;
        if place == "servicePrincipals" {
            let filter = option(call, "$filter").unwrap_or_default();
            let asked = filter.strip_prefix("appId eq '").and_then(|rest| rest.strip_suffix('\''));
            let all = [self.company.client_id.as_str(), GRAPH_APP_ID];
            let value: Vec<Value> = all
                .into_iter()
                .filter(|id| asked.is_none_or(|asked| asked == *id))
                .filter_map(|id| self.principal_json(id))
                .collect();
            return Ok(Answer::ok(json!({"@odata.context": self.context("servicePrincipals"), "value": value})));
        }
        let app_id = place.strip_prefix("servicePrincipals(appId='").and_then(|rest| rest.strip_suffix("')"));
        let found = match app_id {
            Some(app_id) => self.principal_json(app_id),
            None => [self.company.client_id.as_str(), GRAPH_APP_ID]
                .into_iter()
                .filter_map(|app_id| self.principal_json(app_id))
                .find(|principal| principal["id"] == place),
        };
        let mut object = found.ok_or_else(|| Answer::no_such_user(place))?;
        object["@odata.context"] = json!(self.context("servicePrincipals/$entity"));
        Ok(Answer::ok(object))
    }

    pub(crate) fn app_role_assignments(&self, caller: &Caller, call: &Call, id: &str) -> Result<Answer, Answer> {
        self.check_options(call, &["$select", "$top"])?;
        caller.require(&READ_PRINCIPALS, &READ_PRINCIPALS)?;
        let state = self.state();
        let own = format!("servicePrincipals(appId='{}')", self.company.client_id);
        if id != state.grants.principal_id && id != own {
            return Err(Answer::no_such_user(id));
        }
        let roles = state.grants.roles(self.clock.elapsed());
        let value: Vec<Value> = roles
            .iter()
            .filter_map(|name| permission(name)?.application_id)
            .map(|role_id| {
                json!({
                    "id": format!("assignment-{role_id}"),
                    "appRoleId": role_id,
                    "createdDateTime": CREATED,
                    "deletedDateTime": null,
                    "principalDisplayName": state.registration.display_name,
                    "principalId": state.grants.principal_id,
                    "principalType": "ServicePrincipal",
                    "resourceDisplayName": "Microsoft Graph",
                    "resourceId": state.grants.graph_principal_id,
                })
            })
            .collect();
        Ok(Answer::ok(json!({"@odata.context": self.context("appRoleAssignments"), "value": value})))
    }

    pub(crate) fn permission_grants(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &["$filter", "$select", "$top"])?;
        caller.require(&["Directory.Read.All"], &["Directory.Read.All"])?;
        let state = self.state();
        let grants = &state.grants;
        let asked = option(call, "$filter")
            .map(|filter| filter.strip_prefix("clientId eq '").and_then(|rest| rest.strip_suffix('\'')));
        let ours = match asked {
            None => true,
            Some(Some(client)) => client == grants.principal_id,
            Some(None) => {
                return Err(Answer::error(
                    400,
                    "Request_UnsupportedQuery",
                    "Unsupported or invalid query filter clause specified.",
                ));
            }
        };
        let now = self.clock.elapsed();
        let grant = |kind: &str, principal: Option<&str>, scopes: &[String]| {
            json!({
                "id": format!("grant-{}", principal.unwrap_or("all")),
                "clientId": grants.principal_id,
                "consentType": kind,
                "principalId": principal,
                "resourceId": grants.graph_principal_id,
                "scope": scopes.join(" "),
            })
        };
        let mut value = Vec::new();
        let everybody = grants.scopes_for_everybody(now);
        if ours && !everybody.is_empty() {
            value.push(grant("AllPrincipals", None, &everybody));
        }
        for (user_id, scopes) in grants.own_consents(now).iter().filter(|_| ours) {
            value.push(grant("Principal", Some(user_id), scopes));
        }
        Ok(Answer::ok(json!({"@odata.context": self.context("oauth2PermissionGrants"), "value": value})))
    }

    fn principal_json(&self, app_id: &str) -> Option<Value> {
        let state = self.state();
        let (id, name) = if app_id == self.company.client_id {
            (&state.grants.principal_id, state.registration.display_name)
        } else if app_id == GRAPH_APP_ID {
            (&state.grants.graph_principal_id, "Microsoft Graph")
        } else {
            return None;
        };
        Some(json!({
            "id": id,
            "appId": app_id,
            "displayName": name,
            "accountEnabled": true,
            "appRoleAssignmentRequired": false,
            "servicePrincipalType": "Application",
        }))
    }
}
