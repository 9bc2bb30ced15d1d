//! Says what came of a complaint and when whoever complained was told (P2-53).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::ComplaintId;

use super::model::{Complaint, ComplaintAnswer};
use super::store;
use crate::Fact;

/// What came of it.
#[derive(Clone, Debug)]
pub struct AnswerComplaint {
    /// Of which complaint.
    pub complaint: ComplaintId,
    /// What was found and what was done.
    pub outcome: String,
    /// On which day whoever complained was told; may be left out only when nobody knows who it was.
    pub told_on: Option<Date>,
}

impl Command for AnswerComplaint {
    type Output = ComplaintId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ComplaintId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Complaint)?;
        let current = store::load(cx.tx, self.complaint)?;
        if current.answer.is_some() {
            let sentence = "This complaint is answered already.";
            return Err(Refusal::refused("answered", "P2-53", sentence, "If they complain again, write down a new one."));
        }
        let mut problems = Problems::none();
        problems.require("outcome", !self.outcome.trim().is_empty(), "Write what was found and what was done.");
        let is_nobody = current.from.is_empty() && current.patient.is_none();
        problems.require("told_on", is_nobody || self.told_on.is_some(), "Write the day on which they were told.");
        let fits = |day: Date| current.received_on <= day && day <= cx.today();
        problems.require("told_on", self.told_on.is_none_or(fits), "Write a day from the day it reached us until today.");
        let outcome = self.outcome.trim().to_owned();
        let answer = ComplaintAnswer { outcome, told_on: self.told_on, at: cx.now, by: cx.actor.staff };
        let answer = problems.finish(Some(answer))?;
        let next = Complaint { answer: Some(answer), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("complaint answered"))?;
        Ok(Done::with(self.complaint, Fact::DutiesChanged))
    }
}
