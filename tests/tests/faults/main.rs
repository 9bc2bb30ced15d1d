//! What happens when the machine fails: power, disk, database, clock. Told as given, when, then.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod clock;
mod disk;
mod gone;
mod kill;
mod reminders;

use std::sync::OnceLock;

use journeys::season::{self, Size};

/// A small season: one group of twelve, two mornings.
fn small_season() -> &'static [u8] {
    static DUMP: OnceLock<Vec<u8>> = OnceLock::new();
    DUMP.get_or_init(|| season::written(Size { cohorts: 1, mornings: 2 }))
}

/// The throwaway server of `cargo xtask test`.
fn test_server() -> String {
    std::env::var("STEPDOWN_TEST_POSTGRES").expect("set STEPDOWN_TEST_POSTGRES, or run `cargo xtask test`")
}
