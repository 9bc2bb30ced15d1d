//! The door: a short code on the person's own phone that the desk or a screen at the door takes, and, while the program asks them, a few
//! questions about how they feel today (S-25). The screen knows nobody: it shows no name, and a wrong code tells nothing.
//!
//! | state of a code | event | next | who may |
//! |---|---|---|---|
//! | – | asked for on the phone | valid for ten minutes | the person |
//! | valid | typed at the door | used: arrived, or asked to wait | a screen at the door, whoever marks arrivals |
//! | valid | its time is over, or another was asked for | dead | nobody: computed |

pub mod answer;
pub mod check_in;
pub mod code;
pub mod kiosk;
pub mod questions;
mod store;

pub use answer::{DoorAnswer, SeeDoorAnswer, SeenAs};
pub use check_in::{CheckIn, CheckedIn};
pub use code::{AskDoorCode, DoorCode};
pub use kiosk::{CloseKiosk, DoorKiosk, OpenKiosk};
pub use questions::{DoorQuestion, DoorQuestions, SetDoorQuestions, asked_on, standard};
pub use store::{all_kiosks, answers_on, code_of, kiosk_with};

#[cfg(test)]
mod tests;
