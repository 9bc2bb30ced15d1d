//! Encounters and procedures.

use crate::document::Stay;
use crate::statement::{Encounter, Procedure};

use super::bundle::{Node, parse};
use super::datatype::{Annotation, CodeableConcept, Coding, Period, Reference, all_words, said, twins};
use super::people;
use super::reading::Reading;
use super::{concept, products};

twins! {
    EncounterSent {
        status: Option<String>, class: Option<Coding>, r#type: Vec<CodeableConcept>, period: Option<Period>,
        reason_code: Vec<CodeableConcept>, reason_reference: Vec<Reference>, diagnosis: Vec<Diagnosis>, location: Vec<At>,
        service_provider: Option<Reference>, hospitalization: Option<Hospitalization>,
    }
    Diagnosis { condition: Option<Reference> }
    At { location: Option<Reference> }
    Hospitalization { discharge_disposition: Option<CodeableConcept> }
    ProcedureSent {
        status: Option<String>, code: Option<CodeableConcept>, performed_date_time: Option<String>,
        performed_period: Option<Period>, performed_string: Option<String>, outcome: Option<CodeableConcept>,
        note: Vec<Annotation>,
    }
}

fn kind(sent: &EncounterSent) -> CodeableConcept {
    let class = || CodeableConcept { coding: sent.class.iter().cloned().collect(), text: None };
    sent.r#type.first().cloned().unwrap_or_else(class)
}

fn place(reading: &Reading<'_, '_>, node: &Node<'_>, sent: &EncounterSent) -> Option<String> {
    let at = sent.location.iter().find_map(|one| people::called(reading, node, &one.location));
    at.or_else(|| people::called(reading, node, &sent.service_provider))
}

pub(super) fn encounter(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<EncounterSent>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let times = concept::span(&None, &sent.period);
    let item = concept::item(reading, &node.path, &kind(&sent), times, &sent.status);
    if !concept::has_name(reading, &item, "an encounter") {
        return;
    }
    let mut diagnoses = all_words(&sent.reason_code);
    let pointed = sent.diagnosis.iter().filter_map(|one| one.condition.as_ref()).chain(&sent.reason_reference);
    diagnoses.extend(pointed.filter_map(|one| products::reason(reading, node, one)));
    let place = place(reading, node, &sent);
    reading.document.encounters.push(Encounter { item, diagnoses, place });
}

/// A visit as the one that the document came out of.
pub(super) fn stay(reading: &Reading<'_, '_>, node: &Node<'_>) -> Option<Stay> {
    let sent: EncounterSent = parse(node.raw).ok()?;
    let (low, high) = concept::span(&None, &sent.period);
    let disposition = sent.hospitalization.as_ref().and_then(|one| one.discharge_disposition.as_ref());
    Some(Stay {
        kind: kind(&sent).words(),
        low,
        high,
        disposition: disposition.and_then(CodeableConcept::words),
        facility: place(reading, node, &sent),
    })
}

pub(super) fn procedure(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<ProcedureSent>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let times = concept::span(&sent.performed_date_time, &sent.performed_period);
    let mut item = concept::item(reading, &node.path, &sent.code.clone().unwrap_or_default(), times, &sent.status);
    item.is_negated = sent.status.as_deref() == Some("not-done");
    if !concept::has_name(reading, &item, "a procedure") {
        return;
    }
    let outcome = sent.outcome.as_ref().and_then(CodeableConcept::words);
    let notes = sent.note.iter().filter_map(|note| said(&note.text));
    concept::add_words(&mut item, said(&sent.performed_string).into_iter().chain(outcome).chain(notes));
    reading.document.procedures.push(Procedure { item });
}
