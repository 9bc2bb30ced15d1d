//! What happened to measures, for the reactions.

use forms::Severity;
use vocabulary::id::{MeasureId, PatientId};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A form was asked for, answered in part, or withdrawn.
    MeasureChanged(PatientId),
    /// A form was handed in.
    MeasureCompleted {
        /// Which.
        measure: MeasureId,
        /// Whose.
        patient: PatientId,
    },
    /// An alert of a form holds that did not hold before; said once for each measure and alert, also while it is still being filled.
    AlertRaised {
        /// Which measure.
        measure: MeasureId,
        /// Whose.
        patient: PatientId,
        /// The instrument.
        instrument: String,
        /// The alert.
        alert: String,
        /// How serious.
        severity: Severity,
    },
    /// A licensed wording or translation was loaded.
    WordingLoaded,
}
