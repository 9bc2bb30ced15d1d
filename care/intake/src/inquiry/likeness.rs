//! Who and what an inquiry may be the same as: people in the program, and other open inquiries. Shown, never merged.

use access::{Context, Refusal};
use episode::patient::duplicates::likeness;
use episode::patient::{Likeness, PossibleDuplicate, possible_duplicates};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stored;
use vocabulary::id::InquiryId;
use vocabulary::{PersonName, Phone};

use super::Inquiry;

/// Another open inquiry that may be about the same person: "spoke with us on Feb 2?".
#[derive(Clone, Debug, PartialEq)]
pub struct LikeInquiry {
    /// Which.
    pub id: InquiryId,
    /// The name.
    pub name: PersonName,
    /// First identifier, when it was said.
    pub birth_date: Option<Date>,
    /// Second identifier, when it was said.
    pub phone: Option<Phone>,
    /// When it reached us.
    pub received_at: Timestamp,
    /// Why we ask; never empty.
    pub why: Vec<Likeness>,
}

/// Known people who may be the person of this inquiry.
pub(super) fn known_people(cx: &Context<'_>, inquiry: &Inquiry) -> Result<Vec<PossibleDuplicate>, Refusal> {
    let mut found = possible_duplicates(cx, &inquiry.features())?;
    found.retain(|possible| possible.found.id != inquiry.person());
    Ok(found)
}

/// The other inquiries among `open` that may be about the same person.
pub(super) fn like(inquiry: &Inquiry, open: &[Stored<Inquiry>]) -> Vec<LikeInquiry> {
    let asked = inquiry.features();
    open.iter()
        .filter(|other| other.id != inquiry.id)
        .map(|other| LikeInquiry {
            id: other.id,
            name: other.name.clone(),
            birth_date: other.birth_date,
            phone: other.phones().next().map(|(phone, _)| phone.clone()),
            received_at: other.received_at,
            why: likeness(&asked, &other.features()),
        })
        .filter(|other| !other.why.is_empty())
        .collect()
}
