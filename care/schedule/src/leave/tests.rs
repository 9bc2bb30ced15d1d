//! Overlapping leave: joined where one sentence says both, refused with what stands where none does.
#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;
use uuid::Uuid;

use super::*;

fn leave(id: u128, days: (i8, i8), hours: Option<(i8, i8)>) -> Leave {
    let at = |hour| Time::constant(hour, 0, 0, 0);
    Leave {
        id: LeaveId(Uuid::from_u128(id)),
        staff: StaffId(Uuid::nil()),
        from: date(2026, 3, days.0),
        to: date(2026, 3, days.1),
        hours: hours.map(|(from, until)| (at(from), at(until))),
        kind: LeaveKind::Planned,
        is_taken_back: false,
    }
}

fn stored(all: &[Leave]) -> Vec<Stored<Leave>> {
    let one = |one: &Leave| Stored {
        record: one.clone(),
        version: 1,
        recorded_at: jiff::Timestamp::UNIX_EPOCH,
        recorded_by: ::store::Author::Stepdown,
    };
    all.iter().map(one).collect()
}

/// First and last day, and hours.
type Joined = ((i8, i8), Option<(i8, i8)>);

/// What two leaves become.
fn joined(next: &Leave, standing: &[Leave]) -> Option<Joined> {
    let all = stored(standing);
    let joined = join(next, &all).unwrap()?;
    Some(((joined.from.day(), joined.to.day()), joined.hours.map(|(from, until)| (from.hour(), until.hour()))))
}

#[test]
fn overlapping_days_become_one_leave_and_leave_beside_stays_its_own() {
    assert_eq!(joined(&leave(9, (10, 12), None), &[leave(1, (12, 15), None)]), Some(((10, 15), None)));
    let between = [leave(1, (8, 10), None), leave(2, (12, 15), None)];
    assert_eq!(joined(&leave(9, (10, 12), None), &between), Some(((8, 15), None)), "what lay between joins both");
    assert_eq!(joined(&leave(9, (10, 12), None), &[leave(1, (13, 15), None)]), None);
    assert_eq!(
        joined(&leave(9, (10, 12), None), &[leave(1, (11, 11), Some((9, 12)))]),
        Some(((10, 12), None)),
        "hours in the days"
    );
    let hours = leave(9, (10, 10), Some((11, 14)));
    assert_eq!(joined(&hours, &[leave(1, (10, 10), Some((9, 12)))]), Some(((10, 10), Some((9, 14)))));
    assert_eq!(joined(&hours, &[leave(1, (10, 10), Some((14, 16)))]), None, "one ends when the other begins");
}

#[test]
fn what_one_sentence_cannot_say_names_the_leave_that_stands() {
    let all_day = stored(&[leave(1, (9, 12), None)]);
    assert_eq!(join(&leave(9, (10, 10), Some((9, 12))), &all_day).unwrap_err().from.day(), 9);
    let mornings = stored(&[leave(1, (9, 12), Some((9, 12)))]);
    assert!(join(&leave(9, (12, 13), None), &mornings).is_err(), "mornings that reach beyond the days");
    assert!(join(&leave(9, (10, 11), Some((10, 14))), &mornings).is_err(), "other hours on other days");
}
