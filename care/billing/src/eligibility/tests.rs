//! Answers in plain words, what changed, and the estimate: cases and laws.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use jiff::civil::date;
use proptest::prelude::*;

use super::answer::*;
use super::*;

fn says(kind: BenefitKind, services: &[&str]) -> Statement {
    Statement {
        kind,
        services: services.iter().map(|code| (*code).to_owned()).collect(),
        is_family: false,
        plan: None,
        period: Period::NotSaid,
        amount_cents: None,
        basis_points: None,
        quantity: None,
        needs_approval: None,
        network: Network::NotSaid,
        messages: Vec::new(),
    }
}

/// Gold, 1,500 deductible of which 420 is left, 50 copay for substance use, 20 percent.
fn gold() -> AnswerContent {
    let amount = |kind, period, cents| Statement { period, amount_cents: Some(cents), ..says(kind, &["30"]) };
    AnswerContent {
        statements: vec![
            Statement { plan: Some("PPO GOLD".into()), ..says(BenefitKind::Active, &["30"]) },
            amount(BenefitKind::Deductible, Period::Year, 150_000),
            amount(BenefitKind::Deductible, Period::Remaining, 42_000),
            Statement { is_family: true, ..amount(BenefitKind::Deductible, Period::Remaining, 99_900) },
            Statement {
                period: Period::Visit,
                network: Network::Outside,
                amount_cents: Some(9_000),
                ..says(BenefitKind::Copay, &["AI"])
            },
            Statement {
                period: Period::Visit,
                network: Network::Inside,
                amount_cents: Some(5_000),
                ..says(BenefitKind::Copay, &["AI"])
            },
            Statement { period: Period::Visit, amount_cents: Some(3_000), ..says(BenefitKind::Copay, &["98"]) },
            Statement { needs_approval: Some(true), ..says(BenefitKind::Active, &["AI"]) },
        ],
        ..AnswerContent::default()
    }
}

fn with(change: impl FnOnce(&mut AnswerContent)) -> AnswerContent {
    let mut answer = gold();
    change(&mut answer);
    answer
}

#[test]
fn an_answer_is_told_in_plain_words() {
    assert_eq!(
        gold().summary(),
        [
            "Insured with PPO GOLD.",
            "Deductible $1,500.00 a year: $1,080.00 is met, $420.00 is left.",
            "Copay $50.00 each day of treatment.",
            "Approval is needed beforehand.",
        ]
    );
    let copay = &gold().statements[5];
    assert_eq!(copay.sentence(), "Copay for substance use treatment: $50.00 each visit, in the payer's network.");
}

#[test]
fn the_nearest_statement_counts() {
    let figures = Figures::of(&gold());
    assert_eq!((figures.copay_cents, figures.is_inside_network), (Some(5_000), Some(true)), "substance use, in the network");
    assert_eq!(figures.deductible_left_cents, Some(42_000), "the person's, not the family's");
    assert_eq!((figures.coinsurance_basis_points, figures.visits), (None, None), "what was not said is absent, not zero");
}

#[test]
fn insured_or_not_is_about_the_plan_as_a_whole() {
    for (statements, rejections, wanted) in [
        (vec![says(BenefitKind::Active, &["30"]), says(BenefitKind::Inactive, &["35"])], 0, CoverStatus::Active),
        (vec![says(BenefitKind::Inactive, &["30"]), says(BenefitKind::Active, &["35"])], 0, CoverStatus::Inactive),
        (vec![says(BenefitKind::Inactive, &[])], 0, CoverStatus::Inactive),
        (vec![says(BenefitKind::Active, &["AI"])], 0, CoverStatus::Active),
        (vec![], 1, CoverStatus::Refused),
        (vec![says(BenefitKind::Copay, &["AI"])], 0, CoverStatus::NotSaid),
    ] {
        let rejections = vec![Rejected { reason: "75".into(), follow_up: "C".into() }; rejections];
        assert_eq!(AnswerContent { statements, rejections, ..AnswerContent::default() }.status(), wanted);
    }
}

#[test]
fn a_refusal_says_why_and_what_to_do() {
    let refused = Rejected { reason: "75".into(), follow_up: "C".into() };
    assert_eq!(refused.sentence(), "The payer does not find the person.");
    assert_eq!(refused.remedy(), "Compare name, birth date and member id with the card, correct them and check again.");
    for reason in [
        "04", "15", "35", "41", "42", "43", "50", "51", "52", "53", "57", "58", "62", "64", "65", "67", "68", "71", "72", "73",
        "75", "76", "77", "78", "79", "80", "T4",
    ] {
        let said = Rejected { reason: reason.into(), follow_up: "N".into() };
        assert!(!said.sentence().contains(reason) && !said.remedy().is_empty(), "{reason}");
    }
    assert_eq!(Rejected { reason: "ZZ".into(), follow_up: String::new() }.sentence(), "The payer refused with reason ZZ.");
}

#[test]
fn what_got_worse_is_an_alarm_and_what_got_better_is_only_said() {
    let amount = |answer: &mut AnswerContent, at: usize, cents| answer.statements[at].amount_cents = Some(cents);
    for (now, wanted, is_alarm) in [
        (with(|a| a.statements[0].kind = BenefitKind::Inactive), "Not insured. Before: Insured.", true),
        (with(|a| amount(a, 2, 12_000)), "$120.00 of the deductible is left; it was $420.00.", false),
        (with(|a| amount(a, 2, 150_000)), "$1,500.00 of the deductible is left; it was $420.00.", true),
        (with(|a| amount(a, 5, 7_500)), "The copay is now $75.00; it was $50.00.", true),
        (with(|a| amount(a, 5, 2_500)), "The copay is now $25.00; it was $50.00.", false),
        (with(|a| a.ends = Some(date(2026, 4, 30))), "The plan now ends on", true),
        (with(|a| a.statements[0].plan = Some("BRONZE".into())), "The plan is now BRONZE; it was PPO GOLD.", true),
        (with(|a| a.statements[7].needs_approval = Some(false)), "Approval is no longer needed beforehand.", false),
        (with(|a| a.statements.push(says(BenefitKind::NotCovered, &["AI"]))), "not covered", true),
        (with(|a| a.statements.push(says(BenefitKind::OtherPayer, &["30"]))), "Another payer is named", true),
    ] {
        let found = changes(&gold(), &now);
        assert!(
            found.iter().any(|change| change.sentence.contains(wanted) && change.is_alarm == is_alarm),
            "{wanted}: {found:?}"
        );
    }
    assert!(changes(&gold(), &gold()).is_empty());
}

fn cost(days: i64, price_cents: i64, answer: &AnswerContent) -> Estimate {
    let figures = Figures::of(answer);
    estimate(&Terms { days, price_cents, figures: Some(&figures), self_pay_percent: 100 })
}

#[test]
fn an_estimate_goes_day_by_day_through_deductible_copay_and_share() {
    let told = cost(3, 31_000, &gold());
    // day 1: 310 toward the deductible; day 2: 110, then a copay of 50; day 3: a copay of 50
    assert_eq!((told.deductible_cents, told.copay_cents, told.person_cents), (42_000, 10_000, 52_000));
    assert_eq!((told.total_cents, told.rest_cents), (93_000, 41_000));
    assert!(told.unknown.iter().any(|sentence| sentence.contains("Approval is needed")));
    let share = with(|a| {
        a.statements.remove(5);
        a.statements.remove(4);
        a.statements.remove(4);
        a.statements.push(Statement { basis_points: Some(2_000), ..says(BenefitKind::Coinsurance, &["AI"]) });
    });
    assert_eq!(cost(2, 31_000, &share).coinsurance_cents, 4_000, "20 percent of what the deductible leaves of day 2");
}

#[test]
fn a_limit_of_visits_and_of_a_year_is_kept() {
    let few = with(|a| {
        a.statements.push(Statement {
            period: Period::Remaining,
            quantity: Some(("VS".into(), 200)),
            ..says(BenefitKind::Limit, &["AI"])
        });
    });
    assert_eq!(cost(4, 31_000, &few).uncovered_cents, 62_000, "two days beyond the two that are left");
    let capped = with(|a| {
        a.statements.push(Statement {
            period: Period::Remaining,
            amount_cents: Some(20_000),
            ..says(BenefitKind::OutOfPocket, &["30"])
        });
    });
    let told = cost(10, 31_000, &capped);
    assert_eq!((told.person_cents, told.reaches_limit), (20_000, true));
}

#[test]
fn what_is_not_known_is_said() {
    let nothing = AnswerContent { statements: vec![says(BenefitKind::Active, &["30"])], ..AnswerContent::default() };
    let told = cost(10, 31_000, &nothing);
    assert_eq!(told.person_cents, 0);
    for part in ["whether there is a deductible", "no copay and no share", "most to pay in a year", "its own network", "approval"]
    {
        assert!(told.unknown.iter().any(|sentence| sentence.contains(part)), "{part}: {:?}", told.unknown);
    }
    let ended = AnswerContent { statements: vec![says(BenefitKind::Inactive, &["30"])], ..AnswerContent::default() };
    assert_eq!(cost(10, 31_000, &ended).person_cents, 310_000);
    let alone = estimate(&Terms { days: 10, price_cents: 16_000, figures: None, self_pay_percent: 15 });
    assert_eq!((alone.person_cents, alone.rest_cents), (24_000, 136_000));
}

fn any_figures() -> impl Strategy<Value = Figures> {
    let cents = || proptest::option::of(0..500_000_i64);
    (cents(), cents(), cents(), cents(), proptest::option::of(0..=10_000_i64), proptest::option::of(0..60_i64)).prop_map(
        |(
            deductible_cents,
            deductible_left_cents,
            out_of_pocket_left_cents,
            copay_cents,
            coinsurance_basis_points,
            visits_left,
        )| Figures {
            deductible_cents,
            deductible_left_cents,
            out_of_pocket_left_cents,
            copay_cents,
            coinsurance_basis_points,
            visits_left,
            ..Figures::of(&gold())
        },
    )
}

proptest! {
    #[test]
    fn person_and_payer_together_pay_the_price(figures in any_figures(), days in 0..90_i64, price_cents in 0..100_000_i64) {
        let told = estimate(&Terms { days, price_cents, figures: Some(&figures), self_pay_percent: 100 });
        prop_assert_eq!(told.person_cents + told.rest_cents, days * price_cents);
        prop_assert!(told.person_cents >= 0 && told.rest_cents >= 0);
        let parts: i64 = told.parts().iter().map(|(_, cents)| cents.0).sum();
        prop_assert_eq!(parts, told.person_cents);
    }

    #[test]
    fn more_days_never_cost_the_person_less(figures in any_figures(), days in 0..90_i64, price_cents in 0..100_000_i64) {
        let of = |days| estimate(&Terms { days, price_cents, figures: Some(&figures), self_pay_percent: 100 }).person_cents;
        prop_assert!(of(days) <= of(days + 1));
    }

    #[test]
    fn a_larger_deductible_never_costs_the_person_less(figures in any_figures(), left in 0..500_000_i64, more in 0..500_000_i64) {
        let of = |left| {
            let figures = Figures { deductible_left_cents: Some(left), ..figures.clone() };
            estimate(&Terms { days: 20, price_cents: 31_000, figures: Some(&figures), self_pay_percent: 100 }).person_cents
        };
        prop_assert!(of(left) <= of(left + more));
    }
}
