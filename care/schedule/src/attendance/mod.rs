//! Who was there, and when. The marks of one person on one day are facts; arrival states and minutes are computed from them.
//!
//! | state (computed) | event | next | who may |
//! |---|---|---|---|
//! | expected, on the way, not here | arrived | here, late or remote | front desk, medical assistants, clinicians, peers |
//! | here, late, remote | left | left | the same |
//! | expected, not here | excused or absent, with a reason | excused, absent | the same |
//! | any | last mark withdrawn | as before the mark | the same; the mark stays readable |

pub mod arrival;
pub mod from_paper;
pub mod mark;
pub mod roster;
mod store;
pub mod withdraw;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{AttendanceId, GroupSessionId, PatientId, StaffId, VideoCallId};

use crate::credit::{Place, Presence};

pub use arrival::{Arrival, arrival_in};
pub use from_paper::NotePaperTimes;
pub use mark::MarkArrival;
pub use roster::{Expected, expected_in, expected_on};
pub use store::{attendance_of, attendances_between, attendances_of, attendances_on};
pub use withdraw::WithdrawMark;

/// The attendance of one person on one local day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attendance {
    /// The id.
    pub id: AttendanceId,
    /// Who.
    pub patient: PatientId,
    /// On which local day.
    pub day: Date,
    /// Everything noted, in the order it was noted.
    pub marks: Vec<Mark>,
}

/// Something noted at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What.
    pub kind: MarkKind,
    /// When it happened.
    pub at: Timestamp,
    /// The one session it concerns; nothing when it concerns the day.
    pub session: Option<GroupSessionId>,
    /// Who noted it.
    pub noted_by: StaffId,
    /// When it was noted.
    pub noted_at: Timestamp,
    /// Whether it was taken back, when and by whom; a mark taken back stays readable.
    pub withdrawn: Option<(Timestamp, StaffId)>,
    /// The code of the slip of paper it was first written on, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<String>,
    /// The call in the session's video room that it came from, with the town and state the person was in (OP-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallMark>,
}

/// That a mark came from a call in the video room of its session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMark {
    /// Which call.
    pub call: VideoCallId,
    /// The town and state the person said they are in.
    pub place: String,
}

/// What can be noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// Said to be coming.
    OnTheWay,
    /// Came in.
    Arrived,
    /// Joined by video.
    ArrivedRemote,
    /// Went, or left the call.
    Left,
    /// Will not come, for a reason the program accepts.
    Excused(String),
    /// Did not come; the reason when it is known.
    Absent(String),
}

impl Attendance {
    /// The marks that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.withdrawn.is_none())
    }

    /// When the person was there, from the marks that stand. A second arrival without leaving in between changes nothing. A call belongs
    /// to its session alone: it counts for no other, and its end ends nothing but itself.
    #[must_use]
    pub fn presence(&self) -> Vec<Presence<GroupSessionId>> {
        let mut marks: Vec<&Mark> = self.standing().collect();
        // A slip that ends and another that begins at the same minute are entered in any order: the end comes first.
        marks.sort_by_key(|mark| (mark.at, mark.slip.is_some() && mark.kind != MarkKind::Left));
        let mut all: Vec<Presence<GroupSessionId>> = Vec::new();
        for mark in marks {
            let only = mark.call.as_ref().and(mark.session);
            let open = all.last_mut().filter(|stretch| stretch.left.is_none());
            match (&mark.kind, open) {
                (MarkKind::Left, Some(stretch)) if only.is_some() && stretch.only_for != only => {}
                (MarkKind::Left, Some(stretch)) => stretch.left = Some(mark.at),
                (MarkKind::Arrived, None) => all.push(began(mark, Place::OnSite)),
                (MarkKind::ArrivedRemote, None) => all.push(began(mark, Place::Remote)),
                (MarkKind::ArrivedRemote, Some(stretch)) if stretch.place == Place::OnSite || stretch.only_for != only => {
                    stretch.left = Some(mark.at);
                    all.push(began(mark, Place::Remote));
                }
                (MarkKind::Arrived, Some(stretch)) if stretch.place == Place::Remote => {
                    stretch.left = Some(mark.at);
                    all.push(began(mark, Place::OnSite));
                }
                _ => {}
            }
        }
        all
    }
}

fn began(mark: &Mark, place: Place) -> Presence<GroupSessionId> {
    Presence { arrived: mark.at, left: None, place, only_for: mark.call.as_ref().and(mark.session) }
}

#[cfg(test)]
mod tests;
