//! All SQL about attendance.

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::Attendance;

impl Record for Attendance {
    const TABLE: &'static str = "attendance";
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

/// The attendance of a person on a day, if anything was noted.
///
/// # Errors
/// The database's own.
pub fn attendance_of(tx: &Tx<'_>, patient: PatientId, day: Date) -> Result<Option<Stored<Attendance>>, StoreError> {
    tx.find_one("patient_id = $1 AND day = $2", &[text(patient), text(day)])
}

/// A person's attendance in a range of days, newest first.
///
/// # Errors
/// The database's own.
pub fn attendances_between(tx: &Tx<'_>, patient: PatientId, from: Date, to: Date) -> Result<Vec<Stored<Attendance>>, StoreError> {
    tx.find("patient_id = $1 AND day >= $2 AND day <= $3 ORDER BY day DESC", &[text(patient), text(from), text(to)])
}

/// The attendance of these people on a day.
///
/// # Errors
/// The database's own.
pub fn attendances_of(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<Vec<Stored<Attendance>>, StoreError> {
    tx.find_among("patient_id", patients, "AND day = $1", &[text(day)])
}

/// Everybody's attendance on a day.
///
/// # Errors
/// The database's own.
pub fn attendances_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<Attendance>>, StoreError> {
    tx.find("day = $1", &[text(day)])
}
