//! What happens when the machine fails: power, disk, database, clock. Told as given, when, then.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stderr, reason = "tests")]

mod kill;
