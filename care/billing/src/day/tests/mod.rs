//! Days in cases. `people` builds them; each file takes one part of the decision.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod people;

mod per_diem;

mod authorization;

mod medicare;

mod money;

mod laws;
