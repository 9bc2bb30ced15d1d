//! A score: a whole number, or one with a few digits behind the point (only percentages). Exact; nothing is computed in floating point.

use std::fmt;

use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A score's value.
#[derive(Clone, Copy)]
pub struct Number {
    scaled: i64,
    decimals: u8,
}

impl Number {
    /// A whole number.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self { scaled: value, decimals: 0 }
    }

    /// `value` × 100 / `whole`, rounded half up to `decimals` digits.
    pub(crate) fn percent_of(value: i64, whole: i64, decimals: u8) -> Self {
        let numerator = value.saturating_mul(100).saturating_mul(ten_to(decimals));
        Self { scaled: half_up(numerator, whole), decimals }
    }

    /// The value as a whole number, when it is one.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        let unit = ten_to(self.decimals);
        (self.scaled % unit == 0).then(|| self.scaled / unit)
    }

    /// How it compares with a whole number.
    #[must_use]
    pub fn cmp_whole(self, other: i64) -> std::cmp::Ordering {
        self.scaled.cmp(&other.saturating_mul(ten_to(self.decimals)))
    }

    /// The difference to an earlier value of the same score.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        let decimals = self.decimals.max(earlier.decimals);
        Self { scaled: self.at(decimals).saturating_sub(earlier.at(decimals)), decimals }
    }

    /// The same size without a sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { scaled: self.scaled.saturating_abs(), ..self }
    }

    /// Whether its size is at least `percent` percent of the size of `of`.
    pub(crate) fn reaches_percent(self, percent: i64, of: Self) -> bool {
        let decimals = self.decimals.max(of.decimals);
        self.abs().at(decimals).saturating_mul(100) >= of.abs().at(decimals).saturating_mul(percent)
    }

    fn at(self, decimals: u8) -> i64 {
        self.scaled.saturating_mul(ten_to(decimals.saturating_sub(self.decimals)))
    }
}

fn ten_to(decimals: u8) -> i64 {
    10_i64.saturating_pow(u32::from(decimals))
}

/// `numerator` / `denominator`, rounded half up; 0 for a denominator that is not positive.
pub(crate) fn half_up(numerator: i64, denominator: i64) -> i64 {
    if denominator <= 0 {
        return 0;
    }
    numerator.saturating_mul(2).saturating_add(denominator).div_euclid(denominator.saturating_mul(2))
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        let decimals = self.decimals.max(other.decimals);
        self.at(decimals) == other.at(decimals)
    }
}
impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals == 0 {
            return write!(out, "{}", self.scaled);
        }
        let unit = ten_to(self.decimals).unsigned_abs();
        let size = self.scaled.unsigned_abs();
        let sign = if self.scaled < 0 { "-" } else { "" };
        write!(out, "{sign}{}.{:0width$}", size / unit, size % unit, width = usize::from(self.decimals))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.decimals == 0 {
            to.serialize_i64(self.scaled)
        } else {
            // The shortest text of the nearest double is the number again, for as few digits as scores have.
            to.serialize_f64(self.to_string().parse().unwrap_or_default())
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Number;
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number with at most six digits behind the point")
    }
    fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
        Ok(Number::whole(value))
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Number, E> {
        i64::try_from(value).map(Number::whole).map_err(E::custom)
    }
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Number, E> {
        parse(&value.to_string()).ok_or_else(|| E::custom(format!("{value} has too many digits")))
    }
}

fn parse(text: &str) -> Option<Number> {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    let decimals = u8::try_from(after.len()).ok().filter(|digits| *digits <= 6)?;
    let scaled = format!("{before}{after}").parse().ok()?;
    Some(Number { scaled, decimals })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentages_round_half_up() {
        assert_eq!(Number::percent_of(5, 48, 1).to_string(), "10.4");
        assert_eq!(Number::percent_of(7, 48, 1).to_string(), "14.6");
        assert_eq!(Number::percent_of(6, 48, 1).to_string(), "12.5");
        assert_eq!(Number::percent_of(1, 8, 2).to_string(), "12.50");
        assert_eq!((half_up(6 * 12, 11), half_up(5 * 12, 11), half_up(1, 2)), (7, 5, 1));
    }

    proptest! {
        #[test]
        fn a_number_reads_back_as_it_was_written(value in 0_i64..=1000, whole in 1_i64..=1000, decimals in 0_u8..=3) {
            let number = Number::percent_of(value.min(whole), whole, decimals);
            let written = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Number>(&written).unwrap(), number);
        }
    }
}
