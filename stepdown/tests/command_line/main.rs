//! The program as scripts and people meet it: its own binary, its exit codes, its words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

mod help;
mod settings;

mod gate;
mod import;
mod place;
mod referral;
mod schedule;
mod score;

mod claims;
mod deidentified;
mod eligibility;
mod export;
mod verify;

mod at_rest;
mod backup;
mod carry;
mod closing;
mod daypack;
mod faults;
mod keys;

mod serve;
mod staff;
mod upload_scan;
