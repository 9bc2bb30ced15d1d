//! All SQL about audits.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::AuditId;

use super::Audit;

impl Record for Audit {
    const TABLE: &'static str = "audit";
    fn id(&self) -> Uuid {
        self.id.0
    }
    // An audit is about several people; it names them by nothing but their ids.
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let destroy_by = self.promise.as_ref().and_then(|promise| promise.destroy_by);
        vec![
            ("recorded_on", text(self.recorded_on)),
            ("state", text(self.state())),
            ("destroy_by", destroy_by.map_or(Value::Null, text)),
        ]
    }
}

/// The audit with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: AuditId) -> Result<Stored<Audit>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The audit with an id, when it goes on.
pub(super) fn load_open(tx: &Tx<'_>, id: AuditId) -> Result<Stored<Audit>, Refusal> {
    let audit = load(tx, id)?;
    if audit.ended.is_some() {
        let sentence = "This audit is over; nothing is added to it.";
        return Err(Refusal::refused("audit_over", "P2-43", sentence, "Record another audit."));
    }
    Ok(audit)
}

/// Every audit, the newest first.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<Audit>>, StoreError> {
    tx.find("1 = 1 ORDER BY recorded_on DESC, id DESC", &[])
}
