//! The program week: days added up against a floor, a ceiling and the next level's threshold (OP-09, OP-A01, OP-A18).
//!
//! Floors and thresholds come in as dated configuration of the level, or as the payer's; nothing here is fixed.

use jiff::civil::{Date, Weekday};

/// Seven days, from the program's first weekday (Monday unless the program says otherwise).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProgramWeek {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

impl ProgramWeek {
    /// The week that holds `day`. At the very ends of the calendar the week is cut short.
    #[must_use]
    pub fn holding(day: Date, first_weekday: Weekday) -> Self {
        let back = i32::from(day.weekday().since(first_weekday));
        let first = day.saturating_sub(jiff::Span::new().days(back));
        Self { first, last: first.saturating_add(jiff::Span::new().days(6)) }
    }

    /// Whether `day` lies in this week.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

/// What a week is measured against: the level's rule, or a payer's. Minutes a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursRule {
    /// Least minutes a week, such as 540 for adults (OP-01).
    pub floor_minutes: i64,
    /// Most minutes a week that are authorized or prescribed, if any.
    pub ceiling_minutes: Option<i64>,
    /// From how many minutes the week meets the next higher level, such as 1200 (OP-03, OP-A18).
    pub next_level_minutes: Option<i64>,
}

/// One day's figures, as `credit_day` gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// The day in the program's time zone.
    pub day: Date,
    /// Minutes booked, each once.
    pub planned_minutes: i64,
    /// Minutes credited so far.
    pub credited_minutes: i64,
    /// Minutes booked that still lie ahead; zero for a past day.
    pub ahead_minutes: i64,
}

/// What is still missing to the floor, and whether what is booked can close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Minutes between what was delivered and the floor.
    pub missing_minutes: i64,
    /// Minutes booked in the rest of the week.
    pub booked_minutes: i64,
    /// Minutes that nothing booked would cover.
    pub short_minutes: i64,
    /// The last day on which the gap can be closed.
    pub by: Date,
}

/// Something about the week that a person should see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFlag {
    /// Even full attendance would stay under the floor.
    PlannedBelowFloor {
        /// Minutes booked in the week.
        planned_minutes: i64,
        /// The floor.
        floor_minutes: i64,
    },
    /// The week is over and fewer minutes than the floor were delivered: a reason is required (OP-A01).
    DeliveredBelowFloor {
        /// Minutes credited in the week.
        delivered_minutes: i64,
        /// The floor.
        floor_minutes: i64,
    },
    /// Delivered and still booked together do not reach the floor any more.
    CannotReachFloor {
        /// Minutes that nothing booked would cover.
        short_minutes: i64,
    },
    /// More is booked than is authorized or prescribed.
    AboveCeiling {
        /// Minutes booked or delivered.
        minutes: i64,
        /// The ceiling.
        ceiling_minutes: i64,
    },
    /// The week meets the high-intensity level: the level of care should be looked at (OP-A18).
    MeetsHigherLevel {
        /// Minutes booked or delivered.
        minutes: i64,
        /// The threshold it reached.
        threshold_minutes: i64,
    },
}

impl HoursFlag {
    /// Whether someone must write down why before the week can be closed.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::DeliveredBelowFloor { .. })
    }
}

/// A week against one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours {
    /// The seven days.
    pub week: ProgramWeek,
    /// Minutes booked in the week, delivered days counted with at least what was delivered.
    pub planned_minutes: i64,
    /// Minutes credited so far.
    pub delivered_minutes: i64,
    /// What is missing; `None` once the floor is reached.
    pub gap: Option<Gap>,
    /// What a person should see, in a fixed order.
    pub flags: Vec<HoursFlag>,
}

/// Adds up the days that lie in `week` and compares them with `rule`, as seen on `today`.
///
/// Days outside the week are ignored; a day given twice counts twice, so give each day once.
#[must_use]
pub fn week_hours(days: &[DayHours], week: ProgramWeek, rule: HoursRule, today: Date) -> WeekHours {
    let days = || days.iter().filter(|hours| week.holds(hours.day));
    let planned_minutes: i64 = days().map(|hours| hours.planned_minutes).sum();
    let delivered_minutes: i64 = days().map(|hours| hours.credited_minutes).sum();
    let booked_minutes: i64 = days().filter(|hours| hours.day >= today).map(|hours| hours.ahead_minutes).sum();
    let is_over = today > week.last;

    let missing_minutes = rule.floor_minutes - delivered_minutes;
    let gap = (missing_minutes > 0).then(|| Gap {
        missing_minutes,
        booked_minutes,
        short_minutes: (missing_minutes - booked_minutes).max(0),
        by: week.last,
    });
    let flags = flags(planned_minutes, delivered_minutes, gap, rule, is_over);
    WeekHours { week, planned_minutes, delivered_minutes, gap, flags }
}

fn flags(planned: i64, delivered: i64, gap: Option<Gap>, rule: HoursRule, is_over: bool) -> Vec<HoursFlag> {
    let floor_minutes = rule.floor_minutes;
    let most = planned.max(delivered);
    let mut flags = Vec::new();
    if planned < floor_minutes {
        flags.push(HoursFlag::PlannedBelowFloor { planned_minutes: planned, floor_minutes });
    }
    match gap {
        Some(_) if is_over => {
            flags.push(HoursFlag::DeliveredBelowFloor { delivered_minutes: delivered, floor_minutes });
        }
        Some(Gap { short_minutes, .. }) if short_minutes > 0 => {
            flags.push(HoursFlag::CannotReachFloor { short_minutes });
        }
        _ => {}
    }
    if let Some(ceiling_minutes) = rule.ceiling_minutes.filter(|ceiling| most > *ceiling) {
        flags.push(HoursFlag::AboveCeiling { minutes: most, ceiling_minutes });
    }
    if let Some(threshold_minutes) = rule.next_level_minutes.filter(|threshold| most >= *threshold) {
        flags.push(HoursFlag::MeetsHigherLevel { minutes: most, threshold_minutes });
    }
    flags
}
