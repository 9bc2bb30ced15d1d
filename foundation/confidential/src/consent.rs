//! A patient's written consent to disclose (42 CFR 2.31; P2-20). Facts are stored; whether it is in force is computed.

use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Chain, Record, Value, text};
use uuid::Uuid;
use vocabulary::id::{ConsentId, PatientId, PayerId};

/// What a disclosure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Being paid for care.
    Payment,
    /// Care by others.
    Treatment,
    /// Running the program: audit, quality.
    Operations,
}

/// Who may receive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// A payer of this installation.
    Payer(PayerId),
    /// A person or organisation by name.
    Named(String),
    /// For a single consent to treatment, payment and operations: the class of health plans and third-party payers (P2-20, 4a).
    HealthPlans,
    /// For the same: the class of the patient's treating providers.
    TreatingProviders,
}

/// What may be disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Who the person is and when they attended.
    IdentityAndAttendance,
    /// Diagnoses.
    Diagnosis,
    /// Services, dates, units and charges.
    Billing,
    /// The treatment plan.
    Plan,
    /// A summary of progress.
    ProgressSummary,
    /// Medications.
    Medications,
    /// Everything in the chart but counseling notes.
    EntireRecord,
}

/// When a consent ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// After this day.
    On(Date),
    /// When treatment ends.
    EndOfTreatment,
    /// Never; allowed only for a single consent to treatment, payment and operations (P2-20, 7).
    None,
}

/// A consent as signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// The id.
    pub id: ConsentId,
    /// Whose.
    pub patient: PatientId,
    /// The name as signed.
    pub patient_name_as_signed: String,
    /// Who may disclose: this program.
    pub discloser: String,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// Which information.
    pub categories: Vec<Category>,
    /// Until when.
    pub expires: Expiry,
    /// The day of signature.
    pub signed_on: Date,
    /// When it was withdrawn, if it was (P2-27).
    pub revoked_at: Option<Timestamp>,
    /// When treatment ended, for consents that end with it.
    pub treatment_ended_on: Option<Date>,
}

/// Why a consent does not cover a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Signed later than the disclosure.
    NotYetSigned,
    /// Ended by its date or event (P2-26).
    Expired,
    /// Withdrawn (P2-27).
    Revoked,
    /// Names other recipients.
    OtherRecipient,
    /// Is for another purpose.
    OtherPurpose,
    /// Leaves out a category that is needed.
    MissingCategory,
}

impl Consent {
    /// Every reason why this consent does not cover a disclosure to a payer at a moment; none means that it does.
    #[must_use]
    pub fn gaps(&self, payer: PayerId, purpose: Purpose, needed: &[Category], at: Timestamp, today: Date) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut unless = |holds: bool, gap: Gap| {
            if !holds {
                gaps.push(gap);
            }
        };
        unless(self.signed_on <= today, Gap::NotYetSigned);
        unless(!self.has_expired(today), Gap::Expired);
        unless(self.revoked_at.is_none_or(|revoked| at < revoked), Gap::Revoked);
        unless(self.names(payer), Gap::OtherRecipient);
        unless(self.purposes.contains(&purpose), Gap::OtherPurpose);
        let covers =
            |category: &Category| self.categories.contains(category) || self.categories.contains(&Category::EntireRecord);
        unless(needed.iter().all(covers), Gap::MissingCategory);
        gaps
    }

    /// Whether it is signed, not withdrawn and not ended, whatever it covers.
    #[must_use]
    pub fn is_in_force(&self, at: Timestamp, today: Date) -> bool {
        self.signed_on <= today && !self.has_expired(today) && self.revoked_at.is_none_or(|revoked| at < revoked)
    }

    /// Whether it lets those who give care elsewhere know something: treatment is among its purposes, and it names more than payers.
    #[must_use]
    pub fn is_for_care_by_others(&self) -> bool {
        let is_payer = |recipient: &Recipient| matches!(recipient, Recipient::Payer(_) | Recipient::HealthPlans);
        self.purposes.contains(&Purpose::Treatment) && !self.recipients.iter().all(is_payer)
    }

    fn names(&self, payer: PayerId) -> bool {
        self.recipients.iter().any(|recipient| match recipient {
            Recipient::Payer(named) => *named == payer,
            Recipient::HealthPlans => true,
            Recipient::Named(_) | Recipient::TreatingProviders => false,
        })
    }

    fn has_expired(&self, today: Date) -> bool {
        match self.expires {
            Expiry::On(last) => last < today,
            Expiry::EndOfTreatment => self.treatment_ended_on.is_some_and(|ended| ended < today),
            Expiry::None => false,
        }
    }
}

/// Notes the end of treatment on every consent that ends with it.
///
/// # Errors
/// The database's own.
pub fn end_with_treatment(cx: &Context<'_>, patient: PatientId, on: Date) -> Result<(), Refusal> {
    for stored in crate::store::consents_of(cx.tx, patient)? {
        if stored.expires == Expiry::EndOfTreatment && stored.treatment_ended_on.is_none() {
            let ended = Consent { treatment_ended_on: Some(on), ..stored.record.clone() };
            cx.tx.amend(&ended, stored.version, &cx.entry("treatment ended"))?;
        }
    }
    Ok(())
}

impl Record for Consent {
    const TABLE: &'static str = "consent";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Patient(self.patient)
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("patient_id", text(self.patient)), ("signed_on", text(self.signed_on))]
    }
}

#[cfg(test)]
#[path = "consent_tests.rs"]
mod tests;
