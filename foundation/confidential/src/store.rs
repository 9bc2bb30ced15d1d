//! All questions this crate asks of the database.

use std::collections::HashMap;

use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use vocabulary::Timestamp;
use vocabulary::id::{PatientId, PayerId};

use crate::court_paper::CourtPaper;
use crate::restriction::Restriction;
use crate::{ChartView, Consent, Disclosure, PayerRestriction};

/// The consents of a patient, newest signature first.
pub(crate) fn consents_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Consent>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY signed_on DESC, id", &[text(patient)])
}

/// The consents of these patients, newest signature first.
pub(crate) fn consents_of_each(tx: &Tx<'_>, patients: &[PatientId]) -> Result<Vec<Stored<Consent>>, StoreError> {
    tx.find_among("patient_id", patients, "ORDER BY signed_on DESC, id", &[])
}

/// Who looked at a chart, newest first.
pub(crate) fn views_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<ChartView>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY recorded_at DESC, id", &[text(patient)])
}

/// The words that the ledger keeps beside each look at a chart, by the look.
pub(crate) fn reasons_of_views(tx: &Tx<'_>, patient: PatientId) -> Result<HashMap<String, String>, StoreError> {
    let sql = "SELECT record_id, reason FROM record WHERE chain = $1 AND kind = $2";
    let rows = tx.query(sql, &[text(Chain::Patient(patient)), text(ChartView::TABLE)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}

/// What was disclosed about a patient, newest first.
pub(crate) fn disclosures_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Disclosure>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY recorded_at DESC, id", &[text(patient)])
}

/// The restrictions of a patient about a payer.
pub(crate) fn restrictions_of(
    tx: &Tx<'_>,
    patient: PatientId,
    payer: PayerId,
) -> Result<Vec<Stored<PayerRestriction>>, StoreError> {
    tx.find("patient_id = $1 AND payer_id = $2 ORDER BY id", &[text(patient), text(payer)])
}

/// The restrictions of a patient, newest first.
pub(crate) fn all_restrictions_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<PayerRestriction>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// What the program agreed to keep back about a patient, newest first.
pub(crate) fn agreed_restrictions_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<Restriction>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY id DESC", &[text(patient)])
}

/// The papers of courts and lawyers about a patient, newest first.
pub(crate) fn court_papers_of(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<CourtPaper>>, StoreError> {
    tx.find("patient_id = $1 ORDER BY served_on DESC, id DESC", &[text(patient)])
}

/// What was disclosed about a patient at this moment or later, newest first.
pub(crate) fn disclosures_since(
    tx: &Tx<'_>,
    patient: PatientId,
    since: Timestamp,
) -> Result<Vec<Stored<Disclosure>>, StoreError> {
    tx.find("patient_id = $1 AND recorded_at >= $2 ORDER BY recorded_at DESC, id", &[text(patient), Value::from(since)])
}

/// Who looked at any chart at this moment or later, newest first.
pub(crate) fn views_since(tx: &Tx<'_>, since: Timestamp) -> Result<Vec<Stored<ChartView>>, StoreError> {
    tx.find("recorded_at >= $1 ORDER BY recorded_at DESC, id", &[Value::from(since)])
}
