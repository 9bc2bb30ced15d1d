//! All SQL about how hours step down.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::TaperPlan;

impl Record for TaperPlan {
    const TABLE: &'static str = "taper_plan";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient))]
    }
}

/// The taper of one person; nothing while none was written.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<TaperPlan>>, StoreError> {
    tx.find_one("patient_id = $1", &[text(patient)])
}
