//! What is carried along while a document is read: the result so far, the narrative's ids, which statements were used.

use std::collections::{HashMap, HashSet};

use roxmltree::NodeId;

use crate::document::{ReferralDocument, Unread};
use crate::xml::{self, Element};
use crate::{Reason, Refusal};

/// Notes about unread parts; after that they are counted only.
const MAX_UNREAD: usize = 10_000;

/// Statements of one document: more than any chart, few enough to keep memory bounded.
const MAX_STATEMENTS: usize = 100_000;

/// One document being read.
pub(crate) struct Reading<'a> {
    pub document: ReferralDocument,
    /// The organizer looked up last and its words.
    pub last_panel: Option<(NodeId, Option<String>)>,
    ids: HashMap<&'a str, Element<'a>>,
    used: HashSet<NodeId>,
    statements: usize,
    unread_beyond: usize,
}

impl<'a> Reading<'a> {
    /// Begins with the narrative's ids (the first of duplicates counts) and the number of null flavors.
    pub(crate) fn new(root: Element<'a>) -> Self {
        let mut ids = HashMap::new();
        let mut null_flavors = 0;
        for node in root.descendants().filter(Element::is_element) {
            if let Some(id) = node.attribute("ID") {
                ids.entry(id).or_insert(node);
            }
            null_flavors += usize::from(node.attribute("nullFlavor").is_some_and(|sent| !sent.is_empty()));
        }
        let document = ReferralDocument { null_flavors, ..ReferralDocument::default() };
        Self { document, last_panel: None, ids, used: HashSet::new(), statements: 0, unread_beyond: 0 }
    }

    /// Lists something that was not read.
    pub(crate) fn unread(&mut self, path: &str, why: &str) {
        if self.document.unread.len() < MAX_UNREAD {
            self.document.unread.push(Unread { path: path.to_owned(), why: why.to_owned() });
        } else {
            self.unread_beyond += 1;
        }
    }

    /// The narrative that a reference names, where it exists: `#id`, or the bare id that some senders write.
    pub(crate) fn narrative_of(&self, reference: &str) -> Option<Element<'a>> {
        let name = reference.trim();
        self.ids.get(name.strip_prefix('#').unwrap_or(name)).copied()
    }

    /// Words of a `text` or `originalText`: what its reference names, else its own. A dangling reference is listed.
    pub(crate) fn words_of(&mut self, node: Element<'a>, path: &str) -> Option<String> {
        let named = xml::child(node, "reference").and_then(|reference| xml::attribute(reference, "value"));
        let followed = named.map(|name| self.narrative_of(name).map(xml::words));
        let own = xml::words(node);
        match followed {
            Some(Some(words)) if !words.is_empty() => Some(words),
            Some(None) if own.is_empty() => {
                self.unread(path, "refers to a place in the text that does not exist");
                None
            }
            _ => (!own.is_empty()).then_some(own),
        }
    }

    /// Marks a statement as read, so that it is not listed again among the leftovers.
    pub(crate) fn mark(&mut self, node: Element<'a>) {
        self.used.insert(node.id());
    }

    /// Gives a statement back to the leftovers: its noun could make nothing of it.
    pub(crate) fn unmark(&mut self, node: Element<'a>) {
        self.used.remove(&node.id());
    }

    /// Whether a statement was read.
    pub(crate) fn is_marked(&self, node: Element<'a>) -> bool {
        self.used.contains(&node.id())
    }

    /// Counts one statement towards the bound.
    pub(crate) fn count(&mut self) -> Result<(), Refusal> {
        self.statements += 1;
        if self.statements > MAX_STATEMENTS { Err(Reason::TooComplex.into()) } else { Ok(()) }
    }

    /// The document, with a last line when there was more unread than fits.
    pub(crate) fn finish(mut self) -> ReferralDocument {
        if self.unread_beyond > 0 {
            let why = format!("{} further parts could not be read", self.unread_beyond);
            self.document.unread.push(Unread { path: "document".to_owned(), why });
        }
        self.document
    }
}
