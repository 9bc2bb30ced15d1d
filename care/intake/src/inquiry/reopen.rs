//! Opens a closed inquiry again: the person called back, or it was closed by mistake. Why it was closed stays readable in the
//! version before.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::InquiryId;

use super::{Inquiry, State, store};
use crate::Fact;

/// Opens a closed inquiry again.
#[derive(Clone, Copy, Debug)]
pub struct ReopenInquiry {
    /// Which.
    pub inquiry: InquiryId,
}

impl Command for ReopenInquiry {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        let current = store::load(cx.tx, self.inquiry)?;
        if current.state() != State::Closed {
            return Ok(Done::already(self.inquiry));
        }
        let next = Inquiry { outcome: None, ..current.record.clone() };
        store::save_next(cx.tx, &next, current.version, &cx.entry("inquiry opened again"))?;
        Ok(Done::with(self.inquiry, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}
