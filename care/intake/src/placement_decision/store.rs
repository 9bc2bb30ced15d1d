//! All SQL about placement decisions.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::InquiryId;

use super::PlacementDecision;

impl Record for PlacementDecision {
    const TABLE: &'static str = "placement_decision";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("inquiry_id", text(self.inquiry)), ("decided_at", Value::from(self.signed.at))]
    }
}

/// Every decision of an inquiry, newest first.
pub(super) fn of(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Vec<Stored<PlacementDecision>>, StoreError> {
    tx.find("inquiry_id = $1 ORDER BY decided_at DESC, id", &[text(inquiry)])
}

/// What was decided last in an inquiry.
///
/// # Errors
/// The database's own.
pub fn newest_of_inquiry(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Option<Stored<PlacementDecision>>, StoreError> {
    Ok(of(tx, inquiry)?.into_iter().next())
}
