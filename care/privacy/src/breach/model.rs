//! A breach case.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{BreachId, PatientId, StaffId};

use crate::named::named;

named! {
    /// Who is told.
    Recipient {
        /// Everybody concerned.
        People = "people", "Everybody concerned";
        /// The federal authority (HHS), at the same time as the people.
        Authority = "authority", "HHS, at the same time";
        /// The federal authority's list of smaller breaches of the year.
        YearlyLog = "yearly_log", "HHS, in the list of the year";
        /// Prominent media of a state.
        Media = "media", "Media of the state";
        /// Residents of a state, by the state's own rule.
        Residents = "residents", "Residents, by the state’s own rule";
        /// The state's Attorney General.
        AttorneyGeneral = "attorney_general", "The Attorney General";
        /// The state's office of consumer affairs.
        ConsumerAffairs = "consumer_affairs", "The office of consumer affairs";
    }
}

/// Whom it concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Those whose charts are known.
    pub patients: Vec<PatientId>,
    /// How many live in each state, by its two letters; those with known charts included.
    pub by_state: BTreeMap<String, u32>,
}

impl Affected {
    /// How many people in all: the larger of the charts that are known and the people counted by state, never fewer than either.
    #[must_use]
    pub fn total(&self) -> u32 {
        let counted = self.by_state.values().fold(0_u32, |sum, count| sum.saturating_add(*count));
        counted.max(u32::try_from(self.patients.len()).unwrap_or(u32::MAX))
    }
}

/// The risk that what was seen does harm, in the four factors of 45 CFR 164.402.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// What was in it, and how easily somebody is recognised by it.
    pub what_was_in_it: String,
    /// Who got or used it.
    pub who_has_it: String,
    /// Whether it was really taken or looked at.
    pub was_it_seen: String,
    /// What was done since to lessen the risk.
    pub what_was_done: String,
}

impl Risk {
    /// The four answers with the names of their fields.
    #[must_use]
    pub fn factors(&self) -> [(&'static str, &str); 4] {
        [
            ("what_was_in_it", &self.what_was_in_it),
            ("who_has_it", &self.who_has_it),
            ("was_it_seen", &self.was_it_seen),
            ("what_was_done", &self.what_was_done),
        ]
    }
}

/// Whether it is a breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether people have to be told.
    pub is_breach: bool,
    /// Why, in a few words.
    pub why: String,
    /// The risk it rests on.
    pub risk: Risk,
    /// When it was decided.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
}

/// Something that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub to: Recipient,
    /// Of which state, where it is a state's own.
    pub state: Option<String>,
    /// On which day all of it was sent.
    pub sent_on: Date,
    /// How, and where the text lies.
    pub note: String,
}

/// A breach case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// The id.
    pub id: BreachId,
    /// The first day on which anybody of the program knew of it or should have: every clock begins here.
    pub discovered_on: Date,
    /// When it happened, as far as that is known.
    pub happened_on: Option<Date>,
    /// What happened.
    pub happened: String,
    /// Whom it concerns.
    pub affected: Affected,
    /// Whether it is a breach, once that is decided. Until then it counts as one.
    pub decision: Option<Decision>,
    /// What was sent, in the order in which it was written down.
    pub letters: Vec<Letter>,
}

impl Breach {
    /// Whether people may have to be told: it is one, or nobody has shown yet that it is not.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.decision.as_ref().is_none_or(|decision| decision.is_breach)
    }

    /// `undecided`, `breach` or `no_breach`.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match &self.decision {
            None => "undecided",
            Some(decision) if decision.is_breach => "breach",
            Some(_) => "no_breach",
        }
    }
}
