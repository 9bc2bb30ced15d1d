//! Names, addresses, telecoms, contacts: how clinical documents write people.

use crate::document::{Address, Contact, PersonName, Telecom};
use crate::xml::{self, Element};

use super::concept;
use super::reading::Reading;

fn texts(node: Element<'_>, part: &'static str) -> Vec<String> {
    xml::children(node, part).map(xml::flat).filter(|text| !text.is_empty()).collect()
}

fn text(node: Element<'_>, part: &'static str) -> Option<String> {
    texts(node, part).into_iter().next()
}

/// A person's or organization's name.
pub(crate) fn name(node: Element<'_>) -> PersonName {
    let parts: Vec<String> = node.children().map(xml::flat).filter(|part| !part.is_empty()).collect();
    PersonName {
        given: texts(node, "given"),
        family: texts(node, "family"),
        prefix: texts(node, "prefix"),
        suffix: texts(node, "suffix"),
        use_code: xml::owned(Some(node), "use"),
        readable: parts.join(" "),
        as_sent: xml::flat(node),
    }
}

/// All names below a person that say something.
pub(crate) fn names(person: Element<'_>) -> Vec<PersonName> {
    xml::children(person, "name").map(name).filter(|name| !name.as_sent.is_empty()).collect()
}

/// The words of an organization's name.
pub(crate) fn organization(node: Option<Element<'_>>) -> Option<String> {
    text(node?, "name")
}

/// All addresses that say something.
pub(crate) fn addresses(node: Element<'_>) -> Vec<Address> {
    let said = xml::children(node, "addr").map(|addr| Address {
        lines: texts(addr, "streetAddressLine"),
        city: text(addr, "city"),
        state: text(addr, "state"),
        postal_code: text(addr, "postalCode"),
        country: text(addr, "country"),
        use_code: xml::owned(Some(addr), "use"),
    });
    said.filter(|address| *address != Address { use_code: address.use_code.clone(), ..Address::default() }).collect()
}

/// All telephone numbers and electronic addresses that say something.
pub(crate) fn telecoms(node: Element<'_>) -> Vec<Telecom> {
    let one = |telecom| {
        let sent = xml::attribute(telecom, "value")?.trim();
        let (scheme, value) = sent.split_once(':').unwrap_or(("", sent));
        let telecom = Telecom {
            scheme: scheme.trim().to_lowercase(),
            value: value.trim().to_owned(),
            use_code: xml::owned(Some(telecom), "use"),
        };
        (!telecom.value.is_empty()).then_some(telecom)
    };
    xml::children(node, "telecom").filter_map(one).collect()
}

/// A guardian or another person: `holder` has code, address and telecom, `person` the name.
pub(crate) fn contact<'a>(reading: &mut Reading<'a>, holder: Element<'a>, person: &'static str, path: &str) -> Contact {
    Contact {
        relation: concept::name(reading, xml::child(holder, "code"), path),
        name: xml::child(holder, person).and_then(|person| names(person).into_iter().next()),
        telecoms: telecoms(holder),
        addresses: addresses(holder),
    }
}
