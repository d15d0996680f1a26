//! The PBX Configuration API: the voicemail address of an extension, and whether NFON's own connector is on.

use super::{
    site::{JSON, Site, bearer, body, request_id, senseless, sensitive},
    wire::{self, BearerToken},
};
use crate::transport::Transport;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use engine::{
    ExtensionNumber, Secret,
    event::{Connector, EmailNotWritten, Failure, FailureKind, ForwardProfile, NotActivated},
};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use url::Url;

/// The older half of the API names its own type, the newer one plain JSON.
const EITHER_JSON: HeaderValue = HeaderValue::from_static("application/vnd.collection.next+json, application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// The PBX Configuration API for one customer account.
#[derive(Clone)]
pub struct Configuration {
    site: Site,
    token_url: Url,
    account: String,
}

impl Configuration {
    /// `base` ends in `/configuration/v1`; `token_url` is the whole address of the token endpoint.
    pub fn new(transport: Arc<dyn Transport>, base: Url, token_url: Url, account: &str) -> Self {
        Self { site: Site::new(transport, base, account), token_url, account: account.to_owned() }
    }

    /// Fails with [`FailureKind::CredentialsRejected`] where the client id or the secret is wrong.
    pub async fn token(&self, client_id: &Secret, client_secret: &Secret) -> Result<BearerToken, Failure> {
        let mut request = self.site.request_to(Method::POST, &self.token_url, JSON)?;
        let basic = STANDARD.encode(format!("{}:{}", client_id.expose(), client_secret.expose()));
        request.headers_mut().insert(header::AUTHORIZATION, sensitive(format!("Basic {basic}"))?);
        request.headers_mut().insert(header::CONTENT_TYPE, FORM);
        *request.body_mut() = Bytes::from_static(b"grant_type=client_credentials");
        let answer = self.site.answer(request).await?;
        if !answer.status.is_success() {
            let word = wire::oauth_error(&answer.body).unwrap_or_default();
            tracing::debug!(
                status = answer.status.as_u16(),
                request_id = request_id(&answer),
                "no configuration token"
            );
            let rejected = answer.status == StatusCode::UNAUTHORIZED
                || matches!(word.as_str(), "invalid_client" | "unauthorized_client");
            return Err(if rejected { Failure::new(FailureKind::CredentialsRejected) } else { answer.refusal() });
        }
        wire::bearer_token(&body(&answer)?).map_err(senseless)
    }

    /// The voicemail address of one extension, trimmed; empty where none is set.
    pub async fn email(&self, token: &Secret, extension: &ExtensionNumber) -> Result<String, Failure> {
        let page = ["targets", "phone-extensions", extension.as_str(), "voice-mail"];
        wire::voicemail_email(&self.read(token, &page).await?).map_err(senseless)
    }

    /// Whether NFON's own Teams connector is switched on for the account.
    pub async fn connector(&self, token: &Secret) -> Result<Connector, Failure> {
        wire::connector(&self.read(token, &["options"]).await?).map_err(senseless)
    }

    /// Writes the voicemail address and nothing else of the page, and only where `former` still stands there.
    /// An answer without success is believed only after a second look: the page may have been written all the same.
    /// Whoever asks for peace gets it: then there is no second look.
    pub async fn write_email(
        &self,
        token: &Secret,
        extension: &ExtensionNumber,
        former: &str,
        email: &str,
    ) -> Result<(), EmailNotWritten> {
        let page = ["tenants", &self.account, "targets", "phone-extensions", extension.as_str(), "voice-mail"];
        let actual = self.email(token, extension).await.map_err(EmailNotWritten::Failed)?;
        if actual == email {
            return Ok(());
        }
        if actual != former.trim() {
            return Err(EmailNotWritten::ChangedMeanwhile { actual });
        }
        let written = self.put(token, &page, wire::voicemail_page(email)).await;
        if let Err(failure) = &written
            && failure.retry_after.is_some()
        {
            return Err(EmailNotWritten::Failed(failure.clone()));
        }
        match (self.email(token, extension).await, written) {
            (Ok(actual), _) if actual == email => Ok(()),
            (Ok(actual), Ok(())) => Err(EmailNotWritten::NotTaken { actual }),
            (Ok(_) | Err(_), Err(failure)) | (Err(failure), Ok(())) => Err(EmailNotWritten::Failed(failure)),
        }
    }

    /// The call-forward profiles of an extension.
    pub async fn forwarding(
        &self,
        token: &Secret,
        extension: &ExtensionNumber,
    ) -> Result<Vec<ForwardProfile>, Failure> {
        let page = ["targets", "phone-extensions", extension.as_str(), "callforward-profiles"];
        wire::forward_profiles(&self.read(token, &page).await?).map_err(senseless)
    }

    /// Activates a call-forward profile where `instead_of` is still the active one, and reads it back.
    /// An answer without success is believed only after that second look, which nobody takes where peace is asked for.
    pub async fn activate_forwarding(
        &self,
        token: &Secret,
        extension: &ExtensionNumber,
        profile: u8,
        instead_of: u8,
    ) -> Result<(), NotActivated> {
        let active = |profiles: Vec<ForwardProfile>| profiles.into_iter().find(|known| known.active);
        let now = active(self.forwarding(token, extension).await.map_err(NotActivated::Failed)?);
        match now.map(|known| known.number) {
            Some(number) if number == profile => return Ok(()),
            Some(number) if number == instead_of => {}
            Some(_) | None => return Err(NotActivated::TakenOver),
        }
        let (tenant, number) = (&self.account, profile.to_string());
        let page =
            ["tenants", tenant, "targets", "phone-extensions", extension.as_str(), "callforward-profiles", &number];
        let written = self.put(token, &page, wire::active_profile()).await;
        if let Err(failure) = &written
            && failure.retry_after.is_some()
        {
            return Err(NotActivated::Failed(failure.clone()));
        }
        match (self.forwarding(token, extension).await, written) {
            (Ok(profiles), _) if active(profiles.clone()).is_some_and(|known| known.number == profile) => Ok(()),
            (Ok(_), Ok(())) => Err(NotActivated::NotTaken),
            (Ok(_) | Err(_), Err(failure)) | (Err(failure), Ok(())) => Err(NotActivated::Failed(failure)),
        }
    }

    async fn put(&self, token: &Secret, path: &[&str], page: Bytes) -> Result<(), Failure> {
        let mut request = self.site.request(Method::PUT, path, EITHER_JSON)?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer(token)?);
        request.headers_mut().insert(header::CONTENT_TYPE, JSON);
        *request.body_mut() = page;
        self.site.answer(request).await?.successful().map(drop)
    }

    async fn read(&self, token: &Secret, path: &[&str]) -> Result<Value, Failure> {
        let path = [&["tenants", self.account.as_str()], path].concat();
        let mut request = self.site.request(Method::GET, &path, EITHER_JSON)?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer(token)?);
        self.site.json(request).await
    }
}
