//! Writes and amends a counseling note. What looks like an item of the ordinary chart is asked about first (P2-11).

use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::{CounselingNoteId, GroupSessionId, PatientId};

use super::ordinary::{self, OrdinaryItem};
use super::{CounselingNote, place, store as notes};
use crate::Fact;

/// Letters that a note may have at most: an hour's conversation many times over.
pub const LONGEST: usize = 50_000;

/// Writes a note; whoever writes it is its originator.
#[derive(Clone, Debug)]
pub struct WriteCounselingNote {
    /// About whom.
    pub patient: PatientId,
    /// The session it is about, when it is about one.
    pub session: Option<GroupSessionId>,
    /// The local day of the conversation.
    pub day: Date,
    /// What was said, and what the originator makes of it.
    pub words: String,
    /// What looks like an item of the ordinary chart and is meant to stay.
    pub left_in: Vec<OrdinaryItem>,
}

impl Command for WriteCounselingNote {
    type Output = CounselingNoteId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CounselingNoteId, Fact>, Refusal> {
        cx.require_when(Action::Record, Kind::CounselingNote, Circumstances::own())?;
        episode::patient::load(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        problems.require("day", self.day <= cx.today(), "The day of the conversation has not come yet.");
        about_session(cx, self, &mut problems)?;
        let left_in = judge(&self.words, &self.left_in, problems)?;
        let (id, originator) = (cx.new_id(), cx.actor.staff);
        let words = cx.keys.seal(place(id, self.patient, originator), self.words.trim())?;
        let note = CounselingNote { id, patient: self.patient, originator, session: self.session, day: self.day, words, left_in };
        cx.tx.append(&note, &cx.entry("counseling note kept"))?;
        Ok(Done::with(id, Fact::CounselingNoteKept(self.patient)))
    }
}

/// Writes the next version of a note. No reason is asked for: one in the clear would tell of the words.
#[derive(Clone, Debug)]
pub struct AmendCounselingNote {
    /// Which.
    pub note: CounselingNoteId,
    /// The version that was read.
    pub version: i64,
    /// The words as they should stand.
    pub words: String,
    /// What looks like an item of the ordinary chart and is meant to stay.
    pub left_in: Vec<OrdinaryItem>,
}

impl Command for AmendCounselingNote {
    type Output = CounselingNoteId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CounselingNoteId, Fact>, Refusal> {
        let current = notes::note(cx.tx, self.note)?;
        let own = Circumstances::own_if(current.originator == cx.actor.staff);
        cx.require_when(Action::Amend, Kind::CounselingNote, own)?;
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        let left_in = judge(&self.words, &self.left_in, Problems::none())?;
        let words = cx.keys.seal(current.place(), self.words.trim())?;
        let next = CounselingNote { words, left_in, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("counseling note amended"))?;
        Ok(Done::with(self.note, Fact::CounselingNoteKept(next.patient)))
    }
}

/// A note is about a session that its originator led; about an appointment only when it was this person's.
fn about_session(cx: &Context<'_>, wish: &WriteCounselingNote, problems: &mut Problems) -> Result<(), Refusal> {
    let Some(id) = wish.session else { return Ok(()) };
    let session = schedule::group_session::session(cx.tx, id)?;
    if session.patient.is_some_and(|patient| patient != wish.patient) {
        return Err(Refusal::NotFound);
    }
    let led = session.leaders.contains(&cx.actor.staff);
    problems.require("session", led, "You did not lead this session. Leave it out, or ask its leader to write.");
    problems.require("day", session.day == wish.day, "The session was on another day.");
    Ok(())
}

/// The kinds that are left in knowingly; a problem for each that nobody has answered yet.
fn judge(words: &str, left_in: &[OrdinaryItem], mut problems: Problems) -> Result<Vec<OrdinaryItem>, Refusal> {
    problems.require("words", !words.trim().is_empty(), "Write what was said.");
    problems.require("words", words.chars().count() <= LONGEST, "This is too long for one note. Split it.");
    let found: Vec<OrdinaryItem> = ordinary::find(words).into_iter().map(|found| found.item).collect();
    for item in &found {
        if !left_in.contains(item) {
            problems.add(item.field(), item.sentence());
        }
    }
    problems.finish(Some(found))
}
