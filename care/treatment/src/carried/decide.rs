//! Decides what was changed here and there: theirs takes the place of ours as another version, or ours stays. Decided anew at any time;
//! both stay readable.

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use schedule::attendance::Attendance;
use serde::{Deserialize, Serialize};
use vocabulary::PersonName;
use vocabulary::id::CarriedConflictId;

use super::{CarriedConflict, store};
use crate::Fact;
use crate::progress_note::ProgressNote;

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// What was recorded on the computer that carried the program.
    Theirs,
    /// What stood here.
    Ours,
}

/// Decides one.
#[derive(Clone, Copy, Debug)]
pub struct DecideConflict {
    /// Which.
    pub conflict: CarriedConflictId,
    /// The version that was seen.
    pub version: i64,
    /// What is chosen.
    pub choice: Choice,
}

/// Opens what waits for a person.
#[derive(Clone, Copy, Debug)]
pub struct OpenConflicts;

/// What waits, in words.
#[derive(Clone, Debug)]
pub struct ConflictLine {
    /// Which.
    pub id: CarriedConflictId,
    /// Its version.
    pub version: i64,
    /// About whom.
    pub name: PersonName,
    /// The number of the record.
    pub record_number: i64,
    /// The kind of record.
    pub kind: String,
    /// What was recorded there.
    pub theirs: Side,
    /// What stood here.
    pub ours: Side,
    /// When theirs was recorded.
    pub recorded_at: Timestamp,
    /// What was decided.
    pub decided: Option<Choice>,
}

/// What one side says.
#[derive(Clone, Debug)]
pub enum Side {
    /// Marks at the door.
    Attendance(Box<Attendance>),
    /// A signed note; its words for those who may read notes.
    Note(Option<Box<ProgressNote>>),
    /// Something else.
    Other,
}

impl Query for OpenConflicts {
    type View = Vec<ConflictLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<ConflictLine>>, Refusal> {
        cx.require(Action::View, Kind::DayPack)?;
        let mut lines = Vec::new();
        for conflict in store::conflicts(cx.tx)? {
            let person = episode::patient::load(cx.tx, conflict.patient)?;
            lines.push(ConflictLine {
                id: conflict.id,
                version: conflict.version,
                name: person.name(),
                record_number: person.record_number,
                kind: conflict.kind.clone(),
                theirs: side(cx, &conflict.kind, &conflict.theirs.body),
                ours: side(cx, &conflict.kind, &conflict.ours),
                recorded_at: Timestamp::from_microsecond(conflict.theirs.recorded_at).unwrap_or(cx.now),
                decided: conflict.decided,
            });
        }
        Ok(Guarded::several(Kind::DayPack, lines))
    }
}

fn side(cx: &Context<'_>, kind: &str, body: &str) -> Side {
    match kind {
        "attendance" => serde_json::from_str(body).map_or(Side::Other, |found| Side::Attendance(Box::new(found))),
        "progress_note" => {
            let may = cx.may(Action::View, Kind::ProgressNote, access::Circumstances::default());
            Side::Note(serde_json::from_str(body).ok().filter(|_| may).map(Box::new))
        }
        _ => Side::Other,
    }
}

impl Command for DecideConflict {
    type Output = CarriedConflictId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CarriedConflictId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::DayPack)?;
        let current = store::load(cx.tx, self.conflict)?;
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        let chosen = match self.choice {
            Choice::Theirs => current.theirs.body.as_str(),
            Choice::Ours => current.ours.as_str(),
        };
        let fact = match current.kind.as_str() {
            "attendance" => Some(attendance(cx, &current, chosen)?),
            // A signature is not replaced by another, and neither is what somebody entered: both stay readable, and its author corrects.
            _ if self.choice == Choice::Theirs => {
                return Err(Refusal::refused(
                    "only_attendance",
                    "OP-11",
                    "Only attendance is put in the place of what stands here; a note that is signed is not replaced.",
                    "Read both, keep ours, and let its author add what is missing as a correction; the other one stays readable here.",
                ));
            }
            _ => None,
        };
        let next = CarriedConflict { decided: Some(self.choice), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("decided"))?;
        Ok(Done { output: next.id, facts: fact.into_iter().collect() })
    }
}

/// Puts the chosen marks into the record that stands here, as another version.
fn attendance(cx: &Context<'_>, conflict: &CarriedConflict, chosen: &str) -> Result<Fact, Refusal> {
    cx.require(Action::MarkArrival, Kind::Attendance)?;
    let here = cx.tx.load::<Attendance>(&conflict.record_id)?.ok_or(Refusal::NotFound)?;
    let chosen: Attendance = serde_json::from_str(chosen).map_err(|error| Refusal::Fault(error.to_string()))?;
    let next = Attendance { id: here.id, ..chosen };
    if next != here.record {
        cx.tx.amend(&next, here.version, &cx.entry("decided after the program was carried"))?;
    }
    Ok(Fact::NoteChanged { patient: next.patient, day: next.day })
}
