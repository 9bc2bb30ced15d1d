//! Everything else: coded statements and words where a resource has them; what has neither is told once for all of its kind.

use crate::statement::OtherStatement;

use super::bundle::Node;
use super::datatype::{Annotation, CodeableConcept, Coding, Decimal, Narrative, Period, Reference, all_words, said, twins};
use super::people;
use super::reading::Reading;
use super::{concept, narrative};

/// Read where somebody points to them; by themselves they say nothing about the person.
const SUPPORTING: [&str; 12] = [
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Location",
    "HealthcareService",
    "Medication",
    "Device",
    "Endpoint",
    "Provenance",
    "OperationOutcome",
    "Subscription",
    "Parameters",
];

/// Nested questions that are followed.
const MAX_LEVELS: usize = 12;

twins! {
    Words { text: Option<Narrative> }
    Goal { lifecycle_status: Option<String>, description: Option<CodeableConcept>, start_date: Option<String>, note: Vec<Annotation> }
    CarePlan {
        status: Option<String>, title: Option<String>, category: Vec<CodeableConcept>, description: Option<String>,
        period: Option<Period>,
    }
    Coverage {
        status: Option<String>, r#type: Option<CodeableConcept>, subscriber_id: Option<String>, payor: Vec<Reference>,
        period: Option<Period>,
    }
    FamilyMemberHistory {
        status: Option<String>, relationship: Option<CodeableConcept>, date: Option<String>, condition: Vec<FamilyCondition>,
    }
    FamilyCondition { code: Option<CodeableConcept> }
    QuestionnaireResponse { questionnaire: Option<String>, status: Option<String>, item: Vec<Question> }
    Question { link_id: Option<String>, text: Option<String>, answer: Vec<Answer>, item: Vec<Question> }
    Answer {
        value_boolean: Option<bool>, value_decimal: Option<Decimal>, value_integer: Option<i64>, value_string: Option<String>,
        value_date: Option<String>, value_date_time: Option<String>, value_coding: Option<Coding>, item: Vec<Question>,
    }
}

pub(super) fn read(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    match node.kind.as_str() {
        "Goal" => goal(reading, node),
        "CarePlan" => care_plan(reading, node),
        "Coverage" => coverage(reading, node),
        "FamilyMemberHistory" => family(reading, node),
        kind if SUPPORTING.contains(&kind) => {}
        kind => {
            let words = super::bundle::parse::<Words>(node.raw).ok().and_then(|one| one.text?.div);
            let words = words.map(|div| narrative::plain(&div)).unwrap_or_default();
            if words.is_empty() {
                reading.pass_over(kind);
            } else {
                narrative::text(reading, None, Some(kind.to_owned()), words);
            }
        }
    }
}

fn statement(
    reading: &mut Reading<'_, '_>,
    node: &Node<'_>,
    what: &CodeableConcept,
    times: (Option<String>, Option<String>),
    status: &Option<String>,
    (section, value, more): (&str, Option<String>, Vec<String>),
) {
    if concept::is_in_error(reading, &node.path, status.as_deref()) {
        return;
    }
    let mut item = concept::item(reading, &node.path, what, times, status);
    if !concept::has_name(reading, &item, "a statement") {
        return;
    }
    concept::add_words(&mut item, more);
    let section = Some(section.to_owned());
    reading.document.others.push(OtherStatement { item, value, section, class: node.kind.clone() });
}

fn goal(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<Goal>(node) else { return };
    let what = sent.description.clone().unwrap_or_default();
    let notes = sent.note.iter().filter_map(|note| said(&note.text)).collect();
    statement(reading, node, &what, (said(&sent.start_date), None), &sent.lifecycle_status, ("Goals", None, notes));
}

fn care_plan(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<CarePlan>(node) else { return };
    let words = said(&sent.title).or_else(|| Some(all_words(&sent.category).join(", ")).filter(|words| !words.is_empty()));
    let what = CodeableConcept { text: words.or_else(|| Some("Care plan".to_owned())), ..CodeableConcept::default() };
    let more = said(&sent.description).into_iter().collect();
    statement(reading, node, &what, concept::span(&None, &sent.period), &sent.status, ("Care plans", None, more));
}

fn coverage(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<Coverage>(node) else { return };
    let payers: Vec<String> = sent.payor.iter().filter_map(|one| people::called(reading, node, &Some(one.clone()))).collect();
    let words = Some(payers.join(", ")).filter(|words| !words.is_empty());
    let kind = sent.r#type.as_ref().and_then(CodeableConcept::words);
    let what = CodeableConcept { text: words.or_else(|| kind.clone()), ..CodeableConcept::default() };
    let number = said(&sent.subscriber_id).map(|id| format!("member {id}"));
    let more = kind.into_iter().collect();
    statement(reading, node, &what, concept::span(&None, &sent.period), &sent.status, ("Coverage", number, more));
}

fn family(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<FamilyMemberHistory>(node) else { return };
    let who = sent.relationship.as_ref().and_then(CodeableConcept::words);
    if sent.condition.is_empty() {
        reading.unread(&node.path, "a family history without a condition");
    }
    for one in &sent.condition {
        let what = one.code.clone().unwrap_or_default();
        let about = ("Family history", who.clone(), Vec::new());
        statement(reading, node, &what, (said(&sent.date), None), &sent.status, about);
    }
}

/// An answered form as lines, "question: answer".
pub(super) fn questionnaire_response(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<QuestionnaireResponse>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let mut lines = Vec::new();
    sent.item.iter().for_each(|question| ask(question, &mut lines, 0));
    if lines.is_empty() {
        reading.unread(&node.path, "an answered form without answers");
    }
    let form = said(&sent.questionnaire).map_or_else(|| "Answered form".to_owned(), |form| format!("Answered form {form}"));
    narrative::text(reading, None, Some(form), lines.join("\n"));
}

fn ask(question: &Question, lines: &mut Vec<String>, level: usize) {
    let asked = said(&question.text).or_else(|| said(&question.link_id)).unwrap_or_default();
    let answers: Vec<String> = question.answer.iter().filter_map(answer).collect();
    if !answers.is_empty() {
        lines.push(format!("{asked}: {}", answers.join(", ")));
    } else if !question.item.is_empty() && !asked.is_empty() {
        lines.push(asked);
    }
    if level < MAX_LEVELS {
        let inner = question.item.iter().chain(question.answer.iter().flat_map(|answer| &answer.item));
        inner.for_each(|one| ask(one, lines, level + 1));
    }
}

fn answer(sent: &Answer) -> Option<String> {
    let coded = sent.value_coding.as_ref().and_then(|one| said(&one.display).or_else(|| said(&one.code)));
    let moment = said(&sent.value_date).or_else(|| said(&sent.value_date_time));
    coded
        .or_else(|| said(&sent.value_string))
        .or_else(|| sent.value_boolean.map(|is| if is { "yes" } else { "no" }.to_owned()))
        .or_else(|| sent.value_integer.map(|number| number.to_string()))
        .or_else(|| sent.value_decimal.as_ref().map(|number| number.0.clone()))
        .or(moment)
}
