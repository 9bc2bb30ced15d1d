//! A counseling note: what was said in a session and what its originator makes of it, kept apart from the chart (42 CFR 2.11; P2-11).
//!
//! The words are sealed before they reach the ledger, bound to the note, the chart and the originator, so that neither the database
//! nor a backup of it can be read, and no row can be made to open under another name. The record type holds no words in the clear:
//! whatever prints, exports or searches records has nothing to give away.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | written | kept | a clinician or director, who is then its originator |
//! | kept | amended | kept, next version; the earlier ones stay sealed beside it | its originator |
//! | kept | sent outside | kept | its originator, by a consent to these notes alone (P2-23) |
//! | kept | opened | kept, and the look is in the chart's list | its originator; the director for a purpose of P2-24, which is kept |

pub mod ordinary;
pub mod read;
mod store;
#[cfg(test)]
mod tests;
pub mod write;

use access::Sealed;
use access::key_ring::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{CounselingNoteId, GroupSessionId, PatientId, StaffId};

pub use ordinary::OrdinaryItem;
pub use read::{ListCounselingNotes, ListCounselingNotesOfOthers, ReadCounselingNote, ReadingPurpose, own_to_send};
pub use store::{locked_by, of_originator, of_others};
pub use write::{AmendCounselingNote, WriteCounselingNote};

/// A counseling note as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounselingNote {
    /// The id.
    pub id: CounselingNoteId,
    /// About whom.
    pub patient: PatientId,
    /// Who wrote it and alone amends it.
    pub originator: StaffId,
    /// The session it is about, when it is about one.
    pub session: Option<GroupSessionId>,
    /// The local day of the conversation.
    pub day: Date,
    /// The words, sealed.
    pub words: Sealed,
    /// What looked like an item of the ordinary chart and was left in by the originator: kinds, never words.
    pub left_in: Vec<OrdinaryItem>,
}

/// Where the words of a note belong.
pub(crate) fn place(note: CounselingNoteId, patient: PatientId, originator: StaffId) -> Place {
    Place { kind: "counseling_note", bound_to: [note.0, patient.0, originator.0] }
}

impl CounselingNote {
    pub(crate) fn place(&self) -> Place {
        place(self.id, self.patient, self.originator)
    }
}
