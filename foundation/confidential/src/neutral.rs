//! Which words may not stand in a message to a person (P2-14): a dated list, embedded. Whoever holds the telephone reads the lock
//! screen.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;
use vocabulary::search;

const FILE: &str = include_str!("../data/neutral-words.toml");

static LIST: LazyLock<Result<List, String>> = LazyLock::new(|| toml::from_str(FILE).map_err(|error| error.to_string()));

/// The list as it is kept.
#[derive(Debug, Deserialize)]
struct List {
    format: String,
    valid_from: Date,
    source: String,
    #[serde(default)]
    stem: Vec<Entry>,
    #[serde(default)]
    word: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    of: String,
    words: Vec<String>,
}

/// Where the list comes from, for the people who ask why: source, and from which day it holds.
///
/// # Errors
/// When the embedded list cannot be read.
pub fn source() -> Result<(&'static str, Date), String> {
    let list = LIST.as_ref().map_err(Clone::clone)?;
    if list.format == "stepdown-neutral-words/1" {
        Ok((list.source.as_str(), list.valid_from))
    } else {
        Err(format!("`{}` is not a list of neutral words", list.format))
    }
}

/// The words of a text that may not leave, as they were typed, each once; none when all of it is neutral.
///
/// # Errors
/// When the embedded list cannot be read: then nothing leaves.
pub fn telling(text: &str) -> Result<Vec<String>, String> {
    source()?;
    let list = LIST.as_ref().map_err(Clone::clone)?;
    let mut found: Vec<String> = Vec::new();
    for typed in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let plain = search::tokens(typed).concat();
        if is_telling(list, &plain) && !found.iter().any(|known| known == typed) {
            found.push(typed.to_owned());
        }
    }
    Ok(found)
}

fn is_telling(list: &List, plain: &str) -> bool {
    let mut stems = list.stem.iter().flat_map(|entry| &entry.words);
    let mut words = list.word.iter().flat_map(|entry| &entry.words);
    stems.any(|stem| plain.starts_with(stem.as_str())) || words.any(|word| plain == word)
}

/// What each part of the list is about, for people.
#[must_use]
pub fn subjects() -> Vec<&'static str> {
    LIST.as_ref().map_or_else(|_| Vec::new(), |list| list.stem.iter().chain(&list.word).map(|entry| entry.of.as_str()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn p2_14_no_word_points_to_care_in_any_language_of_the_house() {
        for text in [
            "Your therapy group starts at 9",
            "Su tratamiento es mañana",
            "Sua sessão é amanhã",
            "Pwogram nan kòmanse",
            "Bring your MAT card",
            "Recovering Champions: see you",
            "Urine test at 9",
        ] {
            assert!(!telling(text).unwrap().is_empty(), "{text}");
        }
    }

    #[test]
    fn p2_14_a_neutral_reminder_passes() {
        for text in [
            "Harbor St: see you Thu Mar 12, 9:00. Reply 1 yes, 2 late, 3 no, 9 call me",
            "Harbor St: jueves 12 mar, 9:00. Responda 1 voy, 2 tarde, 3 no, 9 llame",
            "Harbor St: quinta 12 mar, 9:00. Responda 1 vou, 2 atraso, 3 nao vou, 9 ligue",
            "Harbor St: jedi 12 mas, 9:00. Reponn 1 wi, 2 an reta, 3 non, 9 rele m",
            "Harbor St: we missed you today. All OK? Reply 1 yes, 9 call me",
        ] {
            assert_eq!(telling(text).unwrap(), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_was_typed_is_named_once_and_the_list_says_where_it_comes_from() {
        assert_eq!(telling("Group, group and GROUP").unwrap(), ["Group", "group", "GROUP"]);
        assert_eq!(telling("See you at the group; the group waits").unwrap(), ["group"]);
        assert!(source().unwrap().0.contains("discreet"));
        assert!(subjects().contains(&"mental health"));
    }
}
