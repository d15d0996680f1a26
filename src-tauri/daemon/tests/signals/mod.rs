//! Whatever tells the program to end, whenever it comes: what was published is cleared, and the exit status is 0.

use super::{PATIENCE, in_sync, names, until, world::World};
use nix::sys::signal::Signal;
use sim::nfon::CallPlan;
use tokio::{net::UnixDatagram, process::Command};

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_is_read() {
    let world = World::start().await;
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        let ended = world.told_while_it_reads(signal).await;
        assert_eq!(ended.status.code(), Some(0), "{signal}: {}", ended.both());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_call_is_published() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    for signal in [Signal::SIGINT, Signal::SIGHUP] {
        let mut daemon = world.run().await;
        let people = daemon.wait_for("/api/people", |reply| reply.people().any(|person| in_sync(&person))).await;
        let (extension, user) = people.people().find(in_sync).map(|person| names(&person)).unwrap();
        let call = CallPlan::Inbound { to: extension, from: "4930231250042".to_owned() };
        world.sim().nfon.answer(world.sim().nfon.start_call(call).unwrap());
        until("the call in Teams", || world.sim().microsoft.published(&user).is_some()).await;
        let ended = daemon.end_by(signal).await;
        assert_eq!(ended.status.code(), Some(0), "{signal}: {}", ended.both());
        assert_eq!(world.sim().microsoft.published(&user), None, "{signal}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(target_os = "linux")]
async fn a_terminal_that_closes_does_not_end_what_was_started_with_nohup() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    let program = world.command(&["run"]);
    let program = program.as_std();
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' HUP; exec \"$0\" \"$@\""]).arg(program.get_program()).args(program.get_args());
    let mut daemon = world.running(world.as_usual(command)).await;
    daemon.tell(Signal::SIGHUP);
    daemon.wait_for("/healthz", |reply| reply.status == 200).await;
    assert_eq!(daemon.terminate().await.status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(target_os = "linux")]
async fn systemd_hears_of_the_start_of_life_and_of_the_end() {
    let world = World::start().await;
    world.sim().microsoft.grant_consent();
    assert!(world.sign_in().await.status.success());
    let address = world.home().join("notify");
    let socket = UnixDatagram::bind(&address).unwrap();
    let mut command = world.command(&["run"]);
    command.env("NOTIFY_SOCKET", &address);
    let daemon = world.running(command).await;
    hears(&socket, "READY=1").await;
    for _ in 0..3 {
        hears(&socket, "WATCHDOG=1").await;
    }
    assert_eq!(daemon.terminate().await.status.code(), Some(0));
    hears(&socket, "STOPPING=1").await;
}

async fn hears(socket: &UnixDatagram, wanted: &str) {
    let heard = async {
        let mut datagram = [0; 4_096];
        loop {
            let length = socket.recv(&mut datagram).await.unwrap();
            if std::str::from_utf8(&datagram[..length]).unwrap().lines().any(|line| line == wanted) {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("{wanted} was not heard"));
}
