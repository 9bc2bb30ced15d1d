//! One batch with its claims, and which of them would not pass the gate now: a consent withdrawn since it was built, for instance.
//! Looking releases nothing.

use std::collections::BTreeMap;

use access::{Context, Refusal};
use confidential::{Guarded, Query, gate};
use jiff::civil::Date;
use policy::Kind;
use vocabulary::id::{ClaimBatchId, ClaimId, PatientId, PayerId};
use vocabulary::{Cents, PersonName};

use super::{ClaimBatch, store};

/// Opens a batch.
#[derive(Clone, Copy, Debug)]
pub struct OpenClaimBatch {
    /// Which.
    pub batch: ClaimBatchId,
}

/// A batch with its claims.
#[derive(Clone, Debug)]
pub struct ClaimBatchView {
    /// The batch.
    pub batch: ClaimBatch,
    /// Its claims, by number.
    pub claims: Vec<BatchClaim>,
}

/// A claim of a batch.
#[derive(Clone, Debug)]
pub struct BatchClaim {
    /// Which.
    pub id: ClaimId,
    /// Our control number.
    pub number: String,
    /// Whose.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The payer.
    pub payer: PayerId,
    /// The payer's name.
    pub payer_name: String,
    /// First service day.
    pub from: Date,
    /// Last service day.
    pub to: Date,
    /// How many lines.
    pub lines: usize,
    /// The sum.
    pub total: Cents,
    /// Why it would not leave now; nothing when it may.
    pub stopped: Option<&'static str>,
}

impl Query for OpenClaimBatch {
    type View = ClaimBatchView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ClaimBatchView>, Refusal> {
        let batch = cx.tx.load::<ClaimBatch>(self.batch)?.ok_or(Refusal::NotFound)?.record;
        let claims = store::of_batch(cx.tx, self.batch)?;
        let ids: Vec<PatientId> = claims.iter().map(|claim| claim.patient).collect();
        let names: BTreeMap<PatientId, PersonName> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|person| (person.id, person.name())).collect();
        let mut rows = Vec::with_capacity(claims.len());
        for claim in &claims {
            let has_consent = gate::payment_consent(cx, claim.patient, claim.payer)?.is_ok();
            rows.push(BatchClaim {
                id: claim.id,
                number: claim.number.clone(),
                patient: claim.patient,
                name: names.get(&claim.patient).cloned().unwrap_or_default(),
                payer: claim.payer,
                payer_name: claim.content.payer.name.clone(),
                from: claim.content.from,
                to: claim.content.to,
                lines: claim.content.lines.len(),
                total: Cents(claim.content.total_cents()),
                stopped: (!has_consent).then_some("No consent to tell this payer is in force now."),
            });
        }
        Ok(Guarded::several(Kind::Claim, ClaimBatchView { batch, claims: rows }))
    }
}
