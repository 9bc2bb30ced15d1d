//! Marks somebody as no longer used, and takes them into use again. Nothing is removed: what was sent to them says so for ever.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::OutsideRecipientId;

use super::model::{OutsideRecipient, Retired};
use super::store;
use crate::Fact;

/// Marks somebody as no longer used.
#[derive(Clone, Debug)]
pub struct RetireOutsideRecipient {
    /// Whom.
    pub recipient: OutsideRecipientId,
    /// Why.
    pub reason: String,
}

impl Command for RetireOutsideRecipient {
    type Output = OutsideRecipientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<OutsideRecipientId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::OutsideRecipient)?;
        let current = store::load(cx.tx, self.recipient)?;
        if current.retired.is_some() {
            return Ok(Done::already(self.recipient));
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason", "Write why: closed, moved, replaced by another."));
        }
        let retired = Some(Retired { on: cx.today(), reason: reason.to_owned() });
        let next = OutsideRecipient { retired, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("no longer used"))?;
        Ok(Done::with(self.recipient, Fact::DirectoryChanged))
    }
}

/// Takes somebody into use again.
#[derive(Clone, Copy, Debug)]
pub struct ReturnOutsideRecipient {
    /// Whom.
    pub recipient: OutsideRecipientId,
}

impl Command for ReturnOutsideRecipient {
    type Output = OutsideRecipientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<OutsideRecipientId, Fact>, Refusal> {
        cx.require(Action::Void, Kind::OutsideRecipient)?;
        let current = store::load(cx.tx, self.recipient)?;
        if current.retired.is_none() {
            return Ok(Done::already(self.recipient));
        }
        let all = store::in_use(cx.tx)?;
        let names = current.also_named.iter().chain([&current.name]);
        if names.clone().any(|name| all.iter().any(|other| other.is_called(name))) {
            let sentence = "Somebody else in use has one of their names meanwhile.";
            return Err(Refusal::refused("name_in_use", "P2-08", sentence, "Amend the name of one of the two first."));
        }
        let next = OutsideRecipient { retired: None, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("in use again"))?;
        Ok(Done::with(self.recipient, Fact::DirectoryChanged))
    }
}
