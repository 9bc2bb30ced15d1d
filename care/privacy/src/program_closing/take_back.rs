//! Takes the closing of the program back: it goes on after all.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::ProgramClosingId;

use super::begin::refuse_when_over;
use super::{ClosingOutcome, ProgramClosing, store};
use crate::Fact;

/// Takes it back. What left meanwhile has left; it stands in each person's account.
#[derive(Clone, Debug)]
pub struct TakeBackClosing {
    /// Which.
    pub closing: ProgramClosingId,
    /// Why.
    pub reason: String,
}

impl Command for TakeBackClosing {
    type Output = ProgramClosingId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ProgramClosingId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::ProgramClosing)?;
        let current = store::load(cx.tx, self.closing)?;
        if current.state() == "taken_back" {
            return Ok(Done::already(self.closing));
        }
        refuse_when_over(&current)?;
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write why the program goes on."));
        }
        let outcome = Some(ClosingOutcome { on: cx.today(), is_finished: false, reason: reason.to_owned() });
        let next = ProgramClosing { outcome, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("closing of the program taken back"))?;
        Ok(Done::with(self.closing, Fact::DutiesChanged))
    }
}
