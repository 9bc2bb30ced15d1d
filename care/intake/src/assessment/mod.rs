//! The assessment (105 CMR 164.072, MA-10): built from what is known already, written by several people, saved as it grows, signed
//! when nothing is missing, and never overwritten.
//!
//! | state (computed) | event | next | who may |
//! |---|---|---|---|
//! | – | begun from an inquiry | open | intake, clinician, clinical director |
//! | open | typed and not saved yet | open; kept as the writer's own draft | who may save that part |
//! | open | topics or ratings saved | open | intake (topics), clinician, clinical director |
//! | open | signed, nothing missing | signed | clinician, clinical director |
//! | signed | opened again with a reason | open; the signed version stays | clinician, clinical director |

pub mod topic;
pub use topic::{Part, Topic};

mod model;
pub use model::{Assessment, Entry, Further, Signed};

pub mod begin;
pub mod draft;
pub mod gate;
pub mod reopen;
pub mod save;
pub mod sign;
pub mod view;
pub use begin::BeginAssessment;
pub use draft::{Draft, DraftReceipt, KeepDraft};
pub use reopen::ReopenAssessment;
pub use save::{SaveRatings, SaveTopics, TopicInput};
pub use sign::SignAssessment;
pub use store::{newest_signed_of, of_inquiry, unsigned_by};
pub use view::{AssessmentOf, AssessmentView, EntryView};

pub(crate) mod store;

#[cfg(test)]
pub(crate) mod tests;
