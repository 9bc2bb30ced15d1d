//! Whose turn it is (LC-23): the order of the block grant and its clocks, with the table's dated figures.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use vocabulary::ProgramZone;

use super::Answers;
use super::table::Table;

/// The place in the order, first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityClass {
    /// Pregnant and injecting.
    PregnantInjecting,
    /// Pregnant.
    Pregnant,
    /// Injecting.
    Injecting,
    /// Everybody else.
    Other,
}

/// When what is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// Interim services, or admission in their stead.
    pub interim_due: Option<Timestamp>,
    /// Admission, the last day.
    pub admit_by: Option<Date>,
}

impl PriorityClass {
    /// 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::PregnantInjecting => 1,
            Self::Pregnant => 2,
            Self::Injecting => 3,
            Self::Other => 4,
        }
    }

    /// For screens.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::PregnantInjecting => "1 · pregnant and injecting",
            Self::Pregnant => "2 · pregnant",
            Self::Injecting => "3 · injecting",
            Self::Other => "4 · everybody else",
        }
    }
}

/// The class, when enough was answered: none while pregnancy or injecting could still change it.
#[must_use]
pub fn class(answers: &Answers) -> Option<PriorityClass> {
    match (answers.is_pregnant, answers.injects) {
        (Some(true), Some(true)) => Some(PriorityClass::PregnantInjecting),
        (Some(true), Some(false)) => Some(PriorityClass::Pregnant),
        (Some(false), Some(true)) => Some(PriorityClass::Injecting),
        (Some(false), Some(false)) => Some(PriorityClass::Other),
        _ => None,
    }
}

/// The clocks of somebody who asked at a moment. Interim services that begin too late do not lengthen the time to admission.
#[must_use]
pub fn clocks(
    class: PriorityClass,
    asked_at: Timestamp,
    interim_at: Option<Timestamp>,
    table: &Table,
    zone: &ProgramZone,
) -> Clocks {
    let rows = &table.clock;
    let interim_due = asked_at.saturating_add(SignedDuration::from_hours(rows.interim_hours)).ok();
    let has_interim = matches!((interim_at, interim_due), (Some(began), Some(due)) if began <= due);
    match class {
        PriorityClass::Other => Clocks::default(),
        PriorityClass::PregnantInjecting | PriorityClass::Pregnant => {
            // Admission or interim services within the same hours.
            Clocks { interim_due: interim_due.filter(|_| !has_interim), admit_by: None }
        }
        PriorityClass::Injecting => {
            let days = if has_interim { rows.injecting_days_with_interim } else { rows.injecting_days };
            let admit_by = zone.day(asked_at).saturating_add(days.days());
            Clocks { interim_due: interim_due.filter(|_| !has_interim), admit_by: Some(admit_by) }
        }
    }
}
