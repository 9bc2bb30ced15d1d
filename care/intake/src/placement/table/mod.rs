//! The decision table: dated data that a director approves before it is used (LC-03).

mod file;
mod read;
pub use file::{Mark, Threshold};
pub use read::TableProblems;

use std::sync::LazyLock;

use jiff::civil::Date;

use super::Level;

/// The tables that come with the program, oldest first, as text: none is in use before a director approves it.
pub const SUPPLIED: &[&str] = &[include_str!("../../../data/placement_table_1.toml")];

/// A decision table, read and found whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its version.
    pub version: String,
    /// The first day it may be used.
    pub valid_from: Date,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
    /// The thresholds with their sources, for those who approve.
    pub thresholds: Vec<Threshold>,
    pub(crate) limits: Limits,
    pub(crate) withdrawal: file::Withdrawal,
    pub(crate) body: file::Body,
    pub(crate) cells: [[Cell; 5]; 5],
    pub(crate) remission_months: u16,
    pub(crate) psychiatric: file::Psychiatric,
    pub(crate) merge: file::Merge,
    pub(crate) history: file::History,
    pub(crate) credit: file::Credit,
    pub(crate) clock: file::Clock,
    pub(crate) stay: file::Stay,
}

/// The thresholds by name, for the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) fever_tenths: u16,
    pub(crate) phq9_item9: u16,
    pub(crate) ciwa_severe: u16,
    pub(crate) ciwa_moderate: u16,
    pub(crate) pawss: u16,
    pub(crate) systolic_high: u16,
    pub(crate) systolic_low: u16,
    pub(crate) pulse_high: u16,
    pub(crate) breath_alcohol_thousandths: u16,
    pub(crate) adult_age: u16,
}

/// What the psychosocial floor is for one pair of ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The level.
    pub level: Level,
    /// The level after long remission.
    pub after_remission: Option<Level>,
    /// A recovery residence goes with it.
    pub has_recovery_residence: bool,
    /// The services of another level go with it.
    pub with_services_of: Option<Level>,
    /// The next-best level.
    pub alternative: Option<Level>,
}

static NEWEST: LazyLock<Result<Table, TableProblems>> =
    LazyLock::new(|| Table::from_toml(SUPPLIED.last().copied().unwrap_or_default()));

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// Every problem, each with its place in the file.
    pub fn from_toml(text: &str) -> Result<Self, TableProblems> {
        read::read(text)
    }

    /// The newest table that comes with the program, for published cases and for a director to approve.
    ///
    /// # Errors
    /// Never in a program whose tests pass: they read it.
    pub fn supplied() -> Result<&'static Self, TableProblems> {
        NEWEST.as_ref().map_err(Clone::clone)
    }

    /// The psychosocial floor for a pair of ratings.
    #[must_use]
    pub fn cell(&self, use_risk: super::Rating, environment: super::Rating) -> Option<&Cell> {
        self.cells.get(usize::from(use_risk.value())).and_then(|row| row.get(usize::from(environment.value())))
    }
}
