//! Decisions on a store: who may, which table, locks, discrepancies, and what stays when the table changes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use vocabulary::id::InquiryId;

use super::*;
use crate::assessment::tests::{begun, rated, signed};
use crate::placement::answers::SuicideScreen;
use crate::placement::table::SUPPLIED;
use crate::placement::{Answers, Level, Lock, Rating};
use crate::placement_table::{ApproveTable, OpenTables};
use crate::referral_out::{Basis, HandOff, ImportPlaces, NoteOutcome, OpenPlaces, OutcomeKind, RecordReferralOut, place};
use crate::testing::{CLINICIAN, DIRECTOR, Desk, INTAKE, fields, reason};

fn approve(desk: &Desk<'_>, toml: &str) {
    desk.perform(DIRECTOR, &ApproveTable { toml: toml.to_owned(), from: None }).unwrap();
}

fn decide(inquiry: InquiryId, level: Level) -> DecidePlacement {
    DecidePlacement { inquiry, level, discrepancy: None, words: String::new(), cleared: vec![], payer: None }
}

#[test]
fn lc_a13_another_level_needs_a_reason_and_is_reported() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        approve(&desk, SUPPLIED[0]);
        let (inquiry, _) = signed(&desk, rated());
        let other = decide(inquiry, Level::Outpatient);
        assert_eq!(fields(desk.perform(CLINICIAN, &other).unwrap_err()), ["discrepancy"]);
        let chosen = DecidePlacement { discrepancy: Some(DiscrepancyReason::PatientChoice), ..other };
        let id = desk.perform(CLINICIAN, &chosen).unwrap().output;
        assert_eq!(desk.perform(CLINICIAN, &chosen).unwrap().output, id, "sent twice is one");
        let kept = desk.load::<PlacementDecision>(id);
        assert!(kept.differs());
        assert_eq!((kept.decided, kept.wants.as_str()), (Level::Outpatient, "to keep the job"));
        assert_eq!(kept.advice.suggestion.as_ref().unwrap().level, Level::IntensiveOutpatient);
        desk.verify();
    });
}

#[test]
fn lc_03_nothing_is_decided_before_a_director_approves_a_table() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, _) = signed(&desk, rated());
        let wish = decide(inquiry, Level::IntensiveOutpatient);
        assert_eq!(reason(desk.perform(CLINICIAN, &wish).unwrap_err()), "no_approved_table");
        let approval = ApproveTable { toml: SUPPLIED[0].to_owned(), from: None };
        assert_eq!(reason(desk.perform(CLINICIAN, &approval).unwrap_err()), "not_your_role");
        assert!(!desk.ask(DIRECTOR, &OpenTables).unwrap().rows[0].is_in_use);
        approve(&desk, SUPPLIED[0]);
        assert!(desk.ask(DIRECTOR, &OpenTables).unwrap().rows[0].is_in_use);
        assert!(desk.perform(INTAKE, &wish).is_err(), "intake does not decide");
        desk.perform(CLINICIAN, &wish).unwrap();
    });
}

#[test]
fn lc_a18_an_old_decision_is_unchanged_after_a_new_table() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        approve(&desk, SUPPLIED[0]);
        let (inquiry, _) = signed(&desk, rated());
        let first = desk.perform(CLINICIAN, &decide(inquiry, Level::IntensiveOutpatient)).unwrap().output;
        let before = desk.load::<PlacementDecision>(first).record;
        let changed = SUPPLIED[0].replace("months = 12\nladder", "months = 6\nladder");
        let same_version = ApproveTable { toml: changed.clone(), from: None };
        assert_eq!(reason(desk.perform(DIRECTOR, &same_version).unwrap_err()), "version_taken");
        desk.later(1);
        approve(&desk, &changed.replace("version = \"1\"", "version = \"2\""));
        let second = desk.perform(CLINICIAN, &decide(inquiry, Level::IntensiveOutpatient)).unwrap().output;
        assert_eq!(desk.load::<PlacementDecision>(second).advice.table_version, "2");
        assert_eq!(desk.load::<PlacementDecision>(first).record, before);
        let seen = desk.ask(CLINICIAN, &PlacementOf { inquiry }).unwrap();
        assert_eq!(seen.decisions.len(), 2);
    });
}

#[test]
fn a_lock_is_cleared_in_words_before_a_level_is_decided() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        approve(&desk, SUPPLIED[0]);
        let suicide = SuicideScreen { is_recorded: true, method: Some(true), ..SuicideScreen::default() };
        let (inquiry, _) = signed(&desk, Answers { suicide, ..rated() });
        let wish = decide(inquiry, Level::IntensiveOutpatient);
        assert_eq!(fields(desk.perform(CLINICIAN, &wish).unwrap_err()), ["risk_assessment"]);
        let cleared = vec![Cleared { lock: Lock::RiskAssessment, words: "risk low, plan made together".into() }];
        desk.perform(CLINICIAN, &DecidePlacement { cleared, ..wish }).unwrap();
    });
}

#[test]
fn lc_10_at_a_hard_stop_nothing_is_decided_and_the_hand_over_is_recorded() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        approve(&desk, SUPPLIED[0]);
        let suicide = SuicideScreen { is_recorded: true, plan: Some(true), ..SuicideScreen::default() };
        let (inquiry, _) = signed(&desk, Answers { suicide, ..rated() });
        let refused = desk.perform(CLINICIAN, &decide(inquiry, Level::IntensiveOutpatient)).unwrap_err();
        assert_eq!(reason(refused), "hard_stop");
        desk.perform(DIRECTOR, &ImportPlaces { toml: place::DEMONSTRATION_PLACES.to_owned() }).unwrap();
        let places = desk.ask(INTAKE, &OpenPlaces).unwrap();
        assert!(places.iter().any(|one| one.phone == "988" && one.is_for_crises));
        let wish = RecordReferralOut {
            inquiry,
            place: "988 Suicide and Crisis Lifeline".into(),
            place_key: Some("988".into()),
            why: "a plan, today".into(),
            hand_off: Some(HandOff::Together),
            sent: String::new(),
            basis: None,
            consent: None,
        };
        let id = desk.perform(INTAKE, &wish).unwrap().output;
        assert_eq!(desk.perform(INTAKE, &wish).unwrap().output, id, "sent twice is one");
        let note = NoteOutcome { referral: id, inquiry, result: OutcomeKind::Arrived, words: "mobile team came".into() };
        desk.perform(INTAKE, &note).unwrap();
        let seen = desk.ask(CLINICIAN, &PlacementOf { inquiry }).unwrap();
        assert_eq!(seen.referrals[0].outcome.as_ref().unwrap().result, OutcomeKind::Arrived);
        desk.verify();
    });
}

#[test]
fn what_is_sent_names_its_basis() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, _) = begun(&desk);
        let wish = RecordReferralOut {
            inquiry,
            place: "Harbor".into(),
            place_key: None,
            why: "withdrawal".into(),
            hand_off: Some(HandOff::CalledAhead),
            sent: "the assessment".into(),
            basis: None,
            consent: None,
        };
        assert_eq!(fields(desk.perform(INTAKE, &wish).unwrap_err()), ["basis"]);
        let by_consent = RecordReferralOut { basis: Some(Basis::Consent), ..wish.clone() };
        assert_eq!(fields(desk.perform(INTAKE, &by_consent).unwrap_err()), ["consent"]);
        let emergency = RecordReferralOut { basis: Some(Basis::MedicalEmergency), ..wish };
        desk.perform(INTAKE, &emergency).unwrap();
    });
}

#[test]
fn step_8_an_unrated_dimension_is_named_and_the_assessment_cannot_be_signed() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        approve(&desk, SUPPLIED[0]);
        let (inquiry, assessment) = begun(&desk);
        let answers = Answers { environment: None, withdrawal: Some(Rating::NONE), ..rated() };
        desk.perform(CLINICIAN, &crate::assessment::tests::ratings(assessment, answers)).unwrap();
        let seen = desk.ask(CLINICIAN, &PlacementOf { inquiry }).unwrap();
        assert_eq!(seen.advice.as_ref().unwrap().needs[0].as_str(), "E");
        assert_eq!(reason(desk.perform(CLINICIAN, &decide(inquiry, Level::Outpatient)).unwrap_err()), "assessment_unsigned");
    });
}
