//! The few figures of an answer that a person asks for: insured or not, what is left of the deductible, the copay, the share, the visits.
//! Of several statements the one counts that is nearest: substance use before mental health before the plan as a whole, inside the
//! network before outside, the person before the family.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answer::{AnswerContent, BenefitKind, CoverStatus, Network, Period, Statement};

/// Kinds of service in the order in which they count for us.
const NEAREST: [&str; 7] = ["AI", "AK", "AJ", "MH", "A8", "98", "30"];

/// What an answer comes to. What the payer does not say is absent, never zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Insured or not.
    pub status: CoverStatus,
    /// The plan in the payer's words.
    pub plan: Option<String>,
    /// Last day of the plan.
    pub ends: Option<Date>,
    /// The yearly deductible, in cents.
    pub deductible_cents: Option<i64>,
    /// What is left of it.
    pub deductible_left_cents: Option<i64>,
    /// The most the person pays in a year.
    pub out_of_pocket_cents: Option<i64>,
    /// What is left of it.
    pub out_of_pocket_left_cents: Option<i64>,
    /// For each visit or day.
    pub copay_cents: Option<i64>,
    /// A share of the price, in hundredths of a percent.
    pub coinsurance_basis_points: Option<i64>,
    /// Visits or days in a year.
    pub visits: Option<i64>,
    /// What is left of them.
    pub visits_left: Option<i64>,
    /// Whether approval is needed beforehand.
    pub needs_approval: Option<bool>,
    /// Whether the payer says that treatment like ours is not covered.
    pub is_not_covered: bool,
    /// Whether what counted was said about the payer's own network.
    pub is_inside_network: Option<bool>,
    /// Whether another payer pays too.
    pub has_other_payer: bool,
}

impl Figures {
    /// The figures of an answer.
    #[must_use]
    pub fn of(answer: &AnswerContent) -> Self {
        let all = &answer.statements;
        let year = |kind: &BenefitKind| nearest(all, kind, |one| one.amount_cents.is_some() && is_yearly(&one.period));
        let left = |kind: &BenefitKind| nearest(all, kind, |one| one.amount_cents.is_some() && one.period == Period::Remaining);
        let cents = |found: Option<&Statement>| found.and_then(|one| one.amount_cents);
        let copay = nearest(all, &BenefitKind::Copay, |one| one.amount_cents.is_some());
        let share = nearest(all, &BenefitKind::Coinsurance, |one| one.basis_points.is_some());
        let network = copay.or(share).map_or(Network::NotSaid, |one| one.network);
        Self {
            status: answer.status(),
            plan: all.iter().find(|one| one.kind == BenefitKind::Active).and_then(|one| one.plan.clone()),
            ends: answer.ends,
            deductible_cents: cents(year(&BenefitKind::Deductible)),
            deductible_left_cents: cents(left(&BenefitKind::Deductible)),
            out_of_pocket_cents: cents(year(&BenefitKind::OutOfPocket)),
            out_of_pocket_left_cents: cents(left(&BenefitKind::OutOfPocket)),
            copay_cents: cents(copay),
            coinsurance_basis_points: share.and_then(|one| one.basis_points),
            visits: visits(all, is_yearly),
            visits_left: visits(all, |period| *period == Period::Remaining),
            needs_approval: approval(all),
            is_not_covered: is_not_covered(all),
            is_inside_network: match network {
                Network::Inside => Some(true),
                Network::Outside => Some(false),
                Network::Either | Network::NotSaid => None,
            },
            has_other_payer: all.iter().any(|one| one.kind == BenefitKind::OtherPayer),
        }
    }
}

fn is_yearly(period: &Period) -> bool {
    matches!(period, Period::Year | Period::NotSaid)
}

/// How near a statement is; nothing for one that is about other services only.
fn distance(one: &Statement) -> Option<(usize, bool, bool)> {
    let service = match one.services.is_empty() {
        true => NEAREST.len(),
        false => NEAREST.iter().position(|code| one.services.iter().any(|of| of == code))?,
    };
    Some((service, one.network == Network::Outside, one.is_family))
}

fn nearest<'a>(all: &'a [Statement], kind: &BenefitKind, fits: impl Fn(&Statement) -> bool) -> Option<&'a Statement> {
    let fitting = all.iter().filter(|one| one.kind == *kind && fits(one));
    fitting.filter_map(|one| Some((distance(one)?, one))).min_by_key(|(distance, _)| *distance).map(|(_, one)| one)
}

/// Visits or days, whole.
fn visits(all: &[Statement], when: impl Fn(&Period) -> bool) -> Option<i64> {
    let counted = |one: &Statement| {
        one.quantity.as_ref().is_some_and(|(counted, _)| ["VS", "DY"].contains(&counted.as_str())) && when(&one.period)
    };
    nearest(all, &BenefitKind::Limit, counted).and_then(|one| one.quantity.as_ref()).map(|(_, hundredths)| hundredths / 100)
}

/// The nearest word about approval. At the same distance, that it is needed weighs more.
fn approval(all: &[Statement]) -> Option<bool> {
    let told = all.iter().filter_map(|one| Some((distance(one)?.0, one.needs_approval?)));
    told.min_by_key(|(distance, needed)| (*distance, !needed)).map(|(_, needed)| needed)
}

/// Whether treatment for substance use is named as not covered; the plan as a whole says so only when it names nothing else.
fn is_not_covered(all: &[Statement]) -> bool {
    let refuses = |one: &&Statement| matches!(one.kind, BenefitKind::NotCovered | BenefitKind::Excluded);
    all.iter().filter(refuses).any(|one| one.services.iter().any(|code| ["AI", "AJ", "AK"].contains(&code.as_str())))
}
