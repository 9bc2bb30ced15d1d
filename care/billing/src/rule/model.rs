//! The shape of a rule file: payers, their billing rules, and the day algorithms of payers that pay by tier.
//!
//! Every row carries where the fact comes from and how sure it is, and the days it is valid.

use jiff::civil::Date;
use serde::Deserialize;

/// How sure a fact is: read in a primary source, read second hand, from knowledge, or our own design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Mark {
    /// Read in a primary, agency or contractor source.
    V,
    /// Read in a secondary source.
    V2,
    /// From knowledge, to be verified.
    K,
    /// Our own design or an invented payer's term.
    D,
}

/// What sort of payer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayerKind {
    /// A commercial health plan.
    Commercial,
    /// Medicaid or a managed Medicaid plan.
    Medicaid,
    /// Medicare Part B's intensive outpatient benefit (OP-20).
    Medicare,
    /// The person pays; nothing goes to any payer (OP-A17).
    SelfPay,
}

/// Whether this payer wants services approved beforehand (MA-36).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorAuthorization {
    /// Without an authorization nothing is paid.
    Required,
    /// The payer is only told; nothing is held.
    Notify,
    /// No authorization is asked for.
    Exempt,
}

/// What happens to a unit beyond the authorization (OP-A13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverUse {
    /// The day is held until there is an authorization.
    Block,
    /// The day is billed and marked as at risk.
    MarkAtRisk,
}

/// What the billing provider is (OP-20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderSetting {
    /// A licensed clinic outside the settings of the Medicare benefit.
    FreestandingClinic,
    /// A hospital outpatient department.
    HospitalOutpatient,
    /// A critical access hospital.
    CriticalAccessHospital,
    /// A community mental health center.
    CommunityMentalHealthCenter,
    /// A rural health clinic.
    RuralHealthClinic,
    /// A federally qualified health center.
    FederallyQualifiedHealthCenter,
    /// An opioid treatment program.
    OpioidTreatmentProgram,
}

/// A payer's general terms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payer {
    /// Its short id, the key of every other row.
    pub id: String,
    /// Its name on screens.
    pub name: String,
    /// Its id in claim files; its short id when nothing is said.
    #[serde(default)]
    pub electronic_id: Option<String>,
    /// The claim filing indicator of claim files, such as `CI` or `MC`.
    #[serde(default)]
    pub claim_filing: Option<String>,
    /// What sort of payer it is.
    pub kind: PayerKind,
    /// Whether services need approval beforehand.
    pub prior_authorization: PriorAuthorization,
    /// What happens to a unit beyond the authorization.
    pub over_use: OverUse,
    /// Units left at which an alert is due (OP-50).
    pub alert_at_units: i64,
    /// Days left at which an alert is due (OP-50).
    pub alert_at_days: i64,
    /// The only settings that may bill it; empty means any (OP-20).
    #[serde(default)]
    pub settings: Vec<ProviderSetting>,
    /// First day these terms are valid.
    pub valid_from: Date,
    /// Last day; absent means until further notice.
    pub valid_to: Option<Date>,
    /// Where the terms come from.
    pub source: String,
    /// How sure they are.
    pub mark: Mark,
}

/// How attended minutes become units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Unit {
    /// One unit a day from so many credited minutes (OP-41, OP-42).
    PerDay {
        /// Least credited minutes of the day.
        min_minutes: i64,
    },
    /// One unit for each so many minutes.
    PerMinutes {
        /// Minutes in a unit.
        minutes: i64,
        /// What happens to the rest.
        rounding: Rounding,
    },
    /// One unit a session whose length lies in a range of minutes.
    PerSession {
        /// Least minutes of a session.
        min_minutes: i64,
        /// Most minutes; absent means no upper end.
        max_minutes: Option<i64>,
    },
}

/// What becomes of minutes that do not fill a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// They are not billed.
    Down,
    /// More than half of a unit counts as a whole one (8 of 15 minutes).
    OverHalf,
    /// Any started unit counts.
    Up,
}

/// The claim form a line travels on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
pub enum ClaimForm {
    /// Professional claim.
    #[serde(rename = "837P")]
    Professional,
    /// Institutional claim.
    #[serde(rename = "837I")]
    Institutional,
}

impl ClaimForm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Professional, Self::Institutional];

    /// The stable text, in addresses, file names and for scripts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Professional => "837p",
            Self::Institutional => "837i",
        }
    }
}

/// A modifier and when it is added; without conditions it is always added (OP-45).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModifierRule {
    /// Two characters.
    pub modifier: String,
    /// The conditions; all that are given must hold.
    #[serde(default)]
    pub when: ModifierWhen,
}

/// Conditions of a modifier. Absent conditions do not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModifierWhen {
    /// At least so many people in the group.
    pub group_size_at_least: Option<i64>,
    /// At most so many people in the group.
    pub group_size_at_most: Option<i64>,
    /// Every leader's credential is one of these.
    pub credentials: Vec<String>,
    /// By video or telephone, or not.
    pub is_telehealth: Option<bool>,
}

/// One billing rule: a payer, a service, the days it is valid, and everything a claim line needs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayerRule {
    /// The payer's id.
    pub payer: String,
    /// A kind from the program's catalogue, or the name of a per diem such as `sud per diem`.
    pub service: String,
    /// Kinds whose minutes the per diem bundles; present only on a per diem, `["*"]` bundles every kind.
    pub bundle: Option<Vec<String>>,
    /// Whether attendance at a peer-led group counts toward the per diem although it has no clinical note (S-19).
    #[serde(default)]
    pub counts_peer_led: bool,
    /// HCPCS code.
    pub code: String,
    /// Revenue code of an institutional line (OP-36).
    pub revenue_code: Option<String>,
    /// Modifiers in the order they stand on the line, four at most.
    #[serde(default)]
    pub modifiers: Vec<ModifierRule>,
    /// How minutes become units.
    pub unit: Unit,
    /// Most units on one date.
    pub max_units_per_day: i64,
    /// Place of service in person (OP-44).
    pub place_of_service: Option<String>,
    /// Place of service by telehealth, where it differs.
    pub telehealth_place_of_service: Option<String>,
    /// Place of service by telehealth when the person is not at home, where it differs again.
    pub telehealth_elsewhere_place_of_service: Option<String>,
    /// The form the line travels on.
    pub claim_form: ClaimForm,
    /// First two digits of the type of bill; the claim adds the frequency (OP-31).
    pub bill_type: Option<String>,
    /// Condition codes of the claim.
    #[serde(default)]
    pub condition_codes: Vec<String>,
    /// Charge for one unit, in cents.
    pub charge_cents: i64,
    /// Codes that may not stand on the same date for the same payer (OP-41, OP-A11).
    #[serde(default)]
    pub excludes: Vec<String>,
    /// Credentials of which every leader must hold one; empty means any.
    #[serde(default)]
    pub credentials: Vec<String>,
    /// Codes the contract allows one by one on a day below the per diem's minimum (OP-42).
    #[serde(default)]
    pub components_below_minimum: Vec<String>,
    /// Days after the service in which the claim must arrive.
    pub timely_filing_days: i64,
    /// First day the rule is valid.
    pub valid_from: Date,
    /// Last day; absent means until further notice.
    pub valid_to: Option<Date>,
    /// Where the rule comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

/// How a payer turns a day's countable services into a tier (OP-33..OP-35, OP-39). A prediction, never a line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayAlgorithm {
    /// The payer's id.
    pub payer: String,
    /// The setting it is for.
    pub setting: ProviderSetting,
    /// Codes of which at least one must be on the day (OP-34).
    pub primary: Vec<String>,
    /// Further codes that count (OP-35); primary codes count by themselves.
    pub countable: Vec<String>,
    /// What is paid from how many services on.
    pub tiers: Vec<Tier>,
    /// First two digits of the type of bill.
    pub bill_type: String,
    /// Condition codes of the claim.
    pub condition_codes: Vec<String>,
    /// First day it is valid.
    pub valid_from: Date,
    /// Last day; absent means until further notice.
    pub valid_to: Option<Date>,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

/// From so many services on, this payment class.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Least countable services.
    pub from_services: i64,
    /// The payment class.
    pub apc: String,
}

impl PayerRule {
    /// Whether this row bundles a day into one unit.
    #[must_use]
    pub fn is_per_diem(&self) -> bool {
        self.bundle.is_some()
    }

    /// Whether the per diem covers services of this kind.
    #[must_use]
    pub fn bundles(&self, kind: &str) -> bool {
        self.bundle.iter().flatten().any(|bundled| bundled == "*" || bundled == kind)
    }

    /// Least credited minutes before anything can be billed.
    #[must_use]
    pub fn min_minutes(&self) -> i64 {
        match self.unit {
            Unit::PerDay { min_minutes } | Unit::PerSession { min_minutes, .. } => min_minutes,
            Unit::PerMinutes { minutes, rounding: Rounding::Down } => minutes,
            Unit::PerMinutes { minutes, rounding: Rounding::OverHalf } => minutes / 2 + 1,
            Unit::PerMinutes { rounding: Rounding::Up, .. } => 1,
        }
    }

    /// Units for so many credited minutes, limited to a day's most. Zero below the minimum.
    #[must_use]
    pub fn units(&self, minutes: i64) -> i64 {
        self.units_before_limit(minutes).min(self.max_units_per_day)
    }

    /// Units for so many credited minutes, whatever a day's most is. Zero below the minimum.
    #[must_use]
    pub fn units_before_limit(&self, minutes: i64) -> i64 {
        let units = match self.unit {
            Unit::PerDay { min_minutes } => i64::from(minutes >= min_minutes),
            Unit::PerSession { min_minutes, max_minutes } => {
                i64::from(minutes >= min_minutes && max_minutes.is_none_or(|most| minutes <= most))
            }
            Unit::PerMinutes { minutes: each, rounding } => {
                let (whole, rest) = (minutes / each, minutes % each);
                whole
                    + i64::from(match rounding {
                        Rounding::Down => false,
                        Rounding::OverHalf => rest * 2 > each,
                        Rounding::Up => rest > 0,
                    })
            }
        };
        units.max(0)
    }
}
