//! Closes an inquiry with a reason: went elsewhere, does not want care now, could not be reached. It stays readable and can be
//! opened again.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::InquiryId;

use super::contact::refuse_when_ended;
use super::{Inquiry, Outcome, State, loss, store};
use crate::Fact;

/// Closes an inquiry.
#[derive(Clone, Debug)]
pub struct CloseInquiry {
    /// Which.
    pub inquiry: InquiryId,
    /// The key of a reason of the program's list.
    pub loss: Option<String>,
    /// Why, in own words; may be empty when a reason of the list says it.
    pub reason: String,
}

impl Command for CloseInquiry {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::Inquiry)?;
        let current = store::load(cx.tx, self.inquiry)?;
        if current.state() == State::Closed {
            return Ok(Done::already(self.inquiry));
        }
        refuse_when_ended(&current, "Discharge ends care, in the chart.")?;
        let listed = self.loss.as_deref().and_then(|key| loss::all().iter().find(|one| one.key == key));
        let words = [listed.map_or("", |one| one.words.as_str()), self.reason.trim()];
        let reason = words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write why it is closed, in a few words."));
        }
        let outcome = Some(Outcome::Closed { reason, loss: listed.map(|one| one.key.clone()), at: cx.now, by: cx.actor.staff });
        let desk = crate::visit::mark::cancel_to_come(cx, &current)?;
        let next = Inquiry { outcome, desk, ..current.record.clone() };
        store::save_next(cx.tx, &next, current.version, &cx.entry("inquiry closed"))?;
        Ok(Done::with(self.inquiry, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}
