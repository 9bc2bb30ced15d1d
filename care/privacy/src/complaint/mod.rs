//! Complaints about how a record was handled (42 CFR 2.4; P2-53). Anybody may complain, to the program or to the federal authority, and
//! nobody is treated worse for it.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | received | open | whoever people talk with; the compliance officer |
//! | open | answered, with the day they were told | answered | compliance officer |

pub mod model;
pub use model::{Complaint, ComplaintAnswer, NO_RETALIATION};

// what is done with one
mod receive;
pub use receive::ReceiveComplaint;

mod answer;
pub use answer::AnswerComplaint;

// what is seen
mod list;
pub use list::{ComplaintLine, ListComplaints, OpenComplaint};

mod store;
pub use store::load;

#[cfg(test)]
mod tests;
