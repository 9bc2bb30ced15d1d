//! All SQL about missed sessions.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use jiff::civil::Date;
use uuid::Uuid;
use vocabulary::id::{MissedSessionId, PatientId};

use super::MissedSession;

impl Record for MissedSession {
    const TABLE: &'static str = "missed_session";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("day", text(self.day)), ("is_open", Value::from(self.is_open()))]
    }
}

/// The one with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: MissedSessionId) -> Result<Stored<MissedSession>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Everybody of whom nobody knows where they are, the longest missed first.
///
/// # Errors
/// The database's own.
pub fn open_ones(tx: &Tx<'_>) -> Result<Vec<Stored<MissedSession>>, StoreError> {
    tx.find("is_open = 1 ORDER BY day, recorded_at, id", &[])
}

/// Everybody who missed sessions on a day, however it ended.
///
/// # Errors
/// The database's own.
pub fn on_day(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<MissedSession>>, StoreError> {
    tx.find("day = $1 ORDER BY recorded_at, id", &[text(day)])
}

/// The days a person missed from a day on, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient_since(tx: &Tx<'_>, patient: PatientId, from: Date) -> Result<Vec<Stored<MissedSession>>, StoreError> {
    tx.find("patient_id = $1 AND day >= $2 ORDER BY day DESC", &[text(patient), text(from)])
}

/// The days these people missed without an excuse from a day on.
///
/// # Errors
/// The database's own.
pub fn unexcused_since(tx: &Tx<'_>, patients: &[PatientId], from: Date) -> Result<Vec<Stored<MissedSession>>, StoreError> {
    let all = tx.find_among::<MissedSession>("patient_id", patients, "AND day >= $1", &[text(from)])?;
    Ok(all.into_iter().filter(|one| one.is_unexcused()).collect())
}
