//! The tray, as a desktop's panel shows it: the icon of the state, and every line of the menu.

use crate::set_up::SetUp;
use desktop_tests::{Language, Scheme, Stage};
use serde_json::{Value, json};

#[tokio::test]
async fn the_tray_shows_the_state_and_its_menu_does_what_it_says() -> anyhow::Result<()> {
    let stage = Stage::set("tray", Language::English).await?;
    let panel = stage.install_panel().await?;
    let (program, window) = stage.open_program().await?;
    panel.wait_for_icon("light/setting-up").await?;
    let labels: Vec<String> = panel.menu().await?.into_iter().map(|item| item.label).collect();
    assert_eq!(labels, ["Not set up yet", "", "No problems", "Open Presence Sync", "", "Quit"]);
    SetUp::new(&stage, &window).all().await?;
    window.press("nav-overview").await?;
    window.wait_for_state("state-sentence", "running").await?;
    panel.wait_for_icon("light/running").await?;
    panel.prefer(Scheme::Dark).await?;
    panel.wait_for_icon("dark/running").await?;

    let simulation = &stage.simulation;
    let extension = simulation.somebody_ordinary().await?;
    let user = simulation.user_of(&extension).await?;
    simulation.call(&extension).await?;
    simulation.wait_for_writes(&user, &["set Busy/InACall"]).await?;
    let mut writes = vec!["set Busy/InACall"];
    for length in ["For 30 minutes", "Until tomorrow", "Until I resume"] {
        panel.click(&["Pause", length]).await?;
        panel.wait_for_icon("dark/paused").await?;
        window.wait_for_state("state-sentence", "paused").await?;
        writes.push("clear");
        simulation.wait_for_writes(&user, &writes).await?;
        panel.click(&["Resume"]).await?;
        panel.wait_for_icon("dark/running").await?;
        writes.push("set Busy/InACall");
        simulation.wait_for_writes(&user, &writes).await?;
    }

    // Cloudya goes away for longer than the last states are believed, and comes back.
    window.change_settings(&json!({ "graceSeconds": 10 })).await?;
    simulation.turn_cloudya(&json!({ "burst": { "service": "cti", "status": 503, "count": 100_000 } })).await?;
    simulation.cut_streams().await?;
    panel.wait_for_icon("dark/offline").await?;
    panel.prefer(Scheme::Light).await?;
    panel.wait_for_icon("light/offline").await?;
    writes.push("clear");
    simulation.wait_for_writes(&user, &writes).await?;
    simulation.turn_cloudya(&json!({ "burst": null })).await?;
    panel.wait_for_icon("light/running").await?;
    writes.push("set Busy/InACall");
    simulation.wait_for_writes(&user, &writes).await?;

    // Closed to the tray, and called back.
    let on_screen = program.window(&stage.screen)?;
    stage.screen.close(&on_screen)?;
    stage.screen.wait_until_gone("Presence Sync")?;
    panel.click(&["Open"]).await?;
    stage.screen.wait_until_in_front("Presence Sync")?;
    stage.screen.close(&program.window(&stage.screen)?)?;
    stage.screen.wait_until_gone("Presence Sync")?;
    panel.click(&["Problems ("]).await?;
    stage.screen.wait_until_in_front("Presence Sync")?;
    window.wait_for("nav-problems", "aria-current", "page").await?;

    panel.click(&["Quit"]).await?;
    program.wait_for_end(on_screen.process)?;
    writes.push("clear");
    assert_eq!(simulation.writes(&user).await?, writes);
    assert_eq!(simulation.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn the_computer_starts_the_program_and_shows_its_notifications_only_where_that_is_wanted() -> anyhow::Result<()> {
    let stage = Stage::set("computer", Language::German).await?;
    let panel = stage.install_panel().await?;
    let (program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    window.change_settings(&json!({ "startWithComputer": true, "notifications": false })).await?;
    let entry = stage.wait_for_login_entry().await?;
    let started = std::fs::read_to_string(&entry)?;
    assert!(started.contains("--hidden") && started.contains("--profile-directory"), "{started}");

    program.terminate(&stage.screen)?;
    drop((program, window));

    // Whoever took it out of the list of the desktop meant it. A secret that has expired needs a person.
    std::fs::remove_file(&entry)?;
    stage.simulation.change_tenant("expire-client-secret", &json!({})).await?;
    let (program, window) = stage.open_program().await?;
    program.wait_for_settings(|settings| settings["startWithComputer"] == false).await?;
    assert!(!entry.exists());
    panel.wait_for_icon("light/attention").await?;
    assert_eq!(panel.notifications(), Vec::<String>::new(), "nobody wants them");

    // Where it cannot be arranged, the settings do not say that it was.
    let folder = entry.parent().unwrap_or(&entry);
    std::fs::remove_dir(folder)?;
    std::fs::write(folder, "no folder")?;
    window.change_settings(&json!({ "startWithComputer": true, "theme": "dark" })).await?;
    program.wait_for_settings(|settings| settings["theme"] == "dark" && settings["startWithComputer"] == false).await?;
    program.terminate(&stage.screen)?;
    drop((program, window));

    let (_program, _window) = stage.open_program().await?;
    panel.wait_for_notifications(1).await?;
    Ok(())
}
