//! The appointments of a person in a week: the counselor every week (now and then with the family), case management and the
//! prescriber every other week, a drug test every fourth,
//! each on another of the person's days and around the groups, so that neither person nor staff is in two places at once.

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use vocabulary::Week;

use super::cast::Member;
use super::event::Appointment;
use super::groups::Cohort;
use super::story::Story;
use super::{Setting, later};

const fn at(hour: i8, minute: i8) -> Time {
    Time::constant(hour, minute, 0, 0)
}

/// The counselor's half hours beside the day groups and the evening groups; on Wednesdays the peer group comes first.
const DAY: [Time; 4] = [at(8, 30), at(12, 15), at(12, 45), at(13, 15)];
const DAY_WEDNESDAY: [Time; 4] = [at(12, 15), at(12, 45), at(13, 15), at(13, 45)];
const EVENING: [Time; 4] = [at(17, 0), at(16, 30), at(16, 0), at(15, 30)];
const EVENING_WEDNESDAY: [Time; 4] = [at(20, 45), at(16, 0), at(15, 30), at(15, 0)];

/// The last day before today on which a cohort met.
pub(super) fn last_day_before(setting: &Setting, cohort: &Cohort) -> Date {
    let mut day = setting.today.saturating_sub(1.day());
    while !cohort.meets(day) && day > setting.first_monday {
        day = day.saturating_sub(1.day());
    }
    day
}

/// What somebody is booked for in the week of a day, beside the groups.
pub(super) fn appointments(setting: &Setting, member: &Member, day: Date) -> Vec<Appointment> {
    let Some(cohort) = setting.cohorts.get(member.cohort) else { return Vec::new() };
    let week = Week::of(day);
    let number = vocabulary::day::days_between(setting.first_monday, week.monday) / 7;
    let turn = i64::try_from(member.cohort).unwrap_or(0) + number;
    let mut all = vec![individual(member, cohort, week)];
    all.push(short(member, cohort, week, 2, 20).filter(|_| turn % 2 == 0));
    let visits = short(member, cohort, week, 1, 15).filter(|_| turn % 2 != 0 && member.person.is_on_medication);
    all.push(visits);
    all.push(test(member, cohort, week, number));
    let is_held = |day: Date| member.story == Some(Story::HeldDay) && day == last_day_before(setting, cohort);
    all.into_iter().flatten().filter(|a| member.is_there_on(a.day) && !is_held(a.day)).collect()
}

/// The person's days in turn: which of the cohort's weekdays, so many after the counselor's.
fn day_of(member: &Member, cohort: &Cohort, week: Week, turn: usize) -> Option<Date> {
    let weekday = cohort.weekdays.get((member.place + turn) % cohort.weekdays.len().max(1))?;
    Some(week.monday.saturating_add((i64::from(*weekday) - 1).days()))
}

fn individual(member: &Member, cohort: &Cohort, week: Week) -> Option<Appointment> {
    let day = day_of(member, cohort, week, 0)?;
    let is_wednesday = day.weekday() == jiff::civil::Weekday::Wednesday;
    let slots = match (cohort.is_evening(), is_wednesday) {
        (false, false) => DAY,
        (false, true) => DAY_WEDNESDAY,
        (true, false) => EVENING,
        (true, true) => EVENING_WEDNESDAY,
    };
    let start = slots.get(member.place / 3).copied()?;
    let is_family = member.place.is_multiple_of(3) && member.week(day) % 4 == 2;
    Some(Appointment {
        person: member.person.number,
        service_type: if is_family { "family" } else { "individual" }.to_owned(),
        staff: cohort.counselor.clone(),
        room: cohort.office.clone(),
        day,
        start,
        end: later(start, 30),
    })
}

/// A drug test of one person of the cohort in the break of each day, five minutes, in turn.
fn test(member: &Member, cohort: &Cohort, week: Week, number: i64) -> Option<Appointment> {
    let turn = usize::try_from(number).ok()? * 3;
    let at_break = if cohort.is_evening() { at(19, 0) } else { at(10, 30) };
    let start = later(at_break, i64::try_from(member.cohort % 5 % 3).ok()? * 5);
    let is_turn = |which: &usize| (turn + which) % 12 == member.place;
    let weekday = (0..3).find(is_turn).and_then(|which| cohort.weekdays.get(which).copied())?;
    Some(Appointment {
        person: member.person.number,
        service_type: "drug_test".to_owned(),
        staff: cohort.here("chea"),
        room: cohort.here("exam_room"),
        day: week.monday.saturating_add((i64::from(weekday) - 1).days()),
        start,
        end: later(start, 5),
    })
}

/// Case management (20 minutes) or a medication visit (15): one after another from a quarter past the last group, or before
/// the first in the evening. Cohorts of the same days take turns by the week; the third cohort leaves its Thursdays free.
fn short(member: &Member, cohort: &Cohort, week: Week, turn: usize, minutes: i64) -> Option<Appointment> {
    let day = day_of(member, cohort, week, turn)?;
    let is_shared = cohort.meets(week.monday.saturating_add(4.days())) && day.weekday() == jiff::civil::Weekday::Thursday;
    if is_shared {
        return None;
    }
    let base = if cohort.is_evening() { at(15, 30) } else { at(12, 20) };
    let start = later(base, minutes * i64::try_from(member.place / 3).unwrap_or(0));
    let (service, staff, room) = match turn {
        1 => ("medication_visit", "lind", "exam_room"),
        _ => ("case_management", "andrade", "office_f"),
    };
    Some(Appointment {
        person: member.person.number,
        service_type: service.to_owned(),
        staff: cohort.here(staff),
        room: cohort.here(room),
        day,
        start,
        end: later(start, minutes),
    })
}
