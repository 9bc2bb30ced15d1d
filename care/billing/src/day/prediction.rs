//! Where a payer that pays a day by tier is expected to put it (OP-33..OP-35, OP-39). Predicted, never authoritative.

use super::input::DayInput;
use super::outcome::{DayPrediction, Fix, Hold, HoldReason, OwnerRole, Screen};
use super::propose::Proposal;
use crate::rule::PayerTerms;

/// The tier for the proposed lines; `Ok(None)` if this payer has none in this setting.
///
/// # Errors
/// The reason why the day is not payable: nothing on it is a primary service (OP-A04).
pub(super) fn predict(
    input: &DayInput<'_>,
    terms: &PayerTerms<'_>,
    proposal: &Proposal,
) -> Result<Option<DayPrediction>, Box<HoldReason>> {
    let Some(algorithm) = terms.algorithm(input.setting).filter(|_| !proposal.lines.is_empty()) else {
        return Ok(None);
    };
    let is_primary = |code: &String| algorithm.primary.contains(code);
    let counts = |code: &String| is_primary(code) || algorithm.countable.contains(code);
    let countable = proposal.lines.iter().filter(|line| counts(&line.code));
    let countable_services: i64 = countable.map(|line| line.units).sum();
    if !proposal.lines.iter().any(|line| is_primary(&line.code)) {
        let hold = Hold::NoPrimaryService { countable_services };
        let fix = Fix { screen: Screen::Claims, field: "services of the date" };
        return Err(Box::new(HoldReason { hold, owner: OwnerRole::Biller, fix }));
    }
    let reached = algorithm.tiers.iter().rfind(|tier| tier.from_services <= countable_services);
    Ok(reached.map(|tier| DayPrediction { countable_services, apc: tier.apc.clone() }))
}
