//! What happened in the schedule and at the door, for the reactions.

use jiff::civil::Date;
use vocabulary::id::{GroupSessionId, PatientId, TherapyGroupId, WeekChangeId};

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
    /// When staff work or are away, or when the program or a room is closed, was written down or taken back. Nothing follows of itself:
    /// what no longer holds is proposed to whoever plans the week.
    StaffTimeChanged,
    /// A week was changed, or a change of it was put back: the sessions of these people moved, have another leader or room, or are off.
    WeekChanged {
        /// The change.
        change: WeekChangeId,
        /// Who is touched, each once.
        patients: Vec<PatientId>,
    },
    /// Somebody said whether they come, or what they said was looked after.
    ResponseKept {
        /// Who.
        patient: PatientId,
    },
    /// Somebody was reminded, or chose which reminders they want. Nothing follows.
    Reminded(PatientId),
    /// Sessions are elsewhere from a day on, or that was taken back.
    ModalityChanged,
    /// Somebody was told, or is to be called, or was called.
    ModalityTold(PatientId),
    /// Somebody said whether they take part by video.
    TelehealthConsentChanged(PatientId),
    /// Somebody is about to take part by video, or the place they are in was written down.
    VideoCallAsked(PatientId),
    /// Somebody asked for a code for the door. Nothing follows.
    DoorCodeMade(PatientId),
    /// A screen stands at the door, or does not any more; or the questions there are others.
    DoorChanged,
    /// Somebody answered the questions at the door, or staff saw to what was answered.
    DoorAnswered(PatientId),
    /// A place in a group may be free: whoever waits for it is looked at.
    PlaceMayBeFree(TherapyGroupId),
    /// Programs, tracks, rooms, service types or groups were changed.
    ProgramConfigured,
}
