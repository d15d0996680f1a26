//! What comes to the port on this computer that waits for a browser: anybody here can say anything to it.

use driver::loopback::Loopback;
use std::io;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    runtime::{Builder, Runtime},
};

/// Only the way back ends the wait, and it leads nowhere else.
pub fn browser(data: &[u8]) {
    thread_local! {
        static RUNTIME: Runtime = Builder::new_current_thread().enable_all().build().unwrap_or_else(|error| panic!("{error}"));
    }
    RUNTIME.with(|runtime| runtime.block_on(ask(data)));
}

async fn ask(data: &[u8]) {
    let Ok(loopback) = Loopback::bind().await else { panic!("no port is free") };
    let redirect = loopback.redirect();
    let port = redirect.port().unwrap_or_default();
    let visits = async {
        let page = say(port, data).await;
        // Where the first has ended the wait, nobody listens any more.
        let _ = say(port, b"GET /?code=1 HTTP/1.1\r\n\r\n").await;
        page
    };
    let (returned, page) = tokio::join!(loopback.returned("<b>Goodbye</b>"), visits);
    let Ok(url) = returned else { panic!("the wait broke: {returned:?}") };
    assert_eq!((url.origin(), url.path()), (redirect.origin(), "/"));
    assert!(url.query_pairs().any(|(name, _)| ["code", "error", "admin_consent"].contains(&&*name)), "{url}");
    // Whoever goes on talking may not hear the answer.
    let Ok(page) = page else { return };
    assert!(!page.contains("<b>"), "a page that was told what to show");
    if page.starts_with("HTTP/1.1 200") {
        assert!(data.starts_with(b"GET /"), "that was no page to come back to");
    } else {
        assert_eq!(url.query(), Some("code=1"), "the wait was ended by what was not answered");
    }
}

/// Gives back the answer.
async fn say(port: u16, data: &[u8]) -> io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(data).await?;
    stream.shutdown().await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
