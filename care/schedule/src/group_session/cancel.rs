//! Cancels a session with a reason. What the day's hours become is recounted for everybody who was expected.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::GroupSessionId;

use super::{GroupSession, store};
use crate::Fact;

/// Cancels a session.
#[derive(Clone, Debug)]
pub struct CancelSession {
    /// Which.
    pub session: GroupSessionId,
    /// Why.
    pub reason: String,
}

impl Command for CancelSession {
    type Output = GroupSessionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<GroupSessionId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::GroupSession)?;
        let current = store::session(cx.tx, self.session)?;
        if self.reason.trim().is_empty() {
            return Err(Refusal::invalid("reason", "Write why it is cancelled; people will ask."));
        }
        if current.cancelled.is_some() {
            return Ok(Done::already(self.session));
        }
        let next = GroupSession { cancelled: Some(self.reason.trim().to_owned()), ..current.record.clone() };
        store::amend(cx, &current, &next, "cancelled")?;
        Ok(Done::with(self.session, Fact::SessionChanged { session: self.session, day: next.day }))
    }
}
