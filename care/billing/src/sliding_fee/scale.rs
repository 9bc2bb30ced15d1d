//! Household size and income → which part of a charge is paid. Dated data, one pure function: more income never pays less, one person
//! more in the household never pays more.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::rule::Mark;

/// The guidelines and scales that come with the program.
const TOML: &str = include_str!("../../data/sliding_fee.toml");

static SCALES: LazyLock<FeeScales> = LazyLock::new(|| FeeScales::from_toml(TOML).unwrap_or_default());

/// The guidelines and scales in force.
#[must_use]
pub fn scales() -> &'static FeeScales {
    &SCALES
}

/// Guidelines and scales, each from its day on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeScales {
    /// Yearly incomes that count as 100 percent.
    pub guideline: Vec<Guideline>,
    /// What is paid at which percentage of them.
    pub scale: Vec<Scale>,
}

/// A poverty guideline.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    /// First day.
    pub valid_from: Date,
    /// For a household of one, in cents.
    pub first_person_cents: i64,
    /// For each person more, in cents.
    pub each_more_cents: i64,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

/// A program's scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// First day.
    pub valid_from: Date,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
    /// Steps, rising in both.
    pub steps: Vec<Step>,
}

/// Up to this percentage of the guideline, this part is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The highest percentage of the guideline.
    pub up_to_percent: i64,
    /// The percentage of the charge that is paid.
    pub pays_percent: i64,
}

/// What follows for a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The household's income in percent of the guideline, rounded up.
    pub percent_of_guideline: i64,
    /// The percentage of a charge that is paid.
    pub pays_percent: i64,
    /// The guideline it rests on.
    pub guideline: String,
}

impl Share {
    /// What is paid of an amount, in cents; a half cent goes to the person's favor.
    #[must_use]
    pub fn of(&self, cents: i64) -> i64 {
        let exact = i128::from(cents.max(0)) * i128::from(self.pays_percent.clamp(0, 100));
        i64::try_from(exact / 100).unwrap_or(cents)
    }
}

impl FeeScales {
    /// Reads them from TOML and refuses scales in which more income would pay less.
    ///
    /// # Errors
    /// A sentence.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let mut read: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        for scale in &read.scale {
            let rises = scale.steps.is_sorted_by(|a, b| a.up_to_percent < b.up_to_percent && a.pays_percent <= b.pays_percent);
            let in_range = scale.steps.iter().all(|step| step.up_to_percent > 0 && (0..=100).contains(&step.pays_percent));
            if !rises || !in_range {
                return Err(format!("The scale of {} does not rise: more income would pay less.", scale.valid_from));
            }
        }
        if read.guideline.iter().any(|one| one.first_person_cents <= 0 || one.each_more_cents < 0) {
            return Err("A guideline names an income of nothing.".to_owned());
        }
        read.guideline.sort_by_key(|one| one.valid_from);
        read.scale.sort_by_key(|one| one.valid_from);
        Ok(read)
    }

    /// What a household pays on a day; nothing when no guideline or scale is valid that day, or the numbers make no household.
    #[must_use]
    pub fn share(&self, day: Date, household: i64, annual_income_cents: i64) -> Option<Share> {
        let guideline = self.guideline.iter().rev().find(|one| one.valid_from <= day)?;
        let scale = self.scale.iter().rev().find(|one| one.valid_from <= day)?;
        if !(1..=50).contains(&household) || annual_income_cents < 0 {
            return None;
        }
        let whole = guideline.first_person_cents + guideline.each_more_cents * (household - 1);
        let exact = (i128::from(annual_income_cents) * 100 + i128::from(whole) - 1) / i128::from(whole);
        let percent = i64::try_from(exact).unwrap_or(i64::MAX);
        let step = scale.steps.iter().find(|step| percent <= step.up_to_percent);
        Some(Share {
            percent_of_guideline: percent,
            pays_percent: step.map_or(100, |step| step.pays_percent),
            guideline: guideline.source.clone(),
        })
    }
}
