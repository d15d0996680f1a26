//! What every reader of foreign bytes promises, whatever the bytes: one function for each fuzz target.
//!
//! They go in by the doors that production uses: a transport that answers with them, and the readers that are public.

mod browser;
mod cloudya;
mod far_end;
mod microsoft;
mod near;
#[path = "../../src-tauri/daemon/src/people_csv.rs"]
mod people_csv_reader;
mod streams;

pub use browser::browser;
pub use cloudya::{cloudya_wire, people_csv};
pub use microsoft::{aadsts, device_code, graph_refusal, id_token, microsoft_wire, redirect, refusal, retry_after};
pub use streams::sse;

/// Panics where it is broken.
pub type Promise = fn(&[u8]);

/// Each target by its name, which is also the name of its corpus.
pub const TARGETS: [(&str, Promise); 12] = [
    ("aadsts", aadsts),
    ("browser", browser),
    ("cloudya_wire", cloudya_wire),
    ("device_code", device_code),
    ("graph_refusal", graph_refusal),
    ("id_token", id_token),
    ("microsoft_wire", microsoft_wire),
    ("people_csv", people_csv),
    ("redirect", redirect),
    ("refusal", refusal),
    ("retry_after", retry_after),
    ("sse", sse),
];
