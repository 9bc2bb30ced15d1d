//! Visits and the hours of their reminders.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use jiff::civil::date;
use uuid::Uuid;
use vocabulary::ProgramZone;
use vocabulary::id::ServiceTypeId;

use super::*;
use crate::group_session::GroupSession;

fn zone() -> ProgramZone {
    ProgramZone::parse("America/New_York").unwrap()
}

fn session(id: u128, day: &str, from: &str, to: &str) -> GroupSession {
    let at = |clock: &str| zone().at(day.parse().unwrap(), clock.parse().unwrap()).unwrap();
    GroupSession {
        id: GroupSessionId(Uuid::from_u128(id)),
        group: None,
        patient: None,
        service_type: ServiceTypeId(Uuid::from_u128(9)),
        name: "Skills".into(),
        track: None,
        day: day.parse().unwrap(),
        starts_at: at(from),
        ends_at: at(to),
        breaks: vec![],
        room: None,
        leaders: vec![],
        curriculum: None,
        cancelled: None,
        moved_from: None,
    }
}

fn settings() -> &'static settings::Settings {
    settings::on(date(2026, 3, 12)).unwrap()
}

#[test]
fn two_sessions_that_are_near_are_one_visit_and_one_reminder() {
    let near = [session(2, "2026-03-12", "10:30", "12:00"), session(1, "2026-03-12", "09:00", "10:15")];
    let all = visits(near.iter(), settings());
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].starts_at, near[1].starts_at, "the one that begins first says the time");

    let far = [session(1, "2026-03-12", "09:00", "10:15"), session(2, "2026-03-12", "18:00", "19:00")];
    assert_eq!(visits(far.iter(), settings()).len(), 2);
}

#[test]
fn what_is_cancelled_is_no_part_of_a_visit() {
    let cancelled = GroupSession { cancelled: Some("storm".into()), ..session(1, "2026-03-12", "09:00", "10:15") };
    let held = session(2, "2026-03-12", "10:30", "12:00");
    let all = visits([&cancelled, &held], settings());
    assert_eq!((all.len(), all[0].starts_at), (1, held.starts_at));
}

#[test]
fn reminders_keep_the_programs_clock_over_the_night_in_which_it_is_changed() {
    // On 8 March 2026 the clock of New York goes from 2:00 to 3:00.
    let visit = &visits([&session(1, "2026-03-08", "10:00", "12:00")], settings())[0];
    let local = |lead| zone().local(due(lead, visit, &zone(), settings()).unwrap()).to_string();
    assert_eq!(local(Lead::DayBefore), "2026-03-07T17:00:00");
    assert_eq!(local(Lead::SameDay), "2026-03-08T08:00:00");
}

#[test]
fn only_what_asks_for_something_waits_for_somebody() {
    let response = |answer, handled| AppointmentResponse {
        id: AppointmentResponseId(Uuid::from_u128(1)),
        patient: PatientId(Uuid::from_u128(2)),
        day: date(2026, 3, 12),
        starts_at: Timestamp::UNIX_EPOCH,
        sessions: vec![],
        answer,
        via: Via::Text,
        at: Timestamp::UNIX_EPOCH,
        handled,
    };
    let done = Some((Timestamp::UNIX_EPOCH, StaffId(Uuid::from_u128(3)), "moved".to_owned()));
    let open = [Answer::Accepted, Answer::Declined, Answer::Tentative].map(|answer| response(answer, None).is_open());
    assert_eq!(open, [false, true, true]);
    assert!(!response(Answer::Declined, done).is_open());
}
