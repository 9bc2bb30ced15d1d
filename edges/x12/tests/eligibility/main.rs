//! Eligibility files from outside the crate: inquiries written and read back, answers read, kept, refused, and judged by strangers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod fixture;

mod samples;

mod inquiry;

mod any_answers;

mod hostile;

mod outsider;
