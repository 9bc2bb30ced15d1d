//! Writes down what an auditor promises in writing; what stood there before stays in the ledger.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::AuditId;

use super::model::Audit;
use super::record::PromiseInput;
use super::store;
use crate::Fact;

/// What is promised.
#[derive(Clone, Debug)]
pub struct RecordPromise {
    /// In which audit.
    pub audit: AuditId,
    /// What.
    pub promise: PromiseInput,
}

impl Command for RecordPromise {
    type Output = AuditId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AuditId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Audit)?;
        let current = store::load_open(cx.tx, self.audit)?;
        let mut problems = Problems::none();
        let promise = self.promise.judged(cx.today(), &mut problems);
        let promise = problems.finish(promise.map(Some))?;
        if promise == current.promise {
            return Ok(Done::already(self.audit));
        }
        let next = Audit { promise, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("promise recorded"))?;
        Ok(Done::with(self.audit, Fact::DutiesChanged))
    }
}
