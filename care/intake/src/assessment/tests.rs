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
    SaveRatings { assessment, answers, reasons: vec![], further: None, seen: None }
}

/// An assessment with everything in it, signed.
pub(crate) fn signed(desk: &Desk<'_>, answers: Answers) -> (InquiryId, AssessmentId) {
    let (inquiry, assessment) = begun(desk);
    let save = SaveTopics { assessment, topics: everything_but(&[]), wants: Some("to keep the job".into()), seen: None };
    desk.perform(CLINICIAN, &save).unwrap();
    desk.perform(CLINICIAN, &ratings(assessment, answers)).unwrap();
    desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap();
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
        desk.perform(INTAKE, &SaveTopics { assessment, topics: everything_but(&missing), wants: None, seen: None }).unwrap();
        desk.perform(CLINICIAN, &ratings(assessment, rated())).unwrap();
        let refused = desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap_err();
        assert_eq!(fields(refused), ["tobacco", "tb_risk", "gambling"]);
        let skipped = |one| TopicInput { topic: one, words: String::new(), left_out: "prefers not to say".into() };
        let topics = missing.map(skipped).to_vec();
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics, wants: None, seen: None }).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap();
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
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: everything_but(&[]), wants: None, seen: None }).unwrap();
        let answers = Answers { phq9_item9: Some(1), ..rated() };
        desk.perform(CLINICIAN, &ratings(assessment, answers.clone())).unwrap();
        let refused = desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap_err();
        assert_eq!(reason(refused), "suicide_screen_missing");
        let suicide = SuicideScreen { is_recorded: true, ..SuicideScreen::default() };
        desk.perform(CLINICIAN, &ratings(assessment, Answers { suicide, ..answers })).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap();
    });
}

#[test]
fn a_signed_assessment_is_opened_again_only_with_a_reason_and_stays_as_it_was() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, assessment) = signed(&desk, rated());
        let more = SaveTopics { assessment, topics: vec![topic(Topic::Trauma, "More was said.")], wants: None, seen: None };
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
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: everything_but(&[]), wants: None, seen: None }).unwrap();
        let further = |answer: &str| Some(Further { what: "hearing".into(), answer: answer.into() });
        let save = |answer: &str| SaveRatings { further: further(answer), ..ratings(assessment, rated()) };
        desk.perform(CLINICIAN, &save("")).unwrap();
        assert_eq!(fields(desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap_err()), ["further_answer"]);
        desk.perform(CLINICIAN, &save("referred to audiology")).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap();
    });
}

#[test]
fn only_a_clinician_rates_and_signs_and_the_front_desk_sees_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, assessment) = begun(&desk);
        assert!(desk.perform(INTAKE, &ratings(assessment, rated())).is_err());
        assert!(desk.perform(INTAKE, &SignAssessment { assessment, seen: None }).is_err());
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

fn keeps(inquiry: InquiryId, part: Part, words: &str, based_on: i64) -> KeepDraft {
    let fields = vec![("alcohol".to_owned(), words.to_owned())];
    KeepDraft { inquiry, part, fields, based_on }
}

#[test]
fn what_is_typed_is_kept_for_its_writer_until_the_part_is_saved_and_is_no_part_of_the_record() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, assessment) = begun(&desk);
        let version = desk.with(|cx| Ok(super::store::load(cx.tx, assessment)?.version));
        let drafts = |roles| desk.ask(roles, &AssessmentOf { inquiry }).unwrap().drafts.clone();
        // Given words typed at two pauses
        let kept = |words: &str, based_on| desk.perform(INTAKE, &keeps(inquiry, Part::Use, words, based_on)).unwrap().output;
        assert_eq!(kept("half a sen", 0), DraftReceipt::Kept(1));
        assert_eq!(kept("half a sentence", 1), DraftReceipt::Kept(2));
        assert_eq!(kept("half a sentence", 2), DraftReceipt::Kept(2), "the same words again change nothing");
        // Then they are there after a reload, for whoever typed them, and the record has no version of them
        assert_eq!(drafts(INTAKE)[0].fields, [("alcohol".to_owned(), "half a sentence".to_owned())]);
        assert!(drafts(CLINICIAN).is_empty());
        assert_eq!(desk.with(|cx| Ok(super::store::load(cx.tx, assessment)?.version)), version);
        // And a second window of the same person overwrites nothing silently
        assert_eq!(kept("from another window", 1), DraftReceipt::Met(2));
        assert_eq!(drafts(INTAKE)[0].fields[0].1, "half a sentence");
        // And when the part is saved, the draft has done its work
        let topics = vec![topic(Topic::Alcohol, "half a sentence, and the rest")];
        desk.perform(INTAKE, &SaveTopics { assessment, topics, wants: None, seen: Some(version) }).unwrap();
        assert!(drafts(INTAKE).is_empty());
        desk.verify();
    });
}

#[test]
fn words_that_are_not_saved_yet_are_not_left_out_by_a_signature() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (inquiry, assessment) = begun(&desk);
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: everything_but(&[]), wants: None, seen: None }).unwrap();
        desk.perform(CLINICIAN, &ratings(assessment, rated())).unwrap();
        desk.perform(CLINICIAN, &keeps(inquiry, Part::Use, "one more thing", 0)).unwrap();
        assert_eq!(fields(desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap_err()), ["use"]);
        // ratings belong to those who sign: nobody else keeps a draft of them
        assert!(desk.perform(INTAKE, &keeps(inquiry, Part::Ratings, "2", 0)).is_err());
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: everything_but(&[]), wants: None, seen: None }).unwrap();
        desk.perform(CLINICIAN, &SignAssessment { assessment, seen: None }).unwrap();
        let late = desk.perform(CLINICIAN, &keeps(inquiry, Part::Use, "too late", 0)).unwrap_err();
        assert_eq!(reason(late), "assessment_signed");
    });
}

#[test]
fn two_people_at_one_topic_are_both_heard_and_at_two_topics_neither_undoes_the_other() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (_, assessment) = begun(&desk);
        let seen = Some(desk.with(|cx| Ok(super::store::load(cx.tx, assessment)?.version)));
        // Given two people who opened the same page, and the first has saved
        let first = vec![topic(Topic::Alcohol, "Since sixteen."), topic(Topic::Tobacco, "")];
        desk.perform(INTAKE, &SaveTopics { assessment, topics: first, wants: None, seen }).unwrap();
        // When the second saves another topic, with the first one still empty on their page
        let second = vec![topic(Topic::Alcohol, ""), topic(Topic::Tobacco, "Ten a day.")];
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: second, wants: None, seen }).unwrap();
        // Then both stand there
        let known = desk.load::<Assessment>(assessment);
        let words = |of| known.entry(of).map(|entry| entry.words.clone()).unwrap_or_default();
        assert_eq!((words(Topic::Alcohol), words(Topic::Tobacco)), ("Since sixteen.".into(), "Ten a day.".into()));
        // And another text for the same topic is not laid over the first
        let other = vec![topic(Topic::Alcohol, "Since eighteen.")];
        let met = desk.perform(CLINICIAN, &SaveTopics { assessment, topics: other.clone(), wants: None, seen }).unwrap_err();
        assert_eq!(fields(met), ["alcohol"]);
        // Until the person has seen it
        let seen = Some(desk.with(|cx| Ok(super::store::load(cx.tx, assessment)?.version)));
        desk.perform(CLINICIAN, &SaveTopics { assessment, topics: other, wants: None, seen }).unwrap();
        assert_eq!(desk.load::<Assessment>(assessment).entry(Topic::Alcohol).unwrap().words, "Since eighteen.");
        desk.verify();
    });
}
