//! All SQL about the door.

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::{DoorAnswer, DoorCode, DoorKiosk, DoorQuestions};

impl Record for DoorCode {
    const TABLE: &'static str = "door_code";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("code", text(&self.code))]
    }
}

impl Record for DoorKiosk {
    const TABLE: &'static str = "door_kiosk";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("token_sha256", text(&self.token_sha256))]
    }
}

impl Record for DoorQuestions {
    const TABLE: &'static str = "door_questions";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("from_day", text(self.from))]
    }
}

impl Record for DoorAnswer {
    const TABLE: &'static str = "door_answer";
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

/// The code of somebody, whether it is still valid or not.
///
/// # Errors
/// The database's own.
pub fn code_of(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<DoorCode>>, StoreError> {
    tx.find_one("patient_id = $1", &[text(patient)])
}

/// Everybody whose newest code is this one; of old ones there may be several.
pub(super) fn codes_with(tx: &Tx<'_>, code: &str) -> Result<Vec<Stored<DoorCode>>, StoreError> {
    tx.find("code = $1 ORDER BY id", &[text(code)])
}

/// The screen with this token.
///
/// # Errors
/// The database's own.
pub fn kiosk_with(tx: &Tx<'_>, token_sha256: &str) -> Result<Option<Stored<DoorKiosk>>, StoreError> {
    tx.find_one("token_sha256 = $1", &[text(token_sha256)])
}

/// Every screen there was, newest first.
///
/// # Errors
/// The database's own.
pub fn all_kiosks(tx: &Tx<'_>) -> Result<Vec<Stored<DoorKiosk>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY id DESC", &[])
}

/// The questions that hold on a day: those that began last.
pub(super) fn questions_on(tx: &Tx<'_>, day: Date) -> Result<Option<Stored<DoorQuestions>>, StoreError> {
    let all: Vec<_> = tx.find("from_day <= $1 ORDER BY from_day DESC, id DESC", &[text(day)])?;
    Ok(all.into_iter().next())
}

/// What was answered at the door on a day.
///
/// # Errors
/// The database's own.
pub fn answers_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<DoorAnswer>>, StoreError> {
    tx.find("day = $1 ORDER BY id", &[text(day)])
}
