//! LC-A01…A18, each as it is written. A13 and A17 have their other half where decisions are recorded and printed.

use jiff::Timestamp;
use jiff::civil::date;
use vocabulary::ProgramZone;

use super::*;
use crate::placement::Level;
use crate::placement::advice::{Disposition, Found, Lock, Need, Service};
use crate::placement::answers::{EarlierEpisode, Nursing, RecentDischarge, SuicideScreen};
use crate::placement::priority::{PriorityClass, class, clocks};
use crate::placement::table::SUPPLIED;

#[test]
fn lc_a01_moderate_risk_of_use_at_a_mostly_supportive_home_is_intensive_outpatient() {
    let advice = ask(&adult([0, 0, 1, 1, 2, 1]));
    assert_eq!(levels(&advice), ["2.1"]);
    assert_eq!(rules(&advice), ["U2×E1"]);
    assert_eq!(advice.disposition, Disposition::None);
    assert_eq!(advice.needs, []);
}

#[test]
fn lc_a02_opioid_withdrawal_with_sober_support_is_intensive_outpatient_with_a_prescriber() {
    let answers = Answers {
        substances: substance(SubstanceClass::Opioid, true),
        cows: Some(14),
        has_sober_support: Some(true),
        ..adult([2, 0, 1, 0, 2, 2])
    };
    let advice = ask(&answers);
    assert_eq!(levels(&advice), ["2.1"], "not 2.7");
    assert_eq!(advice.medical_floor, Some(Level::MedicalOutpatient));
    assert!(advice.suggestion.unwrap().services.contains(&Service::ServicesOf(Level::MedicalOutpatient)));
}

#[test]
fn lc_a03_alcohol_today_with_a_high_score_and_past_delirium_is_never_intensive_outpatient() {
    let answers = Answers {
        substances: substance(SubstanceClass::Alcohol, true),
        ciwa: Some(21),
        complicated_withdrawal: Some(true),
        ..adult([1, 0, 0, 0, 2, 1])
    };
    let advice = ask(&answers);
    assert!(advice.has_fired("LC-15"));
    assert_eq!(advice.disposition, Disposition::MedicalToday);
    assert_eq!(levels(&advice), ["3.7"]);
    assert_eq!(advice.locks, [Lock::PrescriberClears]);
    assert_eq!(advice.doubts, ["CIWA-Ar 21 fits a rating of W3; W is rated 1."]);
}

#[test]
fn lc_a04_moderate_alcohol_withdrawal_alone_is_residential_and_with_support_stays_home() {
    let alone = Answers {
        substances: substance(SubstanceClass::Alcohol, true),
        ciwa: Some(12),
        has_sober_support: Some(false),
        ..adult([2, 0, 0, 0, 2, 1])
    };
    let advice = ask(&alone);
    assert!(advice.has_fired("LC-16"));
    assert_eq!(advice.medical_floor, Some(Level::MedicalResidential));
    assert_eq!(levels(&advice), ["3.7"]);

    let supported = Answers { has_sober_support: Some(true), has_prescriber_plan: Some(true), ..alone };
    let advice = ask(&supported);
    assert_eq!(advice.medical_floor, Some(Level::MedicalOutpatient));
    assert_eq!(levels(&advice), ["2.1"]);
    let services = advice.suggestion.unwrap().services;
    assert!(services.contains(&Service::ServicesOf(Level::MedicalOutpatient)), "{services:?}");
    assert_eq!(advice.disposition, Disposition::MedicalToday, "locked until a prescriber clears it");
    assert_eq!(advice.locks, [Lock::PrescriberClears]);

    let no_plan = Answers { has_prescriber_plan: Some(false), ..supported };
    assert_eq!(levels(&ask(&no_plan)), ["2.7"], "without a prescriber's plan, daily medical care");
}

#[test]
fn lc_a05_a_plan_for_suicide_is_a_crisis_and_shows_no_level() {
    let suicide = SuicideScreen { is_recorded: true, plan: Some(true), ..SuicideScreen::default() };
    let advice = ask(&Answers { suicide, ..adult([0, 0, 1, 0, 1, 0]) });
    assert_eq!(advice.disposition, Disposition::Crisis);
    assert_eq!(levels(&advice), [""; 0]);
    assert_eq!(rules(&advice), ["LC-10"]);
}

#[test]
fn lc_a06_a_sign_of_suicidal_thoughts_without_a_screen_cannot_be_signed() {
    let answers = Answers { phq9_item9: Some(1), ..adult([0, 0, 1, 0, 2, 1]) };
    let advice = ask(&answers);
    assert_eq!(advice.locks, [Lock::SuicideScreen]);
    assert_eq!(advice.needs, [Need::SuicideScreen]);
    let suicide = SuicideScreen { is_recorded: true, ..SuicideScreen::default() };
    assert_eq!(ask(&Answers { suicide, ..answers }).locks, []);
}

#[test]
fn lc_a07_a_severe_mind_is_a_day_program_for_both_conditions() {
    let advice = ask(&adult([0, 0, 3, 0, 1, 1]));
    assert_eq!(levels(&advice), ["2.5"]);
    assert!(advice.suggestion.unwrap().services.contains(&Service::CoOccurringEnhanced));
}

#[test]
fn lc_a08_severe_risk_of_use_in_unsupportive_surroundings_is_residential_with_a_day_program() {
    let advice = ask(&adult([0, 0, 1, 0, 3, 3]));
    assert_eq!(levels(&advice), ["3.1", "3.5"]);
    assert!(advice.suggestion.unwrap().services.contains(&Service::ServicesOf(Level::DayProgram)));
}

#[test]
fn lc_a09_daily_nursing_is_medical_and_more_with_a_residential_need() {
    let nursing = Some(Nursing::MostDays);
    assert_eq!(levels(&ask(&Answers { nursing, ..adult([0, 3, 0, 0, 2, 1]) })), ["2.7"]);
    let advice = ask(&Answers { nursing, ..adult([0, 3, 0, 0, 3, 4]) });
    assert_eq!(advice.medical_floor, Some(Level::MedicalIntensiveOutpatient));
    assert_eq!(advice.psychosocial_floor, Some(Level::ResidentialHigh));
    assert_eq!(levels(&advice), ["3.7"]);
}

#[test]
fn lc_a10_an_unrated_home_is_named_and_nothing_is_guessed() {
    let advice = ask(&Answers { environment: None, ..adult([0, 0, 1, 1, 2, 1]) });
    assert_eq!(advice.disposition, Disposition::InsufficientData);
    assert_eq!(levels(&advice), [""; 0]);
    assert_eq!(advice.needs.iter().map(|need| need.as_str()).collect::<Vec<_>>(), ["E"]);
    assert_eq!(rules(&advice), ["step 8"]);
}

#[test]
fn lc_a11_days_after_residential_care_intensive_outpatient_is_offered_beside() {
    let discharged = Some(RecentDischarge { level: Level::ResidentialHigh, days_ago: 3 });
    let advice = ask(&Answers { discharged, ..adult([0, 0, 0, 0, 1, 1]) });
    assert_eq!(levels(&advice), ["1.5", "2.1"]);
    assert!(advice.alternatives[0].says.contains("up to 4 weeks"));
    let late = Some(RecentDischarge { level: Level::ResidentialHigh, days_ago: 8 });
    assert_eq!(levels(&ask(&Answers { discharged: late, ..adult([0, 0, 0, 0, 1, 1]) })), ["1.5"]);
}

#[test]
fn lc_a12_two_episodes_that_did_not_help_lead_one_step_up() {
    let episode = |months_ago, is_plan_changed| EarlierEpisode { level: Level::IntensiveOutpatient, months_ago, is_plan_changed };
    let twice = Answers { earlier: vec![episode(2, false), episode(9, false)], ..adult([0, 0, 1, 1, 2, 1]) };
    let advice = ask(&twice);
    assert_eq!(levels(&advice)[0], "2.5");
    assert!(advice.has_fired("step 5"));
    for earlier in
        [vec![episode(2, false)], vec![episode(2, false), episode(13, false)], vec![episode(2, false), episode(3, true)]]
    {
        assert_eq!(levels(&ask(&Answers { earlier, ..adult([0, 0, 1, 1, 2, 1]) })), ["2.1"]);
    }
}

#[test]
fn lc_a14_an_adolescent_is_not_rated_by_the_table_for_adults() {
    let advice = ask(&Answers { age: Some(16), ..adult([0, 0, 1, 1, 2, 1]) });
    assert_eq!(advice.disposition, Disposition::Adolescent);
    assert_eq!(levels(&advice), [""; 0]);
    assert_eq!(rules(&advice), ["LC-21"]);
    assert_eq!(advice.psychosocial_floor, None, "the table was not run");
}

#[test]
fn lc_a15_somebody_pregnant_gets_interim_services_within_48_hours() {
    let zone = ProgramZone::parse("America/New_York").unwrap();
    let monday: Timestamp = "2026-03-16T13:00:00Z".parse().unwrap();
    let wednesday: Timestamp = "2026-03-18T13:00:00Z".parse().unwrap();
    let mut answers = Answers {
        is_pregnant: Some(true),
        injects: Some(false),
        substances: substance(SubstanceClass::Opioid, true),
        ..adult([2, 0, 0, 0, 3, 1])
    };
    assert_eq!(class(&answers), Some(PriorityClass::Pregnant));
    assert_eq!(PriorityClass::Pregnant.number(), 2);
    assert_eq!(clocks(PriorityClass::Pregnant, monday, None, table(), &zone).interim_due, Some(wednesday));
    answers.injects = Some(true);
    assert_eq!(class(&answers).unwrap().number(), 1);
    let advice = ask(&answers);
    assert!(advice.has_fired("LC-19") && advice.has_fired("LC-20"));
    assert_eq!(advice.disposition, Disposition::MedicalToday, "the more urgent of two");
    assert_eq!(advice.priority.unwrap().number(), 1);
}

#[test]
fn lc_a16_somebody_who_injects_is_admitted_in_14_days_or_in_120_with_interim_services() {
    let zone = ProgramZone::parse("America/New_York").unwrap();
    let asked: Timestamp = "2026-06-01T14:00:00Z".parse().unwrap();
    let next_day: Timestamp = "2026-06-02T14:00:00Z".parse().unwrap();
    let too_late: Timestamp = "2026-06-05T14:00:00Z".parse().unwrap();
    let due = |interim| clocks(PriorityClass::Injecting, asked, interim, table(), &zone).admit_by.unwrap();
    assert_eq!(due(Some(next_day)), date(2026, 9, 29));
    assert_eq!(due(None), date(2026, 6, 15));
    assert_eq!(due(Some(too_late)), date(2026, 6, 15), "interim services began too late");
}

#[test]
fn lc_a17_the_title_and_the_line_about_the_criteria_are_ours() {
    assert_eq!(crate::placement::TITLE, "Stepdown Placement Advisor");
    assert!(crate::placement::DISCLAIMER.contains("neither made nor endorsed"));
    let everything = SUPPLIED.join("\n");
    assert!(!everything.contains("ASAM"), "the table has no text of the criteria's publisher");
}

#[test]
fn lc_a18_each_result_keeps_the_version_of_its_table() {
    let second = SUPPLIED[0]
        .replace("version = \"1\"", "version = \"2\"")
        .replace("use = 2\nenvironment = [0, 1, 2]\nlevel = \"2.1\"", "use = 2\nenvironment = [0, 1, 2]\nlevel = \"2.5\"");
    let second = Table::from_toml(&second).unwrap();
    let answers = adult([0, 0, 1, 1, 2, 1]);
    let (old, new) = (ask(&answers), advise(&answers, &second));
    assert_eq!((old.table_version.as_str(), levels(&old)), ("1", vec!["2.1"]));
    assert_eq!((new.table_version.as_str(), levels(&new)), ("2", vec!["2.5"]));
    assert_eq!(ask(&answers), old, "the old result is what it was");
}

#[test]
fn every_stop_is_listed_also_when_it_did_not_fire() {
    let advice = ask(&adult([0, 0, 1, 1, 2, 1]));
    let rules: Vec<_> = advice.checks.iter().map(|check| check.rule.as_ref()).collect();
    assert_eq!(rules.first(), Some(&"LC-09"));
    assert_eq!(rules.last(), Some(&"LC-22"));
    assert_eq!(rules.len(), 14);
    assert!(advice.checks.iter().any(|check| check.found == Found::NotAsked), "what was not asked is not called clear");
}

#[test]
fn lc_22_a_dangerous_home_counts_as_unsafe() {
    use crate::placement::answers::HomeDanger;
    let advice = ask(&Answers { home: Some(vec![HomeDanger::PartnerViolence]), ..adult([0, 0, 1, 1, 2, 1]) });
    assert_eq!(levels(&advice), ["3.1"]);
    assert_eq!(rules(&advice), ["LC-22", "U2×E4"]);
    assert!(advice.suggestion.unwrap().services.contains(&Service::SafetyPlan));
}

#[test]
fn lc_11_a_way_without_intent_asks_for_a_clinician_today() {
    let suicide = SuicideScreen { is_recorded: true, method: Some(true), intent: Some(false), ..SuicideScreen::default() };
    let advice = ask(&Answers { suicide, ..adult([0, 0, 1, 1, 2, 1]) });
    assert_eq!(advice.disposition, Disposition::MedicalToday);
    assert_eq!(levels(&advice), ["2.1"], "a level may be shown");
    assert_eq!(advice.locks, [Lock::RiskAssessment]);
}

#[test]
fn lc_17_an_unstable_body_is_an_emergency_only_when_a_clinician_says_so() {
    let answers = Answers { systolic: Some(185), nursing: Some(Nursing::MostDays), ..adult([0, 0, 0, 0, 2, 1]) };
    let advice = ask(&answers);
    assert_eq!((advice.disposition, levels(&advice)), (Disposition::MedicalToday, vec!["2.7"]));
    assert_eq!(advice.needs, [Need::EmergencyJudgment]);
    let advice = ask(&Answers { is_medical_emergency: Some(true), ..answers });
    assert_eq!((advice.disposition, levels(&advice)), (Disposition::Emergency, vec![]));
}

#[test]
fn lc_18_an_intoxicated_person_is_asked_again_later() {
    let advice = ask(&Answers { breath_alcohol_thousandths: Some(80), ..adult([0, 0, 0, 0, 2, 1]) });
    assert_eq!((advice.disposition, levels(&advice)), (Disposition::Defer, vec![]));
    assert_eq!(advice.fired[0].because, ["breath alcohol 0.080"]);
}
