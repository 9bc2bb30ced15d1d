//! Takes leave back. What has begun ends yesterday; what has not begun is on no day. Both are versions: that it was entered stays known.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::ToSpan;
use vocabulary::id::LeaveId;

use super::{Leave, store};
use crate::Fact;

/// Takes leave back.
#[derive(Clone, Copy, Debug)]
pub struct TakeBackLeave {
    /// Which.
    pub leave: LeaveId,
}

impl Command for TakeBackLeave {
    type Output = LeaveId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<LeaveId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let known = store::leave(cx.tx, self.leave)?;
        let today = cx.today();
        if known.is_taken_back || known.to < today {
            return Ok(Done::already(known.id));
        }
        let next = if known.from < today {
            Leave { to: today.saturating_sub(1.day()), ..known.record.clone() }
        } else {
            Leave { is_taken_back: true, ..known.record.clone() }
        };
        cx.tx.amend(&next, known.version, &cx.entry("leave taken back"))?;
        Ok(Done::with(known.id, Fact::StaffTimeChanged))
    }
}
