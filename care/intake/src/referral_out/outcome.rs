//! Notes what came of a hand-over, so that nobody is lost between two places.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::{InquiryId, ReferralOutId};

use super::{Outcome, OutcomeKind, ReferralOut, store};
use crate::Fact;

/// Notes it.
#[derive(Clone, Debug)]
pub struct NoteOutcome {
    /// Of which.
    pub referral: ReferralOutId,
    /// Out of which inquiry, as the address says: under any other it is not there.
    pub inquiry: InquiryId,
    /// What came of it.
    pub result: OutcomeKind,
    /// In words; may be empty.
    pub words: String,
}

impl Command for NoteOutcome {
    type Output = ReferralOutId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ReferralOutId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::ReferralOut)?;
        let current = store::load(cx.tx, self.referral)?;
        if current.inquiry != self.inquiry {
            return Err(Refusal::NotFound);
        }
        let words = self.words.trim().to_owned();
        if current.outcome.as_ref().is_some_and(|known| known.result == self.result && known.words == words) {
            return Ok(Done::already(self.referral));
        }
        let outcome = Some(Outcome { result: self.result, words, at: cx.now });
        let next = ReferralOut { outcome, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("outcome of the hand-over"))?;
        Ok(Done::with(self.referral, Fact::InquiryChanged { inquiry: current.inquiry }))
    }
}
