//! All SQL about pictures of cards.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{InsuranceCardId, PatientId};

use super::InsuranceCard;

impl Record for InsuranceCard {
    const TABLE: &'static str = "insurance_card";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("side", text(self.side.as_str())), ("sha256", text(&self.sha256))]
    }
}

/// The picture with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: InsuranceCardId) -> Result<Stored<InsuranceCard>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// A person's pictures, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<InsuranceCard>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY recorded_at DESC, id DESC", &[text(patient)])
}
