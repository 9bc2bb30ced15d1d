//! A person's wish that a payer learns nothing, because they pay for themself in full (42 CFR 2.26; P2-50). The program must agree to it,
//! and the gate keeps it whatever consent was signed. And other wishes that the program agreed to.

use access::{Context, Refusal};
use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::Timestamp;
use vocabulary::id::{PatientId, PayerId, PayerRestrictionId, RestrictionId};

use crate::category::{Categories, Category};
use crate::purpose::Purpose;
use crate::recipient::Party;

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

/// A wish to be told about less, or to fewer, that the program agreed to (42 CFR 2.26). An emergency goes before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// The id.
    pub id: RestrictionId,
    /// Whose wish.
    pub patient: PatientId,
    /// Who learns nothing of it, by name; nobody outside does when it is empty.
    pub recipient: String,
    /// Of what; of everything when it is empty.
    pub categories: Vec<Category>,
    /// For which purposes; for all when it is empty.
    pub purposes: Vec<Purpose>,
    /// When it was lifted, if it was.
    pub lifted_at: Option<Timestamp>,
}

impl Restriction {
    /// What it keeps from this party for this purpose.
    #[must_use]
    pub fn keeps_back(&self, party: &Party, purpose: Purpose) -> Categories {
        let is_meant = self.recipient.trim().is_empty() || party.is_called(&self.recipient);
        let is_for = self.purposes.is_empty() || self.purposes.contains(&purpose);
        match (self.lifted_at, is_meant && is_for) {
            (None, true) if self.categories.is_empty() => Categories::of(&[Category::EntireRecord, Category::CounselingNotes]),
            (None, true) => Categories::of(&self.categories),
            _ => Categories::NONE,
        }
    }
}

impl Record for Restriction {
    const TABLE: &'static str = "restriction";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient))]
    }
}

/// Whether a restriction holds now.
///
/// # Errors
/// The database's own.
pub fn in_force(cx: &Context<'_>, patient: PatientId, payer: PayerId) -> Result<bool, Refusal> {
    Ok(crate::store::restrictions_of(cx.tx, patient, payer)?.iter().any(|one| one.lifted_at.is_none()))
}
