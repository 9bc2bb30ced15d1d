//! How this part says how much time there is.

use jiff::civil::Date;
use privacy::agreement::AgreementState;
use privacy::request::{AskedBy, Standing};

use crate::component::{Chip, Hue, Icon, chip};
use crate::words::{count, full_day};

fn days(days: i64) -> String {
    count(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// How a matter stands, in words and a hue.
pub(super) fn standing(standing: Standing) -> Chip {
    match standing {
        Standing::Late { days: late } => chip(Hue::Due, format!("{} late", days(late))).icon(Icon::Alert),
        Standing::Soon { days: 0 } => chip(Hue::Due, "Due today").icon(Icon::Clock),
        Standing::Soon { days: left } => chip(Hue::Due, format!("{} left", days(left))).icon(Icon::Clock),
        Standing::Running { days: left } => chip(Hue::Quiet, format!("{} left", days(left))),
        Standing::NoClock => chip(Hue::Outline, "Without delay"),
        Standing::Answered => chip(Hue::Here, "Answered").icon(Icon::Check),
    }
}

/// How an agreement stands.
pub(super) fn agreement(state: AgreementState, is_followed: bool) -> Chip {
    match state {
        AgreementState::Holds => chip(Hue::Here, "Holds").icon(Icon::Check),
        AgreementState::EndsSoon { .. } if is_followed => chip(Hue::Quiet, "Ends soon, another follows"),
        AgreementState::EndsSoon { days: 0 } => chip(Hue::Due, "Last day today").icon(Icon::Clock),
        AgreementState::EndsSoon { days: left } => chip(Hue::Due, format!("Ends in {}", days(left))).icon(Icon::Clock),
        AgreementState::Over => chip(Hue::Gone, "Over"),
    }
}

/// Who asked.
pub(super) fn asked_by(asked_by: &AskedBy) -> String {
    match asked_by {
        AskedBy::Person => "The person".to_owned(),
        AskedBy::Representative { name, authority } => format!("{name}, for the person ({authority})"),
    }
}

/// A day, or that there is none.
pub(super) fn maybe_day(day: Option<Date>, none: &str) -> String {
    day.map_or_else(|| none.to_owned(), full_day)
}
