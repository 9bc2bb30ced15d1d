//! All SQL about permissions.

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::PatientId;

use super::ContactPermission;

impl Record for ContactPermission {
    const TABLE: &'static str = "contact_permission";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("address", text(&self.address))]
    }
}

/// Everybody a number or address belongs to, the newest word first.
///
/// # Errors
/// The database's own.
pub fn people_at(tx: &Tx<'_>, address: &str) -> Result<Vec<Stored<ContactPermission>>, StoreError> {
    tx.find("address = $1 ORDER BY recorded_at DESC, id DESC", &[text(address)])
}

/// Every number and address of a person about which something is known.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<ContactPermission>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY address", &[text(patient)])
}

/// Everything known about the numbers and addresses of these people.
///
/// # Errors
/// The database's own.
pub fn of_each(tx: &Tx<'_>, patients: &[PatientId]) -> Result<Vec<Stored<ContactPermission>>, StoreError> {
    tx.find_among("patient_id", patients, "", &[])
}

pub(super) fn of_patient_at(
    tx: &Tx<'_>,
    patient: PatientId,
    address: &str,
) -> Result<Option<Stored<ContactPermission>>, StoreError> {
    Ok(tx.find("address = $1 AND patient_id = $2", &[text(address), text(patient)])?.into_iter().next())
}
