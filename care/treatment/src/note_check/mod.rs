//! Checks before signing (`ux.md` 5.3, OP-10..OP-12): pure, local, and each finding points at its spot.
//!
//! `completeness` asks what is missing, `individuality` whether a text is nearly another's, `name_firewall` whether
//! a text names another participant. Findings may quote a chart: show them, never log them.

pub mod finding;

pub mod completeness;

pub mod individuality;

pub mod name_firewall;

mod common_words;

mod phone;

mod words;

#[cfg(test)]
mod tests;

pub use completeness::{Leader, MinutesChoice, PersonEntry, SessionFacts, completeness, telehealth};
pub use finding::{Certainty, Check, Finding, Place, SameWith, ready};
pub use individuality::{EarlierText, OwnText, SamenessLimits, individuality};
pub use name_firewall::{CheckedText, Firewall, Participant};
