//! All SQL about sliding fees.

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::SlidingFee;

impl Record for SlidingFee {
    const TABLE: &'static str = "sliding_fee";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("from_day", text(self.from))]
    }
}

/// A person's agreements, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<SlidingFee>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY from_day DESC, id DESC", &[text(patient)])
}

/// The agreement that counts on a day: the one that began last and has not ended.
///
/// # Errors
/// The database's own.
pub fn on_day(tx: &Tx<'_>, patient: PatientId, day: Date) -> Result<Option<Stored<SlidingFee>>, StoreError> {
    let newest = tx.find_one::<SlidingFee>(
        "patient_id = $1 AND from_day <= $2 ORDER BY from_day DESC, id DESC LIMIT 1",
        &[text(patient), text(day)],
    )?;
    Ok(newest.filter(|fee| fee.to >= day))
}
