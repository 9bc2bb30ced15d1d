//! The languages a paper is written in, and how far a translation may be trusted.

use serde::{Deserialize, Serialize};

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Portuguese of Brazil.
    Pt,
    /// Haitian Creole.
    Ht,
}

/// How far a text may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// The language it was written in.
    Source,
    /// A translation that no native reader has checked.
    Draft,
    /// A translation that one has.
    Reviewed,
}

impl Language {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::En, Self::Es, Self::Pt, Self::Ht];

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Pt => "pt",
            Self::Ht => "ht",
        }
    }

    /// Its name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Pt => "Português",
            Self::Ht => "Kreyòl ayisyen",
        }
    }

    /// The language of a tag such as `pt-BR`; English when it is none of these.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| first.eq_ignore_ascii_case(language.tag())).unwrap_or_default()
    }
}

impl Review {
    /// For screens of staff.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Source => "as written",
            Self::Draft => "translation not checked yet",
            Self::Reviewed => "translation checked",
        }
    }
}
