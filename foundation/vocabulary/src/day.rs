//! Days, weeks and wall-clock times in the program's time zone. Instants are UTC; a service belongs to its local day.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan, Unit};

use crate::Minutes;

/// The time zone of the program, and the questions asked of it.
#[derive(Clone, Debug)]
pub struct ProgramZone(TimeZone);

/// Monday to Sunday in the program's zone (OP-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The first day.
    pub monday: Date,
}

/// A text or a local time that cannot be taken as it stands. Each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeProblem {
    /// Not a calendar day in the form year-month-day.
    #[error("write the day as year-month-day with two-digit month and day, like 2026-03-12")]
    NotADay,
    /// Not a time of day.
    #[error("write the time as 9:00, 17:30 or 5:30 pm")]
    NotATime,
    /// No such time zone.
    #[error("`{0}` is not a time zone; use a name like America/New_York")]
    NotAZone(String),
    /// The clocks go forward over this time.
    #[error("{0} does not exist: the clocks go forward then; choose a time after the change")]
    Skipped(DateTime),
    /// The clocks go back: the time happens twice.
    #[error("{0} happens twice: the clocks go back then; say whether the first or the second is meant")]
    Twice(DateTime),
    /// Beyond the calendar.
    #[error("this date is beyond the calendar")]
    OutOfRange,
}

/// Which of two equal wall-clock times is meant when the clocks go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Before the clocks go back.
    First,
    /// After.
    Second,
}

impl ProgramZone {
    /// The zone with an IANA name.
    ///
    /// # Errors
    /// [`TimeProblem::NotAZone`].
    pub fn parse(name: &str) -> Result<Self, TimeProblem> {
        TimeZone::get(name).map(Self).map_err(|_| TimeProblem::NotAZone(name.to_owned()))
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The wall-clock date and time of an instant.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }

    /// The local day an instant belongs to: an evening group stays on its own day although UTC has moved on.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The instant of a wall-clock time.
    ///
    /// # Errors
    /// [`TimeProblem::Skipped`] and [`TimeProblem::Twice`] around the changes of the clock; nothing is silently moved.
    pub fn at(&self, day: Date, time: Time) -> Result<Timestamp, TimeProblem> {
        let local = day.to_datetime(time);
        match self.0.to_ambiguous_zoned(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).map_err(|_| TimeProblem::OutOfRange),
            AmbiguousOffset::Gap { .. } => Err(TimeProblem::Skipped(local)),
            AmbiguousOffset::Fold { .. } => Err(TimeProblem::Twice(local)),
        }
    }

    /// As [`ProgramZone::at`], for a time that happens twice.
    ///
    /// # Errors
    /// [`TimeProblem::Skipped`] when the time does not exist.
    pub fn at_which(&self, day: Date, time: Time, which: Which) -> Result<Timestamp, TimeProblem> {
        let local = day.to_datetime(time);
        let offset = match (self.0.to_ambiguous_zoned(local).offset(), which) {
            (AmbiguousOffset::Unambiguous { offset }, _) => offset,
            (AmbiguousOffset::Fold { before, .. }, Which::First) => before,
            (AmbiguousOffset::Fold { after, .. }, Which::Second) => after,
            (AmbiguousOffset::Gap { .. }, _) => return Err(TimeProblem::Skipped(local)),
        };
        offset.to_timestamp(local).map_err(|_| TimeProblem::OutOfRange)
    }

    /// The first moment of a local day and of the next: its length is 23, 24 or 25 hours.
    ///
    /// # Errors
    /// [`TimeProblem::OutOfRange`] at the ends of the calendar.
    pub fn bounds(&self, day: Date) -> Result<(Timestamp, Timestamp), TimeProblem> {
        let start = |d: Date| d.to_zoned(self.0.clone()).map(|z| z.timestamp()).map_err(|_| TimeProblem::OutOfRange);
        Ok((start(day)?, start(next_day(day))?))
    }

    /// The program week of a local day.
    #[must_use]
    pub fn week(&self, at: Timestamp) -> Week {
        Week::of(self.day(at))
    }

    /// `"9:00 am"`.
    #[must_use]
    pub fn clock_face(&self, at: Timestamp) -> String {
        clock_face(self.local(at).time())
    }

    /// `"9:00"`, as on boards where am and pm are clear from the list.
    #[must_use]
    pub fn clock_short(&self, at: Timestamp) -> String {
        let time = self.local(at).time();
        format!("{}:{:02}", (time.hour() + 11) % 12 + 1, time.minute())
    }
}

/// Minutes since midnight on the wall clock.
#[must_use]
pub fn minute_of_day(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// `"5:30 pm"`.
#[must_use]
pub fn clock_face(time: Time) -> String {
    let half = if time.hour() < 12 { "am" } else { "pm" };
    format!("{}:{:02} {half}", (time.hour() + 11) % 12 + 1, time.minute())
}

impl Week {
    /// The week a day belongs to.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        Self { monday: day.saturating_sub(back.days()) }
    }

    /// Its last day.
    #[must_use]
    pub fn sunday(self) -> Date {
        self.monday.saturating_add(6.days())
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.monday <= day && day <= self.sunday()
    }

    /// The following week.
    #[must_use]
    pub fn next(self) -> Self {
        Self { monday: self.monday.saturating_add(7.days()) }
    }
}

/// The day after.
#[must_use]
pub fn next_day(day: Date) -> Date {
    day.saturating_add(1.day())
}

/// Whole minutes from `start` to `end`, by the real clock: a night over the change of the clock counts as it was lived.
#[must_use]
pub fn minutes_between(start: Timestamp, end: Timestamp) -> Minutes {
    Minutes(start.duration_until(end).as_secs().div_euclid(60).max(0))
}

/// Years of age on a day. Somebody born on 29 February has the birthday on 28 February in common years: the rule of this
/// program, stated because laws differ.
#[must_use]
pub fn age(born: Date, on: Date) -> i64 {
    let years = i64::from(on.year()) - i64::from(born.year());
    let birthday = born.saturating_add(years.years());
    if on < birthday { years - 1 } else { years }
}

/// Reads `2026-03-12`; anything else is asked about, never guessed.
///
/// # Errors
/// [`TimeProblem::NotADay`].
pub fn parse_day(text: &str) -> Result<Date, TimeProblem> {
    let text = text.trim();
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        return Err(TimeProblem::NotADay);
    }
    text.parse().map_err(|_| TimeProblem::NotADay)
}

/// Reads `9:00`, `17:30`, `5:30 pm`, `5:30pm`, `0930`.
///
/// # Errors
/// [`TimeProblem::NotATime`].
pub fn parse_time(text: &str) -> Result<Time, TimeProblem> {
    let lower = text.trim().to_ascii_lowercase().replace(' ', "");
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(d), _) => (d, Some(false)),
        (_, Some(d)) => (d, Some(true)),
        _ => (lower.as_str(), None),
    };
    let (hour, minute) = match digits.split_once(':') {
        Some(pair) => pair,
        None if digits.len() == 4 => digits.split_at_checked(2).ok_or(TimeProblem::NotATime)?,
        None => (digits, "00"),
    };
    if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
        return Err(TimeProblem::NotATime);
    }
    let hour: i8 = hour.parse().map_err(|_| TimeProblem::NotATime)?;
    let minute: i8 = minute.parse().map_err(|_| TimeProblem::NotATime)?;
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return Err(TimeProblem::NotATime),
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        None => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| TimeProblem::NotATime)
}

/// `"Thursday, March 12"`.
#[must_use]
pub fn long_day(day: Date) -> String {
    day.strftime("%A, %B %-d").to_string()
}

/// `"Thu Mar 12"`.
#[must_use]
pub fn short_day(day: Date) -> String {
    day.strftime("%a %b %-d").to_string()
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map(|span| i64::from(span.get_days())).unwrap_or(0)
}

/// The days of a range, both ends included; empty when `to` is before `from`.
pub fn days_from_to(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(1.day()).take_while(move |day| *day <= to)
}

/// The weekday by its English name or three-letter form.
#[must_use]
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    let lower = text.trim().to_ascii_lowercase();
    let all = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    all.into_iter().find(|(name, _)| lower.len() >= 3 && name.starts_with(&lower)).map(|(_, day)| day)
}

#[cfg(test)]
#[path = "day_tests.rs"]
mod tests;
