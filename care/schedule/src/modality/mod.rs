//! Where sessions are: in the building, by video, or both (S-24, S-25). A switch names what it is about and its days; the newest one
//! that stands and covers a session decides, so that one press moves the whole program and one more brings it back.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | switched | stands; who was touched is told once | one session: clinicians; a track, the program: clinical director |
//! | stands | taken back | withdrawn; what stood before decides again | the same |

mod notice;
mod store;
pub mod switch;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{GroupSessionId, ModalitySwitchId, RoomId, StaffId, TrackId};

use crate::group_session::GroupSession;
use crate::program::Room;

pub use notice::{MarkCalled, ModalityNotice, Told};
pub use store::{all_switches, notice, notices_of, notices_to_call, switch};
pub use switch::{SwitchModality, TakeBackSwitch};

/// How people take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// In the building.
    InPerson,
    /// By video alone.
    Remote,
    /// Some in the building, some by video.
    Hybrid,
}

impl Modality {
    /// All, with the value in a form and the words.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Remote, "remote", "By video"),
        (Self::Hybrid, "hybrid", "In person and by video"),
        (Self::InPerson, "in_person", "In person"),
    ];

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(.., words)| words)
    }

    /// The value in a form.
    #[must_use]
    pub fn value(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(_, value, _)| value)
    }

    /// The one with this value.
    #[must_use]
    pub fn read(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == value).map(|(modality, ..)| *modality)
    }

    /// Whether somebody may take part by video.
    #[must_use]
    pub const fn has_video(self) -> bool {
        matches!(self, Self::Remote | Self::Hybrid)
    }
}

/// What a switch is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One session.
    Session(GroupSessionId),
    /// Every session of a track.
    Track(TrackId),
    /// Every session there is.
    Program,
}

/// That sessions are in the building, by video, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModalitySwitch {
    /// The id.
    pub id: ModalitySwitchId,
    /// Which sessions.
    pub scope: Scope,
    /// Where they are.
    pub modality: Modality,
    /// From this day on.
    pub from: Date,
    /// Until this day; nothing when it holds until the next switch.
    pub until: Option<Date>,
    /// How many may take part by video, beside the seats of the room; nothing when nobody counts.
    pub remote_seats: Option<i64>,
    /// Why, for staff.
    pub reason: String,
    /// When it was made. What had ended by then is not touched.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: StaffId,
    /// Whether it was taken back, when and by whom.
    pub withdrawn: Option<(Timestamp, StaffId)>,
}

impl ModalitySwitch {
    /// Whether it speaks about a session.
    #[must_use]
    pub fn covers(&self, session: &GroupSession) -> bool {
        let is_about = match self.scope {
            Scope::Session(id) => session.id == id,
            Scope::Track(track) => session.track == Some(track),
            Scope::Program => true,
        };
        let in_days = self.from <= session.day && self.until.is_none_or(|until| session.day <= until);
        is_about && in_days && self.withdrawn.is_none() && session.ends_at > self.made_at
    }
}

/// Where a session is, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How people take part.
    pub modality: Modality,
    /// How many may by video; nothing when nobody counts.
    pub remote_seats: Option<i64>,
    /// The switch that says so; nothing when the room does.
    pub by: Option<ModalitySwitchId>,
}

/// Where a session is: the newest switch that covers it, else what its room allows.
#[must_use]
pub fn standing<'a>(switches: impl IntoIterator<Item = &'a ModalitySwitch>, session: &GroupSession, rooms: &[Room]) -> Standing {
    let newest = switches.into_iter().filter(|one| one.covers(session)).max_by_key(|one| (one.made_at, one.id));
    let has_video = |room: RoomId| rooms.iter().any(|one| one.id == room && one.has_video);
    let of_room = if session.room.is_some_and(has_video) { Modality::Hybrid } else { Modality::InPerson };
    newest.map_or(Standing { modality: of_room, remote_seats: None, by: None }, |switch| Standing {
        modality: switch.modality,
        remote_seats: switch.remote_seats,
        by: Some(switch.id),
    })
}

#[cfg(test)]
mod tests;
