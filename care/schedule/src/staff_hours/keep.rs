//! Writes down the hours that somebody works from a day on. The days before keep the hours they had.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff};
use jiff::civil::Date;
use vocabulary::id::{StaffHoursId, StaffId};

use super::{StaffHours, WorkKind, WorkTime, store};
use crate::Fact;

/// Writes down hours.
#[derive(Clone, Debug)]
pub struct KeepStaffHours {
    /// Whose.
    pub staff: StaffId,
    /// From this day.
    pub from: Date,
    /// The version that the form showed for the same day; nothing for a day that has none of its own.
    pub based_on: Option<i64>,
    /// The times of a week.
    pub week: Vec<WorkTime>,
}

impl Command for KeepStaffHours {
    type Output = StaffHoursId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<StaffHoursId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        cx.tx.load::<Staff>(self.staff)?.ok_or(Refusal::NotFound)?;
        let known = store::of_staff(cx.tx, self.staff)?;
        let mut problems = Problems::none();
        let is_ahead = known.is_empty() || self.from >= cx.today();
        problems.require("from", is_ahead, "The days before today stay what they were. Choose today or a later day.");
        check(&self.week, &mut problems);
        problems.finish(Some(()))?;
        let same_day = known.into_iter().find(|hours| hours.from == self.from);
        if same_day.as_ref().map(|hours| hours.version) != self.based_on {
            return Err(Refusal::Conflict);
        }
        let mut week = self.week.clone();
        week.sort_by_key(|time| (time.weekday, time.start, time.end));
        let id = same_day.as_ref().map_or_else(|| cx.new_id(), |hours| hours.id);
        let next = StaffHours { id, staff: self.staff, from: self.from, week };
        match same_day {
            Some(known) if known.record == next => return Ok(Done::already(id)),
            Some(known) => cx.tx.amend(&next, known.version, &cx.entry("hours changed"))?,
            None => cx.tx.append(&next, &cx.entry("hours written down"))?,
        };
        Ok(Done::with(id, Fact::StaffTimeChanged))
    }
}

fn check(week: &[WorkTime], problems: &mut Problems) {
    let overlaps = |one: &WorkTime, other: &WorkTime| {
        one.weekday == other.weekday && one.what == other.what && one.start < other.end && other.start < one.end
    };
    for (at, time) in week.iter().enumerate() {
        problems.require(&format!("time.{at}.days"), (1..=7).contains(&time.weekday), "Choose the days.");
        problems.require(&format!("time.{at}.end"), time.start < time.end, "It must end after it begins.");
        let twice = week.iter().take(at).any(|other| overlaps(time, other));
        problems.require(&format!("time.{at}.start"), !twice, "This overlaps a time above on the same day. Write it once.");
        let works = |other: &WorkTime| {
            other.weekday == time.weekday && other.what == WorkKind::Work && other.start <= time.start && time.end <= other.end
        };
        let is_inside = time.what == WorkKind::Work || week.iter().any(works);
        problems.require(&format!("time.{at}.what"), is_inside, "Supervision lies inside the hours they work.");
    }
}
