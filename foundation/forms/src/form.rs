//! A form, compiled: items, options, scores and rules refer to each other by place, so that scoring looks up no text.

use std::collections::HashMap;

use crate::change::Figure;
use crate::condition::{AnyOf, Test};
use crate::file::{Basis, LicenceText, LoincText, Respondent, Severity};
use crate::interval::Interval;

/// An instrument, ready to be asked and scored.
#[derive(Clone, Debug)]
pub struct Form {
    /// The instrument's id.
    pub id: String,
    /// The full title.
    pub title: String,
    /// What the field calls it.
    pub short: String,
    /// Which edition.
    pub version: String,
    /// What it is for.
    pub purpose: Vec<String>,
    /// SHA-256 of the file it was read from, in hex: kept with every administration (IN-03).
    pub hash: String,
    /// Who may answer.
    pub respondent: Respondent,
    /// How far back the questions look, in words.
    pub lookback_text: String,
    /// The sentence above the questions.
    pub stem: Option<String>,
    /// Who may use it how.
    pub licence: LicenceText,
    /// Its LOINC panel.
    pub loinc: LoincText,
    /// After how long it is due again.
    pub due_after: Interval,
    /// Before which time a repeat says little.
    pub not_before: Interval,
    /// Which context it needs, with the values that are allowed.
    pub context: Vec<ContextKey>,
    /// The questions, in order.
    pub items: Vec<Item>,
    /// The scores, in order.
    pub scores: Vec<Score>,
    /// The alerts, in order.
    pub alerts: Vec<Alert>,
    pub(crate) bands: Vec<BandTable>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) places: HashMap<String, usize>,
}

/// Something the scoring must know beside the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextKey {
    /// Its name: `sex`.
    pub key: String,
    /// What it may be; `unknown` is always one of them and stands first.
    pub values: Vec<String>,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Item {
    /// The link id.
    pub id: String,
    /// The printed number.
    pub n: String,
    /// Which part of the form.
    pub part: Option<u32>,
    /// The wording; absent when the file carries only what it is about (IN-07).
    pub text: Option<String>,
    /// In a few words of our own, what it asks; absent when the wording is there.
    pub topic: Option<String>,
    /// The name of the set of answers.
    pub set: Option<String>,
    /// The answers to choose from; empty for a number.
    pub options: Vec<FormOption>,
    /// Whether several may be chosen.
    pub takes_several: bool,
    /// The smallest and the largest number; absent for a choice.
    pub range: Option<(i64, i64)>,
    /// What is counted, as a UCUM unit.
    pub unit: Option<String>,
    /// Whether the form is partial without it.
    pub is_required: bool,
    /// LOINC code.
    pub loinc: Option<String>,
    pub(crate) enabled_when: Option<AnyOf>,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormOption {
    /// The code that answers hold.
    pub code: String,
    /// The words that are shown.
    pub label: String,
    /// What it scores.
    pub score: i64,
    /// LOINC answer code.
    pub loinc: Option<String>,
    /// Whether it stands alone among several.
    pub is_exclusive: bool,
}

/// A score.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The smallest and the largest value.
    pub range: Option<(i64, i64)>,
    /// LOINC code.
    pub loinc: Option<String>,
    /// How it is computed.
    pub kind: ScoreKind,
}

/// How a score is computed. Items and scores are named by their place.
#[derive(Clone, Debug)]
pub enum ScoreKind {
    /// The sum of points.
    Sum {
        /// What is added.
        terms: Vec<Term>,
        /// Up to how many open items are filled with the mean of the others.
        prorate: usize,
    },
    /// How many items reach a raw score.
    Count(Vec<(usize, i64)>),
    /// The largest of the points.
    Max(Vec<Term>),
    /// How many groups of items have an answer above 0.
    Groups(Vec<Vec<usize>>),
    /// A level by rules, the most serious first.
    Levels {
        /// Every level's name.
        names: Vec<String>,
        /// Rules with the level's place.
        rules: Vec<(usize, RuleText)>,
        /// The level when no rule holds.
        otherwise: usize,
    },
    /// A percentage.
    Percent {
        /// Of which score.
        of: usize,
        /// What is a hundred.
        whole: i64,
        /// Digits behind the point.
        decimals: u8,
    },
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub struct RuleText(pub(crate) AnyOf);

/// An item in a sum, with other points for its raw scores if the file says so.
#[derive(Clone, Debug)]
pub struct Term {
    pub(crate) item: usize,
    pub(crate) points: Option<Vec<i64>>,
}

/// All bands of one score in one set.
#[derive(Clone, Debug)]
pub(crate) struct BandTable {
    /// As it stands in results: `total`, `total/classic`.
    pub(crate) key: String,
    pub(crate) score: usize,
    pub(crate) rows: Vec<Band>,
}

/// What a range of a score means.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its code.
    pub code: String,
    /// Its words.
    pub label: String,
    /// From.
    pub min: i64,
    /// To, inclusive.
    pub max: i64,
    pub(crate) context: Vec<Test>,
}

/// What must reach a person.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its id.
    pub id: String,
    /// How serious.
    pub severity: Severity,
    /// Published or ours.
    pub basis: Basis,
    /// What was seen.
    pub text: String,
    /// What to do.
    pub action: String,
    pub(crate) when: AnyOf,
}

impl Form {
    /// The item with a link id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(*self.places.get(id)?)
    }

    /// The score with an id.
    #[must_use]
    pub fn score_named(&self, id: &str) -> Option<&Score> {
        self.scores.iter().find(|score| score.id == id)
    }

    /// The words of a band, by its key (`total`, `total/classic`) and code.
    #[must_use]
    pub fn band_label(&self, key: &str, code: &str) -> Option<&str> {
        let table = self.bands.iter().find(|table| table.key == key)?;
        table.rows.iter().find(|band| band.code == code).map(|band| band.label.as_str())
    }

    /// The bands of a score's first table, for a scale beside a line.
    pub fn bands_of(&self, key: &str) -> impl Iterator<Item = &Band> {
        self.bands.iter().filter(move |table| table.key == key).flat_map(|table| &table.rows)
    }

    /// The alert with an id.
    #[must_use]
    pub fn alert(&self, id: &str) -> Option<&Alert> {
        self.alerts.iter().find(|alert| alert.id == id)
    }
}

impl Item {
    /// The option with a code.
    #[must_use]
    pub fn option(&self, code: &str) -> Option<&FormOption> {
        self.options.iter().find(|option| option.code == code)
    }

    pub(crate) fn place_of(&self, code: &str) -> Option<usize> {
        self.options.iter().position(|option| option.code == code)
    }
}

impl ScoreKind {
    /// Whether staff may copy it as a number from a paper form: it is counted from answers, not derived from another score.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self, Self::Sum { .. } | Self::Count(_) | Self::Max(_) | Self::Groups(_))
    }
}
