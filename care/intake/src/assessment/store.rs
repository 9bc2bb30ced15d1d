//! All SQL about assessments.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::{AssessmentId, InquiryId};

use super::Assessment;

impl Record for Assessment {
    const TABLE: &'static str = "assessment";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("inquiry_id", text(self.inquiry)),
            ("is_signed", Value::from(self.signed.is_some())),
        ]
    }
}

/// The assessment with an id.
pub(crate) fn load(tx: &Tx<'_>, id: AssessmentId) -> Result<Stored<Assessment>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The assessment of an inquiry.
///
/// # Errors
/// The database's own.
pub fn of_inquiry(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Option<Stored<Assessment>>, StoreError> {
    tx.find_one("inquiry_id = $1", &[text(inquiry)])
}
