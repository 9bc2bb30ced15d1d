//! All SQL about waived gates.

use store::{StoreError, Stored, Tx, text};
use vocabulary::id::InquiryId;

use super::GateWaiver;

pub(super) fn waivers_of(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Vec<Stored<GateWaiver>>, StoreError> {
    tx.find("inquiry_id = $1 ORDER BY id DESC", &[text(inquiry)])
}
