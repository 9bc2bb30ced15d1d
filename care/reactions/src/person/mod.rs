//! What a chart needs beside its own records: the names of staff and payers, marks at the door, versions of the plan, the week, and
//! the thread from plan to note.

pub(crate) mod fitting_week;
mod golden_thread;
mod looked;
mod surroundings;
mod unusual;
mod week;

pub(crate) use fitting_week::ceiling;
pub use fitting_week::{FindFittingWeeks, FittingWeeks, FoundWeeks, GroupOfWeek, OfferedWeek, OneMore, WhyNot};
pub use golden_thread::{ThreadWarning, golden_thread};
pub use looked::{Looked, LookedAt, WhoLooked};
pub use surroundings::{PlanVersion, Surroundings};
pub use unusual::{Unusual, UnusualLook, UnusualLooks};
pub use week::{GroupOffer, OpenPersonWeek, PersonWeek, PlaceInGroup, WeekSession};
