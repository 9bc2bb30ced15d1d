//! What hours leave free, and which of them hold.
#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;
use uuid::Uuid;

use super::*;

fn at(hour: i8) -> Time {
    Time::constant(hour, 0, 0, 0)
}

fn hours(from: Date, week: &[(i8, i8, i8, WorkKind)]) -> StaffHours {
    let time = |(weekday, start, end, what): &(i8, i8, i8, WorkKind)| WorkTime {
        weekday: *weekday,
        start: at(*start),
        end: at(*end),
        what: *what,
    };
    let (id, staff) = (StaffHoursId(Uuid::nil()), StaffId(Uuid::nil()));
    StaffHours { id, staff, from, week: week.iter().map(time).collect() }
}

#[test]
fn somebody_leads_inside_their_hours_also_across_two_that_touch_and_not_in_supervision() {
    use WorkKind::{Supervision, Work};
    let week = hours(date(2026, 3, 2), &[(1, 12, 18, Work), (1, 8, 12, Work), (1, 14, 15, Supervision)]);
    assert!(week.leaves_free(1, at(11), at(13)), "two hours that touch are one");
    assert!(!week.leaves_free(1, at(14), at(16)), "supervision");
    assert!(!week.leaves_free(1, at(17), at(19)), "beyond the end");
    assert!(!week.leaves_free(2, at(9), at(10)), "another day");
}

#[test]
fn s_11_hours_that_hold_later_leave_the_days_before_as_they_were() {
    let all = [hours(date(2026, 3, 2), &[]), hours(date(2026, 3, 16), &[(1, 8, 12, WorkKind::Work)])];
    let who = StaffId(Uuid::nil());
    assert_eq!(holding(&all, who, date(2026, 3, 1)), None);
    assert_eq!(holding(&all, who, date(2026, 3, 15)).unwrap().week.len(), 0);
    assert_eq!(holding(&all, who, date(2026, 3, 16)).unwrap().week.len(), 1);
}
