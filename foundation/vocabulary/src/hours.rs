//! Minutes of care, whole and never negative by accident.

use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A number of minutes. Clinical time is counted in whole minutes; seconds are cut, in nobody's favour (OP-09).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub i64);

impl Minutes {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// Whole hours as minutes.
    #[must_use]
    pub const fn hours(hours: i64) -> Self {
        Self(hours * 60)
    }

    /// What is missing up to `floor`; zero when the floor is reached.
    #[must_use]
    pub fn short_of(self, floor: Self) -> Self {
        Self((floor.0 - self.0).max(0))
    }

    /// Hours for a chart or a board: `"9"`, `"8.8"`, `"1.5"`.
    #[must_use]
    pub fn as_hours(self) -> String {
        let tenths = (self.0 * 10 + 30).div_euclid(60);
        if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
    }

    /// Words for a sentence: `"2 h 30 min"`, `"45 min"`, `"3 h"`.
    #[must_use]
    pub fn in_words(self) -> String {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => format!("{minutes} min"),
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        }
    }
}

impl Add for Minutes {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Minutes {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_read_as_a_person_would_say_them() {
        assert_eq!(Minutes(530).as_hours(), "8.8");
        assert_eq!(Minutes(540).as_hours(), "9");
        assert_eq!(Minutes(90).as_hours(), "1.5");
        assert_eq!(Minutes(150).in_words(), "2 h 30 min");
        assert_eq!(Minutes(45).in_words(), "45 min");
        assert_eq!(Minutes(530).short_of(Minutes::hours(9)), Minutes(10));
        assert_eq!(Minutes(600).short_of(Minutes::hours(9)), Minutes::ZERO);
    }
}
