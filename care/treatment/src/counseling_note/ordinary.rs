//! What always belongs in the ordinary chart and never in a counseling note (42 CFR 2.11; P2-11), recognised by its look. It is a
//! question to whoever writes, not a verdict: a time may be the hour at which somebody's father left.

use serde::{Deserialize, Serialize};

/// A kind of item of the ordinary chart, in the order of the regulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrdinaryItem {
    /// Prescribing and monitoring of medicines.
    Medication,
    /// When a session began and ended.
    SessionTimes,
    /// Which kinds of treatment, and how often.
    ModalityAndFrequency,
    /// Results of tests.
    TestResults,
    /// A summary of diagnosis.
    Diagnosis,
    /// A summary of functional status.
    FunctionalStatus,
    /// A summary of the treatment plan.
    Plan,
    /// A summary of symptoms.
    Symptoms,
    /// A summary of prognosis.
    Prognosis,
    /// A summary of progress to date.
    Progress,
}

/// Something in the words that looks like such an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it looks like.
    pub item: OrdinaryItem,
    /// The words, for the eyes of whoever wrote them.
    pub words: String,
}

impl OrdinaryItem {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Medication,
        Self::SessionTimes,
        Self::ModalityAndFrequency,
        Self::TestResults,
        Self::Diagnosis,
        Self::FunctionalStatus,
        Self::Plan,
        Self::Symptoms,
        Self::Prognosis,
        Self::Progress,
    ];

    /// The name of its field in a form.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Medication => "left_in.medication",
            Self::SessionTimes => "left_in.session_times",
            Self::ModalityAndFrequency => "left_in.modality",
            Self::TestResults => "left_in.test_results",
            Self::Diagnosis => "left_in.diagnosis",
            Self::FunctionalStatus => "left_in.functional_status",
            Self::Plan => "left_in.plan",
            Self::Symptoms => "left_in.symptoms",
            Self::Prognosis => "left_in.prognosis",
            Self::Progress => "left_in.progress",
        }
    }

    /// In words: `medicines and their doses`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Medication => "medicines and their doses",
            Self::SessionTimes => "when the session began and ended",
            Self::ModalityAndFrequency => "what kind of treatment, and how often",
            Self::TestResults => "results of tests",
            Self::Diagnosis => "diagnosis",
            Self::FunctionalStatus => "how the person manages from day to day",
            Self::Plan => "the treatment plan",
            Self::Symptoms => "symptoms",
            Self::Prognosis => "prognosis",
            Self::Progress => "progress to date",
        }
    }

    /// What is said when it is found, with the remedy.
    #[must_use]
    pub fn sentence(self) -> String {
        format!(
            "This looks like {}: it belongs in the chart note. Take it out here, or say that it is part of what was said.",
            self.title()
        )
    }
}

/// Phrases of folded words that stand for an item.
const PHRASES: &[(OrdinaryItem, &[&str])] = &[
    (OrdinaryItem::Medication, &["prescribed", "prescription", "prescribe", "refill", "titrated", "titration", "dose", "dosage"]),
    (OrdinaryItem::SessionTimes, &["session started at", "session ended at", "start time", "end time", "stop time"]),
    (
        OrdinaryItem::ModalityAndFrequency,
        &["modality", "telehealth", "twice a week", "times a week", "per week", "weekly sessions", "weekly session"],
    ),
    (
        OrdinaryItem::TestResults,
        &[
            "uds",
            "urinalysis",
            "urine screen",
            "toxicology",
            "tox screen",
            "breathalyzer",
            "tested positive",
            "tested negative",
            "positive for",
            "negative for",
            "phq-9",
            "phq-2",
            "gad-7",
            "audit-c",
            "dast-10",
            "test result",
            "test results",
            "lab results",
        ],
    ),
    (OrdinaryItem::Diagnosis, &["diagnosis", "diagnoses", "diagnosed", "dsm-5"]),
    (OrdinaryItem::FunctionalStatus, &["functional status", "level of functioning", "adls", "whodas"]),
    (OrdinaryItem::Plan, &["treatment plan", "care plan", "plan of care"]),
    (OrdinaryItem::Symptoms, &["symptom", "symptoms", "symptomatic"]),
    (OrdinaryItem::Prognosis, &["prognosis"]),
    (OrdinaryItem::Progress, &["progress to date", "progress toward", "progress towards"]),
];

/// Units of a dose.
const UNITS: [&str; 9] = ["mg", "mcg", "ml", "milligram", "milligrams", "tablet", "tablets", "film", "films"];

/// What in these words looks like an item of the ordinary chart: the first of each kind, in the order of the regulation.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let words: Vec<String> = text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<Found> = Vec::new();
    let mut note = |item: OrdinaryItem, words: &str| {
        if !found.iter().any(|known| known.item == item) {
            found.push(Found { item, words: words.to_owned() });
        }
    };
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map(String::as_str);
        let (amount, unit) = split_amount(word);
        match next {
            _ if !amount.is_empty() && UNITS.contains(&unit) => note(OrdinaryItem::Medication, word),
            Some(unit) if is_number(word) && UNITS.contains(&unit) => {
                note(OrdinaryItem::Medication, &format!("{word} {unit}"));
            }
            Some(half @ ("am" | "pm")) if is_number(word) => note(OrdinaryItem::SessionTimes, &format!("{word} {half}")),
            _ => {}
        }
        if is_clock(word) {
            note(OrdinaryItem::SessionTimes, word);
        }
        if is_icd(word) {
            note(OrdinaryItem::Diagnosis, word);
        }
    }
    for (item, phrases) in PHRASES {
        for phrase in *phrases {
            let parts: Vec<&str> = phrase.split(' ').collect();
            if words.windows(parts.len()).any(|window| window.iter().eq(parts.iter())) {
                note(*item, phrase);
            }
        }
    }
    found.sort_by_key(|one| one.item);
    found
}

/// In small letters, without what stands around it; a dot inside stays for codes and amounts.
fn folded(word: &str) -> String {
    let plain = |c: char| if matches!(c, '–' | '—' | '‑') { '-' } else { c };
    let word: String = word.to_lowercase().chars().map(plain).collect();
    let word = word.replace("a.m.", "am").replace("p.m.", "pm");
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// `8mg` as `8` and `mg`.
fn split_amount(word: &str) -> (&str, &str) {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    word.split_at(end)
}

fn is_number(word: &str) -> bool {
    let (amount, rest) = split_amount(word);
    amount.starts_with(|c: char| c.is_ascii_digit()) && rest.is_empty()
}

/// `9:00`, `9:00-10:15`, `9am`, `9-10am`.
fn is_clock(word: &str) -> bool {
    let bare = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    word.split('-').all(|part| !part.is_empty()) && word.split('-').any(|part| is_hour_and_minute(bare_of(part)))
        || bare.is_some_and(|bare| !bare.is_empty() && bare.split('-').all(is_hour))
}

fn bare_of(part: &str) -> &str {
    part.strip_suffix("am").or_else(|| part.strip_suffix("pm")).unwrap_or(part)
}

fn is_hour_and_minute(part: &str) -> bool {
    part.split_once(':')
        .is_some_and(|(hour, minute)| is_hour(hour) && minute.len() == 2 && minute.parse::<u8>().is_ok_and(|m| m < 60))
}

fn is_hour(part: &str) -> bool {
    (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok_and(|hour| hour < 25)
}

/// A code of ICD-10-CM with its dot: `f10.20`.
fn is_icd(word: &str) -> bool {
    let Some((category, rest)) = word.split_once('.') else { return false };
    let mut letters = category.chars();
    category.len() == 3
        && letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_digit())
        && (1..=4).contains(&rest.len())
        && rest.starts_with(|c: char| c.is_ascii_digit())
}
