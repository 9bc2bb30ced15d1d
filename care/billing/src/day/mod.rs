//! One person's service day: billable, held or not billable, and why in plain words (OP-39..OP-42, OP-A03..A17).
//!
//! `input` is everything the decision needs, `outcome` what it can be, `decide` the pure decision in order,
//! `propose`, `exclusion`, `authorization`
//! and `prediction` its steps, `explain` the sentences.

pub mod input;

pub mod outcome;

pub mod decide;

mod propose;

mod lines;

mod closing;

mod exclusion;

mod authorization;

mod prediction;

mod reason;

mod explain;

#[cfg(test)]
mod tests;

pub use decide::decide;
pub use input::{
    Attendance, AuthorizationFacts, BilledLine, Closer, DayInput, DayPayer, DayService, ExclusionLine, NoteState, Upcoming,
};
pub use outcome::{ChargeLine, Closing, DayPrediction, DayState, Fix, Hold, HoldReason, OwnerRole, Screen, Warning};
