//! What each step of the sign-in looks like, and the pages that refuse.

use axum::response::Response;

use super::{
    super::Microsoft,
    flow::{MFA_CODE, Purpose, Refusal, SignIn, Step},
    pages::{Form, escaped, input},
    problem::problem,
    scopes::Permissions,
};

impl Microsoft {
    pub(crate) fn refusal_page(&self, id: &str, sign_in: SignIn, refusal: Refusal) -> Response {
        let (title, code, text) = match refusal {
            Refusal::Blocked => (
                "You don't have access to this",
                53003,
                "Your sign-in was successful but does not meet the criteria to access this resource.",
            ),
            Refusal::NeedsAdministrator => (
                "Need admin approval",
                90094,
                "Presence Sync needs permission to access resources in your organisation that only an administrator can grant.",
            ),
        };
        let (description, _) = self.described(&problem(code));
        let buttons: &[_] = match refusal {
            Refusal::Blocked => {
                self.state().sign_ins.remove(id);
                &[]
            }
            Refusal::NeedsAdministrator => {
                self.state().sign_ins.insert(id.to_owned(), sign_in);
                &[("cancel", "cancel", "Return to the application without granting consent")]
            }
        };
        let page = Form {
            title,
            action: &format!("/sign-in/{id}"),
            body: format!("<p>{}</p>", escaped(text)),
            error: Some(&description),
            hint: None,
            buttons,
        };
        page.page()
    }

    pub(crate) fn step_page(&self, id: &str, sign_in: &SignIn, error: Option<&str>) -> Response {
        let action = format!("/sign-in/{id}");
        let show_hints = self.knobs().show_hints;
        let next: &[_] = &[("submit", "next", "Next"), ("cancel", "cancel", "Cancel")];
        let who = format!(r#"<p id="account">{}</p>"#, escaped(&sign_in.typed));
        let (title, body, hint, buttons) = match sign_in.step {
            Step::Account => {
                let field = input("login", "email", "E-mail address", &sign_in.typed, "username");
                ("Sign in", field, Some(self.account_hint(&sign_in.purpose)), next)
            }
            Step::Password => {
                let field = input("password", "password", "Password", "", "current-password");
                let hint = self.password_hint(&sign_in.typed);
                let buttons: &[_] = &[("submit", "next", "Sign in"), ("cancel", "cancel", "Cancel")];
                ("Enter password", who + &field, hint, buttons)
            }
            Step::NewPassword => {
                let field = input("new_password", "password", "New password", "", "new-password");
                ("Update your password", who + &field, Some("any new password will do".to_owned()), next)
            }
            Step::MoreInformation => {
                let text = "<p>Your organisation needs more information to keep your account secure.</p>";
                ("More information required", who + text, None, next)
            }
            Step::Mfa => {
                let field = input("code", "text", "Code from your authenticator app", "", "one-time-code");
                let buttons: &[_] = &[("submit", "next", "Verify"), ("cancel", "cancel", "Cancel")];
                ("Enter code", who + &field, Some(format!("the code is {MFA_CODE}")), buttons)
            }
            Step::Consent => {
                let buttons: &[_] = &[("accept", "accept", "Accept"), ("decline", "decline", "Cancel")];
                ("Permissions requested", who + &self.consent_body(sign_in), None, buttons)
            }
            Step::StaySignedIn => {
                let buttons: &[_] = &[("submit", "yes", "Yes"), ("no", "no", "No")];
                (
                    "Stay signed in?",
                    who + "<p>Do this to reduce the number of times you are asked to sign in.</p>",
                    None,
                    buttons,
                )
            }
        };
        let form = Form { title, action: &action, body, error, hint: hint.filter(|_| show_hints), buttons };
        form.page()
    }

    fn consent_body(&self, sign_in: &SignIn) -> String {
        let (for_whom, words) = match &sign_in.purpose {
            Purpose::Consent(request) => {
                ("Presence Sync asks, for the whole organisation, to:", self.consent_words(&request.permissions))
            }
            Purpose::Authorize(_) | Purpose::Device(_) => {
                let missing = Permissions::Named(self.missing_scopes(sign_in));
                ("Presence Sync asks to:", self.consent_words(&missing))
            }
        };
        let items: String = words.iter().map(|words| format!("<li>{}</li>", escaped(words))).collect();
        format!(r#"<p>{for_whom}</p><ul id="permissions">{items}</ul>"#)
    }

    fn account_hint(&self, purpose: &Purpose) -> String {
        let sync = self.company.sync_users.first().map_or("", |account| account.upn.as_str());
        match purpose {
            Purpose::Consent(_) => format!("the administrator is {}", self.company.admin.upn),
            Purpose::Authorize(_) | Purpose::Device(_) => {
                format!("the sync user is {sync}, the administrator is {}", self.company.admin.upn)
            }
        }
    }

    fn password_hint(&self, upn: &str) -> Option<String> {
        let account = self.company.accounts().find(|account| account.upn.eq_ignore_ascii_case(upn))?;
        Some(format!("the password is {}", account.password))
    }
}
