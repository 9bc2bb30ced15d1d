//! What happened in treatment, for the reactions.

use jiff::civil::Date;
use vocabulary::id::{GroupSessionId, PatientId};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Notes of a session were signed.
    NotesSigned {
        /// Which session.
        session: GroupSessionId,
        /// Its local day.
        day: Date,
        /// About whom.
        patients: Vec<PatientId>,
    },
    /// A signed note got a new version, was voided, moved or co-signed: the day is counted anew.
    NoteChanged {
        /// About whom.
        patient: PatientId,
        /// The local day of the session.
        day: Date,
    },
    /// A pack was made for a day. Nothing follows.
    DayPackMade,
    /// What a slip of a pack says was entered or taken back: the day is counted anew.
    SlipEntered {
        /// About whom.
        patient: PatientId,
        /// The local day of the session.
        day: Date,
    },
    /// A counseling note about a person was written or amended. Nothing follows: nobody else is to know (P2-11).
    CounselingNoteKept(PatientId),
    /// Somebody tried to reach a person.
    OutreachLogged(PatientId),
    /// A step was taken to find somebody who did not come, or the ladder ended or stepped back.
    MissedSessionChanged(PatientId),
    /// Something must be looked at first, or no longer.
    ConcernChanged(PatientId),
}
