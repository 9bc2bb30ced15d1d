//! All SQL about letters.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::{BreachId, BreachLetterId};

use super::BreachLetter;

impl Record for BreachLetter {
    const TABLE: &'static str = "breach_letter";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("breach_id", text(self.breach)), ("patient_id", text(self.patient)), ("state", text(self.standing()))]
    }
}

/// The letter with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: BreachLetterId) -> Result<Stored<BreachLetter>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The letters of a case in the order in which they were made.
///
/// # Errors
/// The database's own.
pub fn of_breach(tx: &Tx<'_>, breach: BreachId) -> Result<Vec<Stored<BreachLetter>>, StoreError> {
    tx.find("breach_id = $1 ORDER BY id", &[text(breach)])
}
