//! The shape of a table's file. Nothing unknown is passed over: a misspelled row would be a rule that silently does not hold.

use jiff::civil::Date;
use serde::Deserialize;

use crate::placement::Level;

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Mark {
    /// Read in a primary or agency source.
    V,
    /// Read in a secondary source.
    V2,
    /// From knowledge, to be verified.
    K,
    /// Our own design.
    D,
}

impl Mark {
    /// For screens.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::V => "read in a primary source",
            Self::V2 => "read second hand",
            Self::K => "from knowledge, to be verified",
            Self::D => "our own design",
        }
    }
}

/// One threshold with its source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its name.
    pub name: String,
    /// The value.
    pub value: u16,
    /// In what it is counted.
    pub unit: String,
    /// The rule that uses it.
    pub rule: String,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub(super) format: String,
    pub(super) version: String,
    pub(super) valid_from: Date,
    pub(super) source: String,
    pub(super) mark: Mark,
    #[serde(default)]
    pub(super) threshold: Vec<Threshold>,
    pub(super) withdrawal: Withdrawal,
    pub(super) body: Body,
    #[serde(default)]
    pub(super) cell: Vec<CellRow>,
    pub(super) remission: Remission,
    pub(super) psychiatric: Psychiatric,
    pub(super) merge: Merge,
    pub(super) history: History,
    pub(super) credit: Credit,
    pub(super) clock: Clock,
    pub(super) stay: Stay,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdrawal {
    pub(crate) moderate_with_support: Level,
    pub(crate) moderate: Level,
    pub(crate) moderate_alcohol_or_sedative_alone: Level,
    pub(crate) severe: Level,
    pub(crate) imminent: Level,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    pub(crate) severe: Level,
    pub(crate) severe_around_the_clock: Level,
    pub(crate) imminent: Level,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellRow {
    #[serde(rename = "use")]
    pub(super) use_risk: u8,
    pub(super) environment: Vec<u8>,
    pub(super) level: Level,
    pub(super) after_remission: Option<Level>,
    #[serde(default)]
    pub(super) recovery_residence: bool,
    pub(super) with_services_of: Option<Level>,
    pub(super) alternative: Option<Level>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remission {
    pub(super) months: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Psychiatric {
    pub(crate) moderate_at_least: Level,
    pub(crate) severe_at_least: Level,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merge {
    pub(crate) outright_from: Level,
    pub(crate) intensive: Level,
    pub(crate) intensive_up_to: Level,
    pub(crate) intensive_otherwise: Level,
    pub(crate) outpatient: Level,
    pub(crate) outpatient_up_to: Level,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct History {
    pub(crate) episodes: usize,
    pub(crate) months: u16,
    pub(crate) ladder: Vec<Level>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credit {
    pub(crate) days: u16,
    pub(crate) suggested: Level,
    pub(crate) offered: Level,
    pub(crate) weeks: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    pub(crate) interim_hours: i64,
    pub(crate) injecting_days: i64,
    pub(crate) injecting_days_with_interim: i64,
    pub(crate) source: String,
    pub(crate) mark: Mark,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stay {
    pub(crate) hold_days: u16,
    pub(crate) first_review_days: i64,
    pub(crate) review_days: Vec<ReviewDays>,
    pub(crate) source: String,
    pub(crate) mark: Mark,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewDays {
    pub(crate) level: Level,
    pub(crate) days: i64,
}
