//! Names the window's commands, so that each needs a permission, and embeds the configuration.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&[
        "request",
        "ask",
        "next_update",
        "open_address",
        "system",
        "minimise",
        "diagnostics",
        "save_diagnostics",
        "save_text",
        "keep_secrets_in_files",
    ]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("the desktop program cannot be put together: {error:#}");
    }
}
