//! All SQL about editions of the notice.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::edition::{NOTICE, NoticeEdition};
use crate::paper::Paper;

impl Record for NoticeEdition {
    const TABLE: &'static str = "notice_edition";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("number", int(i64::from(self.number))), ("in_force_from", text(self.in_force_from))]
    }
}

/// What the program wrote, in the order of their numbers.
pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<Stored<NoticeEdition>>, StoreError> {
    tx.find("1 = 1 ORDER BY number", &[])
}

/// The notices that these people were given, in the order in which they were given.
pub(super) fn given_to(tx: &Tx<'_>, people: &[PatientId]) -> Result<Vec<Stored<Paper>>, StoreError> {
    tx.find_among("patient_id", people, "AND template = $1 ORDER BY id", &[text(NOTICE)])
}
