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
    /// How many live in a state.
    #[must_use]
    pub fn in_state(&self, state: &str) -> u32 {
        self.by_state.get(state).copied().unwrap_or(0)
    }

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

named! {
    /// What kind of information was concerned (45 CFR 164.404(c)(1)(B)).
    InfoKind {
        /// Who somebody is and how to reach them.
        Name = "name", "Name, address or telephone";
        /// The date of birth.
        BirthDate = "birth_date", "Date of birth";
        /// A Social Security number.
        SocialSecurity = "social_security", "Social Security number";
        /// The number of a driver's license or a state card.
        License = "license", "Driver’s license or state card";
        /// A number by which somebody gets at money.
        Account = "account", "Bank account or card";
        /// The number at a health plan.
        Insurance = "insurance", "Health plan and member number";
        /// That somebody is or was here, and when.
        Care = "care", "That they came here, and when";
        /// What is known about their health.
        Health = "health", "Diagnoses, results, medication";
        /// What was written about sessions and plans.
        Notes = "notes", "Notes and plans";
    }
}

/// What letters say about a case: written once, in each language that somebody concerned reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterText {
    /// Which kinds of information.
    pub kinds: Vec<InfoKind>,
    /// Whom people call: name or title.
    pub contact_who: String,
    /// Their telephone, free of charge where there is one.
    pub contact_phone: String,
    /// Their e-mail; may be empty.
    pub contact_email: String,
    /// How somebody signs up for watching over their credit, which the program pays; may be empty.
    pub monitoring: String,
    /// The words, English first.
    pub words: Vec<LetterWords>,
}

/// The words of a case in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterWords {
    /// Which: `en`, `es`, `pt`, `ht`.
    pub language: String,
    /// What happened, in a few sentences and without anybody's name.
    pub what_happened: String,
    /// What somebody can do.
    pub what_to_do: String,
    /// What the program does about it.
    pub what_we_do: String,
}

impl LetterText {
    /// The words in a language; nothing where none were written in it.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> Option<&LetterWords> {
        self.words.iter().find(|words| words.language == tag)
    }
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
    /// How many people got it, where each letter was written down; nothing where somebody wrote that all of it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<u32>,
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
    /// What letters say, once it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter_text: Option<LetterText>,
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
