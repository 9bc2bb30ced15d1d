//! What must hold of one claim: its numbers, codes, dates and lines (OP-30, OP-31, OP-40 to OP-49).

use jiff::civil::Date;

use super::{address, digits, identifier, nine_digit_zip, npi, payer, practitioner, upper, usable};
use crate::problem::Notes;
use crate::{Claim, Form, Frequency, Guide, Institutional, Patient, Practitioner, Professional, ServiceLine};

/// The largest amount a claim can carry, in cents: eight digits before the point.
const MOST_CENTS: i64 = 9_999_999_999;

/// SBR09 as the guides list it.
const FILING_INDICATORS: [&str; 23] = [
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA", "MB", "MC", "OF", "TV", "VA",
    "WC", "ZZ",
];

pub(super) fn check(claim: &Claim, guide: Guide, written: Date, notes: &mut Notes) {
    payer(&claim.payer, notes);
    people(claim, written, notes);
    numbers(claim, notes);
    diagnoses(claim, guide, notes);
    if let Some(rendering) = &claim.rendering {
        practitioner(rendering, "the rendering provider's", notes);
    }
    if let Some(facility) = &claim.service_facility {
        if let Some(number) = &facility.npi {
            npi(number, "the service facility's NPI", notes);
        }
        address(&facility.address, "the service facility's address", notes);
        nine_digit_zip(&facility.address, "the service facility's ZIP", notes);
    }
    match (&claim.form, guide) {
        (Form::Professional(form), Guide::Professional) => professional(claim, form, notes),
        (Form::Institutional(form), Guide::Institutional) => institutional(claim, form, written, notes),
        (Form::Institutional(_), _) => notes.say("the form", "is institutional; put it into an 837I file"),
        (Form::Professional(_), _) => notes.say("the form", "is professional; put it into an 837P file"),
    }
    lines(claim, guide, written, notes);
}

fn people(claim: &Claim, written: Date, notes: &mut Notes) {
    let subscriber = &claim.subscriber;
    identifier(&subscriber.member_id, 2, 80, "the member id", notes);
    if let Some(number) = &subscriber.group_number {
        identifier(number, 1, 50, "the group number", notes);
    }
    let known = FILING_INDICATORS.contains(&subscriber.filing_indicator.as_str());
    notes.hold(
        known,
        "the filing indicator",
        "is not a code the guide lists; use CI for commercial, MC for Medicaid, ZZ if unknown",
    );
    let demographics = claim.patient.demographics();
    let first = claim.lines.iter().map(|line| line.service_date).min().unwrap_or(written);
    let born = usable(demographics.birth_date) && demographics.birth_date <= first;
    notes.hold(born, "the patient's birth date", "is later than the services; correct one of them");
    match (&claim.patient, &demographics.address) {
        (Patient::Subscriber(_), Some(home)) => address(home, "the subscriber's address", notes),
        (Patient::Dependent(_), Some(home)) => address(home, "the patient's address", notes),
        (Patient::Subscriber(_), None) => {}
        (Patient::Dependent(_), None) => {
            notes.say("the patient's address", "is missing; enter it, or what the payer asks for members without fixed address");
        }
    }
}

fn numbers(claim: &Claim, notes: &mut Notes) {
    identifier(&claim.control_number, 1, 20, "the claim control number", notes);
    if let Some(number) = &claim.prior_authorization {
        identifier(number, 1, 50, "the authorization number", notes);
    }
    let corrects = matches!(claim.frequency, Frequency::Replacement | Frequency::Void);
    match (&claim.original_reference, corrects) {
        (None, true) => notes.say("the payer's number of the earlier claim", "is missing; a replacement or void must name it"),
        (Some(_), false) => {
            notes.say(
                "the payer's number of the earlier claim",
                "is only sent with a replacement or void; remove it or change the frequency",
            );
        }
        (Some(number), true) => identifier(number, 1, 50, "the payer's number of the earlier claim", notes),
        (None, false) => {}
    }
}

fn diagnoses(claim: &Claim, guide: Guide, notes: &mut Notes) {
    let most = if guide == Guide::Professional { 12 } else { 25 };
    notes.hold(!claim.diagnoses.is_empty(), "the diagnosis", "is missing; at least the principal diagnosis is needed");
    notes.hold(
        claim.diagnoses.len() <= most,
        "the list of diagnoses",
        "is longer than the file can carry; keep 12 (837P) or 25 (837I)",
    );
    notes.hold(claim.diagnoses.iter().all(|code| is_icd10(code)), "a diagnosis", "is not an ICD-10 code like F10.20; correct it");
    let repeated =
        claim.diagnoses.iter().enumerate().any(|(at, code)| claim.diagnoses.iter().take(at).any(|before| before == code));
    notes.hold(!repeated, "a diagnosis", "stands twice; remove one");
}

fn professional(claim: &Claim, form: &Professional, notes: &mut Notes) {
    notes.hold(digits(&form.place_of_service, 2), "the place of service", "needs two digits, like 57 (OP-44)");
    if let Some(number) = &form.clia_number {
        let right = number.len() == 10 && number.get(2..3) == Some("D") && upper(number);
        notes.hold(right, "the CLIA number", "needs ten characters with a D in third place, like 22D0123456 (OP-47)");
    }
    let series = matches!(claim.frequency, Frequency::First | Frequency::Continuing | Frequency::Last);
    notes.hold(
        !series,
        "the frequency",
        "belongs to institutional claims; a professional claim is original, replacement or void",
    );
}

fn institutional(claim: &Claim, form: &Institutional, written: Date, notes: &mut Notes) {
    notes.hold(
        form.bill_type.len() == 2 && upper(&form.bill_type),
        "the type of bill",
        "needs its first two digits, like 13 or 76",
    );
    let status = digits(&form.patient_status, 2);
    notes.hold(status, "the patient status", "needs two digits, like 01 or 30");
    let stays = matches!(claim.frequency, Frequency::First | Frequency::Continuing);
    let ends = matches!(claim.frequency, Frequency::Original | Frequency::Last);
    let still = form.patient_status == "30";
    notes.hold(
        !stays || still,
        "the patient status",
        "must be 30, still a patient, on a first or continuing claim of a series (OP-31)",
    );
    notes.hold(
        !ends || !still,
        "the patient status",
        "cannot be 30 on a whole-stay or last claim; use the discharge status (OP-31)",
    );
    let period = form.statement_from <= form.statement_to && usable(form.statement_from) && form.statement_to <= written;
    notes.hold(period, "the statement period", "must run from an earlier to a later day, none after the file's date");
    let covered =
        claim.lines.iter().all(|line| line.service_date >= form.statement_from && line.service_date <= form.statement_to);
    notes.hold(covered, "the statement period", "does not cover every line; widen it");
    let admitted = form.admission_date.is_none_or(|day| usable(day) && day <= form.statement_to);
    notes.hold(admitted, "the admission date", "is later than the statement; correct one of them");
    notes.hold(form.admission_time.is_none() || form.admission_date.is_some(), "the admission hour", "needs an admission date");
    for (code, field) in [(&form.admission_type, "the admission type"), (&form.admission_source, "the admission source")] {
        let right = code.as_deref().is_none_or(|code| code.len() == 1 && upper(code));
        notes.hold(right, field, "needs one digit or letter");
    }
    let conditions = form.condition_codes.iter().all(|code| code.len() == 2 && upper(code)) && form.condition_codes.len() <= 24;
    notes.hold(conditions, "the condition codes", "need two characters each, at most 24 of them");
    let reasons = form.reasons_for_visit.len() <= 3 && form.reasons_for_visit.iter().all(|code| is_icd10(code));
    notes.hold(reasons, "the reason for the visit", "takes at most three ICD-10 codes");
    match &form.attending {
        Some(attending) => practitioner(attending, "the attending provider's", notes),
        None => notes.say("the attending provider", "is missing; an institutional claim needs one"),
    }
}

fn lines(claim: &Claim, guide: Guide, written: Date, notes: &mut Notes) {
    let most = if guide == Guide::Professional { 50 } else { 999 };
    notes.hold(!claim.lines.is_empty(), "the claim", "has no service line; add at least one");
    notes.hold(claim.lines.len() <= most, "the claim", "has more lines than the guide allows, 50 (837P) or 999 (837I); split it");
    notes.hold(
        (1..=MOST_CENTS).contains(&claim.total_cents()),
        "the total charge",
        "must be more than zero and below 100,000,000 dollars",
    );
    let mut seen: Vec<&str> = Vec::new();
    for (at, line) in claim.lines.iter().enumerate() {
        service_line(line, at + 1, claim, guide, written, notes);
        if let Some(number) = line.control_number.as_deref() {
            notes.hold(!seen.contains(&number), &format!("line {}'s control number", at + 1), "stands twice in the claim");
            seen.push(number);
        }
    }
}

fn service_line(line: &ServiceLine, number: usize, claim: &Claim, guide: Guide, written: Date, notes: &mut Notes) {
    let field = |what: &str| format!("line {number}'s {what}");
    let day = usable(line.service_date) && line.service_date <= written;
    notes.hold(day, &field("date"), "is later than the file's date; nothing is billed ahead");
    notes.hold((1..=MOST_CENTS).contains(&line.charge_cents), &field("charge"), "must be more than zero");
    notes.hold((1..=9999).contains(&line.units), &field("units"), "must be from 1 to 9,999");
    let code = line.hcpcs.as_deref().is_none_or(|code| code.len() == 5 && upper(code));
    notes.hold(code, &field("procedure code"), "needs five letters or digits, like H0015");
    let modifiers = line.modifiers.len() <= 4 && line.modifiers.iter().all(|code| code.len() == 2 && upper(code));
    notes.hold(modifiers, &field("modifiers"), "are at most four, two characters each (OP-45)");
    notes.hold(line.modifiers.is_empty() || line.hcpcs.is_some(), &field("modifiers"), "need a procedure code");
    if let Some(own) = &line.control_number {
        identifier(own, 1, 30, &field("control number"), notes);
    }
    if let Some(rendering) = &line.rendering {
        line_practitioner(rendering, number, notes);
    }
    match guide {
        Guide::Professional => professional_line(line, claim.diagnoses.len(), &field, notes),
        Guide::Institutional => institutional_line(line, &field, notes),
    }
}

fn line_practitioner(rendering: &Practitioner, number: usize, notes: &mut Notes) {
    practitioner(rendering, &format!("line {number}'s rendering provider's"), notes);
}

fn professional_line(line: &ServiceLine, diagnoses: usize, field: &impl Fn(&str) -> String, notes: &mut Notes) {
    notes.hold(line.hcpcs.is_some(), &field("procedure code"), "is missing; a professional line needs one");
    notes.hold(line.revenue_code.is_none(), &field("revenue code"), "belongs to institutional claims; remove it");
    let place = line.place_of_service.as_deref().is_none_or(|code| digits(code, 2));
    notes.hold(place, &field("place of service"), "needs two digits, like 57 (OP-44)");
    let pointers = &line.diagnosis_pointers;
    let inside = pointers.iter().all(|place| *place >= 1 && usize::from(*place) <= diagnoses);
    notes.hold(
        (1..=4).contains(&pointers.len()) && inside,
        &field("diagnosis pointers"),
        "must name one to four diagnoses of the claim",
    );
}

fn institutional_line(line: &ServiceLine, field: &impl Fn(&str) -> String, notes: &mut Notes) {
    let right = line.revenue_code.as_deref().is_some_and(|code| digits(code, 4));
    notes.hold(right, &field("revenue code"), "needs four digits, like 0906 (OP-43)");
    notes.hold(line.place_of_service.is_none(), &field("place of service"), "belongs to professional claims; remove it");
    notes.hold(line.diagnosis_pointers.is_empty(), &field("diagnosis pointers"), "belong to professional claims; remove them");
}

/// A letter, a digit, then letters or digits: three to seven in all, without the dot.
fn is_icd10(code: &str) -> bool {
    let shape = code.bytes().enumerate().all(|(at, b)| match at {
        0 => b.is_ascii_uppercase(),
        1 => b.is_ascii_digit(),
        _ => b.is_ascii_digit() || b.is_ascii_uppercase(),
    });
    (3..=7).contains(&code.len()) && shape
}
