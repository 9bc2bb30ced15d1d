//! All SQL about complaints.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::ComplaintId;

use super::Complaint;

impl Record for Complaint {
    const TABLE: &'static str = "complaint";
    fn id(&self) -> Uuid {
        self.id.0
    }
    // One that is about no chart stands with the program.
    fn chain(&self) -> Chain {
        self.patient.map_or(Chain::Program, Chain::Patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", self.patient.map_or(Value::Null, text)),
            ("state", text(self.state())),
            ("received_on", text(self.received_on)),
        ]
    }
}

/// The complaint with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: ComplaintId) -> Result<Stored<Complaint>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every complaint: the open ones first, the oldest before the others; then the answered ones, the newest first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<Complaint>>, StoreError> {
    let mut all = tx.find("state = 'open' ORDER BY received_on, id", &[])?;
    all.extend(tx.find("state = 'answered' ORDER BY received_on DESC, id DESC", &[])?);
    Ok(all)
}
