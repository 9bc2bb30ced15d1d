//! What is kept of a decision.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{AssessmentId, InquiryId, PatientId, PlacementDecisionId};

use crate::assessment::Signed;
use crate::coded::coded;
use crate::placement::{Advice, Level, Lock};

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacementDecision {
    /// The id.
    pub id: PlacementDecisionId,
    /// About whom.
    pub patient: PatientId,
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// On which assessment.
    pub assessment: AssessmentId,
    /// In which of its versions.
    pub assessment_version: i64,
    /// What the advisor said, whole.
    pub advice: Advice,
    /// The level that was decided.
    pub decided: Level,
    /// Why it is another one than suggested.
    pub discrepancy: Option<DiscrepancyReason>,
    /// The reason in words; required for `other`.
    pub words: String,
    /// What the person wants, as the assessment says it.
    pub wants: String,
    /// What cleared each lock.
    pub cleared: Vec<Cleared>,
    /// The result by a payer's criteria, kept beside (LC-04).
    pub payer: Option<PayerCriteria>,
    /// The signature.
    pub signed: Signed,
}

/// How a lock was cleared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// Which.
    pub lock: Lock,
    /// By whom and with what result, in words.
    pub words: String,
}

/// The result of criteria that a payer asks for, from an assessment the program has its own license for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerCriteria {
    /// Which criteria, in the payer's words.
    pub criteria: String,
    /// The level they name.
    pub level: String,
    /// Who assessed.
    pub assessor: String,
    /// On which day.
    pub on: Date,
}

coded! {
    /// Why another level was decided than the advisor suggests (LC-26).
    DiscrepancyReason {
        /// Clinical judgment.
        ClinicalJudgment = "clinical_judgment", "Clinical judgment";
        /// The person's choice.
        PatientChoice = "patient_choice", "The person's choice";
        /// The level is not to be had.
        LevelNotAvailable = "level_not_available", "The level is not available";
        /// The payer denied it.
        PayerDenied = "payer_denied", "The payer denied it";
        /// A waiting list.
        Waitlist = "waitlist", "A waiting list";
        /// The way or the family.
        TransportOrFamily = "transport_or_family", "Transport or family";
        /// A court or authority orders it.
        LegalMandate = "legal_mandate", "A legal mandate";
        /// How an earlier episode went.
        PriorResponse = "prior_response", "How earlier care went";
        /// Something else, in words.
        Other = "other", "Something else";
    }
}

impl PlacementDecision {
    /// Whether it is another level than the advisor suggested.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.advice.suggestion.as_ref().is_none_or(|one| one.level != self.decided)
    }
}
