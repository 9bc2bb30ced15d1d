//! The hours that somebody of the staff works, week by week, from a day on; and the hours of supervision in them, in which nobody leads.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | written down from a day on | holds from that day, until other hours do | clinical director |
//! | written down | changed for the same day | the next version; other days keep the hours they had | the same |
//!
//! While nothing is written down, somebody is taken to be there whenever they are not on leave: then the page says so.

pub mod keep;
mod store;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use vocabulary::id::{StaffHoursId, StaffId};

pub use keep::KeepStaffHours;
pub use store::{all, of_staff};

/// The hours that somebody works, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffHours {
    /// The id.
    pub id: StaffHoursId,
    /// Whose.
    pub staff: StaffId,
    /// From this day, until other hours hold.
    pub from: Date,
    /// The times of a week; empty when they work no fixed hours any more.
    pub week: Vec<WorkTime>,
}

/// A time of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkTime {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: i8,
    /// From.
    pub start: Time,
    /// Until.
    pub end: Time,
    /// What it is for.
    pub what: WorkKind,
}

/// What a time of the week is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// They are here.
    Work,
    /// They are here and in supervision: they lead nothing then.
    Supervision,
}

impl StaffHours {
    /// Whether they can lead something on a weekday between two times of day.
    #[must_use]
    pub fn leaves_free(&self, weekday: i8, from: Time, until: Time) -> bool {
        let of_day = self.week.iter().filter(|time| time.weekday == weekday);
        let (mut work, mut supervision): (Vec<&WorkTime>, Vec<&WorkTime>) = of_day.partition(|time| time.what == WorkKind::Work);
        supervision.retain(|time: &&WorkTime| time.start < until && from < time.end);
        work.sort_by_key(|time| time.start);
        let mut reached = from;
        for time in work {
            if time.start <= reached && reached < time.end {
                reached = time.end;
            }
        }
        supervision.is_empty() && reached >= until
    }
}

/// The hours that hold for somebody on a day; nothing while nobody has written them down.
#[must_use]
pub fn holding(all: &[StaffHours], staff: StaffId, day: Date) -> Option<&StaffHours> {
    all.iter().filter(|hours| hours.staff == staff && hours.from <= day).max_by_key(|hours| hours.from)
}

#[cfg(test)]
mod tests;
