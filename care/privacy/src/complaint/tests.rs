//! Complaints are taken by whoever hears them and answered by the officer; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use access::Role;
use jiff::civil::Date;
use store::testing::on_both_engines;

use super::{AnswerComplaint, ListComplaints, NO_RETALIATION, OpenComplaint, ReceiveComplaint};
use crate::desk::{Desk, OFFICER, code, fields};
use crate::request::Way;

const RECEIVED: Date = Date::constant(2026, 3, 10);

fn wish() -> ReceiveComplaint {
    ReceiveComplaint {
        patient: None,
        received_on: Some(RECEIVED),
        from: "A sister".into(),
        way: Some(Way::Phone),
        words: "Somebody left a telling message on my machine.".into(),
    }
}

#[test]
fn p2_53_a_complaint_is_received_answered_and_whoever_complained_is_told() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let complaint = desk.perform(Role::FrontDesk, &wish()).unwrap().output;
        assert_eq!(desk.perform(Role::FrontDesk, &wish()).unwrap().output, complaint, "sent twice is one");
        let answer = |outcome: &str, told_on| AnswerComplaint { complaint, outcome: outcome.into(), told_on };
        assert_eq!(fields(desk.perform(OFFICER, &answer(" ", None))), ["outcome", "told_on"]);
        assert_eq!(fields(desk.perform(OFFICER, &answer("Spoken with.", Some(Date::constant(2026, 3, 9))))), ["told_on"]);
        desk.perform(OFFICER, &answer("The script was read again.", Some(RECEIVED))).unwrap();
        let kept = desk.ask(OFFICER, &OpenComplaint { complaint }).unwrap().complaint.answer.clone().unwrap();
        assert_eq!((kept.told_on, kept.outcome.as_str()), (Some(RECEIVED), "The script was read again."));
        assert_eq!(code(desk.perform(OFFICER, &answer("Again.", Some(RECEIVED)))), "answered");
        assert!(NO_RETALIATION.contains("Nobody is treated worse"));
    });
}

#[test]
fn p2_53_it_may_be_about_a_chart_and_come_from_nobody_who_is_known() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        let about = ReceiveComplaint { patient: Some(patient), from: String::new(), ..wish() };
        let theirs = desk.perform(Role::CaseManager, &about).unwrap().output;
        let nobody = desk.perform(OFFICER, &ReceiveComplaint { from: String::new(), ..wish() }).unwrap().output;
        let listed = desk.ask(Role::ClinicalDirector, &ListComplaints).unwrap();
        assert_eq!(listed.iter().find(|line| line.complaint.id == theirs).unwrap().name.as_ref().unwrap().full(), "Robin Silva");
        let answer = |complaint| AnswerComplaint { complaint, outcome: "Looked into.".into(), told_on: None };
        assert!(desk.perform(OFFICER, &answer(nobody)).is_ok(), "nobody can be told");
        assert_eq!(fields(desk.perform(OFFICER, &answer(theirs))), ["told_on"]);
        assert_eq!(code(desk.perform(Role::FrontDesk, &answer(theirs))), "not_found");
        assert!(desk.ask(Role::FrontDesk, &ListComplaints).is_err());
        assert_eq!(fields(desk.perform(OFFICER, &ReceiveComplaint::default())), ["way", "words", "received_on"]);
    });
}
