//! Ends an audit, and writes down that its copies were destroyed.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::AuditId;

use super::model::{Audit, Destroyed, Ended};
use super::store;
use crate::Fact;

/// Ends an audit.
#[derive(Clone, Debug)]
pub struct EndAudit {
    /// Which.
    pub audit: AuditId,
    /// On which day it ended.
    pub on: Option<Date>,
    /// What came of it.
    pub words: String,
}

impl Command for EndAudit {
    type Output = AuditId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AuditId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Audit)?;
        let current = store::load(cx.tx, self.audit)?;
        if current.ended.is_some() {
            return Ok(Done::already(self.audit));
        }
        let mut problems = Problems::none();
        problems.require("on", self.on.is_some(), "Write the day on which it ended.");
        problems.require("on", self.on.is_none_or(|day| day <= cx.today()), "This day is still to come.");
        problems.require("words", !self.words.trim().is_empty(), "Write in a few words what came of it.");
        let ended = problems.finish(self.on.map(|on| Ended { on, words: self.words.trim().to_owned() }))?;
        let next = Audit { ended: Some(ended), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("audit ended"))?;
        Ok(Done::with(self.audit, Fact::DutiesChanged))
    }
}

/// Says that the copies were destroyed.
#[derive(Clone, Debug)]
pub struct ConfirmDestruction {
    /// Of which audit.
    pub audit: AuditId,
    /// On which day.
    pub on: Option<Date>,
    /// Who confirmed it and how.
    pub words: String,
}

impl Command for ConfirmDestruction {
    type Output = AuditId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AuditId, Fact>, Refusal> {
        cx.require(Action::Sign, Kind::Audit)?;
        let current = store::load(cx.tx, self.audit)?;
        if current.destroyed.is_some() {
            return Ok(Done::already(self.audit));
        }
        if !current.has_copies_out() {
            let sentence = "No copy was handed over: nothing is to be destroyed.";
            return Err(Refusal::refused("no_copies", "P2-43", sentence, "End the audit."));
        }
        if current.ended.is_none() {
            let sentence = "The audit still goes on: more copies could be handed over.";
            return Err(Refusal::refused("audit_goes_on", "P2-43", sentence, "End the audit first."));
        }
        let mut problems = Problems::none();
        problems.require("destroyed_on", self.on.is_some(), "Write the day on which they were destroyed.");
        problems.require("destroyed_on", self.on.is_none_or(|day| day <= cx.today()), "This day is still to come.");
        let says = !self.words.trim().is_empty();
        problems.require("how", says, "Write who confirmed it and how: a letter, a certificate.");
        let destroyed = problems.finish(self.on.map(|on| Destroyed { on, words: self.words.trim().to_owned() }))?;
        let next = Audit { destroyed: Some(destroyed), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("copies destroyed"))?;
        Ok(Done::with(self.audit, Fact::DutiesChanged))
    }
}
