//! Renews an agreement with the same people for the same services: a new version with its own days (P2-58). The versions of before stay, each
//! with the paper that was signed for it; the paper of the new one is still to be added.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::AgreementId;

use super::model::Agreement;
use super::store;
use crate::Fact;

/// What both signed anew.
#[derive(Clone, Debug)]
pub struct RenewAgreement {
    /// Which.
    pub agreement: AgreementId,
    /// The day it was signed again by both.
    pub signed_on: Option<Date>,
    /// Its new last day; nothing when it runs until it is ended.
    pub valid_to: Option<Date>,
    /// Where the signed paper lies.
    pub kept_at: String,
}

impl Command for RenewAgreement {
    type Output = AgreementId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AgreementId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Agreement)?;
        let current = store::load(cx.tx, self.agreement)?;
        if current.ended.is_some() {
            let sentence = "This agreement was ended.";
            return Err(Refusal::refused("agreement_ended", "P2-58", sentence, "Record what was signed as another agreement."));
        }
        let kept_at = self.kept_at.trim().to_owned();
        if Some(current.signed_on) == self.signed_on && current.valid_to == self.valid_to && current.kept_at == kept_at {
            return Ok(Done::already(self.agreement));
        }
        let mut problems = Problems::none();
        problems.require("signed_on", self.signed_on.is_some(), "Write the day on which both had signed again.");
        let fits = |day: Date| current.signed_on < day && day <= cx.today();
        let sentence = "Write a day after the signature of before, until today.";
        problems.require("signed_on", self.signed_on.is_none_or(fits), sentence);
        let in_order = self.signed_on.zip(self.valid_to).is_none_or(|(signed, last)| signed <= last);
        problems.require("valid_to", in_order, "It cannot end before it was signed.");
        let next = problems.finish(self.signed_on.map(|signed_on| Agreement {
            signed_on,
            valid_to: self.valid_to,
            kept_at,
            document: None,
            ..current.record.clone()
        }))?;
        cx.tx.amend(&next, current.version, &cx.entry("agreement renewed"))?;
        Ok(Done::with(self.agreement, Fact::DutiesChanged))
    }
}
