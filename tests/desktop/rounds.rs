//! More people than one sync user may read: a sync user for every 600.

use crate::set_up::SetUp;
use desktop_tests::{Company, Language, Stage};

#[tokio::test]
async fn thirteen_hundred_people_are_set_up_in_three_rounds_each_signed_in_another_way() -> anyhow::Result<()> {
    let stage = Stage::set_for(Company::Large, "rounds", Language::English).await?;
    let (_program, window) = stage.open_program().await?;
    let set_up = SetUp::new(&stage, &window);
    set_up.until_consent().await?;
    set_up.give_consent("1-consent").await?;
    set_up.sign_in("2-window").await?;
    window.wait_for_text("round-1", "600 of 600").await?;
    set_up.sign_in_elsewhere(2, "3-another-device").await?;
    window.wait_for_text("round-2", "600 of 600").await?;
    set_up.sign_in_in_browser(3, "4-browser").await?;
    window.wait_for_text("round-3", "100 of 600").await?;
    stage.photograph_window("5-three-rounds")?;
    assert!(!window.is_there("button-sign-in-4").await?, "three rounds are enough");

    set_up.activate("6-review").await?;
    window.press("nav-overview").await?;
    window.wait_for_state("state-sentence", "running").await?;
    for (round, places) in [("round-1", "600 of 600"), ("round-2", "600 of 600"), ("round-3", "100 of 600")] {
        window.wait_for_text(round, places).await?;
    }
    stage.photograph_window("7-overview")?;
    window.press("nav-people").await?;
    stage.photograph_window("8-people")?;
    assert_eq!(stage.simulation.violations().await?, Vec::<serde_json::Value>::new());
    Ok(())
}
