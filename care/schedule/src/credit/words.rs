//! Minutes in words, for the hours meter: "2 h 30 min more by Sunday".

use jiff::civil::Weekday;

use super::week::{Gap, HoursFlag};

/// `150` becomes "2 h 30 min", `120` "2 h", `45` "45 min". A negative figure keeps its sign.
#[must_use]
pub fn hours_and_minutes(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let all = minutes.unsigned_abs();
    match (all / 60, all % 60) {
        (0, rest) => format!("{sign}{rest} min"),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, rest) => format!("{sign}{hours} h {rest} min"),
    }
}

/// What would still close the gap, in the words of the hours meter (OP-09).
#[must_use]
pub fn closing_sentence(gap: &Gap) -> String {
    let by = weekday_name(gap.by.weekday());
    let missing = hours_and_minutes(gap.missing_minutes);
    match (gap.booked_minutes, gap.short_minutes) {
        (0, _) => format!("{missing} more by {by}."),
        (_, 0) => format!("{missing} more by {by}; what is booked covers it."),
        (booked, short) => {
            let (booked, short) = (hours_and_minutes(booked), hours_and_minutes(short));
            format!("{missing} more by {by}; {booked} is booked, {short} short.")
        }
    }
}

impl HoursFlag {
    /// The flag as one plain sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        let words = hours_and_minutes;
        match self {
            Self::PlannedBelowFloor {
                planned_minutes,
                floor_minutes,
            } => {
                format!(
                    "{} is booked this week; the floor is {}.",
                    words(planned_minutes),
                    words(floor_minutes)
                )
            }
            Self::DeliveredBelowFloor {
                delivered_minutes,
                floor_minutes,
            } => format!(
                "{} of {} was delivered in this week; a reason is needed.",
                words(delivered_minutes),
                words(floor_minutes)
            ),
            Self::CannotReachFloor { short_minutes } => format!("{} short.", words(short_minutes)),
            Self::AboveCeiling {
                minutes,
                ceiling_minutes,
            } => {
                format!(
                    "{} is more than the {} allowed in a week.",
                    words(minutes),
                    words(ceiling_minutes)
                )
            }
            Self::MeetsHigherLevel {
                minutes,
                threshold_minutes,
            } => format!(
                "{} meets the high-intensity level, which starts at {}.",
                words(minutes),
                words(threshold_minutes)
            ),
        }
    }
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
