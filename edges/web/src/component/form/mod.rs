//! What is filled in, and what is wrong with it.

mod around;
mod choice;
mod field;
mod problem;
mod select;

pub use choice::{ChoiceRow, Tick};
pub use field::Field;
pub use problem::{Problem, error_summary, wrong_words};
pub use select::Select;

#[cfg(test)]
mod tests;
