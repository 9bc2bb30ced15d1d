//! Problems and allergies.

use crate::statement::{Allergy, Problem, Reaction};
use crate::xml::{self, Element};

use super::kind::claims;
use super::nouns::{has_name, related_words};
use super::reading::Reading;
use super::sections::Place;
use super::{concept, value};

pub(crate) fn problem<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let item = concept::item(reading, node, xml::child(node, "value"), place.path);
    if !has_name(reading, node, &item, "a problem") {
        return;
    }
    let clinical_status = related_words(reading, node, &["6"], place.path);
    let section = place.section.map(str::to_owned);
    reading.document.problems.push(Problem { item, clinical_status, section });
}

pub(crate) fn allergy<'a>(reading: &mut Reading<'a>, node: Element<'a>, place: &Place<'_>) {
    let entities = xml::children(node, "participant").filter_map(|one| xml::path(one, &["participantRole", "playingEntity"]));
    let entity = entities.clone().find(|one| xml::child(*one, "code").is_some()).or_else(|| entities.clone().next());
    let mut item = concept::item(reading, node, entity.and_then(|one| xml::child(one, "code")), place.path);
    let kind = value::read(reading, node, place.path).0;
    if item.concept.display.is_none() {
        let named = entity.and_then(|one| xml::child(one, "name")).map(xml::words).filter(|name| !name.is_empty());
        item.concept.display = named.or_else(|| item.concept.code.is_none().then(|| kind.clone()).flatten());
    }
    if !has_name(reading, node, &item, "an allergy") {
        return;
    }
    let reactions = reactions(reading, node, place.path);
    let severity = related_words(reading, node, &["8", "145"], place.path);
    let clinical_status = related_words(reading, node, &["28"], place.path);
    reading.document.allergies.push(Allergy { item, kind, reactions, severity, clinical_status });
}

/// Reactions at any depth below this allergy and below no other.
fn reactions<'a>(reading: &mut Reading<'a>, allergy: Element<'a>, path: &str) -> Vec<Reaction> {
    let mut found = Vec::new();
    let mut open: Vec<_> = allergy.children().collect();
    while let Some(node) = open.pop() {
        let is_observation = xml::is(node, "observation");
        if is_observation && claims(node, "9") {
            found.push(node);
        }
        if !(is_observation && claims(node, "7")) {
            open.extend(node.children());
        }
    }
    // The walk goes from the last child to the first.
    found.into_iter().rev().filter_map(|one| reaction(reading, one, path)).collect()
}

fn reaction<'a>(reading: &mut Reading<'a>, node: Element<'a>, path: &str) -> Option<Reaction> {
    reading.mark(node);
    let severity = related_words(reading, node, &["8"], path);
    let is_coded = xml::child(node, "value").is_some_and(|value| value.attribute("nullFlavor").is_none());
    let (said, _) = value::read(reading, node, path);
    let written = xml::child(node, "text").and_then(|text| reading.words_of(text, path));
    let is_coded = is_coded && said.is_some();
    let Some(display) = said.or(written) else {
        reading.unread(path, "a reaction with neither code nor words");
        return None;
    };
    Some(Reaction { display, is_coded, severity })
}
