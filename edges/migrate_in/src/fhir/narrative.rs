//! Words of a bundle: XHTML to plain lines, the sections of a composition, and texts that stand for themselves.

use crate::document;
use crate::substance;

use super::datatype::{CodeableConcept, Narrative, Reference, said, twins};
use super::reading::Reading;

/// Nested sections that are followed.
const MAX_LEVELS: usize = 12;
/// Elements that begin a new line.
const BREAKS: [&str; 21] = [
    "p", "div", "br", "tr", "li", "ul", "ol", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr",
];

twins! {
    /// A section of a composition.
    Section {
        title: Option<String>, code: Option<CodeableConcept>, text: Option<Narrative>, entry: Vec<Reference>,
        section: Vec<Section>,
    }
}

/// Reads sections in reading order, nested ones after their parent.
pub(super) fn sections(reading: &mut Reading<'_, '_>, path: &str, sent: &[Section]) {
    for (number, section) in (1_usize..).zip(sent) {
        one(reading, &format!("{path} / section {number}"), section, 0);
    }
}

fn one(reading: &mut Reading<'_, '_>, path: &str, section: &Section, level: usize) {
    let words = section.text.as_ref().and_then(|text| text.div.as_deref()).map(plain).unwrap_or_default();
    let title = said(&section.title).or_else(|| section.code.as_ref().and_then(CodeableConcept::words));
    let loinc = section.code.as_ref().and_then(CodeableConcept::code);
    push(reading, loinc, title, words, section.entry.len(), has_entries(section, 0));
    if level >= MAX_LEVELS && !section.section.is_empty() {
        reading.unread(path, "sections nested deeper than any document; not read");
        return;
    }
    for (number, inner) in (1_usize..).zip(&section.section) {
        one(reading, &format!("{path}.{number}"), inner, level + 1);
    }
}

fn has_entries(section: &Section, level: usize) -> bool {
    !section.entry.is_empty() || (level < MAX_LEVELS && section.section.iter().any(|inner| has_entries(inner, level + 1)))
}

/// A text that stands for itself: a note, a report, an answered form.
pub(super) fn text(reading: &mut Reading<'_, '_>, loinc: Option<String>, title: Option<String>, words: String) {
    if !words.trim().is_empty() {
        push(reading, loinc, title, words, 0, false);
    }
}

fn push(
    reading: &mut Reading<'_, '_>,
    loinc: Option<String>,
    title: Option<String>,
    words: String,
    entries: usize,
    has_entries: bool,
) {
    let chars = words.chars().filter(|letter| *letter != '\n').count();
    reading.document.sections.push(document::Section {
        loinc,
        title,
        entries,
        is_narrative_only: !has_entries && !words.is_empty(),
        mentions_substance_use: substance::speaks(&words),
        narrative_chars: chars,
        narrative: words,
    });
}

/// XHTML or HTML as plain lines: tags are left out, blocks begin a line, cells are separated by ` | `. One pass; nothing is executed
/// or fetched, and what is no tag stays as it is.
pub(super) fn plain(sent: &str) -> String {
    let mut lines = Lines::default();
    let mut rest = sent;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        lines.push(before);
        // A sign that begins no tag is a sign: "< 5 drinks".
        if !tag.get(1..).unwrap_or_default().starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next)) {
            lines.push("<");
            rest = tag.get(1..).unwrap_or_default();
            continue;
        }
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((inside, after)) = tag.get(1..).unwrap_or_default().split_once('>') else {
            rest = "";
            continue;
        };
        rest = after;
        let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if (name == "script" || name == "style") && !inside.starts_with('/') && !inside.ends_with('/') {
            let end = format!("</{name}");
            rest = after.find(&end).and_then(|at| after.get(at..)).unwrap_or("");
        } else if BREAKS.contains(&name.as_str()) {
            lines.end();
        } else if (name == "td" || name == "th") && !inside.starts_with('/') {
            lines.cell();
        }
    }
    lines.push(rest);
    lines.end();
    lines.all.join("\n")
}

#[derive(Default)]
struct Lines {
    all: Vec<String>,
    line: String,
}

impl Lines {
    fn push(&mut self, text: &str) {
        self.line.push_str(&unescaped(text));
    }

    fn cell(&mut self) {
        if !self.line.trim().is_empty() {
            self.line.push_str(" | ");
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line).split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            self.all.push(line);
        }
    }
}

/// The named and numbered letters that senders use; others stay as written.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.char_indices().take(12).find(|(_, letter)| *letter == ';').map(|(end, _)| end);
        let letter = end.and_then(|end| from.get(1..end)).and_then(letter);
        match (letter, end) {
            (Some(letter), Some(end)) => {
                out.push(letter);
                rest = from.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn letter(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| !letter.is_control() || letter.is_whitespace())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xhtml_becomes_lines_and_nothing_in_it_is_run() {
        for (sent, lines) in [
            ("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>One &amp; two</p><p>three</p></div>", "One & two\nthree"),
            ("<table><tr><td>Drug</td><td>Dose</td></tr><tr><td>x</td><td>1&#160;mg</td></tr></table>", "Drug | Dose\nx | 1 mg"),
            ("<script>alert(1)</script>plain<br/>next<!-- hidden -->", "plain\nnext"),
            ("3 < 4 and <b>bold", "3 < 4 and bold"),
            ("&unknown; & &#0; &#xD800;", "&unknown; & &#0; &#xD800;"),
            ("", ""),
        ] {
            assert_eq!(plain(sent), lines, "{sent}");
        }
    }
}
