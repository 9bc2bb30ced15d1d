//! Whole-minute intervals. Every instant is read to the minute, as a wall clock shows it, so that anyone who
//! subtracts the printed times gets the credited figure (OP-09).

use jiff::Timestamp;

/// A stretch of time from `start` up to, not including, `end`. Instants in UTC.
///
/// A stretch whose end is not after its start is empty; it never counts backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it starts.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

impl Span {
    /// The stretch between two instants.
    #[must_use]
    pub fn new(start: Timestamp, end: Timestamp) -> Self {
        Self { start, end }
    }

    /// Its length in whole minutes, zero if it is empty.
    #[must_use]
    pub fn minutes(self) -> i64 {
        Minutes::from(self).len()
    }
}

/// A half-open range of minutes since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Minutes {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl From<Span> for Minutes {
    fn from(span: Span) -> Self {
        Self { start: minute_of(span.start), end: minute_of(span.end) }
    }
}

impl Minutes {
    pub(super) fn len(self) -> i64 {
        (self.end - self.start).max(0)
    }

    fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// The minute an instant falls in, counted since 1970; seconds are dropped on both sides of the epoch.
pub(super) fn minute_of(instant: Timestamp) -> i64 {
    instant.as_second().div_euclid(60)
}

/// Sorted, separate, non-empty ranges that cover exactly the same minutes.
pub(super) fn union(ranges: impl IntoIterator<Item = Minutes>) -> Vec<Minutes> {
    let mut sorted: Vec<Minutes> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
    sorted.sort_unstable();
    let mut joined: Vec<Minutes> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// What of `left` lies inside `right`. Both must be unions.
pub(super) fn intersection(left: &[Minutes], right: &[Minutes]) -> Vec<Minutes> {
    let mut common = Vec::new();
    for a in left {
        for b in right {
            let both = Minutes { start: a.start.max(b.start), end: a.end.min(b.end) };
            if !both.is_empty() {
                common.push(both);
            }
        }
    }
    union(common)
}

/// What of `whole` lies outside `taken`. Both must be unions.
pub(super) fn difference(whole: &[Minutes], taken: &[Minutes]) -> Vec<Minutes> {
    let mut rest = Vec::new();
    for range in whole {
        let mut start = range.start;
        for hole in taken.iter().filter(|hole| hole.end > range.start && hole.start < range.end) {
            rest.push(Minutes { start, end: hole.start });
            start = start.max(hole.end);
        }
        rest.push(Minutes { start, end: range.end });
    }
    union(rest)
}

/// The minutes in a union.
pub(super) fn total(ranges: &[Minutes]) -> i64 {
    ranges.iter().map(|range| range.len()).sum()
}
