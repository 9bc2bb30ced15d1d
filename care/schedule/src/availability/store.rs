//! All SQL about what people's lives leave for the program.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::Availability;

impl Record for Availability {
    const TABLE: &'static str = "availability";
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

/// What is known of one person; nothing while nobody has asked.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<Availability>>, StoreError> {
    tx.find_one("patient_id = $1", &[text(patient)])
}
