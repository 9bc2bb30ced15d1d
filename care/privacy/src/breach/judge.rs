//! Decides whether a case is a breach. It counts as one until the four factors of 45 CFR 164.402 show that the risk is low; that nobody
//! has to be told therefore needs all four in writing (P2-55).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::BreachId;

use super::model::{Breach, Decision, Risk};
use super::store;
use crate::Fact;

/// The decision.
#[derive(Clone, Debug)]
pub struct JudgeBreach {
    /// About which case.
    pub breach: BreachId,
    /// The risk in four factors; may have gaps only when it is a breach.
    pub risk: Risk,
    /// Whether people have to be told.
    pub is_breach: Option<bool>,
    /// Why.
    pub why: String,
}

impl Command for JudgeBreach {
    type Output = BreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BreachId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Breach)?;
        let current = store::load(cx.tx, self.breach)?;
        if current.decision.is_some() {
            let sentence = "This case is decided already.";
            return Err(Refusal::refused(
                "decided",
                "P2-55",
                sentence,
                "If more became known, open a new case that names this one.",
            ));
        }
        let decision = self.judged(cx)?;
        let next = Breach { decision: Some(decision), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("breach judged"))?;
        Ok(Done::with(self.breach, Fact::DutiesChanged))
    }
}

impl JudgeBreach {
    fn judged(&self, cx: &Context<'_>) -> Result<Decision, Refusal> {
        let mut problems = Problems::none();
        if self.is_breach == Some(false) {
            for (field, answer) in self.risk.factors() {
                let words = "Without this answer it counts as a breach, and everybody concerned is told.";
                problems.require(field, !answer.trim().is_empty(), words);
            }
        }
        problems.require("is_breach", self.is_breach.is_some(), "Choose whether it is a breach.");
        problems.require("why", !self.why.trim().is_empty(), "Write why, in a sentence or two.");
        problems.finish(self.is_breach.map(|is_breach| Decision {
            is_breach,
            why: self.why.trim().to_owned(),
            risk: self.risk.clone(),
            at: cx.now,
            by: cx.actor.staff,
        }))
    }
}

/// Nobody is told about what was found to be no breach.
///
/// # Errors
/// [`Refusal::Refused`].
pub fn refuse_when_no_breach(breach: &Breach) -> Result<(), Refusal> {
    if breach.counts() {
        return Ok(());
    }
    let sentence = "It was decided that this is no breach.";
    Err(Refusal::refused("no_breach", "P2-55", sentence, "If more became known, open a new case that names this one."))
}
