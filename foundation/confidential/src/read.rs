//! What the gate itself has written down, for the chart, the accounting and the compliance officer.

use access::{Context, Refusal};
use vocabulary::Timestamp;
use vocabulary::id::PatientId;

use crate::court_paper::CourtPaper;
use crate::restriction::Restriction;
use crate::{ChartView, Consent, Disclosure, PayerRestriction, store};
use ::store::Stored;

/// Who looked at a chart, newest first.
///
/// # Errors
/// The database's own.
pub fn chart_views(cx: &Context<'_>, patient: PatientId) -> Result<Vec<Stored<ChartView>>, Refusal> {
    Ok(store::views_of(cx.tx, patient)?)
}

/// Who looked at a patient's chart, newest first, each with the words that were kept beside the look: a purpose that was stated before
/// anything was shown stands there (P2-24, P2-65).
///
/// # Errors
/// The database's own.
pub fn chart_views_because(cx: &Context<'_>, patient: PatientId) -> Result<Vec<(Stored<ChartView>, String)>, Refusal> {
    let mut reasons = store::reasons_of_views(cx.tx, patient)?;
    let views = store::views_of(cx.tx, patient)?.into_iter();
    Ok(views
        .map(|view| (reasons.remove(&view.id.to_string()).unwrap_or_default(), view))
        .map(|(why, view)| (view, why))
        .collect())
}

/// Who looked at any chart at this moment or later, newest first.
///
/// # Errors
/// The database's own.
pub fn chart_views_since(cx: &Context<'_>, since: Timestamp) -> Result<Vec<Stored<ChartView>>, Refusal> {
    Ok(store::views_since(cx.tx, since)?)
}

/// What was disclosed about a patient, newest first.
///
/// # Errors
/// The database's own.
pub fn disclosures(cx: &Context<'_>, patient: PatientId) -> Result<Vec<Stored<Disclosure>>, Refusal> {
    Ok(store::disclosures_of(cx.tx, patient)?)
}

/// What was disclosed about a patient at this moment or later, newest first.
///
/// # Errors
/// The database's own.
pub fn disclosures_since(cx: &Context<'_>, patient: PatientId, since: Timestamp) -> Result<Vec<Stored<Disclosure>>, Refusal> {
    Ok(store::disclosures_since(cx.tx, patient, since)?)
}

/// The consents of a patient, newest signature first.
///
/// # Errors
/// The database's own.
pub fn consents(cx: &Context<'_>, patient: PatientId) -> Result<Vec<Stored<Consent>>, Refusal> {
    Ok(store::consents_of(cx.tx, patient)?)
}

/// What a patient asked no payer to learn, newest first.
///
/// # Errors
/// The database's own.
pub fn restrictions(cx: &Context<'_>, patient: PatientId) -> Result<Vec<Stored<PayerRestriction>>, Refusal> {
    Ok(store::all_restrictions_of(cx.tx, patient)?)
}

/// What the program agreed to keep back about a patient, newest first.
///
/// # Errors
/// The database's own.
pub fn agreed_restrictions(cx: &Context<'_>, patient: PatientId) -> Result<Vec<Stored<Restriction>>, Refusal> {
    Ok(store::agreed_restrictions_of(cx.tx, patient)?)
}

/// The papers of courts and lawyers about a patient, newest first.
///
/// # Errors
/// The database's own.
pub fn court_papers(cx: &Context<'_>, patient: PatientId) -> Result<Vec<Stored<CourtPaper>>, Refusal> {
    Ok(store::court_papers_of(cx.tx, patient)?)
}
