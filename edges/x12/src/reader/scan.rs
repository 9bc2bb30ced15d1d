//! Bytes to segments. ISA has 106 fixed characters and announces the delimiters for everything up to the next ISA.

use super::{Faults, Limits, is_segment_id};
use crate::{Delimiters, Segment};

/// Where ISA has its element separators.
const SEPARATORS: [usize; 16] = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

/// Every segment that can be told apart.
pub(super) fn segments(bytes: &[u8], limits: &Limits, faults: &mut Faults) -> Vec<Segment> {
    if bytes.len() > limits.bytes {
        faults.say_lost(0, "?", format!("the file is larger than {} bytes and was not read", limits.bytes));
        return Vec::new();
    }
    let mut scanner = Scanner { rest: bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), delimiters: None, position: 0 };
    let mut segments = Vec::new();
    while let Some(found) = scanner.next(limits, faults) {
        if segments.len() >= limits.segments {
            faults.say_lost(
                scanner.position,
                "?",
                format!("the file has more than {} segments; the rest was not read", limits.segments),
            );
            break;
        }
        segments.extend(found);
    }
    if scanner.position == 0 {
        faults.say_lost(0, "?", "the file is empty");
    }
    segments
}

struct Scanner<'a> {
    rest: &'a [u8],
    delimiters: Option<Delimiters>,
    position: usize,
}

impl Scanner<'_> {
    /// The next segment; `Some(None)` where one was unreadable, `None` at the end.
    fn next(&mut self, limits: &Limits, faults: &mut Faults) -> Option<Option<Segment>> {
        self.rest = self.rest.trim_ascii_start();
        if self.rest.is_empty() {
            return None;
        }
        self.position += 1;
        if self.rest.starts_with(b"ISA") {
            return self.header(faults).map(Some);
        }
        let Some(delimiters) = self.delimiters else {
            faults.say_lost(self.position, "?", "the file does not begin with ISA: it is not an X12 interchange");
            self.rest = &[];
            return None;
        };
        let end = self.rest.iter().position(|byte| char::from(*byte) == delimiters.terminator);
        let (raw, rest) = match end {
            Some(at) => (self.rest.get(..at), self.rest.get(at + 1..)),
            None => {
                faults.say_lost(self.position, "?", "the last segment has no end mark: the file is cut off");
                (Some(self.rest), None)
            }
        };
        self.rest = rest.unwrap_or_default();
        Some(self.split(raw.unwrap_or_default(), delimiters, limits, faults))
    }

    fn split(&self, raw: &[u8], delimiters: Delimiters, limits: &Limits, faults: &mut Faults) -> Option<Segment> {
        if raw.len() > limits.segment_bytes {
            faults.say_lost(
                self.position,
                "?",
                format!("the segment is longer than {} bytes and was left out", limits.segment_bytes),
            );
            return None;
        }
        let unwrapped: Vec<u8> = raw.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
        let text = String::from_utf8_lossy(&unwrapped);
        let (id, elements) = text.split_once(delimiters.element).unwrap_or((&text, ""));
        if text.is_empty() {
            faults.say(self.position, "?", None, "there is an empty segment: two end marks in a row");
            return None;
        }
        if !is_segment_id(id) {
            faults.say_lost(self.position, "?", "the segment has no proper id and was left out");
            return None;
        }
        let segment = Segment { id: id.to_owned(), text: elements.to_owned(), position: self.position, delimiters };
        letters(&segment, faults);
        Some(segment)
    }

    /// ISA: fixed width, wherever lines are broken.
    fn header(&mut self, faults: &mut Faults) -> Option<Segment> {
        let mut text: Vec<u8> = Vec::with_capacity(105);
        let mut used = 0;
        for byte in self.rest {
            if text.len() == 105 {
                break;
            }
            used += 1;
            if !matches!(byte, b'\r' | b'\n') {
                text.push(*byte);
            }
        }
        let tail = self.rest.get(used..).unwrap_or_default();
        let terminator = terminator(tail);
        let Some((delimiters, after)) = terminator.and_then(|(mark, after)| Some((announced(&text, mark)?, after))) else {
            faults.say_lost(
                self.position,
                "ISA",
                "the ISA segment does not have its fixed 106 characters, or its delimiters clash; nothing after it was read",
            );
            self.rest = &[];
            return None;
        };
        self.rest = tail.get(after..).unwrap_or_default();
        self.delimiters = Some(delimiters);
        let line = String::from_utf8_lossy(&text);
        let elements: Vec<&str> = line.split(delimiters.element).skip(1).map(str::trim).collect();
        let text = elements.join(&delimiters.element.to_string());
        let segment = Segment { id: "ISA".to_owned(), text, position: self.position, delimiters };
        letters(&segment, faults);
        Some(segment)
    }
}

/// The end mark after ISA16 and how many bytes it takes. A line break counts as the mark only when nothing else does.
fn terminator(tail: &[u8]) -> Option<(u8, usize)> {
    let breaks = tail.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    match (tail.first(), tail.get(breaks)) {
        (Some(first), _) if breaks == 0 => Some((*first, 1)),
        (Some(_), Some(next)) if !next.is_ascii_alphanumeric() => Some((*next, breaks + 1)),
        (Some(_), _) => Some((b'\n', breaks)),
        (None, _) => None,
    }
}

/// The delimiters, if ISA has its shape and they differ from each other and from letters and digits.
fn announced(isa: &[u8], terminator: u8) -> Option<Delimiters> {
    let element = *isa.get(3)?;
    let (repetition, component) = (*isa.get(82)?, *isa.get(104)?);
    let shaped = isa.iter().enumerate().all(|(at, byte)| (*byte == element) == SEPARATORS.contains(&at));
    let marks = [element, repetition, component, terminator];
    let apart = marks.iter().enumerate().all(|(at, mark)| !marks.iter().take(at).any(|before| before == mark));
    let plain = marks.iter().all(|mark| mark.is_ascii() && !mark.is_ascii_alphanumeric() && *mark != b' ');
    (shaped && apart && plain).then(|| Delimiters {
        element: char::from(element),
        component: char::from(component),
        repetition: char::from(repetition),
        terminator: char::from(terminator),
    })
}

/// X12 data is printable ASCII.
fn letters(segment: &Segment, faults: &mut Faults) {
    let marks = segment.delimiters;
    let known = |c: char| c.is_ascii_graphic() || c == ' ' || c == marks.component || c == marks.repetition;
    for (at, element) in segment.elements().enumerate() {
        if !element.chars().all(known) {
            faults.at(segment, Some(at + 1), "holds a character outside the X12 set");
        }
    }
    if segment.text.ends_with(marks.element) {
        faults.at(segment, Some(segment.elements().count()), "is an empty element at the end of the segment");
    }
}
