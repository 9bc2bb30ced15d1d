//! Somebody outside asks whether a person is or was here. They get the same words whoever it is about, and nobody looks anything up
//! (42 CFR 2.13(c); P2-14, MA-A19). What is kept is who asked and how, never about whom: there is no link to any patient.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | written down | kept | whoever takes calls; read by the compliance officer and the director |

mod keep;
pub use keep::KeepPresenceQuestion;

mod list;
pub use list::{ListPresenceQuestions, PresenceQuestionLine};

pub mod model;
pub use model::{PresenceQuestion, SCRIPT, WhoAsks};

mod store;

#[cfg(test)]
mod tests;
