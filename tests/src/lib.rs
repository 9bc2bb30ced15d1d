//! Journeys through the real program, told as sentences, and what they stand on: a season of written notes that wait for their
//! signature, throwaway servers and disks, a browser without a screen.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

// what is killed and starved
pub mod chance;
pub mod reminding;
pub mod season;
pub mod whole;
pub mod worker;

// what it stands on
pub mod server;

// what a person at a screen sees
pub mod browser;
pub mod demo;
pub mod form;
pub mod page;
pub mod routes;
pub mod walk;
