//! By when somebody is called back: an hour that can be kept, said before it is asked (ux 2.1).

use intake::inquiry::ReachBy;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use crate::content::Calls;

/// Times are said in quarters of an hour.
const STEP_MINUTES: i64 = 15;

/// When.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Promise {
    pub(super) day: Date,
    /// Not before.
    pub(super) from: Option<Time>,
    /// Not after.
    pub(super) by: Time,
}

/// The promise to somebody who asks now.
pub(super) fn promise(now: DateTime, calls: &Calls, reach_by: ReachBy) -> Promise {
    let today = now.date();
    let is_late = reach_by == ReachBy::CallLate;
    let opens = if is_late { calls.late_from } else { calls.opens };
    if is_open(calls, today) {
        let begins = now.time().max(opens);
        if let Some(by) = within(begins, calls) {
            let waits = is_late && now.time() < opens;
            return Promise { day: today, from: waits.then_some(opens), by: if is_late { calls.closes } else { by } };
        }
    }
    let day = next_open(calls, today);
    let by = if is_late { calls.closes } else { within(opens, calls).unwrap_or(calls.closes) };
    Promise { day, from: is_late.then_some(opens), by }
}

fn is_open(calls: &Calls, day: Date) -> bool {
    calls.days.contains(&day.weekday())
}

/// The first day after this one on which somebody answers. There is one a week at least.
fn next_open(calls: &Calls, today: Date) -> Date {
    let days = (1..=7).map(|ahead: i64| today.saturating_add(ahead.days()));
    days.into_iter().find(|day| is_open(calls, *day)).unwrap_or(today)
}

/// The end of the time we take, in whole quarters; nothing when we close before.
fn within(from: Time, calls: &Calls) -> Option<Time> {
    let minutes = i64::from(from.hour()) * 60 + i64::from(from.minute()) + i64::from(from.second() > 0) + calls.within_minutes;
    let whole = minutes.div_euclid(STEP_MINUTES) + i64::from(minutes % STEP_MINUTES > 0);
    let (hour, minute) = (whole * STEP_MINUTES / 60, whole * STEP_MINUTES % 60);
    let by = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    (by <= calls.closes).then_some(by)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date, time};

    use super::*;

    fn calls() -> Calls {
        Calls {
            days: vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday],
            opens: time(8, 30, 0, 0),
            closes: time(18, 0, 0, 0),
            within_minutes: 60,
            late_from: time(16, 0, 0, 0),
        }
    }

    #[test]
    fn a_request_is_answered_within_the_hour_or_first_thing_on_the_next_open_day() {
        // Thursday, March 12, 2026
        let on = |day: i8, hour: i8, minute: i8| date(2026, 3, day).at(hour, minute, 0, 0);
        let by = |now: DateTime, reach_by: ReachBy| {
            let told = promise(now, &calls(), reach_by);
            (told.day.day(), told.from.map(|from| from.hour()), (told.by.hour(), told.by.minute()))
        };
        for (now, reach_by, expected) in [
            (on(12, 23, 4), ReachBy::CallOnly, (13, None, (9, 30))),
            (on(12, 9, 7), ReachBy::CallAndMessage, (12, None, (10, 15))),
            (on(12, 6, 0), ReachBy::Text, (12, None, (9, 30))),
            (on(12, 17, 0), ReachBy::CallOnly, (12, None, (18, 0))),
            (on(12, 17, 1), ReachBy::CallOnly, (13, None, (9, 30))),
            (on(13, 23, 0), ReachBy::CallOnly, (16, None, (9, 30))),
            (on(14, 12, 0), ReachBy::CallLate, (16, Some(16), (18, 0))),
            (on(12, 9, 0), ReachBy::CallLate, (12, Some(16), (18, 0))),
            (on(12, 16, 30), ReachBy::CallLate, (12, None, (18, 0))),
            (on(12, 17, 30), ReachBy::CallLate, (13, Some(16), (18, 0))),
        ] {
            assert_eq!(by(now, reach_by), expected, "{now} {reach_by:?}");
        }
    }
}
