//! Assessments on a store: begun from what is known, written by several, gaps named, signed, opened again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use vocabulary::id::{AssessmentId, InquiryId};

use super::*;
use crate::inquiry::LogInquiry;
use crate::placement::answers::SuicideScreen;
use crate::placement::{Answers, Rating};
use crate::testing::{CLINICIAN, DIRECTOR, Desk, FRONT_DESK, INTAKE, fields, reason, sheet};

pub(crate) fn asked(desk: &Desk<'_>) -> InquiryId {
    desk.perform(INTAKE, &LogInquiry { input: sheet("Marcus", "Delgado"), owner: None }).unwrap().output
}

pub(crate) fn begun(desk: &Desk<'_>) -> (InquiryId, AssessmentId) {
    let inquiry = asked(desk);
    (inquiry, desk.perform(INTAKE, &BeginAssessment { inquiry }).unwrap().output)
}

fn topic(topic: Topic, words: &str) -> TopicInput {
    TopicInput { topic, words: words.into(), left_out: String::new() }
}

pub(crate) fn everything_but(missing: &[Topic]) -> Vec<TopicInput> {
    Topic::ALL.iter().filter(|one| !missing.contains(one)).map(|one| topic(*one, "Asked, nothing of note.")).collect()
}

pub(crate) fn rated() -> Answers {
    let rate = |value| Some(Rating::try_new(value).unwrap());
    Answers {
        age: Some(40),
        withdrawal: rate(0),
        body: rate(0),
        psychiatric: rate(1),
        motivation: rate(1),
        use_risk: rate(2),
        environment: rate(1),
        ..Answers::default()
    }
}

pub(crate) fn ratings(assessment: AssessmentId, answers: Answers) -> SaveRatings {
    SaveRatings { assessment, answers, reasons: vec![], further: None }
}

/// An assessment with everything in it, signed.
pub(crate) fn signed(desk: &Desk<'_>, answers: Answers) -> (InquiryId, AssessmentId) {
    let (inquiry, assessment) = begun(desk);
    let save = SaveTopics { assessment, topics: everything_but(&[]), wants: Some("to keep the job".into()) };
    desk.perform(CLINICIAN, &save).unwrap();
    desk.perform(CLINICIAN, &ratings(assessment, answers)).unwrap();
    desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap();
    (inquiry, assessment)
}

#[test]
fn ma_10_an_assessment_begins_with_what_is_known_and_is_begun_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, id) = begun(&desk);
        assert_eq!(desk.perform(CLINICIAN, &BeginAssessment { inquiry }).unwrap().output, id);
        let known = desk.load::<Assessment>(id);
        let entry = known.entry(Topic::ServiceFit).unwrap();
        assert_eq!((entry.words.as_str(), entry.known_from.as_deref()), ("left detox on Tuesday", Some("the first contact")));
        assert!(known.gaps().contains(&Topic::ServiceFit), "what others said is still to be asked");
        desk.verify();
    });
}

#[test]
fn ma_a03_the_list_of_gaps_names_exactly_what_lacks() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, assessment) = begun(&desk);
        let missing = [Topic::Tobacco, Topic::TbRisk, Topic::Gambling];
        desk.perform(INTAKE, &SaveTopics { assessment, topics: everything_but(&missing), wants: None }).unwrap();
        desk.perform(CLINICIAN, &ratings(assessment, rated())).unwrap();
        let refused = desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap_err();
        assert_eq!(fields(refused), ["tobacco", "tb_risk", "gambling"]);
        let skipped = |one| TopicInput { topic: one, words: String::new(), left_out: "prefers not to say".into() };
        let topics = missing.map(skipped).to_vec();
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics, wants: None }).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap();
        let known = desk.load::<Assessment>(assessment);
        assert_eq!(known.authors.len(), 2, "several authors");
        desk.verify();
    });
}

#[test]
fn lc_a06_without_a_suicide_screen_an_assessment_cannot_be_signed() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, assessment) = begun(&desk);
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: everything_but(&[]), wants: None }).unwrap();
        let answers = Answers { phq9_item9: Some(1), ..rated() };
        desk.perform(CLINICIAN, &ratings(assessment, answers.clone())).unwrap();
        let refused = desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap_err();
        assert_eq!(reason(refused), "suicide_screen_missing");
        let suicide = SuicideScreen { is_recorded: true, ..SuicideScreen::default() };
        desk.perform(CLINICIAN, &ratings(assessment, Answers { suicide, ..answers })).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap();
    });
}

#[test]
fn a_signed_assessment_is_opened_again_only_with_a_reason_and_stays_as_it_was() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, assessment) = signed(&desk, rated());
        let more = SaveTopics { assessment, topics: vec![topic(Topic::Trauma, "More was said.")], wants: None };
        assert_eq!(reason(desk.perform(CLINICIAN, &more).unwrap_err()), "assessment_signed");
        let reopen = |reason: &str| ReopenAssessment { assessment, reason: reason.into() };
        assert_eq!(fields(desk.perform(CLINICIAN, &reopen(" ")).unwrap_err()), ["reason"]);
        desk.perform(CLINICIAN, &reopen("more was said")).unwrap();
        desk.perform(CLINICIAN, &more).unwrap();
        let versions = desk.with(|cx| Ok(cx.tx.history::<Assessment>(assessment)?));
        assert!(versions.iter().any(|(one, _)| one.signed.is_some()), "the signed version stays");
        desk.verify();
    });
}

#[test]
fn ma_13_further_evaluation_is_done_or_referred_before_signing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, assessment) = begun(&desk);
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: everything_but(&[]), wants: None }).unwrap();
        let further = |answer: &str| Some(Further { what: "hearing".into(), answer: answer.into() });
        let save = |answer: &str| SaveRatings { further: further(answer), ..ratings(assessment, rated()) };
        desk.perform(CLINICIAN, &save("")).unwrap();
        assert_eq!(fields(desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap_err()), ["further_answer"]);
        desk.perform(CLINICIAN, &save("referred to audiology")).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment }).unwrap();
    });
}

#[test]
fn only_a_clinician_rates_and_signs_and_the_front_desk_sees_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, assessment) = begun(&desk);
        assert!(desk.perform(INTAKE, &ratings(assessment, rated())).is_err());
        assert!(desk.perform(INTAKE, &SignAssessment { assessment }).is_err());
        assert!(desk.ask(FRONT_DESK, &AssessmentOf { inquiry }).is_err());
        let seen = desk.ask(INTAKE, &AssessmentOf { inquiry }).unwrap();
        assert!(seen.may_write && !seen.may_sign);
        assert!(desk.ask(DIRECTOR, &AssessmentOf { inquiry }).unwrap().may_sign);
    });
}

#[test]
fn ma_a02_a_comprehensive_plan_waits_for_a_signed_assessment() {
    assert_eq!(reason(gate::comprehensive_plan(None).unwrap_err()), "assessment_incomplete");
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, id) = begun(&desk);
        assert!(gate::comprehensive_plan(Some(&desk.load::<Assessment>(id))).is_err());
        let desk_signed = signed(&desk, rated()).1;
        assert!(gate::comprehensive_plan(Some(&desk.load::<Assessment>(desk_signed))).is_ok());
    });
}

#[test]
fn ma_a04_medication_waits_for_a_visit() {
    assert_eq!(reason(gate::medication_start(false).unwrap_err()), "not_seen");
    assert!(gate::medication_start(true).is_ok());
}
