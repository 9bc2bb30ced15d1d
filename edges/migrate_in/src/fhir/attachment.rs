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

/// A file that nobody pointed to. Files come after or before those who point to them, so it is looked up first.
pub(super) fn binary(reading: &mut Reading<'_, '_>, at: usize, node: &Node<'_>) {
    if reading.used.contains(&at) || is_pointed_to(reading, at) {
        return;
    }
    if let Some(sent) = reading.parse::<Binary>(node) {
        let attachment = Attachment { content_type: sent.content_type, data: sent.data, ..Attachment::default() };
        keep(reading, node, &node.path, &attachment, None);
    }
}

fn is_pointed_to(reading: &Reading<'_, '_>, at: usize) -> bool {
    let nodes = reading.nodes;
    let urls = nodes.of_kind("DocumentReference").filter_map(|(_, node)| {
        let sent: DocumentReference = parse(node.raw).ok()?;
        let urls: Vec<String> = sent.content.into_iter().filter_map(|one| one.attachment?.url).collect();
        Some(urls.into_iter().filter_map(|url| nodes.place(node, &url)).collect::<Vec<_>>())
    });
    urls.flatten().any(|found| found == at)
}

/// Keeps one file.
pub(super) fn keep(reading: &mut Reading<'_, '_>, node: &Node<'_>, path: &str, sent: &Attachment, title: Option<&String>) {
    let mut sent = sent.clone();
    if sent.data.is_none()
        && let Some(at) = sent.url.as_deref().and_then(|url| reading.nodes.place(node, url))
        && let Some(binary) = reading.nodes.get(at).and_then(|found| parse::<Binary>(found.raw).ok())
    {
        reading.used.insert(at);
        sent.content_type = sent.content_type.or(binary.content_type);
        sent.data = binary.data;
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
