//! The head of a bundle: whom it is about, who wrote it, under which id, and the composition of a document with its sections.

use crate::document::{Contact, PatientSaid, Stay};

use super::bundle::{Bundle, Node, parse};
use super::datatype::{Address, CodeableConcept, ContactPoint, Extension, HumanName, Identifier, Reference, said, twins};
use super::people;
use super::reading::Reading;
use super::{concept, narrative, visits};

twins! {
    /// The head and the sections of a document.
    Composition {
        identifier: Option<Identifier>, r#type: Option<CodeableConcept>, title: Option<String>, date: Option<String>,
        confidentiality: Option<String>, language: Option<String>, subject: Option<Reference>, encounter: Option<Reference>,
        author: Vec<Reference>, custodian: Option<Reference>, relates_to: Vec<RelatesTo>, section: Vec<narrative::Section>,
    }
    RelatesTo { code: Option<String>, target_identifier: Option<Identifier>, target_reference: Option<Reference> }
    Patient {
        identifier: Vec<Identifier>, name: Vec<HumanName>, telecom: Vec<ContactPoint>, gender: Option<String>,
        birth_date: Option<String>, deceased_boolean: Option<bool>, deceased_date_time: Option<String>, address: Vec<Address>,
        marital_status: Option<CodeableConcept>, contact: Vec<PatientContact>, communication: Vec<Communication>,
        managing_organization: Option<Reference>, extension: Vec<Extension>,
    }
    PatientContact {
        relationship: Vec<CodeableConcept>, name: Option<HumanName>, telecom: Vec<ContactPoint>, address: Option<Address>,
    }
    Communication { language: Option<CodeableConcept>, preferred: Option<bool> }
    /// How a request for a service names its person; see `service_request`.
    Request { subject: Option<Reference> }
}

/// Reads the head: composition first, where there is one.
pub(super) fn read(reading: &mut Reading<'_, '_>, bundle: &Bundle<'_>) {
    let nodes = reading.nodes;
    reading.document.id = bundle.identifier.as_ref().and_then(people::identifier).unwrap_or_default();
    reading.document.created = said(&bundle.timestamp);
    let security = bundle.meta.iter().flat_map(|meta| &meta.security).find_map(|label| said(&label.code));
    reading.document.confidentiality = security;
    let composition = nodes.of_kind("Composition").next();
    reading.composition = composition.map(|(at, _)| at);
    let composition = composition.and_then(|(_, node)| Some((node, reading.parse::<Composition>(node)?)));
    let subject = composition.as_ref().and_then(|(node, read)| Some((*node, read.subject.clone()?.reference?)));
    find_patient(reading, subject);
    if let Some((node, read)) = composition {
        describe(reading, node, read);
    }
    if reading.document.id.is_empty() {
        reading.unread("bundle id", "the bundle has no id; its fingerprint identifies it");
    }
}

/// The person: whom the composition is about, else whom a request is about, else the first.
fn find_patient(reading: &mut Reading<'_, '_>, subject: Option<(&Node<'_>, String)>) {
    let nodes = reading.nodes;
    let by_request = || {
        nodes.of_kind("ServiceRequest").find_map(|(_, node)| {
            let request: Request = parse(node.raw).ok()?;
            nodes.place(node, request.subject?.reference.as_deref()?)
        })
    };
    let named = subject.and_then(|(node, reference)| nodes.place(node, &reference)).or_else(by_request);
    let is_patient = |at: &usize| nodes.get(*at).is_some_and(|node| node.kind == "Patient");
    let found = named.filter(is_patient).or_else(|| nodes.of_kind("Patient").next().map(|(at, _)| at));
    reading.patient = found;
    let Some(node) = found.and_then(|at| nodes.get(at)) else {
        reading.unread("patient", "the bundle names no patient");
        return;
    };
    if let Some(sent) = reading.parse::<Patient>(node) {
        person(reading, node, &sent);
    }
}

/// Other people of the bundle are told of and not read.
pub(super) fn other_patient(reading: &mut Reading<'_, '_>, at: usize, node: &Node<'_>) {
    if reading.patient != Some(at) {
        reading.unread(&node.path, "another person; the bundle was read for one person only");
    }
}

/// A second composition: its sections are read, its head is not.
pub(super) fn other_composition(reading: &mut Reading<'_, '_>, at: usize, node: &Node<'_>) {
    if reading.composition == Some(at) {
        return;
    }
    if let Some(read) = reading.parse::<Composition>(node) {
        reading.unread(&node.path, "a second document in the bundle; its sections were read, its head was not");
        narrative::sections(reading, &node.path, &read.section);
    }
}

fn describe(reading: &mut Reading<'_, '_>, node: &Node<'_>, read: Composition) {
    if let Some(id) = read.identifier.as_ref().and_then(people::identifier) {
        if reading.document.id.is_empty() {
            reading.document.id = id;
        } else {
            reading.document.set_id = Some(id);
        }
    }
    let kind = read.r#type.as_ref().map(concept::read).unwrap_or_default();
    let document = &mut reading.document;
    (document.type_code, document.type_display) = (kind.code, kind.display);
    document.title = said(&read.title);
    document.created = said(&read.date).or(document.created.take());
    document.confidentiality = said(&read.confidentiality).or(document.confidentiality.take());
    document.language = said(&read.language);
    for before in read.relates_to.iter().filter(|one| matches!(one.code.as_deref(), Some("replaces" | "transforms" | "appends")))
    {
        let named = before.target_identifier.as_ref().and_then(people::identifier);
        let pointed = before.target_reference.as_ref().and_then(|one| said(&one.reference));
        document.replaces.extend(named.or(pointed));
    }
    for reference in &read.author {
        let author = people::author(reading, node, &Some(reference.clone()));
        reading.document.authors.extend(author);
    }
    reading.document.custodian = people::called(reading, node, &read.custodian);
    reading.document.stay = stay(reading, node, &read.encounter);
    narrative::sections(reading, &node.path, &read.section);
}

/// The visit or stay that it came out of.
pub(super) fn stay(reading: &Reading<'_, '_>, from: &Node<'_>, reference: &Option<Reference>) -> Option<Stay> {
    let target = reading.find(from, reference)?;
    let node = target.at.and_then(|at| reading.nodes.get(at))?;
    visits::stay(reading, node)
}

fn person(reading: &mut Reading<'_, '_>, node: &Node<'_>, sent: &Patient) {
    let names = people::names(&sent.name);
    let used = |wanted: &str| names.iter().find(|name| name.use_code.as_deref() == Some(wanted));
    let is_past = |code: &Option<String>| matches!(code.as_deref(), Some("old" | "maiden"));
    let main =
        used("official").or(used("usual")).or_else(|| names.iter().find(|name| !is_past(&name.use_code))).or(names.first());
    let mut said_here = PatientSaid {
        given: main.map(|name| name.given.join(" ")).unwrap_or_default(),
        family: main.map(|name| name.family.join(" ")).unwrap_or_default(),
        birth: said(&sent.birth_date),
        gender: said(&sent.gender),
        ids: sent.identifier.iter().filter_map(people::identifier).collect(),
        addresses: people::addresses(&sent.address),
        telecoms: people::telecoms(&sent.telecom),
        languages: languages(&sent.communication),
        marital_status: sent.marital_status.as_ref().and_then(CodeableConcept::words),
        races: extended(&sent.extension, "us-core-race"),
        ethnicities: extended(&sent.extension, "us-core-ethnicity"),
        deceased: said(&sent.deceased_date_time).or_else(|| sent.deceased_boolean.filter(|is| *is).map(|_| "true".to_owned())),
        provider_organization: people::called(reading, node, &sent.managing_organization),
        ..PatientSaid::default()
    };
    said_here.names = names;
    if said_here.family.is_empty() && said_here.given.is_empty() {
        reading.unread("patient name", "no given and no family name could be read");
    }
    match &said_here.birth {
        None => reading.unread("patient birth date", "not in the bundle"),
        Some(birth) => {
            said_here.birth_day = concept::day(reading, birth, "patient birth date");
            if said_here.birth_day.is_none() {
                reading.unread("patient birth date", "does not name a day; kept as sent");
            }
        }
    }
    reading.document.contacts.extend(sent.contact.iter().filter_map(contact));
    reading.document.patient = said_here;
}

fn contact(sent: &PatientContact) -> Option<Contact> {
    let relation = super::datatype::all_words(&sent.relationship).join(", ");
    let contact = Contact {
        relation: Some(relation).filter(|words| !words.is_empty()),
        name: sent.name.as_ref().and_then(people::name),
        telecoms: people::telecoms(&sent.telecom),
        addresses: sent.address.iter().flat_map(|one| people::addresses(std::slice::from_ref(one))).collect(),
    };
    (contact.name.is_some() || !contact.telecoms.is_empty()).then_some(contact)
}

/// Language codes, the preferred one first.
fn languages(sent: &[Communication]) -> Vec<String> {
    let code = |one: &Communication| one.language.as_ref().and_then(|language| language.code().or_else(|| language.words()));
    let of = |is_preferred: bool| sent.iter().filter(move |one| (one.preferred == Some(true)) == is_preferred).filter_map(code);
    let mut all: Vec<String> = of(true).chain(of(false)).collect();
    all.dedup();
    all
}

/// Race and ethnicity of US Core: the words where there are any, else the codes' names.
fn extended(sent: &[Extension], name: &str) -> Vec<String> {
    let of = |one: &Extension| {
        let inside = |wanted: &'static str| one.extension.iter().filter(move |part| part.url.as_deref() == Some(wanted));
        let text: Vec<String> = inside("text").filter_map(|part| said(&part.value_string)).collect();
        if !text.is_empty() {
            return text;
        }
        let coded = |part: &Extension| part.value_coding.as_ref().and_then(|one| said(&one.display).or_else(|| said(&one.code)));
        inside("ombCategory").chain(inside("detailed")).filter_map(coded).collect()
    };
    let is_it = |one: &&Extension| one.url.as_deref().is_some_and(|url| url.rsplit('/').next() == Some(name));
    sent.iter().filter(is_it).flat_map(of).collect()
}
