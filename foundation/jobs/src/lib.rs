//! Durable work on both engines. A job is written in the transaction of the command that wants it, so it exists exactly when the
//! command happened; its key makes a second wish the same wish. A worker leases one job at a time and ends it in the transaction
//! that writes what came of it: the effect inside the database happens exactly once. A worker that dies loses its lease after a
//! while and another goes on, knowing from `attempts` that somebody may have begun.
//!
//! | state | event | next |
//! |---|---|---|
//! | – | wanted | waiting |
//! | waiting | its time has come | leased |
//! | leased | ended well | done |
//! | leased | in trouble | waiting, later; dead after [`MOST_ATTEMPTS`] |
//! | leased | the lease ran out | leased by somebody else |
//! | dead | wanted again by a person | waiting |

mod back_off;
mod job;
mod store;

pub use back_off::{MOST_ATTEMPTS, back_off};
pub use job::{Job, Next, Timer, Wish};
pub use store::{
    Counts, Dead, clock_is_behind, counts, dead, due, end, end_due, lease, postpone, revive, trouble, want, want_many,
};

#[cfg(test)]
mod tests;
