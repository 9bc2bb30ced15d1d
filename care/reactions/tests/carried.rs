//! A laptop carries the program while the line is down and gives its day back: attendance and notes become versions by whoever recorded
//! them, what was changed on both waits for a person, twice changes nothing, chains stay whole (OP-09, OP-11, P2-40, P2-54).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use std::cell::RefCell;

use access::Refusal;
use billing::service_day::ServiceDay;
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use reactions::{House, Keys};
use schedule::attendance::{Attendance, MarkKind};
use store::{Author, DatabaseUrl, DirectAccess, Store};
use support::{Desk, THURSDAY, day, on_both_engines};
use treatment::ProgressNote;
use treatment::carried::{CarriedSince, Choice, DecideConflict, FORMAT, Given, OpenConflicts, TakeBack};
use treatment::group_note::carried::saved_since;
use vocabulary::id::PatientId;
use vocabulary::{Clock, IdSource, ProgramZone};

/// A laptop filled from the program as it stands, and what it knows of where it began.
struct Laptop {
    desk: Desk,
    since: CarriedSince,
}

fn carry(main: &Desk) -> Laptop {
    let dump = RefCell::new(Vec::new());
    main.house.store(DirectAccess).dump(&dump).unwrap();
    let store = Store::open(&DatabaseUrl::InMemory).unwrap();
    store.fill(&RefCell::new(std::io::Cursor::new(dump.into_inner()))).unwrap();
    let clock = Clock::frozen(main.clock.now());
    let zone = ProgramZone::parse("America/New_York").unwrap();
    let house = House::of(store, Keys::for_this_run().unwrap(), clock.clone(), IdSource::seeded(77), zone).unwrap();
    let ends = house.store(DirectAccess).read::<_, Refusal>(|tx| Ok(tx.chain_ends()?)).unwrap();
    let since = CarriedSince { at: clock.now(), ends };
    house.carry(since.at);
    Laptop { desk: Desk { house, clock }, since }
}

fn give(laptop: &Laptop) -> Given {
    let read =
        |tx: &store::Tx<'_>| Ok::<_, Refusal>((tx.recorded_behind(&laptop.since.ends)?, saved_since(tx, laptop.since.at)?));
    let (rows, drafts) = laptop.desk.house.store(DirectAccess).read(read).unwrap();
    Given { format: FORMAT.into(), since: laptop.since.at, given_at: laptop.desk.clock.now(), rows, drafts }
}

fn minutes(desk: &Desk, patient: PatientId) -> i64 {
    let days = desk.all::<ServiceDay>("patient_id = $1", patient);
    days.iter().find(|one| one.day == day(THURSDAY)).map_or(0, |one| one.credited_minutes)
}

#[test]
fn op_11_what_a_carried_program_recorded_becomes_versions_by_whoever_recorded_it_and_twice_changes_nothing() {
    on_both_engines(|main| {
        let robin = main.admit("Robin", "Silva");
        let session = main.session("morning", THURSDAY);
        main.at("2026-03-12 08:00");
        let laptop = carry(main);
        let there = &laptop.desk;
        there.mark(robin, &session, MarkKind::Arrived, "2026-03-12 09:05");
        there.at("2026-03-12 14:00");
        there.write("jo", &session, robin, "Spoke of the evening and called a friend.");
        assert_eq!(there.sign("jo", &session).signed.len(), 1);
        assert!(there.verify().broken.is_none());
        let worth = minutes(there, robin);
        assert!(worth > 0);

        main.at("2026-03-12 16:00");
        let given = give(&laptop);
        let taken = main.house.perform(&main.actor("dana"), &TakeBack { given: given.clone() }).unwrap();
        assert!(taken.taken >= 2 && taken.met == 0 && taken.drafts >= 1, "{taken:?}");
        assert_eq!(minutes(main, robin), worth, "the day is counted anew from what came back");
        let attendance = &main.all::<Attendance>("patient_id = $1", robin)[0];
        assert_eq!(attendance.recorded_by, Author::Staff(main.actor("fran").staff), "by whoever recorded it there");
        let note = &main.all::<ProgressNote>("patient_id = $1", robin)[0];
        assert_eq!(note.recorded_by, Author::Staff(main.actor("jo").staff));
        assert_eq!(note.signature.content_sha256, note.content_sha256(), "the signature is the one given there");
        let history = main.house.store(DirectAccess).read::<_, Refusal>(|tx| Ok(tx.history::<ProgressNote>(note.id)?)).unwrap();
        assert!(history[0].1.contains("; carried, recorded 2026-03-12T"), "and when: {}", history[0].1);
        assert!(main.verify().broken.is_none());

        let records = main.verify().records;
        let again = main.house.perform(&main.actor("dana"), &TakeBack { given: given.clone() }).unwrap();
        assert_eq!((again.taken, again.met, again.drafts, again.aside), (0, 0, 0, 0));
        // Given back again a little later, with nothing new: only that it was given stands here more.
        let later = Given { given_at: main.clock.now(), ..given };
        let later = main.house.perform(&main.actor("dana"), &TakeBack { given: later }).unwrap();
        assert_eq!((later.taken, later.met, later.drafts, later.aside), (0, 0, 0, 0));
        assert_eq!(main.verify().records, records + 1);
    });
}

#[test]
fn op_09_what_was_changed_here_and_there_waits_for_a_person_and_nothing_is_lost() {
    on_both_engines(|main| {
        let robin = main.admit("Robin", "Silva");
        let session = main.session("morning", THURSDAY);
        main.at("2026-03-12 08:00");
        let laptop = carry(main);
        let there = &laptop.desk;
        there.mark(robin, &session, MarkKind::Arrived, "2026-03-12 09:05");
        there.write("jo", &session, robin, "Words on the laptop.");
        main.mark(robin, &session, MarkKind::Arrived, "2026-03-12 09:30");
        main.write("jo", &session, robin, "Words on the program.");
        let ours = minutes(main, robin);

        main.at("2026-03-12 16:00");
        let dana = main.actor("dana");
        let taken = main.house.perform(&dana, &TakeBack { given: give(&laptop) }).unwrap();
        assert_eq!(taken.met, 1, "{taken:?}");
        assert!(taken.aside >= 1, "the words of both are kept: {taken:?}");
        let lines = main.house.ask(&dana, &OpenConflicts).unwrap().clone();
        assert_eq!((lines.len(), lines[0].decided), (1, None));
        let decide = |version, choice| DecideConflict { conflict: lines[0].id, version, choice };
        main.house.perform(&dana, &decide(1, Choice::Theirs)).unwrap();
        let stands = || main.all::<Attendance>("patient_id = $1", robin)[0].marks[0].at;
        assert_eq!(stands(), support::moment("2026-03-12 09:05"));
        assert!(minutes(main, robin) >= ours);
        let stale = main.house.perform(&dana, &decide(1, Choice::Ours)).unwrap_err();
        assert!(matches!(stale, Refusal::Conflict), "{stale:?}");
        main.house.perform(&dana, &decide(2, Choice::Ours)).unwrap();
        assert_eq!(stands(), support::moment("2026-03-12 09:30"), "decided anew");
        let composer = main.house.ask(&main.actor("jo"), &treatment::group_note::OpenComposer { session: session.id }).unwrap();
        assert!(composer.kept_aside.iter().any(|aside| format!("{aside:?}").contains("Words on the laptop.")));
        assert!(main.verify().broken.is_none());
    });
}

#[test]
fn p2_40_a_carried_program_records_attendance_and_notes_and_refuses_what_would_be_done_twice() {
    on_both_engines(|main| {
        let robin = main.admit("Robin", "Silva");
        let laptop = carry(main);
        let there = &laptop.desk;
        let input = PatientInput {
            given: "Lee".into(),
            family: "Ray".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: Some(day("1990-05-14")),
            sex: AdministrativeSex::Unknown,
            contact_points: vec![],
            address: None,
            language: "en".into(),
            needs_interpreter: false,
        };
        let before = there.verify().records;
        let refused = there.house.perform(&there.actor("ines"), &RegisterPatient { id: None, input }).unwrap_err();
        assert!(matches!(&refused, Refusal::Refused { reason: "carried", .. }), "{refused:?}");
        assert_eq!(there.verify().records, before, "nothing of it is written");
        assert!(there.all::<confidential::Consent>("patient_id = $1", robin).is_empty());
    });
}

#[test]
fn p2_54_what_does_not_go_on_from_what_stands_here_is_refused_whole() {
    on_both_engines(|main| {
        let robin = main.admit("Robin", "Silva");
        let session = main.session("morning", THURSDAY);
        main.at("2026-03-12 08:00");
        let laptop = carry(main);
        laptop.desk.mark(robin, &session, MarkKind::Arrived, "2026-03-12 09:05");
        main.at("2026-03-12 16:00");
        let given = give(&laptop);
        let mut changed = given.clone();
        let row = changed.rows.iter_mut().find(|row| row.kind == "attendance").unwrap();
        row.body = row.body.replace("arrived", "left");
        let mut torn = given.clone();
        torn.rows.retain(|row| row.kind == "attendance" || row.chain == "program");
        torn.rows.iter_mut().for_each(|row| row.position += 3);
        for given in [changed, torn] {
            let refused = main.house.perform(&main.actor("dana"), &TakeBack { given }).unwrap_err();
            assert!(matches!(&refused, Refusal::Refused { reason: "carried_from_elsewhere", .. }), "{refused:?}");
        }
        assert!(main.all::<Attendance>("patient_id = $1", robin).is_empty());
        main.house.perform(&main.actor("dana"), &TakeBack { given }).unwrap();
        assert_eq!(main.all::<Attendance>("patient_id = $1", robin).len(), 1);
    });
}
