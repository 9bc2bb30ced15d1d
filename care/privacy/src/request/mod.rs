//! What a person asks about their record, each with its clock (P2-48 to P2-52, P2-49a): a copy, a correction, an account of what was
//! shared, a limit on who is told, the list of an intermediary, another way to be reached.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | received | open, due by the clock of its kind | whoever people talk with; the compliance officer |
//! | open | extended once, before it is due, with a written reason | open, due later | compliance officer |
//! | open | answered | answered | compliance officer |
//! | open | taken back by the person | answered | compliance officer |
//! | answered, a limit agreed | lifted, as the person wants | answered, the limit without effect | compliance officer |

pub mod model;
pub use model::{Answer, AskedBy, Extension, Limit, Outcome, PrivacyRequest, RequestKind, Standing, Way};

// what is done with one
mod receive;
pub use receive::ReceiveRequest;

mod extend;
pub use extend::ExtendRequest;

mod answer;
pub use answer::AnswerRequest;

mod lift;
pub use lift::LiftAgreedRestriction;

// what is seen
mod list;
pub(crate) use list::names;
pub use list::{ListRequests, OpenRequest, RequestLine};

mod store;
pub use store::{load, of_patient};

#[cfg(test)]
mod tests;
