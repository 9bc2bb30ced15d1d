//! Takes a note out of force with a reason. It stays readable; the day is counted anew.

use access::{Action, Command, Context, Done, Refusal};
use vocabulary::id::ProgressNoteId;

use super::amend::{require_author, require_reason};
use super::{ProgressNote, Standing, store as notes};
use crate::Fact;

/// Voids a note.
#[derive(Clone, Debug)]
pub struct VoidNote {
    /// Which.
    pub note: ProgressNoteId,
    /// Why.
    pub reason: String,
}

impl Command for VoidNote {
    type Output = ProgressNoteId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgressNoteId, Fact>, Refusal> {
        let current = notes::note(cx.tx, self.note)?;
        require_author(cx, &current, Action::Void)?;
        require_reason(&self.reason)?;
        let standing = Standing::Voided { reason: self.reason.trim().to_owned() };
        let next = ProgressNote { standing, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("voided"))?;
        Ok(Done::with(self.note, Fact::NoteChanged { patient: next.patient, day: next.day }))
    }
}
