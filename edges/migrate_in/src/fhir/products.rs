//! Medications (requested, stated, administered, dispensed) and immunizations.

use crate::statement::{Concept, Immunization, Medication};

use super::bundle::{Node, parse};
use super::concept;
use super::datatype::{Annotation, CodeableConcept, Decimal, Period, Quantity, Range, Reference, all_words, said, twins};
use super::reading::Reading;

twins! {
    /// The four resources that say that a medication is used: each has some of these fields.
    MedicationUse {
        status: Option<String>, intent: Option<String>, do_not_perform: Option<bool>,
        medication_codeable_concept: Option<CodeableConcept>, medication_reference: Option<Reference>,
        authored_on: Option<String>, effective_date_time: Option<String>, effective_period: Option<Period>,
        when_handed_over: Option<String>, date_asserted: Option<String>,
        reason_code: Vec<CodeableConcept>, reason_reference: Vec<Reference>, note: Vec<Annotation>,
    }
    /// `dosage` of a statement; an administration has one, the others a list.
    Instructed { dosage_instruction: Vec<Dosage> }
    Stated { dosage: Vec<Dosage> }
    Given { dosage: Option<Dosage> }
    Dosage {
        text: Option<String>, patient_instruction: Option<String>, timing: Option<Timing>, as_needed_boolean: Option<bool>,
        as_needed_codeable_concept: Option<CodeableConcept>, route: Option<CodeableConcept>, dose_and_rate: Vec<DoseAndRate>,
        dose: Option<Quantity>,
    }
    DoseAndRate { dose_quantity: Option<Quantity>, dose_range: Option<Range> }
    Timing { code: Option<CodeableConcept>, repeat: Option<Repeat> }
    Repeat { frequency: Option<u32>, period: Option<Decimal>, period_unit: Option<String> }
    /// A medication, or a condition for which one is taken.
    Coded { code: Option<CodeableConcept> }
    ImmunizationSent {
        status: Option<String>, status_reason: Option<CodeableConcept>, vaccine_code: Option<CodeableConcept>,
        occurrence_date_time: Option<String>, occurrence_string: Option<String>, lot_number: Option<String>,
        dose_quantity: Option<Quantity>, note: Vec<Annotation>,
    }
}

pub(super) fn medication(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<MedicationUse>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let Some(dosages) = dosages(reading, node) else { return };
    let product = product(reading, node, &sent);
    let (low, high) = concept::span(&sent.effective_date_time, &sent.effective_period);
    let asked = [&sent.authored_on, &sent.when_handed_over, &sent.date_asserted].into_iter().find_map(said);
    let mut item = concept::item(reading, &node.path, &product, (low.or(asked), high), &sent.status);
    item.is_negated = sent.do_not_perform == Some(true) || sent.status.as_deref() == Some("not-taken");
    item.mood = matches!(sent.intent.as_deref(), Some("proposal" | "plan")).then(|| "INT".to_owned());
    if !concept::has_name(reading, &item, "a medication") {
        return;
    }
    concept::add_words(&mut item, sent.note.iter().filter_map(|note| said(&note.text)));
    let mut indications = all_words(&sent.reason_code);
    for reference in &sent.reason_reference {
        let reason = reason(reading, node, reference);
        indications.extend(reason);
    }
    let first = dosages.first();
    let words: Vec<String> =
        dosages.iter().filter_map(|one| said(&one.text).or_else(|| said(&one.patient_instruction))).collect();
    reading.document.medications.push(Medication {
        item,
        dose: first.and_then(dose),
        route: first.and_then(|one| one.route.as_ref()).and_then(CodeableConcept::words),
        frequency: first.and_then(frequency),
        sig: Some(words.join("; ")).filter(|words| !words.is_empty()),
        indications,
        section: Some(from(&node.kind).to_owned()),
    });
}

/// In which way the sender knows of it.
fn from(kind: &str) -> &'static str {
    match kind {
        "MedicationStatement" => "Stated",
        "MedicationAdministration" => "Administered",
        "MedicationDispense" => "Dispensed",
        _ => "Prescribed",
    }
}

/// One field of three shapes.
fn dosages(reading: &mut Reading<'_, '_>, node: &Node<'_>) -> Option<Vec<Dosage>> {
    match node.kind.as_str() {
        "MedicationStatement" => reading.parse::<Stated>(node).map(|one| one.dosage),
        "MedicationAdministration" => reading.parse::<Given>(node).map(|one| one.dosage.into_iter().collect()),
        _ => reading.parse::<Instructed>(node).map(|one| one.dosage_instruction),
    }
}

/// The product: as a code, as a resource beside or within, else as the reference calls it.
fn product(reading: &Reading<'_, '_>, node: &Node<'_>, sent: &MedicationUse) -> CodeableConcept {
    if let Some(coded) = &sent.medication_codeable_concept {
        return coded.clone();
    }
    let found = reading.find(node, &sent.medication_reference).and_then(|target| parse::<Coded>(&target.raw).ok()?.code);
    let shown = || sent.medication_reference.as_ref().and_then(|reference| said(&reference.display));
    found.unwrap_or_else(|| CodeableConcept { text: shown(), ..CodeableConcept::default() })
}

/// Why, from a condition that is pointed to.
pub(super) fn reason(reading: &Reading<'_, '_>, node: &Node<'_>, reference: &Reference) -> Option<String> {
    let found = reading.find(node, &Some(reference.clone())).and_then(|target| parse::<Coded>(&target.raw).ok()?.code);
    found.and_then(|code| code.words()).or_else(|| said(&reference.display))
}

fn dose(sent: &Dosage) -> Option<String> {
    let first = sent.dose_and_rate.first();
    let amount = first.and_then(|one| one.dose_quantity.as_ref()).or(sent.dose.as_ref()).and_then(concept::quantity);
    amount.or_else(|| first.and_then(|one| one.dose_range.as_ref()).and_then(concept::range))
}

/// "2 × every 1 d, as needed".
fn frequency(sent: &Dosage) -> Option<String> {
    let coded = sent.timing.as_ref().and_then(|timing| timing.code.as_ref()).and_then(CodeableConcept::words);
    let repeated = sent.timing.as_ref().and_then(|timing| timing.repeat.as_ref()).and_then(|repeat| {
        let every = format!("every {} {}", repeat.period.as_ref()?.0, said(&repeat.period_unit)?);
        Some(repeat.frequency.filter(|times| *times != 1).map_or(every.clone(), |times| format!("{times} × {every}")))
    });
    let needed = sent.as_needed_codeable_concept.as_ref().and_then(CodeableConcept::words);
    let needed = needed.map(|words| format!("as needed for {words}"));
    let needed = needed.or_else(|| sent.as_needed_boolean.filter(|is| *is).map(|_| "as needed".to_owned()));
    let all: Vec<String> = coded.or(repeated).into_iter().chain(needed).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

pub(super) fn immunization(reading: &mut Reading<'_, '_>, node: &Node<'_>) {
    let Some(sent) = reading.parse::<ImmunizationSent>(node) else { return };
    if concept::is_in_error(reading, &node.path, sent.status.as_deref()) {
        return;
    }
    let vaccine = sent.vaccine_code.clone().unwrap_or_default();
    let when = said(&sent.occurrence_date_time);
    let mut item = concept::item(reading, &node.path, &vaccine, (when, None), &sent.status);
    item.is_negated = sent.status.as_deref() == Some("not-done");
    if !concept::has_name(reading, &item, "an immunization") {
        return;
    }
    let why = sent.status_reason.as_ref().and_then(CodeableConcept::words);
    let notes = sent.note.iter().filter_map(|note| said(&note.text));
    concept::add_words(&mut item, said(&sent.occurrence_string).into_iter().chain(why).chain(notes));
    let dose = sent.dose_quantity.as_ref().and_then(concept::quantity);
    reading.document.immunizations.push(Immunization { item, dose, lot: said(&sent.lot_number) });
}

/// A concept of its own words only.
pub(super) fn in_words(words: String) -> Concept {
    Concept { display: Some(words), ..Concept::default() }
}
