//! How Microsoft writes things: the only place that knows its field names.
//!
//! Everything but the identifying field may be missing or null, and unknown members are ignored.

use engine::{
    event::{TeamsUser, UserKind},
    names::{Secret, UserId},
    presence::{Publication, TeamsPresence},
};
use oauth2::{AccessToken, RefreshToken, Scope, TokenResponse, basic::BasicTokenType};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error as _, IgnoredAny},
};
use std::{collections::BTreeMap, fmt, time::Duration};

/// What the sign-in service says about a tenant.
#[derive(Debug, Deserialize)]
pub(super) struct OpenIdConfiguration {
    pub(super) issuer: String,
    #[serde(default)]
    pub(super) msgraph_host: Option<String>,
}

/// A success of the token endpoint. It is never written anywhere.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct TokenAnswer {
    #[serde(skip_serializing, deserialize_with = "there")]
    pub(super) access_token: AccessToken,
    #[serde(skip_serializing, default)]
    pub(super) refresh_token: Option<RefreshToken>,
    #[serde(skip_serializing, default)]
    pub(super) id_token: Option<Secret>,
    #[serde(skip_serializing, default, deserialize_with = "seconds")]
    pub(super) expires_in: Option<Duration>,
    #[serde(skip_serializing, default, deserialize_with = "oauth2::helpers::deserialize_space_delimited_vec")]
    pub(super) scope: Option<Vec<Scope>>,
}

/// A refusal of the token endpoint.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Refusal {
    pub(super) error: String,
    #[serde(default)]
    pub(super) error_description: Option<String>,
    #[serde(default)]
    pub(super) error_codes: Option<Vec<u32>>,
    #[serde(default)]
    pub(super) suberror: Option<String>,
}

/// What an id_token claims.
#[derive(Debug, Default, Deserialize)]
pub(super) struct IdClaims {
    #[serde(default)]
    pub(super) iss: String,
    #[serde(default)]
    pub(super) aud: String,
    /// Seconds since 1970.
    #[serde(default)]
    pub(super) exp: f64,
    #[serde(default)]
    pub(super) nbf: Option<f64>,
    #[serde(default)]
    pub(super) nonce: Option<String>,
    #[serde(default)]
    pub(super) tid: String,
    #[serde(default)]
    pub(super) oid: String,
    #[serde(default)]
    pub(super) preferred_username: Option<String>,
    #[serde(default)]
    pub(super) idp: Option<String>,
}

/// What an access token says about itself, formally none of our business: a hint.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AccessClaims {
    /// Application permissions.
    #[serde(default)]
    pub(super) roles: Option<Vec<String>>,
    /// Delegated permissions, separated by spaces.
    #[serde(default)]
    pub(super) scp: Option<String>,
}

/// What the application claims in its certificate assertion.
#[derive(Debug, Serialize)]
pub(super) struct AssertionClaims<'a> {
    pub(super) aud: &'a str,
    pub(super) iss: &'a str,
    pub(super) sub: &'a str,
    pub(super) jti: String,
    pub(super) iat: i64,
    pub(super) nbf: i64,
    pub(super) exp: i64,
}

/// One page of a Graph collection.
#[derive(Debug, Deserialize)]
pub(super) struct Page<T> {
    #[serde(default = "Vec::new")]
    pub(super) value: Vec<T>,
    #[serde(default, rename = "@odata.nextLink")]
    pub(super) next_link: Option<String>,
    /// At the end of a list of changes: where the next ones will be.
    #[serde(default, rename = "@odata.deltaLink")]
    pub(super) delta_link: Option<String>,
}

/// A user who changed. A field that is absent is as it was; `null` is empty now.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserChange {
    id: Option<String>,
    #[serde(default, rename = "@removed")]
    removed: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "told")]
    display_name: Option<Option<String>>,
    #[serde(default, deserialize_with = "told")]
    user_principal_name: Option<Option<String>>,
    #[serde(default, deserialize_with = "told")]
    mail: Option<Option<String>>,
    #[serde(default, deserialize_with = "told")]
    proxy_addresses: Option<Option<Vec<Option<String>>>>,
    #[serde(default, deserialize_with = "told")]
    account_enabled: Option<Option<bool>>,
    #[serde(default, deserialize_with = "told")]
    user_type: Option<Option<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    id: Option<String>,
    display_name: Option<String>,
    user_principal_name: Option<String>,
    mail: Option<String>,
    proxy_addresses: Option<Vec<Option<String>>>,
    account_enabled: Option<bool>,
    user_type: Option<String>,
}

/// Something that somebody is a member of. Where the token may read no more, its type is told nevertheless.
#[derive(Debug, Deserialize)]
pub(super) struct DirectoryObject {
    #[serde(default, rename = "@odata.type")]
    kind: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Presence {
    id: Option<String>,
    availability: Option<String>,
    activity: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct PresenceIds<'a> {
    pub(super) ids: &'a [UserId],
}

/// The body of a write about presence. Clearing names the session alone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PresenceWrite<'a> {
    session_id: &'a str,
    #[serde(flatten)]
    published: Option<PublishedPresence>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PublishedPresence {
    availability: &'static str,
    activity: &'static str,
    /// ISO 8601.
    expiration_duration: String,
}

/// Several requests in one.
#[derive(Debug, Serialize)]
pub(super) struct Batch<'a> {
    pub(super) requests: Vec<BatchRequest<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct BatchRequest<'a> {
    id: String,
    method: &'static str,
    /// Below the version.
    url: String,
    headers: BatchHeaders,
    body: PresenceWrite<'a>,
}

#[derive(Debug, Serialize)]
struct BatchHeaders {
    #[serde(rename = "Content-Type")]
    content_type: &'static str,
}

#[derive(Debug, Deserialize)]
pub(super) struct BatchAnswer {
    #[serde(default, deserialize_with = "some_or_none")]
    pub(super) responses: Vec<BatchItemAnswer>,
}

/// The answer to one of them. An id or a status that is missing says nothing about any.
#[derive(Debug, Deserialize)]
pub(super) struct BatchItemAnswer {
    #[serde(default)]
    pub(super) id: String,
    #[serde(default)]
    pub(super) status: u16,
    #[serde(default)]
    headers: Option<BTreeMap<String, serde_json::Value>>,
}

/// Graph's envelope around an error. Its message is for developers and stays out of everything.
#[derive(Debug, Default, Deserialize)]
pub(super) struct GraphRefusal {
    #[serde(default)]
    pub(super) error: GraphError,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct GraphError {
    #[serde(default)]
    pub(super) code: Option<String>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    details: Option<Vec<GraphDetail>>,
}

/// Which property of the directory is at fault.
#[derive(Debug, Deserialize)]
struct GraphDetail {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    target: Option<String>,
}

/// A user that is to be created. It is never written anywhere but into the request.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewUser<'a> {
    pub(super) account_enabled: bool,
    pub(super) display_name: &'a str,
    pub(super) mail_nickname: &'a str,
    pub(super) user_principal_name: &'a str,
    pub(super) password_policies: &'a str,
    pub(super) password_profile: PasswordProfile<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PasswordProfile<'a> {
    pub(super) force_change_password_next_sign_in: bool,
    pub(super) password: &'a str,
}

fn some_or_none<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn told<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl<'a> PresenceWrite<'a> {
    pub(super) fn set(session_id: &'a str, publication: Publication, expires: Duration) -> Self {
        let (availability, activity) = (publication.availability(), publication.activity());
        let published = PublishedPresence { availability, activity, expiration_duration: iso_duration(expires) };
        Self { session_id, published: Some(published) }
    }

    pub(super) fn clear(session_id: &'a str) -> Self {
        Self { session_id, published: None }
    }
}

impl<'a> BatchRequest<'a> {
    pub(super) fn new(id: usize, url: String, body: PresenceWrite<'a>) -> Self {
        let headers = BatchHeaders { content_type: "application/json" };
        Self { id: id.to_string(), method: "POST", url, headers, body }
    }
}

impl BatchItemAnswer {
    /// Names in any case, values as text.
    pub(super) fn headers(&self) -> impl Iterator<Item = (&str, String)> {
        self.headers.iter().flatten().map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.as_str(), text)
        })
    }
}

impl UserChange {
    /// Brings the list up to date. What has no id says nothing.
    pub(super) fn apply(self, users: &mut BTreeMap<UserId, TeamsUser>) {
        let Some(id) = self.id.filter(|id| !id.is_empty()) else { return };
        let key = UserId::new(&id);
        if self.removed.is_some() {
            users.remove(&key);
            return;
        }
        let known = users.get(&key);
        let or = |told: Option<Option<String>>, known: Option<String>| told.unwrap_or(known);
        let enabled = known.map(|user| user.enabled);
        let kind = known.map(|user| match user.kind {
            UserKind::Member => "Member".to_owned(),
            UserKind::Guest => "Guest".to_owned(),
        });
        let addresses = || known.map(|user| user.proxy_addresses.iter().cloned().map(Some).collect());
        let user = User {
            id: Some(id),
            display_name: or(self.display_name, known.map(|user| user.name.clone())),
            user_principal_name: or(self.user_principal_name, known.map(|user| user.user_principal_name.clone())),
            mail: or(self.mail, known.and_then(|user| user.mail.clone())),
            proxy_addresses: self.proxy_addresses.unwrap_or_else(addresses),
            account_enabled: self.account_enabled.unwrap_or(enabled),
            user_type: or(self.user_type, kind),
        };
        users.extend(user.into_event().map(|user| (key, user)));
    }
}

impl User {
    /// `None` for an object without an id.
    pub(super) fn into_event(self) -> Option<TeamsUser> {
        let id = self.id.filter(|id| !id.is_empty())?;
        let user_principal_name = self.user_principal_name.unwrap_or_default();
        let kind = match self.user_type.as_deref() {
            Some(kind) if kind.eq_ignore_ascii_case("guest") => UserKind::Guest,
            Some(_) => UserKind::Member,
            // Old objects say nothing, but a guest's sign-in name does.
            None if user_principal_name.to_ascii_uppercase().contains("#EXT#") => UserKind::Guest,
            None => UserKind::Member,
        };
        Some(TeamsUser {
            id: UserId::new(&id),
            name: self.display_name.unwrap_or_else(|| user_principal_name.clone()),
            user_principal_name,
            mail: self.mail.filter(|mail| !mail.is_empty()),
            proxy_addresses: self.proxy_addresses.unwrap_or_default().into_iter().flatten().collect(),
            // Only a clear no disables: a permission that hides the field must not.
            enabled: self.account_enabled.unwrap_or(true),
            kind,
        })
    }
}

/// Details are newer than the words, and not always there.
impl GraphError {
    /// Another object of the directory has such a value already.
    pub(super) fn is_conflict(&self) -> bool {
        self.has_detail(|code, _| code.eq_ignore_ascii_case("ObjectConflict"))
            || self.says("another object with the same value for property")
    }

    /// The user principal name cannot be used in this tenant, for which its domain is the usual reason.
    pub(super) fn is_about_domain(&self) -> bool {
        self.has_detail(|code, target| {
            code.eq_ignore_ascii_case("InvalidValue") && target.eq_ignore_ascii_case("userPrincipalName")
        }) || self.says("domain portion of the userprincipalname")
    }

    fn has_detail(&self, is_it: impl Fn(&str, &str) -> bool) -> bool {
        self.details.iter().flatten().any(|detail| {
            is_it(detail.code.as_deref().unwrap_or_default(), detail.target.as_deref().unwrap_or_default())
        })
    }

    fn says(&self, words: &str) -> bool {
        self.message.as_ref().is_some_and(|message| message.to_ascii_lowercase().contains(words))
    }
}

impl DirectoryObject {
    pub(super) fn is_directory_role(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("#microsoft.graph.directoryRole"))
    }
}

impl Presence {
    pub(super) fn into_event(self) -> Option<(UserId, TeamsPresence)> {
        let id = self.id.filter(|id| !id.is_empty())?;
        let availability = self.availability.unwrap_or_else(|| "PresenceUnknown".to_owned());
        let activity = self.activity.unwrap_or_else(|| availability.clone());
        Some((UserId::new(&id), TeamsPresence::new(availability, activity)))
    }
}

impl TokenResponse for TokenAnswer {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &BasicTokenType::Bearer
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.scope.as_ref()
    }
}

impl oauth2::ErrorResponse for Refusal {}

/// The word and the numbers. The description may name people.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.error, self.error_codes.as_deref().unwrap_or_default())
    }
}

/// Whole minutes where it is so, as the service's own examples write them.
fn iso_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds.is_multiple_of(60) { format!("PT{}M", seconds / 60) } else { format!("PT{seconds}S") }
}

/// A token that is empty is none.
fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AccessToken, D::Error> {
    let token = AccessToken::deserialize(deserializer)?;
    if token.secret().is_empty() { Err(D::Error::custom("an empty token")) } else { Ok(token) }
}

/// Seconds as a number or as a string of digits.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Seconds {
        Number(f64),
        Text(String),
        Other(IgnoredAny),
    }
    Ok(match Seconds::deserialize(deserializer)? {
        Seconds::Number(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Seconds::Text(text) => text.trim().parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        Seconds::Other(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn durations_are_whole_minutes_where_they_can_be() {
        assert_eq!(iso_duration(Duration::from_secs(300)), "PT5M");
        assert_eq!(iso_duration(Duration::from_secs(330)), "PT330S");
        assert_eq!(iso_duration(Duration::from_secs(4 * 3_600)), "PT240M");
    }

    #[test]
    fn a_token_lives_as_long_as_it_says_in_a_number_or_in_a_string() {
        for (expires_in, seconds) in
            [(json!(4561), Some(4561)), (json!("3599"), Some(3599)), (json!(null), None), (json!({}), None)]
        {
            let answer: TokenAnswer = from_value(json!({"access_token": "a", "expires_in": expires_in})).unwrap();
            assert_eq!(answer.expires_in, seconds.map(Duration::from_secs));
        }
    }

    #[test]
    fn an_empty_token_is_none() {
        assert!(from_value::<TokenAnswer>(json!({"access_token": "", "expires_in": 60})).is_err());
        assert!(from_value::<TokenAnswer>(json!({"expires_in": 60})).is_err());
    }

    #[test]
    fn a_token_answer_shows_no_token() {
        let answer: TokenAnswer =
            from_value(json!({"access_token": "aaa", "refresh_token": "rrr", "id_token": "iii"})).unwrap();
        let shown = format!("{answer:?} {}", serde_json::to_string(&answer).unwrap());
        assert!(!["aaa", "rrr", "iii"].iter().any(|token| shown.contains(token)), "{shown}");
    }

    #[test]
    fn a_user_may_be_almost_empty() {
        let user: User = from_value(json!({
            "id": "AB-1", "displayName": null, "userPrincipalName": "a@b.c", "mail": null, "proxyAddresses": null,
            "accountEnabled": null, "userType": null, "assignedPlans": [{"capabilityStatus": "Enabled"}]
        }))
        .unwrap();
        assert_eq!(
            user.into_event().unwrap(),
            TeamsUser {
                id: UserId::new("ab-1"),
                name: "a@b.c".into(),
                user_principal_name: "a@b.c".into(),
                mail: None,
                proxy_addresses: vec![],
                enabled: true,
                kind: UserKind::Member,
            }
        );
        assert!(from_value::<User>(json!({"displayName": "x"})).unwrap().into_event().is_none());
    }

    #[test]
    fn a_guest_is_known_by_type_or_by_name() {
        let kind = |user| from_value::<User>(user).unwrap().into_event().unwrap().kind;
        assert_eq!(kind(json!({"id": "1", "userType": "guest"})), UserKind::Guest);
        assert_eq!(kind(json!({"id": "1", "userPrincipalName": "a_b.c#EXT#@t.d"})), UserKind::Guest);
        assert_eq!(kind(json!({"id": "1", "userType": "Member", "userPrincipalName": "a#EXT#@t"})), UserKind::Member);
    }

    #[test]
    fn a_shared_mailbox_is_a_disabled_user_with_an_address() {
        let user: User = from_value(json!({"id": "1", "mail": "info@b.c", "accountEnabled": false})).unwrap();
        let user = user.into_event().unwrap();
        assert!(!user.enabled);
        assert_eq!(user.mail.as_deref(), Some("info@b.c"));
    }

    #[test]
    fn a_presence_may_lack_everything_but_its_id() {
        let read = |presence| from_value::<Presence>(presence).unwrap().into_event();
        assert!(read(json!({"id": "1"})).unwrap().1.is_unknown());
        assert_eq!(
            read(json!({"id": "A", "availability": "busy", "activity": null, "workLocation": {}})).unwrap(),
            (UserId::new("a"), TeamsPresence::new("busy", "busy"))
        );
        assert!(read(json!({"availability": "Busy"})).is_none());
    }
}
