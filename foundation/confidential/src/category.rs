//! The kinds of information there are (P2-20, element 3), and sets of them.

use serde::{Deserialize, Serialize};

/// A kind of information about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Who the person is and when they attended.
    IdentityAndAttendance,
    /// What was found before and at the beginning of care.
    Assessment,
    /// Diagnoses.
    Diagnosis,
    /// The treatment plan.
    Plan,
    /// A summary of progress.
    ProgressSummary,
    /// Medications.
    Medications,
    /// Laboratory and drug tests.
    Labs,
    /// Services, dates, units and charges.
    Billing,
    /// The summary written at discharge.
    DischargeSummary,
    /// Everything in the chart but counseling notes.
    EntireRecord,
    /// What was said in sessions, kept apart (42 CFR 2.11; P2-11): only by a consent of its own.
    CounselingNotes,
}

impl Category {
    /// What the ordinary chart consists of, in the order in which it is shown.
    pub const ORDINARY: [Self; 9] = [
        Self::IdentityAndAttendance,
        Self::Assessment,
        Self::Diagnosis,
        Self::Plan,
        Self::ProgressSummary,
        Self::Medications,
        Self::Labs,
        Self::Billing,
        Self::DischargeSummary,
    ];

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityAndAttendance => "identity_and_attendance",
            Self::Assessment => "assessment",
            Self::Diagnosis => "diagnosis",
            Self::Plan => "plan",
            Self::ProgressSummary => "progress_summary",
            Self::Medications => "medications",
            Self::Labs => "labs",
            Self::Billing => "billing",
            Self::DischargeSummary => "discharge_summary",
            Self::EntireRecord => "entire_record",
            Self::CounselingNotes => "counseling_notes",
        }
    }

    /// For staff.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::IdentityAndAttendance => "Identity and attendance",
            Self::Assessment => "Assessment",
            Self::Diagnosis => "Diagnoses",
            Self::Plan => "Treatment plan",
            Self::ProgressSummary => "Summary of progress",
            Self::Medications => "Medications",
            Self::Labs => "Laboratory and drug tests",
            Self::Billing => "Services and charges",
            Self::DischargeSummary => "Discharge summary",
            Self::EntireRecord => "The entire record but counseling notes",
            Self::CounselingNotes => "Counseling notes",
        }
    }

    /// The category of a stable text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let others = [Self::EntireRecord, Self::CounselingNotes];
        Self::ORDINARY.into_iter().chain(others).find(|category| category.as_str() == text)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of categories in which "the entire record" is what it consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Categories(u16);

impl Categories {
    /// None.
    pub const NONE: Self = Self(0);

    /// These; the entire record as everything it consists of.
    #[must_use]
    pub fn of(all: &[Category]) -> Self {
        Self(all.iter().fold(0, |bits, category| bits | Self::one(*category).0))
    }

    /// The entire record is every category that stands before it.
    const fn one(category: Category) -> Self {
        match category {
            Category::EntireRecord => Self(Category::EntireRecord.bit() - 1),
            other => Self(other.bit()),
        }
    }

    /// Whether all of this category is in it.
    #[must_use]
    pub const fn has(self, category: Category) -> bool {
        let wanted = Self::one(category).0;
        self.0 & wanted == wanted
    }

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this one only.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether everything in it is in the other.
    #[must_use]
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// What is in it, in the order in which it is shown; counseling notes last.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ORDINARY.into_iter().chain([Category::CounselingNotes]).filter(move |category| self.0 & category.bit() != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entire_record_is_everything_but_counseling_notes() {
        let whole = Categories::of(&[Category::EntireRecord]);
        assert!(Category::ORDINARY.into_iter().all(|category| whole.has(category)));
        assert!(whole.has(Category::EntireRecord) && !whole.has(Category::CounselingNotes));
        assert!(!Categories::of(&[Category::Plan]).has(Category::EntireRecord));
        assert_eq!(whole.iter().count(), 9);
    }

    #[test]
    fn every_category_is_found_by_its_text() {
        for category in Category::ORDINARY.into_iter().chain([Category::EntireRecord, Category::CounselingNotes]) {
            assert_eq!(Category::named(category.as_str()), Some(category));
        }
        assert_eq!(Category::named("everything"), None);
    }
}
