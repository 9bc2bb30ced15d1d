//! What an answer sets in motion, told as what happens to one person: a concern with an owner and a due time, the next form, the board.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use forms::{Answer, Answers};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use measure::{Means, Measure, PersonMeasures, RecordMeasure, Sheet, State};
use reactions::today::{LookFirstKind, OpenTodayBoard};
use support::{Desk, THURSDAY, day, moment, on_both_engines};
use treatment::concern::{CloseConcern, Concern, ConcernKind};
use vocabulary::id::{MeasureId, PatientId, StaffId};

fn answers(pairs: &[(&str, &str)]) -> Sheet {
    let answers: Answers = pairs.iter().map(|(id, code)| ((*id).to_owned(), Answer::Code((*code).to_owned()))).collect();
    Sheet { answers, ..Sheet::default() }
}

fn record(desk: &Desk, who: &str, patient: PatientId, instrument: &str, sheet: Sheet, is_done: bool) -> MeasureId {
    let instrument = instrument.to_owned();
    let command = RecordMeasure { patient, instrument, from: None, sheet, means: Means::Together, is_done };
    desk.house.perform(&desk.actor(who), &command).unwrap()
}

fn concerns(desk: &Desk, patient: PatientId) -> Vec<Concern> {
    desk.all::<Concern>("patient_id = $1", patient).into_iter().map(|stored| stored.record).collect()
}

fn jo(desk: &Desk) -> Option<StaffId> {
    Some(desk.actor("jo").staff)
}

fn phq9(codes: [&str; 9]) -> Sheet {
    let items: Vec<String> = (1..=9).map(|n| format!("phq9-{n}")).collect();
    answers(&items.iter().map(String::as_str).zip(codes).collect::<Vec<_>>())
}

#[test]
fn lc_12_item_9_in_half_a_form_reaches_the_counselor_now_and_asks_for_the_c_ssrs_today() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 10:00");
        record(desk, "jo", robin, "phq-9", answers(&[("phq9-9", "several-days")]), false);
        let raised = concerns(desk, robin);
        assert_eq!(raised.len(), 1);
        let concern = &raised[0];
        assert_eq!((concern.kind, concern.owner), (ConcernKind::Safety, jo(desk)));
        assert_eq!(concern.due_at, Some(moment("2026-03-12 10:00")));
        assert!(!concern.sentence.contains("dead") && !concern.sentence.contains("harm"), "{}", concern.sentence);
        let asked: Vec<Measure> =
            desk.all::<Measure>("instrument = $1", "c-ssrs-screener").into_iter().map(|m| m.record).collect();
        assert_eq!((asked.len(), asked[0].state(), asked[0].due_on), (1, State::Requested, Some(day(THURSDAY))));
        // Seen on the board, first and without the answer; closed with a reason only (IN-06).
        let board = desk.house.ask(&desk.actor("jo"), &OpenTodayBoard { day: day(THURSDAY), only_mine: false }).unwrap();
        assert_eq!((board.look_first[0].patient, board.look_first[0].kind), (robin, LookFirstKind::Safety));
        let silent = CloseConcern { concern: concern.id, outcome: " ".into() };
        assert!(desk.house.perform(&desk.actor("jo"), &silent).is_err());
        let told =
            CloseConcern { concern: concern.id, outcome: "Talked for half an hour; C-SSRS low; next contact Friday.".into() };
        desk.house.perform(&desk.actor("jo"), &told).unwrap();
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn lc_12_a_c_ssrs_of_today_is_not_asked_for_again() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 10:00");
        let none = answers(&[("cssrs-1", "no"), ("cssrs-2", "no"), ("cssrs-6", "no")]);
        record(desk, "jo", robin, "c-ssrs-screener", none, true);
        record(desk, "jo", robin, "phq-9", answers(&[("phq9-9", "several-days")]), false);
        assert_eq!(desk.all::<Measure>("instrument = $1", "c-ssrs-screener").len(), 1);
    });
}

#[test]
fn lc_10_lc_11_intent_is_now_and_a_method_is_today() {
    on_both_engines(|desk| {
        let (robin, sam) = (desk.admit("Robin", "Silva"), desk.admit("Sam", "Cole"));
        desk.at("2026-03-12 10:00");
        let high = answers(&[
            ("cssrs-1", "yes"),
            ("cssrs-2", "yes"),
            ("cssrs-3", "no"),
            ("cssrs-4", "yes"),
            ("cssrs-5", "no"),
            ("cssrs-6", "no"),
        ]);
        record(desk, "jo", robin, "c-ssrs-screener", high, true);
        let raised = concerns(desk, robin);
        assert_eq!((raised.len(), raised[0].kind, raised[0].due_at), (1, ConcernKind::Safety, Some(moment("2026-03-12 10:00"))));
        let moderate = answers(&[
            ("cssrs-1", "no"),
            ("cssrs-2", "yes"),
            ("cssrs-3", "yes"),
            ("cssrs-4", "no"),
            ("cssrs-5", "no"),
            ("cssrs-6", "no"),
        ]);
        record(desk, "jo", sam, "c-ssrs-screener", moderate, true);
        let raised = concerns(desk, sam);
        assert_eq!((raised.len(), raised[0].kind), (1, ConcernKind::Safety));
        assert_eq!(raised[0].due_at, Some(moment("2026-03-13 00:00")));
    });
}

#[test]
fn p2_04_somebody_who_only_asked_is_screened_and_heard_like_anybody_else() {
    on_both_engines(|desk| {
        desk.at("2026-03-12 10:00");
        let input = InquiryInput {
            source: Source::Phone,
            given: "Alex".into(),
            family: String::new(),
            birth_date: None,
            phone: "508 555 0134".into(),
            may_leave_message: false,
            may_text: false,
            call_as: String::new(),
            email: String::new(),
            may_email: false,
            words: "wants to start".into(),
        };
        let ines = desk.actor("ines");
        let inquiry = desk.house.perform(&ines, &LogInquiry { input, owner: Some(ines.staff) }).unwrap();
        let alex = desk.all::<intake::inquiry::Inquiry>("id = $1", inquiry)[0].patient;
        record(desk, "ines", alex, "phq-9", answers(&[("phq9-9", "more-than-half")]), true);
        let raised = concerns(desk, alex);
        assert!(
            raised.iter().any(|concern| concern.kind == ConcernKind::Safety && concern.owner == Some(ines.staff)),
            "{raised:?}"
        );
        // On the board of those who look after inquiries or assess, and of nobody else.
        let board =
            |who: &str| desk.house.ask(&desk.actor(who), &OpenTodayBoard { day: day(THURSDAY), only_mine: false }).unwrap();
        assert_eq!(board("ines").look_first[0].inquiry, Some(inquiry));
        assert_eq!(board("jo").look_first[0].inquiry, Some(inquiry));
        let of_bea = desk.house.ask(&desk.actor("bea"), &OpenTodayBoard { day: day(THURSDAY), only_mine: false });
        assert_eq!(of_bea.unwrap_err(), Refusal::NotFound);
        let view = desk.house.ask(&ines, &PersonMeasures { patient: alex }).unwrap();
        assert_eq!((view.done.len(), view.open.len(), view.due.len()), (1, 1, 0));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn op_a16_nine_to_sixteen_asks_for_a_look_at_the_plan() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        let (some, more, no) = ("several-days", "more-than-half", "not-at-all");
        desk.at("2026-03-05 10:00");
        record(desk, "jo", robin, "phq-9", phq9([more, some, some, some, some, some, some, some, no]), true);
        assert!(concerns(desk, robin).is_empty());
        desk.at("2026-03-12 10:00");
        record(desk, "jo", robin, "phq-9", phq9([more, more, more, more, more, more, more, more, no]), true);
        let raised = concerns(desk, robin);
        assert_eq!((raised.len(), raised[0].kind, raised[0].owner), (1, ConcernKind::Change, jo(desk)));
        assert!(raised[0].sentence.contains("Look at the plan"), "{}", raised[0].sentence);
    });
}

#[test]
fn op_62_what_is_due_in_care_is_said_with_the_day_it_was_due() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-03 10:00");
        record(desk, "jo", robin, "gad-7", answers(&[("gad7-1", "not-at-all")]), true);
        desk.at("2026-03-12 10:00");
        let view = desk.house.ask(&desk.actor("jo"), &PersonMeasures { patient: robin }).unwrap();
        let due: Vec<&str> = view.due.iter().map(|due| due.instrument.as_str()).collect();
        assert_eq!(due, ["bam-iop", "barc-10", "phq-9"], "the GAD-7 is nine days old");
        desk.at("2026-03-17 10:00");
        let view = desk.house.ask(&desk.actor("jo"), &PersonMeasures { patient: robin }).unwrap();
        let gad = view.due.iter().find(|due| due.instrument == "gad-7").unwrap();
        assert_eq!(gad.since, day("2026-03-17"));
    });
}
