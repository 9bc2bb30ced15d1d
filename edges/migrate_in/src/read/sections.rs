//! The body: sections with their words, and each entry handed to the noun it belongs to. Nothing falls through:
//! an entry that no noun takes becomes a leftover, and one that says nothing is listed as unread.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Refusal;
use crate::document::{Embedded, Section};
use crate::substance;
use crate::xml::{self, Element};

use super::kind::{self, Kind};
use super::nouns::{self, By};
use super::reading::Reading;
use super::{concept, leftovers};

/// Where an entry stands.
pub(crate) struct Place<'p> {
    pub path: &'p str,
    pub section: Option<&'p str>,
}

/// Reads the body into the document.
pub(crate) fn read<'a>(reading: &mut Reading<'a>, root: Element<'a>) -> Result<(), Refusal> {
    let bodies: Vec<_> = xml::children(root, "component").collect();
    for body in &bodies {
        if let Some(unstructured) = xml::child(*body, "nonXMLBody") {
            read_embedded(reading, unstructured);
        }
    }
    for section in root.descendants().filter(|node| xml::is(*node, "section")) {
        read_section(reading, section)?;
    }
    if reading.document.sections.is_empty() && reading.document.embedded.is_none() {
        reading.unread("body", "the document has no section and no embedded content");
    }
    Ok(())
}

fn read_section<'a>(reading: &mut Reading<'a>, node: Element<'a>) -> Result<(), Refusal> {
    let number = reading.document.sections.len() + 1;
    let code = concept::read(reading, xml::child(node, "code"), &format!("section {number}"));
    let text = xml::child(node, "text");
    let flat = text.map(xml::flat).unwrap_or_default();
    let entries: Vec<_> = xml::children(node, "entry").collect();
    let section = Section {
        loinc: code.code,
        title: xml::child(node, "title").map(xml::flat).filter(|title| !title.is_empty()),
        entries: entries.len(),
        narrative: text.map(xml::narrative).unwrap_or_default(),
        narrative_chars: flat.chars().count(),
        is_narrative_only: !flat.is_empty() && !node.descendants().any(|below| xml::is(below, "entry")),
        mentions_substance_use: text.map(xml::words_whole).is_some_and(|words| substance::speaks(&words)),
    };
    let title = section.title.clone().or(code.display);
    let place = format!("section {number} ({})", title.as_deref().unwrap_or("untitled"));
    let kind = kind::of_section(node, section.loinc.as_deref());
    reading.document.sections.push(section);
    for (at, entry) in entries.into_iter().enumerate() {
        let path = format!("{place} / entry {}", at + 1);
        read_entry(reading, kind, entry, &Place { path: &path, section: title.as_deref() })?;
    }
    Ok(())
}

/// By the template within the section's kind, then by the entry's own template, then by the section's kind alone.
fn read_entry<'a>(
    reading: &mut Reading<'a>,
    section: Option<Kind>,
    entry: Element<'a>,
    place: &Place<'_>,
) -> Result<(), Refusal> {
    let statements: Vec<_> = entry.children().filter(|node| kind::is_statement(*node)).collect();
    if statements.is_empty() {
        reading.unread(place.path, "an entry without a statement");
    }
    for statement in statements {
        let own = kind::of_statement(statement).filter(|_| happened(statement));
        let attempts = [(section, By::Template), (own, By::Template), (section, By::Class)];
        for (kind, by) in attempts.into_iter().filter_map(|(kind, by)| Some((kind?, by))) {
            if nouns::read(reading, kind, by, statement, place)? {
                break;
            }
        }
        leftovers::read(reading, statement, place)?;
    }
    Ok(())
}

/// Outside the section of its kind, only what happened is read as such: a plan's order is not a procedure done.
fn happened(statement: Element<'_>) -> bool {
    statement.attribute("moodCode").is_none_or(|mood| mood == "EVN")
}

fn read_embedded<'a>(reading: &mut Reading<'a>, body: Element<'a>) {
    let Some(text) = xml::child(body, "text") else {
        reading.unread("body", "an unstructured body without content");
        return;
    };
    let media_type = xml::owned(Some(text), "mediaType");
    let written = xml::flat(text);
    let is_base64 = text.attribute("representation").is_some_and(|sent| sent.eq_ignore_ascii_case("B64"));
    let content = if is_base64 {
        let packed: String = written.split_whitespace().collect();
        STANDARD.decode(packed).unwrap_or_default()
    } else {
        written.into_bytes()
    };
    let kind = media_type.as_deref().unwrap_or("content of unknown type");
    let why = if xml::child(text, "reference").is_some() {
        format!("the body is {kind} kept outside of this file; ask the sender for it")
    } else if content.is_empty() {
        format!("the body is {kind} and could not be decoded; open the original")
    } else {
        format!("the body is {kind} ({} bytes), not fields: open it and enter what matters by hand", content.len())
    };
    reading.unread("body", &why);
    reading.document.embedded = Some(Embedded { media_type, content });
}
