//! How the screens say times, days, hours, money and counts. One place, so that every page says it alike.

use jiff::civil::{Date, Time};

/// An inbox or list with nothing left to do.
pub const CLEAR: &str = "You are clear.";

/// A save that did not reach us.
pub const NOT_SAVED: &str = "Not saved yet. Your words are safe on this page. Trying again.";

/// A lane without people.
pub const NOBODY_BOOKED: &str = "No one is booked in this group today.";

/// The screen behind the lock.
pub const LOCKED: &str = "Locked. Your note is where you left it.";

/// "9:00", "5:30 pm": morning times stand bare because the day track is the usual one.
#[must_use]
pub fn time(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match hour {
        0 => format!("12:{minute:02} am"),
        1..=11 => format!("{hour}:{minute:02}"),
        12 => format!("12:{minute:02} pm"),
        _ => format!("{}:{minute:02} pm", hour - 12),
    }
}

/// "9:00 to 10:15", "11:30 to 12:45 pm".
#[must_use]
pub fn span(start: Time, end: Time) -> String {
    let first = self::time(start);
    let last = self::time(end);
    let first = if last.ends_with(" pm") { first.trim_end_matches(" pm") } else { &first };
    format!("{first} to {last}")
}

pub use vocabulary::day::{long_day, short_day};

/// "Mar 12, 2026": where the year matters.
#[must_use]
pub fn full_day(day: Date) -> String {
    day.strftime("%b %-d, %Y").to_string()
}

/// Minutes as hours with at most one needed decimal: 540 is "9", 270 is "4.5", 200 is "3.3".
#[must_use]
pub fn hours(minutes: u32) -> String {
    let tenths = (minutes * 10 + 30) / 60;
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Cents as dollars: 123_456 is "$1,234.56"; less than nothing has a minus before it.
#[must_use]
pub fn dollars(cents: i64) -> String {
    let whole = (cents.unsigned_abs() / 100).to_string();
    let sign = if cents < 0 { "−" } else { "" };
    format!("{sign}${}.{:02}", thousands(&whole), cents.unsigned_abs() % 100)
}

/// Cents as whole dollars for headings: "$1,235".
#[must_use]
pub fn round_dollars(cents: i64) -> String {
    let sign = if cents < 0 { "−" } else { "" };
    format!("{sign}${}", thousands(&((cents.unsigned_abs() + 50) / 100).to_string()))
}

/// "1 note", "3 notes".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(&number.to_string()), if number == 1 { one } else { many })
}

/// "one, two and three" from its parts.
#[must_use]
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "MD" from "Marcus Dwyer": the first letters of the first and last word.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The same with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What another says in passing as a sentence of its own: "write the day as year-month-day" is "Write the day as year-month-day."
pub(crate) fn sentence(said: impl std::fmt::Display) -> String {
    let said = said.to_string();
    let end = (!said.ends_with(['.', '?', '!', '”'])).then_some('.');
    let mut letters = said.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(end).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_say_them() {
        let at = |hour, minute| Time::constant(hour, minute, 0, 0);
        let said = [at(0, 5), at(9, 0), at(12, 15), at(17, 30)].map(time);
        assert_eq!(said, ["12:05 am", "9:00", "12:15 pm", "5:30 pm"]);
        assert_eq!(span(at(9, 0), at(10, 15)), "9:00 to 10:15");
        assert_eq!(span(at(17, 30), at(18, 45)), "5:30 to 6:45 pm");
    }

    #[test]
    fn a_remark_becomes_a_sentence_and_a_sentence_stays() {
        let said = ["write the day", "Choose one.", "Who is it?", "", "élan vital"].map(sentence);
        assert_eq!(said, ["Write the day.", "Choose one.", "Who is it?", "", "Élan vital."]);
    }

    #[test]
    fn the_first_letter_becomes_a_capital() {
        assert_eq!(["so that", "élan", "PHQ-9", ""].map(capital), ["So that", "Élan", "PHQ-9", ""]);
    }

    #[test]
    fn days_show_their_weekday() {
        let day = Date::constant(2026, 3, 12);
        assert_eq!(long_day(day), "Thursday, March 12");
        assert_eq!(short_day(day), "Thu Mar 12");
        assert_eq!(full_day(day), "Mar 12, 2026");
    }

    #[test]
    fn minutes_become_hours_with_a_decimal_only_when_needed() {
        assert_eq!([540, 270, 200, 0].map(hours), ["9", "4.5", "3.3", "0"]);
    }

    #[test]
    fn money_has_its_cents_and_its_thousands() {
        assert_eq!([123_456, 5, -250, 100_000_000].map(dollars), ["$1,234.56", "$0.05", "−$2.50", "$1,000,000.00"]);
        assert_eq!(round_dollars(123_456), "$1,235");
    }

    #[test]
    fn counts_lists_and_initials() {
        assert_eq!(count(1, "note", "notes"), "1 note");
        assert_eq!(count(1200, "note", "notes"), "1,200 notes");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!([initials("Marcus Dwyer"), initials("Inês"), initials("Ana María Cruz")], ["MD", "I", "AC"]);
    }
}
