//! Does what the engine decided: the only crate that touches the network and the disk.
//!
//! [`spawn`] starts it. What happens then stands in `run.rs`, and what each effect becomes in `perform.rs`.

pub mod addresses;
mod clock;
pub mod cloudya;
mod feed;
mod follow;
mod handle;
mod host;
pub mod journal;
mod keeper;
mod kept;
pub mod loopback;
pub mod meter;
pub mod microsoft;
mod network;
mod pages;
mod perform;
pub mod profiles;
mod run;
mod services;
mod tokens;
mod trace;
pub mod transport;
pub mod vault;

pub use addresses::Addresses;
pub use clock::Clock;
pub use feed::Updates;
pub use handle::Handle;
pub use host::HostCommand;
pub use meter::Meter;
pub use pages::PageVerdict;
pub use profiles::{FileStore, MemoryStore, ProfileStore, StoreError};

use engine::Engine;
use feed::Feed;
use journal::Journal;
use keeper::Keeper;
use pages::Pages;
use perform::Performer;
use run::{Loop, Shown};
use services::{Means, Services};
use std::sync::Arc;
use tokio::sync::mpsc;
use transport::Transport;
use vault::Vault;

/// Everything that the driver needs from outside.
pub struct Options {
    pub addresses: Addresses,
    pub transport: Arc<dyn Transport>,
    pub vault: Arc<dyn Vault>,
    pub profiles: Arc<dyn ProfileStore>,
    pub journal: Journal,
    /// Feeds the jitter of delays.
    pub seed: u64,
}

/// Starts the engine and its driver; needs a tokio runtime with time and I/O around it.
///
/// The commands are to be carried out in order. The last one is [`HostCommand::Quit`].
pub fn spawn(options: Options) -> (Handle, mpsc::UnboundedReceiver<HostCommand>) {
    spawn_with_clock(options, Clock::system())
}

/// As [`spawn`], for tests in virtual time.
pub fn spawn_with_clock(options: Options, clock: Clock) -> (Handle, mpsc::UnboundedReceiver<HostCommand>) {
    let engine = Engine::new(options.seed, clock.now());
    start(engine, options, clock)
}

fn start<E: run::Decide>(engine: E, options: Options, clock: Clock) -> (Handle, mpsc::UnboundedReceiver<HostCommand>) {
    let Options { addresses, transport, vault, profiles, journal, seed: _ } = options;
    let (events, answers) = mpsc::unbounded_channel();
    let (requests, inbox) = mpsc::unbounded_channel();
    let (host, commands) = mpsc::unbounded_channel();
    let keeper = Keeper::new(events.clone());
    let means = Means { addresses, transport, vault, profiles, journal, clock: clock.clone() };
    let services = Arc::new(Services::new(means, keeper));
    let pages = Arc::new(Pages::default());
    let performer = Performer::new(services.clone(), pages.clone(), events, host.clone());
    let feed = Feed::new(engine.view(clock.now()));
    let handle = Handle { inbox: requests, view: feed.views(), pages, meter: services.meter.clone() };
    tokio::spawn(
        Loop { engine, clock, services, performer, feed, inbox, answers, host, shown: Shown::default() }.run(),
    );
    (handle, commands)
}
