//! Takes more time for a request, once, before it is due and with a reason that the person gets in writing (P2-49a, P2-52).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::PrivacyRequestId;

use super::model::{Extension, PrivacyRequest};
use super::store;
use crate::Fact;
use crate::clock::later;

/// Takes more time.
#[derive(Clone, Debug)]
pub struct ExtendRequest {
    /// For which request.
    pub request: PrivacyRequestId,
    /// Why it takes longer, as the person is told.
    pub reason: String,
    /// The day on which the person was told in writing.
    pub told_on: Option<Date>,
}

impl Command for ExtendRequest {
    type Output = PrivacyRequestId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PrivacyRequestId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::PrivacyRequest)?;
        let current = store::load(cx.tx, self.request)?;
        super::answer::refuse_when_answered(&current)?;
        let due_on = may_be_extended(&current)?;
        let extension = self.judged(&current, due_on, cx.today())?;
        let next = PrivacyRequest { extension: Some(extension), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("more time taken"))?;
        Ok(Done::with(self.request, Fact::DutiesChanged))
    }
}

/// The later day that the clock of a request allows.
fn may_be_extended(request: &PrivacyRequest) -> Result<Date, Refusal> {
    if request.extension.is_some() {
        let sentence = "More time was taken already. The rule allows it once.";
        return Err(Refusal::refused("extended_once", "P2-49a", sentence, "Answer what can be answered now."));
    }
    let clock = request.clock().filter(|clock| clock.extension_days > 0).zip(request.due_on);
    let Some((clock, due_on)) = clock else {
        let sentence = "The rule gives no more time for this.";
        return Err(Refusal::refused("no_extension", "P2-51", sentence, "Answer what can be answered now."));
    };
    Ok(later(due_on, clock.extension_days))
}

impl ExtendRequest {
    fn judged(&self, request: &PrivacyRequest, due_on: Date, today: Date) -> Result<Extension, Refusal> {
        let mut problems = Problems::none();
        let reason = self.reason.trim();
        problems.require("reason", !reason.is_empty(), "Write why it takes longer, as the person is told.");
        problems.require("told_on", self.told_on.is_some(), "Write the day on which the person was told.");
        let in_time = |day: Date| request.received_on <= day && day <= today && request.due_on.is_none_or(|due| day <= due);
        let words = "The person has to be told in writing before the first last day, and not later than today.";
        problems.require("told_on", self.told_on.is_none_or(in_time), words);
        problems.finish(self.told_on.map(|told_on| Extension { told_on, reason: reason.to_owned(), due_on }))
    }
}
