//! A link opens for whoever holds it and knows the day, and for nobody else, and nobody learns why not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Refusal, Role};
use jiff::civil::date;
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::*;
use crate::testing::Desk;

const INTAKE: &[Role] = &[Role::Intake];

fn wish() -> SendLink {
    SendLink {
        patient: PatientId(Uuid::from_u128(77)),
        name: "Ana".into(),
        birth_date: Some(date(1990, 2, 28)),
        language: "en".into(),
        to_do: vec![ToDo::Details],
        lives_days: 7,
    }
}

fn opens(desk: &Desk<'_>, sent: &LinkSent, month: i8, day: i8) -> bool {
    desk.with(|cx| open(cx, Some(&sent.token), month, day)).unwrap().is_some()
}

fn later(desk: &Desk<'_>, hours: i64) {
    let by = jiff::SignedDuration::from_hours(hours);
    desk.clock.set(desk.clock.now().saturating_add(by).unwrap());
}

#[test]
fn a_link_opens_with_the_day_of_birth_and_the_token_is_kept_nowhere() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let sent = desk.perform(INTAKE, &wish()).unwrap().output;
        assert!(opens(&desk, &sent, 2, 28));
        let kept = desk.with(|cx| link(cx.tx, sent.link)).unwrap();
        assert_eq!(kept.token_sha256.len(), 64);
        assert!(!serde_json::to_string(&kept.record).unwrap().contains(&sent.token.to_address()));
        let happened = desk.with(|cx| Ok(events_of_link(cx.tx, sent.link)?)).unwrap();
        assert_eq!(happened.len(), 1, "the opening is written down");
        assert_eq!(happened[0].what, LinkHappening::Opened);
        assert_eq!(happened[0].recorded_by, ::store::Author::Patient(wish().patient), "by the person themself");
    });
}

#[test]
fn expired_taken_back_finished_and_unknown_links_open_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let expired = desk.perform(INTAKE, &SendLink { lives_days: 1, ..wish() }).unwrap().output;
        later(&desk, 24);
        assert!(!opens(&desk, &expired, 2, 28));
        let revoked = desk.perform(INTAKE, &wish()).unwrap().output;
        let inside = desk.with(|cx| open(cx, Some(&revoked.token), 2, 28)).unwrap().unwrap();
        let elsewhere = RevokeLink { link: revoked.link, patient: PatientId(Uuid::from_u128(0xb0b)) };
        assert!(desk.perform(INTAKE, &elsewhere).is_err(), "not from the page of somebody else");
        desk.perform(INTAKE, &RevokeLink { link: revoked.link, patient: wish().patient }).unwrap();
        assert!(!opens(&desk, &revoked, 2, 28));
        let visit = desk.with(|cx| session::visit(cx.tx, &inside.session, cx.now)).unwrap();
        assert!(visit.is_none(), "whoever was inside is put out");
        let unknown = sign_in::LinkToken::generate().unwrap();
        assert!(desk.with(|cx| open(cx, Some(&unknown), 2, 28)).unwrap().is_none());
        assert!(desk.with(|cx| open(cx, None, 2, 28)).unwrap().is_none());
    });
}

#[test]
fn wrong_answers_wait_and_the_sixth_ends_the_link() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let sent = desk.perform(INTAKE, &wish()).unwrap().output;
        assert!(!opens(&desk, &sent, 1, 1));
        assert!(!opens(&desk, &sent, 1, 2));
        assert!(!opens(&desk, &sent, 2, 28), "the right day right after two wrong ones waits");
        later(&desk, 1);
        assert!(opens(&desk, &sent, 2, 28), "after the wait it opens");
        for day in 3..7 {
            assert!(!opens(&desk, &sent, 1, day));
            later(&desk, 1);
        }
        assert!(!opens(&desk, &sent, 2, 28), "six wrong answers have ended it");
        let kept = desk.with(|cx| link(cx.tx, sent.link)).unwrap();
        assert_eq!(kept.ended.as_ref().map(|ended| ended.because), Some(EndedBecause::WrongAnswers));
    });
}

#[test]
fn a_visit_ends_after_fifteen_minutes_without_touch_and_after_two_hours_with_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let sent = desk.perform(INTAKE, &wish()).unwrap().output;
        let minutes = |many: i64| {
            let by = jiff::SignedDuration::from_mins(many);
            desk.clock.set(desk.clock.now().saturating_add(by).unwrap());
        };
        let is_in = |token: &sign_in::SessionToken| desk.with(|cx| session::visit(cx.tx, token, cx.now)).unwrap().is_some();
        let first = desk.with(|cx| open(cx, Some(&sent.token), 2, 28)).unwrap().unwrap().session;
        minutes(14);
        assert!(is_in(&first));
        minutes(15);
        assert!(!is_in(&first));
        let second = desk.with(|cx| open(cx, Some(&sent.token), 2, 28)).unwrap().unwrap().session;
        for _ in 0..8 {
            minutes(14);
            assert!(is_in(&second));
        }
        minutes(14);
        assert!(!is_in(&second), "two hours are over");
    });
}

#[test]
fn a_link_is_opened_so_often_and_no_more() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let sent = desk.perform(INTAKE, &wish()).unwrap().output;
        let most = desk.with(|cx| link(cx.tx, sent.link)).unwrap().most_openings;
        assert!((0..most).all(|_| opens(&desk, &sent, 2, 28)));
        assert!(!opens(&desk, &sent, 2, 28));
    });
}

#[test]
fn a_link_needs_a_day_of_birth_and_something_to_do_and_staff_who_may() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let bare = SendLink { birth_date: None, to_do: vec![], lives_days: 31, ..wish() };
        let Refusal::Invalid(problems) = desk.perform(INTAKE, &bare).unwrap_err() else { unreachable!() };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["birth_date", "to_do", "lives_days"]);
        for role in [Role::Biller, Role::FrontDesk, Role::Installer, Role::Peer] {
            assert_eq!(desk.perform(&[role], &wish()).unwrap_err(), Refusal::NotFound, "{role}");
        }
    });
}

#[test]
fn what_the_person_wrote_to_be_corrected_is_done_once_somebody_says_so() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let sent = desk.perform(INTAKE, &wish()).unwrap().output;
        let wrote = desk.with(|cx| {
            let what = LinkHappening::DetailsToCorrect("My number ends in 41".into());
            let event = LinkEvent { id: cx.new_id(), patient: wish().patient, link: sent.link, what };
            cx.tx.append(&event, &cx.entry("on their link"))?;
            Ok(event.id)
        });
        let mark = MarkCorrected { event: wrote.unwrap() };
        desk.perform(INTAKE, &mark).unwrap();
        assert!(desk.perform(INTAKE, &mark).unwrap().facts.is_empty(), "once");
        let happened = desk.with(|cx| Ok(events_of_link(cx.tx, sent.link)?)).unwrap();
        assert!(happened.iter().any(|event| event.what == LinkHappening::Corrected(mark.event)));
        assert!(happened.iter().any(|event| matches!(event.what, LinkHappening::DetailsToCorrect(_))), "it stays readable");
        assert_eq!(desk.perform(&[Role::Biller], &mark).unwrap_err(), Refusal::NotFound);
    });
}
