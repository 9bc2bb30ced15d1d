//! Results, vital signs and social history: observations with a value.

use crate::statement::{Measurement, SocialHistory};
use crate::xml::{self, Element};

use super::kind::Kind;
use super::nouns::has_name;
use super::reading::Reading;
use super::sections::Place;
use super::{concept, value};

pub(crate) fn measurement<'a>(reading: &mut Reading<'a>, kind: Kind, node: Element<'a>, place: &Place<'_>) {
    let item = concept::item(reading, node, xml::child(node, "code"), place.path);
    let noun = if kind == Kind::Vital { "a vital sign" } else { "a result" };
    if !has_name(reading, node, &item, noun) {
        return;
    }
    let (value, _) = value::read(reading, node, place.path);
    let panel = panel(reading, node, place.path);
    let interpretation = concept::name(reading, xml::child(node, "interpretationCode"), place.path);
    let range = xml::path(node, &["referenceRange", "observationRange"]);
    let range_words = range.and_then(|range| xml::child(range, "text")).map(xml::words).filter(|words| !words.is_empty());
    let reference_range = range_words.or_else(|| range.and_then(|range| value::read(reading, range, place.path).0));
    let list = if kind == Kind::Vital { &mut reading.document.vitals } else { &mut reading.document.results };
    list.push(Measurement { item, value, interpretation, reference_range, panel });
}

/// Words for the organizer that a measurement belongs to; looked up once for all measurements in a row.
fn panel<'a>(reading: &mut Reading<'a>, node: Element<'a>, path: &str) -> Option<String> {
    let organizer = node.ancestors().find(|above| xml::is(*above, "organizer"))?;
    match &reading.last_panel {
        Some((known, words)) if *known == organizer.id() => words.clone(),
        _ => {
            let words = concept::name(reading, xml::child(organizer, "code"), path);
            reading.last_panel = Some((organizer.id(), words.clone()));
            words
        }
    }
}

pub(crate) fn social<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let item = concept::item(reading, node, xml::child(node, "code"), place.path);
    let (value, value_concept) = value::read(reading, node, place.path);
    let says_nothing = item.concept.display.is_none() && item.concept.code.is_none() && value.is_none() && item.text.is_none();
    if says_nothing {
        reading.unread(place.path, "a social history statement with neither code nor words");
        return;
    }
    if value.is_some() && value == value_concept.code {
        reading.unread(place.path, "a social history answer given as a code without words; kept as code");
    }
    reading.document.social_history.push(SocialHistory { item, value, value_concept });
}
