//! A stretch of segments from which things are taken one by one. What nobody took is reported: nothing is dropped in silence.

use std::cell::Cell;

use jiff::civil::{Date, DateTime, Time};

use crate::Segment;
use crate::reader::Faults;

/// Segments of one loop and which of them have been understood.
pub(crate) struct Part<'a> {
    /// The segment at which the loop begins; problems of absence are noted there.
    pub(crate) head: &'a Segment,
    rest: Vec<(&'a Segment, Cell<bool>)>,
}

impl<'a> Part<'a> {
    /// The segments of a loop, the first being its head; `None` for no segments.
    pub(crate) fn of(segments: &'a [Segment]) -> Option<Self> {
        let (head, rest) = segments.split_first()?;
        Some(Self::of_head(head, rest))
    }

    /// The segments of a loop with its head apart.
    pub(crate) fn of_head(head: &'a Segment, rest: &'a [Segment]) -> Self {
        Self { head, rest: rest.iter().map(|segment| (segment, Cell::new(false))).collect() }
    }

    /// Takes the first untaken segment with this id whose first element (or its first component) is `first`; `""` takes any.
    pub(crate) fn one(&self, id: &str, first: &str) -> Option<&'a Segment> {
        let (segment, taken) = self.rest.iter().find(|(segment, taken)| !taken.get() && fits(segment, id, first))?;
        taken.set(true);
        Some(segment)
    }

    /// As [`Part::one`], and a problem when there is none.
    pub(crate) fn need(&self, id: &str, first: &str, faults: &mut Faults) -> Option<&'a Segment> {
        let found = self.one(id, first);
        if found.is_none() {
            let which = if first.is_empty() { id.to_owned() } else { format!("{id} {first}") };
            faults.at(self.head, None, format!("needs a segment {which} in its loop"));
        }
        found
    }

    /// Takes every such segment.
    pub(crate) fn all(&self, id: &str, first: &str) -> Vec<&'a Segment> {
        let fitting = self.rest.iter().filter(|(segment, taken)| !taken.get() && fits(segment, id, first));
        fitting.inspect(|(_, taken)| taken.set(true)).map(|(segment, _)| *segment).collect()
    }

    /// Takes an NM1 with its role, and a view on the untaken segments after it up to the next NM1.
    pub(crate) fn party(&self, role: &str) -> Option<(&'a Segment, Party<'_, 'a>)> {
        let at = self.rest.iter().position(|(segment, taken)| !taken.get() && fits(segment, "NM1", role))?;
        let (name, taken) = self.rest.get(at)?;
        taken.set(true);
        let after = self.rest.get(at + 1..).unwrap_or_default();
        let end = after.iter().position(|(segment, _)| segment.id == "NM1").unwrap_or(after.len());
        Some((name, Party(after.get(..end).unwrap_or_default())))
    }

    /// Reports every segment that was not taken.
    pub(crate) fn finish(self, faults: &mut Faults) {
        for (segment, taken) in &self.rest {
            if !taken.get() {
                faults.at(segment, None, "is not understood at this place, or stands there twice");
            }
        }
    }
}

/// The segments that belong to one NM1.
pub(crate) struct Party<'p, 'a>(&'p [(&'a Segment, Cell<bool>)]);

impl<'a> Party<'_, 'a> {
    /// As [`Part::one`].
    pub(crate) fn one(&self, id: &str, first: &str) -> Option<&'a Segment> {
        let (segment, taken) = self.0.iter().find(|(segment, taken)| !taken.get() && fits(segment, id, first))?;
        taken.set(true);
        Some(segment)
    }

    /// Whether such a segment is there, taken or not.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|(segment, _)| segment.id == id)
    }
}

fn fits(segment: &Segment, id: &str, first: &str) -> bool {
    segment.id == id && (first.is_empty() || segment.component(1, 1) == first)
}

/// Reports elements that hold something this reader would lose.
pub(crate) fn only(segment: &Segment, known: &[usize], faults: &mut Faults) {
    for (at, element) in segment.elements().enumerate() {
        if !element.is_empty() && !known.contains(&(at + 1)) {
            faults.at(segment, Some(at + 1), "is filled, but not understood here");
        }
    }
}

/// Reports an element that is not the fixed value it must be.
pub(crate) fn fixed(segment: &Segment, number: usize, value: &str, faults: &mut Faults) {
    if segment.element(number) != value {
        faults.at(segment, Some(number), format!("must be {value}"));
    }
}

/// The value of a REF: its qualifier is known, and it holds nothing else.
pub(crate) fn reference(segment: &Segment, faults: &mut Faults) -> Option<String> {
    only(segment, &[1, 2], faults);
    text(segment, 2)
}

/// The taxonomy code of a PRV.
pub(crate) fn taxonomy(prv: &Segment, faults: &mut Faults) -> String {
    only(prv, &[1, 2, 3], faults);
    fixed(prv, 2, "PXC", faults);
    prv.element(3).to_owned()
}

/// The text of an element, `None` when empty.
pub(crate) fn text(segment: &Segment, number: usize) -> Option<String> {
    Some(segment.element(number)).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A code of one of our lists.
pub(crate) fn code<T>(segment: &Segment, number: usize, parse: impl Fn(&str) -> Option<T>, faults: &mut Faults) -> Option<T> {
    let found = parse(segment.element(number));
    if found.is_none() {
        faults.at(segment, Some(number), "holds a code that is not known here");
    }
    found
}

/// A date in the form year, month, day without separators.
pub(crate) fn date(segment: &Segment, number: usize, faults: &mut Faults) -> Option<Date> {
    let found = parse_date(segment.element(number));
    if found.is_none() {
        faults.at(segment, Some(number), "is not a date");
    }
    found
}

/// Two dates with a hyphen between.
pub(crate) fn period(segment: &Segment, number: usize, faults: &mut Faults) -> Option<(Date, Date)> {
    let found = segment.element(number).split_once('-').and_then(|(from, to)| Some((parse_date(from)?, parse_date(to)?)));
    if found.is_none() {
        faults.at(segment, Some(number), "is not a period of two dates");
    }
    found
}

/// A date in one element and a time in the next.
pub(crate) fn moment(segment: &Segment, number: usize, faults: &mut Faults) -> Option<DateTime> {
    let day = date(segment, number, faults)?;
    let time = parse_time(segment.element(number + 1));
    if time.is_none() {
        faults.at(segment, Some(number + 1), "is not a time");
    }
    time.map(|time| day.to_datetime(time))
}

/// `20250224`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    Date::new(part(0, 4)?, i8::try_from(part(4, 6)?).ok()?, i8::try_from(part(6, 8)?).ok()?).ok()
}

/// `0930`, with or without seconds; seconds are not kept.
pub(crate) fn parse_time(text: &str) -> Option<Time> {
    if !matches!(text.len(), 4 | 6 | 8) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Time::new(text.get(0..2)?.parse().ok()?, text.get(2..4)?.parse().ok()?, 0, 0).ok()
}

/// Whole cents; at most two digits after the point.
pub(crate) fn cents(segment: &Segment, number: usize, faults: &mut Faults) -> Option<i64> {
    let found = parse_cents(segment.element(number));
    if found.is_none() {
        faults.at(segment, Some(number), "is not an amount of money");
    }
    found
}

pub(crate) fn parse_cents(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.len() <= 10 && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let dollars: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    Some(dollars * 100 + cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        for (text, cents) in [("975.00", 97_500), ("975", 97_500), ("975.5", 97_550), (".5", 50), ("0", 0)] {
            assert_eq!(parse_cents(text), Some(cents), "{text}");
        }
        for wrong in ["", ".", "-5", "1.234", "1e3", "1,000", "99999999999"] {
            assert_eq!(parse_cents(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_are_read_strictly() {
        assert!(parse_date("20240229").is_some());
        for wrong in ["20250229", "2025022", "2025-2-4", "202502244", "20251301", ""] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
        assert!(parse_time("0930").is_some() && parse_time("093059").is_some());
        assert!(parse_time("2460").is_none() && parse_time("930").is_none());
    }
}
