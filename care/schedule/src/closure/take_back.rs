//! Takes a closure back. What has begun ends yesterday; what has not begun is on no day.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::ToSpan;
use vocabulary::id::ClosureId;

use super::{Closure, store};
use crate::Fact;

/// Takes a closure back.
#[derive(Clone, Copy, Debug)]
pub struct TakeBackClosure {
    /// Which.
    pub closure: ClosureId,
}

impl Command for TakeBackClosure {
    type Output = ClosureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ClosureId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let known = store::closure(cx.tx, self.closure)?;
        let today = cx.today();
        if known.is_taken_back || known.to < today {
            return Ok(Done::already(known.id));
        }
        let next = if known.from < today {
            Closure { to: today.saturating_sub(1.day()), ..known.record.clone() }
        } else {
            Closure { is_taken_back: true, ..known.record.clone() }
        };
        cx.tx.amend(&next, known.version, &cx.entry("closure taken back"))?;
        Ok(Done::with(known.id, Fact::StaffTimeChanged))
    }
}
