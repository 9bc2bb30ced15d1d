//! Observations (results, vital signs, social history) and diagnostic reports.

use serde_json::value::RawValue;

use crate::statement::{Concept, Item, Measurement, SocialHistory};
use crate::substance;

use super::bundle::{Node, parse};
use super::datatype::{
    Annotation, Attachment, CodeableConcept, Period, Quantity, Range, Ratio, Reference, all_words, said, twins,
};
use super::reading::Reading;
use super::{attachment, concept};

twins! {
    Observation {
        status: Option<String>, category: Vec<CodeableConcept>, code: Option<CodeableConcept>,
        effective_date_time: Option<String>, effective_period: Option<Period>, effective_instant: Option<String>,
        issued: Option<String>, interpretation: Vec<CodeableConcept>, reference_range: Vec<ReferenceRange>,
        note: Vec<Annotation>, component: Vec<Box<RawValue>>,
    }
    Component { code: Option<CodeableConcept>, interpretation: Vec<CodeableConcept>, reference_range: Vec<ReferenceRange> }
    ReferenceRange { low: Option<Quantity>, high: Option<Quantity>, text: Option<String> }
    /// The value of an observation or of one of its components, in whichever type.
    Value {
        value_quantity: Option<Quantity>, value_codeable_concept: Option<CodeableConcept>, value_string: Option<String>,
        value_boolean: Option<bool>, value_integer: Option<i64>, value_range: Option<Range>, value_ratio: Option<Ratio>,
        value_time: Option<String>, value_date_time: Option<String>, value_period: Option<Period>,
        value_sampled_data: Option<Box<RawValue>>, data_absent_reason: Option<CodeableConcept>,
    }
    DiagnosticReport {
        status: Option<String>, category: Vec<CodeableConcept>, code: Option<CodeableConcept>,
        effective_date_time: Option<String>, effective_period: Option<Period>, issued: Option<String>,
        result: Vec<Reference>, conclusion: Option<String>, conclusion_code: Vec<CodeableConcept>,
        presented_form: Vec<Attachment>,
    }
}

/// Notes which report each observation belongs to, before any observation is read.
pub(super) fn note_panels(reading: &mut Reading<'_, '_>) {
    let nodes = reading.nodes;
    for (_, node) in nodes.of_kind("DiagnosticReport") {
        // One that cannot be read is told of when its turn comes.
        let Ok(report) = parse::<DiagnosticReport>(node.raw) else { continue };
        let Some(words) = report.code.as_ref().and_then(CodeableConcept::words) else { continue };
        for reference in report.result.iter().filter_map(|one| said(&one.reference)) {
            if let Some(at) = nodes.place(node, &reference) {
                reading.panels.entry(at).or_insert_with(|| words.clone());
            }
        }
    }
}

/// Which list an observation belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Vitals,
    Social,
    Results,
}

pub(super) fn observation(reading: &mut Reading<'_, '_>, at: usize, node: &Node<'_>) {
    let Some(sent) = reading.parse::<Observation>(node) else { return };
    let Some(value) = reading.parse::<Value>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let moment = [&sent.effective_date_time, &sent.effective_instant].into_iter().find_map(said);
    let (low, high) = concept::span(&moment, &sent.effective_period);
    let times = (low.or_else(|| said(&sent.issued)), high);
    let what = sent.code.clone().unwrap_or_default();
    let mut item = concept::item(reading, &node.path, &what, times.clone(), &sent.status);
    let list = list(&sent.category, &item.concept);
    let (words, coded) = in_words(reading, &node.path, &value);
    if item.name().is_empty() && words.is_none() {
        reading.unread(&node.path, "an observation with neither code nor value");
        return;
    }
    let absent = value.data_absent_reason.as_ref().and_then(CodeableConcept::words);
    let notes = sent.note.iter().filter_map(|note| said(&note.text));
    concept::add_words(&mut item, absent.map(|why| format!("no value: {why}")).into_iter().chain(notes));
    let panel = reading.panels.get(&at).cloned();
    let about = item.name().to_owned();
    put(reading, list, item, (words, coded), (&sent.interpretation, &sent.reference_range), panel);
    for (number, raw) in (1_usize..).zip(&sent.component) {
        let path = format!("{} / component {number}", node.path);
        let read = parse::<Component>(raw.get()).and_then(|part| Ok((part, parse::<Value>(raw.get())?)));
        match read {
            Ok((part, value)) => component(reading, list, &path, (&part, &value), &times, (&sent.status, &about)),
            Err(why) => reading.unread(&path, &format!("cannot be read: {why}")),
        }
    }
}

fn component(
    reading: &mut Reading<'_, '_>,
    list: List,
    path: &str,
    (part, value): (&Component, &Value),
    times: &(Option<String>, Option<String>),
    (status, about): (&Option<String>, &str),
) {
    let what = part.code.clone().unwrap_or_default();
    let mut item = concept::item(reading, path, &what, times.clone(), status);
    let said = in_words(reading, path, value);
    let absent = value.data_absent_reason.as_ref().and_then(CodeableConcept::words);
    concept::add_words(&mut item, absent.map(|why| format!("no value: {why}")));
    if item.name().is_empty() && said.0.is_none() {
        reading.unread(path, "a part of an observation with neither code nor value");
        return;
    }
    put(reading, list, item, said, (&part.interpretation, &part.reference_range), Some(about.to_owned()));
}

fn put(
    reading: &mut Reading<'_, '_>,
    list: List,
    item: Item,
    (value, value_concept): (Option<String>, Concept),
    (interpretation, ranges): (&[CodeableConcept], &[ReferenceRange]),
    panel: Option<String>,
) {
    if list == List::Social {
        reading.document.social_history.push(SocialHistory { item, value, value_concept });
        return;
    }
    let interpretation = Some(all_words(interpretation).join(", ")).filter(|words| !words.is_empty());
    let in_words = |one: &ReferenceRange| {
        let ends = Range { low: one.low.clone(), high: one.high.clone() };
        said(&one.text).or_else(|| concept::range(&ends))
    };
    let reference_range =
        Some(ranges.iter().filter_map(in_words).collect::<Vec<_>>().join("; ")).filter(|words| !words.is_empty());
    let measured = Measurement { item, value, interpretation, reference_range, panel };
    let all = if list == List::Vitals { &mut reading.document.vitals } else { &mut reading.document.results };
    all.push(measured);
}

/// By category; a question about tobacco, alcohol or drugs is social history under any.
fn list(categories: &[CodeableConcept], what: &Concept) -> List {
    let has = |wanted: &str| categories.iter().flat_map(|one| &one.coding).any(|one| one.code.as_deref() == Some(wanted));
    if has("vital-signs") {
        List::Vitals
    } else if has("social-history") || has("sdoh") || (!has("laboratory") && substance::is_coded(what)) {
        List::Social
    } else {
        List::Results
    }
}

/// The value in the sender's own figures and words, and as a concept where coded.
fn in_words(reading: &mut Reading<'_, '_>, path: &str, value: &Value) -> (Option<String>, Concept) {
    if let Some(coded) = &value.value_codeable_concept {
        let read = concept::read(coded);
        return (read.display.clone().or_else(|| said(&coded.text)).or_else(|| read.code.clone()), read);
    }
    if value.value_sampled_data.is_some() {
        reading.unread(path, "a series of samples; the original holds it");
    }
    let ratio = |one: &Ratio| {
        let part = |side: &Option<Quantity>| side.as_ref().and_then(concept::quantity);
        Some(format!("{} / {}", part(&one.numerator)?, part(&one.denominator)?))
    };
    let span = |one: &Period| {
        let ends: Vec<String> = [&one.start, &one.end].into_iter().filter_map(said).collect();
        (!ends.is_empty()).then(|| ends.join(" to "))
    };
    let words = (value.value_quantity.as_ref().and_then(concept::quantity))
        .or_else(|| said(&value.value_string))
        .or_else(|| value.value_boolean.map(|is| if is { "yes" } else { "no" }.to_owned()))
        .or_else(|| value.value_integer.map(|number| number.to_string()))
        .or_else(|| value.value_range.as_ref().and_then(concept::range))
        .or_else(|| value.value_ratio.as_ref().and_then(ratio))
        .or_else(|| said(&value.value_date_time))
        .or_else(|| said(&value.value_time))
        .or_else(|| value.value_period.as_ref().and_then(span));
    (words, Concept::default())
}

/// A report: its conclusion as a result of its own, its texts as sections, its files kept.
pub(super) fn report(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<DiagnosticReport>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let (low, high) = concept::span(&sent.effective_date_time, &sent.effective_period);
    let what = sent.code.clone().unwrap_or_default();
    let item = concept::item(reading, &node.path, &what, (low.or_else(|| said(&sent.issued)), high), &sent.status);
    let title = Some(item.name().to_owned()).filter(|name| !name.is_empty());
    if concept::has_name(reading, &item, "a report") {
        let coded = Some(all_words(&sent.conclusion_code).join(", ")).filter(|words| !words.is_empty());
        let value = said(&sent.conclusion).or(coded);
        let panel = Some(all_words(&sent.category).join(", ")).filter(|words| !words.is_empty());
        reading.document.results.push(Measurement { item, value, interpretation: None, reference_range: None, panel });
    }
    for (number, form) in (1_usize..).zip(&sent.presented_form) {
        attachment::keep(reading, node, &format!("{} / form {number}", node.path), form, title.as_ref());
    }
}
