//! The template week of an intensive outpatient program: which group sessions run, who leads them where, who sits in them, and when each
//! patient meets their counselor alone. Pure: an [`Instance`] in, a [`WeekPlan`] out; no store, no clock, nothing kept.
//!
//! [`check`] judges any plan and shares no code with the search that [`solve`] runs, so that one finds the mistakes of the other.

mod instance;
mod plan;

mod check;

mod search;

pub use check::{Counts, Verdict, check};
pub use instance::{GroupType, Instance, Interval, Patient, Previous, Room, Staff, Start, Unreadable, Weights};
pub use plan::{IndividualSession, Session, WeekPlan};
pub use search::{Effort, Found, Pace, Told, solve};

#[cfg(test)]
mod tests;
