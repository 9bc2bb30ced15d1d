//! Codes and what every statement shares: words, code, times, status.

use jiff::civil::Date;

use crate::statement::{Concept, Item};
use crate::when::{self, Said};
use crate::xml::{self, Element};

use super::reading::Reading;

/// Short names of code systems by OID. Facts of the HL7 registry.
const SYSTEMS: [(&str, &str); 14] = [
    ("2.16.840.1.113883.6.96", "SNOMED"),
    ("2.16.840.1.113883.6.88", "RXNORM"),
    ("2.16.840.1.113883.6.1", "LOINC"),
    ("2.16.840.1.113883.6.12", "CPT"),
    ("2.16.840.1.113883.12.292", "CVX"),
    ("2.16.840.1.113883.6.59", "CVX"),
    ("2.16.840.1.113883.6.103", "ICD9CM"),
    ("2.16.840.1.113883.6.104", "ICD9PCS"),
    ("2.16.840.1.113883.6.90", "ICD10CM"),
    ("2.16.840.1.113883.6.4", "ICD10PCS"),
    ("2.16.840.1.113883.4.9", "UNII"),
    ("2.16.840.1.113883.6.69", "NDC"),
    ("2.16.840.1.113883.6.285", "HCPCS"),
    ("2.16.840.1.113883.3.26.1.1", "NCI"),
];

fn system(node: Element<'_>) -> Option<String> {
    let oid = xml::attribute(node, "codeSystem")?.trim();
    let known = SYSTEMS.iter().find(|(known, _)| *known == oid);
    Some(known.map_or(oid, |(_, name)| name).to_owned())
}

/// Reads a code, value or product: main code first, then translations, then the original text.
pub(crate) fn read<'a>(reading: &mut Reading<'a>, node: Option<Element<'a>>, path: &str) -> Concept {
    let Some(node) = node else {
        return Concept::default();
    };
    let translations = || xml::children(node, "translation");
    let coded = std::iter::once(node).chain(translations()).find(|part| xml::attribute(*part, "code").is_some());
    let named = std::iter::once(node).chain(translations()).find_map(|part| xml::attribute(part, "displayName"));
    let original = xml::child(node, "originalText");
    let display = match (named, original) {
        (Some(name), _) => Some(name.to_owned()),
        (None, Some(text)) => reading.words_of(text, path),
        (None, None) => None,
    };
    Concept {
        display,
        code: xml::owned(coded, "code"),
        system: system(coded.unwrap_or(node)),
        null_flavor: xml::owned(Some(node), "nullFlavor"),
        translations: translations()
            .filter_map(|part| Some((xml::owned(Some(part), "code")?, system(part), xml::owned(Some(part), "displayName"))))
            .collect(),
    }
}

/// Words for a code in one string: display, else the code.
pub(crate) fn name<'a>(reading: &mut Reading<'a>, node: Option<Element<'a>>, path: &str) -> Option<String> {
    let concept = read(reading, node, path);
    concept.display.or(concept.code)
}

/// Begin and end as sent: a moment, or the two ends of a span.
pub(crate) fn span(time: Option<Element<'_>>) -> (Option<String>, Option<String>) {
    let Some(time) = time else {
        return (None, None);
    };
    let low = xml::owned(Some(time), "value")
        .or_else(|| xml::owned(xml::child(time, "low"), "value"))
        .or_else(|| xml::owned(xml::child(time, "center"), "value"));
    (low, xml::owned(xml::child(time, "high"), "value"))
}

/// What every statement shares. `coded` is the element that says what it is about.
pub(crate) fn item<'a>(reading: &mut Reading<'a>, statement: Element<'a>, coded: Option<Element<'a>>, path: &str) -> Item {
    let times: Vec<_> = xml::children(statement, "effectiveTime").map(|time| span(Some(time))).collect();
    let (low, high) = times.iter().find(|(low, high)| low.is_some() || high.is_some()).cloned().unwrap_or_default();
    let concept = read(reading, coded, path);
    let text = xml::child(statement, "text").and_then(|text| reading.words_of(text, path));
    Item {
        low_day: day(reading, low.as_deref(), path),
        high_day: day(reading, high.as_deref(), path),
        concept,
        low,
        high,
        status: xml::owned(xml::child(statement, "statusCode"), "code"),
        is_negated: statement.attribute("negationInd").is_some_and(|sent| sent.trim() == "true"),
        mood: xml::owned(Some(statement), "moodCode"),
        text,
        path: path.to_owned(),
    }
}

/// The day of a time stamp; one that does not exist is listed and kept as sent.
pub(crate) fn day(reading: &mut Reading<'_>, sent: Option<&str>, path: &str) -> Option<Date> {
    match sent.map(when::day)? {
        Said::Day(day) => Some(day),
        Said::Coarser => None,
        Said::Wrong => {
            reading.unread(path, "a date that does not exist; kept as sent");
            None
        }
    }
}
