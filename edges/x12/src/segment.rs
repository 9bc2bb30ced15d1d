//! A segment as it stood in the file, and the delimiters the file announced.

use std::fmt;

/// The four characters that structure an interchange. ISA announces them; any file may choose its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiters {
    /// Between elements, usually `*`.
    pub element: char,
    /// Between the components of an element (ISA16), usually `:`.
    pub component: char,
    /// Between repetitions of an element (ISA11), usually `^`.
    pub repetition: char,
    /// After a segment, usually `~`; a line feed is allowed.
    pub terminator: char,
}

/// One segment. `Debug` shows where it stood, not what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct Segment {
    /// Two or three letters and digits: `CLM`.
    pub id: String,
    /// Everything after the id and its separator, as it stood. Kept whole: a file of a million tiny elements stays small.
    pub text: String,
    /// Its place in the file, counted from 1.
    pub position: usize,
    /// The delimiters in force.
    pub delimiters: Delimiters,
}

impl Segment {
    /// Element `number`, counted from 1 as the guides do; empty when absent.
    #[must_use]
    pub fn element(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|at| self.elements().nth(at)).unwrap_or("")
    }

    /// The elements in order, the first being element 01.
    pub fn elements(&self) -> impl Iterator<Item = &str> {
        let some = !self.text.is_empty();
        self.text.split(self.delimiters.element).take(if some { usize::MAX } else { 0 })
    }

    /// Component `part` (from 1) of element `number`; empty when absent.
    #[must_use]
    pub fn component(&self, number: usize, part: usize) -> &str {
        let Some(at) = part.checked_sub(1) else { return "" };
        self.components(number).nth(at).unwrap_or("")
    }

    /// The components of an element, in order.
    pub fn components(&self, number: usize) -> impl Iterator<Item = &str> {
        self.element(number).split(self.delimiters.component)
    }

    /// The repetitions of an element, in order.
    pub fn repetitions(&self, number: usize) -> impl Iterator<Item = &str> {
        self.element(number).split(self.delimiters.repetition)
    }
}

impl fmt::Debug for Segment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Segment({} at {}, {} elements)", self.id, self.position, self.elements().count())
    }
}
