//! What goes wrong in set-up is explained, and the step can be repeated.

use crate::set_up::SetUp;
use desktop_tests::{Language, Stage};

#[tokio::test]
async fn every_mistake_is_explained_and_the_step_can_be_repeated() -> anyhow::Result<()> {
    let stage = Stage::set("mistakes", Language::German).await?;
    let (_program, window) = stage.open_program().await?;
    let set_up = SetUp::new(&stage, &window);
    let told = |name| stage.simulation.told(name);
    window.wait_for_element("setup-welcome-start").await?;
    stage.photograph_window("1-welcome")?;
    window.press("setup-welcome-start").await?;

    set_up.try_cloudya("not the password").await?;
    window.wait_for("failure-cloudya", "data-problem", "cloudya-credentials-rejected").await?;
    stage.photograph_window("2-wrong-cti-password")?;
    set_up.connect_cloudya(told("cti_password")).await?;

    set_up.try_microsoft("nobody.example", told("client_secret")).await?;
    window.wait_for("failure-microsoft", "data-problem", "tenant-unknown").await?;
    stage.photograph_window("3-wrong-tenant")?;
    set_up.try_microsoft(told("tenant_domain"), "not the secret").await?;
    window.wait_for("failure-microsoft", "data-problem", "application-credential-rejected").await?;
    stage.photograph_window("4-wrong-secret")?;
    set_up.connect_microsoft().await?;
    set_up.name_sync_user().await?;

    // A window that is closed half-way is no failure: the button is where it was.
    let page = set_up.open_page("button-consent").await?;
    window.wait_for_state("state-consent", "in-progress").await?;
    stage.screen.close(&page)?;
    window.wait_for_state("state-consent", "to-do").await?;
    set_up.refuse_consent("5-consent-refused").await?;
    window.wait_for("failure-consent", "data-problem", "consent-refused").await?;
    stage.photograph_window("5-consent-refused")?;
    set_up.give_consent("5-consent").await?;

    let page = set_up.open_page("button-sign-in-1").await?;
    window.wait_for_state("state-sign-in-1", "in-progress").await?;
    stage.screen.close(&page)?;
    window.wait_for_state("state-sign-in-1", "to-do").await?;
    assert!(!window.is_there("failure-sign-in-1").await?, "closing the window is no error");

    set_up.sign_in_as("6-wrong-account", told("admin_username"), told("admin_password")).await?;
    window.wait_for("failure-sign-in-1", "data-problem", "wrong-account").await?;
    assert!(window.is_there("accept-account-1").await?, "the other account can be accepted");
    let explanation = window.text("failure-sign-in-1").await?;
    assert!(explanation.contains(told("admin_username")), "it says who signed in: {explanation}");
    assert!(explanation.contains(told("sync_username")), "and who was expected: {explanation}");
    stage.photograph_window("7-wrong-account")?;

    set_up.sign_in("8-sign-in").await?;
    stage.photograph_window("9-three-buttons")?;
    assert_eq!(stage.simulation.violations().await?, Vec::<serde_json::Value>::new());
    Ok(())
}
