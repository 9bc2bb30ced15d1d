//! Codes, times and amounts, and what every statement shares.

use jiff::civil::Date;

use crate::statement::{Concept, Item};

use super::datatype::{CodeableConcept, Coding, Period, Quantity, Range, said};
use super::reading::Reading;

/// Short names of code systems by address, the same as for C-CDA. Facts of the HL7 registry.
const SYSTEMS: [(&str, &str); 13] = [
    ("http://snomed.info/sct", "SNOMED"),
    ("http://www.nlm.nih.gov/research/umls/rxnorm", "RXNORM"),
    ("http://loinc.org", "LOINC"),
    ("http://www.ama-assn.org/go/cpt", "CPT"),
    ("http://hl7.org/fhir/sid/cvx", "CVX"),
    ("http://hl7.org/fhir/sid/icd-9-cm", "ICD9CM"),
    ("http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM"),
    ("http://hl7.org/fhir/sid/icd-10", "ICD10"),
    ("http://www.cms.gov/Medicare/Coding/ICD10", "ICD10PCS"),
    ("http://fdasis.nlm.nih.gov", "UNII"),
    ("http://hl7.org/fhir/sid/ndc", "NDC"),
    ("http://terminology.hl7.org/CodeSystem/HCPCS-all-codes", "HCPCS"),
    ("http://ncithesaurus-stage.nci.nih.gov", "NCI"),
];

fn system(coding: &Coding) -> Option<String> {
    let sent = said(&coding.system)?;
    let known = SYSTEMS.iter().find(|(known, _)| *known == sent);
    Some(known.map_or(sent, |(_, name)| (*name).to_owned()))
}

/// A concept: the first code leads, the others are the same in other systems.
pub(super) fn read(sent: &CodeableConcept) -> Concept {
    let main = sent.coding.iter().position(|one| said(&one.code).is_some());
    let named = main.and_then(|at| sent.coding.get(at)).and_then(|one| said(&one.display));
    let others = sent.coding.iter().enumerate().filter(|(at, _)| Some(*at) != main);
    let translations = others.filter_map(|(_, one)| Some((said(&one.code)?, system(one), said(&one.display)))).collect();
    let main = main.and_then(|at| sent.coding.get(at));
    Concept {
        display: named.or_else(|| sent.coding.iter().find_map(|one| said(&one.display))).or_else(|| said(&sent.text)),
        code: main.and_then(|one| said(&one.code)),
        system: main.and_then(system),
        null_flavor: None,
        translations,
    }
}

/// A moment or a span, as sent.
pub(super) fn span(moment: &Option<String>, period: &Option<Period>) -> (Option<String>, Option<String>) {
    match (said(moment), period) {
        (Some(moment), _) => (Some(moment), None),
        (None, Some(period)) => (said(&period.start), said(&period.end)),
        (None, None) => (None, None),
    }
}

/// What every statement shares; the sender's own words are kept where they say more than the name of the code.
pub(super) fn item(
    reading: &mut Reading<'_, '_>,
    path: &str,
    sent: &CodeableConcept,
    (low, high): (Option<String>, Option<String>),
    status: &Option<String>,
) -> Item {
    let concept = read(sent);
    let text = said(&sent.text).filter(|text| Some(text) != concept.display.as_ref());
    Item {
        low_day: low.as_deref().and_then(|sent| day(reading, sent, path)),
        high_day: high.as_deref().and_then(|sent| day(reading, sent, path)),
        concept,
        low,
        high,
        status: said(status),
        is_negated: false,
        mood: None,
        text,
        path: path.to_owned(),
    }
}

/// More words of the statement itself.
pub(super) fn add_words(item: &mut Item, words: impl IntoIterator<Item = String>) {
    for more in words {
        item.text = Some(item.text.take().map_or(more.clone(), |text| format!("{text}; {more}")));
    }
}

/// The day of a FHIR date or moment; one that does not exist is listed and kept as sent.
pub(super) fn day(reading: &mut Reading<'_, '_>, sent: &str, path: &str) -> Option<Date> {
    let head = sent.trim().get(..10).unwrap_or(sent.trim());
    let is_coarser = |text: &str| match text.split_once('-') {
        None => text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()),
        Some((year, month)) => year.len() == 4 && matches!(month.parse::<u8>(), Ok(1..=12)),
    };
    match head.parse::<Date>() {
        Ok(day) if head.len() == 10 => Some(day),
        _ if is_coarser(head) => None,
        _ => {
            reading.unread(path, "a date that does not exist; kept as sent");
            None
        }
    }
}

/// An amount as "value unit", in the sender's own figures.
pub(super) fn quantity(sent: &Quantity) -> Option<String> {
    let value = sent.value.as_ref().map(|value| value.0.clone()).unwrap_or_default();
    let unit = said(&sent.unit).or_else(|| said(&sent.code)).unwrap_or_default();
    let whole = format!("{}{value} {unit}", said(&sent.comparator).unwrap_or_default());
    Some(whole.trim().to_owned()).filter(|whole| !whole.is_empty())
}

/// "low - high".
pub(super) fn range(sent: &Range) -> Option<String> {
    match (sent.low.as_ref().and_then(quantity), sent.high.as_ref().and_then(quantity)) {
        (Some(low), Some(high)) => Some(format!("{low} - {high}")),
        (Some(low), None) => Some(format!(">= {low}")),
        (None, Some(high)) => Some(format!("<= {high}")),
        (None, None) => None,
    }
}

/// Whether an item says what it is about; one that does not is listed.
pub(super) fn has_name(reading: &mut Reading<'_, '_>, item: &Item, noun: &str) -> bool {
    let is_named = !item.name().is_empty();
    if !is_named {
        reading.unread(&item.path, &format!("{noun} with neither code nor words"));
    } else if item.concept.display.is_none() {
        reading.unread(&item.path, &format!("{noun} given as a code without words; kept as code"));
    }
    is_named
}

/// A statement that its sender takes back is listed and not taken.
pub(super) fn is_in_error(reading: &mut Reading<'_, '_>, path: &str, status: Option<&str>) -> bool {
    let is_in_error = status == Some("entered-in-error");
    if is_in_error {
        reading.unread(path, "the sender says that it was entered in error; not taken");
    }
    is_in_error
}
