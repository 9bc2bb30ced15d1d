//! The quiet no-contact guard: people who must not meet are kept apart wherever somebody is given a place, an hour or a leader.
//! Why, and from whom, is seen by those who keep the guard; whoever plans hears only that this choice is not open, in the same words
//! for every reason, and nothing about anybody else (P2-12).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | kept apart | holds from its first day | clinical director, compliance officer; a clinician for somebody on whose care team they are |
//! | holds | ended with a day | does not hold after that day | the same |
//!
//! A guard takes nobody out of a group where they already are: that is decided by people. Its keeper gets the list.

pub mod guard;
pub mod keep;
mod store;
#[cfg(test)]
mod tests;

use access::Envelope;
use access::key_ring::{KeyRing, KeyRingError, Place};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{NoContactId, PatientId, StaffId};

pub use guard::{Meeting, is_open_to, keep_apart_from_care_team, keep_apart_from_staff, meetings_of};
pub(crate) use guard::{choose_another, keep_apart_from_new_leaders, keep_apart_in_group};
pub use keep::{EndNoContact, KeepApart, may_keep};
pub(crate) use store::with_staff;
pub use store::{of_patient, sealed_by};

/// That two people are kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoContact {
    /// The id.
    pub id: NoContactId,
    /// Somebody in care, in whose chain the guard stands.
    pub patient: PatientId,
    /// Whom they must not meet.
    pub other: Other,
    /// Why, sealed: nothing searches for it, and it is the worst to read by accident (P2-54).
    #[serde(flatten)]
    pub why: Envelope<Why>,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub to: Option<Date>,
}

/// Why two people are kept apart, for those who keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The reason.
    pub reason: Reason,
    /// In words; may be empty.
    pub words: String,
    /// Why they may meet again, once it was ended. It tells as much as the reason, so it is not the reason of the entry.
    #[serde(default)]
    pub ended: Option<String>,
}

/// Whom somebody must not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Other {
    /// Somebody else in care.
    Patient(PatientId),
    /// A member of staff.
    Staff(StaffId),
}

/// Why two people are kept apart. It changes nothing about what anybody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A court says so.
    ProtectiveOrder,
    /// They are relatives, or were partners.
    Relatives,
    /// A tie with a member of staff outside the program.
    StaffTie,
    /// One of them asked for it.
    Asked,
    /// Something else.
    Another,
}

impl Reason {
    /// Every reason, with its value in a form and its words.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::ProtectiveOrder, "protective_order", "A protective order"),
        (Self::Relatives, "relatives", "Relatives or former partners"),
        (Self::StaffTie, "staff_tie", "A tie with a member of staff"),
        (Self::Asked, "asked", "One of them asked for it"),
        (Self::Another, "another", "Another reason"),
    ];

    /// In words.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(reason, ..)| *reason == self).map_or("", |(.., words)| words)
    }

    /// The reason with this value.
    #[must_use]
    pub fn read(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == value).map(|(reason, ..)| *reason)
    }
}

impl NoContact {
    /// Seals why two people are kept apart, for this guard of somebody in care.
    ///
    /// # Errors
    /// As [`Envelope::seal`].
    pub fn seal(keys: &KeyRing, guard: NoContactId, patient: PatientId, why: &Why) -> Result<Envelope<Why>, KeyRingError> {
        Envelope::seal(keys, place(guard, patient), why)
    }

    /// Why.
    ///
    /// # Errors
    /// As [`Envelope::open`].
    pub fn open(&self, keys: &KeyRing) -> Result<Why, KeyRingError> {
        self.why.open(keys, place(self.id, self.patient))
    }

    /// Whom `patient` must not meet by it; nothing when it is about others.
    #[must_use]
    pub fn other_than(&self, patient: PatientId) -> Option<Other> {
        match self.other {
            other if self.patient == patient => Some(other),
            Other::Patient(other) if other == patient => Some(Other::Patient(self.patient)),
            _ => None,
        }
    }

    /// The days on which it holds among these; nothing when there is none. The second day is `None` when neither ends.
    #[must_use]
    pub fn within(&self, from: Date, to: Option<Date>) -> Option<(Date, Option<Date>)> {
        let first = self.from.max(from);
        let last = match (self.to, to) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        last.is_none_or(|last| first <= last).then_some((first, last))
    }
}

fn place(guard: NoContactId, patient: PatientId) -> Place {
    Place { kind: "no_contact", bound_to: [guard.0, patient.0, guard.0] }
}
