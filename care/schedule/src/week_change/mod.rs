//! Changes of a week that were accepted together: what each session was and what it became, so that they can be put back together.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | changes of a proposal accepted | made | clinical director |
//! | made | put back | put back, as far as nobody changed the sessions since | the same |

mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{EnrollmentId, GroupSessionId, RoomId, StaffId, WeekChangeId};

pub use store::{recent, week_change};

use crate::group_session::GroupSession;

/// Changes of a week that were accepted together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeekChange {
    /// The id.
    pub id: WeekChangeId,
    /// First day of the days that were looked at.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The sessions.
    pub sessions: Vec<SessionChange>,
    /// Places for one day that were given instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<EnrollmentId>,
    /// When it was put back, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_back_at: Option<Timestamp>,
}

/// What became of one session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionChange {
    /// Which.
    pub session: GroupSessionId,
    /// The version that it became: what is put back.
    pub version: i64,
    /// As it was.
    pub before: Held,
    /// As it became.
    pub after: Held,
}

/// When, where and with whom a session is held, or why it is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The local day.
    pub day: Date,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Breaks.
    pub breaks: Vec<(Timestamp, Timestamp)>,
    /// Where.
    pub room: Option<RoomId>,
    /// Who leads.
    pub leaders: Vec<StaffId>,
    /// Why it is cancelled, if it is.
    pub cancelled: Option<String>,
}

impl Held {
    /// As a session stands.
    #[must_use]
    pub fn of(session: &GroupSession) -> Self {
        Self {
            day: session.day,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            breaks: session.breaks.clone(),
            room: session.room,
            leaders: session.leaders.clone(),
            cancelled: session.cancelled.clone(),
        }
    }

    /// The session held so.
    #[must_use]
    pub fn put_on(&self, session: &GroupSession) -> GroupSession {
        let Self { day, starts_at, ends_at, breaks, room, leaders, cancelled } = self.clone();
        GroupSession { day, starts_at, ends_at, breaks, room, leaders, cancelled, ..session.clone() }
    }
}
