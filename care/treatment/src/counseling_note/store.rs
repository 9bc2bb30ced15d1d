//! All SQL about counseling notes. There is no way to find one by its words: the database does not have them (P2-11).

use std::collections::BTreeMap;

use access::{Refusal, Sealed};
use serde::Deserialize;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{CounselingNoteId, PatientId, StaffId};

use super::CounselingNote;

impl Record for CounselingNote {
    const TABLE: &'static str = "counseling_note";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("originator_id", text(self.originator))]
    }
}

/// The note with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(super) fn note(tx: &Tx<'_>, id: CounselingNoteId) -> Result<Stored<CounselingNote>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// What one member of staff keeps about a person, newest first.
///
/// # Errors
/// The database's own.
pub fn of_originator(tx: &Tx<'_>, patient: PatientId, originator: StaffId) -> Result<Vec<Stored<CounselingNote>>, StoreError> {
    tx.find("patient_id = $1 AND originator_id = $2 ORDER BY id DESC", &[text(patient), text(originator)])
}

/// What everybody else keeps about a person, newest first.
///
/// # Errors
/// The database's own.
pub fn of_others(tx: &Tx<'_>, patient: PatientId, but: StaffId) -> Result<Vec<Stored<CounselingNote>>, StoreError> {
    tx.find("patient_id = $1 AND originator_id <> $2 ORDER BY id DESC", &[text(patient), text(but)])
}

/// How many versions each key has sealed, in the whole ledger.
///
/// # Errors
/// The database's own.
pub fn locked_by(tx: &Tx<'_>) -> Result<BTreeMap<String, u64>, StoreError> {
    #[derive(Deserialize)]
    struct Locked {
        words: Sealed,
    }
    let mut counts = BTreeMap::new();
    tx.each("SELECT body FROM record WHERE kind = $1", &[text(CounselingNote::TABLE)], &mut |row| {
        let locked: Locked =
            serde_json::from_str(row.text(0)?).map_err(|error| StoreError::unreadable(CounselingNote::TABLE, error))?;
        *counts.entry(locked.words.key).or_default() += 1;
        Ok(())
    })?;
    Ok(counts)
}
