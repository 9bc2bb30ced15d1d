//! What is carried along while a bundle is read: the result so far, whom it is about, and what nobody read.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::de::DeserializeOwned;

use crate::document::{ReferralDocument, Unread};
use crate::{Reason, Refusal};

use super::bundle::{Node, Nodes, Target, parse};
use super::datatype::{Reference, said, twins};

/// Notes about unread parts; after that they are counted only.
const MAX_UNREAD: usize = 10_000;
/// Statements of one bundle, components included.
const MAX_STATEMENTS: usize = 100_000;

twins! {
    Subject { subject: Option<Reference>, patient: Option<Reference> }
}

/// Whom a resource is about.
pub(super) enum About {
    /// The person of the bundle, or nobody in particular.
    ThePerson,
    /// Somebody else, and how that shows.
    SomebodyElse(&'static str),
}

/// One bundle being read.
pub(super) struct Reading<'n, 'a> {
    pub(super) document: ReferralDocument,
    pub(super) nodes: &'n Nodes<'a>,
    /// The entry of the person.
    pub(super) patient: Option<usize>,
    /// The composition that heads a document.
    pub(super) composition: Option<usize>,
    /// The report that an observation belongs to, in words.
    pub(super) panels: HashMap<usize, String>,
    /// Files that some resource points to.
    pub(super) pointed_to: HashSet<usize>,
    /// Those of them that were kept.
    pub(super) used: HashSet<usize>,
    passed_over: BTreeMap<String, usize>,
    statements: usize,
    unread_beyond: usize,
}

impl<'n, 'a> Reading<'n, 'a> {
    pub(super) fn new(nodes: &'n Nodes<'a>, unread: Vec<Unread>) -> Self {
        Self {
            document: ReferralDocument { unread, ..ReferralDocument::default() },
            nodes,
            patient: None,
            composition: None,
            panels: HashMap::new(),
            pointed_to: HashSet::new(),
            used: HashSet::new(),
            passed_over: BTreeMap::new(),
            statements: 0,
            unread_beyond: 0,
        }
    }

    /// Lists something that was not read.
    pub(super) fn unread(&mut self, path: &str, why: &str) {
        if self.document.unread.len() < MAX_UNREAD {
            self.document.unread.push(Unread { path: path.to_owned(), why: why.to_owned() });
        } else {
            self.unread_beyond += 1;
        }
    }

    /// A kind of resource that has no place here; told once for all of its kind.
    pub(super) fn pass_over(&mut self, kind: &str) {
        *self.passed_over.entry(kind.chars().take(40).collect()).or_default() += 1;
    }

    /// One resource as its twin; one that does not fit is listed.
    pub(super) fn parse<T: DeserializeOwned>(&mut self, node: &Node<'_>) -> Option<T> {
        match parse(node.raw) {
            Ok(twin) => Some(twin),
            Err(why) => {
                self.unread(&node.path, &format!("cannot be read: {why}"));
                None
            }
        }
    }

    /// Counts one statement towards the bound.
    pub(super) fn count(&mut self) -> Result<(), Refusal> {
        self.statements += 1;
        if self.statements > MAX_STATEMENTS { Err(Reason::TooComplex.into()) } else { Ok(()) }
    }

    /// What a reference leads to, where it lies in the bundle.
    pub(super) fn find(&self, from: &Node<'_>, reference: &Option<Reference>) -> Option<Target> {
        self.nodes.find(from, reference.as_ref()?.reference.as_deref()?)
    }

    /// Whether a resource is about the person of the bundle.
    pub(super) fn about(&self, node: &Node<'_>) -> About {
        let Some(subject) = parse::<Subject>(node.raw).ok().and_then(|said| said.subject.or(said.patient)) else {
            return About::ThePerson;
        };
        let Some(reference) = said(&subject.reference) else { return About::ThePerson };
        let person = self.patient.and_then(|at| self.nodes.get(at));
        match (self.nodes.place(node, &reference), person) {
            (Some(at), _) if Some(at) == self.patient => About::ThePerson,
            (Some(_), Some(_)) => About::SomebodyElse("about somebody else than the person of this bundle; not taken"),
            // A group or a search by identifier cannot be followed; an address that names another id can.
            (None, Some(person)) if names_another(&reference, person) => {
                About::SomebodyElse("about a person who is not in this bundle; not taken")
            }
            _ => About::ThePerson,
        }
    }

    /// The document, with what was passed over told in one line a kind.
    pub(super) fn finish(mut self) -> ReferralDocument {
        for (kind, count) in std::mem::take(&mut self.passed_over) {
            self.unread(&format!("{count} × {kind}"), "a kind that is not read into fields; the original holds it");
        }
        if self.nodes.is_exhausted() {
            self.unread("bundle", "holds more references than are followed; names may be missing where the last ones lead to");
        }
        if self.unread_beyond > 0 {
            let why = format!("{} further parts could not be read", self.unread_beyond);
            self.document.unread.push(Unread { path: "bundle".to_owned(), why });
        }
        self.document
    }
}

/// `Patient/7` or `https://…/Patient/7` where the person's id is not `7`.
fn names_another(reference: &str, person: &Node<'_>) -> bool {
    let reference = reference.split("/_history/").next().unwrap_or_default();
    let id = reference.rsplit_once("Patient/").map(|(_, id)| id).filter(|id| !id.is_empty());
    id.is_some_and(|id| person.id.as_deref().is_some_and(|own| own != id))
}
