//! The program's own week in the demonstration: hours of the counselors, one who is out on a day to come, a closed day. What no longer
//! holds waits for whoever plans the week.

use access::{Refusal, Role};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use schedule::closure::EnterClosure;
use schedule::leave::{EnterLeave, LeaveKind};
use schedule::staff_hours::{KeepStaffHours, WorkKind, WorkTime};
use vocabulary::day::next_day;
use vocabulary::id::StaffId;

use super::Stage;

/// Some counselors have written down when they work, so many that both can be seen.
const WITH_HOURS: usize = 2;

impl Stage<'_, '_, '_> {
    /// Writes down hours, leave and a closed day, from today on.
    pub(super) fn plan_weeks(&self) -> Result<(), Refusal> {
        let director = self.with_role(Role::ClinicalDirector)?;
        let now = self.house.clock().now();
        let today = self.house.zone().day(now);
        let mut leaders: Vec<StaffId> = self.groups.values().flat_map(|group| group.leaders.iter().copied()).collect();
        leaders.sort();
        leaders.dedup();
        for staff in leaders.iter().take(WITH_HOURS) {
            let hours = KeepStaffHours { staff: *staff, from: today, based_on: None, week: working_week() };
            self.performing.perform(&director, now, &hours)?;
        }
        // Somebody who leads a group on the next day on which there is one.
        let out = (1..=7).map(|days| today.saturating_add(i64::from(days).days())).find_map(|day| self.first_leader(day));
        if let Some((staff, day)) = out {
            let leave = EnterLeave { staff: Some(staff), from: day, to: day, hours: None, kind: LeaveKind::CalledOut };
            self.performing.perform(&director, now, &leave)?;
        }
        let holiday = next_day(today.saturating_add(18.days()));
        let closure = EnterClosure { from: holiday, to: holiday, room: None, why: "Staff training day".to_owned() };
        self.performing.perform(&director, now, &closure)?;
        Ok(())
    }

    fn first_leader(&self, day: Date) -> Option<(StaffId, Date)> {
        let weekday = day.weekday().to_monday_one_offset();
        let mut groups: Vec<_> = self.groups.values().filter(|group| group.runs_on(day)).collect();
        groups.sort_by(|a, b| a.key.cmp(&b.key));
        let meets = groups.into_iter().find(|group| group.meetings.iter().any(|meeting| meeting.weekday == weekday))?;
        meets.leaders.first().map(|leader| (*leader, day))
    }
}

/// Every weekday from early to late, with supervision on Friday at noon.
fn working_week() -> Vec<WorkTime> {
    let at = |hour: i8, minute: i8| Time::constant(hour, minute, 0, 0);
    let day = |weekday| WorkTime { weekday, start: at(8, 0), end: at(21, 30), what: WorkKind::Work };
    let supervision = WorkTime { weekday: 5, start: at(12, 30), end: at(13, 30), what: WorkKind::Supervision };
    (1..=6).map(day).chain([supervision]).collect()
}
