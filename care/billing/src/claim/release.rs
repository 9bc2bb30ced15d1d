//! Hands the claims of a batch to the gate, one person at a time; what passes may be written into a file for the payer.

use access::{Context, Refusal};
use confidential::gate::ToPayerRequest;
use confidential::{Guarded, Released, ToPayer, gate};
use policy::{Action, Kind};
use schedule::program::Program;
use vocabulary::id::{ClaimBatchId, PayerId};

use super::{ClaimBatch, ClaimContent, store};

/// The claims of a batch, for the file.
#[derive(Clone, Copy, Debug)]
pub struct ClaimFile {
    /// Which batch.
    pub batch: ClaimBatchId,
    /// Only the claims to this payer, where files go to each payer itself; all of them through a clearinghouse.
    pub payer: Option<PayerId>,
}

/// What passed the gate.
pub struct ReleasedBatch {
    /// The batch.
    pub batch: ClaimBatch,
    /// The program that bills.
    pub program: Program,
    /// The claims.
    pub claims: Vec<Released<ClaimContent, ToPayer>>,
    /// Claims that did not pass now, by number, with the reason: a consent withdrawn since, for instance.
    pub refused: Vec<(String, String)>,
}

impl ReleasedBatch {
    /// A name for what was made of `file`: `837p-000012`, or `837p-000012-60054` for one payer's. It says which it is and nothing of
    /// what is in it.
    #[must_use]
    pub fn name(&self, file: &ClaimFile) -> String {
        let of_payer = file.payer.and(self.claims.first()).map(|claim| claim.payer.electronic_id.as_str()).unwrap_or_default();
        let of_payer: String = of_payer.chars().filter(char::is_ascii_alphanumeric).collect();
        let dash = if of_payer.is_empty() { "" } else { "-" };
        format!("{}-{:06}{dash}{of_payer}", self.batch.form.as_str(), self.batch.control_number)
    }
}

impl ClaimFile {
    /// Releases the batch and writes a disclosure into each chart, in one transaction (P2-40).
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such batch or it is not theirs to send.
    pub fn release(&self, cx: &Context<'_>) -> Result<ReleasedBatch, Refusal> {
        cx.require(Action::Disclose, Kind::Claim)?;
        let batch = cx.tx.load::<ClaimBatch>(self.batch)?.ok_or(Refusal::NotFound)?.record;
        let program = schedule::program::program(cx.tx, batch.program)?.record;
        let (mut claims, mut refused) = (Vec::new(), Vec::new());
        let all = store::of_batch(cx.tx, self.batch)?;
        for claim in all.into_iter().filter(|claim| self.payer.is_none_or(|payer| payer == claim.payer)) {
            let description = format!("claim {}: services {} to {}", claim.number, claim.content.from, claim.content.to);
            let name = claim.content.payer.name.clone();
            let request = ToPayerRequest {
                payer: claim.payer,
                payer_name: &name,
                description: &description,
                channel: "claim file",
                categories: &gate::CLAIM_CATEGORIES,
            };
            let envelope = Guarded::chart(claim.patient, Kind::Claim, claim.record.content.clone());
            match gate::to_payer(cx, envelope, request) {
                Ok(released) => claims.push(released),
                Err(Refusal::Refused { sentence, .. }) => refused.push((claim.number.clone(), sentence)),
                Err(other) => return Err(other),
            }
        }
        Ok(ReleasedBatch { batch, program, claims, refused })
    }
}
