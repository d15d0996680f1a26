//! What the token endpoint hands out and takes back: codes, access tokens, refresh tokens and device codes.

use std::{collections::HashMap, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::registration::Platform;

/// Refresh tokens die after 90 days without use.
pub(crate) const REFRESH_LIFE: Duration = Duration::from_secs(90 * 24 * 3_600);
pub(crate) const CODE_LIFE: Duration = Duration::from_secs(600);
pub(crate) const DEVICE_LIFE: Duration = Duration::from_secs(900);

/// In whose name a token acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A signed-in user, by object id.
    User(String),
    Application,
}

/// Whether a token takes part in continuous access evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evaluation {
    AtIssue,
    Continuous,
}

#[derive(Clone)]
pub(crate) struct AccessToken {
    pub(crate) subject: Subject,
    /// Fixed at issue: `scp` of a user, `roles` of the application.
    pub(crate) permissions: Vec<String>,
    pub(crate) issued: Duration,
    pub(crate) expires: Duration,
    pub(crate) evaluation: Evaluation,
}

#[derive(Clone)]
pub(crate) struct RefreshToken {
    pub(crate) user_id: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) issued: Duration,
    pub(crate) standing: Standing,
    /// Times it was redeemed.
    pub(crate) uses: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Good,
    Revoked,
}

/// A PKCE challenge and how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    S256(String),
    Plain(String),
}

#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) user_id: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) redirect_uri: String,
    pub(crate) platform: Platform,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) nonce: Option<String>,
    pub(crate) issued: Duration,
    pub(crate) redeemed: bool,
}

pub(crate) struct Device {
    pub(crate) user_code: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) issued: Duration,
    pub(crate) interval: Duration,
    pub(crate) last_poll: Option<Duration>,
    pub(crate) outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Pending,
    Approved(String),
    Declined,
    Redeemed,
}

/// Everything outstanding, by its secret text.
#[derive(Default)]
pub(crate) struct Tokens {
    pub(crate) access: HashMap<String, AccessToken>,
    pub(crate) refresh: HashMap<String, RefreshToken>,
    pub(crate) codes: HashMap<String, Code>,
    pub(crate) devices: HashMap<String, Device>,
    /// When a user's sessions were last revoked.
    pub(crate) revoked: HashMap<String, Duration>,
}

impl Tokens {
    pub(crate) fn add_refresh(&mut self, user_id: &str, scopes: &[String], now: Duration) -> String {
        // Real ones are one to two kilobytes, which some key stores cannot hold.
        let text = format!("1.{}", random_text(25));
        let token = RefreshToken {
            user_id: user_id.to_owned(),
            scopes: scopes.to_vec(),
            issued: now,
            standing: Standing::Good,
            uses: 0,
        };
        self.refresh.insert(text.clone(), token);
        text
    }

    /// Kills every refresh token of the user; tokens under continuous evaluation die with them.
    pub(crate) fn revoke(&mut self, user_id: &str, now: Duration) {
        self.revoked.insert(user_id.to_owned(), now);
        for token in self.refresh.values_mut().filter(|token| token.user_id == user_id) {
            token.standing = Standing::Revoked;
        }
    }

    /// The pending device sign-in that shows this code.
    pub(crate) fn device_by_user_code(&mut self, user_code: &str, now: Duration) -> Option<&mut Device> {
        let typed = user_code.trim().to_uppercase();
        self.devices.values_mut().find(|device| {
            device.user_code == typed && device.outcome == Outcome::Pending && now < device.issued + DEVICE_LIFE
        })
    }
}

/// Opaque URL-safe text, about 43 characters for each of the `blocks`.
pub(crate) fn random_text(blocks: usize) -> String {
    let bytes: Vec<u8> = (0..blocks * 2).flat_map(|_| uuid::Uuid::new_v4().into_bytes()).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Nine characters without those that look alike.
pub(crate) fn user_code() -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    uuid::Uuid::new_v4()
        .into_bytes()
        .iter()
        .take(9)
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect()
}
