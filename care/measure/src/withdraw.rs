//! Takes a form back that nobody wants any more, with a reason. What was answered stays readable, and what it raised stays raised.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{MeasureId, PatientId};

use crate::record::refuse_when_over;
use crate::{Fact, Measure, Withdrawn, store};

/// Takes a form back.
#[derive(Clone, Debug)]
pub struct WithdrawMeasure {
    /// Which.
    pub measure: MeasureId,
    /// Whose, as the address says: under anybody else's it is not there.
    pub patient: PatientId,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawMeasure {
    type Output = MeasureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MeasureId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Measure)?;
        let current = store::load(cx.tx, self.measure)?;
        if current.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        if current.withdrawn.is_some() {
            return Ok(Done::already(self.measure));
        }
        refuse_when_over(&current)?;
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write why it is not wanted any more."));
        }
        let withdrawn = Withdrawn { at: cx.now, by: cx.actor.staff, reason: reason.to_owned() };
        let next = Measure { withdrawn: Some(withdrawn), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("form withdrawn"))?;
        Ok(Done::with(self.measure, Fact::MeasureChanged(next.patient)))
    }
}
