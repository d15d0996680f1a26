//! The steps of set-up as an administrator goes through them.

use anyhow::ensure;
use desktop_tests::{After, OnScreen, Stage, Window};
use serde_json::json;

pub(crate) struct SetUp<'a> {
    stage: &'a Stage,
    window: &'a Window,
}

impl<'a> SetUp<'a> {
    pub(crate) fn new(stage: &'a Stage, window: &'a Window) -> Self {
        Self { stage, window }
    }

    /// Every step without a mistake.
    pub(crate) async fn all(&self) -> anyhow::Result<()> {
        self.until_consent().await?;
        self.give_consent("consent").await?;
        self.sign_in("sign-in").await?;
        self.activate("review").await
    }

    /// The steps before anybody meets a page of Microsoft's.
    pub(crate) async fn until_consent(&self) -> anyhow::Result<()> {
        self.window.press("setup-welcome-start").await?;
        self.connect_cloudya(self.told("cti_password")).await?;
        self.connect_microsoft().await?;
        self.name_sync_user().await
    }

    pub(crate) async fn connect_cloudya(&self, password: &str) -> anyhow::Result<()> {
        self.try_cloudya(password).await?;
        self.window.wait_for_state("setup-step-cloudya", "done").await
    }

    pub(crate) async fn try_cloudya(&self, password: &str) -> anyhow::Result<()> {
        self.window.press("setup-step-cloudya").await?;
        self.window.fill("cloudya-account", self.told("customer")).await?;
        self.window.fill("cloudya-username", self.told("cti_username")).await?;
        self.window.fill("cloudya-password", password).await?;
        self.window.fill("cloudya-configuration-id", self.told("configuration_client_id")).await?;
        self.window.fill("cloudya-configuration-secret", self.told("configuration_client_secret")).await?;
        self.stage.photograph_window("cloudya")?;
        self.window.press("cloudya-connect").await
    }

    pub(crate) async fn connect_microsoft(&self) -> anyhow::Result<()> {
        self.try_microsoft(self.told("tenant_domain"), self.told("client_secret")).await?;
        self.window.wait_for_state("setup-step-microsoft", "done").await
    }

    pub(crate) async fn try_microsoft(&self, tenant: &str, secret: &str) -> anyhow::Result<()> {
        self.window.press("setup-step-microsoft").await?;
        self.window.fill("microsoft-tenant", tenant).await?;
        self.window.fill("microsoft-client-id", self.told("client_id")).await?;
        self.window.fill("microsoft-secret", secret).await?;
        self.stage.photograph_window("microsoft")?;
        self.window.press("microsoft-connect").await
    }

    pub(crate) async fn name_sync_user(&self) -> anyhow::Result<()> {
        self.window.press("setup-step-sync-user").await?;
        self.window.fill("sync-user-address", self.told("sync_username")).await?;
        self.stage.photograph_window("sync-user")?;
        self.window.press("sync-user-confirm").await
    }

    pub(crate) async fn give_consent(&self, picture: &str) -> anyhow::Result<()> {
        let page = self.see_permissions(picture).await?;
        let after = self.stage.screen.press_first_button(&page)?;
        ensure!(after == After::Closed, "the window stays open after consent");
        self.window.wait_for_state("state-consent", "done").await
    }

    /// The administrator reads what is asked for and presses “Cancel”.
    pub(crate) async fn refuse_consent(&self, picture: &str) -> anyhow::Result<()> {
        let page = self.see_permissions(picture).await?;
        let after = self.stage.screen.press_second_button(&page)?;
        ensure!(after == After::Closed, "the window stays open after consent was refused");
        self.window.wait_for_state("state-consent", "failed").await
    }

    async fn see_permissions(&self, picture: &str) -> anyhow::Result<OnScreen> {
        let page = self.open_page("button-consent").await?;
        self.type_account(&page, picture, self.told("admin_username"), self.told("admin_password"))?;
        self.stage.photograph_screen(&format!("{picture}-permissions"))?;
        Ok(page)
    }

    pub(crate) async fn sign_in(&self, picture: &str) -> anyhow::Result<()> {
        self.sign_in_as(picture, self.told("sync_username"), self.told("sync_password")).await?;
        self.window.wait_for_state("state-sign-in-1", "done").await
    }

    /// Whoever it is: what comes of it shows in the program's window.
    pub(crate) async fn sign_in_as(&self, picture: &str, account: &str, password: &str) -> anyhow::Result<()> {
        let page = self.open_page("button-sign-in-1").await?;
        self.type_account(&page, picture, account, password)?;
        self.stage.screen.wait_until_gone(self.told("login_url"))
    }

    /// The sync user of this round, counted from 1, types a code into another device.
    pub(crate) async fn sign_in_elsewhere(&self, round: usize, picture: &str) -> anyhow::Result<()> {
        let account = self.stage.simulation.sync_user(round).await?;
        self.window.press(&format!("use-code-sign-in-{round}")).await?;
        let code = self.window.text("device-code").await?;
        self.stage.photograph_window(picture)?;
        let typed = json!({"user_code": code, "user_id": account.user_id});
        self.stage.simulation.change_tenant("approve-device", &typed).await?;
        self.window.wait_for_state(&format!("state-sign-in-{round}"), "done").await
    }

    /// The same in the person's own browser.
    pub(crate) async fn sign_in_in_browser(&self, round: usize, picture: &str) -> anyhow::Result<()> {
        let account = self.stage.simulation.sync_user(round).await?;
        self.window.press(&format!("use-browser-sign-in-{round}")).await?;
        self.window.wait_for_element("open-page").await?;
        self.stage.photograph_window(picture)?;
        let goodbye = self.stage.browser.sign_in(&account).await?;
        ensure!(goodbye.contains("You can close this window now."), "the browser shows {goodbye}");
        self.window.wait_for_state(&format!("state-sign-in-{round}"), "done").await
    }

    pub(crate) async fn activate(&self, picture: &str) -> anyhow::Result<()> {
        self.window.press("button-activate").await?;
        self.window.wait_until_pressable("review-activate").await?;
        self.stage.photograph_window(picture)?;
        self.window.press("review-activate").await?;
        self.window.wait_for_state("setup-step-review", "done").await
    }

    /// Presses the button and waits for Microsoft's page, whose window says where it comes from.
    pub(crate) async fn open_page(&self, button: &str) -> anyhow::Result<OnScreen> {
        self.window.press(button).await?;
        let page = self.stage.screen.window(self.told("login_url"))?;
        self.stage.screen.bring_forward(&page)?;
        self.stage.screen.wait_until_drawn(&page)?;
        Ok(page)
    }

    pub(crate) fn type_account(
        &self,
        page: &OnScreen,
        picture: &str,
        account: &str,
        password: &str,
    ) -> anyhow::Result<After> {
        self.stage.photograph_screen(&format!("{picture}-account"))?;
        self.stage.screen.answer(page, account)?;
        self.stage.photograph_screen(&format!("{picture}-password"))?;
        self.stage.screen.answer(page, password)
    }

    fn told(&self, name: &str) -> &'a str {
        self.stage.simulation.told(name)
    }
}
