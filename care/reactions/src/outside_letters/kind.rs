//! The kinds of letter, as they are kept.

use std::sync::LazyLock;

use confidential::purpose::Purpose;
use jiff::civil::Date;
use serde::Deserialize;

static LIST: LazyLock<Result<Kinds, String>> = LazyLock::new(|| {
    let kinds: Kinds = toml::from_str(include_str!("../../data/outside-letters.toml")).map_err(|error| error.to_string())?;
    if kinds.format == "stepdown-outside-letters/1" {
        Ok(kinds)
    } else {
        Err(format!("`{}` is no list of letters", kinds.format))
    }
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    format: String,
    #[expect(dead_code, reason = "read by people")]
    valid_from: Date,
    #[expect(dead_code, reason = "read by people")]
    source: String,
    letter: Vec<LetterKind>,
}

/// A kind of letter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterKind {
    /// Its key: `appointment`.
    pub key: String,
    /// For screens.
    pub title: String,
    /// For whom it is, and what it says of itself.
    pub for_whom: String,
    /// What it tells.
    pub facts: Facts,
    /// Whether it names neither program nor care.
    pub is_neutral: bool,
    /// Which purposes of a consent it serves, the dearest first.
    pub purposes: Vec<Purpose>,
    /// The heading.
    pub heading: String,
    /// What stands before the facts.
    pub before: Vec<String>,
    /// What stands after them.
    pub after: Vec<String>,
}

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// Days and times to come.
    Appointments,
    /// Days on which they came.
    Days,
    /// Each planned day, and whether they came.
    Attendance,
}

/// All kinds; none when the list cannot be read, and then no letter is made.
#[must_use]
pub fn letter_kinds() -> &'static [LetterKind] {
    LIST.as_ref().map_or(&[], |kinds| &kinds.letter)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn s_16_no_word_of_a_neutral_letter_points_to_care() {
        assert_eq!(letter_kinds().len(), 3);
        for kind in letter_kinds().iter().filter(|kind| kind.is_neutral) {
            let all = [vec![kind.heading.clone()], kind.before.clone(), kind.after.clone()].concat().join(" ");
            assert!(confidential::neutral::telling(&all).unwrap().is_empty(), "{}: {all}", kind.key);
        }
    }
}
