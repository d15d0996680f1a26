//! Collects what the machines decide: effects in order, numbered attempts, and the jitter of delays.

use crate::{Attempt, Effect};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use std::{collections::VecDeque, time::Duration};

pub(crate) struct Outbox {
    effects: VecDeque<Effect>,
    attempts: u64,
    jitter: ChaCha8Rng,
}

impl Outbox {
    pub(crate) fn new(seed: u64) -> Self {
        Self { effects: VecDeque::new(), attempts: 0, jitter: ChaCha8Rng::seed_from_u64(seed) }
    }

    pub(crate) fn attempt(&mut self) -> Attempt {
        self.attempts += 1;
        Attempt(self.attempts)
    }

    pub(crate) fn emit(&mut self, effect: Effect) {
        self.effects.push_back(effect);
    }

    pub(crate) fn emit_all(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.effects.extend(effects);
    }

    pub(crate) fn take(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// Anything from nothing to `most`, evenly.
    pub(crate) fn up_to(&mut self, most: Duration) -> Duration {
        most.mul_f64(self.jitter.random::<f64>())
    }
}
