//! Decides what one person's day is for billing (OP-39..OP-42, OP-49). Pure; read `decide` top to bottom.
//!
//! The order: is there a day, may this payer be billed at all, which lines do the services give, does anything
//! else on the date exclude them, does the authorization carry them. All reasons are collected, not the first only.

use super::input::{Attendance, DayInput, DayPayer};
use super::outcome::{DayState, Fix, Hold, HoldReason, OwnerRole, Screen, Warning};
use super::propose::{Proposal, propose};
use super::{authorization, exclusion, prediction};
use crate::rule::PayerTerms;

/// What the day is for billing, with every reason and where to resolve it.
///
/// The same input always gives the same answer, so a day is recounted by deciding it again.
#[must_use]
pub fn decide(input: &DayInput<'_>) -> DayState {
    if input.services.is_empty() {
        return DayState::NotExpected;
    }
    let is_attended = |attendance| matches!(attendance, Attendance::Attended { credited_minutes } if credited_minutes > 0);
    if !input.services.iter().any(|service| is_attended(service.attendance)) {
        return DayState::NothingAttended;
    }
    match &input.payer {
        DayPayer::Payer(terms) => to_payer(input, terms),
        DayPayer::SelfPay(terms) => own_account(input, terms),
        DayPayer::WithoutTerms { payer } => {
            let mut reasons = eligibility(input);
            reasons.push(HoldReason::no_rule(payer));
            DayState::Held { reasons }
        }
    }
}

fn to_payer(input: &DayInput<'_>, terms: &PayerTerms<'_>) -> DayState {
    let settings = &terms.payer.settings;
    if !settings.is_empty() && !settings.contains(&input.setting) {
        return DayState::NotBillable { why: vec![HoldReason::setting_not_covered(&terms.payer.name)] };
    }
    let mut why = exclusion::stays(input);
    let mut proposal = propose(input, terms);
    why.extend(exclusion::codes(input, terms, &proposal));
    let authorized = authorization::check(input, terms, &mut proposal);

    let mut reasons = eligibility(input);
    reasons.append(&mut proposal.holds);
    reasons.extend(authorized);
    why.append(&mut proposal.never);
    let predicted = prediction::predict(input, terms, &proposal);
    if let Err(no_primary) = &predicted
        && reasons.is_empty()
    {
        let can_change = !input.is_over && proposal.has_upcoming;
        if can_change { reasons.push(*no_primary.clone()) } else { why.push(*no_primary.clone()) }
    }
    let Proposal { lines, warnings, .. } = proposal;
    match () {
        () if !why.is_empty() => DayState::NotBillable { why },
        () if !reasons.is_empty() => DayState::Held { reasons },
        () => DayState::Billable { lines, warnings, prediction: predicted.unwrap_or_default() },
    }
}

/// The person's own account: no coverage, consent or authorization is asked for, and nothing goes to a payer (OP-A17).
fn own_account(input: &DayInput<'_>, terms: &PayerTerms<'_>) -> DayState {
    let Proposal { lines, holds, never, warnings, .. } = propose(input, terms);
    match () {
        () if !never.is_empty() => DayState::NotBillable { why: never },
        () if !holds.is_empty() => DayState::Held { reasons: holds },
        () => DayState::SelfPay { lines, warnings: warnings.into_iter().filter(Warning::concerns_an_account).collect() },
    }
}

/// What must hold before a payer may even hear of the person (OP-49, OP-A17).
fn eligibility(input: &DayInput<'_>) -> Vec<HoldReason> {
    let mut reasons = Vec::new();
    if !input.has_payment_consent {
        let fix = Fix { screen: Screen::Consents, field: "payment consent" };
        reasons.push(HoldReason { hold: Hold::NoPaymentConsent, owner: OwnerRole::CaseManager, fix });
    }
    if !input.has_coverage {
        let fix = Fix { screen: Screen::Coverage, field: "coverage dates" };
        reasons.push(HoldReason { hold: Hold::NoCoverage, owner: OwnerRole::FrontDesk, fix });
    }
    reasons
}

impl Warning {
    /// Whether it means something on a person's own account, where there is no authorization.
    fn concerns_an_account(&self) -> bool {
        matches!(
            self,
            Self::LeftOut { .. } | Self::NotBilledSeparately { .. } | Self::UnitsLimited { .. } | Self::BilledAsComponents { .. }
        )
    }
}
