//! Lifts a limit on who is told that the program had agreed to: the person asks for it, or agrees, and that is written down
//! (42 CFR 2.26; 45 CFR 164.522(a)(2); P2-50).

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::Restriction;
use vocabulary::id::{PatientId, RestrictionId};

use crate::Fact;

/// Lifts one.
#[derive(Clone, Debug)]
pub struct LiftAgreedRestriction {
    /// Which.
    pub restriction: RestrictionId,
    /// Of whom.
    pub patient: PatientId,
    /// Who said so, when and how; kept with it.
    pub reason: String,
}

impl Command for LiftAgreedRestriction {
    type Output = RestrictionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<RestrictionId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::PrivacyRequest)?;
        let current = cx.tx.load::<Restriction>(self.restriction)?.ok_or(Refusal::NotFound)?;
        if current.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        if current.lifted_at.is_some() {
            return Ok(Done::already(self.restriction));
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write who asked for it or agreed, when and how."));
        }
        let next = Restriction { lifted_at: Some(cx.now), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry(&format!("restriction lifted: {reason}")))?;
        Ok(Done::with(self.restriction, Fact::ConsentChanged { patient: self.patient, from: cx.today() }))
    }
}
