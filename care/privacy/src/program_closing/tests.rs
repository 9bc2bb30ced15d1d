//! The closing of a program: begun once, corrected, sealed, taken back; and what stands on the archive; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Refusal, Role};
use jiff::Timestamp;
use jiff::civil::Date;

use super::*;
use crate::desk::{Desk, OFFICER, code, fields};

fn said() -> BeginClosing {
    BeginClosing {
        program: "Harbor Day Treatment".into(),
        ends_on: Some(Date::constant(2026, 6, 30)),
        new_holder: "Bayside Recovery, Inc.".into(),
        responsible: "Dana Roy, (508) 555-0100".into(),
        kept_by: "M.G.L. c.111 section 70".into(),
    }
}

fn archive() -> SealedArchive {
    SealedArchive {
        file: "harbor.age".into(),
        sha256: "ab".repeat(32),
        sealed_at: Timestamp::UNIX_EPOCH,
        opened_by: "age1qqq".into(),
        keep_until: Some(Date::constant(2046, 6, 30)),
    }
}

#[test]
fn p2_19_a_closing_is_begun_once_by_whoever_answers_for_the_records() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let nothing = desk.perform(OFFICER, &BeginClosing::default());
        assert_eq!(fields(nothing), ["program", "ends_on", "responsible", "kept_by"]);
        let closing = desk.perform(OFFICER, &said()).unwrap().output;
        assert_eq!(desk.perform(OFFICER, &said()).unwrap().output, closing, "sent twice is one");
        let other = BeginClosing { new_holder: String::new(), ..said() };
        assert_eq!(code(desk.perform(Role::ClinicalDirector, &other)), "closing_under_way");
        for role in [Role::Clinician, Role::Biller, Role::FrontDesk, Role::Installer] {
            assert!(desk.perform(role, &said()).is_err(), "{role}");
        }
        let correct = CorrectClosing { closing, version: 1, said: other };
        desk.perform(Role::ClinicalDirector, &correct).unwrap();
        assert!(desk.perform(OFFICER, &correct).unwrap().facts.is_empty(), "twice is once");
        let late = CorrectClosing { said: said(), ..correct };
        assert_eq!(desk.perform(OFFICER, &late).unwrap_err(), Refusal::Conflict);
    });
}

#[test]
fn p2_19_an_archive_is_written_down_and_a_closing_that_was_taken_back_takes_nothing_more() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let closing = desk.perform(OFFICER, &said()).unwrap().output;
        let sealed = NoteSealedArchive { closing, archive: archive() };
        desk.perform(OFFICER, &sealed).unwrap();
        assert!(desk.perform(OFFICER, &sealed).unwrap().facts.is_empty());
        assert_eq!(fields(desk.perform(OFFICER, &TakeBackClosing { closing, reason: " ".into() })), ["reason"]);
        let back = TakeBackClosing { closing, reason: "The buyer came back.".into() };
        desk.perform(OFFICER, &back).unwrap();
        assert!(desk.perform(OFFICER, &back).unwrap().facts.is_empty());
        let other = NoteSealedArchive { archive: SealedArchive { file: "other.age".into(), ..archive() }, closing };
        assert_eq!(code(desk.perform(OFFICER, &other)), "closing_over");
        let again = desk.perform(OFFICER, &said()).unwrap().output;
        assert_ne!(again, closing, "it may be begun anew");
    });
}

#[test]
fn p2_19_the_label_names_program_law_date_and_who_answers_and_nobody_in_care() {
    let closing = ProgramClosing {
        id: ProgramClosingId(uuid::Uuid::from_u128(1)),
        program: "Harbor Day Treatment".into(),
        ends_on: Date::constant(2026, 6, 30),
        new_holder: None,
        responsible: "Dana Roy, (508) 555-0100".into(),
        kept_by: "M.G.L. c.111 section 70".into(),
        archive: Some(archive()),
        outcome: None,
    };
    let lines = label(&closing, Some(Date::constant(2046, 6, 30)));
    assert_eq!(
        lines[0],
        "Records of Harbor Day Treatment required to be maintained under M.G.L. c.111 section 70 until a date not later than June 30, 2046."
    );
    let all = lines.join("\n");
    assert!(all.contains("except as 42 CFR Part 2 permits") && all.contains("Responsible: Dana Roy"));
    assert!(all.contains("destroyed on or after July 1, 2046, unless a legal hold stands then"), "{all}");
    assert!(all.contains("harbor.age") && all.contains("kept apart"));
    let unknown = label(&closing, None).join("\n");
    assert!(unknown.contains("not known for all") && unknown.contains("decided with counsel"), "{unknown}");
}
