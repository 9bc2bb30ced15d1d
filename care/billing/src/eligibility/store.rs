//! All SQL about eligibility checks.

use store::{Chain, Record, StoreError, Stored, Tx, Value, int, text};
use uuid::Uuid;
use vocabulary::id::{CoverageId, PatientId};

use super::{CheckState, EligibilityCheck};

impl Record for EligibilityCheck {
    const TABLE: &'static str = "eligibility_check";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("coverage_id", text(self.coverage)),
            ("number", int(self.number)),
            ("trace", text(&self.trace)),
            ("state", text(self.state().as_str())),
            ("asked_at", Value::from(self.asked_at)),
        ]
    }
}

pub(super) fn next_number(tx: &Tx<'_>) -> Result<i64, StoreError> {
    let newest = tx.query_one("SELECT MAX(number) FROM eligibility_check", &[])?;
    Ok(newest.map_or(Ok(None), |row| row.maybe_int(0))?.unwrap_or(0) + 1)
}

pub(super) fn with_trace(tx: &Tx<'_>, trace: &str) -> Result<Option<Stored<EligibilityCheck>>, StoreError> {
    tx.find_one("trace = $1", &[text(trace)])
}

/// The last check of the same coverage, asked before this one, whose answer says whether the person is insured: a refusal or an answer
/// that says nothing is no state to compare with.
pub(super) fn last_that_says(tx: &Tx<'_>, check: &EligibilityCheck) -> Result<Option<Stored<EligibilityCheck>>, StoreError> {
    let before: Vec<Stored<EligibilityCheck>> = tx.find(
        "patient_id = $1 AND coverage_id = $2 AND number < $3 AND state <> 'asked' ORDER BY number DESC",
        &[text(check.patient), text(check.coverage), int(check.number)],
    )?;
    Ok(before.into_iter().find(|one| one.says()))
}

/// A person's checks, newest first.
///
/// # Errors
/// The database's own.
pub fn of_patient(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<EligibilityCheck>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY number DESC", &[text(patient)])
}

/// A coverage's checks, newest first.
///
/// # Errors
/// The database's own.
pub fn of_coverage(tx: &Tx<'_>, coverage: CoverageId) -> Result<Vec<Stored<EligibilityCheck>>, StoreError> {
    tx.find("coverage_id = $1 ORDER BY number DESC", &[text(coverage)])
}

/// The checks that wait for an answer or for somebody to look, oldest first.
///
/// # Errors
/// The database's own.
pub fn open_checks(tx: &Tx<'_>) -> Result<Vec<Stored<EligibilityCheck>>, StoreError> {
    tx.find("state IN ('asked', 'attention') ORDER BY number", &[])
}

/// How many answers wait for somebody to look.
///
/// # Errors
/// The database's own.
pub fn attention_count(tx: &Tx<'_>) -> Result<i64, StoreError> {
    let state = CheckState::NeedsAttention.as_str();
    let row = tx.query_one("SELECT COUNT(*) FROM eligibility_check WHERE state = $1", &[text(state)])?;
    row.map_or(Ok(0), |row| row.int(0))
}
