//! A cheap walk over the tags before anything is built: refuses document type declarations, deep nesting, and the
//! attribute and name space floods that would make a parser slow or hungry. One pass, no recursion, no allocation but
//! one small number a level.

use crate::{Reason, Refusal};

/// Nesting of elements. Real documents stay under 50.
const MAX_DEPTH: usize = 200;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 200;
/// Attributes of the whole file.
const MAX_ALL_ATTRIBUTES: usize = 2_000_000;
/// Name spaces in force at one element.
const MAX_NAMESPACES: usize = 256;
/// Name spaces in force, summed over the elements that declare any: what a parser copies.
const MAX_NAMESPACE_COPIES: usize = 10_000_000;

/// Walks the tags of a text. `Ok` means that the text may be given to the parser, not that it is well-formed.
pub(crate) fn check(text: &str) -> Result<(), Refusal> {
    Walk { text, at: 0, open: Vec::new(), attributes: 0, copies: 0 }.run()
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    /// Name spaces in force at each open element.
    open: Vec<usize>,
    attributes: usize,
    copies: usize,
}

impl Walk<'_> {
    fn run(mut self) -> Result<(), Refusal> {
        let mut has_element = false;
        while let Some(next) = self.rest().find('<') {
            self.at += next;
            if self.starts("<!--") {
                self.past("<!--", "-->")?;
            } else if self.starts("<![CDATA[") {
                self.past("<![CDATA[", "]]>")?;
            } else if self.starts("<!") {
                return Err(self.declaration());
            } else if self.starts("<?") {
                self.past("<?", "?>")?;
            } else if self.starts("</") {
                self.past("</", ">")?;
                if self.open.pop().is_none() {
                    return Err(self.refusal(Reason::NotWellFormed));
                }
            } else {
                self.start_tag()?;
                has_element = true;
            }
        }
        if self.open.is_empty() && has_element { Ok(()) } else { Err(self.unfinished(has_element)) }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn starts(&self, with: &str) -> bool {
        self.rest().starts_with(with)
    }

    fn past(&mut self, open: &str, close: &str) -> Result<(), Refusal> {
        let from = self.at + open.len();
        let found = self.text.get(from..).and_then(|rest| rest.find(close));
        let end = found.ok_or_else(|| self.refusal(Reason::Truncated))?;
        self.at = from + end + close.len();
        Ok(())
    }

    /// `<!DOCTYPE` and its parts are refused; a beginning of `<!--` at the very end is a file cut short.
    fn declaration(&self) -> Refusal {
        let is_cut = ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|whole| whole.starts_with(self.rest()));
        let head = self.rest().get(2..9).unwrap_or_default();
        if head.eq_ignore_ascii_case("DOCTYPE") || head.starts_with("ENTITY") || head.starts_with("ELEMENT") {
            self.refusal(Reason::Dtd)
        } else if is_cut {
            self.refusal(Reason::Truncated)
        } else {
            self.refusal(Reason::NotWellFormed)
        }
    }

    fn start_tag(&mut self) -> Result<(), Refusal> {
        let tag = scan_tag(self.rest().as_bytes()).ok_or_else(|| self.refusal(Reason::Truncated))?;
        self.attributes += tag.attributes;
        let in_force = self.open.last().copied().unwrap_or(0) + tag.namespaces;
        if tag.namespaces > 0 {
            self.copies += in_force;
        }
        if tag.attributes > MAX_ATTRIBUTES
            || self.attributes > MAX_ALL_ATTRIBUTES
            || in_force > MAX_NAMESPACES
            || self.copies > MAX_NAMESPACE_COPIES
        {
            return Err(self.refusal(Reason::TooComplex));
        }
        if !tag.is_empty_element {
            self.open.push(in_force);
            if self.open.len() > MAX_DEPTH {
                return Err(self.refusal(Reason::TooDeep));
            }
        }
        self.at += tag.length;
        Ok(())
    }

    /// No root element at all is not XML; an open element at the end is a file cut short.
    fn unfinished(&self, has_element: bool) -> Refusal {
        let looks_like_xml = self.text.trim_start().starts_with('<');
        Refusal::new(if has_element || looks_like_xml { Reason::Truncated } else { Reason::NotXml })
    }

    fn refusal(&self, reason: Reason) -> Refusal {
        let before = self.text.get(..self.at).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Refusal { reason, line: u32::try_from(line).ok() }
    }
}

#[derive(Default)]
struct Tag {
    length: usize,
    attributes: usize,
    namespaces: usize,
    is_empty_element: bool,
}

/// Measures one start tag; none when it does not end.
fn scan_tag(bytes: &[u8]) -> Option<Tag> {
    let mut tag = Tag::default();
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in bytes.iter().copied().enumerate() {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte == b'"' || byte == b'\'' => {
                quote = Some(byte);
                tag.attributes += 1;
            }
            None if byte == b'>' => {
                tag.length = at + 1;
                tag.is_empty_element = before == b'/';
                return Some(tag);
            }
            None => {
                let is_namespace = before.is_ascii_whitespace() && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"xmlns"));
                tag.namespaces += usize::from(is_namespace);
            }
        }
        before = byte;
    }
    None
}
