//! A window with an empty page and nothing else: what the start of the program is compared with.

use tauri::{
    WebviewUrl, WebviewWindowBuilder,
    http::{HeaderValue, Response, header::CONTENT_TYPE},
};

/// Handed out as the program's own page is: for `about:blank` no process would be started. Only the first paint of
/// something is reported, hence the dot.
const EMPTY: &[u8] =
    b"<!doctype html><title>Presence Sync: bare</title><svg width=1 height=1><rect width=1 height=1 /></svg>";

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            let mut page = Response::new(EMPTY);
            page.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            page
        })
        .setup(|app| {
            let empty = WebviewUrl::CustomProtocol("bare://localhost/".parse()?);
            WebviewWindowBuilder::new(app, "bare", empty).title("Presence Sync: bare").build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
