//! Keeps with the audit that a record was shown, in the transaction in which the gate let it go.

use access::{Context, Refusal};
use store::Stored;
use vocabulary::id::{DisclosureId, PatientId};

use super::model::{Audit, Shown};

/// Notes it. That everything is promised is asked by the gate, which lets nothing pass before.
///
/// # Errors
/// [`Refusal::Conflict`] when somebody changed the audit meanwhile: nothing has left then.
pub fn note_shown(cx: &Context<'_>, audit: &Stored<Audit>, patient: PatientId, disclosure: DisclosureId) -> Result<(), Refusal> {
    let mut shown = audit.shown.clone();
    shown.push(Shown { patient, disclosure, way: audit.way, on: cx.today() });
    let next = Audit { shown, ..audit.record.clone() };
    cx.tx.amend(&next, audit.version, &cx.entry("record shown"))?;
    Ok(())
}
