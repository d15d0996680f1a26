//! The creation of a user, and every reason for which Graph refuses one.

use serde_json::{Map, Value, json};

use super::{
    super::{
        Microsoft,
        call::Call,
        directory::{Credential, DEFAULT_PROPERTIES, PasswordAge, user_json},
        knobs::UnverifiedDomain,
    },
    access::Caller,
    answer::Answer,
};
use crate::cast::{AccountKind, Person, UserType};

const FIELDS: [&str; 11] = [
    "accountEnabled",
    "displayName",
    "mailNickname",
    "userPrincipalName",
    "passwordProfile",
    "passwordPolicies",
    "givenName",
    "surname",
    "usageLocation",
    "department",
    "jobTitle",
];
const PROFILE_FIELDS: [&str; 3] = ["password", "forceChangePasswordNextSignIn", "forceChangePasswordNextSignInWithMfa"];
const POLICIES: [&str; 3] = ["None", "DisablePasswordExpiration", "DisableStrongPassword"];
const LONGEST_NICKNAME: usize = 64;
const LONGEST_NAME: usize = 256;

impl Microsoft {
    /// For the application itself, or for an administrator: the permission alone gives a person no right.
    pub(crate) fn create_user(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.check_options(call, &[])?;
        caller.require(&["User.ReadWrite.All"], &["User.ReadWrite.All"])?;
        if caller.user_id().is_some_and(|id| !self.state().directory.is_admin(id)) {
            return Err(Answer::denied());
        }
        let body = self.json_body(call, &FIELDS)?;
        let required = |name: &str| {
            let text = body.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            text.map(str::to_owned).ok_or_else(|| missing(name))
        };
        let optional = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let enabled = body.get("accountEnabled").and_then(Value::as_bool).ok_or_else(|| missing("accountEnabled"))?;
        let (display_name, nickname, upn) =
            (required("displayName")?, required("mailNickname")?, required("userPrincipalName")?);
        if display_name.chars().count() > LONGEST_NAME {
            return Err(invalid("displayName"));
        }
        let forbidden = |c: char| !c.is_ascii_graphic() || "@()\\[]\";:<>,".contains(c);
        if nickname.contains(forbidden) || nickname.len() > LONGEST_NICKNAME {
            return Err(invalid("mailNickname"));
        }
        let policies = optional("passwordPolicies");
        if policies.split(',').map(str::trim).any(|policy| !policy.is_empty() && !POLICIES.contains(&policy)) {
            return Err(invalid("passwordPolicies"));
        }
        let credential = self.first_credential(body.get("passwordProfile"))?;
        self.check_principal_name(&upn)?;
        let user = Person {
            first: optional("givenName"),
            last: optional("surname"),
            display_name,
            department: optional("department"),
            user_id: uuid::Uuid::new_v4().to_string(),
            upn: upn.clone(),
            mail: None,
            proxy_addresses: Vec::new(),
            account_enabled: enabled,
            user_type: UserType::Member,
            licensed: false,
        };
        let mut state = self.state();
        if state.directory.find(&upn).is_some() {
            let message = "Another object with the same value for property userPrincipalName already exists.";
            return Err(bad(message, Some(("ObjectConflict", "userPrincipalName"))));
        }
        let mut object = user_json(&user, &DEFAULT_PROPERTIES.map(str::to_owned));
        object["@odata.context"] = json!(self.context("users/$entity"));
        state.directory.set_credential(&user.user_id, credential);
        state.directory.add(user);
        let mut answer = Answer::ok(object);
        answer.status = 201;
        Ok(answer)
    }

    fn first_credential(&self, profile: Option<&Value>) -> Result<Credential, Answer> {
        let none = Map::new();
        let profile = profile.and_then(Value::as_object).unwrap_or(&none);
        if let Some(unknown) = profile.keys().find(|name| !PROFILE_FIELDS.contains(&name.as_str())) {
            self.graph_violation(format!("POST /users: unknown field {unknown:?} in passwordProfile"));
            return Err(Answer::error(400, "RequestBodyRead", &format!("The property '{unknown}' does not exist.")));
        }
        let password = profile.get("password").and_then(Value::as_str).unwrap_or_default();
        if !is_strong(password) {
            let message = "The specified password does not comply with password complexity requirements. Please provide a different password.";
            return Err(bad(message, None));
        }
        let mut credential = Credential::new(password, AccountKind::SyncUser);
        // Absent means that the first sign-in has to change the password.
        if profile.get("forceChangePasswordNextSignIn").and_then(Value::as_bool).unwrap_or(true) {
            credential.password_age = PasswordAge::Expired;
        }
        Ok(credential)
    }

    fn check_principal_name(&self, upn: &str) -> Result<(), Answer> {
        let invalid = || bad("Property userPrincipalName is invalid.", Some(("InvalidValue", "userPrincipalName")));
        let (local, domain) = upn.split_once('@').ok_or_else(invalid)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "'.-_!#^~".contains(c);
        if local.is_empty() || !local.chars().all(allowed) || local.ends_with('.') {
            return Err(invalid());
        }
        let verified = [&self.company.tenant_domain, &self.company.initial_domain];
        match (verified.iter().any(|verified| verified.eq_ignore_ascii_case(domain)), self.knobs().unverified_domain) {
            (true, _) => Ok(()),
            (false, UnverifiedDomain::PropertyInvalid) => Err(invalid()),
            (false, UnverifiedDomain::Explained) => Err(bad(
                "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
                None,
            )),
        }
    }
}

fn missing(property: &str) -> Answer {
    bad(&format!("A value is required for property '{property}' of resource 'User'."), None)
}

fn invalid(property: &str) -> Answer {
    let message = format!("Invalid value specified for property '{property}' of resource 'User'.");
    bad(&message, Some(("InvalidValue", property)))
}

/// A refusal, perhaps with the property that is at fault.
fn bad(message: &str, detail: Option<(&str, &str)>) -> Answer {
    let mut answer = Answer::error(400, "Request_BadRequest", message);
    if let (Some((code, target)), Some(body)) = (detail, &mut answer.body) {
        body["error"]["details"] = json!([{"code": code, "message": message, "target": target}]);
    }
    answer
}

/// At least eight characters of three kinds.
fn is_strong(password: &str) -> bool {
    let kinds = [
        password.contains(|c: char| c.is_ascii_lowercase()),
        password.contains(|c: char| c.is_ascii_uppercase()),
        password.contains(|c: char| c.is_ascii_digit()),
        password.contains(|c: char| c.is_ascii_punctuation()),
    ];
    (8..=256).contains(&password.chars().count()) && kinds.iter().filter(|kind| **kind).count() >= 3
}
