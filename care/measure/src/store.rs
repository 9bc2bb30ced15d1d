//! All SQL about measures and the wordings of forms.

use access::Refusal;
use jiff::Timestamp;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{MeasureId, PatientId};

use crate::{FormWording, Measure};

impl Record for Measure {
    const TABLE: &'static str = "measure";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("instrument", text(&self.instrument)),
            ("state", text(self.state().as_str())),
            ("completed_at", self.completed_at.map_or(Value::Null, Value::from)),
        ]
    }
}

impl Record for FormWording {
    const TABLE: &'static str = "form_wording";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("instrument", text(&self.instrument)), ("language", text(&self.language))]
    }
}

/// The measure with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: MeasureId) -> Result<Stored<Measure>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// Every measure of a person, the newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Measure>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY completed_at DESC, id DESC", &[text(patient)])
}

/// The measures of a person that still wait for answers, the oldest first.
///
/// # Errors
/// The database's own.
pub fn open_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Measure>>, StoreError> {
    tx.find("patient_id = $1 AND state IN ('requested', 'underway') ORDER BY id", &[text(patient)])
}

/// A person's completed measures of one instrument, the newest first.
///
/// # Errors
/// The database's own.
pub fn completed_of(tx: &Tx<'_>, patient: PatientId, instrument: &str) -> Result<Vec<Stored<Measure>>, StoreError> {
    let values = [text(patient), text(instrument)];
    tx.find("patient_id = $1 AND instrument = $2 AND state = 'completed' ORDER BY completed_at DESC, id DESC", &values)
}

/// Everything a person completed from a moment on, the newest first.
///
/// # Errors
/// The database's own.
pub fn completed_since(tx: &Tx<'_>, patient: PatientId, since: Timestamp) -> Result<Vec<Stored<Measure>>, StoreError> {
    let values = [text(patient), Value::from(since)];
    tx.find("patient_id = $1 AND state = 'completed' AND completed_at >= $2 ORDER BY completed_at DESC, id DESC", &values)
}

/// Whether anything is known here about a person: somebody in care, or somebody who only asked (P2-04).
pub(crate) fn is_known(tx: &Tx<'_>, patient: PatientId) -> Result<bool, StoreError> {
    Ok(tx.query_one("SELECT 1 FROM chain_head WHERE chain = $1", &[text(Chain::Patient(patient))])?.is_some())
}

/// The wordings of a form, by language.
pub(crate) fn wordings_of(tx: &Tx<'_>, instrument: &str) -> Result<Vec<Stored<FormWording>>, StoreError> {
    tx.find("instrument = $1 ORDER BY language, id", &[text(instrument)])
}
