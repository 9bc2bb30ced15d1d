//! All SQL about documents from elsewhere.

use access::Refusal;
use store::{Chain, Record, StoreError, Stored, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::{PatientId, ReferralId};

use super::{ReferralDocument, ReferralSender};

impl Record for ReferralDocument {
    const TABLE: &'static str = "referral_document";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("patient_id", text(self.patient)),
            ("inquiry_id", text(self.inquiry)),
            ("document_id", Value::from(self.content.document_id.clone())),
            ("sha256", text(&self.sha256)),
            ("awaits_index", if self.awaits_index { text("yes") } else { Value::Null }),
        ]
    }
}

impl Record for ReferralSender {
    const TABLE: &'static str = "referral_sender";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("name", text(&self.name)), ("token_sha256", text(&self.token_sha256))]
    }
}

/// Everybody who may send or might once, by name.
pub(super) fn senders(tx: &Tx<'_>) -> Result<Vec<Stored<ReferralSender>>, StoreError> {
    tx.find("1 = 1 ORDER BY name, recorded_at, id", &[])
}

/// The sender whose token has this hash.
pub(super) fn sender_with_token(tx: &Tx<'_>, sha256: &str) -> Result<Option<Stored<ReferralSender>>, StoreError> {
    tx.find_one("token_sha256 = $1", &[text(sha256)])
}

/// The documents that nobody has indexed yet, oldest first.
pub(super) fn awaiting(tx: &Tx<'_>) -> Result<Vec<Stored<ReferralDocument>>, StoreError> {
    tx.find("awaits_index = 'yes' ORDER BY recorded_at, id", &[])
}

/// The document with an id.
pub(super) fn load(tx: &Tx<'_>, id: ReferralId) -> Result<Stored<ReferralDocument>, Refusal> {
    tx.load(id)?.ok_or(Refusal::NotFound)
}

/// The document whose original has this hash.
pub(super) fn with_hash(tx: &Tx<'_>, sha256: &str) -> Result<Option<Stored<ReferralDocument>>, StoreError> {
    tx.find_one("sha256 = $1", &[text(sha256)])
}

/// Every document under one id of a sender.
pub(super) fn with_document_id(tx: &Tx<'_>, id: &str) -> Result<Vec<Stored<ReferralDocument>>, StoreError> {
    tx.find("document_id = $1 ORDER BY recorded_at, id", &[text(id)])
}

/// The documents about a person: those of their own inquiries, and of inquiries they were admitted out of as somebody known.
pub(super) fn about(tx: &Tx<'_>, patient: PatientId) -> Result<Vec<Stored<ReferralDocument>>, StoreError> {
    tx.find(
        "patient_id = $1 OR inquiry_id IN (SELECT i.id FROM inquiry i WHERE i.admitted_as = $1) ORDER BY recorded_at DESC, id",
        &[text(patient)],
    )
}
