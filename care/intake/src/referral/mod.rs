//! A clinical document from another provider: the original kept whole, what was read from it beside it, and what could not be
//! read listed (S-06). Nothing of it becomes our own record by itself: it is shown as "from referral".
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | received | kept, with a new inquiry | intake |
//! | – | received as pages (PDF, TIFF, JPEG, PNG) | kept, to be indexed by hand | intake |
//! | to be indexed | indexed | kept, with a new inquiry | intake |
//! | kept | received again | as it was; the known inquiry is the answer | intake |

pub mod content;
pub mod index;
pub mod read;
pub mod receive;
pub mod reconcile;
pub mod reconciliation;
pub mod reported_history;
pub mod sender;
mod store;

use access::{Circumstances, Context, Kind, Refusal, Staff};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{InquiryId, PatientId, ReferralId, ReferralSenderId, StaffId};

use crate::Inquiry;

pub use content::{PatientAsSent, ReferralAttachment, ReferralContent, ReferralItem, ReferralSection};
pub use index::{IndexReferral, PagesRow, PagesToIndex};
pub use read::{AttachedFile, Original, OriginalDocument, ReferralView, ReferralsOf};
pub use receive::{DocumentAsRead, ReceiveReferral, ReferralReceipt, SentAttachment};
pub use reconcile::ReconcileItem;
pub use reconciliation::{ChartLine, ItemToDecide, Reconciliation, ReconciliationView};
pub use reported_history::{ReportedHistory, ReportedLine};
pub use sender::{AllowSender, ReferralSender, ReferralSenders, RevokeSender, SenderOfToken};

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
    /// By which way it came.
    #[serde(default)]
    pub came_by: CameBy,
    /// When it reached us, where a later version tells more than the first.
    #[serde(default)]
    pub received_at: Option<Timestamp>,
    /// Whether it is pages that nobody has read yet: the inquiry begins when somebody indexes them.
    #[serde(default)]
    pub awaits_index: bool,
}

/// By which way a document came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CameBy {
    /// Somebody here took it in.
    #[default]
    Hand,
    /// It lay in the folder that is watched.
    Folder,
    /// A sender with a token sent it.
    Sender {
        /// Who.
        id: ReferralSenderId,
        /// Their name then.
        name: String,
    },
}

impl CameBy {
    /// In words, for screens.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Hand => "taken in by hand".to_owned(),
            Self::Folder => "from the watched folder".to_owned(),
            Self::Sender { name, .. } => format!("sent by {name}"),
        }
    }
}

/// Whether a file of this kind is pages that only a person can read.
#[must_use]
pub fn is_pages(media_type: &str) -> bool {
    matches!(media_type, "application/pdf" | "image/tiff" | "image/jpeg" | "image/png")
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

#[cfg(test)]
mod packet_tests;
