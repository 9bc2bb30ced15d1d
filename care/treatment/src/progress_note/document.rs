//! One signed note as a document: whom it is about, what it says, every version it had, and what the viewer may do with it.

use access::{Action, Context, Refusal};
use confidential::{Guarded, Query};
use episode::Patient;
use jiff::Timestamp;
use policy::{Circumstances, Kind};
use schedule::program::{ServiceType, all_staff};
use store::Author;
use vocabulary::id::ProgressNoteId;

use super::{Cosignature, ProgressNote, Standing};

/// Opens a note. The look is written down.
#[derive(Clone, Copy, Debug)]
pub struct OpenNote {
    /// Which.
    pub note: ProgressNoteId,
}

/// A note with everything around it.
#[derive(Clone, Debug)]
pub struct NoteDocument {
    /// About whom.
    pub patient: Patient,
    /// The note as it stands.
    pub note: ProgressNote,
    /// Its version.
    pub version: i64,
    /// What kind of service it was, in words.
    pub service: String,
    /// The supervisor it waits for.
    pub awaited_supervisor: Option<String>,
    /// Every version, oldest first.
    pub versions: Vec<NoteVersion>,
    /// What the viewer may do.
    pub may: MayDo,
}

/// One version of a note.
#[derive(Clone, Debug)]
pub struct NoteVersion {
    /// Its number, from 1.
    pub version: i64,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was done: signed, corrected, co-signed, voided, moved.
    pub what: &'static str,
    /// Why, where a reason is asked for.
    pub why: Option<String>,
    /// What it said.
    pub note: ProgressNote,
}

/// What somebody may do with a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MayDo {
    /// Correct it.
    pub amend: bool,
    /// Take it out of force.
    pub void: bool,
    /// Move it to another chart.
    pub r#move: bool,
    /// Sign beside it.
    pub cosign: bool,
}

impl Query for OpenNote {
    type View = NoteDocument;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<NoteDocument>, Refusal> {
        let current = super::note(cx.tx, self.note)?;
        let patient = episode::patient::load(cx.tx, current.patient)?;
        let service = cx.tx.load::<ServiceType>(current.service_type)?.map(|service| service.name.clone()).unwrap_or_default();
        let staff = all_staff(cx.tx)?;
        let name = |id| staff.iter().find(|one| one.id == id).map(|one| one.signature_name()).unwrap_or_default();
        let history = cx.tx.history::<ProgressNote>(self.note)?;
        let versions = history
            .into_iter()
            .map(|(stored, reason)| {
                let (what, why) = told(&stored.record, &reason);
                let by = match stored.recorded_by {
                    Author::Staff(id) => name(id),
                    Author::Stepdown => "Stepdown".to_owned(),
                    Author::Patient(_) => "the person".to_owned(),
                };
                NoteVersion { version: stored.version, at: stored.recorded_at, by, what, why, note: stored.record }
            })
            .collect();
        let awaited_supervisor = match current.cosignature {
            Cosignature::Awaited(id) => Some(name(id)),
            _ => None,
        };
        let view = NoteDocument {
            patient: patient.record,
            may: may_do(cx, &current),
            version: current.version,
            note: current.record,
            service,
            awaited_supervisor,
            versions,
        };
        Ok(Guarded::chart(view.note.patient, Kind::ProgressNote, view))
    }
}

/// What the actor may do with this note.
pub(crate) fn may_do(cx: &Context<'_>, note: &ProgressNote) -> MayDo {
    let own = Circumstances::own_if(note.signature.staff == cx.actor.staff);
    let may = |action| note.is_in_force() && cx.may(action, Kind::ProgressNote, own);
    MayDo {
        amend: may(Action::Amend),
        void: may(Action::Void),
        r#move: may(Action::Move),
        cosign: may(Action::Cosign) && note.cosignature == Cosignature::Awaited(cx.actor.staff),
    }
}

/// What a version did and why, from what the ledger says of it.
fn told(note: &ProgressNote, reason: &str) -> (&'static str, Option<String>) {
    // What was recorded while another computer carried the program says so behind its reason.
    let reason = reason.split(crate::carried::take::CARRIED).next().unwrap_or(reason);
    match (&note.standing, reason) {
        (Standing::Voided { reason }, _) => ("Voided", Some(reason.clone())),
        (Standing::MovedAway { reason }, _) => ("Moved to another chart", Some(reason.clone())),
        (Standing::InForceMovedHere { reason }, "moved here from another chart") => {
            ("Moved here from another chart", Some(reason.clone()))
        }
        (_, "signed") if note.is_late_entry => ("Signed as a late entry", None),
        (_, "signed") => ("Signed", None),
        (_, "co-signed") => ("Co-signed", None),
        (_, why) => ("Corrected", Some(why.to_owned())),
    }
}
