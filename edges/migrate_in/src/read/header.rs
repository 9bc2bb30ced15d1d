//! The header: document ids and type, patient, authors, custodian, contacts, the stay.

use crate::document::{Author, Contact, PatientSaid, Stay};
use crate::xml::{self, Element};

use super::reading::Reading;
use super::{concept, people};

const SDTC: &str = "urn:hl7-org:sdtc";

/// Reads the header into the document.
pub(crate) fn read<'a>(reading: &mut Reading<'a>, root: Element<'a>) {
    let document = &mut reading.document;
    document.id = xml::child(root, "id").and_then(xml::instance_id).unwrap_or_default();
    document.set_id = xml::child(root, "setId").and_then(xml::instance_id);
    document.version = xml::owned(xml::child(root, "versionNumber"), "value");
    document.title = xml::child(root, "title").map(xml::flat).filter(|title| !title.is_empty());
    document.created = xml::owned(xml::child(root, "effectiveTime"), "value");
    document.confidentiality = xml::owned(xml::child(root, "confidentialityCode"), "code");
    document.language = xml::owned(xml::child(root, "languageCode"), "code");
    document.replaces = xml::children(root, "relatedDocument")
        .filter_map(|related| xml::path(related, &["parentDocument", "id"]))
        .filter_map(xml::instance_id)
        .collect();
    document.authors = xml::children(root, "author").map(author).collect();
    document.custodian =
        people::organization(xml::path(root, &["custodian", "assignedCustodian", "representedCustodianOrganization"]));
    let kind = concept::read(reading, xml::child(root, "code"), "document type");
    reading.document.type_code = kind.code;
    reading.document.type_display = kind.display;
    reading.document.stay = stay(reading, root);
    read_patient(reading, root);
    reading.document.contacts = contacts(reading, root);
    if reading.document.id.is_empty() {
        reading.unread("document id", "the document has no id; its fingerprint identifies it");
    }
}

fn author(node: Element<'_>) -> Author {
    let assigned = xml::child(node, "assignedAuthor");
    let device = assigned.and_then(|assigned| xml::child(assigned, "assignedAuthoringDevice"));
    let device_name = |part| device.and_then(|device| xml::child(device, part)).map(xml::flat).filter(|name| !name.is_empty());
    Author {
        name: assigned
            .and_then(|assigned| xml::child(assigned, "assignedPerson"))
            .and_then(|person| people::names(person).into_iter().next()),
        device: device_name("softwareName").or_else(|| device_name("manufacturerModelName")),
        organization: people::organization(assigned.and_then(|assigned| xml::child(assigned, "representedOrganization"))),
        time: xml::owned(xml::child(node, "time"), "value"),
        ids: assigned.map(ids).unwrap_or_default(),
        telecoms: assigned.map(people::telecoms).unwrap_or_default(),
    }
}

fn ids(node: Element<'_>) -> Vec<String> {
    xml::children(node, "id").filter_map(xml::instance_id).collect()
}

fn read_patient<'a>(reading: &mut Reading<'a>, root: Element<'a>) {
    let mut targets = xml::children(root, "recordTarget");
    let Some(role) = targets.next().and_then(|target| xml::child(target, "patientRole")) else {
        reading.unread("patient", "the document names no patient");
        return;
    };
    if targets.next().is_some() {
        reading.unread("patient", "the document names several patients; only the first was read");
    }
    let mut said = PatientSaid {
        ids: ids(role),
        addresses: people::addresses(role),
        telecoms: people::telecoms(role),
        provider_organization: people::organization(xml::child(role, "providerOrganization")),
        ..PatientSaid::default()
    };
    match xml::child(role, "patient") {
        Some(person) => describe(reading, person, &mut said),
        None => reading.unread("patient", "the patient has ids and no name"),
    }
    reading.document.patient = said;
}

fn describe<'a>(reading: &mut Reading<'a>, person: Element<'a>, said: &mut PatientSaid) {
    said.names = people::names(person);
    let legal = said.names.iter().find(|name| name.use_code.as_deref().is_some_and(|used| used.split(' ').any(|one| one == "L")));
    if let Some(main) = legal.or(said.names.first()) {
        said.given = main.given.join(" ");
        said.family = main.family.join(" ");
    }
    if said.family.is_empty() && said.given.is_empty() {
        reading.unread("patient name", "no given and no family name could be read");
    }
    said.birth = xml::owned(xml::child(person, "birthTime"), "value");
    said.birth_day = concept::day(reading, said.birth.as_deref(), "patient birth date");
    if said.birth.is_none() {
        reading.unread("patient birth date", "not in the document");
    } else if said.birth_day.is_none() {
        reading.unread("patient birth date", "does not name a day; kept as sent");
    }
    said.gender = xml::owned(xml::child(person, "administrativeGenderCode"), "code");
    said.languages = languages(person);
    said.marital_status = concept::name(reading, xml::child(person, "maritalStatusCode"), "patient marital status");
    said.religion = concept::name(reading, xml::child(person, "religiousAffiliationCode"), "patient religion");
    said.races = also(reading, person, "raceCode");
    said.ethnicities = also(reading, person, "ethnicGroupCode");
    let extension = |name| person.children().find(|node| node.has_tag_name((SDTC, name)));
    let indicator = extension("deceasedInd").filter(|node| node.attribute("value") == Some("true"));
    said.deceased = xml::owned(extension("deceasedTime"), "value").or_else(|| indicator.map(|_| "true".to_owned()));
}

/// Language codes, the preferred one first.
fn languages(person: Element<'_>) -> Vec<String> {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for spoken in xml::children(person, "languageCommunication") {
        let is_preferred = xml::owned(xml::child(spoken, "preferenceInd"), "value").as_deref() == Some("true");
        let list = if is_preferred { &mut first } else { &mut rest };
        list.extend(xml::owned(xml::child(spoken, "languageCode"), "code"));
    }
    first.append(&mut rest);
    first.dedup();
    first
}

/// A code of the header and its repeats in the extension name space.
fn also<'a>(reading: &mut Reading<'a>, person: Element<'a>, name: &'static str) -> Vec<String> {
    let all = person.children().filter(|node| xml::is(*node, name) || node.has_tag_name((SDTC, name)));
    all.filter_map(|node| concept::name(reading, Some(node), name)).collect()
}

fn contacts<'a>(reading: &mut Reading<'a>, root: Element<'a>) -> Vec<Contact> {
    let person = xml::path(root, &["recordTarget", "patientRole", "patient"]);
    let guardians: Vec<_> = person.into_iter().flat_map(|person| xml::children(person, "guardian")).collect();
    let others: Vec<_> = xml::children(root, "participant").filter_map(|one| xml::child(one, "associatedEntity")).collect();
    let guardians = guardians.into_iter().map(|holder| (holder, "guardianPerson"));
    let all = guardians.chain(others.into_iter().map(|holder| (holder, "associatedPerson")));
    let read: Vec<_> = all.map(|(holder, person)| people::contact(reading, holder, person, "contact")).collect();
    read.into_iter().filter(|contact| contact.name.is_some() || !contact.telecoms.is_empty()).collect()
}

fn stay<'a>(reading: &mut Reading<'a>, root: Element<'a>) -> Option<Stay> {
    let visit = xml::path(root, &["componentOf", "encompassingEncounter"])?;
    let facility = xml::path(visit, &["location", "healthCareFacility"]);
    let (low, high) = concept::span(xml::child(visit, "effectiveTime"));
    let place = people::organization(facility.and_then(|place| xml::child(place, "location")));
    Some(Stay {
        kind: concept::name(reading, xml::child(visit, "code"), "stay"),
        low,
        high,
        disposition: concept::name(reading, xml::child(visit, "dischargeDispositionCode"), "stay"),
        facility: place
            .or_else(|| people::organization(facility.and_then(|place| xml::child(place, "serviceProviderOrganization")))),
    })
}
