//! All SQL about people's own calendars.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::CalendarFeed;

impl Record for CalendarFeed {
    const TABLE: &'static str = "calendar_feed";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let token = if self.ended_at.is_some() { Value::Null } else { text(&self.token_sha256) };
        vec![("patient_id", text(self.patient)), ("token_sha256", token)]
    }
}

/// The calendar of a person, also one that ended.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<CalendarFeed>>, StoreError> {
    tx.find_one("patient_id = $1", &[text(patient)])
}

/// The calendar under an address that was not ended.
///
/// # Errors
/// The database's own.
pub fn by_token(tx: &Tx<'_>, token_sha256: &str) -> Result<Option<Stored<CalendarFeed>>, StoreError> {
    tx.find_one("token_sha256 = $1", &[text(token_sha256)])
}
