//! Whether a native reader has reviewed a text (ux 10.2, 10.3). `reviewed.toml` beside the words names each text with who read it, when,
//! and a digest over the English and the translation as they were read: a change of either makes it a draft again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::texts::Texts;
use crate::Language;

/// What was reviewed in one language.
#[derive(Debug, Default)]
pub(super) struct Reviewed(BTreeMap<String, Entry>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Who read it.
    #[expect(dead_code, reason = "for whoever reads the file; required, so that nothing is reviewed by nobody")]
    by: String,
    /// When.
    #[expect(dead_code, reason = "for whoever reads the file; required and a day")]
    #[serde(deserialize_with = "day")]
    on: Date,
    /// Over what.
    digest: String,
}

/// The words of one language, for the admin screen.
#[derive(Clone, Debug)]
pub struct LanguageReview {
    /// Which.
    pub language: Language,
    /// How many texts were reviewed as they stand.
    pub reviewed: usize,
    /// The others.
    pub unreviewed: Vec<Unreviewed>,
}

/// A text that nobody has reviewed as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreviewed {
    /// Its name.
    pub key: String,
    /// In English.
    pub english: String,
    /// The translation, when there is one.
    pub draft: Option<String>,
    /// Whether it was reviewed in other words.
    pub is_outdated: bool,
    /// What `reviewed.toml` says once it was read.
    pub digest: String,
}

impl Reviewed {
    pub(super) fn names(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(super) fn covers(&self, key: &str, own: Option<&String>, english: Option<&String>) -> bool {
        let known = self.0.get(key).map(|entry| entry.digest.as_str());
        own.zip(english).is_some_and(|(own, english)| known == Some(digest(own, english).as_str()))
    }
}

/// Reads `reviewed.toml`; an empty one is fine.
pub(super) fn parse(text: &str) -> Result<Reviewed, String> {
    toml::from_str(text).map(Reviewed).map_err(|error| error.message().to_owned())
}

/// What the reviewer read, in twelve letters.
pub(super) fn digest(own: &str, english: &str) -> String {
    let mut whole = hex::encode(Sha256::digest(format!("{english}\n---\n{own}")));
    whole.truncate(12);
    whole
}

/// The state of a language.
pub(super) fn of(language: Language, texts: &Texts, english: &BTreeMap<String, String>) -> LanguageReview {
    let waits = |(key, english_text): (&String, &String)| Unreviewed {
        key: key.clone(),
        english: english_text.clone(),
        draft: texts.source.get(key).cloned(),
        is_outdated: texts.was_reviewed(key),
        digest: digest(texts.source.get(key).map_or("", String::as_str), english_text),
    };
    let unreviewed: Vec<Unreviewed> = english.iter().filter(|(key, _)| !texts.is_reviewed(key, english)).map(waits).collect();
    LanguageReview { language, reviewed: english.len() - unreviewed.len(), unreviewed }
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is not a day like 2026-03-12")))
}
