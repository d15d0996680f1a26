//! How badly the services behave, as a forecast of faults that come and go.

use std::{sync::Arc, time::Duration};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::{Sim, nfon::Cut};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weather {
    /// Everything works.
    #[default]
    Calm,
    /// What a usual week brings: some latency, a few refusals, a stream that ends.
    Breeze,
    /// Everything at once, all the time.
    Storm,
}

/// One disturbance, or the end of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    Nfon(Value),
    Microsoft(Value),
    Cut(Cut),
    RevokeTokens,
}

/// The faults to come, without a clock of their own.
pub struct Forecast {
    weather: Weather,
    rng: ChaCha8Rng,
    at: Duration,
}

/// The settings that faults change, at rest.
pub fn calm() -> [Fault; 2] {
    [
        Fault::Nfon(
            json!({"latency_ms": 0, "burst": null, "stall_streams": false, "duplicate_percent": 0, "out_of_order_percent": 0, "dropped_percent": 0}),
        ),
        Fault::Microsoft(
            json!({"graph_fault_percent": 0, "login_fault_percent": 0, "ineffective_percent": 0, "read_delay_seconds": 0}),
        ),
    ]
}

impl Forecast {
    pub fn new(weather: Weather, seed: u64) -> Self {
        Self { weather, rng: ChaCha8Rng::seed_from_u64(seed ^ 0x3ea), at: Duration::ZERO }
    }
}

/// Time since the weather began, and what happens then. Calm weather has nothing to say.
impl Iterator for Forecast {
    type Item = (Duration, Fault);

    fn next(&mut self) -> Option<Self::Item> {
        let (mean_seconds, kinds) = match self.weather {
            Weather::Calm => return None,
            Weather::Breeze => (45, 8),
            Weather::Storm => (10, 13),
        };
        self.at += Duration::from_secs(self.rng.random_range(1..mean_seconds * 2));
        let storm = self.weather == Weather::Storm;
        let fault = match self.rng.random_range(0..kinds) {
            0 => Fault::Nfon(json!({"latency_ms": self.rng.random_range(50..if storm { 2_000 } else { 400 })})),
            1 => Fault::Nfon(json!({"burst": {"status": 503, "count": if storm { 10 } else { 2 }}})),
            2 => Fault::Nfon(
                json!({"burst": {"status": 429, "count": if storm { 8 } else { 2 }, "retry_after_seconds": self.rng.random_range(1..4)}}),
            ),
            3 => Fault::Cut(Cut::Clean),
            4 => Fault::Microsoft(
                json!({"graph_fault_percent": if storm { 25 } else { 3 }, "graph_fault": "service-unavailable-with-retry-after"}),
            ),
            5 => Fault::Nfon(
                json!({"duplicate_percent": if storm { 20 } else { 2 }, "out_of_order_percent": if storm { 10 } else { 1 }}),
            ),
            6 => Fault::Microsoft(json!({"read_delay_seconds": if storm { 20 } else { 5 }})),
            8 => Fault::Cut(Cut::Reset),
            9 => Fault::RevokeTokens,
            10 => Fault::Nfon(json!({"stall_streams": true})),
            11 => Fault::Nfon(json!({"dropped_percent": 5})),
            12 => Fault::Microsoft(json!({"login_fault_percent": 30, "ineffective_percent": 3})),
            // Blue sky in between, or a storm would only ever grow.
            _ => {
                let [nfon, microsoft] = calm();
                if self.rng.random_ratio(1, 2) { nfon } else { microsoft }
            }
        };
        Some((self.at, fault))
    }
}

impl Sim {
    pub fn weather(&self) -> Weather {
        *self.weather.borrow()
    }

    /// Takes effect at once; calm weather also undoes what the former weather did.
    pub fn set_weather(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    pub(crate) fn suffer(&self, fault: &Fault) -> Result<(), String> {
        match fault {
            Fault::Nfon(patch) => self.nfon.patch_knobs(patch),
            Fault::Microsoft(patch) => self.microsoft.patch_knobs(patch),
            Fault::Cut(how) => {
                self.nfon.cut_streams(*how);
                Ok(())
            }
            Fault::RevokeTokens => {
                self.nfon.revoke_tokens();
                Ok(())
            }
        }
    }
}

/// Lets the weather happen until the task is dropped.
pub(crate) async fn run(sim: Arc<Sim>, seed: u64, mut changes: watch::Receiver<Weather>) {
    loop {
        let weather = *changes.borrow_and_update();
        let began = sim.clock.elapsed();
        let mut forecast = Forecast::new(weather, seed);
        let blow = async {
            for (at, fault) in forecast.by_ref() {
                tokio::time::sleep_until(sim.clock.instant_at(began + at)).await;
                // A test makes sure that no fault is refused.
                let _ = sim.suffer(&fault);
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = blow => {}
            changed = changes.changed() => if changed.is_err() { return },
        }
        for fault in calm() {
            let _ = sim.suffer(&fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[tokio::test(start_paused = true)]
    async fn every_fault_of_a_storm_is_a_knob_that_exists() {
        let sim = Sim::new(Options::default());
        let mut forecast = Forecast::new(Weather::Storm, 1);
        for _ in 0..300 {
            let (at, fault) = forecast.next().unwrap();
            assert_eq!(sim.suffer(&fault), Ok(()), "{fault:?} at {at:?}");
        }
        for fault in calm() {
            assert_eq!(sim.suffer(&fault), Ok(()), "{fault:?}");
        }
        assert_eq!(*sim.nfon.knobs(), crate::knobs::NfonKnobs::default());
    }

    #[tokio::test(start_paused = true)]
    async fn calm_weather_undoes_the_storm() {
        let sim = Sim::new(Options::default());
        sim.start();
        sim.set_weather(Weather::Storm);
        tokio::time::sleep(Duration::from_secs(600)).await;
        sim.set_weather(Weather::Calm);
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(*sim.nfon.knobs(), crate::knobs::NfonKnobs::default());
    }

    #[test]
    fn the_same_seed_gives_the_same_weather() {
        let faults = |seed| {
            let mut forecast = Forecast::new(Weather::Breeze, seed);
            (0..50).map(|_| forecast.next().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(faults(1), faults(1));
        assert_ne!(faults(1), faults(2));
    }
}
