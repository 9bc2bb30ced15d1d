//! What was written on one slip.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{DayPackId, GroupSessionId, PatientId, SlipEntryId, StaffId};

use crate::group_note::Participation;

/// What was written on one slip, in the chart of the person it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipEntry {
    /// The id.
    pub id: SlipEntryId,
    /// About whom.
    pub patient: PatientId,
    /// In which session.
    pub session: GroupSessionId,
    /// Of which pack.
    pub pack: DayPackId,
    /// The code.
    pub code: String,
    /// What the paper says.
    pub on_paper: OnPaper,
    /// The words that stood in the draft before, so that taking the entry back puts them back.
    pub words_before: String,
}

/// What the paper says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnPaper {
    /// This.
    Written(Box<WrittenOnPaper>),
    /// Nothing.
    NothingWritten,
    /// Nobody knows: the slip is lost.
    Lost,
    /// The entry was taken back.
    Withdrawn,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenOnPaper {
    /// When they came.
    pub arrived: Option<Timestamp>,
    /// When they left.
    pub left: Option<Timestamp>,
    /// Why they did not come; whether the program accepts it stands before it.
    pub absence: Option<(bool, String)>,
    /// How they took part.
    pub participation: Option<Participation>,
    /// The person's part of the note.
    pub words: String,
    /// Whether there are words on it that somebody else enters, who may write notes.
    #[serde(default)]
    pub words_to_come: bool,
    /// Who wrote it.
    pub written_by: Option<StaffId>,
    /// When they wrote it.
    pub written_at: Option<Timestamp>,
}

/// That a note was first written on paper (OP-11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstOnPaper {
    /// Who wrote it, with the credential.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The code of the slip.
    pub slip: String,
}

impl SlipEntry {
    /// Whether it stands.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.on_paper != OnPaper::Withdrawn
    }

    /// What was written, when something was.
    #[must_use]
    pub fn written(&self) -> Option<&WrittenOnPaper> {
        match &self.on_paper {
            OnPaper::Written(written) => Some(written),
            _ => None,
        }
    }
}
