//! Quiet hours: nothing is sent from 9 in the evening to 8 in the morning of the program's time, unless the person asked otherwise.
//! What is written then waits until the morning.

use access::Refusal;
use jiff::Timestamp;
use vocabulary::ProgramZone;
use vocabulary::day::next_day;

/// From this local hour on it is quiet.
pub const FROM_HOUR: i8 = 21;
/// Until this local hour.
pub const UNTIL_HOUR: i8 = 8;

/// The first moment, from `now` on, at which something may be sent.
///
/// # Errors
/// When the zone has no such moment, which no zone of the United States does at eight in the morning.
pub fn earliest(now: Timestamp, zone: &ProgramZone, is_fine_at_any_hour: bool) -> Result<Timestamp, Refusal> {
    let local = zone.local(now);
    let day = match local.hour() {
        _ if is_fine_at_any_hour => return Ok(now),
        FROM_HOUR.. => next_day(local.date()),
        hour if hour < UNTIL_HOUR => local.date(),
        _ => return Ok(now),
    };
    zone.at(day, jiff::civil::time(UNTIL_HOUR, 0, 0, 0)).map_err(|problem| Refusal::Fault(problem.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn from_nine_in_the_evening_to_eight_in_the_morning_words_wait() {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let cases = [
            ("2026-03-12T12:00:00Z", "2026-03-12T12:00:00Z"), // 8:00, the first moment
            ("2026-03-12T11:59:59Z", "2026-03-12T12:00:00Z"), // one second before
            ("2026-03-13T00:59:59Z", "2026-03-13T00:59:59Z"), // 20:59:59
            ("2026-03-13T01:00:00Z", "2026-03-13T12:00:00Z"), // 21:00
            ("2026-03-13T05:00:00Z", "2026-03-13T12:00:00Z"), // 1:00
            ("2026-03-08T03:00:00Z", "2026-03-08T12:00:00Z"), // 22:00 before the night of the lost hour
        ];
        for (now, then) in cases {
            assert_eq!(earliest(now.parse().unwrap(), &zone, false).unwrap(), then.parse().unwrap(), "{now}");
            assert_eq!(earliest(now.parse().unwrap(), &zone, true).unwrap(), now.parse().unwrap(), "{now}");
        }
    }
}
