//! The demonstration file loads, the right row is picked by date, and a bad file names everything wrong at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn book() -> RuleBook {
    RuleBook::from_toml(DEMONSTRATION_PAYERS).unwrap_or_else(|problems| panic!("{problems}"))
}

const PAYER: &str = r#"
[[payer]]
id = "harbor"
name = "Harbor"
kind = "commercial"
prior_authorization = "required"
over_use = "block"
alert_at_units = 3
alert_at_days = 5
valid_from = "2025-01-01"
source = "invented"
mark = "D"
"#;

const RULE: &str = r#"
[[rule]]
payer = "harbor"
service = "group"
code = "H0005"
revenue_code = "0915"
unit = { per_minutes = { minutes = 15, rounding = "over_half" } }
max_units_per_day = 8
claim_form = "837I"
charge_cents = 700
timely_filing_days = 90
valid_from = "2025-01-01"
source = "invented"
mark = "D"
"#;

#[test]
fn the_row_valid_on_the_service_date_is_picked() {
    let book = book();
    let charge = |day| book.terms_on("harborline", day).unwrap().per_diem(Some("sud per diem")).unwrap().charge_cents;
    assert_eq!(charge(date(2025, 12, 31)), 29500);
    assert_eq!(charge(date(2026, 1, 1)), 31000);
    assert!(book.terms_on("harborline", date(2023, 12, 31)).is_none(), "no terms before they begin");
    assert!(book.terms_on("unheard-of", date(2026, 1, 1)).is_none());
}

#[test]
fn facts_of_the_operations_reference_are_in_the_file() {
    let book = book();
    let day = date(2026, 3, 4);
    let harborline = book.terms_on("harborline", day).unwrap();
    let sud = harborline.per_diem(Some("sud per diem")).unwrap();
    assert_eq!((sud.code.as_str(), sud.revenue_code.as_deref(), sud.min_minutes()), ("H0015", Some("0906"), 180));
    assert_eq!(sud.max_units_per_day, 1, "OP-41");
    assert_eq!(sud.claim_form, ClaimForm::Institutional, "OP-43");
    let mental_health = harborline.per_diem(Some("mental health per diem")).unwrap();
    assert_eq!((mental_health.code.as_str(), mental_health.revenue_code.as_deref()), ("S9480", Some("0905")));
    assert!(harborline.per_diem(None).is_none(), "two per diems: it must be said which");

    let commonbay = book.terms_on("commonbay", day).unwrap();
    let sud = commonbay.per_diem(None).unwrap();
    assert_eq!((sud.claim_form, sud.place_of_service.as_deref()), (ClaimForm::Professional, Some("57")), "OP-44");
    assert_eq!(sud.modifiers[0].modifier, "HF", "OP-45");

    let medicare = book.terms_on("medicare", day).unwrap();
    assert!(!medicare.payer.settings.contains(&ProviderSetting::FreestandingClinic), "OP-20");
    let hospital = medicare.algorithm(ProviderSetting::HospitalOutpatient).unwrap();
    assert_eq!(hospital.tiers.iter().map(|tier| tier.apc.as_str()).collect::<Vec<_>>(), ["5861", "5862"], "OP-33");
    assert_eq!((hospital.primary.len(), hospital.countable.len()), (17, 41), "OP-34, OP-35 with the range written out");
}

#[test]
fn the_length_of_a_session_picks_the_code_and_a_hint_wins() {
    let book = book();
    let medicare = book.terms_on("medicare", date(2026, 3, 4)).unwrap();
    let code = |minutes| medicare.rule_for("individual", None, minutes).unwrap().code.as_str();
    assert_eq!([code(16), code(37), code(38), code(52), code(53)], ["90832", "90832", "90834", "90834", "90837"]);
    assert_eq!(code(10), "90832", "too short: the nearest rule, which gives no unit");
    assert_eq!(medicare.rule_for("group", Some("G0177"), 50).unwrap().code, "G0177");
    assert_eq!(medicare.rule_for("group", Some("99999"), 50).unwrap().code, "90853");
    assert!(medicare.rule_for("recovery_coach", None, 50).is_none());
}

#[test]
fn every_problem_of_a_file_is_named_at_once() {
    let mut text = PAYER.to_owned();
    text.push_str(RULE);
    text.push_str(RULE);
    text.push_str(&RULE.replace("\"harbor\"", "\"nobody\"").replace("H0005", "h05").replace("revenue_code", "# "));
    text.push_str(&RULE.replace("\"group\"", "\"family\"").replace("minutes = 15", "minutes = 0").replace("= 8", "= 0"));
    text.push_str(&RULE.replace("charge_cents = 700", "charge_cents = \"seven\""));
    text.push_str("[surprise]\n");
    let problems = RuleBook::from_toml(&text).unwrap_err().to_string();
    for part in [
        "file: `surprise` is not known",
        "rule 5: invalid type: string \"seven\"",
        "rule 3 (nobody, group): payer `nobody` is not in this file",
        "rule 3 (nobody, group): `code` must be five letters or digits",
        "rule 3 (nobody, group): an 837I line needs a `revenue_code` of four digits",
        "rule 4 (harbor, family): `max_units_per_day` must be at least 1",
        "rule 4 (harbor, family): `minutes` must be at least 1",
        "rule 2: is valid on the same days as rule 1 (from 2025-01-01)",
    ] {
        assert!(problems.contains(part), "{part}\nis missing in\n{problems}");
    }
}

#[test]
fn rows_that_follow_each_other_are_accepted_and_rows_that_share_one_day_are_not() {
    let ended = |last: &str| format!("{}\nvalid_to = \"{last}\"\n", RULE.trim_end());
    let later = RULE.replace("valid_from = \"2025-01-01\"", "valid_from = \"2026-01-01\"");
    assert!(RuleBook::from_toml(&format!("{PAYER}{}{later}", ended("2025-12-31"))).is_ok());
    let problems = RuleBook::from_toml(&format!("{PAYER}{}{later}", ended("2026-01-01"))).unwrap_err();
    assert_eq!(problems.0.len(), 1);
    let backwards = RuleBook::from_toml(&format!("{PAYER}{}", ended("2024-12-31"))).unwrap_err();
    assert!(backwards.to_string().contains("`valid_to` is before `valid_from`"));
}

#[test]
fn a_misspelled_field_and_a_file_that_is_not_toml_are_refused() {
    let misspelled = RuleBook::from_toml(&format!("{PAYER}{}", RULE.replace("charge_cents", "charge_cent"))).unwrap_err();
    assert!(misspelled.to_string().contains("charge_cent"), "{misspelled}");
    assert!(RuleBook::from_toml("[[rule]").unwrap_err().to_string().contains("cannot be read as TOML"));
    assert!(RuleBook::from_toml("rule = 3").unwrap_err().to_string().contains("write each rule as `[[rule]]`"));
    assert_eq!(RuleBook::from_toml("").unwrap(), RuleBook::default());
}

#[test]
fn minutes_become_units_as_the_rounding_says() {
    let rule = |rounding: &str| {
        let text = format!("{PAYER}{}", RULE.replace("over_half", rounding));
        RuleBook::from_toml(&text).unwrap().rules().next().unwrap().clone()
    };
    for (rounding, cases) in [
        ("over_half", [(7, 0), (8, 1), (22, 1), (23, 2), (120, 8)]),
        ("down", [(14, 0), (15, 1), (29, 1), (30, 2), (200, 8)]),
        ("up", [(0, 0), (1, 1), (15, 1), (16, 2), (119, 8)]),
    ] {
        let rule = rule(rounding);
        for (minutes, units) in cases {
            assert_eq!(rule.units(minutes), units, "{rounding} {minutes}");
        }
        assert!(rule.units(rule.min_minutes()) == 1 && rule.units(rule.min_minutes() - 1) == 0, "{rounding}");
    }
}

proptest! {
    #[test]
    fn more_minutes_never_give_fewer_units_and_never_more_than_a_day_allows(minutes in 0_i64..2000, more in 0_i64..300) {
        for rule in book().rules().filter(|rule| !matches!(rule.unit, Unit::PerSession { max_minutes: Some(_), .. })) {
            prop_assert!(rule.units(minutes) <= rule.units(minutes + more));
            prop_assert!(rule.units(minutes + more) <= rule.max_units_per_day);
            prop_assert_eq!(rule.units(minutes) > 0, minutes >= rule.min_minutes());
        }
    }

    #[test]
    fn any_text_is_answered_and_never_breaks_the_reader(text in ".{0,200}") {
        let _ = RuleBook::from_toml(&text);
    }
}
