//! The marks of a day, read as arrival states and presence.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use jiff::Timestamp;
use uuid::Uuid;
use vocabulary::id::*;

use super::*;
use crate::credit::{ScheduledService, credit_day};
use crate::group_session::GroupSession;

fn at(clock: &str) -> Timestamp {
    format!("2026-03-12T{clock}:00-04:00").parse().unwrap()
}

fn session() -> GroupSession {
    GroupSession {
        id: GroupSessionId(Uuid::from_u128(1)),
        group: None,
        patient: None,
        service_type: ServiceTypeId(Uuid::from_u128(2)),
        name: "Relapse prevention skills".into(),
        track: None,
        day: "2026-03-12".parse().unwrap(),
        starts_at: at("09:00"),
        ends_at: at("12:00"),
        breaks: vec![(at("10:15"), at("10:30"))],
        room: None,
        leaders: vec![],
        curriculum: None,
        cancelled: None,
        moved_from: None,
    }
}

fn day(marks: &[(MarkKind, &str)]) -> Attendance {
    let mark = |(kind, clock): &(MarkKind, &str)| Mark {
        kind: kind.clone(),
        at: at(clock),
        session: None,
        noted_by: StaffId(Uuid::from_u128(3)),
        noted_at: at(clock),
        withdrawn: None,
        slip: None,
        call: None,
    };
    Attendance {
        id: AttendanceId(Uuid::from_u128(4)),
        patient: PatientId(Uuid::from_u128(5)),
        day: "2026-03-12".parse().unwrap(),
        marks: marks.iter().map(mark).collect(),
    }
}

fn state(marks: &[(MarkKind, &str)], now: &str) -> Arrival {
    arrival_in(&session(), Some(&day(marks)), at(now))
}

#[test]
fn every_state_is_read_from_the_marks() {
    use MarkKind::*;
    assert_eq!(arrival_in(&session(), None, at("08:00")), Arrival::Expected);
    assert_eq!(arrival_in(&session(), None, at("09:06")), Arrival::NotHere);
    assert_eq!(state(&[(OnTheWay, "08:50")], "09:10"), Arrival::OnTheWay(at("08:50")));
    assert_eq!(state(&[(Arrived, "08:52")], "09:10"), Arrival::Here(at("08:52")));
    assert_eq!(state(&[(Arrived, "09:05")], "09:10"), Arrival::Here(at("09:05")));
    assert_eq!(state(&[(Arrived, "09:14")], "09:20"), Arrival::Late(at("09:14")));
    assert_eq!(state(&[(ArrivedRemote, "08:59")], "09:20"), Arrival::Remote(at("08:59")));
    assert_eq!(state(&[(Arrived, "08:52"), (Left, "10:40")], "11:00"), Arrival::Left(at("10:40")));
    assert_eq!(state(&[(Excused("court".into()), "08:00")], "09:20"), Arrival::Excused("court".into()));
    assert_eq!(state(&[(Absent(String::new()), "09:30")], "09:40"), Arrival::Absent(String::new()));
    let cancelled = GroupSession { cancelled: Some("storm".into()), ..session() };
    assert_eq!(arrival_in(&cancelled, Some(&day(&[(Arrived, "08:52")])), at("09:10")), Arrival::Cancelled);
}

#[test]
fn somebody_excused_who_comes_after_all_is_here() {
    use MarkKind::*;
    assert_eq!(state(&[(Excused("court".into()), "08:00"), (Arrived, "09:02")], "09:20"), Arrival::Here(at("09:02")));
}

#[test]
fn a_mark_taken_back_no_longer_counts_and_stays_readable() {
    let mut marks = day(&[(MarkKind::Arrived, "08:52")]);
    marks.marks[0].withdrawn = Some((at("08:53"), StaffId(Uuid::from_u128(3))));
    assert_eq!(arrival_in(&session(), Some(&marks), at("08:55")), Arrival::Expected);
    assert_eq!(marks.marks.len(), 1);
}

#[test]
fn op_a02_group_nine_to_twelve_with_a_break_and_arrival_at_nine_twenty_credits_145_minutes() {
    let held = session();
    let service =
        ScheduledService { id: held.id, kind: "group".into(), span: held.span(), breaks: held.break_spans(), is_eligible: true };
    let credit = credit_day(&[service], &day(&[(MarkKind::Arrived, "09:20")]).presence(), at("13:00"));
    assert_eq!(credit.credited_minutes, 145);
    assert_eq!(held.minutes(), 165);
}

#[test]
fn going_out_and_coming_back_makes_two_stretches() {
    use MarkKind::*;
    let presence = day(&[(Arrived, "08:55"), (Left, "10:00"), (Arrived, "10:40")]).presence();
    assert_eq!(presence.len(), 2);
    assert_eq!((presence[0].left, presence[1].left), (Some(at("10:00")), None));
}
