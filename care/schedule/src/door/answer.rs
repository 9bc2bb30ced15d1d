//! What somebody answered at the door, and what staff did about a "yes". It stays a record; it decides nothing by itself.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | all no | answered; arrived | a screen at the door |
//! | – | a yes | waits for somebody | a screen at the door |
//! | waits | somebody saw to it | let in, by video, or gone home | whoever marks arrivals |

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{DoorAnswerId, DoorKioskId, GroupSessionId, PatientId, StaffId};

use crate::Fact;
use crate::attendance::{MarkArrival, MarkKind};

/// What somebody answered at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorAnswer {
    /// The id.
    pub id: DoorAnswerId,
    /// Who.
    pub patient: PatientId,
    /// On which local day.
    pub day: Date,
    /// When.
    pub at: Timestamp,
    /// At which screen; nothing at the desk.
    pub kiosk: Option<DoorKioskId>,
    /// The session they came for.
    pub session: GroupSessionId,
    /// Each question as it was asked, in English, with the answer.
    pub answers: Vec<(String, bool)>,
    /// When, by whom and how it was seen to.
    pub seen: Option<(Timestamp, StaffId, SeenAs)>,
}

impl DoorAnswer {
    /// Whether somebody waits for staff.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.seen.is_none() && self.answers.iter().any(|(_, yes)| *yes)
    }
}

/// What became of somebody who was asked to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeenAs {
    /// They went in.
    LetIn,
    /// They take part by video.
    ByVideo,
    /// They went home.
    WentHome,
}

/// Notes what became of them; letting somebody in marks the arrival.
#[derive(Clone, Copy, Debug)]
pub struct SeeDoorAnswer {
    /// Which answer.
    pub answer: DoorAnswerId,
    /// What became of them.
    pub as_what: SeenAs,
}

impl Command for SeeDoorAnswer {
    type Output = DoorAnswerId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DoorAnswerId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let current: ::store::Stored<DoorAnswer> = cx.tx.load(self.answer)?.ok_or(Refusal::NotFound)?;
        if current.seen.is_some() {
            return Ok(Done::already(self.answer));
        }
        let next = DoorAnswer { seen: Some((cx.now, cx.actor.staff, self.as_what)), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("seen to at the door"))?;
        let mut facts = vec![Fact::DoorAnswered(current.patient)];
        if self.as_what == SeenAs::LetIn {
            let (patient, session) = (current.patient, current.session);
            let arrival = MarkArrival { patient, session, kind: MarkKind::Arrived, at: None, is_whole_day: false };
            facts.extend(arrival.perform(cx)?.facts);
        }
        Ok(Done { output: self.answer, facts })
    }
}
