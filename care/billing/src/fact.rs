//! What happened in billing, for the reactions.

use jiff::civil::Date;
use vocabulary::id::{ClaimBatchId, EligibilityCheckId, PatientId};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Payer rules were imported or changed.
    PayersConfigured,
    /// What a person's insurance is, or may be told, changed from this day on.
    CoverageChanged {
        /// Whose.
        patient: PatientId,
        /// From which local day on.
        from: Date,
    },
    /// A day was counted and came out differently.
    DayRecounted {
        /// Whose.
        patient: PatientId,
        /// Which local day.
        day: Date,
    },
    /// A payer was asked whether somebody is insured.
    EligibilityAsked {
        /// About whom.
        patient: PatientId,
        /// The check.
        check: EligibilityCheckId,
    },
    /// A payer answered.
    EligibilityAnswered {
        /// About whom.
        patient: PatientId,
        /// The check.
        check: EligibilityCheckId,
        /// Whether somebody should look: it refuses, ended or changed.
        needs_attention: bool,
    },
    /// Somebody looked at an answer that needed attention.
    EligibilitySeen {
        /// About whom.
        patient: PatientId,
    },
    /// A picture of an insurance card was kept.
    CardKept {
        /// Whose.
        patient: PatientId,
    },
    /// A sliding fee was agreed.
    SlidingFeeAgreed {
        /// With whom.
        patient: PatientId,
    },
    /// Claims were built.
    ClaimsBuilt(ClaimBatchId),
}
