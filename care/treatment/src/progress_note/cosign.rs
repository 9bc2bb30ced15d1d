//! The supervisor signs beside somebody in training. Only the supervisor named in the note may.

use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal};
use vocabulary::id::ProgressNoteId;

use super::sign::unsigned;
use super::{Cosignature, ProgressNote, Signature, store as notes};
use crate::Fact;

/// Co-signs a note.
#[derive(Clone, Debug)]
pub struct CosignNote {
    /// Which.
    pub note: ProgressNoteId,
    /// The version that was read.
    pub version: i64,
}

impl Command for CosignNote {
    type Output = ProgressNoteId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgressNoteId, Fact>, Refusal> {
        let current = notes::note(cx.tx, self.note)?;
        let is_supervisor = current.cosignature == Cosignature::Awaited(cx.actor.staff);
        cx.require_when(Action::Cosign, Kind::ProgressNote, Circumstances::own_if(current.signature.staff == cx.actor.staff))?;
        match &current.cosignature {
            Cosignature::Given(_) => return Ok(Done::already(self.note)),
            Cosignature::Awaited(_) if !is_supervisor => return Err(Refusal::NotFound),
            Cosignature::NotNeeded => return Err(Refusal::NotFound),
            Cosignature::Awaited(_) => {}
        }
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        let signature = Signature { content_sha256: current.content_sha256(), ..unsigned(cx) };
        let next = ProgressNote { cosignature: Cosignature::Given(signature), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("co-signed"))?;
        Ok(Done::with(self.note, Fact::NoteChanged { patient: next.patient, day: next.day }))
    }
}
