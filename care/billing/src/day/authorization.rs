//! Whether the authorization carries the day (OP-50, OP-A13), also while the day is still held for something else.

use super::input::{AuthorizationFacts, DayInput};
use super::outcome::{Fix, Hold, HoldReason, OwnerRole, Screen, Warning};
use super::propose::Proposal;
use crate::rule::{OverUse, PayerTerms, PriorAuthorization};

/// Adds numbers, marks and alerts to the proposal; returns what holds the day.
pub(super) fn check(input: &DayInput<'_>, terms: &PayerTerms<'_>, proposal: &mut Proposal) -> Option<HoldReason> {
    let code = wanted_code(input, proposal)?;
    let is_required = terms.payer.prior_authorization == PriorAuthorization::Required;
    let fitting = input.authorization.as_ref().filter(|found| found.code.as_ref().is_none_or(|only| *only == code));
    let Some(found) = fitting else {
        return is_required.then(|| reason(Hold::AuthorizationMissing { code }, "number, code and dates"));
    };
    let needed_units = needed(proposal, found, &code);
    if let Some(lacking) = lacking(input, found, needed_units) {
        let may_pass = !matches!(lacking.hold, Hold::AuthorizationNotStarted { .. });
        return match (is_required, terms.payer.over_use) {
            (false, _) => None,
            (true, OverUse::MarkAtRisk) if may_pass => {
                mark(proposal, found, &code, true);
                proposal.warnings.push(Warning::AtRisk { lacking: Box::new(lacking) });
                None
            }
            (true, _) => Some(lacking),
        };
    }
    mark(proposal, found, &code, false);
    alerts(input, terms, proposal, found, needed_units);
    None
}

/// The code to be authorized: the bundle's, else the one the authorization is for if it is billed, else the first.
fn wanted_code(input: &DayInput<'_>, proposal: &Proposal) -> Option<String> {
    let named = input.authorization.as_ref().and_then(|found| found.code.clone());
    let billed = named.filter(|code| proposal.lines.iter().any(|line| line.code == *code));
    proposal.bundle_code.clone().or(billed).or_else(|| proposal.single_code.clone())
}

/// Which lines an authorization is for: its own code, or the bundle's, or all when nothing is bundled.
fn covers(proposal: &Proposal, found: &AuthorizationFacts, code: &str, line_code: &str) -> bool {
    match (&found.code, &proposal.bundle_code) {
        (Some(only), _) => only == line_code,
        (None, Some(_)) => line_code == code,
        (None, None) => true,
    }
}

fn needed(proposal: &Proposal, found: &AuthorizationFacts, code: &str) -> i64 {
    let own = proposal.lines.iter().filter(|line| covers(proposal, found, code, &line.code));
    own.map(|line| line.units).sum::<i64>().max(1)
}

fn mark(proposal: &mut Proposal, found: &AuthorizationFacts, code: &str, is_at_risk: bool) {
    let covered: Vec<bool> = proposal.lines.iter().map(|line| covers(proposal, found, code, &line.code)).collect();
    for (line, _) in proposal.lines.iter_mut().zip(covered).filter(|(_, is_covered)| *is_covered) {
        line.authorization_number = Some(found.number.clone());
        line.is_at_risk = is_at_risk;
    }
}

fn lacking(input: &DayInput<'_>, found: &AuthorizationFacts, needed_units: i64) -> Option<HoldReason> {
    let number = found.number.clone();
    if input.service_date < found.starts_on {
        let hold = Hold::AuthorizationNotStarted { number, starts_on: found.starts_on };
        return Some(reason(hold, "first day"));
    }
    if input.service_date > found.ends_on {
        return Some(reason(Hold::AuthorizationExpired { number, ended_on: found.ends_on }, "last day"));
    }
    (found.units_left < needed_units).then(|| {
        let units_left = found.units_left.max(0);
        let hold = Hold::AuthorizationUsedUp { number, approved_units: found.approved_units, needed_units, units_left };
        reason(hold, "units")
    })
}

fn alerts(input: &DayInput<'_>, terms: &PayerTerms<'_>, proposal: &mut Proposal, found: &AuthorizationFacts, needed_units: i64) {
    let number = || found.number.clone();
    let units_left = found.units_left - needed_units;
    if units_left <= terms.payer.alert_at_units {
        proposal.warnings.push(Warning::AuthorizationUnitsLow { number: number(), units_left });
    }
    let days_left = vocabulary::day::days_between(input.service_date, found.ends_on);
    if days_left <= terms.payer.alert_at_days {
        let ends_on = found.ends_on;
        proposal.warnings.push(Warning::AuthorizationEndsSoon { number: number(), days_left, ends_on });
    }
}

fn reason(hold: Hold, field: &'static str) -> HoldReason {
    let fix = Fix { screen: Screen::Authorizations, field };
    HoldReason { hold, owner: OwnerRole::UtilizationReviewer, fix }
}
