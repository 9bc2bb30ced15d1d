//! Keeps what somebody has typed into one part and not saved yet: working paper (ADR 0009), one for each writer, replaced at every pause
//! and gone when the part is saved. It survives a reload and a lost line. Two windows of one person never overwrite each other silently.

use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use vocabulary::id::InquiryId;

use super::save::refuse_when_signed;
use super::{Part, store};
use crate::Fact;

/// A part has no more fields than this.
const MOST_FIELDS: usize = 400;
/// All that is typed into a part is no longer than this, in bytes.
const MOST_BYTES: usize = 200_000;

/// Keeps a part as it stands in the form.
#[derive(Clone, Debug)]
pub struct KeepDraft {
    /// Of which inquiry's assessment.
    pub inquiry: InquiryId,
    /// Which part.
    pub part: Part,
    /// Every field of the form with its value, as typed.
    pub fields: Vec<(String, String)>,
    /// The version it was made from; 0 when there was none.
    pub based_on: i64,
}

/// A part as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which part.
    pub part: Part,
    /// Counted from 1.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// Every field with its value, as typed.
    pub fields: Vec<(String, String)>,
}

/// How keeping went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftReceipt {
    /// Kept as this version.
    Kept(i64),
    /// Another window of the same person kept this version meanwhile; nothing was overwritten.
    Met(i64),
}

impl Receipt for DraftReceipt {}

impl Command for KeepDraft {
    type Output = DraftReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DraftReceipt, Fact>, Refusal> {
        cx.require(writes(self.part), Kind::Assessment)?;
        let assessment = store::of_inquiry(cx.tx, self.inquiry)?.ok_or(Refusal::NotFound)?;
        refuse_when_signed(&assessment)?;
        let bytes: usize = self.fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        if self.fields.len() > MOST_FIELDS || bytes > MOST_BYTES {
            return Err(Refusal::invalid(self.part.as_str(), "This is more than fits into one part. Shorten it."));
        }
        let known = store::draft_of(cx.tx, assessment.id, self.part, cx.actor.staff)?;
        let receipt = decide(known.as_ref(), self);
        if let DraftReceipt::Kept(version) = receipt {
            let fields = self.fields.clone();
            let draft = Draft { part: self.part, version, saved_at: cx.now, fields };
            store::put_draft(cx.tx, assessment.id, cx.actor.staff, &draft)?;
        }
        Ok(Done::already(receipt))
    }
}

/// Ratings are a judgment of those who may sign; everything else is written by whoever talks with the person.
const fn writes(part: Part) -> Action {
    match part {
        Part::Ratings => Action::Sign,
        _ => Action::Amend,
    }
}

/// The same words again are no second text.
fn decide(known: Option<&Draft>, wish: &KeepDraft) -> DraftReceipt {
    let version = known.map_or(0, |draft| draft.version);
    let same = known.is_some_and(|draft| draft.fields == wish.fields);
    if same {
        DraftReceipt::Kept(version)
    } else if version == wish.based_on || known.is_none() {
        DraftReceipt::Kept(version.max(wish.based_on) + 1)
    } else {
        DraftReceipt::Met(version)
    }
}
