//! All SQL about no-contact guards.

use std::collections::BTreeMap;

use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{PatientId, StaffId, TherapyGroupId};

use super::{NoContact, Other};
use crate::therapy_group::Enrollment;

impl Record for NoContact {
    const TABLE: &'static str = "no_contact";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let other = match self.other {
            Other::Patient(id) => text(id),
            Other::Staff(id) => text(id),
        };
        vec![
            ("patient_id", text(self.patient)),
            ("other_id", other),
            ("from_day", text(self.from)),
            ("to_day", self.to.map(text).unwrap_or(Value::Null)),
        ]
    }
}

/// Every guard about somebody in care, newest first, also those that ended.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<NoContact>>, StoreError> {
    tx.find("patient_id = $1 OR other_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// Every guard between somebody in care and one of these members of staff.
pub(crate) fn with_staff(tx: &Tx<'_>, staff: &[StaffId]) -> Result<Vec<Stored<NoContact>>, StoreError> {
    tx.find_among("other_id", staff, "", &[])
}

/// The places of these people in a group that touch a range of days; open to the end without a last day.
pub(super) fn places(
    tx: &Tx<'_>,
    group: TherapyGroupId,
    patient: PatientId,
    (from, to): (Date, Option<Date>),
) -> Result<Vec<Stored<Enrollment>>, StoreError> {
    tx.find(
        "patient_id = $1 AND group_id = $2 AND from_day <= $4 AND (to_day IS NULL OR to_day >= $3) ORDER BY from_day",
        &[text(patient), text(group), text(from), text(to.unwrap_or(Date::MAX))],
    )
}

/// How many versions of guards each key has sealed.
///
/// # Errors
/// The database's own.
pub fn sealed_by(tx: &Tx<'_>) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut counts = BTreeMap::new();
    tx.each("SELECT body FROM record WHERE kind = $1", &[text(NoContact::TABLE)], &mut |row| {
        let guard: NoContact =
            serde_json::from_str(row.text(0)?).map_err(|error| StoreError::unreadable(NoContact::TABLE, error))?;
        if let Some(key) = guard.why.key() {
            *counts.entry(key.to_owned()).or_default() += 1;
        }
        Ok(())
    })?;
    Ok(counts)
}
