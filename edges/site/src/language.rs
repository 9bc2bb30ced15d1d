//! The languages of the site. Each is named in itself; its place in the address is all that remembers a choice.

/// A language that the site is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English: the source of all the others.
    English,
    /// Spanish.
    Spanish,
    /// Brazilian Portuguese.
    Portuguese,
    /// Haitian Creole.
    Creole,
}

impl Language {
    /// All, English first.
    pub const ALL: [Self; 4] = [Self::English, Self::Spanish, Self::Portuguese, Self::Creole];

    /// The code in addresses and in `lang`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Creole => "ht",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::Portuguese => "Português",
            Self::Creole => "Kreyòl ayisyen",
        }
    }

    /// Its name for staff.
    #[must_use]
    pub const fn english_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Spanish",
            Self::Portuguese => "Portuguese",
            Self::Creole => "Haitian Creole",
        }
    }

    /// The language with a code; regions are ignored.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let main = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|one| one.code().eq_ignore_ascii_case(main.trim()))
    }

    /// The language that a browser asks for most (`Accept-Language`), among those that are `offered`; English when it asks for none.
    #[must_use]
    pub fn asked_for(header: &str, offered: &[Self]) -> Self {
        let wishes = header.split(',').filter_map(|wish| {
            let (code, rest) = wish.split_once(';').unwrap_or((wish, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
            let language = Self::parse(code).filter(|language| offered.contains(language))?;
            (weight > 0.0).then_some((language, weight))
        });
        // Of equal wishes the first counts.
        wishes.fold((Self::English, 0.0), |best, wish| if wish.1 > best.1 { wish } else { best }).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_asks_for_most() {
        for (header, expected) in [
            ("", Language::English),
            ("ht", Language::Creole),
            ("es-US,es;q=0.9,en;q=0.8", Language::Spanish),
            ("en;q=0.4, pt-BR;q=0.8", Language::Portuguese),
            ("fr-CA, fr;q=0.9, ht;q=0.5", Language::Creole),
            ("es;q=0, en;q=0.1", Language::English),
            ("*, de", Language::English),
            ("es;q=high", Language::English),
        ] {
            assert_eq!(Language::asked_for(header, &Language::ALL), expected, "{header}");
        }
        assert_eq!(Language::asked_for("es", &[Language::English]), Language::English, "what is not offered is not given");
    }
}
