//! A person's name: kept as the person spells it, with only invisible accidents removed.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A given and a family name. Either may be empty, never both: some people have one name only.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// The given name or names, as spelled.
    pub given: String,
    /// The family name, as spelled; empty for people with one name.
    pub family: String,
}

/// No name was given at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name is needed: given, family or both")]
pub struct NoName;

impl PersonName {
    /// Trims the ends, squeezes runs of blanks, removes zero-width accidents and composes accents; changes nothing else.
    ///
    /// # Errors
    /// [`NoName`] when nothing is left.
    pub fn parse(given: &str, family: &str) -> Result<Self, NoName> {
        let name = Self { given: tidy(given), family: tidy(family) };
        if name.given.is_empty() && name.family.is_empty() { Err(NoName) } else { Ok(name) }
    }

    /// `"Mary Ann St. John-Smythe"`.
    #[must_use]
    pub fn full(&self) -> String {
        join(&self.given, &self.family)
    }

    /// Short form for shared screens: given name and first letter of the family name, `"Marcus D."`.
    #[must_use]
    pub fn short(&self) -> String {
        match (self.given.is_empty(), self.family.chars().next()) {
            (true, _) => self.family.clone(),
            (false, None) => self.given.clone(),
            (false, Some(initial)) => format!("{} {}.", self.given, initial.to_uppercase()),
        }
    }

    /// Initials for hallway boards and browser titles: `"MD"`.
    #[must_use]
    pub fn initials(&self) -> String {
        [&self.given, &self.family]
            .iter()
            .filter_map(|part| part.chars().find(|c| c.is_alphanumeric()))
            .flat_map(char::to_uppercase)
            .collect()
    }
}

fn join(given: &str, family: &str) -> String {
    [given, family].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Text as a person meant to type it: composed accents, single blanks, no zero-width characters that came with a paste.
#[must_use]
pub fn tidy(text: &str) -> String {
    let visible: String = text.nfc().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn names_keep_their_spelling_and_lose_only_accidents() {
        let ana = PersonName::parse("Ana\u{200b}", "  López \u{a0} García ").unwrap();
        assert_eq!(ana.full(), "Ana López García");
        let one = PersonName::parse("Madonna", "").unwrap();
        assert_eq!((one.full().as_str(), one.short().as_str()), ("Madonna", "Madonna"));
        assert_eq!(PersonName::parse("Fran\u{63}\u{327}ois", "Le Goff").unwrap().given, "François");
        assert_eq!(PersonName::parse(" ", "\u{200b}"), Err(NoName));
    }

    #[test]
    fn short_names_and_initials_say_little() {
        let marcus = PersonName::parse("Marcus", "Delgado").unwrap();
        assert_eq!(marcus.short(), "Marcus D.");
        assert_eq!(marcus.initials(), "MD");
    }
}
