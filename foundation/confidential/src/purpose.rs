//! What a disclosure is for (P2-20, element 5), and what each purpose needs at most (P2-12).

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::category::{Categories, Category};

const FILE: &str = include_str!("../data/minimum-necessary.toml");

static LIST: LazyLock<Result<MinimumNecessary, String>> = LazyLock::new(|| read(FILE));

/// What a disclosure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Care by others.
    Treatment,
    /// Being paid for care.
    Payment,
    /// Running the program: quality, help from others.
    Operations,
    /// At the request of the person, who gave no other purpose.
    PersonRequest,
    /// Help by family and friends.
    Support,
    /// Showing that a condition is kept: probation, a court, an employer, a licensing board (P2-28).
    Monitoring,
    /// Civil, criminal, administrative or legislative proceedings (P2-25).
    Proceedings,
    /// An approved study (P2-42).
    Research,
    /// Asking for money.
    Fundraising,
    /// A medical emergency (P2-41).
    Emergency,
    /// Audit and evaluation (P2-43).
    Oversight,
    /// A report that the law allows or demands (P2-16, P2-44, P2-45).
    Report,
}

impl Purpose {
    /// All.
    pub const ALL: [Self; 12] = [
        Self::Treatment,
        Self::Payment,
        Self::Operations,
        Self::PersonRequest,
        Self::Support,
        Self::Monitoring,
        Self::Proceedings,
        Self::Research,
        Self::Fundraising,
        Self::Emergency,
        Self::Oversight,
        Self::Report,
    ];

    /// The three of a single consent (P2-21).
    pub const TPO: [Self; 3] = [Self::Treatment, Self::Payment, Self::Operations];

    /// Whether a consent can name it; the others rest on the law alone.
    #[must_use]
    pub const fn is_for_consents(self) -> bool {
        !matches!(self, Self::Emergency | Self::Oversight | Self::Report)
    }

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Treatment => "treatment",
            Self::Payment => "payment",
            Self::Operations => "operations",
            Self::PersonRequest => "person_request",
            Self::Support => "support",
            Self::Monitoring => "monitoring",
            Self::Proceedings => "proceedings",
            Self::Research => "research",
            Self::Fundraising => "fundraising",
            Self::Emergency => "emergency",
            Self::Oversight => "oversight",
            Self::Report => "report",
        }
    }

    /// For staff.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Treatment => "Care by others",
            Self::Payment => "Payment for care",
            Self::Operations => "Running the program",
            Self::PersonRequest => "The person asked for it",
            Self::Support => "Help by family and friends",
            Self::Monitoring => "Showing that a condition is kept",
            Self::Proceedings => "Legal proceedings",
            Self::Research => "Research",
            Self::Fundraising => "Fundraising",
            Self::Emergency => "A medical emergency",
            Self::Oversight => "Audit and evaluation",
            Self::Report => "A report the law allows",
        }
    }

    /// The purpose of a stable text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text)
    }

    /// What it needs at most.
    ///
    /// # Errors
    /// When the embedded list cannot be read: then nothing is needed, and nothing leaves.
    pub fn needs(self) -> Result<Categories, String> {
        let list = minimum_necessary()?;
        Ok(list.purpose.iter().find(|row| row.of == self).map_or(Categories::NONE, |row| Categories::of(&row.needs)))
    }
}

/// What each purpose needs at most, as it is kept and shown.
#[derive(Debug, Deserialize)]
pub struct MinimumNecessary {
    format: String,
    /// From which day the list holds.
    pub valid_from: Date,
    /// Where it comes from.
    pub source: String,
    /// The rows.
    pub purpose: Vec<Need>,
}

/// What one purpose needs.
#[derive(Debug, Deserialize)]
pub struct Need {
    /// The purpose.
    pub of: Purpose,
    /// Why so much.
    pub why: String,
    /// The categories.
    pub needs: Vec<Category>,
}

/// The list in force.
///
/// # Errors
/// When the embedded list cannot be read.
pub fn minimum_necessary() -> Result<&'static MinimumNecessary, String> {
    LIST.as_ref().map_err(Clone::clone)
}

fn read(file: &str) -> Result<MinimumNecessary, String> {
    let list: MinimumNecessary = toml::from_str(file).map_err(|error| error.to_string())?;
    if list.format != "stepdown-minimum-necessary/1" {
        return Err(format!("`{}` is not a list of what purposes need", list.format));
    }
    match Purpose::ALL.iter().find(|purpose| list.purpose.iter().filter(|row| row.of == **purpose).count() != 1) {
        Some(purpose) => Err(format!("there must be one row for `{}`", purpose.as_str())),
        None => Ok(list),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_purpose_says_what_it_needs_and_none_needs_counseling_notes() {
        for purpose in Purpose::ALL {
            let needs = purpose.needs().unwrap();
            assert!(needs.has(Category::IdentityAndAttendance), "{purpose:?}");
            assert!(!needs.has(Category::CounselingNotes), "{purpose:?}");
            assert_eq!(Purpose::named(purpose.as_str()), Some(purpose));
        }
        assert!(!Purpose::Treatment.needs().unwrap().has(Category::Billing));
        assert!(!Purpose::Payment.needs().unwrap().has(Category::Labs));
    }

    #[test]
    fn a_list_that_lacks_a_purpose_is_no_list() {
        assert!(
            read("format = \"stepdown-minimum-necessary/1\"\nvalid_from = \"2026-01-01\"\nsource = \"s\"\npurpose = []").is_err()
        );
        assert!(read("format = \"other/1\"\nvalid_from = \"2026-01-01\"\nsource = \"s\"\npurpose = []").is_err());
    }
}
