//! Minutes in words, for the hours meter: "2 h 30 min more by Sunday".

use jiff::civil::Weekday;
use vocabulary::Minutes;

use super::week::{Gap, HoursFlag};

/// What would still close the gap, in the words of the hours meter (OP-09).
#[must_use]
pub fn closing_sentence(gap: &Gap) -> String {
    let by = weekday_name(gap.by.weekday());
    let missing = words(gap.missing_minutes);
    match (gap.booked_minutes, gap.short_minutes) {
        (0, _) => format!("{missing} more by {by}."),
        (_, 0) => format!("{missing} more by {by}; what is booked covers it."),
        (booked, short) => {
            let (booked, short) = (words(booked), words(short));
            format!("{missing} more by {by}; {booked} is booked, {short} short.")
        }
    }
}

impl HoursFlag {
    /// The flag as one plain sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::PlannedBelowFloor { planned_minutes, floor_minutes } => {
                format!("{} is booked this week; the floor is {}.", words(planned_minutes), words(floor_minutes))
            }
            Self::DeliveredBelowFloor { delivered_minutes, floor_minutes } => format!(
                "{} of {} was delivered in this week; a reason is needed.",
                words(delivered_minutes),
                words(floor_minutes)
            ),
            Self::CannotReachFloor { short_minutes } => format!("{} short.", words(short_minutes)),
            Self::AboveCeiling { minutes, ceiling_minutes } => {
                format!("{} is more than the {} allowed in a week.", words(minutes), words(ceiling_minutes))
            }
            Self::MeetsHigherLevel { minutes, threshold_minutes } => {
                format!("{} meets the high-intensity level, which starts at {}.", words(minutes), words(threshold_minutes))
            }
        }
    }
}

fn words(minutes: i64) -> String {
    Minutes(minutes).in_words()
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
