//! The words of a form: its own, or those of an overlay: a licensed text that the program was given, or a translation (IN-19).
//! An overlay replaces words only; ids, codes and scores stay.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::Form;
use crate::form::{FormOption, Item};

/// `<id>.text.<language>.toml`, read and checked against its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// The BCP 47 language.
    pub language: String,
    /// Where the words come from.
    pub source: String,
    /// Who granted their use, when, in which document.
    pub permission: String,
    /// SHA-256 of the file in hex: kept with every administration (IN-03).
    pub hash: String,
    stem: Option<String>,
    text: BTreeMap<String, String>,
    option: BTreeMap<String, String>,
}

/// Why an overlay cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence} {remedy}")]
pub struct BadOverlay {
    /// What is wrong.
    pub sentence: String,
    /// What to do.
    pub remedy: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayText {
    instrument: String,
    language: String,
    source: String,
    permission: String,
    #[serde(default)]
    stem: Option<String>,
    #[serde(default)]
    text: BTreeMap<String, String>,
    #[serde(default)]
    option: BTreeMap<String, String>,
}

impl Overlay {
    /// Which form an overlay says it is for, before it is read against that form.
    ///
    /// # Errors
    /// [`BadOverlay`] when it cannot be read at all.
    pub fn instrument(text: &str) -> Result<String, BadOverlay> {
        let read: Result<OverlayText, _> = toml::from_str(text);
        read.map(|read| read.instrument).map_err(|error| BadOverlay {
            sentence: format!("It cannot be read: {}.", error.message()),
            remedy: "See the forms' README for its shape.".to_owned(),
        })
    }

    /// Reads an overlay of a form.
    ///
    /// # Errors
    /// [`BadOverlay`] for another form, an id the form does not have, or a placeholder that is not supplied.
    pub fn read(text: &str, form: &Form) -> Result<Self, BadOverlay> {
        let bad = |sentence: String, remedy: &str| Err(BadOverlay { sentence, remedy: remedy.to_owned() });
        let read: OverlayText = match toml::from_str(text) {
            Ok(read) => read,
            Err(error) => return bad(format!("It cannot be read: {}.", error.message()), "See the forms' README for its shape."),
        };
        if read.instrument != form.id {
            return bad(format!("It is for {:?}, not for {:?}.", read.instrument, form.id), "Choose the form it belongs to.");
        }
        if [&read.language, &read.source, &read.permission].iter().any(|words| words.trim().is_empty()) {
            return bad("It does not say its language, source or permission.".to_owned(), "Write who granted the use, and when.");
        }
        if let Some(stranger) = read.text.keys().find(|id| form.item(id).is_none()) {
            return bad(format!("The form has no item {stranger:?}."), "Correct the link id.");
        }
        if let Some(stranger) = read.option.keys().find(|key| !has_option(form, key)) {
            return bad(
                format!("The form has no answer {stranger:?}."),
                "Write it as the name of the set, a stroke and the code.",
            );
        }
        let is_supplied = |item: &&Item| item.text.is_some() || read.text.contains_key(&item.id);
        if let Some(item) = form.items.iter().find(|item| !is_supplied(item)) {
            return bad(format!("The wording of item {:?} is missing.", item.id), "Supply the wording of every such item.");
        }
        let OverlayText { language, source, permission, stem, text: texts, option, .. } = read;
        Ok(Self { language, source, permission, hash: hex::encode(Sha256::digest(text.as_bytes())), stem, text: texts, option })
    }
}

fn has_option(form: &Form, key: &str) -> bool {
    let Some((set, code)) = key.split_once('/') else { return false };
    form.items.iter().any(|item| item.set.as_deref() == Some(set) && item.option(code).is_some())
}

/// The words of a form in one language.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'f> {
    /// The form.
    pub form: &'f Form,
    /// What stands over it.
    pub overlay: Option<&'f Overlay>,
}

impl Form {
    /// Its own words.
    #[must_use]
    pub fn wording(&self) -> Wording<'_> {
        Wording { form: self, overlay: None }
    }

    /// The words of an overlay, and its own where that says nothing.
    #[must_use]
    pub fn worded_by<'f>(&'f self, overlay: Option<&'f Overlay>) -> Wording<'f> {
        Wording { form: self, overlay }
    }
}

impl<'f> Wording<'f> {
    /// The language; the files are in English.
    #[must_use]
    pub fn language(&self) -> &'f str {
        self.overlay.map_or("en", |overlay| &overlay.language)
    }

    /// The sentence above the questions.
    #[must_use]
    pub fn stem(&self) -> Option<&'f str> {
        self.overlay.and_then(|overlay| overlay.stem.as_deref()).or(self.form.stem.as_deref())
    }

    /// The question; absent when it may not be shown (IN-07).
    #[must_use]
    pub fn question(&self, item: &'f Item) -> Option<&'f str> {
        let over = self.overlay.and_then(|overlay| overlay.text.get(&item.id));
        over.map(String::as_str).or(item.text.as_deref())
    }

    /// The words of an answer.
    #[must_use]
    pub fn label(&self, item: &'f Item, option: &'f FormOption) -> &'f str {
        let key = item.set.as_ref().map(|set| format!("{set}/{}", option.code));
        let over = self.overlay.and_then(|overlay| overlay.option.get(&key?));
        over.map_or(option.label.as_str(), String::as_str)
    }
}
