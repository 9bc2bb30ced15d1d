//! That somebody was told where a session of theirs is: by their channel, or on the telephone by staff. Once for each switch.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | a switch touches the person, they may be written to | written | the program itself |
//! | – | a switch touches the person, they may not be written to | to call | the program itself |
//! | to call | somebody called | called | whoever keeps messages |

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{MessageId, ModalityNoticeId, ModalitySwitchId, PatientId, StaffId};

use super::{Modality, store};
use crate::Fact;

/// That somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModalityNotice {
    /// The id.
    pub id: ModalityNoticeId,
    /// Who.
    pub patient: PatientId,
    /// Of which switch.
    pub switch: ModalitySwitchId,
    /// Whether it is about taking the switch back.
    pub is_back: bool,
    /// Where their sessions are now.
    pub modality: Modality,
    /// The first day that is touched.
    pub day: Date,
    /// How.
    pub told: Told,
}

/// How somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// By this message.
    Written(MessageId),
    /// Nobody may write to them: somebody calls.
    ToCall,
    /// Somebody called.
    Called {
        /// When.
        at: Timestamp,
        /// Who.
        by: StaffId,
    },
}

/// Notes that somebody was called.
#[derive(Clone, Copy, Debug)]
pub struct MarkCalled {
    /// Which notice.
    pub notice: ModalityNoticeId,
}

impl Command for MarkCalled {
    type Output = ModalityNoticeId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ModalityNoticeId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Message)?;
        let current = store::notice(cx.tx, self.notice)?;
        if current.told != Told::ToCall {
            return Ok(Done::already(self.notice));
        }
        let told = Told::Called { at: cx.now, by: cx.actor.staff };
        let next = ModalityNotice { told, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("called about where sessions are"))?;
        Ok(Done::with(self.notice, Fact::ModalityTold(current.patient)))
    }
}
