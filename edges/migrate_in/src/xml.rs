//! Small steps through the document tree: children by name, templates, words. Nothing here recurses.

use roxmltree::Node;

/// An element of the document.
pub(crate) type Element<'a> = Node<'a, 'a>;

/// The name space of clinical documents.
pub(crate) const HL7: &str = "urn:hl7-org:v3";

/// Words taken from one place of the narrative, at most this many characters.
const MAX_WORDS: usize = 1_000;

/// Nodes visited for them.
const MAX_VISITED: usize = 3_000;

/// Whether this is the HL7 element of that name.
pub(crate) fn is(node: Element<'_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(HL7)
}

/// Child elements of one name.
pub(crate) fn children<'a>(node: Element<'a>, name: &'static str) -> impl Iterator<Item = Element<'a>> + Clone {
    node.children().filter(move |child| is(*child, name))
}

/// The first child element of that name.
pub(crate) fn child<'a>(node: Element<'a>, name: &'static str) -> Option<Element<'a>> {
    children(node, name).next()
}

/// Follows first children down a path.
pub(crate) fn path<'a>(node: Element<'a>, names: &[&'static str]) -> Option<Element<'a>> {
    names.iter().try_fold(node, |at, name| child(at, name))
}

/// An attribute that says something; white space alone says nothing.
pub(crate) fn attribute<'a>(node: Element<'a>, name: &str) -> Option<&'a str> {
    node.attribute(name).filter(|value| !value.trim().is_empty())
}

/// An attribute as an owned string.
pub(crate) fn owned(node: Option<Element<'_>>, name: &str) -> Option<String> {
    node.and_then(|node| attribute(node, name)).map(str::to_owned)
}

/// All words below, white space collapsed, nothing added: what an independent reader counts.
pub(crate) fn flat(node: Element<'_>) -> String {
    let mut words = Collapsed::default();
    node.descendants().filter(Node::is_text).for_each(|text| words.push(text.text().unwrap_or_default()));
    words.text
}

/// Words below, limited, with a space between cells, rows and paragraphs. The limits keep a document with many
/// references to one long text cheap; the whole text stays in its section.
pub(crate) fn words(node: Element<'_>) -> String {
    let mut words = Collapsed { limit: Some(MAX_WORDS), ..Collapsed::default() };
    for (visited, at) in node.descendants().enumerate() {
        words.is_cut |= visited >= MAX_VISITED;
        if words.is_cut {
            break;
        }
        words.push_spaced(at);
    }
    if words.is_cut {
        words.text.push('…');
    }
    words.text
}

/// All words below, unlimited, with a space between cells, rows and paragraphs.
pub(crate) fn words_whole(node: Element<'_>) -> String {
    let mut words = Collapsed::default();
    node.descendants().for_each(|at| words.push_spaced(at));
    words.text
}

/// An id as `root|extension`.
pub(crate) fn instance_id(node: Element<'_>) -> Option<String> {
    let root = node.attribute("root").unwrap_or_default();
    let extension = node.attribute("extension").unwrap_or_default();
    (!root.is_empty() || !extension.is_empty()).then(|| format!("{root}|{extension}"))
}

/// The narrative for reading: one line a row, item or paragraph; cells separated by ` | `.
pub(crate) fn narrative(node: Element<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = Collapsed::default();
    for at in node.descendants() {
        if at.is_text() {
            line.push(at.text().unwrap_or_default());
        } else if is(at, "td") || is(at, "th") {
            if at.prev_sibling_element().is_some() {
                line.text.push_str(" |");
                line.push(" ");
            }
        } else if breaks(at) {
            lines.push(std::mem::take(&mut line).text);
        }
    }
    lines.push(line.text);
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// Elements that begin a new line of narrative.
fn breaks(node: Element<'_>) -> bool {
    const NAMES: [&str; 12] =
        ["tr", "td", "th", "paragraph", "item", "br", "list", "table", "caption", "thead", "tbody", "title"];
    node.is_element() && NAMES.contains(&node.tag_name().name())
}

/// Text with white space collapsed as it grows.
#[derive(Default)]
struct Collapsed {
    text: String,
    count: usize,
    limit: Option<usize>,
    is_cut: bool,
    is_space_due: bool,
}

impl Collapsed {
    fn push(&mut self, more: &str) {
        for letter in more.chars() {
            if letter.is_whitespace() {
                self.is_space_due = !self.text.is_empty();
            } else if self.limit.is_some_and(|limit| self.count + usize::from(self.is_space_due) >= limit) {
                self.is_cut = true;
                return;
            } else {
                if std::mem::take(&mut self.is_space_due) {
                    self.text.push(' ');
                    self.count += 1;
                }
                self.text.push(letter);
                self.count += 1;
            }
        }
    }

    fn push_spaced(&mut self, node: Element<'_>) {
        if node.is_text() {
            self.push(node.text().unwrap_or_default());
        } else if breaks(node) {
            self.push(" ");
        }
    }
}
