//! The program is killed, and what it kept is damaged before it begins again.

use super::processes::{MEETING, World, until};

#[test]
fn a_phone_that_is_diverted_is_returned_though_the_journal_is_damaged() {
    let (world, extension) = World::with_meeting();
    let daemon = world.running();
    world.show(&extension, "Busy", "InAMeeting");
    until("the diversion", || world.profile(&extension) == MEETING);
    daemon.kill();
    world.damage_journal("published");
    world.show(&extension, "Available", "Available");
    let mut daemon = world.running();
    until("the former profile", || world.profile(&extension) == 0);
    assert_eq!(daemon.problems(), ["journal-damaged"]);
    assert_eq!(daemon.recovered(), ["yes"]);
    daemon.kill();
    world.recovers();
    assert_eq!(world.profile(&extension), 0);
}

#[test]
fn a_phone_that_nobody_can_know_of_any_more_is_told_of() {
    let (world, extension) = World::with_meeting();
    let daemon = world.running();
    world.show(&extension, "Busy", "InAMeeting");
    until("the diversion", || world.profile(&extension) == MEETING);
    daemon.kill();
    world.damage_journal("diversions");
    let mut daemon = world.running();
    until("the problem", || daemon.problems() == ["journal-damaged"]);
    assert_eq!(daemon.recovered(), ["no"]);
}

#[test]
fn settings_that_are_damaged_are_set_aside_and_their_copy_is_used() {
    let world = World::ready();
    let daemon = world.running();
    daemon.kill();
    let damaged = world.damage_settings();
    let extension = world.call();
    let mut daemon = world.running();
    daemon.until_published(&extension);
    assert_eq!(daemon.problems(), ["settings-damaged"]);
    assert_eq!(world.state("profile.json.damaged"), damaged, "for whoever wants to look");
    daemon.kill();
    world.hang_up(&extension);
    world.recovers();
}
