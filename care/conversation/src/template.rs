//! Texts that are ready, in each language, embedded and dated; a translation nobody has approved is marked so.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use access::Refusal;
use serde::Deserialize;

use crate::language::Language;

static FILE: LazyLock<Result<File, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../data/templates.toml")).map_err(|error| error.to_string())?;
    if file.format == "stepdown-text-templates/1" { Ok(file) } else { Err(format!("`{}` is no file of templates", file.format)) }
});

#[derive(Debug, Deserialize)]
struct File {
    format: String,
    template: Vec<Template>,
}

/// A text that is ready.
#[derive(Debug, Deserialize)]
pub struct Template {
    /// Its key: `visit_booked`.
    pub key: String,
    /// For screens.
    pub title: String,
    /// What a number means that is sent back.
    #[serde(default)]
    replies: BTreeMap<String, String>,
    en: Words,
    es: Words,
    pt: Words,
    ht: Words,
}

/// Its words in one language.
#[derive(Debug, Deserialize)]
pub struct Words {
    /// Whether a native reader has approved them.
    pub reviewed: bool,
    /// The words, with their places for names and times.
    pub words: String,
}

/// What stands in the places of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    /// The neutral name the program registered.
    pub sender: String,
    /// The office number, as people write it.
    pub phone: String,
    /// A day: `Thu Mar 12`.
    pub day: String,
    /// A time: `9:00`.
    pub time: String,
    /// The address of a page of theirs, or the place that stands for it.
    pub link: String,
}

/// All of them.
#[must_use]
pub fn all() -> &'static [Template] {
    match FILE.as_ref() {
        Ok(file) => &file.template,
        Err(_) => &[],
    }
}

/// The words of a template in a language.
///
/// # Errors
/// A fault when there is none with this key.
pub fn words(key: &str, language: Language) -> Result<&'static Words, Refusal> {
    let file = FILE.as_ref().map_err(|error| Refusal::Fault(error.clone()))?;
    let template = file.template.iter().find(|template| template.key == key);
    Ok(template.ok_or_else(|| Refusal::Fault(format!("there is no template `{key}`")))?.in_language(language))
}

/// The words of a template, filled.
///
/// # Errors
/// As [`words`].
pub fn filled(key: &str, language: Language, fill: &Fill) -> Result<String, Refusal> {
    Ok(fill.apply(&words(key, language)?.words))
}

/// What words mean that came back after a template, when they are one of the numbers it offers: `1` after a booked visit is yes.
#[must_use]
pub fn meaning(key: &str, words: &str) -> Option<&'static str> {
    let number = words.trim().trim_end_matches(['.', '!', ')']);
    all().iter().find(|template| template.key == key)?.replies.get(number).map(String::as_str)
}

impl Template {
    /// Its words in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &Words {
        match language {
            Language::En => &self.en,
            Language::Es => &self.es,
            Language::Pt => &self.pt,
            Language::Ht => &self.ht,
        }
    }
}

impl Fill {
    /// The words with everything in its place.
    #[must_use]
    pub fn apply(&self, words: &str) -> String {
        let places = [
            ("{sender}", &self.sender),
            ("{phone}", &self.phone),
            ("{day}", &self.day),
            ("{time}", &self.time),
            ("{link}", &self.link),
        ];
        places.into_iter().fold(words.to_owned(), |text, (place, value)| text.replace(place, value))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use crate::segments::cost;

    #[test]
    fn p2_14_every_template_is_neutral_and_fits_into_one_part_in_every_language() {
        let fill = Fill {
            sender: "Harbor St".into(),
            phone: "(508) 555-0140".into(),
            day: "Wed Mar 12".into(),
            time: "10:30 am".into(),
            link: format!("https://chart.example.org/l/{}", "x".repeat(24)),
        };
        assert!(all().len() >= 7);
        for template in all() {
            for language in Language::ALL {
                let words = fill.apply(&template.in_language(language).words);
                let telling = confidential::neutral::telling(&words).unwrap();
                assert!(telling.is_empty(), "{} {}: {telling:?}", template.key, language.as_str());
                assert_eq!(cost(&words).segments, 1, "{} {}: {words}", template.key, language.as_str());
                assert!(!words.contains('{'), "{words}");
            }
        }
    }

    #[test]
    fn every_number_that_is_offered_is_understood_in_every_language() {
        for template in all() {
            for language in Language::ALL {
                let words = &template.in_language(language).words;
                let mut offered: Vec<&str> =
                    words.split([' ', ',', '.']).filter(|word| word.len() == 1 && word.as_bytes()[0].is_ascii_digit()).collect();
                offered.sort_unstable();
                let understood: Vec<&str> = template.replies.keys().map(String::as_str).collect();
                assert_eq!(offered, understood, "{} {}: {words}", template.key, language.as_str());
            }
        }
        assert_eq!(meaning("visit_booked", " 3. "), Some("no"));
        assert_eq!(meaning("visit_booked", "3 of us come"), None);
        assert_eq!(meaning("first_answer", "1"), None);
    }

    #[test]
    fn only_english_is_reviewed_so_far() {
        assert!(all().iter().all(|template| template.en.reviewed && !template.es.reviewed && !template.ht.reviewed));
    }
}
