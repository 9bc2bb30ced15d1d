//! How long a record must be kept after care ended (MA-20; P2-19, P2-52): dated reference data, and one pure reading of it. Nothing is ever
//! deleted when the time is over; a legal hold keeps a record whatever the time.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::clock::Mark;

/// The rules that come with the program.
const TOML: &str = include_str!("../data/retention.toml");

static STANDARD: LazyLock<Vec<StateRule>> = LazyLock::new(|| from_toml(TOML).unwrap_or_default());

/// How long a state wants a record kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct StateRule {
    state: String,
    valid_from: Date,
    years: i16,
    source: String,
    mark: Mark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    retention: Vec<StateRule>,
}

fn from_toml(text: &str) -> Result<Vec<StateRule>, toml::de::Error> {
    toml::from_str::<File>(text).map(|file| file.retention)
}

/// For how many years after care ended a record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRule {
    /// The first day on which it held.
    pub valid_from: Date,
    /// How many years.
    pub years: i16,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

/// The rules of a state that come with the program; none when nobody looked for one.
#[must_use]
pub fn standard(state: &str) -> Vec<RetentionRule> {
    let of_state = STANDARD.iter().filter(|rule| rule.state == state);
    of_state
        .map(|rule| RetentionRule {
            valid_from: rule.valid_from,
            years: rule.years,
            source: rule.source.clone(),
            mark: rule.mark,
        })
        .collect()
}

/// How long one record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Care has not ended, or never began here: no time is counted.
    NotEnded,
    /// Care ended, and nobody told the program for how long a record is kept: it is kept.
    NoRule {
        /// The last day of care.
        last_day: Date,
    },
    /// Until a day.
    Until {
        /// The last day of care.
        last_day: Date,
        /// The last day on which the record must be kept.
        until: Date,
        /// By which rule.
        rule: RetentionRule,
    },
}

impl Kept {
    /// Whether the time is over on a day. That is all it says: nothing is destroyed by it.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        matches!(self, Self::Until { until, .. } if *until < today)
    }
}

/// How long a record is kept whose care ended on a day. Of the rule of that day and all that came into force since, the longest counts.
#[must_use]
pub fn kept(rules: &[RetentionRule], last_day: Option<Date>, today: Date) -> Kept {
    let Some(last_day) = last_day.filter(|last| *last < today) else { return Kept::NotEnded };
    let at_the_end = rules.iter().filter(|rule| rule.valid_from <= last_day).max_by_key(|rule| rule.valid_from);
    let since = rules.iter().filter(|rule| last_day < rule.valid_from && rule.valid_from <= today);
    match at_the_end.into_iter().chain(since).max_by_key(|rule| rule.years) {
        Some(rule) => Kept::Until { last_day, until: last_day.saturating_add(i64::from(rule.years).years()), rule: rule.clone() },
        None => Kept::NoRule { last_day },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn rule(valid_from: Date, years: i16) -> RetentionRule {
        RetentionRule { valid_from, years, source: "a letter of counsel".into(), mark: Mark::D }
    }

    const LAST: Date = Date::constant(2026, 3, 12);
    const TODAY: Date = Date::constant(2046, 3, 13);

    fn until(rules: &[RetentionRule], last_day: Date, today: Date) -> Option<Date> {
        match kept(rules, Some(last_day), today) {
            Kept::Until { until, .. } => Some(until),
            _ => None,
        }
    }

    #[test]
    fn ma_20_a_record_is_kept_twenty_years_after_discharge_in_massachusetts() {
        assert_eq!(from_toml(TOML).as_ref(), Ok(&*STANDARD));
        let rules = standard("MA");
        assert_eq!((rules.len(), rules.first().map(|rule| (rule.years, rule.mark))), (1, Some((20, Mark::K))));
        let found = kept(&rules, Some(LAST), TODAY);
        assert!(found.is_over(TODAY) && !found.is_over(Date::constant(2046, 3, 12)), "{found:?}");
        assert_eq!(until(&rules, Date::constant(2028, 2, 29), TODAY), Some(Date::constant(2048, 2, 29)));
        assert_eq!(until(&rules, Date::constant(2004, 2, 29), TODAY), Some(Date::constant(2024, 2, 29)));
        assert!(standard("RI").is_empty());
    }

    #[test]
    fn a_later_rule_makes_the_time_longer_and_never_shorter() {
        let (longer, shorter) = (rule(Date::constant(2030, 1, 1), 30), rule(Date::constant(2030, 1, 1), 7));
        let first = rule(Date::constant(2000, 1, 1), 20);
        assert_eq!(until(&[first.clone(), longer.clone()], LAST, TODAY), Some(Date::constant(2056, 3, 12)));
        assert_eq!(
            until(&[first.clone(), longer], LAST, Date::constant(2029, 1, 1)),
            Some(Date::constant(2046, 3, 12)),
            "not yet"
        );
        assert_eq!(until(&[first.clone(), shorter.clone()], LAST, TODAY), Some(Date::constant(2046, 3, 12)));
        assert_eq!(
            until(&[first, shorter], Date::constant(2031, 1, 1), TODAY),
            Some(Date::constant(2038, 1, 1)),
            "begun under it"
        );
    }

    #[test]
    fn nothing_is_counted_while_care_goes_on_or_where_nobody_knows_a_rule() {
        let rules = standard("MA");
        assert_eq!(kept(&rules, None, TODAY), Kept::NotEnded);
        assert_eq!(kept(&rules, Some(TODAY), TODAY), Kept::NotEnded, "the last day is a day of care");
        let unknown = kept(&[], Some(LAST), TODAY);
        assert_eq!(unknown, Kept::NoRule { last_day: LAST });
        assert!(!unknown.is_over(TODAY));
    }
}
