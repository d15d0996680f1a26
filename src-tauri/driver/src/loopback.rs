//! Waits on this computer for a browser that comes back from a Microsoft page.

use std::{io, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use url::Url;

/// A browser's request line with a code in it is a few kilobytes long.
const LONGEST_REQUEST: u64 = 64 * 1024;
/// A connection that says nothing, as browsers open them in advance, must not hold up the one that counts.
const PATIENCE: Duration = Duration::from_secs(5);

/// A port that waits for one redirect.
#[derive(Debug)]
pub struct Loopback {
    listener: TcpListener,
    redirect: Url,
}

impl Loopback {
    /// Takes a free port.
    pub async fn bind() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let redirect = Url::parse(&format!("http://localhost:{port}/")).map_err(io::Error::other)?;
        Ok(Self { listener, redirect })
    }

    /// The address to name in the request: `http://localhost:{port}/`. The name is what can be registered.
    pub fn redirect(&self) -> Url {
        self.redirect.clone()
    }

    /// Shows `text` in the browser and gives back the address with its query. Dropping the future gives up the port.
    pub async fn returned(self, text: &str) -> io::Result<Url> {
        loop {
            let (stream, _) = self.listener.accept().await?;
            match timeout(PATIENCE, self.answer(stream, text)).await {
                Ok(Ok(Some(url))) => return Ok(url),
                Ok(Ok(None)) => {}
                Ok(Err(error)) => tracing::debug!(%error, "a browser's connection broke"),
                Err(_) => tracing::debug!("a browser's connection stayed silent"),
            }
        }
    }

    /// The redirect, if this connection brings one; browsers also ask for icons.
    async fn answer(&self, stream: TcpStream, text: &str) -> io::Result<Option<Url>> {
        let mut stream = BufReader::new(stream);
        let target = read_target(&mut stream).await?;
        let redirect = target.and_then(|target| self.redirect_in(&target));
        let (status, page) = match &redirect {
            Some(_) => ("200 OK", page(text)),
            None => ("404 Not Found", String::new()),
        };
        let response = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{page}",
            page.len()
        );
        stream.write_all(response.as_bytes()).await?;
        stream.shutdown().await?;
        Ok(redirect)
    }

    fn redirect_in(&self, target: &str) -> Option<Url> {
        let url = self.redirect.join(target).ok()?;
        let returns = url.query_pairs().any(|(key, _)| matches!(&*key, "code" | "error" | "admin_consent"));
        (url.origin() == self.redirect.origin() && url.path() == "/" && returns).then_some(url)
    }
}

/// What a GET asks for, after its headers were read to their end, so that the browser sees the answer.
async fn read_target(stream: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut lines = stream.take(LONGEST_REQUEST).lines();
    let Some(first) = lines.next_line().await? else { return Ok(None) };
    while lines.next_line().await?.is_some_and(|line| !line.is_empty()) {}
    let mut words = first.split(' ');
    Ok(match (words.next(), words.next()) {
        (Some("GET"), Some(target)) if target.starts_with('/') => Some(target.to_owned()),
        _ => None,
    })
}

fn page(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<!doctype html><meta charset=\"utf-8\"><title>Presence Sync</title>\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <body style=\"font:1.1rem system-ui;margin:20vh auto;max-width:30rem;text-align:center\"><p>{text}</p></body>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(port: u16, target: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn the_browser_sees_a_page_and_the_program_the_query() {
        let loopback = Loopback::bind().await.unwrap();
        let redirect = loopback.redirect();
        let port = redirect.port().unwrap();
        assert_eq!(redirect.as_str(), format!("http://localhost:{port}/"));
        let silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        drop(silent);
        let browser = async move {
            assert!(get(port, "/favicon.ico").await.starts_with("HTTP/1.1 404"));
            assert!(get(port, "/").await.starts_with("HTTP/1.1 404"));
            assert!(get(port, "//elsewhere.example/?code=1").await.starts_with("HTTP/1.1 404"));
            get(port, "/?code=a%2Bb&state=s").await
        };
        let (url, page) = tokio::join!(loopback.returned("Fertig <b>"), browser);
        assert_eq!(url.unwrap().as_str(), format!("http://localhost:{port}/?code=a%2Bb&state=s"));
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("Fertig &lt;b&gt;"), "{page}");
    }

    #[tokio::test]
    async fn a_refusal_comes_back_as_well() {
        let loopback = Loopback::bind().await.unwrap();
        let port = loopback.redirect().port().unwrap();
        let (url, _) = tokio::join!(loopback.returned("x"), get(port, "/?error=access_denied&error_subcode=cancel"));
        assert_eq!(url.unwrap().query(), Some("error=access_denied&error_subcode=cancel"));
    }

    #[tokio::test]
    async fn giving_up_frees_the_port() {
        let loopback = Loopback::bind().await.unwrap();
        let port = loopback.redirect().port().unwrap();
        drop(loopback.returned("x"));
        assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    }
}
