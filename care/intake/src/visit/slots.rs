//! The next openings for a first visit: hours of the working week in which somebody who takes first visits has no session and no other
//! visit. They do not overlap each other, so that three openings are three real choices.

use ::store::Stored;
use access::{Action, Context, Kind, Refusal, Role, Staff};
use confidential::{Guarded, Query};
use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp};
use vocabulary::day::next_day;
use vocabulary::id::StaffId;

use super::store;

/// How long a first visit lasts.
pub const VISIT_MINUTES: i64 = 60;
/// The hours in which first visits begin and end, on working days.
const OPENS: Time = Time::constant(9, 0, 0, 0);
const CLOSES: Time = Time::constant(18, 0, 0, 0);
const STEP_MINUTES: i64 = 30;
/// Nobody is here sooner than this after the call.
const SOONEST: SignedDuration = SignedDuration::from_mins(45);
/// How far ahead is looked.
const DAYS_AHEAD: i64 = 14;

/// Asks for the next openings.
#[derive(Clone, Copy, Debug)]
pub struct OpenSlots {
    /// How many at most.
    pub count: usize,
    /// Only with this member of staff.
    pub with: Option<StaffId>,
}

/// An opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// With whom.
    pub staff: StaffId,
    /// Their name.
    pub staff_name: String,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
}

impl Query for OpenSlots {
    type View = Vec<Slot>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<Slot>>, Refusal> {
        cx.require(Action::Record, Kind::Inquiry)?;
        Ok(Guarded::several(Kind::GroupSession, openings(cx, self)?))
    }
}

/// Somebody's time that is taken.
#[derive(Clone, Debug)]
pub(super) struct Busy {
    pub(super) staff: StaffId,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

pub(super) fn openings(cx: &Context<'_>, wish: &OpenSlots) -> Result<Vec<Slot>, Refusal> {
    let today = cx.today();
    let last = today.saturating_add(jiff::Span::new().days(DAYS_AHEAD));
    let staff = schedule::program::all_staff(cx.tx)?;
    let busy = busy(cx, today, last)?;
    let soonest = cx.now.saturating_add(SOONEST).unwrap_or(cx.now);
    let mut found: Vec<Slot> = Vec::new();
    let mut day = today;
    while day <= last && found.len() < wish.count {
        for start in starts(cx, day)? {
            let end = start.saturating_add(SignedDuration::from_mins(VISIT_MINUTES)).unwrap_or(start);
            let is_distinct = found.last().is_none_or(|before| start >= before.ends_at);
            if found.len() < wish.count && start >= soonest && is_distinct {
                found.extend(first_free(&staff, &busy, wish.with, day, (start, end)));
            }
        }
        day = next_day(day);
    }
    Ok(found)
}

/// Whether somebody is free for a visit that begins then.
pub(super) fn is_free(cx: &Context<'_>, staff: StaffId, start: Timestamp, end: Timestamp) -> Result<bool, Refusal> {
    let day = cx.zone.day(start);
    Ok(!busy(cx, day, day)?.iter().any(|taken| taken.staff == staff && taken.from < end && start < taken.to))
}

/// Whether first visits begin then at all, and this member of staff takes them on that day.
pub(super) fn may_be_offered(cx: &Context<'_>, staff: StaffId, start: Timestamp) -> Result<bool, Refusal> {
    let day = cx.zone.day(start);
    let takes = cx.tx.load::<Staff>(staff)?.is_some_and(|one| takes_first_visits(&one, day));
    Ok(takes && starts(cx, day)?.contains(&start))
}

fn takes_first_visits(one: &Staff, day: Date) -> bool {
    one.works_on(day) && one.roles.iter().any(|role| matches!(role, Role::Intake | Role::Clinician))
}

fn busy(cx: &Context<'_>, from: Date, to: Date) -> Result<Vec<Busy>, Refusal> {
    let problem = |problem: vocabulary::day::TimeProblem| Refusal::Fault(problem.to_string());
    let (begin, end) = (cx.zone.bounds(from).map_err(problem)?.0, cx.zone.bounds(to).map_err(problem)?.1);
    let mut all = Vec::new();
    for session in schedule::group_session::between(cx.tx, from, to)? {
        if session.cancelled.is_none() {
            let taken = |staff: &StaffId| Busy { staff: *staff, from: session.starts_at, to: session.ends_at };
            all.extend(session.leaders.iter().map(taken));
        }
    }
    let visits = store::between(cx.tx, begin, end)?.into_iter().filter(|visit| visit.result.is_none());
    all.extend(visits.map(|visit| Busy { staff: visit.staff, from: visit.starts_at, to: visit.ends_at }));
    Ok(all)
}

fn starts(cx: &Context<'_>, day: Date) -> Result<Vec<Timestamp>, Refusal> {
    if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return Ok(Vec::new());
    }
    let at = |time| cx.zone.at(day, time).map_err(|problem| Refusal::Fault(problem.to_string()));
    let (mut start, closes) = (at(OPENS)?, at(CLOSES)?);
    let mut all = Vec::new();
    while start.duration_until(closes).as_mins() >= VISIT_MINUTES {
        all.push(start);
        start = start.saturating_add(SignedDuration::from_mins(STEP_MINUTES)).unwrap_or(closes);
    }
    Ok(all)
}

fn first_free(
    staff: &[Stored<Staff>],
    busy: &[Busy],
    with: Option<StaffId>,
    day: Date,
    (start, end): (Timestamp, Timestamp),
) -> Option<Slot> {
    let takes_visits = |one: &&Stored<Staff>| takes_first_visits(one, day) && with.is_none_or(|wanted| wanted == one.id);
    let is_free = |one: &Staff| !busy.iter().any(|taken| taken.staff == one.id && taken.from < end && start < taken.to);
    let free = staff.iter().filter(takes_visits).find(|one| is_free(one))?;
    Some(Slot { staff: free.id, staff_name: free.name.full(), starts_at: start, ends_at: end })
}
