//! `sim`: starts the simulated services, prints one line of JSON, and runs until it is told to stop.

use std::{io::Write, net::SocketAddr};

use anyhow::Context;
use clap::{Parser, ValueEnum};
use sim::{
    Options,
    cast::Oddities,
    serve::{Served, Transport},
    weather::Weather,
};

/// Pretends to be NFON and Microsoft.
#[derive(Parser)]
#[command(version)]
struct Flags {
    /// Teams people with an extension each; oddities of a real directory come on top.
    #[arg(long, default_value_t = 40)]
    people: usize,
    /// A directory in which everybody is ordinary: no oddities.
    #[arg(long)]
    tidy: bool,
    /// The same seed gives the same company and the same day.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Port 0 takes free ports; another port P takes P to P+5.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Calls of one person in an hour.
    #[arg(long, default_value_t = 6.0)]
    calls_per_hour: f64,
    /// How badly the services behave.
    #[arg(long, value_enum, default_value = "calm")]
    weather: Sky,
    /// Serve https with a certificate authority made for this run.
    #[arg(long)]
    tls: bool,
    /// Nobody does anything by themselves; the same as --calls-per-hour 0.
    #[arg(long, conflicts_with = "calls_per_hour")]
    quiet_day: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sky {
    Calm,
    Breeze,
    Storm,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let flags = Flags::parse();
    let options = Options {
        people: flags.people,
        oddities: if flags.tidy { Oddities::None } else { Oddities::Usual },
        seed: flags.seed,
        calls_per_hour: if flags.quiet_day { 0.0 } else { flags.calls_per_hour },
        weather: match flags.weather {
            Sky::Calm => Weather::Calm,
            Sky::Breeze => Weather::Breeze,
            Sky::Storm => Weather::Storm,
        },
        ..Options::default()
    };
    let transport = if flags.tls { Transport::Https } else { Transport::Http };
    let stop = stop_signal()?;
    let served = Served::start(options, flags.listen, transport).await?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", served.start_line()).and_then(|()| out.flush()).context("cannot print the addresses")?;
    stop.await;
    Ok(())
}

/// Ready before the line is printed, so that no signal is missed.
#[cfg(unix)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other platforms can fail here")]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a console there is nothing to wait for but the end of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
