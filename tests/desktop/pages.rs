//! Every page in the real window: without a fault that a screen reader would meet, and as people see it.

use crate::set_up::SetUp;
use anyhow::Context as _;
use desktop_tests::{Display, Key, Language, Stage, Window};
use serde_json::json;

/// One line for each page, by its name in the rail.
const PAGES: [&str; 6] = ["overview", "people", "problems", "activity", "setup", "settings"];
/// Width and height of the window.
const SIZES: [(u32, u32); 3] = [(900, 600), (1440, 900), (3840, 2160)];
const THEMES: [&str; 3] = ["light", "dark", "high-contrast"];

#[tokio::test]
async fn every_page_is_accessible_and_photographed_in_every_dress() -> anyhow::Result<()> {
    let stage = Stage::set_on(Display::Large, "pages", Language::English).await?;
    let (program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    let extension = stage.simulation.somebody_ordinary().await?;
    stage.simulation.call(&extension).await?;
    window.press("nav-people").await?;
    window.wait_for(&format!("row-{extension}"), "data-line", "in-use").await?;
    let on_screen = program.window(&stage.screen)?;
    let mut faults = Vec::new();
    for theme in THEMES {
        for language in ["de", "en"] {
            window.change_settings(&json!({ "theme": theme, "language": language })).await?;
            window.wait_for_document("lang", language).await?;
            window.wait_for_dress(theme).await?;
            for (width, height) in SIZES {
                stage.screen.resize(&on_screen, width, height)?;
                for page in PAGES {
                    let nav = format!("nav-{page}");
                    window.press(&nav).await?;
                    window.wait_for(&nav, "aria-current", "page").await?;
                    stage.photograph_window(&format!("{page}-{theme}-{language}-{width}x{height}"))?;
                    if width > 1440 {
                        continue;
                    }
                    // What a language or a size changes, axe does not see; what a theme changes, it does.
                    if language == "en" && width == 900 {
                        faults.extend(faults_of(&window, page, theme).await?);
                    }
                }
            }
        }
        stage.screen.resize(&on_screen, 900, 600)?;
        faults.extend(opened_parts(&stage, &window, theme, &extension).await?);
    }
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

/// The faults of what a page holds folded or covered: the steps of set-up, somebody's panel, the dialog of a rule.
async fn opened_parts(stage: &Stage, window: &Window, theme: &str, extension: &str) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    window.press("nav-setup").await?;
    for step in ["welcome", "cloudya", "microsoft", "sync-user", "connect", "review"] {
        window.press(&format!("setup-step-{step}")).await?;
        faults.extend(faults_of(window, step, theme).await?);
    }
    window.press("nav-people").await?;
    window.press(&format!("row-{extension}")).await?;
    window.wait_for_element("person-explanation").await?;
    stage.photograph_window(&format!("person-{theme}"))?;
    faults.extend(faults_of(window, "panel", theme).await?);
    window.keys(&[Key::Escape]).await?;
    window.wait_until_absent("person-panel").await?;
    window.press("nav-settings").await?;
    window.press("rule-add").await?;
    window.wait_for_element("rule-dialog").await?;
    stage.photograph_window(&format!("rule-{theme}"))?;
    faults.extend(faults_of(window, "rule", theme).await?);
    window.keys(&[Key::Escape]).await?;
    window.wait_until_absent("rule-dialog").await?;
    Ok(faults)
}

async fn faults_of(window: &Window, place: &str, theme: &str) -> anyhow::Result<Vec<String>> {
    let found = window.accessibility_faults().await?;
    Ok(found.into_iter().map(|fault| format!("{place}, {theme}: {fault}")).collect())
}

#[tokio::test]
async fn people_are_found_and_opened_by_keys_alone() -> anyhow::Result<()> {
    let stage = Stage::set("keys", Language::English).await?;
    let (_program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    window.focus("nav-people").await?;
    window.keys(&[Key::Enter]).await?;
    window.wait_for("nav-people", "aria-current", "page").await?;
    let extension = stage.simulation.somebody_ordinary().await?;
    window.wait_for_element(&format!("row-{extension}")).await?;
    window.focus("people-search").await?;
    let mut stops = Vec::new();
    while window.focused("data-column").await?.is_none() {
        assert!(stops.len() < 40, "the way into the grid leads over {stops:?}");
        window.keys(&[Key::Tab]).await?;
        stops.push(window.focused("data-testid").await?);
    }
    window.keys(&[Key::Control, Key::Home]).await?;
    window.keys(&[Key::Down]).await?;
    let first = window.focused("data-extension").await?.context("the focus is not on a row")?;
    window.keys(&[Key::Down]).await?;
    assert_ne!(window.focused("data-extension").await?.as_ref(), Some(&first));
    window.keys(&[Key::Up]).await?;
    window.keys(&[Key::Control, Key::End]).await?;
    let last = window.focused("data-extension").await?.context("the focus is not on a row")?;
    assert_ne!(last, first);
    window.keys(&[Key::Control, Key::Home]).await?;
    if window.focused("data-extension").await?.as_ref() != Some(&first) {
        window.keys(&[Key::Down]).await?;
    }
    assert_eq!(window.focused("data-extension").await?.as_ref(), Some(&first));
    window.keys(&[Key::Shift, Key::F10]).await?;
    window.wait_for_element("row-menu").await?;
    stage.photograph_window("menu")?;
    window.keys(&[Key::Escape]).await?;
    window.wait_until_absent("row-menu").await?;
    window.wait_for_focus("data-extension", &first).await.context("the focus is lost with the menu")?;
    window.keys(&[Key::Enter]).await?;
    window.wait_for_element("person-panel").await?;
    window.keys(&[Key::Escape]).await?;
    window.wait_until_absent("person-panel").await?;
    window.wait_for_focus("data-extension", &first).await.context("the focus is lost with the panel")?;
    Ok(())
}
