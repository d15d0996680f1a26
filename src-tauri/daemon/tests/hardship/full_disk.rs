//! A disk on which nothing can be written any more: calls go on, it is said once, and it heals by itself.
#![cfg(target_os = "linux")]

use super::processes::{World, until};

#[test]
fn a_full_disk_is_said_once_and_stops_nothing() {
    let world = World::ready();
    let mut daemon = world.running();
    daemon.limit_files("0");
    let extension = world.call();
    until("the call in Teams", || world.is_published(&extension));
    until("the problem", || daemon.problems() == ["disk-unavailable"]);
    world.hang_up(&extension);
    until("the end of the call in Teams", || !world.is_published(&extension));
    assert_eq!(daemon.problems(), ["disk-unavailable"]);
    daemon.limit_files("unlimited");
    let extension = world.call();
    until("the next call in Teams", || world.is_published(&extension));
    until("health", || daemon.problems().is_empty());
    assert_eq!(daemon.terminate(), Some(0));
    world.recovers();
}
