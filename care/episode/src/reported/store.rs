//! All SQL about reported items.

use store::{Chain, Entry, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{PatientId, ReferralId};

use super::ReportedItem;

impl Record for ReportedItem {
    const TABLE: &'static str = "reported_item";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("referral_id", text(self.source.referral)),
            ("item", text(&self.source.item)),
            ("standing", text(self.standing.as_str())),
        ]
    }
}

/// What was decided about one item of a document for a person, if anything ever was.
///
/// # Errors
/// The database's own.
pub fn find(
    tx: &Tx<'_>,
    patient: PatientId,
    referral: ReferralId,
    item: &str,
) -> Result<Option<Stored<ReportedItem>>, StoreError> {
    tx.find_one("patient_id = $1 AND referral_id = $2 AND item = $3", &[text(patient), text(referral), text(item)])
}

/// Everything that was decided about a person's documents, in the order of the decisions.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<ReportedItem>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY recorded_at, id", &[text(patient)])
}

/// Everything that was decided about one document, for whichever person.
///
/// # Errors
/// The database's own.
pub fn of_referral(tx: &Tx<'_>, referral: ReferralId) -> Result<Vec<Stored<ReportedItem>>, StoreError> {
    tx.find("referral_id = $1 ORDER BY recorded_at, id", &[text(referral)])
}

/// Writes a first decision.
///
/// # Errors
/// The database's own.
pub fn save_new(tx: &Tx<'_>, item: &ReportedItem, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.append(item, entry)
}

/// Writes a decision that follows another.
///
/// # Errors
/// The database's own.
pub fn save_next(tx: &Tx<'_>, item: &ReportedItem, version: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    tx.amend(item, version, entry)
}
