//! What happened in billing, for the reactions.

use jiff::civil::Date;
use vocabulary::id::{ClaimBatchId, PatientId};

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
    /// Claims were built.
    ClaimsBuilt(ClaimBatchId),
}
