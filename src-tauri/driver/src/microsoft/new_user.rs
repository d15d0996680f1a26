//! The account that is created for a sync user, with the rights of an administrator who signed in for that.

use super::{
    graph::{Graph, json},
    password, wire,
};
use crate::transport::Answer;
use engine::{
    event::{CreatedAccount, Failure},
    names::{Round, Secret},
    problem::NotCreated,
};
use http::{Method, StatusCode};

impl Graph {
    /// A member without a licence, whose password is new and does not end.
    pub async fn create_sync_user(
        &self,
        token: &Secret,
        address: &str,
        round: Round,
    ) -> Result<CreatedAccount, NotCreated> {
        let (name, password) = (display_name(round), password::random());
        let body = json(&wire::NewUser {
            account_enabled: true,
            display_name: &name,
            mail_nickname: address.split('@').next().unwrap_or_default(),
            user_principal_name: address,
            password_policies: "DisablePasswordExpiration",
            password_profile: wire::PasswordProfile {
                force_change_password_next_sign_in: false,
                password: password.expose(),
            },
        });
        let place = self.address(&["users"]);
        let answer = self.send(Method::POST, place.as_str(), token, body.map_err(of_failure)?).await;
        let answer = answer.map_err(of_failure)?;
        if !answer.status.is_success() {
            return Err(of_answer(&answer));
        }
        let created = answer.json::<wire::User>().map_err(of_failure)?.into_event().ok_or(NotCreated::Refused)?;
        let user_principal_name = match created.user_principal_name {
            name if name.is_empty() => address.to_owned(),
            name => name,
        };
        Ok(CreatedAccount { id: created.id, user_principal_name, password })
    }
}

fn display_name(round: Round) -> String {
    match round {
        Round(1) => "Presence Sync".to_owned(),
        Round(number) => format!("Presence Sync {number}"),
    }
}

fn of_answer(answer: &Answer) -> NotCreated {
    if !answer.is_json() {
        // Not Graph's own words, whatever the status says.
        return NotCreated::Unavailable;
    }
    match answer.status {
        StatusCode::FORBIDDEN => NotCreated::NotAllowed,
        StatusCode::BAD_REQUEST | StatusCode::CONFLICT => {
            let error = answer.json::<wire::GraphRefusal>().unwrap_or_default().error;
            if error.is_conflict() {
                NotCreated::AddressTaken
            } else if error.is_about_domain() {
                NotCreated::DomainUnknown
            } else {
                NotCreated::Refused
            }
        }
        _ => of_failure(answer.refusal()),
    }
}

fn of_failure(failure: Failure) -> NotCreated {
    if failure.is_transient() { NotCreated::Unavailable } else { NotCreated::Refused }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{
        Body, full,
        tests::{answering, json as answered},
    };
    use bytes::Bytes;
    use engine::names::UserId;
    use serde_json::{Value, json};
    use std::sync::{Arc, Mutex};
    use url::Url;

    async fn create(
        round: u16,
        far_end: impl Fn(http::Request<Bytes>) -> http::Response<Body> + Send + Sync + 'static,
    ) -> Result<CreatedAccount, NotCreated> {
        let graph = Graph::new(answering(far_end), Url::parse("https://graph.example/v1.0").unwrap());
        graph.create_sync_user(&Secret::new("token"), "presence-sync@b.c", Round(round)).await
    }

    async fn refused(status: u16, error: Value) -> NotCreated {
        create(1, move |_| answered(status, &json!({"error": error}))).await.unwrap_err()
    }

    #[tokio::test]
    async fn the_account_has_a_name_an_address_and_a_password_that_does_not_end() {
        for (round, name) in [(1, "Presence Sync"), (3, "Presence Sync 3")] {
            let sent = Arc::new(Mutex::new(Value::Null));
            let seen = sent.clone();
            let created = create(round, move |request| {
                assert_eq!((request.method(), request.uri().path()), (&Method::POST, "/v1.0/users"));
                assert_eq!(request.headers()["authorization"], "Bearer token");
                *seen.lock().unwrap() = serde_json::from_slice(request.body()).unwrap();
                answered(201, &json!({"id": "U1", "userPrincipalName": "presence-sync@b.c"}))
            })
            .await
            .unwrap();
            assert_eq!((created.id, &*created.user_principal_name), (UserId::new("u1"), "presence-sync@b.c"));
            let expected = json!({
                "accountEnabled": true, "displayName": name, "mailNickname": "presence-sync",
                "userPrincipalName": "presence-sync@b.c", "passwordPolicies": "DisablePasswordExpiration",
                "passwordProfile": {
                    "forceChangePasswordNextSignIn": false, "password": created.password.expose(),
                },
            });
            assert_eq!(*sent.lock().unwrap(), expected);
        }
    }

    #[tokio::test]
    async fn a_refusal_says_what_to_change_by_its_details_or_else_by_its_words() {
        let denied = json!({"code": "Authorization_RequestDenied", "message": "Insufficient privileges"});
        assert_eq!(refused(403, denied).await, NotCreated::NotAllowed);
        let detail = |code: &str, target: &str| json!({"code": "Request_BadRequest", "message": "x", "details": [{"code": code, "target": target}]});
        let words = |message: &str| json!({"code": "Request_BadRequest", "message": message});
        let taken = "Another object with the same value for property userPrincipalName already exists.";
        for error in [detail("ObjectConflict", "userPrincipalName"), words(taken)] {
            assert_eq!(refused(400, error).await, NotCreated::AddressTaken);
        }
        let domain = "The domain portion of the userPrincipalName property is invalid. You must use one of …";
        for error in [detail("InvalidValue", "userPrincipalName"), words(domain)] {
            assert_eq!(refused(400, error).await, NotCreated::DomainUnknown);
        }
        for error in [detail("InvalidValue", "mailNickname"), words("no"), json!({"details": null}), json!({})] {
            assert_eq!(refused(400, error).await, NotCreated::Refused);
        }
    }

    #[tokio::test]
    async fn what_may_work_later_is_unavailable() {
        for status in [429, 500, 503] {
            assert_eq!(refused(status, json!({"code": "x"})).await, NotCreated::Unavailable, "{status}");
        }
        assert_eq!(refused(401, json!({"code": "x"})).await, NotCreated::Refused);
        let proxy = create(1, |_| {
            let page = http::Response::builder().status(403).header("content-type", "text/html");
            page.body(full("<p>")).unwrap()
        });
        assert_eq!(proxy.await.unwrap_err(), NotCreated::Unavailable);
        let empty = create(1, |_| answered(201, &json!({})));
        assert_eq!(empty.await.unwrap_err(), NotCreated::Refused);
    }
}
