//! How a line of the table is played: two calls, one reading, the fault, its cure, and what is left in the end.

use super::{
    disk::Disk,
    line::{Begins, Board, Calls, Cured, Fault, Place, Told},
    road::Road,
};
use crate::harness::{App, Ground};
use engine::{
    Request, Round, Secret, View,
    activity::ActivityFilter,
    question::Question,
    request::{Credential, PauseUntil},
    view::RunState,
};
use serde_json::Value;
use sim::{
    Sim,
    cast::ExtensionKind,
    nfon::Ending,
    snag::{Mishap, Snag},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

const PEOPLE: usize = 30;
/// What is asked again seldom is asked within this.
const HEALED_WITHIN: Duration = Duration::from_secs(900);

/// The whole product, and whom it is about.
pub(super) struct Stage {
    pub(super) app: App,
    /// Is called before the fault begins, and hangs up while it lasts.
    pub(super) before: Actor,
    /// Is called while it lasts, and hangs up when it is cured.
    pub(super) during: Actor,
    /// Begins a meeting while it lasts.
    pub(super) watched: Actor,
    disk: Option<Disk>,
    road: Option<Arc<Road>>,
}

#[derive(Clone)]
pub(super) struct Actor {
    pub(super) extension: String,
    pub(super) user: String,
}

/// Every problem of the whole synchronisation that ever stood, with the moment at which it appeared.
type Heard = Arc<Mutex<BTreeSet<(&'static str, i64)>>>;

pub(super) async fn play(fault: Fault) {
    let mut stage = Stage::set(fault.place).await;
    let earlier = stage.app.call(&stage.before.extension);
    stage.app.wait(10.0).await;
    assert!(stage.shows_call(&stage.before), "everything works before");
    stage.app.notices.lock().unwrap().clear();

    let shows = !fault.told.is_empty() || fault.row.is_some() || !fault.happened.is_empty();
    assert!(shows, "nothing proves that it happened");
    let counted = stage.sim().tally.all();
    match fault.begins {
        Begins::AtOnce(begin) => begin(&stage),
        Begins::BetweenRuns(begin) => stage = stage.restarted(begin).await,
    }
    let heard = listen(&stage.app);
    let later = stage.app.call(&stage.during.extension);
    stage.app.wait(fault.lasts).await;
    stage.sim().microsoft.set_teams(&stage.watched.user, "Busy", "InAMeeting");
    stage.app.wait(15.0).await;

    let expected = fault.told.iter().map(|told| told.code()).collect::<BTreeSet<_>>();
    assert_eq!(standing(&stage.app.handle.view()), expected, "what people are told");
    assert_eq!(stage.shows_call(&stage.during), fault.calls == Calls::GoThrough, "a call while it lasts");
    assert_eq!(stage.sees_meeting().await, fault.board == Board::GoesOn, "the board while it lasts");
    if let Some(expected) = fault.row {
        assert_eq!(stage.app.row(&stage.during.extension).await.state, expected, "the row while it lasts");
    }
    stage.app.hang_up(earlier);
    stage.app.wait(60.0).await;
    assert!(fault.calls == Calls::Wait || !stage.shows_call(&stage.before), "it is over while it lasts");

    let tally = stage.sim().tally.all();
    for (what, least) in fault.happened {
        let times = tally.get(*what).unwrap_or(&0) - counted.get(*what).unwrap_or(&0);
        assert!(times >= *least, "{times} times {what} rather than {least}: {tally:?}");
    }
    stage.cure(&fault.cured).await;
    stage.until_healed().await;
    assert!(stage.shows_call(&stage.during), "what was missed is made up for");
    assert!(!stage.shows_call(&stage.before), "what ended meanwhile is not in Teams");
    stage.app.wait(15.0).await;
    assert!(stage.sees_meeting().await, "the board is right again");
    stage.app.hang_up(later);
    stage.app.wait(15.0).await;
    let left = stage.sim().microsoft.snapshot_json()["sessions"].clone();
    assert_eq!(left, Value::Object(serde_json::Map::new()), "nothing is left in Teams");

    let codes = heard.lock().unwrap().iter().map(|(code, _)| *code).collect::<Vec<_>>();
    assert_eq!(codes, expected.into_iter().collect::<Vec<_>>(), "each is said once, and nothing else is");
    let mut notified = stage.app.notices.lock().unwrap().iter().map(|notice| notice.problem.code()).collect::<Vec<_>>();
    notified.sort_unstable();
    let mut expected = fault.told.iter().filter_map(|told| told.notified()).collect::<Vec<_>>();
    expected.sort_unstable();
    assert_eq!(notified, expected, "who has something to do hears of it once");
    stage.app.assert_blameless();
}

impl Stage {
    async fn set(place: Place) -> Self {
        let mut ground = Ground::of(sim::Options { people: PEOPLE, ..sim::Options::default() });
        let (mut disk, mut road) = (None, None);
        match place {
            Place::Memory => {}
            Place::Disk => {
                let made = Disk::new();
                (ground.profiles, ground.journal) = (made.profiles(), Some(made.journal()));
                disk = Some(made);
            }
            Place::Loopback => {
                let built = Road::to(&ground.sim).await;
                ground.transport = built.clone();
                road = Some(built);
            }
        }
        let mut app = App::on(ground);
        app.set_up().await;
        let usual = app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
        let actors = usual.take(3).map(|extension| extension.number.clone()).collect::<Vec<_>>();
        let actors = actors.into_iter().map(|extension| Actor { user: app.user_of(&extension), extension });
        let [before, during, watched] = actors.collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("too few"));
        Self { app, before, during, watched, disk, road }
    }

    async fn restarted(self, meanwhile: fn(&Disk)) -> Self {
        self.app.handle.send(Request::Quit);
        self.app.handle.stopped().await;
        meanwhile(self.disk());
        Self { app: self.app.restarted(), ..self }
    }

    async fn cure(&mut self, cured: &Cured) {
        match cured {
            Cured::ByItself => {}
            Cured::By(cure) => cure(self),
            Cured::BySignIn => self.app.sign_in(Round(1)).await,
            Cured::ByConsentAndSignIn => {
                self.app.give_consent().await;
                self.app.sign_in(Round(1)).await;
            }
            Cured::ByAnotherSecret => {
                self.sim().microsoft.add_client_secret("another-secret");
                let mut microsoft = self.app.microsoft();
                microsoft.credential = Credential::Secret { secret: Secret::new("another-secret") };
                self.app.handle.send(Request::ConnectMicrosoft(microsoft));
            }
            Cured::BySetUp => self.app.set_up().await,
        }
    }

    /// Without anybody doing anything more.
    async fn until_healed(&self) {
        let healed = |view: &View| {
            let counts = &view.counts;
            let is_quiet = standing(view).is_empty() && !view.directory.refreshing;
            view.state == RunState::Running && is_quiet && counts.in_sync > 0 && counts.pending == 0
        };
        let mut updates = self.app.handle.subscribe();
        let watch = async {
            while !(healed(&self.app.handle.view()) && self.shows_call(&self.during)) && updates.next().await.is_some()
            {
            }
        };
        let waited = tokio::time::timeout(HEALED_WITHIN, watch).await;
        let view = self.app.handle.view();
        assert!(waited.is_ok(), "it does not heal: {:?} {:?} {:?}", view.state, view.counts, standing(&view));
    }

    fn shows_call(&self, actor: &Actor) -> bool {
        let shown = self.sim().microsoft.published(&actor.user);
        if let Some((availability, activity, _)) = &shown {
            assert_eq!((availability.as_str(), activity.as_str()), ("Busy", "InACall"), "nothing else is ever shown");
        }
        shown.is_some()
    }

    async fn sees_meeting(&self) -> bool {
        let rows = self.app.handle.rows().await;
        let row = rows.iter().find(|row| row.extension.as_str() == self.watched.extension);
        row.and_then(|row| row.teams.as_ref()).is_some_and(|teams| teams.activity == "InAMeeting")
    }

    pub(super) fn sim(&self) -> &Arc<Sim> {
        &self.app.sim
    }

    pub(super) fn disk(&self) -> &Disk {
        self.disk.as_ref().unwrap()
    }

    pub(super) fn road(&self) -> &Road {
        self.road.as_ref().unwrap()
    }

    pub(super) fn nfon(&self, knobs: &Value) {
        self.sim().nfon.patch_knobs(knobs).unwrap();
    }

    pub(super) fn microsoft(&self, knobs: &Value) {
        self.sim().microsoft.patch_knobs(knobs).unwrap();
    }

    pub(super) fn answer(&self, service: &str, path: &str, status: u16, count: u32) {
        let what = Mishap::Answered(status);
        self.sim().snags.lay(Snag { service: service.to_owned(), path: path.to_owned(), what, count });
    }

    /// Two more people are on the phone for so many seconds.
    pub(super) fn two_more_calls(&self, seconds: f64) {
        let company = &self.sim().company;
        let usual = company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
        let calls = usual.skip(3).take(2).map(|extension| self.app.call(&extension.number)).collect::<Vec<_>>();
        let sim = self.sim().clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
            calls.into_iter().for_each(|call| sim.nfon.hang_up(call, Ending::Normal));
        });
    }

    pub(super) fn halve(&self, service: &str, path: &str) {
        let (service, path) = (service.to_owned(), path.to_owned());
        self.sim().snags.lay(Snag { service, path, what: Mishap::Halved, count: u32::MAX });
    }

    /// Whoever reads it finds out that it is damaged, where the writer itself has not.
    pub(super) fn look_into_journal(&self) {
        let handle = self.app.handle.clone();
        let question = Question::Activity { filter: ActivityFilter::default(), before: None, limit: 500 };
        tokio::spawn(async move {
            handle.ask(question.clone()).await;
            // What it found is dealt with before the next answer.
            handle.ask(question).await;
        });
    }

    /// Somebody has read the problem.
    pub(super) fn take_note(&self, problem: &str) {
        self.app.handle.send(Request::Ignore { key: problem.to_owned() });
    }

    /// Has to be written down, and is over at once.
    pub(super) fn change_a_setting(&self) {
        self.app.handle.send(Request::Pause { until: PauseUntil::Resumed });
        self.app.handle.send(Request::Resume);
    }
}

impl Told {
    fn notified(self) -> Option<&'static str> {
        match self {
            Self::Shown(_) => None,
            Self::Notified(code) => Some(code),
        }
    }
}

fn standing(view: &View) -> BTreeSet<&'static str> {
    let general = view.problems.iter().filter(|standing| !standing.problem.concerns_people());
    general.map(|standing| standing.problem.code()).collect()
}

/// From now on, with the view of each moment.
fn listen(app: &App) -> Heard {
    let heard = Heard::default();
    let (told, handle, mut updates) = (heard.clone(), app.handle.clone(), app.handle.subscribe());
    tokio::spawn(async move {
        while updates.next().await.is_some() {
            let view = handle.view();
            let general = view.problems.iter().filter(|standing| !standing.problem.concerns_people());
            told.lock().unwrap().extend(general.map(|standing| (standing.problem.code(), standing.since.0)));
        }
    });
    heard
}
