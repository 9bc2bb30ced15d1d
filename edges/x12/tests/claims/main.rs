//! Claim files from outside the crate: written, read back, refused, and judged by a stranger.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod fixture;

mod any_claims;

mod round_trip;

mod samples;

mod levels;

mod refusals;

mod any_interchange;

mod hostile;

mod outsider;
