//! What happened in the schedule and at the door, for the reactions.

use jiff::civil::Date;
use vocabulary::id::{GroupSessionId, PatientId, TherapyGroupId};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Somebody's arrival, leaving or absence was noted or corrected.
    AttendanceRecorded {
        /// Who.
        patient: PatientId,
        /// On which local day.
        day: Date,
    },
    /// Somebody joined or left a group.
    EnrollmentChanged {
        /// Who.
        patient: PatientId,
        /// Which group.
        group: TherapyGroupId,
        /// From which day on.
        from: Date,
    },
    /// Sessions were put on the calendar.
    SessionsPlanned {
        /// How many.
        count: i64,
    },
    /// A session was cancelled by the program or changed.
    SessionChanged {
        /// Which.
        session: GroupSessionId,
        /// On which local day.
        day: Date,
    },
    /// Two people are kept apart from now on, or no longer. Nothing follows: nobody but the keeper is to know.
    KeptApart(PatientId),
    /// What somebody's life leaves for the program was written down or changed. Nothing follows: the next week is planned around it.
    AvailabilityKept(PatientId),
    /// A place in a group may be free: whoever waits for it is looked at.
    PlaceMayBeFree(TherapyGroupId),
    /// Programs, tracks, rooms, service types or groups were changed.
    ProgramConfigured,
}
