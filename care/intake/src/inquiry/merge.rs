//! Joins one inquiry to another about the same person, and parts them again. A person decides, never the program; both stay readable,
//! each in its own chain, and the link between them has versions like every record.
//!
//! | standing | event | next | who may |
//! |---|---|---|---|
//! | – | merged | in force | intake, clinical director |
//! | in force | unmerged | taken back | intake, clinical director |
//! | taken back | merged | in force | intake, clinical director |

use std::collections::HashMap;

use access::{Action, Command, Context, Done, Kind, Refusal};
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};
use vocabulary::id::{InquiryId, InquiryMergeId, PatientId};

use super::store as inquiries;
use crate::Fact;

/// That one inquiry is about the same person as another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryMerge {
    /// The id.
    pub id: InquiryMergeId,
    /// Which inquiry steps back.
    pub inquiry: InquiryId,
    /// Into which one.
    pub into: InquiryId,
    /// Who asked in the one that steps back: the link stands in their chain.
    pub patient: PatientId,
    /// Whether it holds now.
    pub is_in_force: bool,
}

/// Joins an inquiry to another.
#[derive(Clone, Copy, Debug)]
pub struct MergeInquiries {
    /// Which steps back.
    pub inquiry: InquiryId,
    /// Into which one.
    pub into: InquiryId,
}

/// Parts an inquiry from the one it was joined to.
#[derive(Clone, Copy, Debug)]
pub struct UnmergeInquiries {
    /// Which comes back.
    pub inquiry: InquiryId,
}

impl Command for MergeInquiries {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Move, Kind::Inquiry)?;
        let (one, other) = (inquiries::load(cx.tx, self.inquiry)?, inquiries::load(cx.tx, self.into)?);
        let in_force = in_force(cx.tx)?;
        if in_force.get(&self.inquiry) == Some(&self.into) {
            return Ok(Done::already(self.into));
        }
        let is_open = one.state().is_open() && other.state().is_open();
        decide(self, is_open, &in_force)?;
        let known = inquiries::merge_of(cx.tx, self.inquiry, self.into)?;
        let entry = cx.entry("joined to another inquiry");
        match known {
            Some(known) => {
                let next = InquiryMerge { is_in_force: true, ..known.record.clone() };
                cx.tx.amend(&next, known.version, &entry)?;
            }
            None => {
                let (inquiry, into, patient) = (self.inquiry, self.into, one.patient);
                let new = InquiryMerge { id: cx.new_id(), inquiry, into, patient, is_in_force: true };
                cx.tx.append(&new, &entry)?;
            }
        }
        Ok(Done::with(self.into, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}

/// One step only: an inquiry that others were joined to stays where it is, and one that stepped back receives nobody.
fn decide(wish: &MergeInquiries, is_open: bool, in_force: &HashMap<InquiryId, InquiryId>) -> Result<(), Refusal> {
    let refuse = |sentence: &str, remedy: &str| Err(Refusal::refused("cannot_merge", "S-06", sentence, remedy));
    if wish.inquiry == wish.into {
        return refuse("This is the same inquiry.", "Choose another one.");
    }
    if !is_open {
        return refuse("One of the two has ended.", "Open it again first.");
    }
    if in_force.contains_key(&wish.inquiry) || in_force.contains_key(&wish.into) {
        return refuse(
            "One of the two is joined to another inquiry already.",
            "Part it first, or choose the one it is joined to.",
        );
    }
    if in_force.values().any(|into| *into == wish.inquiry) {
        return refuse("Other inquiries are joined to this one.", "Join the other one to this one instead.");
    }
    Ok(())
}

impl Command for UnmergeInquiries {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Move, Kind::Inquiry)?;
        let inquiry = inquiries::load(cx.tx, self.inquiry)?;
        for known in inquiries::merges_of(cx.tx, inquiry.id)? {
            let next = InquiryMerge { is_in_force: false, ..known.record.clone() };
            cx.tx.amend(&next, known.version, &cx.entry("parted again"))?;
        }
        Ok(Done::with(self.inquiry, Fact::InquiryChanged { inquiry: self.inquiry }))
    }
}

/// Every inquiry that steps back now, with the one it was joined to.
fn in_force(tx: &Tx<'_>) -> Result<HashMap<InquiryId, InquiryId>, StoreError> {
    Ok(inquiries::merges(tx)?.into_iter().map(|one| (one.inquiry, one.into)).collect())
}

/// Nobody is admitted out of an inquiry that steps back.
pub(crate) fn refuse_when_merged(cx: &Context<'_>, inquiry: InquiryId) -> Result<(), Refusal> {
    if !inquiries::merges_of(cx.tx, inquiry)?.is_empty() {
        let remedy = "Admit the person out of that one, or part the two first.";
        return Err(Refusal::refused("inquiry_merged", "S-06", "This inquiry is joined to another one.", remedy));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use uuid::Uuid;

    use super::*;

    #[test]
    fn two_open_inquiries_are_joined_in_one_step_only() {
        let [a, b, c] = [1, 2, 3].map(|n| InquiryId(Uuid::from_u128(n)));
        let wish = |inquiry, into| MergeInquiries { inquiry, into };
        let none = HashMap::new();
        let a_into_b = HashMap::from([(a, b)]);
        for (wish, is_open, in_force, fits) in [
            (wish(a, b), true, &none, true),
            (wish(a, a), true, &none, false),
            (wish(a, b), false, &none, false),
            (wish(a, c), true, &a_into_b, false),
            (wish(c, a), true, &a_into_b, false),
            (wish(b, c), true, &a_into_b, false),
            (wish(c, b), true, &a_into_b, true),
        ] {
            assert_eq!(decide(&wish, is_open, in_force).is_ok(), fits, "{wish:?}");
        }
    }
}
