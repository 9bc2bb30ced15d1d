//! All SQL about signed notes.

use access::Refusal;
use jiff::civil::Date;
use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::{GroupSessionId, PatientId, ProgressNoteId, StaffId};

use super::{Cosignature, EarlierNote, NotedService, ProgressNote};

impl Record for ProgressNote {
    const TABLE: &'static str = "progress_note";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let cosigner = match &self.cosignature {
            Cosignature::Awaited(staff) => text(staff),
            _ => Value::Null,
        };
        vec![
            ("patient_id", text(self.patient)),
            ("session_id", text(self.session)),
            ("day", text(self.day)),
            ("signed_at", Value::from(self.signature.at)),
            ("cosigner_id", cosigner),
            ("is_in_force", Value::from(self.is_in_force())),
        ]
    }
}

/// The note with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn note(tx: &Tx<'_>, id: ProgressNoteId) -> Result<Stored<ProgressNote>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The notes of a session that count.
///
/// # Errors
/// The database's own.
pub fn in_force_of_session(tx: &Tx<'_>, session: GroupSessionId) -> Result<Vec<Stored<ProgressNote>>, StoreError> {
    tx.find("session_id = $1 AND is_in_force = 1", &[text(session)])
}

/// The notes of these people on a day that count.
///
/// # Errors
/// The database's own.
pub fn of_patients_on(tx: &Tx<'_>, patients: &[PatientId], day: Date) -> Result<Vec<NotedService>, StoreError> {
    tx.find_part_among::<ProgressNote, NotedService>("patient_id", patients, "AND day = $1 AND is_in_force = 1", &[text(day)])
}

/// The newest notes of a person, also those out of force.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId, limit: i64) -> Result<Vec<Stored<ProgressNote>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY day DESC, signed_at DESC LIMIT $2", &[text(patient), int(limit)])
}

/// The last notes of each person before a day, newest first, at most `each` a person: what the new ones are compared with.
///
/// # Errors
/// The database's own.
pub fn last_of_patients(
    tx: &Tx<'_>,
    patients: &[PatientId],
    before: GroupSessionId,
    each: i64,
) -> Result<Vec<EarlierNote>, StoreError> {
    let mut all = Vec::new();
    for some in patients.chunks(50) {
        let of_one = |at: usize| {
            format!(
                "SELECT id FROM (SELECT id FROM progress_note WHERE patient_id = ${} AND session_id <> $1 AND is_in_force = 1 \
                 ORDER BY day DESC, signed_at DESC LIMIT $2) AS of_{at}",
                at + 3
            )
        };
        let last: Vec<String> = (0..some.len()).map(of_one).collect();
        let mut values = vec![text(before), int(each)];
        values.extend(some.iter().map(text));
        let condition = format!("id IN ({}) ORDER BY day DESC, signed_at DESC", last.join(" UNION ALL "));
        all.extend(tx.find_part::<ProgressNote, EarlierNote>(&condition, &values)?);
    }
    Ok(all)
}

/// The notes that wait for a supervisor's co-signature, oldest first.
///
/// # Errors
/// The database's own.
pub fn signed_without_cosignature(tx: &Tx<'_>, supervisor: StaffId) -> Result<Vec<Stored<ProgressNote>>, StoreError> {
    tx.find("cosigner_id = $1 AND is_in_force = 1 ORDER BY signed_at", &[text(supervisor)])
}
