//! A complaint.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ComplaintId, PatientId, StaffId};

use crate::request::Way;

/// What the program promises whoever complains.
pub const NO_RETALIATION: &str = "Nobody is treated worse for a complaint: care, appointments and how people are spoken to stay as they were. Nobody has to give up the right to complain to be treated here.";

/// What came of a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintAnswer {
    /// What was found and what was done.
    pub outcome: String,
    /// On which day whoever complained was told; nothing when nobody knows who it was.
    pub told_on: Option<Date>,
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
}

/// A complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The id.
    pub id: ComplaintId,
    /// Whose record it is about, when it is about one.
    pub patient: Option<PatientId>,
    /// The day it reached the program.
    pub received_on: Date,
    /// Who complained; empty when they did not say.
    pub from: String,
    /// How.
    pub way: Way,
    /// About what, in their words.
    pub words: String,
    /// What came of it, once that is known.
    pub answer: Option<ComplaintAnswer>,
}

impl Complaint {
    /// `open` or `answered`.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        if self.answer.is_some() { "answered" } else { "open" }
    }
}
