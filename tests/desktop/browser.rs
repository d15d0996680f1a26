//! The person's own browser: it is told an address, and somebody fills in the pages there.

use crate::{Account, PATIENCE};
use anyhow::{Context as _, ensure};
use std::{
    ffi::OsString,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::time::Instant;

/// What a desktop calls with the address of a page.
const OPENER: &str = "xdg-open";

pub struct Browser {
    http: reqwest::Client,
    folder: PathBuf,
    opened: PathBuf,
}

impl Browser {
    /// Puts a browser into this home, which waits with every address until somebody comes.
    pub(crate) fn install(home: &Path) -> anyhow::Result<Self> {
        let folder = home.join("bin");
        let opened = home.join("opened");
        fs::create_dir(&folder)?;
        let opener = folder.join(OPENER);
        let opened_whole = opened.display();
        // Moved into place, so that nobody reads half an address.
        let script =
            format!("#!/bin/sh\nprintf %s \"$1\" > '{opened_whole}.part'\nmv '{opened_whole}.part' '{opened_whole}'\n");
        fs::write(&opener, script)?;
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755))?;
        Ok(Self { http: reqwest::Client::builder().no_proxy().build()?, folder, opened })
    }

    /// Where programs are looked for, this browser first.
    pub(crate) fn path(&self) -> anyhow::Result<OsString> {
        let others = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.folder.clone()).chain(std::env::split_paths(&others));
        Ok(std::env::join_paths(folders)?)
    }

    /// Waits for the address of a sign-in, fills in its pages, and gives back what the browser shows at the end.
    pub async fn sign_in(&self, account: &Account) -> anyhow::Result<String> {
        let page = self.http.get(self.address().await?).send().await?;
        let mut address = page.url().clone();
        let page = page.text().await?;
        let action = page.split_once("action=\"").and_then(|(_, rest)| rest.split('"').next());
        let form = address.join(action.with_context(|| format!("no form in {page}"))?)?;
        // All pages can be filled in at once. An address knows how to write the fields down.
        let typed = [("login", &account.username), ("password", &account.password)];
        let fields = address.query_pairs_mut().clear().extend_pairs(typed).finish().query().unwrap_or_default();
        let post = self.http.post(form).header("content-type", "application/x-www-form-urlencoded");
        let end = post.body(fields.to_owned()).send().await?;
        Ok(end.error_for_status()?.text().await?)
    }

    async fn address(&self) -> anyhow::Result<String> {
        let started = Instant::now();
        loop {
            if let Ok(address) = fs::read_to_string(&self.opened) {
                fs::remove_file(&self.opened)?;
                return Ok(address);
            }
            ensure!(started.elapsed() < PATIENCE, "the browser was told no address");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}
