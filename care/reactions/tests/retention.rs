//! How long a record is kept after care, as the law of the state or the program's own file says; nothing is destroyed, and a legal hold wins.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Role};
use episode::episode::CloseEpisode;
use privacy::legal_hold::PlaceLegalHold;
use privacy::retention::Kept;
use reactions::retention::{RecordsOverTime, RetentionOf};
use schedule::program::{ImportProgram, ProgramFile};
use support::{Desk, day, on_both_engines};
use vocabulary::id::PatientId;

fn officer(desk: &Desk) -> Actor {
    Actor { roles: vec![Role::ComplianceOfficer], ..desk.actor("dana") }
}

fn until(desk: &Desk, patient: PatientId) -> Option<String> {
    match &desk.house.ask(&desk.actor("jo"), &RetentionOf { patient }).unwrap().kept {
        Kept::Until { until, .. } => Some(until.to_string()),
        _ => None,
    }
}

fn listed(desk: &Desk) -> Vec<(PatientId, bool)> {
    let seen = desk.house.ask(&officer(desk), &RecordsOverTime).unwrap();
    seen.records.iter().map(|one| (one.patient, one.is_held)).collect()
}

/// Robin, whose care ended on March 11, 2026.
fn left(desk: &Desk) -> PatientId {
    let robin = desk.admit("Robin", "Silva");
    desk.at("2026-03-12 09:00");
    let close = CloseEpisode { patient: robin, on: day("2026-03-11"), how: "Finished as planned".into() };
    desk.house.perform(&desk.actor("jo"), &close).unwrap();
    robin
}

#[test]
fn ma_20_a_record_is_kept_twenty_years_after_discharge_and_is_listed_the_day_after_and_not_deleted() {
    on_both_engines(|desk| {
        let stays = desk.admit("Lee", "Okafor");
        let robin = left(desk);
        assert_eq!((until(desk, robin).as_deref(), until(desk, stays)), (Some("2046-03-11"), None));
        desk.at("2046-03-11 09:00");
        assert_eq!(listed(desk), []);
        desk.at("2046-03-12 09:00");
        assert_eq!(listed(desk), [(robin, false)], "whoever is still in care is on no such list");
        // It is a list: the record is there, whole.
        let one = desk.house.ask(&desk.actor("jo"), &reactions::chart::OpenChart { patient: robin }).unwrap();
        assert_eq!(one.patient.id, robin);
        assert!(matches!(desk.house.ask(&desk.actor("jo"), &RecordsOverTime), Err(Refusal::NotFound | Refusal::Refused { .. })));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_19_a_legal_hold_keeps_a_record_whatever_the_time() {
    on_both_engines(|desk| {
        let robin = left(desk);
        let hold = PlaceLegalHold { patient: robin, from: Some(day("2026-03-12")), reason: "Suit 26-114".into() };
        desk.house.perform(&officer(desk), &hold).unwrap();
        desk.at("2046-03-12 09:00");
        assert_eq!(listed(desk), [(robin, true)]);
        let seen = desk.house.ask(&desk.actor("jo"), &RetentionOf { patient: robin }).unwrap();
        assert!(seen.kept.is_over(day("2046-03-12")) && seen.is_held && !seen.is_over);
    });
}

#[test]
fn ma_20_the_programs_own_file_says_it_otherwise_from_a_day_on() {
    on_both_engines(|desk| {
        let robin = left(desk);
        let own = "[[program.retention]]\nvalid_from = \"2020-01-01\"\nyears = 25\nsource = \"Letter of counsel, May 4\"\n[[program.level]]";
        let text = include_str!("../testdata/program.toml").replacen("[[program.level]]", own, 1);
        let file = ProgramFile::parse(&text).unwrap();
        desk.house.perform(&desk.actor("dana"), &ImportProgram { file }).unwrap();
        assert_eq!(until(desk, robin).as_deref(), Some("2051-03-11"));
        let seen = desk.house.ask(&officer(desk), &RecordsOverTime).unwrap();
        assert_eq!(
            seen.rules.iter().map(|rule| (rule.years, rule.source.as_str())).collect::<Vec<_>>(),
            [(25, "Letter of counsel, May 4")]
        );
    });
}
