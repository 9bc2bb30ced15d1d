//! Writes somebody into the directory, and amends what is written there. A name that changes stays as one they are also known by, so that
//! consents and agreed wishes that call them by it go on meaning them.

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::recipient::is_same_name;
use vocabulary::id::OutsideRecipientId;

use super::model::{OutsideRecipient, OutsideRecipientInput};
use super::store;
use crate::Fact;

/// Somebody new.
#[derive(Clone, Debug, Default)]
pub struct RecordOutsideRecipient {
    /// What is written down.
    pub input: OutsideRecipientInput,
}

impl Command for RecordOutsideRecipient {
    type Output = OutsideRecipientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<OutsideRecipientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::OutsideRecipient)?;
        let others = store::in_use(cx.tx)?;
        let others: Vec<&OutsideRecipient> = others.iter().map(|one| &one.record).collect();
        let one = self.input.judged(cx.new_id(), &others)?;
        cx.tx.append(&one, &cx.entry("written into the directory"))?;
        Ok(Done::with(one.id, Fact::DirectoryChanged))
    }
}

/// What is written down about somebody changes.
#[derive(Clone, Debug)]
pub struct AmendOutsideRecipient {
    /// Whom.
    pub recipient: OutsideRecipientId,
    /// The version that was read.
    pub version: i64,
    /// What is written down now.
    pub input: OutsideRecipientInput,
}

impl Command for AmendOutsideRecipient {
    type Output = OutsideRecipientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<OutsideRecipientId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::OutsideRecipient)?;
        let current = store::load(cx.tx, self.recipient)?;
        let all = store::in_use(cx.tx)?;
        let others: Vec<&OutsideRecipient> = all.iter().map(|one| &one.record).filter(|one| one.id != self.recipient).collect();
        let judged = self.input.judged(self.recipient, &others)?;
        let mut also_named = judged.also_named.clone();
        if !is_same_name(&judged.name, &current.name) && !also_named.iter().any(|other| is_same_name(other, &current.name)) {
            also_named.push(current.name.clone());
        }
        let next = OutsideRecipient { also_named, retired: current.retired.clone(), ..judged };
        if next == current.record {
            return Ok(Done::already(self.recipient));
        }
        cx.tx.amend(&next, self.version, &cx.entry("amended in the directory"))?;
        Ok(Done::with(self.recipient, Fact::DirectoryChanged))
    }
}
