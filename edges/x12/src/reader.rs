//! Reads any X12 interchange: bytes to segments (`scan`) to interchanges, groups and transactions (`assemble`). Strict: every
//! count and control number is compared. Whatever is wrong is reported with its place and the rest is still read; no input
//! makes it panic, and nothing of the data is repeated in a problem.

use crate::{Delimiters, Segment};

mod assemble;
mod scan;

/// What was read, and everything that was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The interchanges, as far as they could be understood.
    pub interchanges: Vec<Interchange>,
    /// Empty for a file in order.
    pub problems: Vec<ReadProblem>,
}

/// ISA to IEA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interchange {
    /// The ISA segment, blanks at the ends of its elements removed.
    pub header: Segment,
    /// TA1 segments that stand before the first group.
    pub acknowledgments: Vec<Segment>,
    /// The functional groups.
    pub groups: Vec<Group>,
}

/// GS to GE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The GS segment.
    pub header: Segment,
    /// The transaction sets.
    pub transactions: Vec<Transaction>,
}

/// ST to SE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// The ST segment.
    pub header: Segment,
    /// Everything between ST and SE.
    pub segments: Vec<Segment>,
}

/// One thing wrong in a file that was read. Says where and what, never the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("segment {segment} ({id}){}: {text}", self.element.map(|n| format!(", element {n:02}")).unwrap_or_default())]
pub struct ReadProblem {
    /// Place of the segment in the file, counted from 1; 0 for the file as a whole.
    pub segment: usize,
    /// Its id, `?` when it has no proper one.
    pub id: String,
    /// The element, counted from 1.
    pub element: Option<usize>,
    /// What is wrong, as a sentence without an end mark.
    pub text: String,
    /// Whether something of the file is gone, so that it must not be taken for whole: it is cut off, or counts what is not there.
    pub is_loss: bool,
}

/// How much a file may ask of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file.
    pub bytes: usize,
    /// Bytes of one segment.
    pub segment_bytes: usize,
    /// Segments in the file.
    pub segments: usize,
    /// Claims in a claim file.
    pub claims: usize,
    /// Problems that are listed; the rest is only counted.
    pub problems: usize,
}

impl Default for Limits {
    /// 32 MiB, 2 KiB a segment, 500,000 segments, 10,000 claims, 200 problems: twice the largest batch that payers take.
    fn default() -> Self {
        Self { bytes: 32 << 20, segment_bytes: 2 << 10, segments: 500_000, claims: 10_000, problems: 200 }
    }
}

impl Interchange {
    /// The delimiters of this interchange.
    #[must_use]
    pub fn delimiters(&self) -> Delimiters {
        self.header.delimiters
    }
}

/// Reads a file that holds one or more interchanges. Line breaks between segments, and inside wrapped ones, do not matter.
#[must_use]
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut faults = Faults::new(limits.problems);
    let interchanges = read_into(bytes, limits, &mut faults);
    Reading { interchanges, problems: faults.finish() }
}

/// As [`read`], for readers that find problems of their own.
pub(crate) fn read_into(bytes: &[u8], limits: &Limits, faults: &mut Faults) -> Vec<Interchange> {
    let segments = scan::segments(bytes, limits, faults);
    assemble::interchanges(segments, faults)
}

/// Collects problems up to a limit and counts the rest.
pub(crate) struct Faults {
    found: Vec<ReadProblem>,
    most: usize,
    more: usize,
}

impl Faults {
    pub(crate) fn new(most: usize) -> Self {
        Self { found: Vec::new(), most, more: 0 }
    }

    /// Notes a problem of a segment, or of one of its elements.
    pub(crate) fn at(&mut self, segment: &Segment, element: Option<usize>, text: impl Into<String>) {
        self.say(segment.position, &segment.id, element, text);
    }

    /// As [`Faults::at`], for a problem that means that something is gone.
    pub(crate) fn lost(&mut self, segment: &Segment, element: Option<usize>, text: impl Into<String>) {
        self.note(segment.position, &segment.id, element, text.into(), true);
    }

    /// As [`Faults::say`], for a problem that means that something is gone.
    pub(crate) fn say_lost(&mut self, segment: usize, id: &str, text: impl Into<String>) {
        self.note(segment, id, None, text.into(), true);
    }

    /// Notes a problem at a place in the file.
    pub(crate) fn say(&mut self, segment: usize, id: &str, element: Option<usize>, text: impl Into<String>) {
        self.note(segment, id, element, text.into(), false);
    }

    /// What is lost is listed whatever else is: it decides about the file.
    fn note(&mut self, segment: usize, id: &str, element: Option<usize>, text: String, is_loss: bool) {
        let is_first_loss = is_loss && !self.found.iter().any(|problem| problem.is_loss);
        if is_first_loss && self.found.len() >= self.most && self.found.pop().is_some() {
            self.more += 1;
        }
        if self.found.len() < self.most {
            let id = if is_segment_id(id) { id } else { "?" };
            self.found.push(ReadProblem { segment, id: id.to_owned(), element, text, is_loss });
        } else {
            self.more += 1;
        }
    }

    /// Everything in the order of the file.
    pub(crate) fn finish(mut self) -> Vec<ReadProblem> {
        self.found.sort_by_key(|problem| problem.segment);
        if self.more > 0 {
            let text = format!("and {} more problems that are not listed", self.more);
            self.found.push(ReadProblem { segment: 0, id: "?".to_owned(), element: None, text, is_loss: false });
        }
        self.found
    }
}

/// A letter and one or two letters or digits, upper case.
pub(crate) fn is_segment_id(id: &str) -> bool {
    (2..=3).contains(&id.len())
        && id.starts_with(|c: char| c.is_ascii_uppercase())
        && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
