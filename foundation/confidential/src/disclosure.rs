//! The accounting of disclosures (42 CFR 2.25; P2-49): what went to whom, for what, on which consent.

use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::id::{ConsentId, DisclosureId, OutsideRecipientId, PatientId};

use crate::consent::{Category, Purpose};
use crate::recipient::LegalStatus;

/// On what a disclosure rested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rested {
    /// On consents of the person.
    #[default]
    OnConsent,
    /// On the person's right to their own record.
    OnOwnRight,
    /// On a medical emergency.
    OnEmergency,
    /// On a court's order.
    OnOrder,
    /// On an agreement with somebody who serves the program.
    OnService,
    /// On the law of audits.
    OnAudit,
    /// On the law of public health.
    OnPublicHealth,
    /// On a crime on the premises.
    OnCrime,
    /// On suspected abuse of a child.
    OnChildAbuse,
    /// On the law about somebody who died.
    OnDeath,
}

/// A consent as it stood when something rested on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentVersion {
    /// Which.
    pub consent: ConsentId,
    /// In which version.
    pub version: i64,
}

/// One disclosure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disclosure {
    /// The id.
    pub id: DisclosureId,
    /// About whom.
    pub patient: PatientId,
    /// To whom, by name.
    pub recipient: String,
    /// Where they were reached then, on one line, when it was known (45 CFR 164.528(b)(2)(ii); P2-49a).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Which entry of the directory they were, when they were one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<OutsideRecipientId>,
    /// What they are in law.
    #[serde(default)]
    pub status: LegalStatus,
    /// For what.
    pub purpose: Purpose,
    /// Which kinds of information.
    pub categories: Vec<Category>,
    /// Which were asked for and stayed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<Category>,
    /// On what it rested.
    #[serde(default)]
    pub rested: Rested,
    /// The consent it rests on, when it rests on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<ConsentId>,
    /// Which version of that consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_version: Option<i64>,
    /// Further consents, when one alone did not cover it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<ConsentVersion>,
    /// How it left: `claim file`.
    pub channel: String,
    /// What it was, briefly: `charges for 2026-03-09 to 2026-03-11`.
    pub description: String,
    /// The prescribed notice that went with it (42 CFR 2.32; P2-33).
    pub notice: String,
    /// The explanation of the consent's scope that went with it (P2-34); empty without a consent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// The hash of the file that left, when one was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
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
