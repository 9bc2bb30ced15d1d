//! Opens a signed assessment again, with a reason. The signed version stays in the ledger as it was.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::AssessmentId;

use super::{Assessment, store};
use crate::Fact;

/// Opens an assessment again.
#[derive(Clone, Debug)]
pub struct ReopenAssessment {
    /// Which.
    pub assessment: AssessmentId,
    /// Why.
    pub reason: String,
}

impl Command for ReopenAssessment {
    type Output = AssessmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AssessmentId, Fact>, Refusal> {
        cx.require(Action::Sign, Kind::Assessment)?;
        let current = store::load(cx.tx, self.assessment)?;
        if current.signed.is_none() {
            return Ok(Done::already(self.assessment));
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write why it is opened again, in a few words."));
        }
        let next = Assessment { signed: None, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry(reason))?;
        Ok(Done::with(self.assessment, Fact::InquiryChanged { inquiry: current.inquiry }))
    }
}
