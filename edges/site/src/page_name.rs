//! The pages of the site: their names in the content folder and their addresses. Addresses say nothing about a person.

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The first one.
    Home,
    /// What to do in an emergency.
    Help,
    /// From the first call to a year after.
    How,
    /// Who it suits, and who needs something else first.
    Fit,
    /// A week here.
    Week,
    /// The five cores and the eight groups.
    Care,
    /// For families.
    Families,
    /// Cost and insurance.
    Cost,
    /// Who we are.
    Who,
    /// How to reach us.
    Contact,
    /// What is kept and what is not.
    Privacy,
    /// The confidential self-check.
    Check,
    /// Ask for a call.
    Call,
}

impl Page {
    /// All, in the order of the menu.
    pub const ALL: [Self; 13] = [
        Self::Home,
        Self::Help,
        Self::How,
        Self::Fit,
        Self::Week,
        Self::Care,
        Self::Families,
        Self::Cost,
        Self::Who,
        Self::Contact,
        Self::Privacy,
        Self::Check,
        Self::Call,
    ];

    /// Those that are written as a file of the content folder.
    pub fn written() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|page| !matches!(page, Self::Check | Self::Call))
    }

    /// Its name in the content folder (`how.md`) and in links (`page:how`).
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Help => "help",
            Self::How => "how",
            Self::Fit => "fit",
            Self::Week => "week",
            Self::Care => "care",
            Self::Families => "families",
            Self::Cost => "cost",
            Self::Who => "who",
            Self::Contact => "contact",
            Self::Privacy => "privacy",
            Self::Check => "check",
            Self::Call => "call",
        }
    }

    /// Its address below the language; empty for the first page.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Home => "",
            Self::Help => "get-help-now",
            Self::How => "how-it-works",
            Self::Fit => "who-it-is-for",
            Self::Week => "a-week-here",
            Self::Care => "what-we-do",
            Self::Families => "for-families",
            Self::Cost => "cost",
            Self::Who => "who-we-are",
            Self::Contact => "contact",
            Self::Privacy => "privacy",
            Self::Check => "self-check",
            Self::Call => "ask-for-a-call",
        }
    }

    /// The page with this key.
    #[must_use]
    pub fn with_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.key() == key)
    }

    /// The page with this address.
    #[must_use]
    pub fn with_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.slug() == slug)
    }

    /// The whole address in a language.
    #[must_use]
    pub fn href(self, language: super::Language) -> String {
        let slug = self.slug();
        if slug.is_empty() { format!("/{}", language.code()) } else { format!("/{}/{slug}", language.code()) }
    }
}
