//! What else stands on the date and excludes these lines (OP-41, OP-A11): stays elsewhere, and lines of other charges.

use super::input::DayInput;
use super::outcome::{Fix, Hold, HoldReason, OwnerRole, Screen};
use super::propose::Proposal;
use crate::rule::PayerTerms;

/// Stays elsewhere on this date.
pub(super) fn stays(input: &DayInput<'_>) -> Vec<HoldReason> {
    let fix = Fix { screen: Screen::Stays, field: "dates of the stay" };
    let reason = |what: &String| Hold::ExcludedStay { what: what.clone() };
    let stays = input.exclusions.iter().map(|line| reason(&line.what));
    stays.map(|hold| HoldReason { hold, owner: OwnerRole::Biller, fix }).collect()
}

/// Lines of the same payer that exclude the proposed ones, in either direction, or already fill the day.
pub(super) fn codes(input: &DayInput<'_>, terms: &PayerTerms<'_>, proposal: &Proposal) -> Vec<HoldReason> {
    let own = || input.already_billed.iter().filter(|line| line.payer == terms.payer.id);
    let excludes = |code: &str, other: &str| {
        terms.rules.iter().any(|rule| rule.code == code && rule.excludes.iter().any(|excluded| excluded == other))
    };
    let mut wanted: Vec<(&str, i64)> = proposal.lines.iter().map(|line| (line.code.as_str(), line.units)).collect();
    if let Some(code) = proposal.bundle_code.as_deref().filter(|_| wanted.is_empty()) {
        wanted.push((code, 1));
    }
    let mut holds = Vec::new();
    for (code, units) in wanted {
        let excluded = own().find(|line| excludes(code, &line.code) || excludes(&line.code, code));
        if let Some(other) = excluded {
            holds.push(Hold::ExcludedCode { code: code.to_owned(), other_code: other.code.clone() });
        }
        let billed: i64 = own().filter(|line| line.code == code).map(|line| line.units).sum();
        let most = terms.rule_with_code(code).map_or(i64::MAX, |rule| rule.max_units_per_day);
        if billed > 0 && billed + units > most {
            holds.push(Hold::AlreadyBilled { code: code.to_owned() });
        }
    }
    let fix = Fix { screen: Screen::Claims, field: "charges of the date" };
    holds.into_iter().map(|hold| HoldReason { hold, owner: OwnerRole::Biller, fix }).collect()
}
