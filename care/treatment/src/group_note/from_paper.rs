//! Puts the words of a slip of paper into a person's part of the draft. What stood there is kept aside, so that the leader sees both.

use access::{Context, Refusal};
use schedule::group_session::GroupSession;
use schedule::program::NoteRule;
use vocabulary::id::PatientId;

use super::model::{OwnPart, Participation};
use super::save::{Part, require_writer};
use super::sheet::Sheet;
use super::store::{self, Draft};

/// What goes into the draft.
pub(crate) struct Paper<'a> {
    /// The words.
    pub(crate) words: &'a str,
    /// How the person took part.
    pub(crate) participation: Option<Participation>,
    /// The version of the draft that was seen; 0 when there was none.
    pub(crate) seen: i64,
}

/// Puts them there. Answers the words that stood there before.
pub(crate) fn put(cx: &Context<'_>, session: &GroupSession, patient: PatientId, paper: &Paper<'_>) -> Result<String, Refusal> {
    require_writer(cx, session)?;
    let sheet = Sheet::load(cx, session.id)?;
    if sheet.service.note == NoteRule::AttendanceOnly {
        return Err(Refusal::invalid(
            "words",
            "This group has attendance and no clinical note. Clear the words; the times are enough.",
        ));
    }
    let person = sheet.people.iter().find(|person| person.patient.id == patient).ok_or(Refusal::NotFound)?;
    if person.signed.is_some() {
        return Err(Refusal::refused(
            "note_signed",
            "OP-11",
            "The note about this session is signed already.",
            "Clear the words here, and add them to the signed note as a correction.",
        ));
    }
    if person.own_version != paper.seen {
        return Err(Refusal::Conflict);
    }
    let before = person.own.words.clone();
    let own = OwnPart {
        words: paper.words.to_owned(),
        participation: paper.participation.or(person.own.participation),
        is_ready: false,
        ..person.own.clone()
    };
    if own == person.own {
        return Ok(before);
    }
    if !before.is_empty()
        && before != own.words
        && let Some(other) = store::draft_of(cx.tx, session.id, Part::Own(patient))?
    {
        store::keep_aside(cx.tx, session.id, &other)?;
    }
    let body = serde_json::to_string(&own).map_err(|error| Refusal::Fault(error.to_string()))?;
    let version = person.own_version + 1;
    let draft = Draft { part: Part::Own(patient), version, body, saved_by: cx.actor.staff, saved_at: cx.now };
    store::put(cx.tx, session.id, &draft)?;
    Ok(before)
}
