//! Leave: days, or hours of days, on which somebody of the staff is away. It says that they are away and never why in words: the reason
//! may be somebody's health.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | entered | away | clinical director |
//! | away | entered again over the same days | one leave that holds both | the same |
//! | away, not begun | taken back | on no day | the same |
//! | away, begun | taken back | ended yesterday | the same |

pub mod enter;
mod store;
pub mod take_back;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use vocabulary::id::{LeaveId, StaffId};

pub use enter::EnterLeave;
pub use store::{between, leave};
pub use take_back::TakeBackLeave;

/// Leave of somebody of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// The id.
    pub id: LeaveId,
    /// Whose.
    pub staff: StaffId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Between these times of each day; nothing for the whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<(Time, Time)>,
    /// Of which kind.
    pub kind: LeaveKind,
    /// Whether it was taken back before it began, or became part of another: then it is on no day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_taken_back: bool,
}

/// Kinds of leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// Called out: nobody knew of it before.
    CalledOut,
    /// Planned.
    Planned,
    /// Training, a conference.
    Training,
}

impl LeaveKind {
    /// All, with the value in a form and the words.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::CalledOut, "called_out", "Called out"),
        (Self::Planned, "planned", "Planned leave"),
        (Self::Training, "training", "Training"),
    ];

    /// In words.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(.., words)| words)
    }

    /// The one with this value.
    #[must_use]
    pub fn read(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == value).map(|(kind, ..)| *kind)
    }
}

impl Leave {
    /// Whether somebody is away between two times of a day.
    #[must_use]
    pub fn covers(&self, day: Date, from: Time, until: Time) -> bool {
        let is_on = !self.is_taken_back && self.from <= day && day <= self.to;
        is_on && self.hours.is_none_or(|(start, end)| start < until && from < end)
    }
}
