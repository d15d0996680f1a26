//! Microsoft's pages in windows of their own: opened, watched, and closed when they come back to us.

use crate::{
    flags::is_loopback,
    words::{Words, words},
};
use driver::{Handle, PageVerdict};
use engine::{Attempt, view::PagePurpose};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tauri::{
    AppHandle, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::NewWindowResponse,
};

/// Opens the page. Each has a memory of its own that ends with the window, so that accounts do not mix.
pub(crate) fn open(app: &AppHandle, attempt: Attempt, purpose: PagePurpose, address: Url) {
    let page = Page { app: app.clone(), attempt, purpose, over: Arc::default() };
    if let Err(error) = page.open(address) {
        tracing::error!(%error, "a sign-in window cannot be opened");
        app.state::<Handle>().page_closed(attempt);
    }
}

/// Closes the page without asking anybody.
pub(crate) fn close(app: &AppHandle, attempt: Attempt) {
    if let Some(window) = app.get_webview_window(&label(attempt)) {
        destroy(&window);
    }
}

#[derive(Clone)]
struct Page {
    app: AppHandle,
    attempt: Attempt,
    purpose: PagePurpose,
    /// The page has brought its answer: its closing is no news.
    over: Arc<AtomicBool>,
}

impl Page {
    fn open(&self, address: Url) -> tauri::Result<()> {
        let (navigating, popping, loading, closing) = (self.clone(), self.clone(), self.clone(), self.clone());
        let window = WebviewWindowBuilder::new(&self.app, label(self.attempt), WebviewUrl::External(address.clone()))
            .title(self.title(&address))
            .inner_size(560.0, 720.0)
            .min_inner_size(400.0, 500.0)
            .center()
            .incognito(true)
            .on_navigation(move |address| navigating.may_go_to(address))
            .on_new_window(move |address, _| {
                popping.go_to(address);
                NewWindowResponse::Deny
            })
            .on_download(|_, _| false)
            // The document alone: frames inside it do not change what the title says.
            .on_page_load(move |window, load| loading.show_address(&window, load.url()))
            .build()?;
        window.on_window_event(move |event| {
            if matches!(event, WindowEvent::Destroyed) && !closing.over.load(Ordering::Relaxed) {
                closing.app.state::<Handle>().page_closed(closing.attempt);
            }
        });
        Ok(())
    }

    /// Sees every address before it is loaded, the one that comes back to us included.
    fn may_go_to(&self, address: &Url) -> bool {
        if self.over.load(Ordering::Relaxed) {
            return false;
        }
        match self.app.state::<Handle>().page_navigated(self.attempt, address.as_str()) {
            PageVerdict::Continue => is_web(address),
            PageVerdict::Finished => {
                self.over.store(true, Ordering::Relaxed);
                // Not from within its own callback.
                let (app, attempt) = (self.app.clone(), self.attempt);
                tauri::async_runtime::spawn(async move { close(&app, attempt) });
                false
            }
        }
    }

    /// A page that wants a second window gets the first one.
    fn go_to(&self, address: Url) {
        let page = self.clone();
        tauri::async_runtime::spawn(async move {
            let Some(window) = page.app.get_webview_window(&label(page.attempt)) else { return };
            if let Err(error) = window.navigate(address) {
                tracing::warn!(%error, "a pop-up cannot be followed");
            }
        });
    }

    fn show_address(&self, window: &WebviewWindow, address: &Url) {
        tracing::debug!(attempt = self.attempt.0, host = address.host_str(), "a page is shown");
        if let Err(error) = window.set_title(&self.title(address)) {
            tracing::warn!(%error, "the title cannot be set");
        }
    }

    fn title(&self, address: &Url) -> String {
        let words = words(self.app.state::<Handle>().view().settings.language);
        title(words, self.purpose, &visible(address))
    }
}

fn label(attempt: Attempt) -> String {
    format!("page-{}", attempt.0)
}

/// Always with the address, whatever the sentence says: it is how a person sees whose page this is.
fn title(words: &Words, purpose: PagePurpose, address: &str) -> String {
    let key = match purpose {
        PagePurpose::Consent => "window-title-consent",
        PagePurpose::SignIn { .. } => "window-title-sign-in",
        PagePurpose::CreateSyncUser { .. } => "window-title-create",
    };
    let sentence = words.say_about(key, "address", address);
    if sentence.contains(address) { sentence } else { format!("{sentence} – {address}") }
}

fn destroy(window: &WebviewWindow) {
    if let Err(error) = window.destroy() {
        tracing::warn!(%error, "a sign-in window cannot be closed");
    }
}

/// What tells a person whose page it is: scheme, host and port. The rest is long, and holds one-time values.
fn visible(address: &Url) -> String {
    address.origin().ascii_serialization()
}

/// Pages over https, and over http on this computer only.
fn is_web(address: &Url) -> bool {
    match address.scheme() {
        "https" => true,
        "http" => is_loopback(address),
        // Empty frames, which Microsoft's pages fill themselves.
        "about" => matches!(address.path(), "blank" | "srcdoc"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Round, rules::Language};

    #[test]
    fn pages_come_from_the_web_or_from_this_computer() {
        for address in [
            "https://login.microsoftonline.com/common",
            "http://127.0.0.1:4711/",
            "http://[::1]/",
            "http://localhost:1/",
        ] {
            assert!(is_web(&Url::parse(address).unwrap()), "{address}");
        }
        for address in [
            "http://login.microsoftonline.com/common",
            "http://localhost.example.org/",
            "file:///etc/passwd",
            "tauri://localhost/",
            "data:text/html,hello",
            "javascript:alert(1)",
            "msauth://app/",
        ] {
            assert!(!is_web(&Url::parse(address).unwrap()), "{address}");
        }
    }

    #[test]
    fn the_title_shows_whose_page_it_is_and_no_one_time_values() {
        let address =
            Url::parse("https://login.microsoftonline.com/t/oauth2/v2.0/authorize?state=abc&nonce=def").unwrap();
        assert_eq!(visible(&address), "https://login.microsoftonline.com");
        assert_eq!(visible(&Url::parse("http://127.0.0.1:4711/x").unwrap()), "http://127.0.0.1:4711");
    }

    #[test]
    fn the_title_says_what_the_page_is_for_and_shows_the_address_in_both_languages() {
        for language in [Language::De, Language::En] {
            let sign_in = PagePurpose::SignIn { round: Round(1) };
            let titles =
                [PagePurpose::Consent, sign_in].map(|purpose| title(words(language), purpose, "https://a.example"));
            assert!(titles.iter().all(|title| title.contains("https://a.example")), "{titles:?}");
            assert_ne!(titles[0], titles[1]);
        }
    }

    #[test]
    fn a_page_never_has_the_label_of_our_own_window() {
        assert_ne!(label(Attempt(1)), crate::window::LABEL);
        assert_ne!(label(Attempt(1)), label(Attempt(2)));
    }
}
