//! Ready charges as lines that explain themselves: day, minutes, proof, authorization.

use std::collections::{BTreeMap, BTreeSet};

use access::{Context, Refusal};
use vocabulary::id::{AuthorizationId, PatientId};
use vocabulary::{Cents, PersonName};

use super::{ReadyForm, ReadyLine};
use crate::authorization::{self, Authorization};
use crate::charge::Charge;
use crate::payer;
use crate::rule::ClaimForm;

pub(super) fn forms(
    cx: &Context<'_>,
    charges: Vec<Charge>,
    name: &dyn Fn(PatientId) -> PersonName,
) -> Result<Vec<ReadyForm>, Refusal> {
    let payers: BTreeMap<String, String> =
        payer::all_payers(cx.tx)?.into_iter().map(|one| (one.key.clone(), one.name.clone())).collect();
    let used = used(cx, &charges)?;
    let line = |charge: &Charge| ReadyLine {
        patient: charge.patient,
        name: name(charge.patient),
        day: charge.day,
        payer_name: payers.get(&charge.payer_key).cloned().unwrap_or_else(|| charge.payer_key.clone()),
        payer_key: charge.payer_key.clone(),
        code: charge.line.code.clone(),
        units: charge.line.units,
        minutes: charge.line.minutes,
        signed_notes: charge.line.evidence.len(),
        authorization_number: charge.line.authorization_number.clone(),
        authorization_used: charge.authorization.and_then(|id| used.get(&id).copied()),
        amount: charge.amount(),
        is_at_risk: charge.line.is_at_risk,
        file_by: charge.line.file_by,
    };
    let form = |form: ClaimForm| {
        let of_form = || charges.iter().filter(move |charge| charge.line.claim_form == form);
        let total: Cents = of_form().map(Charge::amount).sum();
        ReadyForm { form, total, lines: of_form().map(line).collect() }
    };
    let forms = [ClaimForm::Institutional, ClaimForm::Professional].into_iter().map(form);
    Ok(forms.filter(|form| !form.lines.is_empty()).collect())
}

/// Of every authorization that these charges use: units used and units approved.
fn used(cx: &Context<'_>, charges: &[Charge]) -> Result<BTreeMap<AuthorizationId, (i64, i64)>, Refusal> {
    let ids: BTreeSet<AuthorizationId> = charges.iter().filter_map(|charge| charge.authorization).collect();
    let ids: Vec<AuthorizationId> = ids.into_iter().collect();
    let used = authorization::used_units_of(cx.tx, &ids)?;
    let mut all = BTreeMap::new();
    for id in ids {
        if let Some(found) = cx.tx.load::<Authorization>(id)? {
            all.insert(id, (used.get(&id).copied().unwrap_or(0), found.approved));
        }
    }
    Ok(all)
}
