//! One inquiry, one owner: somebody takes it over, or gives it to a colleague.

use access::{Action, Command, Context, Done, Kind, Refusal, Staff};
use vocabulary::id::{InquiryId, StaffId};

use super::{change, load_open};
use crate::Fact;

/// Gives an inquiry to somebody.
#[derive(Clone, Copy, Debug)]
pub struct TakeOver {
    /// Which.
    pub inquiry: InquiryId,
    /// Who looks after it from now on.
    pub owner: StaffId,
}

impl Command for TakeOver {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = load_open(cx, self.inquiry)?;
        if current.owner == Some(self.owner) {
            return Ok(Done::already(self.inquiry));
        }
        let is_here = cx.tx.load::<Staff>(self.owner)?.is_some_and(|staff| staff.works_on(cx.today()));
        if !is_here {
            return Err(Refusal::invalid("owner", "Choose somebody who works here."));
        }
        change(cx, &current, |next| next.owner = Some(self.owner), "given to somebody")
    }
}
