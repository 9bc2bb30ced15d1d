//! All SQL about coverage.

use std::collections::HashMap;

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::Coverage;

impl Record for Coverage {
    const TABLE: &'static str = "coverage";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("payer_id", text(self.payer)),
            ("from_day", text(self.from)),
            ("to_day", self.to.map(text).unwrap_or(Value::Null)),
        ]
    }
}

/// A person's coverages, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Coverage>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY from_day DESC, id DESC", &[text(patient)])
}

/// The coverage that counts on a day: the one that began last.
///
/// # Errors
/// The database's own.
pub fn on_day(tx: &Tx<'_>, patient: PatientId, day: Date) -> Result<Option<Stored<Coverage>>, StoreError> {
    tx.find_one(
        "patient_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY from_day DESC, id DESC LIMIT 1",
        &[text(patient), text(day)],
    )
}

/// The coverage of each of these people that counts on a day, as [`on_day`]; who has none is not there.
///
/// # Errors
/// The database's own.
pub fn of_each_on(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<HashMap<PatientId, Coverage>, StoreError> {
    let on_day = "AND from_day <= $1 AND (to_day IS NULL OR to_day >= $1) ORDER BY from_day, id";
    let all = tx.find_among::<Coverage>("patient_id", patients, on_day, &[text(day)])?;
    Ok(all.into_iter().map(|stored| (stored.patient, stored.record)).collect())
}
