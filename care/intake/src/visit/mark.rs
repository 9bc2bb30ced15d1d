//! Says what came of a first visit: they came, they did not, it was cancelled. Whoever did not come is called back.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::InquiryId;

use super::AssessmentVisit;
use crate::Fact;
use crate::inquiry::desk::{Desk, FirstVisit, VisitResult};
use crate::inquiry::{self, Inquiry};

/// Says what came of it.
#[derive(Clone, Copy, Debug)]
pub struct MarkVisit {
    /// Of whom.
    pub inquiry: InquiryId,
    /// What.
    pub result: VisitResult,
}

impl Command for MarkVisit {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = inquiry::load_open(cx, self.inquiry)?;
        let Some(known) = current.desk.visit.clone() else { return Err(Refusal::NotFound) };
        if known.result == Some(self.result) {
            return Ok(Done::already(self.inquiry));
        }
        if self.result != VisitResult::Cancelled && known.starts_at > cx.now {
            let sentence = "This visit is still to come.";
            return Err(Refusal::refused("visit_to_come", "S-28", sentence, "Say it after the visit, or cancel it."));
        }
        let visit: Stored<AssessmentVisit> = cx.tx.load(known.id)?.ok_or(Refusal::NotFound)?;
        let marked = AssessmentVisit { result: Some(self.result), ..visit.record.clone() };
        cx.tx.amend(&marked, visit.version, &cx.entry(self.result.title()))?;
        let known = FirstVisit { result: Some(self.result), ..known };
        inquiry::change(cx, &current, |next| next.desk.visit = Some(known.clone()), self.result.title())
    }
}

/// The desk of an inquiry that ends now: a first visit that is still to come is cancelled, so that its opening is free again.
pub(crate) fn cancel_to_come(cx: &Context<'_>, inquiry: &Inquiry) -> Result<Desk, Refusal> {
    let mut desk = inquiry.desk.clone();
    let Some(visit) = desk.visit.as_mut().filter(|visit| visit.result.is_none() && visit.starts_at > cx.now) else {
        return Ok(desk);
    };
    let known: Stored<AssessmentVisit> = cx.tx.load(visit.id)?.ok_or(Refusal::NotFound)?;
    let cancelled = AssessmentVisit { result: Some(VisitResult::Cancelled), ..known.record.clone() };
    cx.tx.amend(&cancelled, known.version, &cx.entry("the inquiry ended"))?;
    visit.result = Some(VisitResult::Cancelled);
    Ok(desk)
}
