//! Notes that somebody looked at an answer that needed attention. The answer and its changes stay.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{EligibilityCheckId, PatientId};

use super::{CheckState, EligibilityCheck, Seen};
use crate::Fact;

/// Notes that somebody looked.
#[derive(Clone, Copy, Debug)]
pub struct SeeEligibility {
    /// At which check.
    pub check: EligibilityCheckId,
    /// Whose, as the address says: under anybody else's it is not there.
    pub patient: PatientId,
}

impl Command for SeeEligibility {
    type Output = EligibilityCheckId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<EligibilityCheckId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Coverage)?;
        let current =
            cx.tx.load::<EligibilityCheck>(self.check)?.filter(|one| one.patient == self.patient).ok_or(Refusal::NotFound)?;
        if current.state() != CheckState::NeedsAttention {
            return Ok(Done::already(self.check));
        }
        let next = EligibilityCheck { seen: Some(Seen { by: cx.actor.staff, at: cx.now }), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("answer looked at"))?;
        Ok(Done::with(self.check, Fact::EligibilitySeen { patient: current.patient }))
    }
}
