//! What somebody is a member of: a group of everybody, and a directory role for administrators.

use serde_json::{Value, json};

use super::{
    super::{Microsoft, call::Call, knobs::MembershipReading},
    access::Caller,
    answer::Answer,
    query::option,
};

/// The group in which everybody is.
const EVERYBODY: &str = "6b3c2c4e-0a55-4f0e-9d1f-8f1d8c8f7a10";
/// The tenant's object for the role of its global administrators.
const ADMINISTRATORS: &str = "0f6a1c1e-5a0b-4d5e-8f59-2f9b5a4f3b21";
const LARGEST_PAGE: usize = 999;

impl Microsoft {
    /// Also through other groups. Of objects that the token may not read, only type and id are told.
    pub(crate) fn memberships(&self, caller: &Caller, call: &Call, id: &str) -> Result<Answer, Answer> {
        self.check_options(call, &["$select", "$top"])?;
        let enough: &[&str] = match self.knobs().membership_reading {
            MembershipReading::Allowed => &["User.Read.All", "Directory.Read.All"],
            MembershipReading::Forbidden => &["Directory.Read.All"],
        };
        caller.require(enough, enough)?;
        if let Some(unknown) = option(call, "$select").and_then(|select| select.split(',').find(|name| *name != "id")) {
            self.graph_violation(format!(
                "transitiveMemberOf: {unknown:?} cannot be selected of every directoryObject"
            ));
            return Err(Answer::error(400, "BadRequest", &format!("Could not find a property named '{unknown}'.")));
        }
        let top = option(call, "$top").map(|top| top.parse().unwrap_or_default());
        if top.is_some_and(|top: usize| !(1..=LARGEST_PAGE).contains(&top)) {
            return Err(Answer::error(400, "Request_BadRequest", "Invalid page size specified."));
        }
        let state = self.state();
        let user = state.directory.find(id).ok_or_else(|| Answer::no_such_user(id))?;
        let role = state.directory.is_admin(&user.user_id).then_some(("directoryRole", ADMINISTRATORS));
        let value: Vec<Value> = std::iter::once(("group", EVERYBODY))
            .chain(role)
            .map(|(kind, id)| json!({"@odata.type": format!("#microsoft.graph.{kind}"), "id": id}))
            .collect();
        Ok(Answer::ok(json!({"@odata.context": self.context("directoryObjects(id)"), "value": value})))
    }
}
