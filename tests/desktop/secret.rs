//! The application's secret expires, as every secret does.

use crate::set_up::SetUp;
use desktop_tests::{Language, Stage};
use serde_json::json;

#[tokio::test]
async fn an_expired_secret_is_explained_and_a_new_one_alone_sets_it_right() -> anyhow::Result<()> {
    let stage = Stage::set("secret", Language::English).await?;
    let (program, window) = stage.open_program().await?;
    let set_up = SetUp::new(&stage, &window);
    let simulation = &stage.simulation;
    simulation.change_tenant("grant-consent", &json!({})).await?;
    set_up.until_consent().await?;
    set_up.sign_in("sign-in").await?;
    set_up.activate("review").await?;
    program.terminate(&stage.screen)?;
    drop((program, window));

    simulation.change_tenant("expire-client-secret", &json!({})).await?;
    let (_program, window) = stage.open_program().await?;
    window.press("nav-problems").await?;
    window.wait_for_element("problem-application-credential-expired").await?;
    stage.photograph_window("1-problem")?;
    window.press("nav-overview").await?;
    stage.photograph_window("2-overview")?;

    // The secret that has expired is not taken a second time.
    window.press("nav-setup").await?;
    window.press("setup-step-microsoft").await?;
    window.press("microsoft-change").await?;
    window.fill("microsoft-secret", simulation.told("client_secret")).await?;
    window.press("microsoft-connect").await?;
    window.wait_for("failure-microsoft", "data-problem", "application-credential-expired").await?;
    stage.photograph_window("3-still-expired")?;

    simulation.change_tenant("add-client-secret", &json!({"secret": "a-brand-new-secret"})).await?;
    window.fill("microsoft-secret", "a-brand-new-secret").await?;
    window.press("microsoft-connect").await?;
    window.wait_for_state("setup-step-microsoft", "done").await?;
    window.press("setup-step-connect").await?;
    for step in ["state-consent", "state-sign-in-1", "state-activation"] {
        window.wait_for_state(step, "done").await?;
    }
    stage.photograph_window("4-nothing-to-repeat")?;
    window.press("nav-overview").await?;
    window.wait_for_state("state-sentence", "running").await?;

    let extension = simulation.somebody_ordinary().await?;
    let user = simulation.user_of(&extension).await?;
    simulation.call(&extension).await?;
    simulation.wait_for_writes(&user, &["set Busy/InACall"]).await?;
    assert_eq!(simulation.violations().await?, Vec::<serde_json::Value>::new());
    Ok(())
}
