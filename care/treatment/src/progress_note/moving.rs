//! Moves a note that was signed into the wrong chart: out of force there, a new note here; both charts keep the reason and neither
//! names the other person (OP-12).

use access::{Action, Command, Context, Done, Refusal};
use vocabulary::id::{PatientId, ProgressNoteId};

use super::amend::{require_author, require_reason};
use super::sign::unsigned;
use super::{ProgressNote, Standing, store as notes};
use crate::Fact;

/// Moves a note.
#[derive(Clone, Debug)]
pub struct MoveNote {
    /// Which.
    pub note: ProgressNoteId,
    /// Into whose chart it belongs.
    pub to: PatientId,
    /// Why.
    pub reason: String,
}

impl Command for MoveNote {
    type Output = ProgressNoteId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgressNoteId, Fact>, Refusal> {
        let current = notes::note(cx.tx, self.note)?;
        require_author(cx, &current, Action::Move)?;
        require_reason(&self.reason)?;
        if current.patient == self.to {
            return Err(Refusal::invalid("to", "The note is already in this chart."));
        }
        let episode = episode::episode::current_of(cx.tx, self.to)?.ok_or(Refusal::NotFound)?;
        if notes::in_force_of_session(cx.tx, current.session)?.iter().any(|note| note.patient == self.to) {
            return Err(Refusal::refused(
                "has_a_note",
                "OP-12",
                "The other chart already has a note of this session.",
                "Void one of the two first.",
            ));
        }
        let reason = self.reason.trim().to_owned();
        let left = ProgressNote { standing: Standing::MovedAway { reason: reason.clone() }, ..current.record.clone() };
        let mut moved = ProgressNote {
            id: cx.new_id(),
            patient: self.to,
            episode: episode.id,
            objectives: Vec::new(),
            signature: unsigned(cx),
            standing: Standing::InForceMovedHere { reason },
            ..current.record.clone()
        };
        moved.own.touched.clear();
        moved.signature.content_sha256 = moved.content_sha256();
        cx.tx.amend(&left, current.version, &cx.entry("moved to the right chart"))?;
        cx.tx.append(&moved, &cx.entry("moved here from another chart"))?;
        let changed = |patient| Fact::NoteChanged { patient, day: current.day };
        Ok(Done { output: moved.id, facts: vec![changed(current.patient), changed(self.to)] })
    }
}
