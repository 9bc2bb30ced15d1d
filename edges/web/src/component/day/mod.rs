//! The pieces of the day board.

mod agenda;
mod lane;
mod reason_card;

pub use agenda::{DueLine, LaterLine, due_list, later_list};
pub use lane::{Lane, PersonRow};
pub use reason_card::{ReasonCard, reason_cards};
