//! The program is killed at points that hurt, and started again: the board is right soon, and nothing is left behind.

use super::processes::{MEETING, Moment, World, until};

#[test]
fn before_cloudya_has_answered_the_first_request() {
    let world = World::ready();
    world.call();
    world.hold("cti", "login", Moment::Before, 1);
    let daemon = world.begin();
    world.until_held(1);
    daemon.kill();
    world.recovers();
}

#[test]
fn and_asked_to_end_before_it_could_clear_what_was_left() {
    let world = World::ready();
    let mut daemon = world.running();
    let extension = world.call();
    daemon.until_published(&extension);
    daemon.kill();
    world.hold("cti", "login", Moment::Before, 1);
    let daemon = world.begin();
    world.until_held(1);
    assert_eq!(daemon.terminate(), Some(0));
    assert!(!world.is_published(&extension));
    world.hang_up(&extension);
    world.recovers();
}

#[test]
fn while_addresses_are_read() {
    let world = World::ready();
    world.call();
    world.hold("configuration", "voice-mail", Moment::Before, 7);
    let daemon = world.begin();
    world.until_held(7);
    daemon.kill();
    world.recovers();
}

#[test]
fn while_refresh_tokens_are_exchanged_and_the_new_ones_never_arrive() {
    let world = World::ready();
    world.call();
    // The application's and the sync user's.
    world.hold("login", "oauth2/v2.0/token", Moment::After, 2);
    let daemon = world.begin();
    world.until_held(1);
    daemon.kill();
    world.recovers();
}

#[test]
fn while_settings_are_written() {
    let world = World::ready();
    let daemon = world.running();
    assert_eq!(daemon.terminate(), Some(0));
    world.call();
    let settings = world.hold_settings();
    let daemon = world.begin();
    world.halve_settings(&settings, daemon);
    world.recovers();
}

#[test]
fn when_a_call_is_written_down_and_teams_has_not_heard_of_it() {
    let world = World::ready();
    let daemon = world.running();
    world.hold("graph", "setPresence", Moment::Before, 1);
    let extension = world.call();
    world.until_held(1);
    daemon.kill();
    assert!(!world.is_published(&extension));
    world.recovers();
}

#[test]
fn when_teams_shows_a_call_and_the_program_has_not_heard_of_it() {
    let world = World::ready();
    let daemon = world.running();
    world.hold("graph", "setPresence", Moment::After, 1);
    let extension = world.call();
    world.until_held(1);
    daemon.kill();
    assert!(world.is_published(&extension));
    world.hang_up(&extension);
    world.recovers();
}

#[test]
fn just_after_a_call_was_published_that_ends_while_nobody_looks() {
    let world = World::ready();
    let mut daemon = world.running();
    let extension = world.call();
    daemon.until_published(&extension);
    daemon.kill();
    world.hang_up(&extension);
    world.recovers();
}

#[test]
fn again_while_what_the_first_crash_left_is_set_right() {
    let world = World::ready();
    let mut daemon = world.running();
    let extension = world.call();
    daemon.until_published(&extension);
    daemon.kill();
    // What is not known for sure is published afresh, which is what a renewal does as well.
    world.hold("graph", "setPresence", Moment::After, 1);
    let daemon = world.begin();
    world.until_held(1);
    daemon.kill();
    world.hang_up(&extension);
    world.recovers();
}

#[test]
fn just_after_an_entry_of_the_journal_was_shown() {
    let world = World::ready();
    let mut shown = Vec::new();
    for _ in 0..3 {
        let daemon = world.running();
        let before = shown.len();
        let extension = world.call();
        until("an entry about the call", || {
            shown = world.journal();
            shown.iter().skip(before).any(|entry| entry.contains("Published"))
        });
        daemon.kill();
        world.hang_up(&extension);
    }
    world.recovers();
    let left = world.journal();
    let lost = shown.iter().find(|entry| !left.contains(entry));
    assert_eq!(lost, None, "it was shown");
}

#[test]
fn while_a_call_is_cleared() {
    for moment in [Moment::Before, Moment::After] {
        let world = World::ready();
        let mut daemon = world.running();
        let extension = world.call();
        daemon.until_published(&extension);
        world.hold("graph", "clearPresence", moment, 1);
        world.hang_up(&extension);
        world.until_held(1);
        daemon.kill();
        world.recovers();
    }
}

#[test]
fn in_the_middle_of_quitting() {
    let world = World::ready();
    let mut daemon = world.running();
    let extension = world.call();
    daemon.until_published(&extension);
    world.hold("graph", "clearPresence", Moment::Before, 1);
    daemon.ask_to_end();
    world.until_held(1);
    daemon.kill();
    assert!(world.is_published(&extension));
    world.hang_up(&extension);
    world.recovers();
}

#[test]
fn while_a_phone_is_diverted() {
    for (moment, profile) in [(Moment::Before, 0), (Moment::After, MEETING)] {
        let (world, extension) = World::with_meeting();
        let daemon = world.running();
        world.hold("configuration", "callforward-profiles/3", moment, 1);
        world.show(&extension, "Busy", "InAMeeting");
        world.until_held(1);
        daemon.kill();
        world.until_dropped();
        assert_eq!(world.profile(&extension), profile, "{moment:?}");
        world.show(&extension, "Available", "Available");
        returns(&world, &extension);
    }
}

#[test]
fn while_a_phone_is_diverted_for_a_meeting_that_goes_on() {
    let (world, extension) = World::with_meeting();
    let daemon = world.running();
    world.hold("configuration", "callforward-profiles/3", Moment::After, 1);
    world.show(&extension, "Busy", "InAMeeting");
    world.until_held(1);
    daemon.kill();
    // It is returned first, whatever Teams shows, and what it returns to is what was active before the crash.
    world.hold("configuration", "callforward-profiles/3", Moment::Before, 1);
    let daemon = world.begin();
    world.until_held(1);
    assert_eq!(world.profile(&extension), 0);
    daemon.kill();
    world.until_dropped();
    world.show(&extension, "Available", "Available");
    returns(&world, &extension);
}

#[test]
fn while_a_phone_is_returned() {
    for (moment, profile) in [(Moment::Before, MEETING), (Moment::After, 0)] {
        let (world, extension) = World::with_meeting();
        let daemon = world.running();
        world.show(&extension, "Busy", "InAMeeting");
        until("the diversion", || world.profile(&extension) == MEETING);
        world.hold("configuration", "callforward-profiles/0", moment, 1);
        world.show(&extension, "Available", "Available");
        world.until_held(1);
        daemon.kill();
        world.until_dropped();
        assert_eq!(world.profile(&extension), profile, "{moment:?}");
        returns(&world, &extension);
    }
}

#[test]
fn again_while_a_phone_is_returned_that_the_first_crash_left() {
    let (world, extension) = World::with_meeting();
    let daemon = world.running();
    world.show(&extension, "Busy", "InAMeeting");
    until("the diversion", || world.profile(&extension) == MEETING);
    daemon.kill();
    world.show(&extension, "Available", "Available");
    for moment in [Moment::Before, Moment::After] {
        world.hold("configuration", "callforward-profiles/0", moment, 1);
        let daemon = world.begin();
        world.until_held(1);
        daemon.kill();
        world.until_dropped();
    }
    returns(&world, &extension);
}

#[test]
fn in_the_middle_of_quitting_with_a_diverted_phone() {
    let (world, extension) = World::with_meeting();
    let daemon = world.running();
    world.show(&extension, "Busy", "InAMeeting");
    until("the diversion", || world.profile(&extension) == MEETING);
    world.hold("configuration", "callforward-profiles/0", Moment::Before, 1);
    daemon.ask_to_end();
    world.until_held(1);
    daemon.kill();
    world.until_dropped();
    assert_eq!(world.profile(&extension), MEETING);
    world.show(&extension, "Available", "Available");
    returns(&world, &extension);
}

/// Starts the program again, and looks whether it returns the phone, before it is asked to end and afterwards.
fn returns(world: &World, extension: &str) {
    world.release();
    let daemon = world.running();
    until("the former profile", || world.profile(extension) == 0);
    daemon.kill();
    world.recovers();
    assert_eq!(world.profile(extension), 0);
}
