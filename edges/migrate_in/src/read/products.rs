//! Medications and immunizations: what was or is to be given.

use crate::statement::{Immunization, Item, Medication};
use crate::xml::{self, Element};

use super::kind::claims;
use super::nouns::{has_name, related, within};
use super::reading::Reading;
use super::sections::Place;
use super::{concept, value};

pub(crate) fn medication<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let item = administered(reading, node, place);
    if !has_name(reading, node, &item, "a medication") {
        return;
    }
    let directions = within(node).find(|one| claims(*one, "147") || claims(*one, "20"));
    let sig = directions.and_then(|one| {
        reading.mark(one);
        xml::child(one, "text").and_then(|text| reading.words_of(text, place.path))
    });
    let indications = related(reading, node, &["19"], place.path);
    let route = concept::name(reading, xml::child(node, "routeCode"), place.path);
    let dose = value::quantity(xml::child(node, "doseQuantity"));
    let sig = sig.or_else(|| item.text.clone());
    let section = place.section.map(str::to_owned);
    let frequency = frequency(node);
    reading.document.medications.push(Medication { item, dose, route, frequency, sig, indications, section });
}

pub(crate) fn immunization<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let item = administered(reading, node, place);
    if !has_name(reading, node, &item, "an immunization") {
        return;
    }
    let lot = product(node).and_then(|one| xml::child(one, "lotNumberText")).map(xml::words).filter(|lot| !lot.is_empty());
    let dose = value::quantity(xml::child(node, "doseQuantity"));
    reading.document.immunizations.push(Immunization { item, dose, lot });
}

fn product(node: Element<'_>) -> Option<Element<'_>> {
    xml::path(node, &["consumable", "manufacturedProduct", "manufacturedMaterial"])
}

/// The product as the thing an administration is about; its plain name when it has no code.
fn administered<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) -> Item {
    let material = product(node);
    let mut item = concept::item(reading, node, material.and_then(|one| xml::child(one, "code")), place.path);
    if item.concept.display.is_none() {
        item.concept.display = material.and_then(|one| xml::child(one, "name")).map(xml::words).filter(|name| !name.is_empty());
    }
    item
}

/// "every 6 h" from a periodic time.
fn frequency(node: Element<'_>) -> Option<String> {
    let period = xml::children(node, "effectiveTime").find_map(|time| xml::child(time, "period"))?;
    value::quantity(Some(period)).filter(|said| !said.is_empty()).map(|said| format!("every {said}"))
}
