//! The board of the day: who is expected, who is here, whom to look at first, what is due, what the week still needs.

mod board;
mod due;
mod look_first;
pub(crate) mod meter;
mod view;

pub use board::OpenTodayBoard;
pub use view::{BoardPerson, Due, DueKind, HoursMeter, Lane, LookFirst, LookFirstKind, Tally, TodayBoard};
