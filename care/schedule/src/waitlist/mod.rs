//! Who waits for a place in a group, and the places that are offered to them (S-09, OP-07). While a place is offered it is held: nobody
//! else gets it until the answer, or until the time for it is over.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | put on the list | waiting | intake, clinicians, case managers, director |
//! | waiting | a place is offered | waiting, with an open offer | the program itself; the same |
//! | offered | yes | placed | the person; the same |
//! | offered | no | declined | the person; the same |
//! | offered | no answer in time | unanswered | the program itself |
//! | offered | taken back | waiting | the same |
//! | any but placed | put back | waiting, where they were in the order | the same |
//! | waiting | taken off | left | the same |

mod answer;
mod offer;
mod store;
mod wait;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{EnrollmentId, PatientId, PlaceOfferId, TherapyGroupId, WaitlistEntryId};

pub use answer::{AnswerOffer, Answered, answer, run_out};
pub use offer::{TakeBackOffer, free_from, offer};
pub use store::{entry, groups_waited_for, held, of_group, of_patient, offer_of, offers_of_group, open_offers, open_offers_of};
pub use wait::{LeaveWaitlist, WaitAgain, WaitForPlace, leave_all, settle};

/// That somebody waits for a place in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitlistEntry {
    /// The id.
    pub id: WaitlistEntryId,
    /// Who.
    pub patient: PatientId,
    /// For which group.
    pub group: TherapyGroupId,
    /// Not before this day.
    pub from: Date,
    /// When they asked: the order of waiting.
    pub asked_at: Timestamp,
    /// What they wish, in a few words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How it stands.
    pub state: Waiting,
}

/// How waiting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// They wait.
    Waits,
    /// They said no to a place.
    Declined,
    /// They did not answer in time.
    Unanswered,
    /// They were taken off the list.
    Left,
    /// They got a place.
    Placed(EnrollmentId),
}

impl Waiting {
    /// The word in the table.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Declined => "declined",
            Self::Unanswered => "unanswered",
            Self::Left => "left",
            Self::Placed(_) => "placed",
        }
    }
}

/// A place that is offered to somebody who waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOffer {
    /// The id.
    pub id: PlaceOfferId,
    /// To whom.
    pub patient: PatientId,
    /// By which entry of the list.
    pub entry: WaitlistEntryId,
    /// In which group.
    pub group: TherapyGroupId,
    /// From which day.
    pub from: Date,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// Until when it is held for them.
    pub until: Timestamp,
    /// What became of it; nothing while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OfferOutcome>,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferOutcome {
    /// They took it.
    Accepted(Timestamp),
    /// They said no.
    Declined(Timestamp),
    /// They did not answer in time.
    RanOut(Timestamp),
    /// It was taken back.
    TakenBack(Timestamp),
}

#[cfg(test)]
mod tests;
