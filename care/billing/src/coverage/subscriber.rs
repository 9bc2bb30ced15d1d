//! Who holds the plan when the patient does not: a parent, a spouse. Payers find the patient through them (270 and 837: loops 2100C and
//! 2100D, 2000B and 2000C), and send them letters about each visit.

use access::Problems;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::PersonName;

/// The member of the plan through whom the patient is insured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscriber {
    /// The name as the payer has it.
    pub name: PersonName,
    /// Date of birth.
    pub birth_date: Date,
    /// What the patient is to them.
    pub relationship: Relationship,
}

/// What the patient is to the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// Their child.
    Child,
    /// Their husband or wife.
    Spouse,
    /// Their life partner.
    LifePartner,
    /// Anything else.
    Other,
}

/// A member as typed.
#[derive(Clone, Debug)]
pub struct SubscriberInput {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// What the patient is to them.
    pub relationship: Relationship,
}

impl Relationship {
    /// All, the commonest first.
    pub const ALL: [Self; 4] = [Self::Child, Self::Spouse, Self::LifePartner, Self::Other];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Spouse => "spouse",
            Self::LifePartner => "life_partner",
            Self::Other => "other",
        }
    }

    /// Whose plan it is, seen from the patient: for screens.
    #[must_use]
    pub fn whose(self) -> &'static str {
        match self {
            Self::Child => "A parent's",
            Self::Spouse => "A husband's or wife's",
            Self::LifePartner => "A life partner's",
            Self::Other => "Somebody else's",
        }
    }

    /// The one with this text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl SubscriberInput {
    /// The member, or what is missing.
    pub(super) fn judge(&self, problems: &mut Problems) -> Option<Subscriber> {
        let (given, family) = (self.given.trim(), self.family.trim());
        problems.require("subscriber_given", !given.is_empty(), "Write the given name of whoever holds the plan.");
        problems.require("subscriber_family", !family.is_empty(), "Write the family name of whoever holds the plan.");
        problems.require("subscriber_birth_date", self.birth_date.is_some(), "Write their date of birth as year-month-day.");
        let name = PersonName { given: given.to_owned(), family: family.to_owned() };
        self.birth_date.map(|birth_date| Subscriber { name, birth_date, relationship: self.relationship })
    }
}
