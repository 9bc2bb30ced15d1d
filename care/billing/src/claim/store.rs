//! All SQL about claims and batches.

use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::{ClaimBatchId, PatientId};

use super::{Claim, ClaimBatch};

impl Record for Claim {
    const TABLE: &'static str = "claim";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("batch_id", text(self.batch)),
            ("payer_id", text(self.payer)),
            ("number", text(&self.number)),
        ]
    }
}

impl Record for ClaimBatch {
    const TABLE: &'static str = "claim_batch";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("built_on", text(self.built_on)), ("control_number", int(self.control_number))]
    }
}

pub(super) fn next_control_number(tx: &Tx<'_>) -> Result<i64, StoreError> {
    let newest = tx.query_one("SELECT MAX(control_number) FROM claim_batch", &[])?;
    Ok(newest.map_or(Ok(None), |row| row.maybe_int(0))?.unwrap_or(0) + 1)
}

/// The claims of a batch, by number: payer by payer, person by person.
///
/// # Errors
/// The database's own.
pub fn of_batch(tx: &Tx<'_>, batch: ClaimBatchId) -> Result<Vec<Stored<Claim>>, StoreError> {
    tx.find("batch_id = $1 ORDER BY number", &[text(batch)])
}

/// The newest batches.
///
/// # Errors
/// The database's own.
pub fn all_batches(tx: &Tx<'_>, limit: i64) -> Result<Vec<Stored<ClaimBatch>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY control_number DESC LIMIT $1", &[int(limit)])
}

/// The claims about a person, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Claim>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY number DESC", &[text(patient)])
}
