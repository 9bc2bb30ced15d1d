//! People are registered, found and never lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
