//! Names, addresses and who somebody is, for patients, authors and people named beside the patient.

use crate::document::{self, Author, Contact, PersonName, Telecom};

use super::bundle::{Node, parse};
use super::datatype::{Address, CodeableConcept, ContactPoint, HumanName, Identifier, Reference, all_words, said, twins};
use super::reading::Reading;

twins! {
    Practitioner { name: Vec<HumanName>, identifier: Vec<Identifier>, telecom: Vec<ContactPoint> }
    PractitionerRole { practitioner: Option<Reference>, organization: Option<Reference>, telecom: Vec<ContactPoint> }
    /// Organizations and locations.
    Named { name: Option<String> }
    Device { device_name: Vec<Named>, distinct_identifier: Option<String> }
    RelatedPerson {
        relationship: Vec<CodeableConcept>, name: Vec<HumanName>, telecom: Vec<ContactPoint>, address: Vec<Address>,
    }
}

fn parts(sent: &[Option<String>]) -> Vec<String> {
    sent.iter().filter_map(said).collect()
}

/// A name; none when it has no part.
pub(super) fn name(sent: &HumanName) -> Option<PersonName> {
    let (prefix, given, suffix) = (parts(&sent.prefix), parts(&sent.given), parts(&sent.suffix));
    let family: Vec<String> = said(&sent.family).into_iter().collect();
    let joined = [prefix.clone(), given.clone(), family.clone(), suffix.clone()].concat().join(" ");
    let readable = if joined.is_empty() { said(&sent.text)? } else { joined };
    let as_sent = said(&sent.text).unwrap_or_else(|| readable.clone());
    Some(PersonName { given, family, prefix, suffix, use_code: said(&sent.r#use), readable, as_sent })
}

/// All names, in order.
pub(super) fn names(sent: &[HumanName]) -> Vec<PersonName> {
    sent.iter().filter_map(name).collect()
}

/// Numbers and addresses, with the schemes that C-CDA uses.
pub(super) fn telecoms(sent: &[ContactPoint]) -> Vec<Telecom> {
    let one = |point: &ContactPoint| {
        let scheme = match point.system.as_deref() {
            Some("phone" | "sms") => "tel",
            Some("email") => "mailto",
            Some(other) => other,
            None => "",
        };
        Some(Telecom { scheme: scheme.to_owned(), value: said(&point.value)?, use_code: said(&point.r#use) })
    };
    sent.iter().filter_map(one).collect()
}

/// Addresses; one in words only becomes its lines.
pub(super) fn addresses(sent: &[Address]) -> Vec<document::Address> {
    let one = |sent: &Address| {
        let lines = parts(&sent.line);
        let in_words = || sent.text.iter().flat_map(|text| text.lines()).map(|line| line.trim().to_owned());
        let lines: Vec<String> =
            if lines.is_empty() && sent.city.is_none() { in_words().filter(|line| !line.is_empty()).collect() } else { lines };
        document::Address {
            lines,
            city: said(&sent.city),
            state: said(&sent.state),
            postal_code: said(&sent.postal_code),
            country: said(&sent.country),
            use_code: said(&sent.r#use),
        }
    };
    let is_empty = |one: &document::Address| one.lines.is_empty() && one.city.is_none() && one.postal_code.is_none();
    sent.iter().map(one).filter(|one| !is_empty(one)).collect()
}

/// An identifier as `system|value`, as for C-CDA.
pub(super) fn identifier(sent: &Identifier) -> Option<String> {
    let (system, value) = (said(&sent.system).unwrap_or_default(), said(&sent.value).unwrap_or_default());
    (!value.is_empty()).then(|| format!("{system}|{value}"))
}

/// The name of an organization, a place or a person that a reference leads to; else how the reference calls it.
pub(super) fn called(reading: &Reading<'_, '_>, from: &Node<'_>, reference: &Option<Reference>) -> Option<String> {
    let found = reading.find(from, reference).and_then(|target| match target.kind.as_str() {
        "Organization" | "Location" | "HealthcareService" => parse::<Named>(&target.raw).ok().and_then(|one| said(&one.name)),
        _ => author(reading, from, reference).and_then(|one| one.name.map(|name| name.readable).or(one.organization)),
    });
    found.or_else(|| reference.as_ref().and_then(|sent| said(&sent.display)))
}

/// Somebody who wrote or asked, followed through a role to the person and the organization.
pub(super) fn author(reading: &Reading<'_, '_>, from: &Node<'_>, reference: &Option<Reference>) -> Option<Author> {
    let shown = reference.as_ref().and_then(|sent| said(&sent.display));
    let in_words = |words: String| PersonName { readable: words.clone(), as_sent: words, ..PersonName::default() };
    let Some(target) = reading.find(from, reference) else {
        return shown.map(|words| Author { name: Some(in_words(words)), ..Author::default() });
    };
    match target.kind.as_str() {
        "Organization" => {
            let organization = parse::<Named>(&target.raw).ok().and_then(|one| said(&one.name)).or(shown)?;
            Some(Author { organization: Some(organization), ..Author::default() })
        }
        "Device" => {
            let named = parse::<Device>(&target.raw).ok();
            let named =
                named.and_then(|one| one.device_name.iter().find_map(|one| said(&one.name)).or(said(&one.distinct_identifier)));
            Some(Author { device: named.or(shown).or_else(|| Some("a device".to_owned())), ..Author::default() })
        }
        "PractitionerRole" => {
            let role: PractitionerRole = parse(&target.raw).ok()?;
            let organization = reading.find(from, &role.organization).and_then(|one| parse::<Named>(&one.raw).ok());
            let organization = organization
                .and_then(|one| said(&one.name))
                .or_else(|| role.organization.as_ref().and_then(|sent| said(&sent.display)));
            let person = reading.find(from, &role.practitioner).and_then(|one| parse::<Practitioner>(&one.raw).ok());
            let person = person.unwrap_or_default();
            let shown = role.practitioner.as_ref().and_then(|sent| said(&sent.display)).or(shown);
            let name = names(&person.name).into_iter().next().or_else(|| shown.map(in_words));
            let ids = person.identifier.iter().filter_map(identifier).collect();
            let reached = if role.telecom.is_empty() { person.telecom } else { role.telecom };
            Some(Author { name, organization, ids, telecoms: telecoms(&reached), ..Author::default() })
        }
        _ => {
            let person: Practitioner = parse(&target.raw).ok()?;
            let name = names(&person.name).into_iter().next().or_else(|| shown.map(in_words));
            let ids = person.identifier.iter().filter_map(identifier).collect();
            Some(Author { name, ids, telecoms: telecoms(&person.telecom), ..Author::default() })
        }
    }
}

/// Somebody named beside the patient by a resource of their own.
pub(super) fn related(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(person) = reading.parse::<RelatedPerson>(node) else { return };
    let relation = Some(all_words(&person.relationship).join(", ")).filter(|words| !words.is_empty());
    let contact = Contact {
        relation,
        name: names(&person.name).into_iter().next(),
        telecoms: telecoms(&person.telecom),
        addresses: addresses(&person.address),
    };
    if contact.name.is_some() || !contact.telecoms.is_empty() {
        reading.document.contacts.push(contact);
    } else {
        reading.unread(&node.path, "a person without a name or a number");
    }
}
