//! What is heard of calls as minutes: once, inside the session, whatever is told how often and in which order.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::id::{AttendanceId, ServiceTypeId, StaffId};

use super::listen::{close_lost, hear};
use super::minutes::noted;
use super::*;
use crate::attendance::{Attendance, CallMark, Mark, MarkKind};
use crate::credit::{ScheduledService, credit_day};
use crate::group_session::GroupSession;

/// A clock of 12 March 2026, as the program's wall shows it.
fn at(clock: &str) -> Timestamp {
    format!("2026-03-12T{clock}:00-04:00").parse().unwrap()
}

/// Group 9:00–12:00 with a break of 15 minutes.
fn session() -> GroupSession {
    GroupSession {
        id: GroupSessionId(Uuid::from_u128(1)),
        group: None,
        patient: None,
        service_type: ServiceTypeId(Uuid::from_u128(1)),
        name: "Group".into(),
        track: None,
        day: date(2026, 3, 12),
        starts_at: at("09:00"),
        ends_at: at("12:00"),
        breaks: vec![(at("10:30"), at("10:45"))],
        room: None,
        leaders: vec![],
        curriculum: None,
        cancelled: None,
        moved_from: None,
    }
}

fn call(number: u128) -> VideoCall {
    VideoCall {
        id: VideoCallId(Uuid::from_u128(number)),
        patient: PatientId(Uuid::from_u128(5)),
        session: session().id,
        day: session().day,
        shown_as: "J.".into(),
        town: "Worcester".into(),
        state: "MA".into(),
        is_at_home: None,
        asked_at: at("08:50"),
        stretches: vec![],
    }
}

fn day(calls: &[&VideoCall]) -> Attendance {
    let marks = noted(&session(), calls).into_iter().map(|one| Mark {
        kind: one.kind,
        at: one.at,
        session: Some(session().id),
        noted_by: StaffId(Uuid::from_u128(3)),
        noted_at: one.at,
        withdrawn: None,
        slip: None,
        call: Some(CallMark { call: one.call.id, place: one.call.place() }),
    });
    Attendance { id: AttendanceId(Uuid::from_u128(4)), patient: call(1).patient, day: session().day, marks: marks.collect() }
}

fn credited(calls: &[&VideoCall], as_of: Timestamp) -> i64 {
    let one = session();
    let next = GroupSession {
        id: GroupSessionId(Uuid::from_u128(2)),
        starts_at: at("12:00"),
        ends_at: at("13:00"),
        breaks: vec![],
        ..session()
    };
    let service = |session: &GroupSession| ScheduledService {
        id: session.id,
        kind: "group".into(),
        span: session.span(),
        breaks: session.break_spans(),
        is_eligible: true,
    };
    let credit = credit_day(&[service(&one), service(&next)], &day(calls).presence(), as_of);
    assert_eq!(credit.services[1].credited_minutes, 0, "a call counts for its own session alone");
    assert_eq!(credit.services[0].remote_minutes, credit.services[0].attended_minutes);
    credit.credited_minutes
}

#[test]
fn op_a02_who_joins_at_9_20_by_video_and_stays_is_credited_145_minutes() {
    let mut one = call(1);
    hear(&mut one, "a", Heard::Joined(at("09:20")), at("09:20"));
    hear(&mut one, "a", Heard::Left(None, at("12:05")), at("12:05"));
    assert_eq!(credited(&[&one], at("13:00")), 145);
}

#[test]
fn op_09_joining_early_is_credited_from_the_start_and_what_is_told_twice_happens_once() {
    let mut one = call(1);
    for _ in 0..3 {
        hear(&mut one, "a", Heard::Joined(at("08:50")), at("08:51"));
    }
    for _ in 0..3 {
        hear(&mut one, "a", Heard::Left(Some(at("08:50")), at("09:30")), at("09:31"));
    }
    assert_eq!(one.stretches.len(), 1);
    assert_eq!(credited(&[&one], at("13:00")), 30);
}

#[test]
fn op_09_on_two_devices_a_minute_is_there_once() {
    let (mut phone, mut tablet) = (call(1), call(2));
    hear(&mut phone, "a", Heard::Joined(at("09:00")), at("09:00"));
    hear(&mut tablet, "b", Heard::Joined(at("09:10")), at("09:10"));
    hear(&mut phone, "a", Heard::Left(None, at("09:20")), at("09:20"));
    hear(&mut tablet, "b", Heard::Left(None, at("09:40")), at("09:40"));
    assert_eq!(noted(&session(), &[&phone, &tablet]).len(), 2, "one arrival, one leaving");
    assert_eq!(credited(&[&phone, &tablet], at("13:00")), 40);
}

#[test]
fn op_09_a_leaving_that_comes_before_its_joining_or_without_it_is_understood() {
    let mut one = call(1);
    hear(&mut one, "a", Heard::Left(Some(at("09:00")), at("09:45")), at("09:45"));
    hear(&mut one, "a", Heard::Joined(at("09:00")), at("09:46"));
    assert_eq!(one.stretches.len(), 1);
    assert_eq!(credited(&[&one], at("13:00")), 45);
}

#[test]
fn op_09_who_never_leaves_is_closed_with_the_session_and_a_broken_line_with_the_last_that_was_heard() {
    let mut silent = call(1);
    hear(&mut silent, "a", Heard::Joined(at("09:00")), at("09:00"));
    close_lost(&mut silent, session().ends_at, at("11:59"));
    assert!(silent.is_open(), "a server that says nothing in between is believed until the session ends");
    close_lost(&mut silent, session().ends_at, at("12:10"));
    assert_eq!(credited(&[&silent], at("13:00")), 165);

    let mut broken = call(2);
    hear(&mut broken, "b", Heard::Joined(at("09:00")), at("09:00"));
    hear(&mut broken, "b", Heard::StillThere, at("09:12"));
    close_lost(&mut broken, session().ends_at, at("09:20"));
    assert_eq!(credited(&[&broken], at("13:00")), 12);
    assert!(broken.stretches[0].was_lost);

    // The phone only slept: from its next word on the minutes count again, and what lay between does not
    hear(&mut broken, "b", Heard::StillThere, at("09:30"));
    hear(&mut broken, "b", Heard::Left(None, at("09:40")), at("09:40"));
    assert_eq!(credited(&[&broken], at("13:00")), 22);
}

#[test]
fn op_09_the_end_of_a_call_ends_no_presence_in_the_building() {
    let mut one = call(1);
    hear(&mut one, "a", Heard::Joined(at("09:00")), at("09:00"));
    hear(&mut one, "a", Heard::Left(None, at("10:00")), at("10:00"));
    let mut attendance = day(&[&one]);
    let mut came = attendance.marks[0].clone();
    (came.kind, came.at, came.session, came.call) = (MarkKind::Arrived, at("09:30"), None, None);
    attendance.marks.push(came);
    let presence = attendance.presence();
    assert_eq!(presence.len(), 2);
    assert_eq!(presence[0].left, Some(at("09:30")));
    assert_eq!(presence[1].left, None, "they are in the building until somebody says that they left");
}

proptest! {
    /// Whatever is heard in whatever order and however often: no minute twice, never more than the session, never outside it.
    #[test]
    fn op_09_minutes_are_credited_once_and_never_more_than_the_session(
        heard in prop::collection::vec((0_usize..3, 0_u8..3, 480_i64..780, 0_i64..60), 0..30)
    ) {
        let mut calls = [call(1), call(2), call(3)];
        let minute = |minutes: i64| at("00:00") + SignedDuration::from_mins(minutes);
        for (which, what, minutes, more) in &heard {
            let occupant = format!("o{}", minutes % 4);
            let word = match what {
                0 => Heard::Joined(minute(*minutes)),
                1 => Heard::Left(Some(minute(*minutes)), minute(minutes + more)),
                _ => Heard::StillThere,
            };
            let repeat = usize::try_from(more % 2).unwrap() + 1;
            for _ in 0..repeat { hear(&mut calls[*which], &occupant, word, minute(minutes + more)); }
        }
        for call in &mut calls { close_lost(call, session().ends_at, at("13:00")); }
        prop_assert!(calls.iter().all(|call| !call.is_open()));
        let all: Vec<&VideoCall> = calls.iter().collect();
        let mut there = std::collections::BTreeSet::new();
        for stretch in all.iter().flat_map(|call| &call.stretches) {
            let (from, to) = (stretch.joined.as_second() / 60, stretch.left.unwrap().as_second() / 60);
            there.extend(from..to);
        }
        let inside = |clock: &str| at(clock).as_second() / 60;
        let wanted = there.iter().filter(|m| {
            (inside("09:00")..inside("12:00")).contains(m) && !(inside("10:30")..inside("10:45")).contains(m)
        }).count();
        let minutes = credited(&all, at("14:00"));
        prop_assert_eq!(minutes, i64::try_from(wanted).unwrap());
        prop_assert!(minutes <= session().minutes());
    }
}
