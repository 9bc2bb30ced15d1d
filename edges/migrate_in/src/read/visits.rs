//! Encounters and procedures.

use crate::statement::{Encounter, Procedure};
use crate::xml::{self, Element};

use super::kind::claims;
use super::nouns::has_name;
use super::reading::Reading;
use super::sections::Place;
use super::{concept, value};

pub(crate) fn encounter<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let item = concept::item(reading, node, xml::child(node, "code"), place.path);
    if !has_name(reading, node, &item, "an encounter") {
        return;
    }
    let found: Vec<_> = node.descendants().filter(|one| xml::is(*one, "observation") && claims(*one, "4")).collect();
    let mut diagnoses = Vec::new();
    for one in found {
        reading.mark(one);
        diagnoses.extend(value::read(reading, one, place.path).0);
    }
    let at = xml::children(node, "participant").find(|one| one.attribute("typeCode") == Some("LOC"));
    let role = at.and_then(|one| xml::child(one, "participantRole"));
    let named = role.and_then(|role| xml::path(role, &["playingEntity", "name"])).map(xml::words);
    let place_name = named.filter(|name| !name.is_empty());
    reading.document.encounters.push(Encounter { item, diagnoses, place: place_name });
}

pub(crate) fn procedure<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let item = concept::item(reading, node, xml::child(node, "code"), place.path);
    if !has_name(reading, node, &item, "a procedure") {
        return;
    }
    reading.document.procedures.push(Procedure { item });
}
