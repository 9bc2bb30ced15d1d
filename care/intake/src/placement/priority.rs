//! Whose turn it is (LC-23; 45 CFR 96.124 to 96.131): the order of the block grant and its clocks, with the table's dated figures.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use vocabulary::ProgramZone;

use super::Answers;
use super::table::Table;
use crate::coded::coded;

coded! {
    /// The place in the order, first first.
    PriorityClass {
        /// Pregnant and injecting.
        PregnantInjecting = "pregnant_injecting", "Pregnant and injecting";
        /// Pregnant.
        Pregnant = "pregnant", "Pregnant";
        /// Injecting.
        Injecting = "injecting", "Injecting";
        /// Everybody else.
        Other = "other", "Everybody else";
    }
}

/// When what is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// Admission or interim services; nothing once they were given or where no clock runs.
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

    fn injects(self) -> bool {
        matches!(self, Self::PregnantInjecting | Self::Injecting)
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
    if class == PriorityClass::Other {
        return Clocks::default();
    }
    let rows = &table.clock;
    let interim_due = asked_at.saturating_add(SignedDuration::from_hours(rows.interim_hours)).ok();
    let is_in_time = matches!((interim_at, interim_due), (Some(began), Some(due)) if began <= due);
    let days = if is_in_time { rows.injecting_days_with_interim } else { rows.injecting_days };
    Clocks {
        interim_due: interim_due.filter(|_| interim_at.is_none()),
        admit_by: class.injects().then(|| zone.day(asked_at).saturating_add(days.days())),
    }
}
