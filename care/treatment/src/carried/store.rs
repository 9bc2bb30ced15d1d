//! All SQL about what a carried program gave back.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::CarriedConflictId;

use super::{CarriedConflict, CarriedDay};

impl Record for CarriedDay {
    const TABLE: &'static str = "carried_day";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("sha256", text(&self.sha256))]
    }
}

impl Record for CarriedConflict {
    const TABLE: &'static str = "carried_conflict";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("sha256", text(&self.theirs.hash)),
            ("is_open", int(i64::from(self.decided.is_none()))),
        ]
    }
}

/// What was given back so far, the newest first.
///
/// # Errors
/// The database's own.
pub fn days(tx: &Tx<'_>) -> Result<Vec<Stored<CarriedDay>>, StoreError> {
    tx.find("1 = 1 ORDER BY recorded_at DESC, id DESC", &[])
}

/// What met something, the open first.
///
/// # Errors
/// The database's own.
pub fn conflicts(tx: &Tx<'_>) -> Result<Vec<Stored<CarriedConflict>>, StoreError> {
    tx.find("1 = 1 ORDER BY is_open DESC, recorded_at DESC, id LIMIT 200", &[])
}

/// The giving with a hash.
pub(super) fn day_of(tx: &Tx<'_>, sha256: &str) -> Result<Option<Stored<CarriedDay>>, StoreError> {
    tx.find_one("sha256 = $1", &[text(sha256)])
}

/// The conflict that a row brought already.
pub(super) fn conflict_of(tx: &Tx<'_>, sha256: &str) -> Result<Option<Stored<CarriedConflict>>, StoreError> {
    tx.find_one("sha256 = $1", &[text(sha256)])
}

/// The conflict with an id.
pub(super) fn load(tx: &Tx<'_>, id: CarriedConflictId) -> Result<Stored<CarriedConflict>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}
