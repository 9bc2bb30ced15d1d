//! What is different between two answers about the same coverage, in sentences. A change to the worse is an alarm: somebody must look
//! before the next day is held or the person gets a bill nobody told them of.

use serde::{Deserialize, Serialize};
use vocabulary::day::short_day;
use vocabulary::money::Cents;

use super::answer::{AnswerContent, CoverStatus};
use super::figures::Figures;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is.
    pub sentence: String,
    /// Whether somebody must look.
    pub is_alarm: bool,
}

/// Every difference between the last answer and this one.
#[must_use]
pub fn changes(last: &AnswerContent, now: &AnswerContent) -> Vec<Change> {
    let (before, after) = (Figures::of(last), Figures::of(now));
    let mut found = Vec::new();
    let mut say = |is_alarm: bool, sentence: String| found.push(Change { sentence, is_alarm });
    if before.status != after.status {
        say(after.status != CoverStatus::Active, format!("{} Before: {}", status(after.status), status(before.status)));
    }
    if after.status == CoverStatus::Refused {
        return found;
    }
    if before.plan != after.plan {
        let name = |plan: &Option<String>| plan.clone().unwrap_or_else(|| "not said".to_owned());
        say(true, format!("The plan is now {}; it was {}.", name(&after.plan), name(&before.plan)));
    }
    if let (Some(ends), true) = (after.ends, before.ends != after.ends) {
        say(true, format!("The plan now ends on {}.", short_day(ends)));
    }
    if let (Some(a), Some(b)) = (&last.person, &now.person)
        && a.member_id != b.member_id
    {
        say(true, "The payer answers with another member id; compare it with the card.".to_owned());
    }
    money(&mut say, "The copay", before.copay_cents, after.copay_cents);
    money(&mut say, "The yearly deductible", before.deductible_cents, after.deductible_cents);
    money(&mut say, "The most to pay in a year", before.out_of_pocket_cents, after.out_of_pocket_cents);
    if let (Some(a), Some(b)) = (before.deductible_left_cents, after.deductible_left_cents)
        && a != b
    {
        say(b > a, format!("{} of the deductible is left; it was {}.", Cents(b), Cents(a)));
    }
    share(&mut say, before.coinsurance_basis_points, after.coinsurance_basis_points);
    if let (Some(a), Some(b)) = (before.visits_left, after.visits_left)
        && a != b
    {
        say(b < a && b <= 5, format!("{b} visits are left; it was {a}."));
    }
    match (before.needs_approval, after.needs_approval) {
        (Some(true), Some(false)) => say(false, "Approval is no longer needed beforehand.".to_owned()),
        (Some(false) | None, Some(true)) => say(true, "Approval is now needed beforehand.".to_owned()),
        _ => {}
    }
    if after.is_not_covered && !before.is_not_covered {
        say(true, "The payer now says that treatment for substance use is not covered.".to_owned());
    }
    if after.has_other_payer && !before.has_other_payer {
        say(true, "Another payer is named; find out who pays first.".to_owned());
    }
    found
}

fn status(status: CoverStatus) -> &'static str {
    match status {
        CoverStatus::Active => "Insured.",
        CoverStatus::Inactive => "Not insured.",
        CoverStatus::Refused => "The payer did not answer.",
        CoverStatus::NotSaid => "The payer did not say.",
    }
}

/// Dearer is an alarm, cheaper is not, and so is what was said and no longer is.
fn money(say: &mut impl FnMut(bool, String), what: &str, before: Option<i64>, after: Option<i64>) {
    match (before, after) {
        (Some(a), Some(b)) if a != b => say(b > a, format!("{what} is now {}; it was {}.", Cents(b), Cents(a))),
        (Some(a), None) => say(false, format!("{what} is no longer said; it was {}.", Cents(a))),
        (None, Some(b)) => say(false, format!("{what} is now said: {}.", Cents(b))),
        _ => {}
    }
}

fn share(say: &mut impl FnMut(bool, String), before: Option<i64>, after: Option<i64>) {
    if let (Some(a), Some(b)) = (before, after)
        && a != b
    {
        say(b > a, format!("The share to pay is now {}; it was {}.", percent(b), percent(a)));
    }
}

/// `20 %`, `12.5 %`.
pub(super) fn percent(basis_points: i64) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}
