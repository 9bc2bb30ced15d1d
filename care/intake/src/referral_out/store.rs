//! All SQL about ways to other places and their directory.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::{InquiryId, ReferralOutId};

use super::{PlaceBook, ReferralOut};

impl Record for ReferralOut {
    const TABLE: &'static str = "referral_out";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("inquiry_id", text(self.inquiry))]
    }
}

impl Record for PlaceBook {
    const TABLE: &'static str = "place_book";
    fn id(&self) -> Uuid {
        self.id
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![]
    }
}

/// The one with an id.
pub(super) fn load(tx: &Tx<'_>, id: ReferralOutId) -> Result<Stored<ReferralOut>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every way to another place of an inquiry, oldest first.
pub(crate) fn of(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Vec<Stored<ReferralOut>>, StoreError> {
    tx.find("inquiry_id = $1 ORDER BY id", &[text(inquiry)])
}
