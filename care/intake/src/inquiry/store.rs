//! All SQL about inquiries.

use access::Refusal;
use jiff::Timestamp;
use store::{Chain, Entry, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::InquiryId;

use super::{Inquiry, Outcome};

impl Record for Inquiry {
    const TABLE: &'static str = "inquiry";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let admitted_as = match &self.outcome {
            Some(Outcome::Admitted { patient, .. }) => text(patient),
            _ => Value::Null,
        };
        vec![
            ("patient_id", text(self.patient)),
            ("received_at", Value::from(self.received_at)),
            ("state", text(self.state().as_str())),
            ("admitted_as", admitted_as),
        ]
    }
}

/// The inquiry with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(crate) fn load(tx: &Tx<'_>, id: InquiryId) -> Result<Stored<Inquiry>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every inquiry that somebody still waits for, oldest first.
pub(super) fn open(tx: &Tx<'_>) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find("state IN ('new', 'contacted') ORDER BY received_at, id", &[])
}

/// Every inquiry that has ended and was received from a moment on, newest first.
pub(super) fn finished_since(tx: &Tx<'_>, from: Timestamp) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find("state IN ('admitted', 'closed') AND received_at >= $1 ORDER BY received_at DESC, id", &[Value::from(from)])
}

/// Every open inquiry received from a moment on.
pub(super) fn open_since(tx: &Tx<'_>, from: Timestamp) -> Result<Vec<Stored<Inquiry>>, StoreError> {
    tx.find("state IN ('new', 'contacted') AND received_at >= $1 ORDER BY received_at, id", &[Value::from(from)])
}

pub(crate) fn save_new(tx: &Tx<'_>, inquiry: &Inquiry, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.append(inquiry, entry)
}

pub(crate) fn save_next(tx: &Tx<'_>, inquiry: &Inquiry, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.amend(inquiry, version, entry)
}
