//! What happened on the spine, for the reactions.

use vocabulary::id::{EpisodeId, PatientId, StayId};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A person is known to the program from now on.
    PatientRegistered(PatientId),
    /// A person's name, contact or language was corrected.
    PatientAmended(PatientId),
    /// An episode of care began.
    EpisodeOpened(PatientId, EpisodeId),
    /// An episode of care ended.
    EpisodeClosed {
        /// Whose.
        patient: PatientId,
        /// Its last day.
        on: jiff::civil::Date,
    },
    /// A place in a care team was given to somebody else.
    CareTeamChanged(PatientId),
    /// A stay at a level of care began.
    StayBegan(PatientId, StayId),
    /// A link for a person was made, ended, or answered on.
    LinkChanged(PatientId),
}
