//! What an assessment holds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{AssessmentId, InquiryId, PatientId, StaffId};

use super::Topic;
use crate::placement::advice::Need;
use crate::placement::{Answers, Dimension};

/// An assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The id.
    pub id: AssessmentId,
    /// About whom.
    pub patient: PatientId,
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// When it was begun.
    pub began_at: Timestamp,
    /// What is said to each topic, at most one entry each.
    pub entries: Vec<Entry>,
    /// What the person wants, in their words.
    pub wants: String,
    /// What the advisor is asked.
    pub answers: Answers,
    /// Why a dimension is rated so.
    pub reasons: Vec<(Dimension, String)>,
    /// Further evaluation that is indicated, and what was done about it (MA-13).
    pub further: Option<Further>,
    /// Everybody who wrote in it, in the order they came.
    pub authors: Vec<StaffId>,
    /// The signature, when it is signed.
    pub signed: Option<Signed>,
}

/// What is said to one topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The topic.
    pub topic: Topic,
    /// What is known.
    pub words: String,
    /// Why it was left out, when it was.
    pub left_out: Option<String>,
    /// Where it was known from, when nobody here has asked yet.
    pub known_from: Option<String>,
    /// Who wrote it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// Further evaluation (MA-13): do it or refer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// What is indicated.
    pub what: String,
    /// Done here, or where the person was referred; empty while nobody has said.
    pub answer: String,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Who.
    pub by: StaffId,
    /// Name and credential as signed.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

impl Assessment {
    /// The entry of a topic.
    #[must_use]
    pub fn entry(&self, topic: Topic) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.topic == topic)
    }

    /// The topics with neither words of our own nor a reason to leave them out (MA-10). What only a referral or a call says is
    /// still to be asked.
    #[must_use]
    pub fn gaps(&self) -> Vec<Topic> {
        Topic::ALL.iter().copied().filter(|topic| !self.entry(*topic).is_some_and(Entry::is_said)).collect()
    }

    /// The ratings that are missing.
    #[must_use]
    pub fn unrated(&self) -> Vec<Need> {
        let unrated = Dimension::ALL.iter().filter(|one| self.answers.rating(**one).is_none());
        unrated.filter_map(|one| Need::of(*one)).collect()
    }
}

impl Entry {
    /// Whether somebody here has said something to it, or why nothing is said.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.known_from.is_none() && (!self.words.is_empty() || self.left_out.is_some())
    }
}
