//! All SQL about concerns.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::Concern;

impl Record for Concern {
    const TABLE: &'static str = "concern";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("is_open", Value::from(self.outcome.is_none()))]
    }
}

/// The concerns that nobody has closed.
///
/// # Errors
/// The database's own.
pub fn open_concerns(tx: &Tx<'_>) -> Result<Vec<Stored<Concern>>, StoreError> {
    tx.find("is_open = 1 ORDER BY recorded_at", &[])
}

/// The concerns about one person that nobody has closed.
///
/// # Errors
/// The database's own.
pub fn open_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Concern>>, StoreError> {
    tx.find("is_open = 1 AND patient_id = $1 ORDER BY recorded_at", &[text(patient)])
}
