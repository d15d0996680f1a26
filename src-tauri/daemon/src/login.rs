//! `login`: signs a sync user in by device code, so that the refresh token lies in the vault.

use crate::{
    host::{Configuration, Host, Keeping},
    kept::{StateDirectory, Store},
    say,
    sentences::sentence,
};
use anyhow::Context as _;
use driver::{MemoryStore, ProfileStore as _, journal::Journal, vault};
use engine::{
    Request, Round, View,
    problem::Problem,
    request::Via,
    rules::{Profile, SignedInAccount, SyncUserProfile},
    view::{OpenPage, StepState},
};
use std::sync::Arc;

pub(crate) async fn login(configuration: &Configuration, round: Round) -> anyhow::Result<()> {
    let state = StateDirectory::open(&configuration.settings)?;
    let _lock = state.lock()?;
    let microsoft = configuration.microsoft()?;
    let mut kept = state.profile(&configuration.settings)?;
    // An engine of its own, that knows the rounds and nothing else: it reads nobody and publishes nothing.
    let profiles = MemoryStore::default();
    profiles.save(&beginning(&kept, round))?;
    let keeping = Keeping { store: Store::Needed, profiles: Arc::new(profiles), journal: Journal::in_memory()? };
    let mut host = Host::start(configuration, &state, keeping).await?;

    host.send(Request::ConnectMicrosoft(microsoft));
    host.until(|view| settled(&view.setup.microsoft.state)).await?.map_err(refusal)?;
    host.send(Request::SignIn { round, via: Via::DeviceCode });
    let account = sign_in(&mut host, round).await?;
    let kept_by = host.vault.clone();
    host.quit().await?;
    let written = kept_by.written(&vault::sync_user(round)).unwrap_or(Err("no answer came in time".to_owned()));
    written.map_err(anyhow::Error::msg).context(
        "the sign-in was not kept; see that the state directory can be written, or that the credential store is \
         unlocked, and sign in again",
    )?;

    let line = format!("signed in: {} reads for round {}", account.user_principal_name, round.0);
    let user = kept.sync_users.entry(round).or_default();
    user.expected = account.user_principal_name.to_lowercase();
    user.signed_in = Some(account);
    state.profiles().save(&kept).context("the sign-in was not kept: the state directory cannot be written")?;
    Ok(say::line(&line)?)
}

/// The profile from which a sign-in begins: who was expected is known, who signed in is to be seen.
fn beginning(kept: &Profile, round: Round) -> Profile {
    let mut sync_users = kept.sync_users.clone();
    let expected = sync_users.remove(&round).map(|user| user.expected).unwrap_or_default();
    sync_users.insert(round, SyncUserProfile { expected, ..SyncUserProfile::default() });
    Profile { sync_users, ..Profile::default() }
}

async fn sign_in(host: &mut Host, round: Round) -> anyhow::Result<SignedInAccount> {
    // Before the request has arrived, the step looks as it does after the code has expired.
    let early = |view: &View| ended(view, round).filter(|end| !matches!(end, End::Expired));
    match host.until(|view| shown_code(view).map(Ok).or_else(|| early(view).map(Err))).await? {
        Ok((address, code)) => {
            say::line("Open the address on any device, type the code, and sign in as the sync user.")?;
            say::line(&format!("address: {address}\ncode: {code}"))?;
        }
        Err(end) => return end.into_account(host, round).await,
    }
    let end = host.until(|view| if shown_code(view).is_some() { None } else { ended(view, round) }).await?;
    end.into_account(host, round).await
}

/// How a sign-in ended.
enum End {
    SignedIn(SignedInAccount),
    Other { expected: String, actual: String },
    Failed(Problem),
    Expired,
}

impl End {
    async fn into_account(self, host: &mut Host, round: Round) -> anyhow::Result<SignedInAccount> {
        let account = match self {
            Self::SignedIn(account) => account,
            Self::Failed(problem) => return Err(refusal(problem)),
            Self::Expired => anyhow::bail!("nobody signed in before the code expired; start again"),
            Self::Other { expected, actual } => {
                // Whoever typed the code chose the account; the settings name none.
                say::line(&format!("note: {actual} signed in; the recommended sync user is {expected}"))?;
                host.send(Request::AcceptAccount { round });
                host.until(|view| match ended(view, round) {
                    Some(Self::SignedIn(account)) => Some(Ok(account)),
                    Some(Self::Failed(problem)) => Some(Err(refusal(problem))),
                    // It has not heard of the request yet.
                    Some(Self::Other { .. } | Self::Expired) | None => None,
                })
                .await??
            }
        };
        Ok(account)
    }
}

fn shown_code(view: &View) -> Option<(String, String)> {
    match &view.setup.open_page {
        Some(OpenPage::DeviceCode { address, code, .. }) => Some((address.clone(), code.clone())),
        Some(OpenPage::Window { .. } | OpenPage::Browser { .. }) | None => None,
    }
}

fn ended(view: &View, round: Round) -> Option<End> {
    // A round that nobody signs in to, and nobody has, is not shown.
    let Some(round) = view.setup.rounds.iter().find(|known| known.round == round) else {
        return Some(End::Expired);
    };
    match &round.sign_in {
        StepState::InProgress => None,
        StepState::ToDo => Some(End::Expired),
        StepState::Done { .. } => round.account.clone().map(End::SignedIn),
        StepState::Failed { problem: Problem::WrongAccount { expected, actual, .. } } => {
            Some(End::Other { expected: expected.clone(), actual: actual.clone() })
        }
        StepState::Failed { problem } => Some(End::Failed(problem.clone())),
    }
}

/// How a step of set-up ended, once it has.
pub(crate) fn settled(step: &StepState) -> Option<Result<(), Problem>> {
    match step {
        StepState::ToDo | StepState::InProgress => None,
        StepState::Done { .. } => Some(Ok(())),
        StepState::Failed { problem } => Some(Err(problem.clone())),
    }
}

fn refusal(problem: Problem) -> anyhow::Error {
    anyhow::anyhow!("{}", sentence(&problem))
}
