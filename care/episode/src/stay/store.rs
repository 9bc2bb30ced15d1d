//! All SQL about stays.

use jiff::civil::Date;
use store::{Chain, Entry, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::Stay;

impl Record for Stay {
    const TABLE: &'static str = "stay";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("from_day", text(self.from)),
            ("to_day", self.to.map(text).unwrap_or(Value::Null)),
        ]
    }
}

/// The stay of a patient on a day.
///
/// # Errors
/// The database's own.
pub fn current_of(tx: &Tx<'_>, patient: PatientId, day: Date) -> Result<Option<Stored<Stay>>, StoreError> {
    tx.find_one(
        "patient_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY from_day DESC LIMIT 1",
        &[text(patient), text(day)],
    )
}

/// Everybody's stay on a day, for these patients.
///
/// # Errors
/// The database's own.
pub fn of_patients_on(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<Vec<Stored<Stay>>, StoreError> {
    let on_day = "AND from_day <= $1 AND (to_day IS NULL OR to_day >= $1) ORDER BY from_day";
    tx.find_among("patient_id", patients, on_day, &[text(day)])
}

/// Everybody's stay on a day: who is in care, person by person; of two that overlap, the one that began last stands last.
///
/// # Errors
/// The database's own.
pub fn all_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<Stay>>, StoreError> {
    tx.find("from_day <= $1 AND (to_day IS NULL OR to_day >= $1) ORDER BY from_day", &[text(day)])
}

/// Saves a new stay.
///
/// # Errors
/// The database's own.
pub fn save_new(tx: &Tx<'_>, stay: &Stay, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.append(stay, entry)
}

/// Saves the next version of a stay.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else was first.
pub fn save_next(tx: &Tx<'_>, stay: &Stay, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.amend(stay, version, entry)
}
