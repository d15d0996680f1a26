//! What people do on a working day, drawn from the seed: a schedule that is told the time, and a task that acts it out.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::Arc,
    time::Duration,
};

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use crate::{
    Sim,
    cast::Company,
    nfon::{CallId, CallPlan, Ending},
};

/// Something that happens. `play` names a call within this day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    StartCall {
        play: u64,
        plan: CallPlan,
    },
    Ring {
        play: u64,
    },
    Answer {
        play: u64,
    },
    HangUp {
        play: u64,
        ending: Ending,
    },
    /// The user's Teams client shows this now.
    Teams {
        user_id: String,
        availability: &'static str,
        activity: &'static str,
    },
}

/// The rest of the day, without a clock of its own.
pub struct Day {
    people: Vec<Performer>,
    mean_pause: Duration,
    rng: ChaCha8Rng,
    agenda: BinaryHeap<Reverse<Entry>>,
    entries: u64,
    plays: u64,
}

struct Performer {
    extension: String,
    user_id: String,
    busy_until: Duration,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Duration,
    number: u64,
    what: What,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The person's next call begins.
    Call(usize),
    /// Something in the person's Teams begins.
    Meeting(usize),
    Act(Box<Step>),
}

/// An act in a form that can be ordered; only time and number decide the order in fact.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Ring(u64),
    Answer(u64),
    HangUp(u64, Option<&'static str>),
    Free(usize),
}

impl Day {
    /// With 0 calls per hour and person nothing ever happens.
    pub fn new(company: &Company, seed: u64, calls_per_hour: f64) -> Self {
        let performers = company.people.iter().enumerate().filter_map(|(index, person)| {
            let extension = company.extensions.iter().find(|extension| extension.person == Some(index))?;
            Some(Performer {
                extension: extension.number.clone(),
                user_id: person.user_id.clone(),
                busy_until: Duration::ZERO,
            })
        });
        let mut day = Self {
            people: performers.collect(),
            mean_pause: Duration::ZERO,
            rng: ChaCha8Rng::seed_from_u64(seed ^ 0xda1),
            agenda: BinaryHeap::new(),
            entries: 0,
            plays: 0,
        };
        if calls_per_hour > 0.0 {
            day.mean_pause = Duration::from_secs_f64((3600.0 / calls_per_hour).clamp(1.0, 1e7));
            for person in 0..day.people.len() {
                day.next_call(person, Duration::ZERO);
                let first = day.pause(Duration::from_secs(5400));
                day.push(first, What::Meeting(person));
            }
        }
        day
    }

    /// When [`Self::next`] has something to say; `None` on a quiet day.
    pub fn due(&self) -> Option<Duration> {
        self.agenda.peek().map(|Reverse(entry)| entry.at)
    }

    /// The next act whose time has come, with its time since the start.
    pub fn next(&mut self, now: Duration) -> Option<(Duration, Act)> {
        while self.due().is_some_and(|at| at <= now) {
            let Reverse(entry) = self.agenda.pop()?;
            if let Some(act) = self.perform(entry.at, entry.what) {
                return Some((entry.at, act));
            }
        }
        None
    }

    fn perform(&mut self, at: Duration, what: What) -> Option<Act> {
        match what {
            What::Call(person) => {
                self.next_call(person, at);
                self.call(person, at)
            }
            What::Meeting(person) => Some(self.meeting(person, at)),
            What::Act(step) => Some(match *step {
                Step::Ring(play) => Act::Ring { play },
                Step::Answer(play) => Act::Answer { play },
                Step::HangUp(play, None) => Act::HangUp { play, ending: Ending::Normal },
                Step::HangUp(play, Some(_)) => Act::HangUp { play, ending: Ending::Timeout },
                Step::Free(person) => self.teams(person, "Available", "Available"),
            }),
        }
    }

    fn next_call(&mut self, person: usize, at: Duration) {
        let pause = self.pause(self.mean_pause);
        self.push(at + pause, What::Call(person));
    }

    /// Somebody who is already on the phone has no second call.
    fn call(&mut self, person: usize, at: Duration) -> Option<Act> {
        let kind = self.rng.random_range(0..100);
        let (ring, talk) = (Duration::from_millis(self.rng.random_range(3_000..15_000)), self.talk());
        let other = self.rng.random_range(0..self.people.len());
        if self.people.get(person)?.busy_until > at {
            return None;
        }
        self.plays += 1;
        let play = self.plays;
        let outside = format!("49302312{:05}", self.rng.random_range(0..99_999));
        let own = self.people[person].extension.clone();
        let gap = Duration::from_millis(800);
        let (plan, end) = match kind {
            0..45 => {
                self.later(at + ring, Step::Answer(play));
                self.later(at + ring + talk, Step::HangUp(play, None));
                (CallPlan::Inbound { to: own, from: outside }, at + ring + talk)
            }
            45..55 => {
                self.later(at + ring, Step::HangUp(play, Some("timeout")));
                (CallPlan::Inbound { to: own, from: outside }, at + ring)
            }
            55..60 => {
                let short = Duration::from_millis(self.rng.random_range(1_000..3_000));
                self.later(at + gap, Step::Answer(play));
                self.later(at + gap + short, Step::HangUp(play, None));
                let code = ["*1021", "*790", "*87", "*100"].choose(&mut self.rng).copied().unwrap_or("*87");
                (CallPlan::Outbound { from: own, to: code.to_owned() }, at + gap + short)
            }
            60..75 if other != person && self.people[other].busy_until <= at => {
                self.later(at + ring, Step::Answer(play));
                self.later(at + ring + talk, Step::HangUp(play, None));
                self.people[other].busy_until = at + ring + talk;
                (CallPlan::Internal { from: own, to: self.people[other].extension.clone() }, at + ring + talk)
            }
            _ => {
                self.later(at + gap, Step::Ring(play));
                self.later(at + gap + ring, Step::Answer(play));
                self.later(at + gap + ring + talk, Step::HangUp(play, None));
                (CallPlan::Outbound { from: own, to: outside }, at + gap + ring + talk)
            }
        };
        self.people[person].busy_until = end;
        Some(Act::StartCall { play, plan })
    }

    fn meeting(&mut self, person: usize, at: Duration) -> Act {
        const KINDS: [(&str, &str, u64, u64); 8] = [
            ("Busy", "InAMeeting", 1500, 3600),
            ("Busy", "InAMeeting", 1500, 3600),
            ("Busy", "InACall", 120, 1500),
            ("Busy", "InACall", 120, 1500),
            ("DoNotDisturb", "Presenting", 600, 2400),
            ("DoNotDisturb", "DoNotDisturb", 1200, 3600),
            ("Away", "Away", 300, 1800),
            // Closed the laptop; the mobile phone reports away.
            ("BeRightBack", "BeRightBack", 180, 900),
        ];
        let (availability, activity, shortest, longest) = KINDS.choose(&mut self.rng).copied().unwrap_or(KINDS[0]);
        let length = Duration::from_secs(self.rng.random_range(shortest..longest));
        self.later(at + length, Step::Free(person));
        let pause = self.pause(Duration::from_secs(5400));
        self.push(at + length + pause, What::Meeting(person));
        self.teams(person, availability, activity)
    }

    fn teams(&self, person: usize, availability: &'static str, activity: &'static str) -> Act {
        Act::Teams { user_id: self.people[person].user_id.clone(), availability, activity }
    }

    /// Log-normal with a median of two minutes, from 10 seconds to 30 minutes.
    fn talk(&mut self) -> Duration {
        // The sum of twelve even draws is normal enough.
        let normal: f64 = (0..12).map(|_| self.rng.random::<f64>()).sum::<f64>() - 6.0;
        Duration::from_secs_f64((120.0 * normal.exp()).clamp(10.0, 1800.0))
    }

    fn pause(&mut self, mean: Duration) -> Duration {
        let draw: f64 = self.rng.random_range(1e-6..1.0);
        mean.mul_f64(-draw.ln())
    }

    fn later(&mut self, at: Duration, step: Step) {
        self.push(at, What::Act(Box::new(step)));
    }

    fn push(&mut self, at: Duration, what: What) {
        self.entries += 1;
        self.agenda.push(Reverse(Entry { at, number: self.entries, what }));
    }
}

/// Acts the day out until the task is dropped or nothing is left.
pub(crate) async fn run(sim: Arc<Sim>, mut day: Day) {
    let mut calls: HashMap<u64, CallId> = HashMap::new();
    while let Some(at) = day.due() {
        tokio::time::sleep_until(sim.clock.instant_at(at)).await;
        while let Some((_, act)) = day.next(sim.clock.elapsed()) {
            perform(&sim, &mut calls, act);
        }
    }
}

fn perform(sim: &Sim, calls: &mut HashMap<u64, CallId>, act: Act) {
    match act {
        Act::StartCall { play, plan } => {
            if let Some(id) = sim.nfon.start_call(plan) {
                calls.insert(play, id);
            }
        }
        Act::Ring { play } => {
            if let Some(id) = calls.get(&play) {
                sim.nfon.ring(*id);
            }
        }
        Act::Answer { play } => {
            if let Some(id) = calls.get(&play) {
                sim.nfon.answer(*id);
            }
        }
        Act::HangUp { play, ending } => {
            if let Some(id) = calls.remove(&play) {
                sim.nfon.hang_up(id, ending);
            }
        }
        Act::Teams { user_id, availability, activity } => sim.microsoft.set_teams(&user_id, availability, activity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Oddities;

    const HOUR: Duration = Duration::from_secs(3600);

    fn acts(seed: u64, calls_per_hour: f64) -> Vec<(Duration, Act)> {
        let company = Company::new(50, 7, Oddities::Usual);
        let mut day = Day::new(&company, seed, calls_per_hour);
        std::iter::from_fn(|| day.next(HOUR)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_day() {
        assert_eq!(acts(3, 6.0), acts(3, 6.0));
        assert_ne!(acts(3, 6.0), acts(4, 6.0));
    }

    #[test]
    fn people_have_about_as_many_calls_as_asked_for() {
        let calls = acts(3, 6.0).iter().filter(|(_, act)| matches!(act, Act::StartCall { .. })).count();
        // Some fall away because the person is on the phone already.
        assert!((180..=320).contains(&calls), "{calls} calls of 50 people in an hour");
    }

    #[test]
    fn acts_come_in_the_order_of_time_and_nobody_has_two_calls() {
        let mut last = Duration::ZERO;
        let mut running: HashMap<u64, Vec<String>> = HashMap::new();
        for (at, act) in acts(5, 20.0) {
            assert!(at >= last);
            last = at;
            match act {
                Act::StartCall { play, plan } => {
                    let phones = match plan {
                        CallPlan::Inbound { to, .. } => vec![to],
                        CallPlan::Outbound { from, .. } | CallPlan::ClickToDial { from, .. } => {
                            vec![from]
                        }
                        CallPlan::Internal { from, to } => vec![from, to],
                        CallPlan::Group { members, .. } => members,
                    };
                    for phone in &phones {
                        assert!(!running.values().flatten().any(|other| other == phone), "{phone} has two calls");
                    }
                    running.insert(play, phones);
                }
                Act::HangUp { play, .. } => {
                    running.remove(&play);
                }
                Act::Ring { .. } | Act::Answer { .. } | Act::Teams { .. } => {}
            }
        }
    }

    #[test]
    fn a_quiet_day_has_nothing_in_it() {
        assert!(acts(3, 0.0).is_empty());
    }
}
