//! Segments on their way out. The only place where delimiters are written; whatever the data holds, none slips through.

use jiff::civil::Date;

pub(crate) const ELEMENT: char = '*';
pub(crate) const COMPONENT: char = ':';
pub(crate) const REPETITION: char = '^';
pub(crate) const TERMINATOR: char = '~';

/// One segment being written.
pub(crate) struct Draft(String);

impl Draft {
    /// Begins a segment.
    pub(crate) fn new(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// Adds an element.
    pub(crate) fn el(mut self, value: impl AsRef<str>) -> Self {
        self.0.push(ELEMENT);
        self.0.extend(value.as_ref().chars().map(harmless));
        self
    }

    /// Adds an element that may be absent.
    pub(crate) fn maybe(self, value: Option<&str>) -> Self {
        self.el(value.unwrap_or_default())
    }

    /// Leaves elements empty.
    pub(crate) fn gap(mut self, count: usize) -> Self {
        self.0.extend(std::iter::repeat_n(ELEMENT, count));
        self
    }

    /// Adds an element that is repeated.
    pub(crate) fn repeats<'a>(mut self, parts: impl IntoIterator<Item = &'a String>) -> Self {
        let written: Vec<String> = parts.into_iter().map(|part| part.chars().map(harmless).collect()).collect();
        self.0.push(ELEMENT);
        self.0.push_str(&written.join(&REPETITION.to_string()));
        self
    }

    /// Adds an element of several components, empty ones at the end left out.
    pub(crate) fn parts<'a>(mut self, parts: impl IntoIterator<Item = &'a str>) -> Self {
        let written: Vec<String> = parts.into_iter().map(|part| part.chars().map(harmless).collect()).collect();
        self.0.push(ELEMENT);
        self.0.push_str(written.join(&COMPONENT.to_string()).trim_end_matches(COMPONENT));
        self
    }
}

fn harmless(c: char) -> char {
    if [ELEMENT, COMPONENT, REPETITION, TERMINATOR].contains(&c) || !(c.is_ascii_graphic() || c == ' ') { ' ' } else { c }
}

/// The bytes written so far, counting segments for SE01.
#[derive(Default)]
pub(crate) struct Sink {
    out: Vec<u8>,
    segments: usize,
}

impl Sink {
    /// Writes a segment without the empty elements at its end.
    pub(crate) fn put(&mut self, draft: Draft) {
        self.exact(draft.0.trim_end_matches(ELEMENT));
    }

    /// Writes a segment as it stands; only ISA needs this.
    pub(crate) fn exact(&mut self, segment: &str) {
        self.out.extend_from_slice(segment.as_bytes());
        self.out.push(TERMINATOR as u8);
        self.out.push(b'\n');
        self.segments += 1;
    }

    /// Starts counting segments anew.
    pub(crate) fn restart_count(&mut self) {
        self.segments = 0;
    }

    /// Segments written since the count was restarted.
    pub(crate) fn count(&self) -> usize {
        self.segments
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.out
    }
}

/// `20250224`.
pub(crate) fn date(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// `325.00`: whole cents, never a floating-point number.
pub(crate) fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let all = cents.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_delimiter_in_the_data_never_reaches_the_wire() {
        let mut sink = Sink::default();
        sink.put(Draft::new("NM1").el("A*B~C:D^E\n").parts(["HC", "H0015:X", "", ""]).gap(3));
        assert_eq!(String::from_utf8(sink.bytes()).unwrap(), "NM1*A B C D E *HC:H0015 X~\n");
    }

    #[test]
    fn money_is_written_from_whole_cents() {
        assert_eq!([money(32_500), money(5), money(-50)], ["325.00", "0.05", "-0.50"]);
    }
}
