//! Credited minutes (OP-09): what a person's presence is worth, per service, day and program week.
//!
//! Pure: no store, no clock. Instants are UTC, so a summer-time change neither gives nor takes minutes.
//! `span` holds minute arithmetic, `day` credits one day, `week` adds days up against a floor and a ceiling.

mod span;

pub mod day;

pub mod week;

pub mod words;

#[cfg(test)]
mod tests;

pub use day::{DayCredit, Lost, Place, Presence, ScheduledService, ServiceCredit, credit_day};
pub use span::Span;
pub use week::{DayHours, Gap, HoursFlag, HoursRule, ProgramWeek, WeekHours, week_hours};
pub use words::closing_sentence;
