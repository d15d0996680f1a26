//! A window with an empty page and nothing else: what the start of the program is compared with.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            let empty = WebviewUrl::External("about:blank".parse()?);
            WebviewWindowBuilder::new(app, "bare", empty).title("Presence Sync: bare").build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
