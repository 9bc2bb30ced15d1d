//! The checks in cases and laws. Every person here is invented.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod completeness;

mod firewall;

mod firewall_laws;

mod individuality;
