//! Statements that no noun took: kept as they are when they say something, listed as unread when they do not.

use crate::Refusal;
use crate::statement::OtherStatement;
use crate::xml::{self, Element};

use super::kind;
use super::reading::Reading;
use super::sections::Place;
use super::{concept, value};

/// Goes through a statement and all below it.
pub(crate) fn read<'a>(reading: &mut Reading<'a>, top: Element<'a>, place: &Place<'_>) -> Result<(), Refusal> {
    let all: Vec<_> = top.descendants().filter(|node| kind::is_statement(*node)).collect();
    for statement in all {
        if reading.is_marked(statement) {
            continue;
        }
        reading.count()?;
        if xml::is(statement, "observationMedia") || xml::is(statement, "regionOfInterest") {
            reading.unread(place.path, "a picture; open the original");
            continue;
        }
        other(reading, statement, place);
    }
    Ok(())
}

/// A statement of another kind. One that only holds others together has nothing to say itself.
fn other<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let class = node.tag_name().name().to_owned();
    let about = match class.as_str() {
        "substanceAdministration" => xml::path(node, &["consumable", "manufacturedProduct", "manufacturedMaterial", "code"]),
        "supply" => supplied(node),
        _ => xml::child(node, "code"),
    };
    let item = concept::item(reading, node, about, place.path);
    let (value, _) = value::read(reading, node, place.path);
    let is_wrapper = is_wrapper(node) && item.text.is_none() && value.is_none();
    let says_something = item.concept.display.is_some() || item.concept.code.is_some() || item.text.is_some() || value.is_some();
    if is_wrapper || is_link(node) {
        return;
    }
    if says_something {
        let section = place.section.map(str::to_owned);
        reading.document.others.push(OtherStatement { item, value, section, class });
    } else {
        reading.unread(place.path, &format!("{class}: a statement with neither code nor words"));
    }
}

/// Concern acts, organizers and the like: they hold statements and mean nothing beside them.
fn is_wrapper(node: Element<'_>) -> bool {
    let is_grouping = xml::is(node, "organizer") || xml::is(node, "act") || xml::is(node, "supply") || xml::is(node, "encounter");
    is_grouping && node.descendants().skip(1).any(kind::is_statement)
}

/// What a supply hands out: a product, or a device.
fn supplied(node: Element<'_>) -> Option<Element<'_>> {
    xml::path(node, &["product", "manufacturedProduct", "manufacturedMaterial", "code"])
        .or_else(|| xml::path(node, &["participant", "participantRole", "playingDevice", "code"]))
}

/// A statement within a statement that is nothing but an id points to one that stands elsewhere in full.
fn is_link(node: Element<'_>) -> bool {
    let is_within = node.parent().is_some_and(|link| xml::is(link, "entryRelationship"));
    is_within && node.children().filter(Element::is_element).all(|part| xml::is(part, "id") || xml::is(part, "templateId"))
}
