//! Builds claims from the ready charges of a range of days. A charge goes on one claim only; what a check holds stays ready.

use std::collections::BTreeMap;

use ::store::Stored;
use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use vocabulary::id::{ClaimBatchId, PatientId};

use super::{Claim, ClaimBatch, scrub, store};
use crate::Fact;
use crate::charge::{self, Charge, ChargeState};
use crate::rule::ClaimForm;

/// Builds a batch.
#[derive(Clone, Copy, Debug)]
pub struct BuildClaims {
    /// The form.
    pub form: ClaimForm,
    /// First service day.
    pub from: Date,
    /// Last service day.
    pub to: Date,
}

/// What was built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchReceipt {
    /// The batch; nothing when there was nothing to send.
    pub batch: Option<ClaimBatchId>,
    /// How many claims.
    pub claims: i64,
    /// Their sum, in cents.
    pub total_cents: i64,
    /// What was held back: each sentence with how often.
    pub held: Vec<(String, i64)>,
}

impl Receipt for BatchReceipt {}

impl Command for BuildClaims {
    type Output = BatchReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BatchReceipt, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Claim)?;
        if self.to < self.from {
            return Err(Refusal::invalid("to", "The last day is before the first."));
        }
        let ready = charge::ready_between(cx.tx, self.from, self.to)?;
        let control_number = store::next_control_number(cx.tx)?;
        let batch: ClaimBatchId = cx.new_id();
        let mut receipt = BatchReceipt::default();
        let mut held: BTreeMap<String, i64> = BTreeMap::new();
        let of_form = ready.into_iter().filter(|charge| charge.line.claim_form == self.form);
        for charges in groups(of_form, self.form == ClaimForm::Institutional) {
            let number = format!("{control_number:06}-{:05}", receipt.claims + 1);
            match claim(cx, batch, &number, &charges)? {
                Ok(total) => {
                    receipt.claims += 1;
                    receipt.total_cents += total;
                }
                Err(sentences) => sentences.into_iter().for_each(|sentence| *held.entry(sentence).or_default() += 1),
            }
        }
        receipt.held = held.into_iter().collect();
        if receipt.claims == 0 {
            return Ok(Done::already(receipt));
        }
        let program = schedule::program::all_programs(cx.tx)?.into_iter().next().ok_or(Refusal::NotFound)?;
        let record = ClaimBatch {
            id: batch,
            program: program.id,
            control_number,
            form: self.form,
            built_on: cx.today(),
            from: self.from,
            to: self.to,
            claims: receipt.claims,
            total_cents: receipt.total_cents,
            held: receipt.held.clone(),
        };
        cx.tx.append(&record, &cx.entry("claims built"))?;
        receipt.batch = Some(batch);
        Ok(Done::with(receipt, Fact::ClaimsBuilt(batch)))
    }
}

/// One claim's worth of charges: the same person, payer and authorization, in the order of payers so that they share a file's levels.
fn groups(ready: impl Iterator<Item = Stored<Charge>>, is_institutional: bool) -> Vec<Vec<Stored<Charge>>> {
    let mut all: BTreeMap<(String, PatientId, Option<String>), Vec<Stored<Charge>>> = BTreeMap::new();
    for charge in ready {
        let key = (charge.payer_key.clone(), charge.patient, charge.line.authorization_number.clone());
        all.entry(key).or_default().push(charge);
    }
    // A claim has room for so many lines; what is over goes on the next.
    let most = if is_institutional { 999 } else { 50 };
    all.into_values().flat_map(|charges| charges.chunks(most).map(<[_]>::to_vec).collect::<Vec<_>>()).collect()
}

fn claim(
    cx: &Context<'_>,
    batch: ClaimBatchId,
    number: &str,
    charges: &[Stored<Charge>],
) -> Result<Result<i64, Vec<String>>, Refusal> {
    let Some(first) = charges.first() else { return Ok(Err(Vec::new())) };
    let plain: Vec<Charge> = charges.iter().map(|charge| charge.record.clone()).collect();
    let (payer, content) = match scrub::scrub(cx, first.patient, &plain, number)? {
        Ok(found) => found,
        Err(sentences) => return Ok(Err(sentences)),
    };
    let total = content.total_cents();
    let claim = Claim {
        id: cx.new_id(),
        patient: first.patient,
        batch,
        payer: payer.id,
        number: number.to_owned(),
        charges: charges.iter().map(|charge| charge.id).collect(),
        content,
    };
    cx.tx.append(&claim, &cx.entry("claim built"))?;
    for charge in charges {
        let state = ChargeState::Claimed { claim: claim.id, is_outdated: false };
        let next = Charge { state, ..charge.record.clone() };
        cx.tx.amend(&next, charge.version, &cx.entry("put on a claim"))?;
    }
    Ok(Ok(total))
}
