//! One meeting of a group, or one appointment of a single person, on the calendar.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | week planned, or appointment booked | planned | the program itself; clinicians, case managers, front desk |
//! | planned | its group's week changed (leader, room, times) | planned, next version; cancelled when the week no longer has it | clinical director |
//! | planned | changed for once: day, time, length, room, leaders | planned, next version | clinicians, case managers, director |
//! | planned | cancelled with a reason | cancelled | clinicians, director |
//! | changed or cancelled, not begun | put back | as before, next version | clinicians, case managers, director |

pub mod book;
pub mod calendar;
pub mod cancel;
pub mod change;
pub mod plan_week;
pub(crate) mod replan;
mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId, TherapyGroupId, TrackId};

use crate::credit::Span;

pub use book::BookAppointment;
pub use calendar::{Calendar, Finding};
pub use cancel::CancelSession;
pub use change::{ChangeSession, CheckSession, PutBackSession, SessionCheck, SessionWish, check_change, wished};
pub use plan_week::PlanWeek;
pub use store::{BookedSessions, amend, between, of_each_on, of_patient_between, on_day, session};

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupSession {
    /// The id.
    pub id: GroupSessionId,
    /// The group it is a meeting of; nothing for an appointment of one person.
    pub group: Option<TherapyGroupId>,
    /// The person whose appointment it is; nothing for a group.
    pub patient: Option<PatientId>,
    /// What kind of service.
    pub service_type: ServiceTypeId,
    /// The name on boards.
    pub name: String,
    /// The track whose board it is on.
    pub track: Option<TrackId>,
    /// The local day it belongs to.
    pub day: Date,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Breaks.
    pub breaks: Vec<(Timestamp, Timestamp)>,
    /// Where.
    pub room: Option<RoomId>,
    /// Who leads; the first signs.
    pub leaders: Vec<StaffId>,
    /// Which session of the curriculum: number, how many there are, title.
    pub curriculum: Option<(i64, i64, String)>,
    /// Why the program cancelled it, if it did.
    pub cancelled: Option<String>,
    /// When the meeting of the group's week would begin that it stands for, when it was moved for once. Planning the week again
    /// finds it by this and adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Timestamp>,
}

impl GroupSession {
    /// When the meeting of the week begins that it stands for: where it was before it was moved for once.
    #[must_use]
    pub fn planned_at(&self) -> Timestamp {
        self.moved_from.unwrap_or(self.starts_at)
    }

    /// When it is held.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.starts_at, self.ends_at)
    }

    /// Its breaks.
    #[must_use]
    pub fn break_spans(&self) -> Vec<Span> {
        self.breaks.iter().map(|(from, to)| Span::new(*from, *to)).collect()
    }

    /// Minutes from start to end without breaks.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.span().minutes() - self.break_spans().iter().map(|pause| pause.minutes()).sum::<i64>()
    }
}

#[cfg(test)]
mod change_tests;
