//! The papers there are: dated data, read once. A file that is not right is told at the first use and by a test.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use access::Refusal;
use jiff::civil::Date;
use serde::Deserialize;

use super::terms::{self, ConsentTerms};
use super::{Language, Review};

/// What a person does with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Says that it was received.
    Acknowledge,
    /// Agrees to it.
    Sign,
}

/// For whom a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Everybody.
    Always,
    /// Whoever has a payer.
    Coverage,
    /// Whoever pays alone.
    SelfPay,
    /// Whoever named somebody to call.
    EmergencyContact,
}

/// A paper as it may be given.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its key: `notice`.
    pub key: String,
    /// One more for each change of its words.
    pub version: u32,
    /// From which day it may be given.
    pub valid_from: Date,
    /// What a person does with it.
    pub act: Act,
    /// Whether care goes on when it is declined.
    pub may_decline: bool,
    /// For whom it is.
    pub when: When,
    /// The rules it serves.
    pub rules: Vec<String>,
    /// Whether a lawyer of the program has read it, in words.
    pub counsel: String,
    /// How far each language may be trusted.
    pub review: BTreeMap<Language, Review>,
    /// The consent that follows from a signature.
    pub consent: Option<ConsentTerms>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    paper: Vec<Template>,
}

macro_rules! texts {
    ($($key:literal: $($language:ident $tag:literal)+;)+) => {
        &[$($(($key, Language::$language, include_str!(concat!("../../data/papers/", $key, ".", $tag, ".md"))),)+)+]
    };
}

const TEXTS: &[(&str, Language, &str)] = texts! {
    "notice": En "en" Es "es" Pt "pt" Ht "ht";
    "treatment": En "en" Es "es" Pt "pt" Ht "ht";
    "rights": En "en";
    "medication_options": En "en";
    "payment_consent": En "en" Es "es" Pt "pt" Ht "ht";
    "tpo_consent": En "en";
    "financial_agreement": En "en";
    "telehealth": En "en" Es "es" Pt "pt" Ht "ht";
    "emergency_contact": En "en" Es "es" Pt "pt" Ht "ht";
};

static TEMPLATES: LazyLock<Result<Vec<Template>, String>> = LazyLock::new(|| read(include_str!("../../data/papers.toml")));

/// Reads the list of papers; refuses one whose consent lacks an element (P2-20).
pub(super) fn read(text: &str) -> Result<Vec<Template>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    if file.format != "stepdown-papers/1" {
        return Err(format!("the format is {}, not stepdown-papers/1", file.format));
    }
    for paper in &file.paper {
        let lacks = paper.consent.as_ref().map(terms::check).unwrap_or_default();
        if let Some(first) = lacks.first() {
            return Err(format!("{}: {first}", paper.key));
        }
    }
    Ok(file.paper)
}

/// Every paper there is.
///
/// # Errors
/// [`Refusal::Fault`] when the list cannot be read: a broken build.
pub fn templates() -> Result<&'static [Template], Refusal> {
    TEMPLATES.as_deref().map_err(|why| Refusal::Fault(format!("papers.toml: {why}")))
}

/// The newest paper with a key that may be given on a day.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::Fault`].
pub fn template(key: &str, on: Date) -> Result<&'static Template, Refusal> {
    let fitting = templates()?.iter().filter(|paper| paper.key == key && paper.valid_from <= on);
    fitting.max_by_key(|paper| (paper.valid_from, paper.version)).ok_or(Refusal::NotFound)
}

impl Template {
    /// The text in a language.
    pub(crate) fn text(&self, language: Language) -> Option<&'static str> {
        TEXTS.iter().find(|(key, known, _)| *key == self.key && *known == language).map(|(_, _, text)| *text)
    }

    /// How far the text in a language may be trusted; nothing when there is none.
    #[must_use]
    pub fn review(&self, language: Language) -> Option<Review> {
        self.review.get(&language).copied()
    }

    /// The title in English, for staff.
    #[must_use]
    pub fn title(&self) -> String {
        let first = self.text(Language::En).and_then(|text| text.lines().next());
        first.and_then(|line| line.strip_prefix("# ")).unwrap_or(&self.key).to_owned()
    }
}
