//! All SQL about therapy groups and places in them.

use std::collections::BTreeSet;

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{PatientId, TherapyGroupId};

use super::{Enrollment, TherapyGroup};

impl Record for TherapyGroup {
    const TABLE: &'static str = "therapy_group";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("key", text(&self.key))]
    }
}

impl Record for Enrollment {
    const TABLE: &'static str = "enrollment";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("group_id", text(self.group)),
            ("from_day", text(self.from)),
            // A place that was withdrawn is on no day: its last day is before every first one.
            ("to_day", if self.is_withdrawn { text(Date::MIN) } else { self.to.map(text).unwrap_or(Value::Null) }),
        ]
    }
}

/// The group with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn group(tx: &Tx<'_>, id: TherapyGroupId) -> Result<Stored<TherapyGroup>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// All groups, by key.
///
/// # Errors
/// The database's own.
pub fn all_groups(tx: &Tx<'_>) -> Result<Vec<Stored<TherapyGroup>>, StoreError> {
    tx.find("id IS NOT NULL ORDER BY key", &[])
}

/// Every place in any group on a day.
///
/// # Errors
/// The database's own.
pub fn enrolled_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Stored<Enrollment>>, StoreError> {
    tx.find("(to_day IS NULL OR to_day >= $1) AND from_day <= $1", &[text(day)])
}

/// The groups in which these people have a place on a day, each pair once.
pub(crate) fn enrolled_of(
    tx: &Tx<'_>,
    patients: &[PatientId],
    day: Date,
) -> Result<BTreeSet<(PatientId, TherapyGroupId)>, StoreError> {
    let on_day = "AND (to_day IS NULL OR to_day >= $1) AND from_day <= $1";
    let all = tx.find_among::<Enrollment>("patient_id", patients, on_day, &[text(day)])?;
    Ok(all.iter().map(|place| (place.patient, place.group)).collect())
}

/// Every place in any group that touches a range of days, both included.
///
/// # Errors
/// The database's own.
pub fn enrolled_between(tx: &Tx<'_>, from: Date, to: Date) -> Result<Vec<Stored<Enrollment>>, StoreError> {
    tx.find("(to_day IS NULL OR to_day >= $1) AND from_day <= $2", &[text(from), text(to)])
}

/// Who has a place in a group on a day.
///
/// # Errors
/// The database's own.
pub fn members_on(tx: &Tx<'_>, group: TherapyGroupId, day: Date) -> Result<Vec<PatientId>, StoreError> {
    // open places and those that end later are two stretches of one index; whoever left before is not looked at
    let places: Vec<Stored<Enrollment>> = tx.find(
        "id IN (SELECT id FROM enrollment WHERE group_id = $1 AND to_day IS NULL UNION ALL \
         SELECT id FROM enrollment WHERE group_id = $1 AND to_day >= $2) AND from_day <= $2",
        &[text(group), text(day)],
    )?;
    let mut patients: Vec<PatientId> = places.iter().map(|place| place.patient).collect();
    patients.sort();
    patients.dedup();
    Ok(patients)
}

/// The places in a group that are not over before a day, those that begin later too.
///
/// # Errors
/// The database's own.
pub fn places_from(tx: &Tx<'_>, group: TherapyGroupId, day: Date) -> Result<Vec<Stored<Enrollment>>, StoreError> {
    tx.find(
        "id IN (SELECT id FROM enrollment WHERE group_id = $1 AND to_day IS NULL UNION ALL \
         SELECT id FROM enrollment WHERE group_id = $1 AND to_day >= $2)",
        &[text(group), text(day)],
    )
}

/// The places of a patient that touch a range of days.
///
/// # Errors
/// The database's own.
pub fn enrollments_of(tx: &Tx<'_>, patient: PatientId, from: Date, to: Date) -> Result<Vec<Stored<Enrollment>>, StoreError> {
    tx.find(
        "patient_id = $1 AND from_day <= $3 AND (to_day IS NULL OR to_day >= $2) ORDER BY from_day",
        &[text(patient), text(from), text(to)],
    )
}
