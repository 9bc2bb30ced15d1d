//! Settles a conflict: the writer has seen both texts and says which one goes on. The other one is kept aside, so that whoever wrote
//! it finds it again; nothing typed is ever lost.

use access::{Command, Context, Done, Refusal};
use schedule::group_session;
use vocabulary::id::GroupSessionId;

use super::save::{Content, SaveReceipt, require_expected, require_writer};
use super::store::{self, Draft};
use crate::Fact;

/// Puts a text in the place of another that the writer has seen.
#[derive(Clone, Debug)]
pub struct SettleDraft {
    /// Of which session.
    pub session: GroupSessionId,
    /// The text that goes on.
    pub content: Content,
    /// The version of the other text, as it was seen.
    pub based_on: i64,
}

impl Command for SettleDraft {
    type Output = SaveReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SaveReceipt, Fact>, Refusal> {
        let session = group_session::session(cx.tx, self.session)?;
        require_writer(cx, &session)?;
        require_expected(cx, &session, &self.content)?;
        let part = self.content.part();
        let current = store::draft_of(cx.tx, self.session, part)?;
        let version = current.as_ref().map_or(0, |draft| draft.version);
        let mut next =
            Draft { part, version: version + 1, body: self.content.body()?, saved_by: cx.actor.staff, saved_at: cx.now };
        if version != self.based_on {
            next.version = self.based_on;
            store::keep_aside(cx.tx, self.session, &next)?;
            return Ok(Done::already(SaveReceipt::KeptAside(version)));
        }
        if let Some(other) = current.filter(|other| other.body != next.body) {
            store::keep_aside(cx.tx, self.session, &other)?;
        }
        store::put(cx.tx, self.session, &next)?;
        Ok(Done::already(SaveReceipt::Saved(next.version)))
    }
}
