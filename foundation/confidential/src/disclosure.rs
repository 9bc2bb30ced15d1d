//! The accounting of disclosures (42 CFR 2.25; P2-49): what went to whom, for what, on which consent.

use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::id::{ConsentId, DisclosureId, PatientId};

use crate::consent::{Category, Purpose};

/// One disclosure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disclosure {
    /// The id.
    pub id: DisclosureId,
    /// About whom.
    pub patient: PatientId,
    /// To whom, by name.
    pub recipient: String,
    /// For what.
    pub purpose: Purpose,
    /// Which kinds of information.
    pub categories: Vec<Category>,
    /// The consent it rests on, and the version of it.
    pub basis: ConsentId,
    /// Which version of that consent.
    pub basis_version: i64,
    /// How it left: `claim file`.
    pub channel: String,
    /// What it was, briefly: `charges for 2026-03-09 to 2026-03-11`.
    pub description: String,
    /// The prescribed notice that went with it (42 CFR 2.32; P2-33).
    pub notice: String,
}

impl Record for Disclosure {
    const TABLE: &'static str = "disclosure";
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
