//! Who must sign for a person (P2-30 to P2-32, P2-63). Whoever is of age and can decide signs alone; for others the basis decides,
//! and somebody who signs for them names the paper that proves it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// As what somebody signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// The person.
    Patient,
    /// A parent or guardian.
    Parent,
    /// A personal representative: appointed by a court, or of somebody who died.
    Representative,
    /// The spouse of somebody who died, when nobody was appointed (2.15(b)(2); P2-32).
    Spouse,
    /// A responsible member of their family, when there is no spouse either.
    FamilyMember,
}

/// On which basis somebody signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignerBasis {
    /// Of age and able to decide.
    #[default]
    Adult,
    /// Under 18, in treatment by their own consent as state law allows: they alone sign, for a parent or a payer too.
    MinorByOwnConsent,
    /// Under 18, in treatment by a parent's consent: both sign.
    MinorByParent,
    /// A court has found that they cannot decide: the representative signs.
    Adjudicated,
    /// The person died: executor, administrator or representative signs; without one the spouse, else a responsible family member.
    Deceased,
}

/// The age of majority in Massachusetts.
const OF_AGE: i64 = 18;

/// Who must sign; all of them.
#[must_use]
pub fn who_must_sign(basis: SignerBasis) -> &'static [Capacity] {
    match basis {
        SignerBasis::Adult | SignerBasis::MinorByOwnConsent => &[Capacity::Patient],
        SignerBasis::MinorByParent => &[Capacity::Patient, Capacity::Parent],
        SignerBasis::Adjudicated | SignerBasis::Deceased => &[Capacity::Representative],
    }
}

/// Whether a basis fits an age: nobody under 18 is an adult, and nobody of age is a minor.
#[must_use]
pub fn fits(basis: SignerBasis, born: Date, today: Date) -> bool {
    let is_minor = vocabulary::day::age(born, today) < OF_AGE;
    match basis {
        SignerBasis::Adult => !is_minor,
        SignerBasis::MinorByOwnConsent | SignerBasis::MinorByParent => is_minor,
        SignerBasis::Adjudicated | SignerBasis::Deceased => true,
    }
}

impl SignerBasis {
    /// All, in the order of a form.
    pub const ALL: [Self; 5] = [Self::Adult, Self::MinorByOwnConsent, Self::MinorByParent, Self::Adjudicated, Self::Deceased];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::MinorByOwnConsent => "minor_by_own_consent",
            Self::MinorByParent => "minor_by_parent",
            Self::Adjudicated => "adjudicated",
            Self::Deceased => "deceased",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Adult => "Of age, signs alone",
            Self::MinorByOwnConsent => "Under 18, by own consent: signs alone",
            Self::MinorByParent => "Under 18, by a parent’s consent: both sign",
            Self::Adjudicated => "A court appointed somebody: they sign",
            Self::Deceased => "Died: whoever may decide for them signs",
        }
    }
}

impl Capacity {
    /// Who signs for somebody who died, the first that there is (2.15(b)(2); P2-32).
    pub const AFTER_DEATH: [Self; 3] = [Self::Representative, Self::Spouse, Self::FamilyMember];

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Parent => "parent",
            Self::Representative => "representative",
            Self::Spouse => "spouse",
            Self::FamilyMember => "family_member",
        }
    }

    /// For screens and papers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Patient => "the person",
            Self::Parent => "parent or guardian",
            Self::Representative => "personal representative",
            Self::Spouse => "spouse, when nobody was appointed",
            Self::FamilyMember => "responsible member of the family, when there is no spouse either",
        }
    }
}
