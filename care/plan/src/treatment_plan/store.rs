//! All SQL about treatment plans.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::TreatmentPlan;

impl Record for TreatmentPlan {
    const TABLE: &'static str = "treatment_plan";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("review_due", text(self.review_due))]
    }
}

/// The plan of a patient.
///
/// # Errors
/// The database's own.
pub fn current_of(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<TreatmentPlan>>, StoreError> {
    tx.find_one("patient_id = $1 ORDER BY recorded_at DESC LIMIT 1", &[text(patient)])
}

/// The plans of these patients.
///
/// # Errors
/// The database's own.
pub fn of_patients(tx: &Tx<'_>, patients: &[PatientId]) -> Result<Vec<Stored<TreatmentPlan>>, StoreError> {
    tx.find_among("patient_id", patients, "", &[])
}
