//! What can happen in this chapter.

use jiff::civil::Date;
use vocabulary::id::PatientId;

/// Something that happened to a person's rights over their record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A consent was given or withdrawn: from this day on, days may become billable or stop being so.
    ConsentChanged {
        /// Whose.
        patient: PatientId,
        /// From which day on.
        from: Date,
    },
}
