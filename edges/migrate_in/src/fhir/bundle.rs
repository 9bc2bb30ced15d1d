//! A bundle and its entries: read without building what lies inside, and found again by full address, by `Type/id`, and within their
//! container. Each resource is parsed by itself, so that a broken one costs nothing but its line.

use std::cell::Cell;
use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::document::Unread;
use crate::{Reason, Refusal};

use super::datatype::{Identifier, Meta, twins};

/// Entries of one bundle.
const MAX_ENTRIES: usize = 20_000;
/// Bytes that are read over because references lead to them, again and again where many lead to the same.
const MAX_FOLLOWED: usize = 256 * 1024 * 1024;
/// Letters of a parser's complaint that are kept.
const MAX_WHY: usize = 160;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bundle<'a> {
    #[serde(default)]
    pub(super) r#type: Option<String>,
    #[serde(default)]
    pub(super) identifier: Option<Identifier>,
    #[serde(default)]
    pub(super) timestamp: Option<String>,
    #[serde(default)]
    pub(super) meta: Option<Meta>,
    #[serde(borrow, default)]
    entry: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(default)]
    full_url: Option<String>,
    #[serde(borrow, default)]
    resource: Option<&'a RawValue>,
}

twins! {
    Head { resource_type: Option<String>, id: Option<String> }
    Container { contained: Vec<Box<RawValue>> }
}

/// One entry.
pub(super) struct Node<'a> {
    /// Where it stands: `entry 12 (Condition)`.
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) id: Option<String>,
    full_url: Option<String>,
    pub(super) raw: &'a str,
}

/// What a reference leads to.
pub(super) struct Target {
    /// Which entry; none for what is contained.
    pub(super) at: Option<usize>,
    pub(super) kind: String,
    pub(super) raw: String,
}

/// All entries, found by reference.
pub(super) struct Nodes<'a> {
    all: Vec<Node<'a>>,
    by_reference: HashMap<String, usize>,
    followed: Cell<usize>,
}

impl<'a> Bundle<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Self, Refusal> {
        let head: Head = serde_json::from_str(text).map_err(|error| refusal(&error, Reason::NotBundle))?;
        if head.resource_type.as_deref() != Some("Bundle") {
            return Err(Reason::NotBundle.into());
        }
        serde_json::from_str(text).map_err(|error| refusal(&error, Reason::NotJson))
    }
}

fn refusal(error: &serde_json::Error, otherwise: Reason) -> Refusal {
    let reason = match error.classify() {
        serde_json::error::Category::Eof => Reason::Truncated,
        serde_json::error::Category::Syntax => Reason::NotJson,
        _ => otherwise,
    };
    Refusal::at(reason, u32::try_from(error.line()).unwrap_or(u32::MAX))
}

/// Parses one resource, or says why not.
pub(super) fn parse<T: DeserializeOwned>(raw: &str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|error| {
        let why = error.to_string();
        // The place counts from the resource's beginning and helps nobody.
        let why = why.split(" at line ").next().unwrap_or_default();
        why.chars().take(MAX_WHY).collect()
    })
}

impl<'a> Nodes<'a> {
    /// Every entry, and what of them could not be read at all.
    pub(super) fn of(bundle: &Bundle<'a>) -> Result<(Self, Vec<Unread>), Refusal> {
        if bundle.entry.len() > MAX_ENTRIES {
            return Err(Reason::TooComplex.into());
        }
        let all = Vec::with_capacity(bundle.entry.len());
        let mut nodes = Self { all, by_reference: HashMap::new(), followed: Cell::new(0) };
        let mut unread = Vec::new();
        for (number, raw) in (1_usize..).zip(&bundle.entry) {
            match node(number, raw.get()) {
                Ok(Some(node)) => nodes.push(node, &mut unread),
                Ok(None) => {}
                Err(why) => unread.push(Unread { path: format!("entry {number}"), why }),
            }
        }
        Ok((nodes, unread))
    }

    fn push(&mut self, node: Node<'a>, unread: &mut Vec<Unread>) {
        let at = self.all.len();
        let short = node.id.as_ref().map(|id| format!("{}/{id}", node.kind));
        if let Some(url) = &node.full_url {
            if self.by_reference.contains_key(url) {
                let why = "a second entry under the same address; references lead to the first".to_owned();
                unread.push(Unread { path: node.path.clone(), why });
            }
            self.by_reference.entry(url.clone()).or_insert(at);
        }
        if let Some(short) = short {
            self.by_reference.entry(short).or_insert(at);
        }
        self.all.push(node);
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Node<'a>> {
        self.all.get(at)
    }

    /// The entries of one kind, with their places.
    pub(super) fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = (usize, &Node<'a>)> {
        self.all.iter().enumerate().filter(move |(_, node)| node.kind == kind)
    }

    /// Whether there were more references than are followed.
    pub(super) fn is_exhausted(&self) -> bool {
        self.followed.get() > MAX_FOLLOWED
    }

    /// Whether so many bytes more may be read over.
    fn may_follow(&self, bytes: usize) -> bool {
        self.followed.set(self.followed.get().saturating_add(bytes));
        !self.is_exhausted()
    }

    /// What a reference of a resource leads to: contained, beside it on the same server, anywhere by address.
    pub(super) fn find(&self, from: &Node<'_>, reference: &str) -> Option<Target> {
        let reference = reference.trim();
        if let Some(id) = reference.strip_prefix('#') {
            return if self.may_follow(from.raw.len()) { contained(from.raw, id) } else { None };
        }
        let at = self.place(from, reference)?;
        let node = self.all.get(at).filter(|node| self.may_follow(node.raw.len()))?;
        Some(Target { at: Some(at), kind: node.kind.clone(), raw: node.raw.to_owned() })
    }

    /// The place of the entry that a reference leads to.
    pub(super) fn place(&self, from: &Node<'_>, reference: &str) -> Option<usize> {
        let reference = reference.split("/_history/").next().unwrap_or_default();
        let beside = from.full_url.as_deref().and_then(|url| {
            let base = url.strip_suffix(&format!("{}/{}", from.kind, from.id.as_deref()?))?;
            self.by_reference.get(&format!("{base}{reference}"))
        });
        beside.or_else(|| self.by_reference.get(reference)).copied()
    }
}

/// `None` for an entry without a resource: a search's remark, a transaction's answer.
fn node(number: usize, raw: &str) -> Result<Option<Node<'_>>, String> {
    let entry: Entry<'_> = serde_json::from_str(raw).map_err(|_| "an entry that is not an entry of a bundle".to_owned())?;
    let Some(resource) = entry.resource else { return Ok(None) };
    let head: Head = parse(resource.get()).map_err(|why| format!("a resource that cannot be read: {why}"))?;
    let kind = head.resource_type.filter(|kind| !kind.is_empty()).ok_or("a resource that does not say what it is")?;
    let path = format!("entry {number} ({})", kind.chars().take(40).collect::<String>());
    Ok(Some(Node { path, kind, id: head.id, full_url: entry.full_url, raw: resource.get() }))
}

fn contained(raw: &str, id: &str) -> Option<Target> {
    let container: Container = parse(raw).ok()?;
    container.contained.iter().find_map(|inside| {
        let head: Head = parse(inside.get()).ok()?;
        let is_it = head.id.as_deref().map(|own| own.trim_start_matches('#')) == Some(id);
        is_it.then(|| Target { at: None, kind: head.resource_type.unwrap_or_default(), raw: inside.get().to_owned() })
    })
}
