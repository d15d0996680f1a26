//! The program as a process to which bad things happen: it is killed, or the disk is full.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test, also in what the tests share")]

mod damage;
mod full_disk;
mod kills;
mod processes;
