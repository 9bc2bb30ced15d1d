//! The **Stepdown Placement Advisor**: from what is known about somebody to a level of care, with every reason.
//!
//! A pure decision (LC-03: it suggests, a qualified clinician decides). Hard stops are looked at first (LC-09…22); the decision
//! table is dated data that a director approves before it is used ([`Table`]); nothing missing is guessed, it is named (step 8).
//! The anchors, the table and every sentence are our own; level numbers are shown because payers and states use them as codes
//! (LC-01, LC-02).

// what is asked
pub mod answers;
pub mod level;
pub mod table;
pub use answers::{Answers, Dimension, Rating};
pub use level::Level;
pub use table::Table;

// what is decided
pub mod advice;
mod advise;
mod floor;
pub mod hard_stop;
mod measured;
pub use advice::{Advice, Alternative, Check, Disposition, Fired, Found, Lock, Need, Service, Suggestion};
pub use advise::advise;

// whose turn it is, and whether to go on
pub mod continued;
pub mod priority;

// published cases
pub mod case;

#[cfg(test)]
mod tests;

/// The name on every page and printed sheet (LC-02).
pub const TITLE: &str = "Stepdown Placement Advisor";

/// What every page and printed sheet says beneath the level (LC-02).
pub const DISCLAIMER: &str = "Level numbers are shown because payers and state rules use them as codes. Their names and criteria \
belong to their publisher, the American Society of Addiction Medicine, which has neither made nor endorsed this tool; it does not \
replace its criteria. The advisor suggests. A qualified clinician decides and signs.";
