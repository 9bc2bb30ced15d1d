//! Ends an agreement. From that day on nothing is handed to them that rests on it (P2-58).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::AgreementId;

use super::model::{Agreement, End};
use super::store;
use crate::Fact;

/// Ends an agreement.
#[derive(Clone, Debug)]
pub struct EndAgreement {
    /// Which.
    pub agreement: AgreementId,
    /// The first day on which it does not hold.
    pub on: Option<Date>,
    /// Why.
    pub reason: String,
}

impl Command for EndAgreement {
    type Output = AgreementId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AgreementId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Agreement)?;
        let current = store::load(cx.tx, self.agreement)?;
        if current.ended.is_some() {
            return Ok(Done::already(self.agreement));
        }
        let mut problems = Problems::none();
        problems.require("on", self.on.is_some(), "Write the first day on which it does not hold any more.");
        let after = self.on.is_none_or(|day| day > current.signed_on);
        problems.require("on", after, "Write a day after it was signed.");
        problems.require("reason", !self.reason.trim().is_empty(), "Write why it ends.");
        let ended = problems.finish(self.on.map(|on| End { on, reason: self.reason.trim().to_owned() }))?;
        let next = Agreement { ended: Some(ended), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("agreement ended"))?;
        Ok(Done::with(self.agreement, Fact::DutiesChanged))
    }
}
