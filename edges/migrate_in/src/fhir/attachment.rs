//! Files within a bundle: texts become sections, everything else is kept as it came.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::document;

use super::bundle::{Node, parse};
use super::datatype::{Attachment, CodeableConcept, Reference, said, twins};
use super::reading::Reading;
use super::{concept, narrative};

twins! {
    DocumentReference {
        status: Option<String>, r#type: Option<CodeableConcept>, description: Option<String>, date: Option<String>,
        content: Vec<Content>,
    }
    Content { attachment: Option<Attachment> }
    Binary { content_type: Option<String>, data: Option<String>, security_context: Option<Reference> }
}

pub(super) fn document_reference(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<DocumentReference>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let title = said(&sent.description).or_else(|| sent.r#type.as_ref().and_then(CodeableConcept::words));
    if sent.content.is_empty() {
        reading.unread(&node.path, "a document without content");
    }
    for (number, content) in (1_usize..).zip(&sent.content) {
        let path = format!("{} / content {number}", node.path);
        match &content.attachment {
            Some(attachment) => keep(reading, node, &path, attachment, title.as_ref()),
            None => reading.unread(&path, "a document without content"),
        }
    }
}

/// A file that nobody points to.
pub(super) fn binary(reading: &mut Reading<'_, '_>, at: usize, node: &Node<'_>) {
    if reading.used.contains(&at) || reading.pointed_to.contains(&at) {
        return;
    }
    if let Some(sent) = reading.parse::<Binary>(node) {
        let attachment = Attachment { content_type: sent.content_type, data: sent.data, ..Attachment::default() };
        keep(reading, node, &node.path, &attachment, None);
    }
}

/// Notes which files are pointed to, before any is read: they come after or before those who point to them.
pub(super) fn note_pointed_to(reading: &mut Reading<'_, '_>) {
    let nodes = reading.nodes;
    for (_, node) in nodes.of_kind("DocumentReference") {
        let Ok(sent) = parse::<DocumentReference>(node.raw) else { continue };
        let without_own = sent.content.into_iter().filter_map(|one| one.attachment).filter(|one| one.data.is_none());
        let urls = without_own.filter_map(|one| one.url);
        reading.pointed_to.extend(urls.filter_map(|url| nodes.place(node, &url)));
    }
}

/// Keeps one file; one that many point to is kept once, or a small bundle would fill the memory.
pub(super) fn keep(reading: &mut Reading<'_, '_>, node: &Node<'_>, path: &str, sent: &Attachment, title: Option<&String>) {
    let mut sent = sent.clone();
    if sent.data.is_none()
        && let Some(at) = sent.url.as_deref().and_then(|url| reading.nodes.place(node, url))
    {
        if reading.used.contains(&at) {
            reading.unread(path, "points to a file that is kept already");
            return;
        }
        if let Some(binary) = reading.nodes.get(at).and_then(|found| parse::<Binary>(found.raw).ok()) {
            reading.used.insert(at);
            sent.content_type = sent.content_type.or(binary.content_type);
            sent.data = binary.data;
        }
    }
    let title = said(&sent.title).or_else(|| title.cloned());
    let Some(data) = said(&sent.data) else {
        let why = match said(&sent.url) {
            Some(_) => "a file kept outside of this bundle; ask the sender for it",
            None => "a file without content",
        };
        reading.unread(path, why);
        return;
    };
    let packed: String = data.split_whitespace().collect();
    let Ok(content) = STANDARD.decode(packed) else {
        reading.unread(path, "a file that could not be decoded; the original holds it");
        return;
    };
    let media_type = said(&sent.content_type);
    let kind = media_type.as_deref().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match (kind.as_str(), std::str::from_utf8(&content)) {
        ("text/plain", Ok(text)) => narrative::text(reading, None, title, text.trim().to_owned()),
        ("text/html" | "application/xhtml+xml", Ok(text)) => narrative::text(reading, None, title, narrative::plain(text)),
        _ => reading.document.attachments.push(document::Attachment { title, media_type, path: path.to_owned(), content }),
    }
}
