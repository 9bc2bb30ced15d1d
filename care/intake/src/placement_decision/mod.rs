//! The level of care that a clinician decided, with the advice it rests on (LC-03, LC-24, LC-26). A later decision is a new record;
//! an old one keeps its table's version and everything it said (LC-A18).

pub mod decide;
pub mod model;
pub mod view;

pub use decide::DecidePlacement;
pub use model::{Cleared, DiscrepancyReason, PayerCriteria, PlacementDecision};
pub use store::newest_of_inquiry;
pub use view::{ConsentToRefer, PlacementOf, PlacementView};

mod store;

#[cfg(test)]
mod tests;
