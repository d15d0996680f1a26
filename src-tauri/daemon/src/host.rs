//! The thin host: starts engine and driver with the settings, sends requests, and watches the view.

use crate::{
    kept::{StateDirectory, Store},
    secrets::{SecretError, Secrets},
    sentences::sentence,
    settings::SettingsFile,
    vault::ServerVault,
};
use anyhow::Context as _;
use driver::{
    Addresses, Handle, HostCommand, Options, ProfileStore, Updates,
    journal::Journal,
    transport::{Https, NetworkOptions},
};
use engine::{
    Request, View,
    request::{ConnectCloudya, ConnectMicrosoft, ImportedEmail},
    rules::Cloud,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::mpsc::UnboundedReceiver, task::JoinHandle};

/// Settings and secrets, read and checked before anything else happens.
#[derive(Debug)]
pub(crate) struct Configuration {
    pub(crate) settings: SettingsFile,
    pub(crate) secrets: Secrets,
}

/// What is kept of this run.
pub(crate) struct Keeping {
    pub(crate) store: Store,
    pub(crate) profiles: Arc<dyn ProfileStore>,
    pub(crate) journal: Journal,
}

/// Engine and driver at work.
pub(crate) struct Host {
    pub(crate) handle: Handle,
    pub(crate) vault: Arc<ServerVault>,
    updates: Updates,
    commands: JoinHandle<()>,
}

impl Configuration {
    pub(crate) fn read(path: &std::path::Path) -> anyhow::Result<Self> {
        Ok(Self { settings: SettingsFile::read(path)?, secrets: Secrets::from_environment()? })
    }

    /// Fails where there is nothing to match extensions with, or to change phones with.
    pub(crate) fn cloudya(&self) -> anyhow::Result<ConnectCloudya> {
        let (username, password) = self.secrets.cti()?;
        let configuration = self.secrets.configuration()?;
        anyhow::ensure!(
            configuration.is_some() || self.settings.cloudya.people_csv.is_some(),
            "there are no voicemail e-mails to match with: set PRESENCE_SYNC_CONFIGURATION_CLIENT_ID and \
             PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET, or name a list in cloudya.people_csv"
        );
        anyhow::ensure!(
            configuration.is_some() || self.settings.phone_rules.is_empty(),
            "phone_rule: phones are changed with the PBX Configuration API, also where cloudya.people_csv brings the \
             e-mails; set PRESENCE_SYNC_CONFIGURATION_CLIENT_ID and PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET, or take \
             every [[phone_rule]] out of the file"
        );
        Ok(ConnectCloudya { account: self.settings.cloudya.account.clone(), username, password, configuration })
    }

    pub(crate) fn microsoft(&self) -> Result<ConnectMicrosoft, SecretError> {
        let microsoft = &self.settings.microsoft;
        Ok(ConnectMicrosoft {
            tenant: microsoft.tenant.clone(),
            client_id: microsoft.client_id.clone(),
            credential: self.secrets.microsoft()?,
            cloud: Cloud::Global,
            expires: None,
        })
    }

    /// The list that replaces the PBX Configuration API, where there is one.
    pub(crate) fn emails(&self) -> anyhow::Result<Option<Vec<ImportedEmail>>> {
        let Some(path) = &self.settings.cloudya.people_csv else { return Ok(None) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cloudya.people_csv: {} cannot be read", path.display()))?;
        let emails = crate::people_csv::parse(&text);
        emails.map(Some).with_context(|| format!("cloudya.people_csv: {} is not valid", path.display()))
    }

    fn addresses(&self) -> Addresses {
        let (cloudya, microsoft, real) = (&self.settings.cloudya, &self.settings.microsoft, Addresses::default());
        Addresses {
            cti: cloudya.cti_url.clone().unwrap_or(real.cti),
            configuration: cloudya.configuration_url.clone().unwrap_or(real.configuration),
            nfon_token: cloudya.token_url.clone().unwrap_or(real.nfon_token),
            login: microsoft.login_url.clone(),
            graph: microsoft.graph_url.clone(),
        }
    }
}

impl Host {
    pub(crate) async fn start(
        configuration: &Configuration,
        state: &StateDirectory,
        keeping: Keeping,
    ) -> anyhow::Result<Self> {
        let vault = state.vault(&configuration.secrets, keeping.store).await?;
        let network = &configuration.settings.network;
        let options = NetworkOptions { proxy: network.proxy.clone(), ca_file: network.ca_file.clone() };
        let transport = Https::new(&options).context("[network] is not usable")?;
        let (handle, commands) = driver::spawn(Options {
            addresses: configuration.addresses(),
            transport: Arc::new(transport),
            vault: vault.clone(),
            profiles: keeping.profiles,
            journal: keeping.journal,
            seed: seed(),
        });
        let updates = handle.subscribe();
        Ok(Self { handle, vault, updates, commands: tokio::spawn(obey(commands)) })
    }

    pub(crate) fn send(&self, request: Request) {
        self.handle.send(request);
    }

    /// Waits until every request that was sent before shows in the view.
    pub(crate) async fn heard(&self) {
        self.handle.rows().await;
    }

    pub(crate) fn view(&self) -> Arc<View> {
        self.handle.view()
    }

    /// Waits until something changed; fails when the engine has stopped.
    pub(crate) async fn changed(&mut self) -> anyhow::Result<()> {
        self.updates.next().await.map(|_| ()).context("the engine has stopped")
    }

    /// Waits until the view answers.
    pub(crate) async fn until<T>(&mut self, answer: impl Fn(&View) -> Option<T>) -> anyhow::Result<T> {
        loop {
            if let Some(answer) = answer(&self.view()) {
                return Ok(answer);
            }
            self.changed().await?;
        }
    }

    /// Clears what was published, and waits until everything is on disk.
    pub(crate) async fn quit(self) -> anyhow::Result<()> {
        self.send(Request::Quit);
        let gone = async {
            self.handle.stopped().await;
            self.commands.await
        };
        tokio::time::timeout(FAREWELL, gone).await.context("the engine did not stop in time")??;
        Ok(())
    }
}

/// The engine needs up to ten seconds to clear, and the driver up to five to write it down.
const FAREWELL: Duration = Duration::from_secs(18);

/// There is neither a window nor a browser here; what is left are notices.
async fn obey(mut commands: UnboundedReceiver<HostCommand>) {
    while let Some(command) = commands.recv().await {
        match command {
            HostCommand::Notify(notice) => {
                tracing::warn!(code = notice.problem.code(), "{}", sentence(&notice.problem));
            }
            HostCommand::OpenPage { .. } | HostCommand::OpenBrowser { .. } => {
                tracing::error!("a page was to be opened, and there is no window here");
            }
            HostCommand::ClosePage { .. } => {}
            HostCommand::Quit => return,
        }
    }
}

/// For the jitter of delays, which should differ between installations.
fn seed() -> u64 {
    use std::hash::{BuildHasher as _, Hasher as _};
    std::hash::RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(section: &str, more: &[(&str, &str)]) -> Option<String> {
        let settings = format!(
            "[cloudya]\naccount = \"K1\"\npeople_csv = \"people.csv\"\n\
             [microsoft]\ntenant = \"example.com\"\nclient_id = \"7\"\n{section}"
        );
        let known = [("PRESENCE_SYNC_CTI_USERNAME", "a"), ("PRESENCE_SYNC_CTI_PASSWORD", "b")];
        let lookup = |name: &str| {
            let mut variables = known.iter().chain(more);
            variables.find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let settings = SettingsFile::parse(&settings).unwrap();
        let configuration = Configuration { settings, secrets: Secrets::gather(lookup).unwrap() };
        configuration.cloudya().err().map(|error| error.to_string())
    }

    #[test]
    fn phone_rules_need_what_changes_phones_also_beside_a_list() {
        let rule = "[[phone_rule]]\nwhen = [\"Busy\"]\nactivate_profile = \"x\"\n";
        let told = refusal(rule, &[]).unwrap();
        assert!(told.starts_with("phone_rule: "), "{told}");
        assert!(told.contains("set PRESENCE_SYNC_CONFIGURATION_CLIENT_ID and "), "{told}");
        assert_eq!(refusal("", &[]), None, "a list alone is enough to match with");
        let both = [("PRESENCE_SYNC_CONFIGURATION_CLIENT_ID", "c"), ("PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET", "d")];
        assert_eq!(refusal(rule, &both), None);
    }
}
