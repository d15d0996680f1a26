//! Every page in the real window: without a fault that a screen reader would meet, and as people see it.

use crate::set_up::SetUp;
use desktop_tests::{Language, Stage};
use serde_json::json;

/// One line for each page, by its name in the rail.
const PAGES: [&str; 6] = ["overview", "people", "problems", "activity", "setup", "settings"];
/// Width and height of the window.
const SIZES: [(u32, u32); 2] = [(900, 600), (1440, 900)];

#[tokio::test]
async fn every_page_is_accessible_and_photographed_in_every_dress() -> anyhow::Result<()> {
    let stage = Stage::set("pages", Language::English).await?;
    let (program, window) = stage.open_program().await?;
    SetUp::new(&stage, &window).all().await?;
    let extension = stage.simulation.somebody_ordinary().await?;
    stage.simulation.call(&extension).await?;
    window.press("nav-people").await?;
    window.wait_for(&format!("row-{extension}"), "data-line", "in-use").await?;
    let on_screen = program.window(&stage.screen)?;
    let mut faults = Vec::new();
    for theme in ["light", "dark"] {
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
                    // What a language or a size changes, axe does not see; what a theme changes, it does.
                    if language == "en" && width == 900 {
                        let found = window.accessibility_faults().await?;
                        faults.extend(found.into_iter().map(|fault| format!("{page}, {theme}: {fault}")));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}
