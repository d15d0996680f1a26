//! A sync user whose account is not ready yet: what Microsoft asks for can be done in the sign-in window.

use crate::set_up::SetUp;
use desktop_tests::{After, Language, Stage};
use serde_json::json;

#[tokio::test]
async fn an_account_that_is_not_finished_is_explained_and_can_be_finished_in_the_window() -> anyhow::Result<()> {
    let stage = Stage::set("unfinished", Language::German).await?;
    let (_program, window) = stage.open_program().await?;
    let set_up = SetUp::new(&stage, &window);
    let simulation = &stage.simulation;
    let sync_user = simulation.sync_user(1).await?;
    // Somebody gave it before.
    simulation.change_tenant("grant-consent", &json!({})).await?;
    set_up.until_consent().await?;
    window.wait_for_state("state-consent", "done").await?;

    simulation.turn(&json!({"code_fate": "registration-required"})).await?;
    set_up.sign_in_as("1-unregistered", &sync_user.username, &sync_user.password).await?;
    window.wait_for("failure-sign-in-1", "data-problem", "sign-in-refused").await?;
    stage.photograph_window("2-registration-required")?;
    let explanation = window.text("failure-sign-in-1").await?;
    assert!(explanation.contains("50079"), "the number for support is there: {explanation}");
    simulation.turn(&json!({"code_fate": "gives-tokens"})).await?;

    // A new account: another password, more information, and a code from the telephone.
    simulation.change_tenant("expire-password", &json!({"user_id": sync_user.user_id})).await?;
    simulation.turn(&json!({"more_information_page": "shown", "sign_in": "mfa"})).await?;
    let page = set_up.open_page("button-sign-in-1").await?;
    set_up.type_account(&page, "3-first-sign-in", &sync_user.username, &sync_user.password)?;
    stage.photograph_screen("4-new-password")?;
    assert_eq!(stage.screen.answer(&page, "Another-Horse-8")?, After::Drawn);
    stage.photograph_screen("5-more-information")?;
    // Not now: nothing is broken, and the step can be repeated.
    assert_eq!(stage.screen.press_second_button(&page)?, After::Closed);
    window.wait_for_state("state-sign-in-1", "failed").await?;
    stage.photograph_window("6-not-now")?;

    let page = set_up.open_page("button-sign-in-1").await?;
    set_up.type_account(&page, "7-second-sign-in", &sync_user.username, "Another-Horse-8")?;
    assert_eq!(stage.screen.press_first_button(&page)?, After::Drawn);
    assert_eq!(stage.screen.answer(&page, "000000")?, After::Drawn);
    stage.photograph_screen("8-wrong-code")?;
    assert_eq!(stage.screen.answer(&page, "123456")?, After::Closed);
    window.wait_for_state("state-sign-in-1", "done").await?;
    stage.photograph_window("9-signed-in")?;
    assert_eq!(simulation.violations().await?, Vec::<serde_json::Value>::new());
    Ok(())
}
