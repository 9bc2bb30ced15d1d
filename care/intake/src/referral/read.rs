//! Reads documents back: for the chart, as "from referral", and as the original file.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use store::{Author, Stored};
use vocabulary::id::{InquiryId, PatientId, ReferralId};

use super::{ReferralContent, ReferralDocument, reconcile, staff_name, store as documents};

/// Asks for every document about a person, the newest first. Nothing in them was taken into our own lists.
#[derive(Clone, Copy, Debug)]
pub struct ReferralsOf {
    /// About whom.
    pub patient: PatientId,
}

/// A document, as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferralView {
    /// The document.
    pub id: ReferralId,
    /// Its inquiry.
    pub inquiry: InquiryId,
    /// When it reached us.
    pub received_at: Timestamp,
    /// Who took it in, by name.
    pub received_by: String,
    /// The name of the file.
    pub file_name: String,
    /// What the original is.
    pub media_type: String,
    /// The hash of the original.
    pub sha256: String,
    /// By which way it came, in words.
    pub came_by: String,
    /// What was read from it.
    pub content: ReferralContent,
}

/// Asks for the original of a document.
#[derive(Clone, Copy, Debug)]
pub struct OriginalDocument {
    /// Which.
    pub referral: ReferralId,
}

/// A document as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The name of the file.
    pub file_name: String,
    /// What it is.
    pub media_type: String,
    /// Byte for byte.
    pub bytes: Vec<u8>,
}

impl Query for ReferralsOf {
    type View = Vec<ReferralView>;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<ReferralView>>, Refusal> {
        cx.require(Action::View, Kind::ReferralDocument)?;
        let views: Result<Vec<_>, Refusal> =
            documents::about(cx.tx, self.patient)?.into_iter().map(|found| view(cx, found)).collect();
        Ok(Guarded::chart(self.patient, Kind::ReferralDocument, views?))
    }
}

impl Query for OriginalDocument {
    type View = Original;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Original>, Refusal> {
        cx.require(Action::View, Kind::ReferralDocument)?;
        let document = documents::load(cx.tx, self.referral)?;
        let (media_type, bytes) = cx.tx.original(&document.sha256)?.ok_or(Refusal::NotFound)?;
        let original = Original { file_name: document.file_name.clone(), media_type, bytes };
        Ok(Guarded::chart(reconcile::person_of(cx, &document)?, Kind::ReferralDocument, original))
    }
}

/// Asks for a file inside a document.
#[derive(Clone, Copy, Debug)]
pub struct AttachedFile {
    /// Of which document.
    pub referral: ReferralId,
    /// Which, counted from 0.
    pub number: usize,
}

impl Query for AttachedFile {
    type View = Original;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Original>, Refusal> {
        cx.require(Action::View, Kind::ReferralDocument)?;
        let document = documents::load(cx.tx, self.referral)?;
        let file = document.content.attachments.get(self.number).ok_or(Refusal::NotFound)?;
        let (media_type, bytes) = cx.tx.original(&file.sha256)?.ok_or(Refusal::NotFound)?;
        let original = Original { file_name: file.title.clone().unwrap_or_default(), media_type, bytes };
        Ok(Guarded::chart(reconcile::person_of(cx, &document)?, Kind::ReferralDocument, original))
    }
}

pub(super) fn view(cx: &Context<'_>, found: Stored<ReferralDocument>) -> Result<ReferralView, Refusal> {
    let received_by = match found.recorded_by {
        Author::Staff(staff) => staff_name(cx, staff)?,
        Author::Stepdown => "Stepdown".to_owned(),
        Author::Patient(_) => "the person".to_owned(),
    };
    let Stored { record, recorded_at, .. } = found;
    Ok(ReferralView {
        id: record.id,
        inquiry: record.inquiry,
        received_at: record.received_at.unwrap_or(recorded_at),
        received_by,
        file_name: record.file_name,
        media_type: record.media_type,
        sha256: record.sha256,
        came_by: record.came_by.words(),
        content: record.content,
    })
}
