//! Waits on this computer for a browser that comes back from a Microsoft page.

use std::io;
use url::Url;

/// A port that waits for one redirect.
#[derive(Debug)]
pub struct Loopback(());

impl Loopback {
    /// Takes a free port.
    pub async fn bind() -> io::Result<Self> {
        unimplemented!()
    }

    /// The address to name in the request: `http://localhost:{port}/`.
    pub fn redirect(&self) -> Url {
        unimplemented!()
    }

    /// Shows `text` in the browser and gives back the address with its query. Dropping the future gives up the port.
    pub async fn returned(self, text: &str) -> io::Result<Url> {
        unimplemented!()
    }
}
