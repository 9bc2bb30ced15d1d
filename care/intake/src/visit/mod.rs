//! The first visit of somebody who asks: an hour with an intake specialist or a clinician, found in the calendar as it is, booked from
//! the call (S-28). People are not registered yet, so it is a noun of its own beside the sessions of the schedule.

pub mod book;
pub mod mark;
pub mod slots;
mod store;
pub mod to_come;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{AssessmentVisitId, InquiryId, PatientId, StaffId};

use crate::inquiry::desk::VisitResult;

pub use book::{BookVisit, NoteVisitOffered, SayWhyLate, WantedVisit};
pub use mark::MarkVisit;
pub use slots::{OpenSlots, Slot};
pub use to_come::{VisitToCome, to_come_with};

/// A first visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentVisit {
    /// The id.
    pub id: AssessmentVisitId,
    /// Whose.
    pub patient: PatientId,
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// With whom.
    pub staff: StaffId,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// What came of it.
    pub result: Option<VisitResult>,
}

#[cfg(test)]
mod tests;
