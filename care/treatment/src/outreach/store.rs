//! All SQL about outreach.

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::Outreach;

impl Record for Outreach {
    const TABLE: &'static str = "outreach";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("day", text(self.day))]
    }
}

/// The newest attempts to reach a person.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId, limit: i64) -> Result<Vec<Stored<Outreach>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY recorded_at DESC LIMIT $2", &[text(patient), int(limit)])
}

/// Every attempt of a day.
///
/// # Errors
/// The database's own.
pub fn on_day(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<Outreach>>, StoreError> {
    tx.find("day = $1 ORDER BY recorded_at", &[text(day)])
}
