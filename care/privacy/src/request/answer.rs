//! Answers a request. A refusal keeps its reason (P2-A13); that a payer learns nothing of what is paid in full cannot be refused, and
//! granting it closes the gate to that payer in the same step (P2-50, P2-A12). What else is agreed to be kept back becomes a rule of the
//! gate in the same step.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::Restriction;
use jiff::civil::Date;
use vocabulary::id::PrivacyRequestId;

use super::model::{Answer, Limit, Outcome, PrivacyRequest, RequestKind};
use super::store;
use crate::Fact;

/// The answer.
#[derive(Clone, Debug)]
pub struct AnswerRequest {
    /// To which request.
    pub request: PrivacyRequestId,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Why, as the person was told; may be empty only when it is granted.
    pub reason: String,
    /// The day on which the person was told.
    pub told_on: Option<Date>,
    /// What is kept back from whom, when a restriction is granted or granted in part; left aside otherwise.
    pub limit: Limit,
}

impl Command for AnswerRequest {
    type Output = PrivacyRequestId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PrivacyRequestId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::PrivacyRequest)?;
        let current = store::load(cx.tx, self.request)?;
        refuse_when_answered(&current)?;
        let answer = self.judged(cx, &current)?;
        must_be_accepted(&current, answer.outcome)?;
        let mut facts = vec![Fact::DutiesChanged];
        if let Some(payer) = current.payer.filter(|_| answer.outcome == Outcome::Granted) {
            facts.push(Fact::PayerRestrictionGranted { patient: current.patient, payer });
        }
        if current.kind == RequestKind::Restriction && is_agreed(answer.outcome) {
            cx.tx.append(&self.restriction(cx, &current), &cx.entry("restriction agreed"))?;
            facts.push(Fact::ConsentChanged { patient: current.patient, from: cx.today() });
        }
        let next = PrivacyRequest { answer: Some(answer), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("request answered"))?;
        Ok(Done { output: self.request, facts })
    }
}

const fn is_agreed(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Granted | Outcome::InPart)
}

impl AnswerRequest {
    fn restriction(&self, cx: &Context<'_>, request: &PrivacyRequest) -> Restriction {
        Restriction {
            id: cx.new_id(),
            patient: request.patient,
            recipient: self.limit.recipient.trim().to_owned(),
            categories: self.limit.categories.clone(),
            purposes: Vec::new(),
            lifted_at: None,
        }
    }

    fn judged(&self, cx: &Context<'_>, request: &PrivacyRequest) -> Result<Answer, Refusal> {
        let mut problems = Problems::none();
        let reason = self.reason.trim();
        problems.require("outcome", self.outcome.is_some(), "Choose what became of it.");
        let needs_reason = self.outcome.is_some_and(|outcome| outcome != Outcome::Granted);
        problems.require("reason", !needs_reason || !reason.is_empty(), "Write the reason, as the person was told.");
        problems.require("told_on", self.told_on.is_some(), "Write the day on which the person was told.");
        let fits = |day: Date| request.received_on <= day && day <= cx.today();
        let words = "Write a day from the day it reached us until today.";
        problems.require("told_on", self.told_on.is_none_or(fits), words);
        let is_limit = request.kind == RequestKind::Restriction && self.outcome.is_some_and(is_agreed);
        let words = "Write who is told less, or choose of what. The gate keeps it from then on.";
        problems.require("limit_recipient", !is_limit || !self.limit.is_empty(), words);
        let parts = self.outcome.zip(self.told_on);
        problems.finish(parts.map(|(outcome, told_on)| Answer {
            outcome,
            reason: reason.to_owned(),
            told_on,
            at: cx.now,
            by: cx.actor.staff,
        }))
    }
}

/// Whoever pays in full may keep their payer from learning of it: the program has no choice.
fn must_be_accepted(request: &PrivacyRequest, outcome: Outcome) -> Result<(), Refusal> {
    if request.kind == RequestKind::PayerRestriction && matches!(outcome, Outcome::Refused | Outcome::InPart) {
        let sentence = "This request must be granted: whoever pays in full may keep their payer from learning of it.";
        return Err(Refusal::refused(
            "must_be_granted",
            "P2-50",
            sentence,
            "Grant it. The payer is then told nothing from now on.",
        ));
    }
    Ok(())
}

pub(super) fn refuse_when_answered(request: &PrivacyRequest) -> Result<(), Refusal> {
    if request.answer.is_some() {
        let sentence = "This request is answered already.";
        return Err(Refusal::refused("answered", "P2-49a", sentence, "If the person asks again, write down a new request."));
    }
    Ok(())
}
