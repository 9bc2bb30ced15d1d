//! What can happen in this chapter.

use jiff::civil::Date;
use vocabulary::id::{PatientId, PayerId};

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
    /// The program accepted that a payer learns nothing about what somebody pays for in full (P2-50).
    PayerRestrictionGranted {
        /// Whose wish.
        patient: PatientId,
        /// Which payer learns nothing.
        payer: PayerId,
    },
    /// A request, complaint, breach, agreement or hold was written down or went on: what is due changed.
    DutiesChanged,
    /// The directory of recipients outside changed.
    DirectoryChanged,
}
