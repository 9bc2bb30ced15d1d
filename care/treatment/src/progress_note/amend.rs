//! Corrects a signed note: a new version with a new signature; the old version stays readable. A correction of the shared part goes
//! into every chart that has it.

use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal};
use store::Stored;
use vocabulary::id::{GroupSessionId, ProgressNoteId};

use super::sign::unsigned;
use super::{Cosignature, ProgressNote, store as notes};
use crate::Fact;

/// Corrects what is only about one person.
#[derive(Clone, Debug)]
pub struct AmendNote {
    /// Which note.
    pub note: ProgressNoteId,
    /// The version that was read.
    pub version: i64,
    /// The person's own line as it should stand.
    pub words: String,
    /// Minutes, when they are to change.
    pub stated_minutes: Option<i64>,
    /// Why.
    pub reason: String,
}

impl Command for AmendNote {
    type Output = ProgressNoteId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgressNoteId, Fact>, Refusal> {
        let current = notes::note(cx.tx, self.note)?;
        require_author(cx, &current, Action::Amend)?;
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        require_reason(&self.reason)?;
        if self.words.trim().is_empty() {
            return Err(Refusal::invalid("words", "The person's own line cannot be empty."));
        }
        let mut next = current.record.clone();
        self.words.trim().clone_into(&mut next.own.words);
        if let Some(minutes) = self.stated_minutes {
            if minutes < 0 {
                return Err(Refusal::invalid("stated_minutes", "Write the minutes as a whole number."));
            }
            next.own.stated_minutes = Some(minutes);
            self.reason.clone_into(&mut next.own.minutes_reason);
            next.credited_minutes = minutes;
        }
        save(cx, &current, next, &self.reason)?;
        Ok(Done::with(self.note, Fact::NoteChanged { patient: current.patient, day: current.day }))
    }
}

/// Corrects the shared part in every note of a session that counts.
#[derive(Clone, Debug)]
pub struct AmendSharedPart {
    /// Which session.
    pub session: GroupSessionId,
    /// The summary as it should stand.
    pub summary: String,
    /// Why.
    pub reason: String,
}

impl Command for AmendSharedPart {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        require_reason(&self.reason)?;
        let mut facts = Vec::new();
        for current in notes::in_force_of_session(cx.tx, self.session)? {
            require_author(cx, &current, Action::Amend)?;
            let mut next = current.record.clone();
            self.summary.trim().clone_into(&mut next.shared.summary);
            if next != current.record {
                save(cx, &current, next, &self.reason)?;
                facts.push(Fact::NoteChanged { patient: current.patient, day: current.day });
            }
        }
        let count = i64::try_from(facts.len()).unwrap_or(0);
        Ok(Done { output: count, facts })
    }
}

/// Signs anew and writes the next version; a note that was co-signed waits for the supervisor again.
fn save(cx: &Context<'_>, current: &Stored<ProgressNote>, mut next: ProgressNote, reason: &str) -> Result<(), Refusal> {
    next.signature = unsigned(cx);
    if let Cosignature::Given(supervisor) = &next.cosignature {
        next.cosignature = Cosignature::Awaited(supervisor.staff);
    }
    next.signature.content_sha256 = next.content_sha256();
    let entry = store::Entry { at: cx.now, by: cx.actor.author(), reason };
    Ok(cx.tx.amend(&next, current.version, &entry)?)
}

/// Requires that the actor wrote the note, or holds a role that may act on others' notes.
pub(super) fn require_author(cx: &Context<'_>, note: &ProgressNote, action: Action) -> Result<(), Refusal> {
    cx.require_when(action, Kind::ProgressNote, Circumstances::own_if(note.signature.staff == cx.actor.staff))?;
    if note.is_in_force() {
        Ok(())
    } else {
        Err(Refusal::refused("not_in_force", "OP-11", "This note is no longer in force.", "Write a new note if one is needed."))
    }
}

pub(super) fn require_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::invalid("reason", "Write why; it stays with the note.")) } else { Ok(()) }
}
