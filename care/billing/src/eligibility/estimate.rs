//! A good-faith estimate: what so many days of treatment would cost a person, from our own price and what the payer said. Whole cents,
//! one pure function. What is not known is said and never taken for zero: the estimate then is the least that is known.

use serde::{Deserialize, Serialize};
use vocabulary::money::Cents;

use super::answer::CoverStatus;
use super::figures::Figures;

/// What an estimate rests on.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// Days of treatment.
    pub days: i64,
    /// Our price of one day, in cents.
    pub price_cents: i64,
    /// What the payer said; nothing for somebody who pays alone.
    pub figures: Option<&'a Figures>,
    /// The part of the price somebody pays who pays alone, in percent.
    pub self_pay_percent: i64,
}

/// What it comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Days.
    pub days: i64,
    /// Our price of one day.
    pub price_cents: i64,
    /// Our price of all of them.
    pub total_cents: i64,
    /// What the person would pay.
    pub person_cents: i64,
    /// What the payer would pay, or what the sliding fee takes off.
    pub rest_cents: i64,
    /// Of the person's part: toward the deductible.
    pub deductible_cents: i64,
    /// Of the person's part: copays.
    pub copay_cents: i64,
    /// Of the person's part: a share of the price.
    pub coinsurance_cents: i64,
    /// Of the person's part: days beyond a limit, or not covered at all.
    pub uncovered_cents: i64,
    /// Whether the yearly limit of what the person pays was reached.
    pub reaches_limit: bool,
    /// What is not known, in sentences.
    pub unknown: Vec<String>,
}

/// The estimate of a course of treatment.
#[must_use]
pub fn estimate(terms: &Terms<'_>) -> Estimate {
    let days = terms.days.clamp(0, 366);
    let price = terms.price_cents.clamp(0, 100_000_000);
    let mut sum = Estimate { days, price_cents: price, total_cents: days * price, ..Estimate::default() };
    match terms.figures {
        None => {
            sum.person_cents = sum.total_cents * terms.self_pay_percent.clamp(0, 100) / 100;
            sum.rest_cents = sum.total_cents - sum.person_cents;
        }
        Some(figures) if !pays(figures) => {
            sum.person_cents = sum.total_cents;
            sum.uncovered_cents = sum.total_cents;
            sum.unknown = vec![not_paying(figures).to_owned()];
        }
        Some(figures) => insured(&mut sum, figures),
    }
    sum
}

fn pays(figures: &Figures) -> bool {
    figures.status == CoverStatus::Active && !figures.is_not_covered
}

fn not_paying(figures: &Figures) -> &'static str {
    match figures.status {
        CoverStatus::Active => "The payer says that this treatment is not covered; this is our full price.",
        CoverStatus::Inactive => "The payer says that nobody is insured; this is our full price.",
        CoverStatus::Refused | CoverStatus::NotSaid => {
            "The payer has not said whether the person is insured; this is our full price."
        }
    }
}

/// Day by day: the deductible first, then copay and share of what is left of the price, until the yearly limit.
fn insured(sum: &mut Estimate, figures: &Figures) {
    let mut deductible_left = figures.deductible_left_cents.or(figures.deductible_cents).unwrap_or(0).max(0);
    let mut limit_left = figures.out_of_pocket_left_cents.map(|left| left.max(0));
    let visits = figures.visits_left.or(figures.visits).map(|left| left.max(0));
    let copay = figures.copay_cents.unwrap_or(0).max(0);
    let share = figures.coinsurance_basis_points.unwrap_or(0).clamp(0, 10_000);
    for day in 0..sum.days {
        if visits.is_some_and(|visits| day >= visits) {
            sum.uncovered_cents += sum.price_cents;
            continue;
        }
        let mut room = limit_left.unwrap_or(i64::MAX);
        let mut take = |wanted: i64| {
            let taken = wanted.min(room);
            room -= taken;
            taken
        };
        let deductible = take(deductible_left.min(sum.price_cents));
        deductible_left -= deductible;
        let rest = sum.price_cents - deductible;
        let copay = take(copay.min(rest));
        let coinsurance = take(((rest * share + 5_000) / 10_000).min(rest - copay));
        sum.deductible_cents += deductible;
        sum.copay_cents += copay;
        sum.coinsurance_cents += coinsurance;
        limit_left = limit_left.map(|_| room);
    }
    sum.reaches_limit = limit_left == Some(0);
    sum.person_cents = sum.deductible_cents + sum.copay_cents + sum.coinsurance_cents + sum.uncovered_cents;
    sum.rest_cents = sum.total_cents - sum.person_cents;
    sum.unknown = unknown(figures);
}

fn unknown(figures: &Figures) -> Vec<String> {
    let mut said = Vec::new();
    let mut unless = |is_known: bool, sentence: &str| {
        if !is_known {
            said.push(sentence.to_owned());
        }
    };
    let known_left = figures.deductible_left_cents.is_some();
    unless(
        known_left || figures.deductible_cents.is_none(),
        "The payer did not say how much of the deductible is paid; the whole of it is counted.",
    );
    unless(
        known_left || figures.deductible_cents.is_some(),
        "The payer did not say whether there is a deductible; none is counted.",
    );
    unless(
        figures.copay_cents.is_some() || figures.coinsurance_basis_points.is_some(),
        "The payer named no copay and no share for this treatment; ask before the first day.",
    );
    unless(figures.out_of_pocket_left_cents.is_some(), "The payer did not say what is left until the most to pay in a year.");
    unless(
        figures.visits_left.is_some() || figures.visits.is_none(),
        "The payer limits the days in a year and did not say how many are used; none is counted as used.",
    );
    unless(figures.is_inside_network.is_some(), "The payer did not say whether its figures are for its own network.");
    unless(figures.is_inside_network != Some(false), "The payer's figures are for providers outside its network.");
    unless(figures.needs_approval.is_some(), "The payer did not say whether approval is needed beforehand.");
    unless(figures.needs_approval != Some(true), "Approval is needed beforehand; days without it are not paid.");
    unless(!figures.has_other_payer, "Another payer is named; who pays first is not decided here.");
    said.push("Our own price is counted; the payer may allow less, and then the share is less.".to_owned());
    said
}

impl Estimate {
    /// How the person's part comes about, part by part, with amounts; parts of nothing are left out.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, Cents)> {
        let all = [
            ("Toward the deductible", self.deductible_cents),
            ("Copays", self.copay_cents),
            ("Share of the price", self.coinsurance_cents),
            ("Not covered", self.uncovered_cents),
        ];
        all.into_iter().filter(|(_, cents)| *cents > 0).map(|(words, cents)| (words, Cents(cents))).collect()
    }
}
