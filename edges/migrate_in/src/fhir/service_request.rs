//! The request itself: what is asked for, why, by whom and how soon. It heads a bundle that has no composition.

use crate::statement::OtherStatement;

use super::bundle::Node;
use super::datatype::{Annotation, CodeableConcept, Period, Reference, all_words, said, twins};
use super::people;
use super::reading::Reading;
use super::{concept, header, narrative, products};

twins! {
    ServiceRequest {
        status: Option<String>, intent: Option<String>, priority: Option<String>, do_not_perform: Option<bool>,
        code: Option<CodeableConcept>, authored_on: Option<String>, occurrence_date_time: Option<String>,
        occurrence_period: Option<Period>, requester: Option<Reference>, encounter: Option<Reference>,
        performer: Vec<Reference>, reason_code: Vec<CodeableConcept>, reason_reference: Vec<Reference>,
        order_detail: Vec<CodeableConcept>, note: Vec<Annotation>, patient_instruction: Option<String>,
    }
}

pub(super) fn read(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<ServiceRequest>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let asked = said(&sent.authored_on);
    let (low, high) = concept::span(&sent.occurrence_date_time, &sent.occurrence_period);
    let what = sent.code.clone().unwrap_or_default();
    let mut item = concept::item(reading, &node.path, &what, (low.or_else(|| asked.clone()), high), &sent.status);
    item.is_negated = sent.do_not_perform == Some(true);
    item.mood = Some("RQO".to_owned());
    let mut reasons = all_words(&sent.reason_code);
    reasons.extend(sent.reason_reference.iter().filter_map(|one| products::reason(reading, node, one)));
    let requester = people::author(reading, node, &sent.requester);
    let words = words(reading, node, &sent, &reasons);
    if item.name().is_empty() {
        item.concept = products::in_words("Request for a service".to_owned());
    }
    let title = item.name().to_owned();
    if reading.composition.is_none() && reading.document.title.is_none() {
        reading.document.title = Some(title.clone());
        reading.document.created = asked.or(reading.document.created.take());
        reading.document.authors.extend(requester);
        reading.document.stay = header::stay(reading, node, &sent.encounter);
        let organization = reading.document.authors.first().and_then(|author| author.organization.clone());
        reading.document.custodian = organization;
    }
    narrative::text(reading, None, Some(format!("What is asked for: {title}")), words);
    let value = Some(reasons.join(", ")).filter(|words| !words.is_empty());
    let section = Some("Request".to_owned());
    reading.document.others.push(OtherStatement { item, value, section, class: node.kind.clone() });
}

/// Everything that the request says, one line a matter, for whoever reads it first.
fn words(reading: &Reading<'_, '_>, node: &Node<'_>, sent: &ServiceRequest, reasons: &[String]) -> String {
    let for_whom: Vec<String> =
        sent.performer.iter().filter_map(|one| people::called(reading, node, &Some(one.clone()))).collect();
    let listed = |label: &str, all: Vec<String>| (!all.is_empty()).then(|| format!("{label}: {}", all.join(", ")));
    let mut lines: Vec<String> = [
        listed("Reason", reasons.to_vec()),
        listed("Priority", said(&sent.priority).into_iter().collect()),
        listed("Asked of", for_whom),
        listed("Asked by", people::called(reading, node, &sent.requester).into_iter().collect()),
        listed("Details", all_words(&sent.order_detail)),
        listed("Told the person", said(&sent.patient_instruction).into_iter().collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(sent.note.iter().filter_map(|note| said(&note.text)));
    lines.join("\n")
}
