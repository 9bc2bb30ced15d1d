//! Decides the level of care and signs it (LC-03). The advisor is asked in the same moment, by the table that a director approved, on
//! the signed assessment, and everything it says is kept with the decision.
//!
//! Refused: no approved table; an unsigned assessment; a hard stop that shows no level (the person is handed over instead);
//! something needed is unknown (step 8); a lock nobody cleared; another level without a reason (LC-26).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::{InquiryId, PlacementDecisionId};

use super::{Cleared, DiscrepancyReason, PayerCriteria, PlacementDecision};
use crate::assessment::{self, Signed, sign};
use crate::placement::{Advice, Disposition, Level, advise};
use crate::{Fact, placement_table};

/// Decides.
#[derive(Clone, Debug)]
pub struct DecidePlacement {
    /// For the person of this inquiry.
    pub inquiry: InquiryId,
    /// The level.
    pub level: Level,
    /// Why, when it is another than suggested.
    pub discrepancy: Option<DiscrepancyReason>,
    /// In words.
    pub words: String,
    /// How each lock was cleared.
    pub cleared: Vec<Cleared>,
    /// By a payer's criteria.
    pub payer: Option<PayerCriteria>,
}

impl Command for DecidePlacement {
    type Output = PlacementDecisionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PlacementDecisionId, Fact>, Refusal> {
        cx.require(Action::Sign, Kind::PlacementDecision)?;
        let table = placement_table::in_use(cx)?.ok_or_else(no_table)?;
        let current = assessment::store::of_inquiry(cx.tx, self.inquiry)?.ok_or_else(unsigned)?;
        if sign::lacks_suicide_screen(&current) {
            sign::judge(&current)?;
        }
        if current.signed.is_none() {
            return Err(unsigned());
        }
        let advice = advise(&current.answers, &table);
        judge(self, &advice)?;
        let decision = PlacementDecision {
            id: cx.new_id(),
            patient: current.patient,
            inquiry: self.inquiry,
            assessment: current.id,
            assessment_version: current.version,
            advice,
            decided: self.level,
            discrepancy: self.discrepancy,
            words: self.words.trim().to_owned(),
            wants: current.wants.clone(),
            cleared: self.cleared.clone(),
            payer: self.payer.clone(),
            signed: Signed { by: cx.actor.staff, name: cx.actor.signature_name.clone(), at: cx.now },
        };
        let newest = super::store::of(cx.tx, self.inquiry)?;
        if let Some(known) = newest.first().filter(|known| is_same(known, &decision)) {
            return Ok(Done::already(known.id));
        }
        cx.tx.append(&decision, &cx.entry("level of care decided"))?;
        Ok(Done::with(decision.id, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}

/// The same decision sent twice is one.
fn is_same(known: &PlacementDecision, wish: &PlacementDecision) -> bool {
    let twin = PlacementDecision { id: known.id, signed: known.signed.clone(), ..wish.clone() };
    *known == twin && known.signed.by == wish.signed.by
}

fn no_table() -> Refusal {
    Refusal::refused(
        "no_approved_table",
        "LC-03",
        "No decision table is approved, so nothing can be decided with the advisor.",
        "A clinical director approves one in the settings.",
    )
}

fn unsigned() -> Refusal {
    Refusal::refused(
        "assessment_unsigned",
        "MA-10",
        "The assessment is not signed yet.",
        "Sign it first; its gaps are named there.",
    )
}

/// The pure half: whether this decision may be signed on this advice.
pub(super) fn judge(wish: &DecidePlacement, advice: &Advice) -> Result<(), Refusal> {
    let Some(suggestion) = &advice.suggestion else { return Err(no_level(advice)) };
    let mut problems = Problems::none();
    for lock in &advice.locks {
        let is_cleared = wish.cleared.iter().any(|one| one.lock == *lock && !one.words.trim().is_empty());
        problems.require(lock.as_str(), is_cleared, &format!("{} Write who did it and with what result.", lock.title()));
    }
    let differs = suggestion.level != wish.level;
    if differs && wish.discrepancy.is_none() {
        problems.add("discrepancy", format!("The advisor suggests {}. Choose why another level is right.", suggestion.level));
    }
    if wish.discrepancy == Some(DiscrepancyReason::Other) && wish.words.trim().is_empty() {
        problems.add("words", "Write the reason in a few words.");
    }
    if let Some(payer) = &wish.payer {
        problems.require("payer_criteria", !payer.criteria.trim().is_empty(), "Name the payer's criteria.");
        problems.require("payer_level", !payer.level.trim().is_empty(), "Write the level they name.");
        problems.require("payer_assessor", !payer.assessor.trim().is_empty(), "Write who assessed.");
    }
    problems.finish(Some(()))
}

fn no_level(advice: &Advice) -> Refusal {
    let rule = "LC-09 to LC-22";
    match advice.disposition {
        Disposition::Emergency | Disposition::Crisis => Refusal::refused(
            "hard_stop",
            rule,
            "A hard stop comes first: no level of care is decided now.",
            "Hand the person over warmly and write down the outcome.",
        ),
        Disposition::Defer => Refusal::refused(
            "hard_stop",
            rule,
            "Nothing is decided while somebody is intoxicated.",
            "See to a safe way home and ask again.",
        ),
        Disposition::Adolescent => Refusal::refused(
            "adolescent",
            "LC-21",
            "The table is made for adults: it decides nothing for somebody this young.",
            "Refer to a place for adolescents and write down the outcome.",
        ),
        _ => Refusal::refused(
            "insufficient_data",
            "LC-24",
            format!(
                "Not enough is known. Missing: {}.",
                advice.needs.iter().map(|need| need.title()).collect::<Vec<_>>().join("; ")
            ),
            "Complete the assessment; nothing is guessed.",
        ),
    }
}
