//! All SQL about legal holds.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{LegalHoldId, PatientId};

use super::LegalHold;

impl Record for LegalHold {
    const TABLE: &'static str = "legal_hold";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("state", text(self.state()))]
    }
}

pub(super) fn load(tx: &Tx<'_>, id: LegalHoldId) -> Result<Stored<LegalHold>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every hold on a person's record, the newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<LegalHold>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// The holds that bind a person's record now.
///
/// # Errors
/// The database's own.
pub fn in_force(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<LegalHold>>, StoreError> {
    tx.find("patient_id = $1 AND state = 'in_force' ORDER BY id", &[text(patient)])
}
