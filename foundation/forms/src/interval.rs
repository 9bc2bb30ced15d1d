//! How long between two administrations: an ISO 8601 duration of the file, in the program's days.

use jiff::Span;
use vocabulary::{Date, ProgramZone, Timestamp};

use crate::trouble::Slip;

/// A duration.
#[derive(Clone, Copy, Debug)]
pub struct Interval(Span);

impl Interval {
    pub(crate) fn parse(text: &str) -> Result<Self, Slip> {
        let remedy = "Write an ISO 8601 duration like P14D or PT30M.";
        text.parse().map(Self).map_err(|_| Slip::new(format!("{text:?} is not a duration."), remedy))
    }

    /// Whether there is none: at any time.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_zero()
    }

    /// The day it ends when it began at a moment; absent when it is none.
    #[must_use]
    pub fn day_after(&self, at: Timestamp, zone: &ProgramZone) -> Option<Date> {
        (!self.is_none()).then(|| zone.day(at).saturating_add(self.0))
    }

    /// How many days it is, counting a month as thirty.
    #[must_use]
    pub fn days(&self) -> i64 {
        let months = i64::from(self.0.get_years()) * 12 + i64::from(self.0.get_months());
        months * 30 + i64::from(self.0.get_weeks()) * 7 + i64::from(self.0.get_days())
    }
}
