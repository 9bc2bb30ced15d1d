//! One administration of an instrument, with everything that has to be known about it later (IN-03).

use std::collections::BTreeMap;

use forms::{Answers, ContextValues, KeptOutcome};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{MeasureId, PatientId, StaffId};

/// An instrument asked of one person once. Each save is a version of the record; answers stay as they were given (IN-04).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// The id.
    pub id: MeasureId,
    /// Whose: somebody in care, or somebody who only asked (P2-04).
    pub patient: PatientId,
    /// The instrument's id.
    pub instrument: String,
    /// Its edition.
    pub version: String,
    /// SHA-256 of its definition.
    pub definition: String,
    /// Which interpreter computed the outcome.
    pub interpreter: u32,
    /// The language it is asked in.
    pub language: String,
    /// SHA-256 of the overlay whose words were shown.
    pub wording: Option<String>,
    /// Why it is asked, in a few words.
    pub why: String,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Until which day it is wanted.
    pub due_on: Option<Date>,
    /// Whether the person was asked to fill it on their own device.
    pub is_sent: bool,
    /// How it was filled; the last way, if several.
    pub means: Option<Means>,
    /// Which member of staff entered or asked; nobody when the person was alone.
    pub entered_by: Option<StaffId>,
    /// What the scoring had to know beside the answers; chosen for this form only (IN-15).
    pub context: ContextValues,
    /// What was answered.
    pub answers: Answers,
    /// Scores copied from a licensed paper form, in place of answers (IN-07).
    pub totals: BTreeMap<String, i64>,
    /// When the first answer came.
    pub begun_at: Option<Timestamp>,
    /// When it was handed in.
    pub completed_at: Option<Timestamp>,
    /// Why it was repeated earlier than its interval (IN-11).
    pub early_reason: Option<String>,
    /// What came of it as far as it goes.
    pub outcome: Option<KeptOutcome>,
    /// Alerts that were raised, in the order in which they were.
    pub raised: Vec<String>,
    /// That it is no longer wanted.
    pub withdrawn: Option<Withdrawn>,
}

/// The interpreter's number, kept with every outcome.
pub(crate) const INTERPRETER: u32 = 1;

/// How a form was filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// By the person on their own device, by a link.
    Link,
    /// By the person on a tablet of the program.
    Tablet,
    /// By staff, together with the person.
    Together,
    /// By staff, copied from paper.
    Paper,
}

/// That a form is no longer wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// Why.
    pub reason: String,
}

/// Where a measure stands, read from what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked for; nothing answered.
    Requested,
    /// Answered in part; kept and marked.
    Underway,
    /// Handed in.
    Completed,
    /// No longer wanted.
    Withdrawn,
}

impl Measure {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        match (&self.withdrawn, self.completed_at, self.begun_at) {
            (Some(_), ..) => State::Withdrawn,
            (None, Some(_), _) => State::Completed,
            (None, None, Some(_)) => State::Underway,
            (None, None, None) => State::Requested,
        }
    }

    /// Whether it still waits for answers.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state(), State::Requested | State::Underway)
    }
}

impl State {
    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Underway => "underway",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Means {
    /// All, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Together, Self::Tablet, Self::Paper, Self::Link];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Tablet => "tablet",
            Self::Together => "together",
            Self::Paper => "paper",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Link => "By the person, on their own phone",
            Self::Tablet => "By the person, on our tablet",
            Self::Together => "Together",
            Self::Paper => "Copied from paper",
        }
    }

    /// The one with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.as_str() == text)
    }
}
