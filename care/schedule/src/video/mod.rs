//! Taking part by video: what the person said to it, the room of a session, the calls of each person there, and the attendance that
//! they become (S-24, OP-09, OP-11). The room's name says nothing; who is who there is known here alone.
//!
//! | state of a call | event | next | who may |
//! |---|---|---|---|
//! | – | the person asks to join and says where they are | asked | the person |
//! | – | staff write down where the person is | asked | whoever marks arrivals |
//! | asked | the video server says that they joined | open | the video server |
//! | open | the video server says that they left | closed | the video server |
//! | open | the session ended, or nothing was heard of it | closed, as lost | the program itself |

pub mod consent;
pub mod join;
pub mod listen;
pub mod minutes;
mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{GroupSessionId, PatientId, VideoCallId, VideoRoomId};

pub use consent::{RecordTelehealthConsent, TelehealthConsent, consent_of};
pub use join::{AskToJoin, StatePlace, last_call_of, place_of};
pub use listen::{CloseLostCalls, HearCall, Heard};
pub use store::{calls_of_session, room_of};

/// The video room of one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoRoom {
    /// The id.
    pub id: VideoRoomId,
    /// Of which session.
    pub session: GroupSessionId,
    /// Its name at the video server: chance, and nothing else.
    pub name: String,
}

/// One press of "Join" on one device, with every time it was connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoCall {
    /// The id; at the video server it is who they are.
    pub id: VideoCallId,
    /// Whose.
    pub patient: PatientId,
    /// In which session.
    pub session: GroupSessionId,
    /// On which local day.
    pub day: Date,
    /// What they want to be called there.
    pub shown_as: String,
    /// The town they said they are in.
    pub town: String,
    /// The state, two letters.
    pub state: String,
    /// Whether they are at home; nothing when nobody said (OP-44).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_at_home: Option<bool>,
    /// When they asked.
    pub asked_at: Timestamp,
    /// When they were connected, in the order it was heard.
    pub stretches: Vec<Stretch>,
}

/// A time of being connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Who the video server says it is: another one at each connection.
    pub occupant: String,
    /// Since when.
    pub joined: Timestamp,
    /// When it was last heard of.
    pub seen: Timestamp,
    /// Until when.
    pub left: Option<Timestamp>,
    /// Whether nobody said that they left: the session ended, or the line broke.
    pub was_lost: bool,
}

impl VideoCall {
    /// Where the person is, as the note says it: `Worcester, MA`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}, {}", self.town, self.state)
    }

    /// Whether they are connected.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stretches.iter().any(|stretch| stretch.left.is_none())
    }
}

#[cfg(test)]
mod tests;
