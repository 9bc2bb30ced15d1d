//! The file as it will stand on the wire: names folded, codes without dots and hyphens. What cannot be folded is noted.

use crate::problem::{Notes, claim_label};
use crate::{
    Address, BillingProvider, Claim, FoldProblem, Form, Guide, Interchange837, Patient, PersonName, Practitioner, Problem,
    ServiceFacility, ServiceLine, Submitter, Subscriber, fold,
};

/// A folded copy of the file and what could not be folded.
pub(crate) fn file(file: &Interchange837, guide: Guide) -> (Interchange837, Vec<Problem>) {
    let mut notes = Notes::default();
    let mut file = file.clone();
    let mut place = 0;
    for transaction in &mut file.transactions {
        notes.about(None);
        transaction.made_at = transaction.made_at.with().second(0).subsec_nanosecond(0).build().unwrap_or(transaction.made_at);
        submitter(&mut transaction.submitter, &mut notes);
        organization(&mut transaction.receiver.name, "the receiver's name", &mut notes);
        trim(&mut transaction.receiver.id);
        for one in &mut transaction.claims {
            place += 1;
            notes.about(Some(claim_label(&one.control_number, place)));
            claim(one, guide, &mut notes);
        }
    }
    let made_at = file.envelope.made_at;
    file.envelope.made_at = made_at.with().second(0).subsec_nanosecond(0).build().unwrap_or(made_at);
    (file, notes.found())
}

fn submitter(submitter: &mut Submitter, notes: &mut Notes) {
    organization(&mut submitter.name, "the submitter's name", notes);
    organization(&mut submitter.contact_name, "the submitter's contact name", notes);
    submitter.contact_phone.retain(|c| !" ()-.+".contains(c));
    if let Some(ten) = submitter.contact_phone.strip_prefix('1').filter(|rest| rest.len() == 10) {
        submitter.contact_phone = ten.to_owned();
    }
    trim(&mut submitter.id);
}

fn claim(claim: &mut Claim, guide: Guide, notes: &mut Notes) {
    billing_provider(&mut claim.billing_provider, notes);
    organization(&mut claim.payer.name, "the payer's name", notes);
    trim(&mut claim.payer.id);
    subscriber(&mut claim.subscriber, notes);
    patient(&mut claim.patient, notes);
    trim(&mut claim.control_number);
    claim.original_reference.iter_mut().chain(&mut claim.prior_authorization).for_each(trim);
    claim.diagnoses.iter_mut().for_each(code);
    practitioner(claim.rendering.as_mut(), "the rendering provider's name", notes);
    if let Some(facility) = &mut claim.service_facility {
        service_facility(facility, notes);
    }
    match &mut claim.form {
        Form::Professional(form) => form.clia_number.iter_mut().for_each(trim),
        Form::Institutional(form) => {
            practitioner(form.attending.as_mut(), "the attending provider's name", notes);
            form.condition_codes.iter_mut().chain(&mut form.reasons_for_visit).for_each(code);
            form.admission_time = form.admission_time.and_then(|at| at.with().second(0).subsec_nanosecond(0).build().ok());
        }
    }
    for line in &mut claim.lines {
        service_line(line, notes);
    }
    if guide == Guide::Institutional {
        claim.rendering.iter_mut().chain(claim.lines.iter_mut().filter_map(|line| line.rendering.as_mut())).for_each(|person| {
            person.taxonomy = None;
        });
    }
}

fn service_line(line: &mut ServiceLine, notes: &mut Notes) {
    line.control_number.iter_mut().for_each(trim);
    line.hcpcs.iter_mut().chain(&mut line.modifiers).chain(&mut line.revenue_code).for_each(code);
    practitioner(line.rendering.as_mut(), "a line's rendering provider's name", notes);
}

fn billing_provider(provider: &mut BillingProvider, notes: &mut Notes) {
    organization(&mut provider.name, "the billing provider's name", notes);
    provider.ein.retain(|c| c != '-');
    address(&mut provider.address, "the billing provider's address", notes);
    if let Some(pay_to) = &mut provider.pay_to {
        address(pay_to, "the pay-to address", notes);
    }
}

fn service_facility(facility: &mut ServiceFacility, notes: &mut Notes) {
    organization(&mut facility.name, "the service facility's name", notes);
    address(&mut facility.address, "the service facility's address", notes);
}

fn subscriber(subscriber: &mut Subscriber, notes: &mut Notes) {
    person(&mut subscriber.name, "the subscriber's name", notes);
    trim(&mut subscriber.member_id);
    subscriber.group_number.iter_mut().for_each(trim);
    if subscriber.group_number.is_some() {
        subscriber.group_name = None;
    }
    if let Some(name) = &mut subscriber.group_name {
        organization(name, "the group's name", notes);
    }
}

fn patient(patient: &mut Patient, notes: &mut Notes) {
    let (demographics, whose) = match patient {
        Patient::Subscriber(demographics) => (demographics, "the subscriber's address"),
        Patient::Dependent(dependent) => {
            person(&mut dependent.name, "the patient's name", notes);
            (&mut dependent.demographics, "the patient's address")
        }
    };
    if let Some(home) = &mut demographics.address {
        address(home, whose, notes);
    }
}

fn practitioner(practitioner: Option<&mut Practitioner>, field: &str, notes: &mut Notes) {
    if let Some(practitioner) = practitioner {
        person(&mut practitioner.name, field, notes);
    }
}

pub(crate) fn person(name: &mut PersonName, field: &str, notes: &mut Notes) {
    match fold::person(&name.first, &name.last) {
        Ok((last, first)) => (name.last, name.first) = (last, first),
        Err(problem) => notes.say(field, problem.to_string()),
    }
    for (part, limit) in [(&mut name.middle, 25), (&mut name.suffix, 10)] {
        match fold::short(part, limit) {
            Ok(folded) => *part = folded,
            Err(FoldProblem::Empty) => part.clear(),
            Err(problem) => notes.say(field, problem.to_string()),
        }
    }
}

pub(crate) fn organization(name: &mut String, field: &str, notes: &mut Notes) {
    match fold::organization(name) {
        Ok(folded) => *name = folded,
        Err(problem) => notes.say(field, problem.to_string()),
    }
}

fn address(address: &mut Address, field: &str, notes: &mut Notes) {
    for line in &mut address.lines {
        match fold::address_line(line) {
            Ok(folded) => *line = folded,
            Err(FoldProblem::Empty) => line.clear(),
            Err(problem) => notes.say(field, problem.to_string()),
        }
    }
    address.lines.retain(|line| !line.is_empty());
    match fold::short(&address.city, 30) {
        Ok(folded) => address.city = folded,
        Err(FoldProblem::Empty) => address.city.clear(),
        Err(problem) => notes.say(field, problem.to_string()),
    }
    address.zip.retain(|c| c != '-');
    trim(&mut address.zip);
    code(&mut address.state);
}

/// Codes go out in upper case, without dots or blanks.
pub(crate) fn code(text: &mut String) {
    text.retain(|c| c != '.' && !c.is_whitespace());
    text.make_ascii_uppercase();
}

/// Numbers that others gave out are never changed, beyond blanks at the ends.
pub(crate) fn trim(text: &mut String) {
    *text = text.trim().to_owned();
}
