//! Conditions and allergies.

use crate::statement::{Allergy, Problem, Reaction};

use super::bundle::Node;
use super::concept;
use super::datatype::{Annotation, CodeableConcept, Period, Quantity, all_words, said, twins};
use super::reading::Reading;

twins! {
    Condition {
        clinical_status: Option<CodeableConcept>, verification_status: Option<CodeableConcept>, category: Vec<CodeableConcept>,
        severity: Option<CodeableConcept>, code: Option<CodeableConcept>, onset_date_time: Option<String>,
        onset_period: Option<Period>, onset_age: Option<Quantity>, onset_string: Option<String>,
        abatement_date_time: Option<String>, abatement_period: Option<Period>, abatement_string: Option<String>,
        recorded_date: Option<String>, note: Vec<Annotation>,
    }
    AllergyIntolerance {
        clinical_status: Option<CodeableConcept>, verification_status: Option<CodeableConcept>, r#type: Option<String>,
        category: Vec<Option<String>>, criticality: Option<String>, code: Option<CodeableConcept>,
        onset_date_time: Option<String>, onset_period: Option<Period>, recorded_date: Option<String>, note: Vec<Annotation>,
        reaction: Vec<ReactionSent>,
    }
    ReactionSent { manifestation: Vec<CodeableConcept>, description: Option<String>, severity: Option<String> }
}

fn code(sent: &Option<CodeableConcept>) -> Option<String> {
    sent.as_ref().and_then(CodeableConcept::code)
}

pub(super) fn condition(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<Condition>(node) else { return };
    let verified = code(&sent.verification_status);
    if concept::is_in_error(reading, &node.path, verified.as_deref()) {
        return;
    }
    let (low, period_end) = concept::span(&sent.onset_date_time, &sent.onset_period);
    let high = concept::span(&sent.abatement_date_time, &sent.abatement_period).0.or(period_end);
    let status = sent.clinical_status.as_ref().and_then(|one| one.code().or_else(|| one.words()));
    let what = sent.code.clone().unwrap_or_default();
    let mut item = concept::item(reading, &node.path, &what, (low, high), &status);
    item.is_negated = verified.as_deref() == Some("refuted");
    if !concept::has_name(reading, &item, "a problem") {
        return;
    }
    let labelled = |label: &str, words: Option<String>| words.map(|words| format!("{label} {words}"));
    let more = [
        labelled("severity", sent.severity.as_ref().and_then(CodeableConcept::words)),
        labelled("began", said(&sent.onset_string)),
        labelled("began at age", sent.onset_age.as_ref().and_then(concept::quantity)),
        labelled("ended", said(&sent.abatement_string)),
        labelled("recorded", said(&sent.recorded_date).filter(|_| item.low.is_none())),
        verified.filter(|one| !matches!(one.as_str(), "confirmed" | "refuted")),
    ];
    let notes = sent.note.iter().filter_map(|note| said(&note.text));
    concept::add_words(&mut item, more.into_iter().flatten().chain(notes));
    let section = Some(all_words(&sent.category).join(", ")).filter(|words| !words.is_empty());
    reading.document.problems.push(Problem { item, clinical_status: status, section });
}

pub(super) fn allergy(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<AllergyIntolerance>(node) else { return };
    let verified = code(&sent.verification_status);
    if concept::is_in_error(reading, &node.path, verified.as_deref()) {
        return;
    }
    let (low, high) = concept::span(&sent.onset_date_time, &sent.onset_period);
    let low = low.or_else(|| said(&sent.recorded_date));
    let status = sent.clinical_status.as_ref().and_then(|one| one.code().or_else(|| one.words()));
    let what = sent.code.clone().unwrap_or_default();
    let mut item = concept::item(reading, &node.path, &what, (low, high), &status);
    item.is_negated = verified.as_deref() == Some("refuted");
    if !concept::has_name(reading, &item, "an allergy") {
        return;
    }
    concept::add_words(&mut item, sent.note.iter().filter_map(|note| said(&note.text)));
    let kinds: Vec<String> = said(&sent.r#type).into_iter().chain(sent.category.iter().filter_map(said)).collect();
    let kind = Some(kinds.join(", ")).filter(|words| !words.is_empty());
    let mut reactions = Vec::new();
    for one in &sent.reaction {
        let words = all_words(&one.manifestation);
        let is_coded = !words.is_empty();
        let all = if is_coded { words } else { said(&one.description).into_iter().collect() };
        if all.is_empty() {
            reading.unread(&node.path, "a reaction with neither code nor words");
        }
        reactions.extend(all.into_iter().map(|display| Reaction { display, is_coded, severity: said(&one.severity) }));
    }
    let severity = said(&sent.criticality);
    reading.document.allergies.push(Allergy { item, kind, reactions, severity, clinical_status: status });
}
