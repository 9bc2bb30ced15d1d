//! All SQL about papers.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::{PaperId, PatientId};

use super::Paper;

impl Record for Paper {
    const TABLE: &'static str = "paper";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("template", text(&self.template)), ("state", text(self.state().as_str()))]
    }
}

/// The paper with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: PaperId) -> Result<Stored<Paper>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The papers of a person in the order in which they were given.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Paper>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id", &[text(patient)])
}
