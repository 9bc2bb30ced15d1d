//! Somebody's week in minutes that count, by the code that credits hours: every minute once, nothing for a service that does not count.

use std::collections::HashMap;

use access::{Context, Refusal};
use episode::Stay;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use schedule::credit::{DayHours, HoursRule, ProgramWeek, ScheduledService, credit_day, week_hours};
use schedule::group_session::GroupSession;
use schedule::program::{ServiceType, all_programs};
use vocabulary::Week;
use vocabulary::day::days_from_to;
use vocabulary::id::ServiceTypeId;

use super::HoursOfWeek;

/// What a week is planned to hold on each day, from Monday: planned minutes, and those still ahead.
pub(super) fn planned(
    sessions: &[&GroupSession],
    services: &HashMap<ServiceTypeId, ServiceType>,
    week: Week,
    now: Timestamp,
) -> [(i64, i64); 7] {
    let of_day = |day: Date, is_ahead: bool| {
        let held = sessions.iter().filter(|one| one.day == day && one.cancelled.is_none() && (!is_ahead || one.ends_at > now));
        let scheduled: Vec<ScheduledService<()>> = held
            .map(|one| ScheduledService {
                id: (),
                kind: String::new(),
                span: one.span(),
                breaks: one.break_spans(),
                is_eligible: services.get(&one.service_type).is_some_and(|service| service.counts_toward_hours),
            })
            .collect();
        if scheduled.is_empty() { 0 } else { credit_day(&scheduled, &[], now).planned_minutes }
    };
    let mut days = [(0, 0); 7];
    for (at, day) in days.iter_mut().zip(days_from_to(week.monday, week.sunday())) {
        *at = (of_day(day, false), of_day(day, true));
    }
    days
}

/// The week against the rule of a stay.
pub(super) fn against(
    stay: &Stay,
    next_level: &HashMap<String, i64>,
    days: &[(i64, i64); 7],
    credited_minutes: i64,
    (week, today): (Week, Date),
) -> HoursOfWeek {
    let next_level_minutes = next_level.get(&stay.level).copied();
    let floor_minutes = stay.weekly_floor_minutes.0;
    let ceiling = stay.weekly_ceiling_minutes.map(|most| most.0);
    let rule = HoursRule { floor_minutes, ceiling_minutes: ceiling, next_level_minutes };
    let all: Vec<DayHours> = days_from_to(week.monday, week.sunday())
        .zip(days)
        .enumerate()
        .map(|(at, (day, (planned_minutes, ahead_minutes)))| DayHours {
            day,
            planned_minutes: *planned_minutes,
            // what was credited is known for the week; it stands on its first day
            credited_minutes: if at == 0 { credited_minutes } else { 0 },
            ahead_minutes: *ahead_minutes,
        })
        .collect();
    let program_week = ProgramWeek::holding(week.monday, Weekday::Monday);
    HoursOfWeek { week: week_hours(&all, program_week, rule, today), floor_minutes, ceiling_minutes: ceiling, next_level_minutes }
}

/// From how many minutes a week meets the level above each level (OP-A18).
pub(super) fn next_levels(cx: &Context<'_>) -> Result<HashMap<String, i64>, Refusal> {
    let programs = all_programs(cx.tx)?;
    let levels = programs.iter().flat_map(|program| &program.levels);
    Ok(levels.filter_map(|level| Some((level.level.clone(), level.next_level_minutes?.0))).collect())
}
