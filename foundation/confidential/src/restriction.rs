//! A person's wish that a payer learns nothing, because they pay for themself in full (42 CFR 2.26; P2-50). The program must agree to it,
//! and the gate keeps it whatever consent was signed.

use access::{Context, Refusal};
use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::Timestamp;
use vocabulary::id::{PatientId, PayerId, PayerRestrictionId};

/// A restriction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerRestriction {
    /// The id.
    pub id: PayerRestrictionId,
    /// Whose wish.
    pub patient: PatientId,
    /// Which payer learns nothing.
    pub payer: PayerId,
    /// When the person lifted it, if they did.
    pub lifted_at: Option<Timestamp>,
}

impl Record for PayerRestriction {
    const TABLE: &'static str = "payer_restriction";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("payer_id", text(self.payer))]
    }
}

/// Whether a restriction holds now.
///
/// # Errors
/// The database's own.
pub fn in_force(cx: &Context<'_>, patient: PatientId, payer: PayerId) -> Result<bool, Refusal> {
    Ok(crate::store::restrictions_of(cx.tx, patient, payer)?.iter().any(|one| one.lifted_at.is_none()))
}
