//! All SQL about counted days.

use std::collections::HashMap;

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::ServiceDay;

impl Record for ServiceDay {
    const TABLE: &'static str = "service_day";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("day", text(self.day)),
            ("state", text(self.state.as_str())),
            ("planned_minutes", int(self.planned_minutes)),
            ("credited_minutes", int(self.credited_minutes)),
        ]
    }
}

/// The counted day of these people.
pub(super) fn of_patients_on(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<Vec<Stored<ServiceDay>>, StoreError> {
    tx.find_among("patient_id", patients, "AND day = $1", &[text(day)])
}

/// Everybody's counted day.
///
/// # Errors
/// The database's own.
pub fn on_day(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<ServiceDay>>, StoreError> {
    tx.find("day = $1", &[text(day)])
}

/// A person's counted days in a range, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient_between(tx: &Tx<'_>, patient: PatientId, from: Date, to: Date) -> Result<Vec<Stored<ServiceDay>>, StoreError> {
    tx.find("patient_id = $1 AND day >= $2 AND day <= $3 ORDER BY day DESC", &[text(patient), text(from), text(to)])
}

/// Days that are held, oldest first.
///
/// # Errors
/// The database's own.
pub fn held_between(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<ServiceDay>>, StoreError> {
    tx.find("state = 'held' AND day >= $1 AND day <= $2 ORDER BY day, id", &[text(from), text(to)])
}

/// Minutes credited to each person in a range of days.
///
/// # Errors
/// The database's own.
pub fn minutes_between(tx: &Tx<'_>, from: Date, to: Date) -> Result<HashMap<PatientId, i64>, StoreError> {
    tx.query(
        "SELECT patient_id, CAST(SUM(credited_minutes) AS BIGINT) FROM service_day WHERE day >= $1 AND day <= $2 GROUP BY patient_id",
        &[text(from), text(to)],
    )?
    .iter()
    .map(|row| Ok((row.parse(0)?, row.int(1)?)))
    .collect()
}

/// The last day on which each person was credited any minute, since a day.
///
/// # Errors
/// The database's own.
pub fn last_attended_since(tx: &Tx<'_>, since: Date) -> Result<HashMap<PatientId, Date>, StoreError> {
    tx.query(
        "SELECT patient_id, MAX(day) FROM service_day WHERE day >= $1 AND credited_minutes > 0 GROUP BY patient_id",
        &[text(since)],
    )?
    .iter()
    .map(|row| Ok((row.parse(0)?, row.parse(1)?)))
    .collect()
}

/// The days of a person from a day on that were counted before, so that they can be counted anew.
pub(crate) fn days_from(tx: &Tx<'_>, patient: PatientId, from: Date) -> Result<Vec<Date>, StoreError> {
    tx.query("SELECT day FROM service_day WHERE patient_id = $1 AND day >= $2 ORDER BY day", &[text(patient), text(from)])?
        .iter()
        .map(|row| row.parse(0))
        .collect()
}
