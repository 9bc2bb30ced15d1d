//! By video and at the door, on both engines: who is touched by a switch is told once; a call asks for consent, place and a seat; a code
//! works once and dies; what the program writes by itself stands as its own in the chain.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Role};
use reactions::remote::{BringBack, SwitchSessions};
use schedule::attendance::{Attendance, MarkKind};
use schedule::door::{AskDoorCode, CheckIn, CheckedIn, DoorCode};
use schedule::group_session::{GroupSession, of_patient_between};
use schedule::modality::{Modality, ModalityNotice, Scope, SwitchModality, Told};
use schedule::video::{AskToJoin, CloseLostCalls, HearCall, Heard, RecordTelehealthConsent, VideoCall, room_of};
use support::{Desk, day, on_both_engines};
use vocabulary::id::PatientId;

/// Wednesday, March 11, 2026.
const WEDNESDAY: &str = "2026-03-11";

fn sessions(desk: &Desk, patient: PatientId) -> Vec<GroupSession> {
    let read = |tx: &store::Tx<'_>| Ok::<_, Refusal>(of_patient_between(tx, patient, day(WEDNESDAY), day(WEDNESDAY))?);
    let found = desk.house.store(store::DirectAccess).read(read).unwrap();
    found.into_iter().map(|one| one.record).collect()
}

fn switch(scope: Scope, modality: Modality, remote_seats: Option<i64>) -> SwitchSessions {
    let (from, until, reason) = (day(WEDNESDAY), None, "snow".to_owned());
    let wish = SwitchModality { scope, modality, from, until, remote_seats, reason };
    SwitchSessions { wish, before_secret: "https://chart.example.org/l/".to_owned() }
}

fn yes(patient: PatientId) -> RecordTelehealthConsent {
    RecordTelehealthConsent { patient, is_given: true, words: "By video you talk with us.".into(), language: "en".into() }
}

fn join(patient: PatientId, session: &GroupSession) -> AskToJoin {
    AskToJoin {
        patient,
        session: session.id,
        shown_as: "R.".into(),
        town: "Worcester".into(),
        state: "ma".into(),
        is_at_home: Some(true),
    }
}

fn reason(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Refused { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn s_25_who_is_touched_by_a_switch_is_told_once_and_again_when_it_is_taken_back() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-06 09:00");
        let director = Actor::of_stepdown(Role::ClinicalDirector);
        let wish = switch(Scope::Program, Modality::Remote, None);
        let id = desk.house.perform(&director, &wish).unwrap();
        assert_eq!(desk.house.perform(&director, &wish).unwrap(), id, "the same press twice is one switch");
        let told = desk.all::<ModalityNotice>("patient_id = $1", robin);
        assert_eq!((told.len(), told[0].modality, &told[0].told), (1, Modality::Remote, &Told::ToCall));
        assert_eq!(told[0].recorded_by.to_string(), "stepdown");
        let back = BringBack { switch: id, before_secret: String::new() };
        desk.house.perform(&director, &back).unwrap();
        desk.house.perform(&director, &back).unwrap();
        assert_eq!(desk.all::<ModalityNotice>("patient_id = $1", robin).len(), 2);
        for who in ["bea", "fran"] {
            let refused = desk.house.perform(&desk.actor(who), &wish).unwrap_err();
            assert!(matches!(refused, Refusal::Refused { .. } | Refusal::NotFound), "{who}");
        }
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn op_11_joining_asks_for_consent_a_place_and_a_seat_and_the_call_becomes_attendance() {
    on_both_engines(|desk| {
        let (robin, other) = (desk.admit("Robin", "Silva"), desk.admit("Alex", "Reyes"));
        desk.at("2026-03-06 09:00");
        let director = Actor::of_stepdown(Role::ClinicalDirector);
        let session = sessions(desk, robin)[0].clone();
        desk.house.perform(&director, &switch(Scope::Session(session.id), Modality::Remote, Some(1))).unwrap();
        let person = Actor::person(robin, "Robin");
        let ask = || desk.house.perform(&person, &join(robin, &session));
        assert_eq!(reason(ask().unwrap_err()), "session_not_open");
        desk.clock.set(session.starts_at);
        assert_eq!(reason(ask().unwrap_err()), "no_telehealth_consent");
        desk.house.perform(&person, &yes(robin)).unwrap();
        let nowhere = AskToJoin { town: " ".into(), state: "Mass".into(), ..join(robin, &session) };
        let Refusal::Invalid(problems) = desk.house.perform(&person, &nowhere).unwrap_err() else { panic!() };
        assert_eq!(problems.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["town", "state"]);
        let (call, _) = ask().unwrap();

        // Somebody else's session, and somebody else's hand, are not there
        let stranger = Actor::person(other, "Alex");
        assert!(matches!(desk.house.perform(&stranger, &join(robin, &session)).unwrap_err(), Refusal::NotFound));

        // What the server tells becomes attendance, once
        let server = Actor::of_stepdown(Role::FrontDesk);
        let read = |tx: &store::Tx<'_>| Ok::<_, Refusal>(room_of(tx, session.id)?.unwrap().name.clone());
        let room = desk.house.store(store::DirectAccess).read(read).unwrap();
        assert!(room.len() == 32 && room.chars().all(|letter| letter.is_ascii_alphanumeric()));
        let hear = |heard| HearCall { call, room: room.clone(), occupant: "o1".into(), heard };
        desk.house.perform(&server, &hear(Heard::Joined(session.starts_at))).unwrap();
        desk.house.perform(&server, &hear(Heard::Joined(session.starts_at))).unwrap();
        let elsewhere = HearCall { room: "another".into(), ..hear(Heard::StillThere) };
        assert!(matches!(desk.house.perform(&server, &elsewhere).unwrap_err(), Refusal::NotFound));
        desk.clock.set(session.ends_at);
        assert_eq!(desk.house.perform(&server, &CloseLostCalls).unwrap(), 1);
        assert_eq!(desk.house.perform(&server, &CloseLostCalls).unwrap(), 0);
        let days = desk.all::<Attendance>("patient_id = $1", robin);
        let marks: Vec<_> = days.last().unwrap().marks.iter().filter(|mark| mark.call.is_some()).collect();
        assert_eq!(marks.iter().map(|mark| &mark.kind).collect::<Vec<_>>(), [&MarkKind::ArrivedRemote, &MarkKind::Left]);
        assert!(marks.iter().all(|mark| mark.call.as_ref().unwrap().place == "Worcester, MA"));
        assert!(desk.all::<VideoCall>("patient_id = $1", robin)[0].stretches[0].was_lost);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn s_25_a_code_for_the_door_works_once_and_dies_after_ten_minutes() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-06 09:00");
        let first = sessions(desk, robin)[0].clone();
        desk.clock.set(first.starts_at);
        let person = Actor::person(robin, "Robin");
        let screen = Actor::of_stepdown(Role::FrontDesk);
        let code = || {
            desk.house.perform(&person, &AskDoorCode { patient: robin }).unwrap();
            desk.all::<DoorCode>("patient_id = $1", robin)[0].code.clone()
        };
        let check_in = |code: &str| {
            let command = CheckIn { code: code.to_owned(), kiosk: None, answers: Vec::new() };
            desk.house.perform(&screen, &command).unwrap()
        };
        let old = code();
        assert_eq!(code(), old, "while it is good for some minutes it is the same");
        desk.clock.set(first.starts_at + jiff::SignedDuration::from_mins(10));
        assert_eq!(check_in(&old), CheckedIn::NotKnown);
        let fresh = code();
        assert_eq!(check_in(&format!(" {} {} ", &fresh[..3], &fresh[3..])), CheckedIn::Here);
        assert_eq!(check_in(&fresh), CheckedIn::NotKnown);
        let days = desk.all::<Attendance>("patient_id = $1", robin);
        assert_eq!(days.last().unwrap().standing().filter(|mark| mark.kind == MarkKind::Arrived).count(), 1);
        let mine = desk.house.perform(&person, &CheckIn { code: fresh, kiosk: None, answers: Vec::new() });
        assert!(matches!(mine.unwrap_err(), Refusal::NotFound), "a phone checks nobody in");
        assert_eq!(desk.verify().broken, None);
    });
}
