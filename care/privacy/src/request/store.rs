//! All SQL about requests.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{PatientId, PrivacyRequestId};

use super::PrivacyRequest;

impl Record for PrivacyRequest {
    const TABLE: &'static str = "privacy_request";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("state", text(self.state())),
            ("due_on", self.last_day().map_or(Value::Null, text)),
        ]
    }
}

/// The request with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: PrivacyRequestId) -> Result<Stored<PrivacyRequest>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every request of a person, the newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<PrivacyRequest>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// Every open request, the one that is due first before the others.
pub(super) fn all_open(tx: &Tx<'_>) -> Result<Vec<Stored<PrivacyRequest>>, StoreError> {
    tx.find("state = 'open' ORDER BY CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, id", &[])
}

/// The requests that were answered last.
pub(super) fn answered_last(tx: &Tx<'_>, limit: i64) -> Result<Vec<Stored<PrivacyRequest>>, StoreError> {
    tx.find("state = 'answered' ORDER BY recorded_at DESC, id DESC LIMIT $1", &[Value::from(limit)])
}
