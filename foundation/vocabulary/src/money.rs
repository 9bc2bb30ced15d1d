//! Money in whole cents. There is no floating point anywhere near a claim.

use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

use serde::{Deserialize, Serialize};

/// An amount in United States cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// The text is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write an amount like 325 or 325.50")]
pub struct NotAnAmount;

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads `325`, `325.5`, `325.50`, `$1,200.00`.
    ///
    /// # Errors
    /// [`NotAnAmount`] when the text is anything else; nothing is rounded or guessed.
    pub fn parse(text: &str) -> Result<Self, NotAnAmount> {
        let plain: String = text.trim().trim_start_matches('$').chars().filter(|c| *c != ',').collect();
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |s: &str| !s.is_empty() && s.len() <= 12 && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || part.len() > 2 || (plain.contains('.') && !digits(part)) {
            return Err(NotAnAmount);
        }
        let dollars: i64 = whole.parse().map_err(|_| NotAnAmount)?;
        let cents: i64 = format!("{part:0<2}").parse().map_err(|_| NotAnAmount)?;
        Ok(Self(dollars * 100 + cents))
    }

    /// As a claim file wants it: `"975.00"`, no currency sign, no grouping.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", all / 100, all % 100)
    }
}

impl std::fmt::Display for Cents {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = self.0.unsigned_abs();
        let dollars = (all / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in dollars.chars().enumerate() {
            if place > 0 && (dollars.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(out, "{sign}${grouped}.{:02}", all % 100)
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Mul<i64> for Cents {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_and_never_guessed() {
        assert_eq!(Cents::parse("$1,200.5").unwrap(), Cents(120_050));
        assert_eq!(Cents::parse("325").unwrap(), Cents(32_500));
        for wrong in ["", "-5", "1.234", "12.", "abc", "1e3", "999999999999999999"] {
            assert_eq!(Cents::parse(wrong), Err(NotAnAmount), "{wrong}");
        }
        assert_eq!(Cents(123_456_789).to_string(), "$1,234,567.89");
        assert_eq!(Cents(-50).plain(), "-0.50");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(cents in 0_i64..1_000_000_000) {
            prop_assert_eq!(Cents::parse(&Cents(cents).plain()), Ok(Cents(cents)));
            prop_assert_eq!(Cents::parse(&Cents(cents).to_string()), Ok(Cents(cents)));
        }
    }
}
