//! All SQL about first visits.

use jiff::Timestamp;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;

use super::AssessmentVisit;

impl Record for AssessmentVisit {
    const TABLE: &'static str = "assessment_visit";
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
            ("staff_id", text(self.staff)),
            ("starts_at", Value::from(self.starts_at)),
        ]
    }
}

/// Every visit that begins in a span of time.
pub(super) fn between(tx: &Tx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Stored<AssessmentVisit>>, StoreError> {
    tx.find("starts_at >= $1 AND starts_at < $2 ORDER BY starts_at, id", &[Value::from(from), Value::from(to)])
}
