//! Something about a person that must be looked at first: a safety answer, a gap in medicine, a sharp change. It is raised with one
//! sentence and leaves the board only when an outcome is written (ux: look here first).

mod store;

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ConcernId, PatientId, StaffId};

use crate::Fact;

pub use store::{open_concerns, open_of};

/// A concern.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concern {
    /// The id.
    pub id: ConcernId,
    /// About whom.
    pub patient: PatientId,
    /// What kind; the order of the board.
    pub kind: ConcernKind,
    /// One or two sentences; never the answer to a safety question, because boards are seen by other eyes.
    pub sentence: String,
    /// Who looks after it.
    pub owner: Option<StaffId>,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// What came of it.
    pub outcome: Option<String>,
}

/// What kind of concern, in the fixed order of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConcernKind {
    /// A safety answer, statement or event with no contact since.
    Safety,
    /// Missing and not reached.
    Missing,
    /// A gap in medicine.
    Medicine,
    /// A measure moved sharply.
    Change,
    /// A legal clock.
    Legal,
    /// Anything else with a deadline today.
    Deadline,
}

/// Raises a concern: one button on every person.
#[derive(Clone, Debug)]
pub struct RaiseConcern {
    /// About whom.
    pub patient: PatientId,
    /// What kind.
    pub kind: ConcernKind,
    /// In one sentence.
    pub sentence: String,
    /// Who should look after it.
    pub owner: Option<StaffId>,
    /// Until when.
    pub due_at: Option<Timestamp>,
}

impl Command for RaiseConcern {
    type Output = ConcernId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConcernId, Fact>, Refusal> {
        // Whoever may see the person may say that they are worried.
        cx.require(Action::View, Kind::Patient)?;
        episode::patient::load(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        problems.require("sentence", !self.sentence.trim().is_empty(), "Write one sentence.");
        problems.finish(Some(()))?;
        let concern = Concern {
            id: cx.new_id(),
            patient: self.patient,
            kind: self.kind,
            sentence: self.sentence.trim().to_owned(),
            owner: self.owner,
            due_at: self.due_at,
            raised_at: cx.now,
            outcome: None,
        };
        cx.tx.append(&concern, &cx.entry("concern raised"))?;
        Ok(Done::with(concern.id, Fact::ConcernChanged(self.patient)))
    }
}

/// As [`RaiseConcern`], but by a rule and not by a person: also about somebody who only asked. The same sentence about the same person
/// is raised once while it is open.
///
/// # Errors
/// The database's own.
pub fn raise_by_rule(cx: &Context<'_>, wish: &RaiseConcern) -> Result<Vec<Fact>, Refusal> {
    let open = store::open_of(cx.tx, wish.patient)?;
    if open.iter().any(|known| known.kind == wish.kind && known.sentence == wish.sentence) {
        return Ok(Vec::new());
    }
    let concern = Concern {
        id: cx.new_id(),
        patient: wish.patient,
        kind: wish.kind,
        sentence: wish.sentence.clone(),
        owner: wish.owner,
        due_at: wish.due_at,
        raised_at: cx.now,
        outcome: None,
    };
    cx.tx.append(&concern, &cx.entry("concern raised by a rule"))?;
    Ok(vec![Fact::ConcernChanged(wish.patient)])
}

/// Closes a concern with what came of it.
#[derive(Clone, Debug)]
pub struct CloseConcern {
    /// Which.
    pub concern: ConcernId,
    /// What came of it.
    pub outcome: String,
}

impl Command for CloseConcern {
    type Output = ConcernId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ConcernId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Outreach)?;
        let current = cx.tx.load::<Concern>(self.concern)?.ok_or(Refusal::NotFound)?;
        if self.outcome.trim().is_empty() {
            return Err(Refusal::invalid("outcome", "Write what came of it; then it leaves the board."));
        }
        if current.outcome.is_some() {
            return Ok(Done::already(self.concern));
        }
        let next = Concern { outcome: Some(self.outcome.trim().to_owned()), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("concern closed"))?;
        Ok(Done::with(self.concern, Fact::ConcernChanged(next.patient)))
    }
}
