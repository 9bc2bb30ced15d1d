//! What a consent paper says, as its template lists it. Whether that is a consent at all is judged by the gate's own rules
//! (P2-20 to P2-25) where a template is read, so that a paper that lacks an element cannot be signed.

use confidential::consent::{Category, ConsentKind, Expiry, Lack, Purpose, Recipient, Statement, Terms, lacks};
use serde::Deserialize;
use uuid::Uuid;
use vocabulary::id::PayerId;

/// A recipient as a template names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermRecipient {
    /// The person's own payer.
    Payer,
    /// Health plans as a class; only for one consent to all three purposes.
    HealthPlans,
    /// Treating providers as a class; the same.
    TreatingProviders,
    /// The person named as emergency contact.
    EmergencyContact,
}

/// When it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermExpiry {
    /// With treatment.
    EndOfTreatment,
    /// Never.
    None,
}

/// The terms of a consent paper.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentTerms {
    /// Of which kind.
    pub kind: ConsentKind,
    /// To whom.
    pub recipients: Vec<TermRecipient>,
    /// For what.
    pub purposes: Vec<Purpose>,
    /// Which information.
    pub categories: Vec<Category>,
    /// Until when.
    pub expires: TermExpiry,
    /// What the words say.
    pub states: Vec<Statement>,
}

/// Everything a consent paper lacks; none means that it may be given.
#[must_use]
pub fn check(terms: &ConsentTerms) -> Vec<Lack> {
    let recipients: Vec<Recipient> = terms.recipients.iter().map(|to| to.as_somebody()).collect();
    lacks(&Terms {
        kind: terms.kind,
        recipients: &recipients,
        purposes: &terms.purposes,
        categories: &terms.categories,
        expires: terms.expires.of_gate(),
        states: Some(&terms.states),
        is_irrevocable_for_a_time: false,
    })
}

impl TermRecipient {
    /// Whoever it will be, to judge the terms before a person is known.
    fn as_somebody(self) -> Recipient {
        match self {
            Self::Payer => Recipient::Payer(PayerId(Uuid::nil())),
            Self::HealthPlans => Recipient::HealthPlans,
            Self::TreatingProviders => Recipient::TreatingProviders,
            Self::EmergencyContact => Recipient::Named("the emergency contact".to_owned()),
        }
    }
}

impl TermExpiry {
    /// As the gate knows it.
    pub(super) const fn of_gate(self) -> Expiry {
        match self {
            Self::EndOfTreatment => Expiry::EndOfTreatment,
            Self::None => Expiry::None,
        }
    }
}
