//! All SQL about assessments.

use ::store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use access::Refusal;
use uuid::Uuid;
use vocabulary::id::{AssessmentId, InquiryId, PatientId, StaffId};

use super::{Assessment, Draft, Part};

impl Record for Assessment {
    const TABLE: &'static str = "assessment";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("inquiry_id", text(self.inquiry)),
            ("is_signed", Value::from(self.signed.is_some())),
        ]
    }
}

/// The assessment with an id.
pub(crate) fn load(tx: &Tx<'_>, id: AssessmentId) -> Result<Stored<Assessment>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The assessment of an inquiry.
///
/// # Errors
/// The database's own.
pub fn of_inquiry(tx: &Tx<'_>, inquiry: InquiryId) -> Result<Option<Stored<Assessment>>, StoreError> {
    tx.find_one("inquiry_id = $1", &[text(inquiry)])
}

/// The newest signed assessment of a person.
///
/// # Errors
/// The database's own.
pub fn newest_signed_of(tx: &Tx<'_>, patient: PatientId) -> Result<Option<Stored<Assessment>>, StoreError> {
    tx.find_one("patient_id = $1 AND is_signed = $2 ORDER BY recorded_at DESC, id LIMIT 1", &[text(patient), Value::from(true)])
}

/// The assessments that somebody wrote in and nobody has signed, oldest first.
///
/// # Errors
/// The database's own.
pub fn unsigned_by(tx: &Tx<'_>, staff: StaffId) -> Result<Vec<Stored<Assessment>>, StoreError> {
    let mut open = tx.find::<Assessment>("is_signed = $1 ORDER BY recorded_at, id", &[Value::from(false)])?;
    open.retain(|assessment| assessment.authors.contains(&staff));
    Ok(open)
}

/// What somebody has typed into an assessment and not saved yet, part by part.
pub(super) fn drafts_of(tx: &Tx<'_>, assessment: AssessmentId, staff: StaffId) -> Result<Vec<Draft>, StoreError> {
    let unreadable = |what: String| StoreError::unreadable("draft", what);
    tx.query(
        "SELECT part, version, saved_at, body FROM assessment_draft WHERE assessment_id = $1 AND staff_id = $2 ORDER BY part",
        &[text(assessment), text(staff)],
    )?
    .iter()
    .map(|row| {
        Ok(Draft {
            part: Part::parse(row.text(0)?).ok_or_else(|| unreadable("unknown part".to_owned()))?,
            version: row.int(1)?,
            saved_at: row.instant(2)?,
            fields: serde_json::from_str(row.text(3)?).map_err(|error| unreadable(error.to_string()))?,
        })
    })
    .collect()
}

/// One part's draft.
pub(super) fn draft_of(tx: &Tx<'_>, assessment: AssessmentId, part: Part, staff: StaffId) -> Result<Option<Draft>, StoreError> {
    Ok(drafts_of(tx, assessment, staff)?.into_iter().find(|draft| draft.part == part))
}

/// Replaces one part's draft.
pub(super) fn put_draft(tx: &Tx<'_>, assessment: AssessmentId, staff: StaffId, draft: &Draft) -> Result<(), Refusal> {
    let body = serde_json::to_string(&draft.fields).map_err(|error| Refusal::Fault(error.to_string()))?;
    tx.execute(
        "INSERT INTO assessment_draft (assessment_id, part, staff_id, version, saved_at, body) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (assessment_id, part, staff_id) DO UPDATE SET version = excluded.version, saved_at = excluded.saved_at, \
         body = excluded.body",
        &[text(assessment), text(draft.part.as_str()), text(staff), int(draft.version), Value::from(draft.saved_at), text(body)],
    )?;
    Ok(())
}

/// A part was saved: its draft has done its work.
pub(super) fn drop_draft(tx: &Tx<'_>, assessment: AssessmentId, part: Part, staff: StaffId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM assessment_draft WHERE assessment_id = $1 AND part = $2 AND staff_id = $3",
        &[text(assessment), text(part.as_str()), text(staff)],
    )?;
    Ok(())
}
