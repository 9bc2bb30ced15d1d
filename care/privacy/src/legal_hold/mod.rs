//! An order that a record is kept whole: a lawsuit, an investigation, an audit. Nothing is ever deleted here, so a hold forbids what
//! would take something away later (originals given back, an archive destroyed after the retention period) and goes with every copy of the
//! record, so that whoever holds one knows.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | placed, with its reason | in force | compliance officer |
//! | in force | lifted, with a reason | lifted | compliance officer |

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{LegalHoldId, PatientId};

use crate::Fact;

mod store;
pub use store::{in_force, of_patient};

#[cfg(test)]
mod tests;

/// That a hold does not bind any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// Since which day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHold {
    /// The id.
    pub id: LegalHoldId,
    /// Whose record.
    pub patient: PatientId,
    /// From which day on.
    pub from: Date,
    /// Why, and who ordered it.
    pub reason: String,
    /// Since when it does not bind any more.
    pub lifted: Option<Lifted>,
}

impl LegalHold {
    /// `in_force` or `lifted`.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        if self.lifted.is_some() { "lifted" } else { "in_force" }
    }
}

/// Places a hold.
#[derive(Clone, Debug)]
pub struct PlaceLegalHold {
    /// On whose record.
    pub patient: PatientId,
    /// From which day on.
    pub from: Option<Date>,
    /// Why, and who ordered it.
    pub reason: String,
}

impl Command for PlaceLegalHold {
    type Output = LegalHoldId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LegalHoldId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::LegalHold)?;
        episode::patient::require_known(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        let reason = self.reason.trim();
        problems.require("reason", !reason.is_empty(), "Write why, and who ordered it.");
        problems.require("from", self.from.is_some(), "Write from which day on.");
        problems.require("from", self.from.is_none_or(|day| day <= cx.today()), "This day is still to come.");
        let hold = problems.finish(self.from.map(|from| LegalHold {
            id: cx.new_id(),
            patient: self.patient,
            from,
            reason: reason.to_owned(),
            lifted: None,
        }))?;
        let is_same = |known: &LegalHold| LegalHold { id: hold.id, ..known.clone() } == hold;
        if let Some(known) = store::of_patient(cx.tx, self.patient)?.iter().find(|known| is_same(known)) {
            return Ok(Done::already(known.id));
        }
        cx.tx.append(&hold, &cx.entry("legal hold placed"))?;
        Ok(Done::with(hold.id, Fact::DutiesChanged))
    }
}

/// Lifts a hold.
#[derive(Clone, Debug)]
pub struct LiftLegalHold {
    /// Which.
    pub hold: LegalHoldId,
    /// Why.
    pub reason: String,
}

impl Command for LiftLegalHold {
    type Output = LegalHoldId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LegalHoldId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::LegalHold)?;
        let current = store::load(cx.tx, self.hold)?;
        if current.lifted.is_some() {
            return Ok(Done::already(self.hold));
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write why it is lifted, and who said so."));
        }
        let lifted = Lifted { on: cx.today(), reason: reason.to_owned() };
        let next = LegalHold { lifted: Some(lifted), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("legal hold lifted"))?;
        Ok(Done::with(self.hold, Fact::DutiesChanged))
    }
}

/// Requires that no hold binds a person's record: asked first by whatever would destroy or give back an original.
///
/// # Errors
/// [`Refusal::Refused`] while one does.
pub fn refuse_while_held(cx: &Context<'_>, patient: PatientId) -> Result<(), Refusal> {
    if in_force(cx.tx, patient)?.is_empty() {
        return Ok(());
    }
    let sentence = "A legal hold stands on this record. Nothing of it may be destroyed or given back.";
    Err(Refusal::refused("legal_hold", "P2-19", sentence, "Ask the compliance officer."))
}

/// Asks for the holds on a person's record, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct LegalHoldsOf {
    /// Whose.
    pub patient: PatientId,
}

impl Query for LegalHoldsOf {
    type View = Vec<LegalHold>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<LegalHold>>, Refusal> {
        let all = store::of_patient(cx.tx, self.patient)?.into_iter().map(|one| one.record).collect();
        Ok(Guarded::chart(self.patient, Kind::LegalHold, all))
    }
}
