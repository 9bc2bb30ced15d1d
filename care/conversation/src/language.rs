//! The languages we write in.

use serde::{Deserialize, Serialize};

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

impl Language {
    /// All.
    pub const ALL: [Self; 4] = [Self::En, Self::Es, Self::Pt, Self::Ht];

    /// The BCP 47 tag.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Pt => "pt",
            Self::Ht => "ht",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Spanish",
            Self::Pt => "Portuguese",
            Self::Ht => "Haitian Creole",
        }
    }

    /// The one with this tag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == tag)
    }
}
