//! What the intake desk did about an inquiry beside talking: written words, a first visit, a place on the waiting list, who sent the
//! person, and why a visit is later than two days. Facts; where it stands is read from them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use vocabulary::id::{AssessmentVisitId, ReferralSourceId, StaffId};

use super::Inquiry;
use crate::waitlist::Place;

/// From so long on after somebody asked, a first visit that was not offered yet needs a reason: people who are offered a visit within
/// a day or two come far more often.
pub const VISIT_WITHIN: SignedDuration = SignedDuration::from_hours(48);

/// What the desk did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// When a person of ours first wrote or talked to them.
    pub first_answer_at: Option<Timestamp>,
    /// When a person of ours last wrote to them.
    pub our_word_at: Option<Timestamp>,
    /// When they last wrote to us.
    pub their_word_at: Option<Timestamp>,
    /// When a first visit was first offered.
    pub first_offer_at: Option<Timestamp>,
    /// The first visit.
    pub visit: Option<FirstVisit>,
    /// The place on the waiting list.
    pub waitlist: Option<Place>,
    /// Why no visit was offered within two days, or why it is later.
    pub late: Option<LateReason>,
    /// Who sent them.
    pub referred_by: Option<ReferralSourceId>,
}

/// A first visit, as the inquiry knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstVisit {
    /// Which.
    pub id: AssessmentVisitId,
    /// With whom.
    pub staff: StaffId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// What came of it, when it is over.
    pub result: Option<VisitResult>,
}

/// What came of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitResult {
    /// They came.
    Came,
    /// They did not come.
    DidNotCome,
    /// It was cancelled before.
    Cancelled,
}

/// Why it is later than two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateReason {
    /// In words.
    pub words: String,
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
}

impl VisitResult {
    /// All, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Came, Self::DidNotCome, Self::Cancelled];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::DidNotCome => "did_not_come",
            Self::Cancelled => "cancelled",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Came => "Came",
            Self::DidNotCome => "Did not come",
            Self::Cancelled => "Cancelled",
        }
    }

    /// The one with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// How the clocks of an inquiry stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// Minutes from the first word to the first answer by a person; nothing while nobody has answered.
    pub to_first_answer_minutes: Option<i64>,
    /// Minutes from the first word to the first offer of a visit.
    pub to_first_offer_minutes: Option<i64>,
    /// Whether two days are over without an offer and nobody has said why.
    pub asks_for_reason: bool,
    /// Whether they wrote after our last word.
    pub they_wrote: bool,
}

impl Inquiry {
    /// How its clocks stand at a moment (S-28).
    #[must_use]
    pub fn clocks(&self, now: Timestamp) -> Clocks {
        let minutes = |at: Timestamp| self.received_at.duration_until(at).as_mins().max(0);
        let is_late = self.received_at.duration_until(now) >= VISIT_WITHIN;
        let last_of_ours = self.contacts.iter().map(|contact| contact.at).chain(self.desk.our_word_at).max();
        Clocks {
            to_first_answer_minutes: self.desk.first_answer_at.or(self.contacts.first().map(|first| first.at)).map(minutes),
            to_first_offer_minutes: self.desk.first_offer_at.map(minutes),
            asks_for_reason: self.state().is_open() && is_late && self.desk.first_offer_at.is_none() && self.desk.late.is_none(),
            they_wrote: self.desk.their_word_at.is_some_and(|word| last_of_ours.is_none_or(|ours| ours < word)),
        }
    }
}
