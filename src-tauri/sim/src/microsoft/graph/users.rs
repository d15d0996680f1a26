//! Users and the organisation: lists with paging, and single objects.

use serde_json::{Value, json};

use super::{
    super::{
        Microsoft,
        call::Call,
        directory::{BASIC_PROPERTIES, user_json},
    },
    access::Caller,
    answer::Answer,
    filter::Filter,
    query::{Link, option},
};
use crate::cast::{Person, UserType};

const PAGE: usize = 100;
const LARGEST_PAGE: usize = 999;
const READ_ALL: [&str; 4] = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "User.ReadBasic.All"];

impl Microsoft {
    pub(crate) fn organization(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &["$select"])?;
        caller.require(
            &["User.Read", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All"],
            &["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"],
        )?;
        let company = &self.company;
        let domain = |name: &str, default: bool, initial: bool| json!({"capabilities": "Email, OfficeCommunicationsOnline", "isDefault": default, "isInitial": initial, "name": name, "type": "Managed"});
        let all = json!({
            "id": company.tenant_id,
            "displayName": company.organisation_name,
            "tenantType": "AAD",
            "countryLetterCode": "DE",
            "createdDateTime": "2020-01-01T08:00:00Z",
            "verifiedDomains": [domain(&company.tenant_domain, true, false), domain(&company.initial_domain, false, true)],
        });
        let mut one = all;
        if let (Some(select), Value::Object(one)) = (option(call, "$select"), &mut one) {
            one.retain(|name, _| name == "id" || select.split(',').any(|wanted| wanted.trim() == name));
        }
        Ok(Answer::ok(json!({"@odata.context": self.context("organization"), "value": [one]})))
    }

    pub(crate) fn me(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &["$select"])?;
        let id = caller.user_id().ok_or_else(Answer::me_needs_a_user)?;
        caller.require(&["User.Read", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All"], &[])?;
        self.user_object(call, id)
    }

    pub(crate) fn one_user(&self, caller: &Caller, call: &Call, id: &str) -> Result<Answer, Answer> {
        self.check_options(call, &["$select"])?;
        caller.require(&READ_ALL, &READ_ALL)?;
        self.check_basic(caller, call)?;
        self.user_object(call, id)
    }

    pub(crate) fn list_users(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &["$select", "$top", "$filter", "$skiptoken", "$orderby", "$count"])?;
        caller.require(&READ_ALL, &READ_ALL)?;
        self.check_basic(caller, call)?;
        if let Some(id) = caller.user_id() {
            let guest = self.state().directory.user(id).is_some_and(|user| user.user_type == UserType::Guest);
            if guest {
                return Err(Answer::denied());
            }
        }
        if let Some(token) = option(call, "$skiptoken") {
            return match self.followed(call, token) {
                Some(Link::Users { remaining, select, top }) => Ok(self.users_page(remaining, &select, top, None)),
                Some(Link::DeltaPage { .. } | Link::DeltaEnd { .. }) | None => {
                    Err(Answer::error(400, "Directory_ExpiredPageToken", "The specified page token value has expired."))
                }
            };
        }
        let select = self.selected(call)?;
        let top = match option(call, "$top") {
            None => PAGE,
            Some(text) => text.parse().ok().filter(|top| (1..=LARGEST_PAGE).contains(top)).ok_or_else(|| {
                let message = format!("Invalid page size specified: '{text}'. Must be between 1 and 999 inclusive.");
                Answer::error(400, "Request_BadRequest", &message)
            })?,
        };
        let counted = match option(call, "$count") {
            None => None,
            Some("true") if call.header("consistencylevel") == Some("eventual") => Some(()),
            Some(_) => {
                return Err(Answer::error(
                    400,
                    "Request_UnsupportedQuery",
                    "$count needs the header ConsistencyLevel: eventual.",
                ));
            }
        };
        let ids = self.matching_ids(call)?;
        let count = counted.map(|()| ids.len());
        Ok(self.users_page(ids, &select, top, count))
    }

    /// Kills the refresh tokens of the signed-in user.
    pub(crate) fn revoke_sign_in_sessions(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &[])?;
        let id = caller.user_id().ok_or_else(Answer::me_needs_a_user)?;
        self.revoke_refresh_tokens(id);
        Ok(Answer::ok(json!({"@odata.context": self.context("Edm.Boolean"), "value": true})))
    }

    pub(crate) fn context(&self, what: &str) -> String {
        format!("{}/$metadata#{what}", self.urls.graph)
    }

    /// A JSON object with nothing but the known fields.
    pub(crate) fn json_body(&self, call: &Call, known: &[&str]) -> Result<Value, Answer> {
        let path = call.path.join("/");
        if !call.has_content_type("application/json") {
            self.graph_violation(format!("{} /{path}: Content-Type must be application/json", call.method));
            return Err(Answer::error(
                415,
                "Request_BadRequest",
                "A Content-Type header of application/json is required.",
            ));
        }
        let body: Value = serde_json::from_slice(&call.body)
            .map_err(|_| Answer::error(400, "BadRequest", "Unable to read JSON request payload."))?;
        let Some(object) = body.as_object() else {
            return Err(Answer::error(400, "BadRequest", "The request payload must be a JSON object."));
        };
        if let Some(name) = object.keys().find(|name| !known.contains(&name.as_str())) {
            self.graph_violation(format!("{} /{path}: unknown field {name:?}", call.method));
            return Err(Answer::error(400, "RequestBodyRead", &format!("The property '{name}' does not exist.")));
        }
        Ok(body)
    }

    fn user_object(&self, call: &Call, id: &str) -> Result<Answer, Answer> {
        let select = self.selected(call)?;
        let state = self.state();
        let user = state.directory.find(id).ok_or_else(|| Answer::no_such_user(id))?;
        let mut object = user_json(user, &select);
        object["@odata.context"] = json!(self.context(&format!("users({})/$entity", select.join(","))));
        Ok(Answer::ok(object))
    }

    /// `User.ReadBasic.All` alone shows names and addresses only.
    fn check_basic(&self, caller: &Caller, call: &Call) -> Result<(), Answer> {
        let full = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"].iter().any(|name| caller.has(name));
        if full || option(call, "$select").is_none() {
            return Ok(());
        }
        let select = self.selected(call)?;
        if select.iter().all(|name| BASIC_PROPERTIES.contains(&name.as_str())) { Ok(()) } else { Err(Answer::denied()) }
    }

    fn matching_ids(&self, call: &Call) -> Result<Vec<String>, Answer> {
        let filter = match option(call, "$filter") {
            None => None,
            Some(text) => Some(Filter::parse(text).ok_or_else(|| {
                Answer::error(400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause specified.")
            })?),
        };
        let state = self.state();
        let mut users: Vec<&Person> = state
            .directory
            .users()
            .iter()
            .filter(|user| filter.as_ref().is_none_or(|filter| filter.matches(user)))
            .collect();
        match option(call, "$orderby") {
            None => {}
            Some("displayName") => users.sort_by(|a, b| a.display_name.cmp(&b.display_name)),
            Some("userPrincipalName") => users.sort_by(|a, b| a.upn.cmp(&b.upn)),
            Some(_) => {
                return Err(Answer::error(
                    400,
                    "Request_UnsupportedQuery",
                    "Sorting by this property is not supported.",
                ));
            }
        }
        Ok(users.into_iter().map(|user| user.user_id.clone()).collect())
    }

    fn users_page(&self, mut ids: Vec<String>, select: &[String], top: usize, count: Option<usize>) -> Answer {
        let remaining = ids.split_off(top.min(ids.len()));
        let value: Vec<Value> = {
            let state = self.state();
            ids.iter().filter_map(|id| state.directory.user(id)).map(|user| user_json(user, select)).collect()
        };
        let mut body = json!({"@odata.context": self.context(&format!("users({})", select.join(",")))});
        if let Some(count) = count {
            body["@odata.count"] = json!(count);
        }
        if !remaining.is_empty() {
            let prefix = format!("$select={}&$top={top}&$skiptoken=", select.join(","));
            let link = Link::Users { remaining, select: select.to_vec(), top };
            body["@odata.nextLink"] = json!(format!("{}/users?{}", self.urls.graph, self.new_link(&prefix, link)));
        }
        body["value"] = json!(value);
        Answer::ok(body)
    }
}
