//! Values of observations and quantities, in the sender's own figures and words.

use crate::statement::Concept;
use crate::xml::{self, Element};

use super::concept;
use super::reading::Reading;

/// A quantity as "value unit"; empty when it is there without a value, none when it is not there.
pub(crate) fn quantity(node: Option<Element<'_>>) -> Option<String> {
    let node = node?;
    let value = node.attribute("value").unwrap_or_default();
    let whole = format!("{value} {}", node.attribute("unit").unwrap_or_default()).trim().to_owned();
    if whole.is_empty() { Some(range(node).unwrap_or_default()) } else { Some(whole) }
}

/// A span of quantities ("low - high").
fn range(node: Element<'_>) -> Option<String> {
    let end = |name| {
        let end = xml::child(node, name)?;
        let value = xml::attribute(end, "value")?;
        Some(format!("{value} {}", end.attribute("unit").unwrap_or_default()).trim().to_owned())
    };
    match (end("low"), end("high")) {
        (Some(low), Some(high)) => Some(format!("{low} - {high}")),
        (Some(low), None) => Some(format!(">= {low}")),
        (None, Some(high)) => Some(format!("<= {high}")),
        (None, None) => None,
    }
}

/// A ratio ("1 / 128").
fn ratio(node: Element<'_>) -> Option<String> {
    let part = |name| quantity(xml::child(node, name)).filter(|part| !part.is_empty());
    Some(format!("{} / {}", part("numerator")?, part("denominator")?))
}

/// The first value of an observation, in words, and as a concept where coded.
pub(crate) fn read<'a>(reading: &mut Reading<'a>, observation: Element<'a>, path: &str) -> (Option<String>, Concept) {
    let Some(value) = xml::child(observation, "value") else {
        return (None, Concept::default());
    };
    if xml::children(observation, "value").nth(1).is_some() {
        reading.unread(path, "an observation with several values; only the first was read");
    }
    if value.attribute("value").is_some() {
        return (quantity(Some(value)).filter(|said| !said.is_empty()), Concept::default());
    }
    let coded = concept::read(reading, Some(value), path);
    let own_code = || xml::owned(Some(value), "code");
    let words = || Some(xml::words(value)).filter(|words| !words.is_empty());
    let said = coded.display.clone().or_else(own_code).or_else(|| range(value)).or_else(|| ratio(value)).or_else(words);
    (said, coded)
}
