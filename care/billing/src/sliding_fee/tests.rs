//! The sliding fee in cases, and its laws.
#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

#[test]
fn household_and_income_decide_the_part_that_is_paid() {
    let day = date(2026, 3, 12);
    for (household, dollars, percent, pays) in [
        (1, 0, 0, 5),
        (1, 15_960, 100, 5),
        (1, 15_961, 101, 15),
        (1, 21_226, 133, 15),
        (1, 23_940, 150, 25),
        (4, 33_000, 100, 5),
        (4, 33_001, 101, 15),
        (2, 43_280, 200, 40),
        (1, 39_900, 250, 60),
        (1, 47_880, 300, 80),
        (1, 47_881, 301, 100),
        (1, 900_000, 5_640, 100),
    ] {
        let share = scales().share(day, household, dollars * 100).unwrap();
        assert_eq!((share.percent_of_guideline, share.pays_percent), (percent, pays), "{household} with {dollars}");
    }
}

#[test]
fn a_guideline_counts_from_its_own_day() {
    let at = |day| scales().share(day, 1, 1_590_000).map(|share| share.pays_percent);
    assert_eq!(at(date(2026, 1, 12)), Some(15), "2025: 15,650");
    assert_eq!(at(date(2026, 1, 13)), Some(5), "2026: 15,960");
    assert_eq!(at(date(2024, 12, 31)), None);
}

#[test]
fn a_scale_in_which_more_income_pays_less_is_refused() {
    let guideline =
        "[[guideline]]\nvalid_from = \"2025-01-01\"\nfirst_person_cents = 1\neach_more_cents = 1\nsource = \"x\"\nmark = \"D\"\n";
    let scale = |steps: &str| {
        format!("{guideline}[[scale]]\nvalid_from = \"2025-01-01\"\nsource = \"x\"\nmark = \"D\"\nsteps = [{steps}]\n")
    };
    assert!(FeeScales::from_toml(&scale("{ up_to_percent = 100, pays_percent = 20 }")).is_ok());
    for wrong in [
        "{ up_to_percent = 100, pays_percent = 20 }, { up_to_percent = 200, pays_percent = 10 }",
        "{ up_to_percent = 100, pays_percent = 20 }, { up_to_percent = 100, pays_percent = 30 }",
        "{ up_to_percent = 100, pays_percent = 120 }",
    ] {
        assert!(FeeScales::from_toml(&scale(wrong)).unwrap_err().contains("does not rise"));
    }
}

proptest! {
    #[test]
    fn more_income_never_pays_less(household in 1..=20_i64, a in 0..20_000_000_i64, b in 0..20_000_000_i64, charge in 0..10_000_000_i64) {
        let day = date(2026, 6, 1);
        let pays = |income| scales().share(day, household, income).unwrap().of(charge);
        prop_assert!(pays(a.min(b)) <= pays(a.max(b)));
    }

    #[test]
    fn one_person_more_never_pays_more(household in 1..=19_i64, income in 0..20_000_000_i64, charge in 0..10_000_000_i64) {
        let pays = |people| scales().share(date(2026, 6, 1), people, income).unwrap().of(charge);
        prop_assert!(pays(household + 1) <= pays(household));
    }

    #[test]
    fn nobody_pays_more_than_the_charge(household in 1..=20_i64, income in 0..i64::MAX / 2, charge in 0..i64::MAX / 200) {
        let share = scales().share(date(2026, 6, 1), household, income).unwrap();
        prop_assert!((0..=charge).contains(&share.of(charge)));
    }
}
