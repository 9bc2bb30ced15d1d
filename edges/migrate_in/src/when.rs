//! Moments as clinical documents write them (`20130717114446.302-0500`, `201302`), kept as sent and read to a day.

use jiff::civil::Date;

/// What a time stamp says about the day.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Day(Date),
    /// Only a year or a month: allowed, and no day.
    Coarser,
    /// Not a date that exists.
    Wrong,
}

/// Reads the day of a time stamp. The zone is ignored: the day is the sender's day.
pub(crate) fn day(sent: &str) -> Said {
    let sent = sent.trim();
    let digits: String = sent.chars().take_while(char::is_ascii_digit).take(8).collect();
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let small = |from, to| number(from, to).and_then(|value| i8::try_from(value).ok());
    match digits.len() {
        8 => match (number(0, 4), small(4, 6), small(6, 8)) {
            (Some(year), Some(month), Some(day)) => Date::new(year, month, day).map_or(Said::Wrong, Said::Day),
            _ => Said::Wrong,
        },
        4 if digits.len() == sent.len() => Said::Coarser,
        6 if digits.len() == sent.len() && matches!(small(4, 6), Some(1..=12)) => Said::Coarser,
        _ => Said::Wrong,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_and_impossible_ones_named() {
        for (sent, said) in [
            ("20130717114446.302-0500", Said::Day(date(2013, 7, 17))),
            ("19870321", Said::Day(date(1987, 3, 21))),
            ("00010101000000", Said::Day(date(1, 1, 1))),
            ("2012", Said::Coarser),
            ("199911", Said::Coarser),
            ("199913", Said::Wrong),
            ("20100431", Said::Wrong),
            ("0000", Said::Coarser),
            ("", Said::Wrong),
            ("yesterday", Said::Wrong),
            ("2012-05-06", Said::Wrong),
        ] {
            assert_eq!(day(sent), said, "{sent}");
        }
    }
}
