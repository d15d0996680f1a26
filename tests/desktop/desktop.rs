//! The whole way in the real window: from the first start to a call that Teams shows, and every mistake on it.

mod figures;
mod mistakes;
mod pages;
mod problems;
mod resuming;
mod rounds;
mod secret;
mod set_up;
mod tray;
mod unfinished;

use desktop_tests::{Language, Stage};
use set_up::SetUp;

#[tokio::test]
async fn an_administrator_sets_everything_up_and_a_call_reaches_teams() -> anyhow::Result<()> {
    let stage = Stage::set("set-up", Language::English).await?;
    let (program, window) = stage.open_program().await?;
    let set_up = SetUp::new(&stage, &window);
    let simulation = &stage.simulation;

    window.wait_for_element("setup-welcome-start").await?;
    // Fluent writes its styles while it runs, which a stricter content security policy would silently forbid.
    assert_eq!(window.style("nav-people", "border-top-style").await?, "none", "the window has no styles");
    stage.photograph_window("1-welcome")?;
    window.press("setup-welcome-start").await?;
    set_up.connect_cloudya(simulation.told("cti_password")).await?;
    stage.photograph_window("2-cloudya-connected")?;
    set_up.connect_microsoft().await?;
    stage.photograph_window("3-microsoft-connected")?;
    set_up.name_sync_user().await?;
    set_up.give_consent("5-consent").await?;
    set_up.sign_in("6-sign-in").await?;
    stage.photograph_window("7-three-buttons")?;
    set_up.activate("8-review").await?;

    let extension = simulation.somebody_ordinary().await?;
    let user = simulation.user_of(&extension).await?;
    let row = format!("row-{extension}");
    window.press("nav-people").await?;
    window.fill("people-search", &extension).await?;
    window.wait_for(&row, "data-line", "idle").await?;
    simulation.call(&extension).await?;
    window.wait_for(&row, "data-line", "in-use").await?;
    simulation.wait_for_writes(&user, &["set Busy/InACall"]).await?;
    window.wait_for(&row, "data-teams", "Busy/InACall").await?;
    window.wait_for_state(&row, "in-sync").await?;
    window.fill("people-search", "").await?;
    stage.photograph_window("9-board-with-a-call")?;
    window.fill("people-search", &extension).await?;
    simulation.hang_up(&extension).await?;
    window.wait_for(&row, "data-line", "idle").await?;
    simulation.wait_for_writes(&user, &["set Busy/InACall", "clear"]).await?;

    window.press("nav-problems").await?;
    stage.photograph_window("10-problems")?;
    window.press("nav-overview").await?;
    window.wait_for_state("state-sentence", "running").await?;
    stage.photograph_window("11-overview")?;
    window.press("nav-settings").await?;
    stage.photograph_window("12-settings")?;
    for names in ["with", "without"] {
        let (files, path) = window.save_diagnostics(names).await?;
        let listed: Vec<&str> = files.iter().filter_map(|file| file["about"].as_str()).collect();
        assert_eq!(listed, ["version", "settings", "state", "people", "statistics", "journal", "log"], "{files:?}");
        assert!(std::fs::read(&path)?.starts_with(b"PK"), "{path} is no archive");
    }

    simulation.call(&extension).await?;
    simulation.wait_for_writes(&user, &["set Busy/InACall", "clear", "set Busy/InACall"]).await?;
    program.terminate(&stage.screen)?;
    let writes = simulation.writes(&user).await?;
    assert_eq!(writes.last().map(String::as_str), Some("clear"), "quitting clears what was published: {writes:?}");
    assert_eq!(simulation.violations().await?, Vec::<serde_json::Value>::new());
    no_secret_lies_open(&stage, &program)
}

#[tokio::test]
async fn after_a_restart_it_goes_on_without_being_asked_anything() -> anyhow::Result<()> {
    let stage = Stage::set("restart", Language::German).await?;
    let (program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    stage.screen.resize(&program.window(&stage.screen)?, 1000, 700)?;
    program.terminate(&stage.screen)?;
    drop((program, window));

    let (program, window) = stage.open_program().await?;
    stage.screen.wait_for_size(&program.window(&stage.screen)?, 1000, 700)?;
    let extension = stage.simulation.somebody_ordinary().await?;
    let user = stage.simulation.user_of(&extension).await?;
    window.press("nav-overview").await?;
    window.wait_for_state("state-sentence", "running").await?;
    stage.photograph_window("1-overview")?;
    window.press("nav-people").await?;
    window.wait_for(&format!("row-{extension}"), "data-line", "idle").await?;
    stage.photograph_window("2-people")?;
    stage.simulation.call(&extension).await?;
    stage.simulation.wait_for_writes(&user, &["set Busy/InACall"]).await?;

    // A second start is the first program's window, brought forward.
    stage.screen.minimise(&program.window(&stage.screen)?)?;
    assert!(program.start_again(&stage.screen)?.success());
    stage.screen.wait_until_in_front("Presence Sync")?;
    let ours = stage.screen.windows()?.into_iter().filter(|window| window.title.contains("Presence Sync"));
    assert_eq!(ours.count(), 1);

    // Here no tray could call the window back, so that closing it asks.
    let on_screen = program.window(&stage.screen)?;
    stage.screen.close(&on_screen)?;
    window.wait_for_element("closing").await?;
    stage.photograph_window("3-closing")?;
    window.press_and_leave("closing-keep").await?;
    stage.screen.wait_until_out_of_sight(&on_screen)?;
    stage.screen.bring_forward(&on_screen)?;
    stage.screen.close(&on_screen)?;
    window.press_and_leave("closing-quit").await?;
    program.wait_for_end(on_screen.process)?;
    assert_eq!(stage.simulation.writes(&user).await?, ["set Busy/InACall", "clear"]);
    Ok(())
}

/// Neither in the settings nor in the journal or the log.
fn no_secret_lies_open(stage: &Stage, program: &desktop_tests::Program) -> anyhow::Result<()> {
    let secrets = ["cti_password", "configuration_client_secret", "client_secret", "admin_password", "sync_password"];
    for (path, bytes) in program.files()? {
        for name in secrets {
            let secret = stage.simulation.told(name).as_bytes();
            let found = bytes.windows(secret.len()).any(|part| part == secret);
            assert!(!found, "{name} lies open in {}", path.display());
        }
        let token = b"eyJ";
        assert!(!bytes.windows(token.len()).any(|part| part == token), "a token lies open in {}", path.display());
    }
    Ok(())
}
