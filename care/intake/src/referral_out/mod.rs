//! A way to another place when this is the wrong one: to which, handed over how, with what outcome, what was sent and under which
//! basis (S-07, P2-31). What leaves the house passes the gate in the same step.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | recorded | handed over, outcome open or known | intake, clinician, clinical director |
//! | outcome open | outcome noted | known | the same |

pub mod outcome;
pub mod place;
pub mod record;

pub use outcome::NoteOutcome;
pub use place::{ImportPlaces, OpenPlaces, Place, PlaceBook};
pub use record::RecordReferralOut;

mod store;
pub(crate) use store::of;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ConsentId, InquiryId, PatientId, ReferralOutId, StaffId};

use crate::coded::coded;

/// A way to another place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralOut {
    /// The id.
    pub id: ReferralOutId,
    /// Who.
    pub patient: PatientId,
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// The place, by name.
    pub place: String,
    /// Its key in the directory, when it stands there.
    pub place_key: Option<String>,
    /// Why there.
    pub why: String,
    /// How the person was handed over.
    pub hand_off: HandOff,
    /// What was sent; empty when nothing was.
    pub sent: String,
    /// Under which basis.
    pub basis: Option<Basis>,
    /// The consent, when that is the basis.
    pub consent: Option<ConsentId>,
    /// What came of it, when it is known.
    pub outcome: Option<Outcome>,
    /// Who did it.
    pub by: StaffId,
    /// By name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What.
    pub result: OutcomeKind,
    /// In words.
    pub words: String,
    /// When it was written down.
    pub at: Timestamp,
}

coded! {
    /// How somebody is handed over.
    HandOff {
        /// On the line together until they were there.
        Together = "together", "On the line together until somebody was there";
        /// Taken there.
        Accompanied = "accompanied", "Somebody went along";
        /// Called ahead, with the person's agreement.
        CalledAhead = "called_ahead", "Called ahead with the person's agreement";
        /// The person goes by themselves with the number.
        NumberGiven = "number_given", "Number given; the person calls";
    }
}

coded! {
    /// Why something may be sent (42 CFR Part 2).
    Basis {
        /// The person's written consent.
        Consent = "consent", "The person's written consent (42 CFR 2.31)";
        /// A medical emergency.
        MedicalEmergency = "medical_emergency", "A medical emergency (42 CFR 2.51)";
        /// The person carried it.
        PersonCarried = "person_carried", "The person took it along themselves (42 CFR 2.23)";
    }
}

coded! {
    /// What came of a hand-over.
    OutcomeKind {
        /// Arrived and is in care there.
        Arrived = "arrived", "Arrived";
        /// Has an appointment.
        Appointment = "appointment", "Has an appointment";
        /// Did not go.
        DidNotGo = "did_not_go", "Did not go";
        /// The place had no room.
        NoRoom = "no_room", "No room there";
        /// Nobody knows yet.
        Unknown = "unknown", "Not known";
    }
}
