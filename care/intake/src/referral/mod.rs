//! A clinical document from another provider: the original kept whole, what was read from it beside it, and what could not be
//! read listed (S-06). Nothing of it becomes our own record by itself: it is shown as "from referral".
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | received | kept, with a new inquiry | intake |
//! | kept | received again | as it was; the known inquiry is the answer | intake |

pub mod content;
pub mod read;
pub mod receive;
mod store;

use access::{Circumstances, Context, Kind, Refusal, Staff};
use serde::{Deserialize, Serialize};
use vocabulary::id::{InquiryId, PatientId, ReferralId, StaffId};

use crate::Inquiry;

pub use content::{PatientAsSent, ReferralContent, ReferralItem, ReferralSection};
pub use read::{Original, OriginalDocument, ReferralView, ReferralsOf};
pub use receive::{ReceiveReferral, ReferralReceipt};

/// A document that another provider sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralDocument {
    /// The id.
    pub id: ReferralId,
    /// Whom it is about: the person of the inquiry.
    pub patient: PatientId,
    /// The inquiry it opened.
    pub inquiry: InquiryId,
    /// The hash of the original, under which it is kept whole.
    pub sha256: String,
    /// What the original is: `application/xml`.
    pub media_type: String,
    /// The name of the file, without its folders.
    pub file_name: String,
    /// What was read from it.
    pub content: ReferralContent,
}

/// The document of an inquiry, for those who may read such documents; the front desk may not.
pub(crate) fn view_of(cx: &Context<'_>, inquiry: &Inquiry) -> Result<Option<ReferralView>, Refusal> {
    let Some(id) = inquiry.referral else { return Ok(None) };
    if !cx.may(access::Action::View, Kind::ReferralDocument, Circumstances::default()) {
        return Ok(None);
    }
    Ok(Some(read::view(cx, store::load(cx.tx, id)?)?))
}

/// A member of staff as they sign.
pub(crate) fn staff_name(cx: &Context<'_>, staff: StaffId) -> Result<String, Refusal> {
    Ok(cx.tx.load::<Staff>(staff)?.map_or_else(|| "a former colleague".to_owned(), |known| known.signature_name()))
}

#[cfg(test)]
mod tests;
