//! Power fails in the middle of every step of set-up; what was done stays done, and what was not is asked for again.

use crate::set_up::SetUp;
use desktop_tests::{Language, Program, Stage, Window};

/// The three states that a step can be found in after a start.
const DONE: &str = "done";
const TO_DO: &str = "to-do";

/// Each step with how it has to stand.
type Standing<'a> = &'a [(&'a str, &'a str)];

#[tokio::test]
async fn set_up_goes_on_where_it_was_after_being_killed_in_every_step() -> anyhow::Result<()> {
    let stage = Stage::set("resuming", Language::German).await?;
    let told = |name| stage.simulation.told(name);
    let (program, window) = stage.open_program().await?;

    window.press("setup-welcome-start").await?;
    window.fill("cloudya-account", told("customer")).await?;
    let standing: Standing<'_> = &[("setup-step-cloudya", TO_DO), ("setup-step-microsoft", TO_DO)];
    let (program, window) = killed(&stage, (program, window), "1-cloudya-typed", standing).await?;

    // Somebody who does not see the window starts the program once more.
    stage.screen.minimise(&program.window(&stage.screen)?)?;
    assert!(program.start_again(&stage.screen)?.success());
    stage.screen.wait_until_in_front("Presence Sync")?;

    window.press("setup-welcome-start").await?;
    SetUp::new(&stage, &window).connect_cloudya(told("cti_password")).await?;
    let standing: Standing<'_> = &[("setup-step-cloudya", DONE), ("setup-step-microsoft", TO_DO)];
    let (program, window) = killed(&stage, (program, window), "2-cloudya-connected", standing).await?;

    SetUp::new(&stage, &window).connect_microsoft().await?;
    let standing: Standing<'_> = &[("setup-step-cloudya", DONE), ("setup-step-microsoft", DONE)];
    let (program, window) = killed(&stage, (program, window), "3-microsoft-connected", standing).await?;

    let set_up = SetUp::new(&stage, &window);
    set_up.name_sync_user().await?;
    let page = set_up.open_page("button-consent").await?;
    stage.screen.answer(&page, told("admin_username"))?;
    let standing: Standing<'_> = &[("state-consent", TO_DO), ("state-sign-in-1", TO_DO), ("state-activation", TO_DO)];
    let (program, window) = killed(&stage, (program, window), "4-consent-open", standing).await?;

    SetUp::new(&stage, &window).give_consent("5-consent").await?;
    let standing: Standing<'_> = &[("state-consent", DONE), ("state-sign-in-1", TO_DO), ("state-activation", TO_DO)];
    let (program, window) = killed(&stage, (program, window), "5-consent-given", standing).await?;

    let page = SetUp::new(&stage, &window).open_page("button-sign-in-1").await?;
    stage.screen.answer(&page, told("sync_username"))?;
    let (program, window) = killed(&stage, (program, window), "6-sign-in-open", standing).await?;

    SetUp::new(&stage, &window).sign_in("7-sign-in").await?;
    let standing: Standing<'_> = &[("state-consent", DONE), ("state-sign-in-1", DONE), ("state-activation", TO_DO)];
    let (program, window) = killed(&stage, (program, window), "7-signed-in", standing).await?;

    window.press("button-activate").await?;
    window.wait_until_pressable("review-activate").await?;
    let (program, window) = killed(&stage, (program, window), "8-review", standing).await?;

    SetUp::new(&stage, &window).activate("9-review").await?;
    let extension = stage.simulation.somebody_ordinary().await?;
    let user = stage.simulation.user_of(&extension).await?;
    stage.simulation.call(&extension).await?;
    stage.simulation.wait_for_writes(&user, &["set Busy/InACall"]).await?;
    let standing: Standing<'_> = &[("state-consent", DONE), ("state-sign-in-1", DONE), ("state-activation", DONE)];
    let (_program, window) = killed(&stage, (program, window), "9-active", standing).await?;

    window.press("nav-overview").await?;
    window.wait_for_state("state-sentence", "running").await?;
    stage.simulation.hang_up(&extension).await?;
    stage.simulation.wait_for_last_write(&user, "clear").await?;
    assert_eq!(stage.simulation.violations().await?, Vec::<serde_json::Value>::new());
    Ok(())
}

/// Kills the program, starts it again, and looks how the steps stand.
async fn killed(
    stage: &Stage,
    running: (Program, Window),
    picture: &str,
    standing: Standing<'_>,
) -> anyhow::Result<(Program, Window)> {
    running.0.kill(&stage.screen)?;
    stage.screen.wait_until_gone(stage.simulation.told("login_url"))?;
    drop(running);
    let (program, window) = stage.open_program().await?;
    window.press("nav-setup").await?;
    stage.photograph_window(picture)?;
    if standing.iter().any(|(step, _)| step.starts_with("state-")) {
        window.press("setup-step-connect").await?;
    }
    for (step, state) in standing {
        window.wait_for_state(step, state).await?;
    }
    assert!(!window.is_there("open-page").await?, "no page of before is said to be open");
    Ok((program, window))
}
