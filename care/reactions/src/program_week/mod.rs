//! The program's own week when somebody is out, a room is gone or the program is closed: what no longer holds, a proposal of a few changes
//! with what each costs whom, accepting all or a part of it, and putting it back (S-04, S-05, S-11; ADR 0033).

// what stands, and what no longer holds
mod grid;
mod known;
mod trouble;

// a place for what is touched, and what it costs
mod board;
mod cost;
mod plan;

// what is asked and done
mod accept;
mod open;
mod proposal;
mod put_back;

pub use accept::AcceptChanges;
pub use cost::Cost;
pub use open::{ChangedWeek, OpenStaffTime, OpenWeekChange, StaffTime};
pub use proposal::{Change, MOST_DAYS, Proposal, ProposeChanges};
pub use put_back::PutBackChanges;
