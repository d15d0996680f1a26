//! Microsoft Graph: the tenant's users, and reading and writing presence.

use crate::transport::Transport;
use engine::{
    event::{Failure, TeamsUser},
    names::{Secret, UserId},
    presence::{Publication, TeamsPresence},
};
use std::{sync::Arc, time::Duration};
use url::Url;

/// The most ids that one request may name.
pub const MOST_IDS: usize = 650;

#[derive(Clone)]
pub struct Graph {
    transport: Arc<dyn Transport>,
    base: Url,
}

impl Graph {
    /// `base` ends in `/v1.0`.
    pub fn new(transport: Arc<dyn Transport>, base: Url) -> Self {
        Self { transport, base }
    }

    /// Everybody in the tenant, each once.
    pub async fn users(&self, token: &Secret) -> Result<Vec<TeamsUser>, Failure> {
        unimplemented!()
    }

    /// What Teams shows for these people, at most [`MOST_IDS`]. Some may be missing from the answer.
    pub async fn presences(&self, token: &Secret, users: &[UserId]) -> Result<Vec<(UserId, TeamsPresence)>, Failure> {
        unimplemented!()
    }

    /// Publishes in the application's session, whose id is the client id. `expires` is 5 minutes to 4 hours.
    pub async fn set_presence(
        &self,
        token: &Secret,
        user: &UserId,
        client_id: &str,
        publication: Publication,
        expires: Duration,
    ) -> Result<(), Failure> {
        unimplemented!()
    }

    /// Ends the application's session. That there is none is a success.
    pub async fn clear_presence(&self, token: &Secret, user: &UserId, client_id: &str) -> Result<(), Failure> {
        unimplemented!()
    }
}
