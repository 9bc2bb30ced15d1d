//! Words that several pages about inquiries use.

use episode::patient::{Channel, ContactPoint};
use intake::inquiry::{InquiryRow, State};
use jiff::Timestamp;
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use crate::component::{Chip, Hue, Icon, chip};
use crate::words;

/// From so many hours on, a wait is marked: somebody who is offered a visit within a day comes far more often.
const LONG_HOURS: i64 = 24;

/// For a browser tab: initials and the end of the id.
pub(super) fn tab_name(row: &InquiryRow) -> String {
    format!("{} {}", row.name.initials(), end_of(row.id))
}

fn end_of(id: InquiryId) -> String {
    let text = id.to_string();
    text.get(text.len().saturating_sub(3)..).unwrap_or_default().to_owned()
}

/// "26 hours", "3 days", "less than an hour".
pub(super) fn hours(hours: i64) -> String {
    match hours {
        ..1 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        2..72 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}

/// "26 h", for the end of a row.
pub(super) fn short_hours(hours: i64) -> String {
    match hours {
        ..1 => "< 1 h".to_owned(),
        1..72 => format!("{hours} h"),
        _ => format!("{} d", hours / 24),
    }
}

/// The clock of an open inquiry.
pub(super) fn clock(row: &InquiryRow) -> Chip {
    let hue = if row.hours_waiting >= LONG_HOURS { Hue::Due } else { Hue::Quiet };
    chip(hue, short_hours(row.hours_waiting)).icon(Icon::Clock)
}

pub(super) fn state(state: State) -> Chip {
    match state {
        State::New => chip(Hue::Remote, state.title()),
        State::Contacted | State::Waiting => chip(Hue::Quiet, state.title()),
        State::Booked => chip(Hue::Here, state.title()).icon(Icon::Clock),
        State::Came => chip(Hue::Here, state.title()).icon(Icon::Door),
        State::Admitted => chip(Hue::Here, state.title()).icon(Icon::Check),
        State::Closed => chip(Hue::Outline, state.title()),
    }
}

/// "Thu Mar 12, 9:20 am".
pub(super) fn moment(zone: &ProgramZone, at: Timestamp) -> String {
    format!("{}, {}", words::short_day(zone.day(at)), zone.clock_face(at))
}

/// What may be done with a contact point, in words.
pub(super) fn permissions(point: &ContactPoint) -> String {
    let is_phone = matches!(point.channel, Channel::Phone(_));
    let mut parts = Vec::new();
    match (is_phone, point.may_leave_message) {
        (true, true) => parts.push("messages are fine"),
        (true, false) => parts.push("leave no message"),
        (false, true) => parts.push("may be written to"),
        (false, false) => parts.push("do not write yet"),
    }
    if is_phone {
        parts.push(if point.may_text { "texts are fine" } else { "no texts" });
    }
    let mut all = parts.join(", ");
    if let Some(name) = &point.call_as {
        all.push_str(&format!("; say you are “{name}”"));
    }
    all
}

/// A time of another system's document as people read it: `20120806` is "Aug 6, 2012"; anything else as it was sent.
pub(super) fn as_sent(text: &str) -> String {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let month_or_day = |from: usize| part(from, from + 2).and_then(|part| i8::try_from(part).ok());
    match (digits.len(), part(0, 4), month_or_day(4), month_or_day(6)) {
        (8.., Some(year), Some(month), Some(day)) => {
            jiff::civil::Date::new(year, month, day).map_or_else(|_| text.to_owned(), words::full_day)
        }
        (6, Some(year), Some(month), _) => {
            jiff::civil::Date::new(year, month, 1).map_or_else(|_| text.to_owned(), |day| day.strftime("%b %Y").to_string())
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_hours_then_in_days() {
        assert_eq!([0, 1, 26, 80].map(hours), ["less than an hour", "1 hour", "26 hours", "3 days"]);
        assert_eq!([0, 26, 80].map(short_hours), ["< 1 h", "26 h", "3 d"]);
    }

    #[test]
    fn a_time_as_sent_is_read_where_it_names_a_day_and_left_alone_where_not() {
        let said = ["20120806", "201208061430-0500", "201208", "2012", "20121399", "last spring"].map(as_sent);
        assert_eq!(said, ["Aug 6, 2012", "Aug 6, 2012", "Aug 2012", "2012", "20121399", "last spring"]);
    }
}
