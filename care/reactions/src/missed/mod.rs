//! Who did not come: the clock opens a ladder for everybody who is nowhere, writes the first neutral text, and ends it when there is
//! contact (OP-07, OP-14, LC-31).

mod contact;
mod list;
mod look;
mod one;
mod places;

pub(crate) use contact::{marked, reached};
pub(crate) use list::not_accounted_for;
pub use list::{CallLine, MissedLine, NotAccountedFor, NotAccountedForView, ResponseLine};
pub use look::LookForMissing;
pub use one::{Attempt, OneMissed, OneMissedView};
pub use places::{FreePlace, GivePlace};
