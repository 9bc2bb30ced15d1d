//! Reads one claim (loop 2300 with 2310) and its service lines (loop 2400).

use crate::part::{Part, cents, code, date, fixed, only, parse_date, parse_time, period, reference, taxonomy, text};
use crate::read_837::levels_address;
use crate::reader::Faults;
use crate::{
    Assignment, BenefitsAssigned, BillingProvider, Claim, Form, Frequency, Guide, Institutional, Patient, Payer, PersonName,
    Practitioner, Professional, ReleaseOfInformation, Segment, ServiceFacility, ServiceLine, Subscriber,
};

/// Everybody who stands above a claim.
pub(crate) struct Parties {
    pub(crate) billing_provider: BillingProvider,
    pub(crate) payer: Payer,
    pub(crate) subscriber: Subscriber,
    pub(crate) patient: Patient,
}

/// A claim that still takes lines.
pub(crate) struct Open {
    claim: Claim,
    guide: Guide,
    head: Segment,
    total_cents: i64,
    seen: usize,
}

/// Reads everything of a claim before its first line.
pub(crate) fn open(part: Part<'_>, guide: Guide, parties: Option<Parties>, faults: &mut Faults) -> Option<Open> {
    let clm = part.head;
    let read = read(&part, guide, parties, faults);
    part.finish(faults);
    let Some((claim, total_cents)) = read else {
        faults.at(clm, None, "opens a claim that could not be read whole; it was left out");
        return None;
    };
    Some(Open { claim, guide, head: clm.clone(), total_cents, seen: 0 })
}

fn read(part: &Part<'_>, guide: Guide, parties: Option<Parties>, faults: &mut Faults) -> Option<(Claim, i64)> {
    let clm = part.head;
    only(clm, &[1, 2, 5, 6, 7, 8, 9], faults);
    if parties.is_none() {
        faults.at(clm, None, "stands below no complete provider, subscriber and patient");
    }
    let form = match guide {
        Guide::Professional => professional(part, faults).map(Form::Professional),
        Guide::Institutional => institutional(part, faults).map(Form::Institutional),
    };
    let diagnoses = diagnoses(part, guide, faults);
    let rendering = practitioner(part, "82", "PE", faults);
    let service_facility = service_facility(part, faults);
    let prior_authorization = part.one("REF", "G1").and_then(|segment| reference(segment, faults));
    let original_reference = part.one("REF", "F8").and_then(|segment| reference(segment, faults));
    let total = cents(clm, 2, faults);
    let frequency = Frequency::from_code(clm.component(5, 3));
    if frequency.is_none() {
        faults.at(clm, Some(5), "holds a frequency that is not known here");
    }
    let assignment = code(clm, 7, Assignment::from_code, faults);
    let benefits_assigned = code(clm, 8, BenefitsAssigned::from_code, faults);
    let release = code(clm, 9, ReleaseOfInformation::from_code, faults);
    let parties = parties?;
    let claim = Claim {
        billing_provider: parties.billing_provider,
        payer: parties.payer,
        subscriber: parties.subscriber,
        patient: parties.patient,
        control_number: clm.element(1).to_owned(),
        frequency: frequency?,
        original_reference,
        assignment: assignment?,
        benefits_assigned: benefits_assigned?,
        release: release?,
        prior_authorization,
        diagnoses,
        rendering,
        service_facility,
        form: form?,
        lines: Vec::new(),
    };
    Some((claim, total?))
}

fn professional(part: &Part<'_>, faults: &mut Faults) -> Option<Professional> {
    let clm = part.head;
    facility_qualifier(clm, "B", faults);
    fixed(clm, 6, "Y", faults);
    let clia_number = part.one("REF", "X4").and_then(|segment| reference(segment, faults));
    Some(Professional { place_of_service: clm.component(5, 1).to_owned(), clia_number })
}

fn institutional(part: &Part<'_>, faults: &mut Faults) -> Option<Institutional> {
    let clm = part.head;
    facility_qualifier(clm, "A", faults);
    fixed(clm, 6, "", faults);
    let statement = part.need("DTP", "434", faults);
    let admission = part.one("DTP", "435").and_then(|dtp| admission(dtp, faults));
    let cl1 = part.need("CL1", "", faults);
    let condition_codes = part.all("HI", "BG").into_iter().flat_map(|hi| codes(hi, &["BG"], faults)).collect();
    let reasons_for_visit = part.all("HI", "APR").into_iter().flat_map(|hi| codes(hi, &["APR"], faults)).collect();
    let attending = practitioner(part, "71", "AT", faults);
    let (statement, cl1) = (statement?, cl1?);
    only(statement, &[1, 2, 3], faults);
    fixed(statement, 2, "RD8", faults);
    only(cl1, &[1, 2, 3], faults);
    let (statement_from, statement_to) = period(statement, 3, faults)?;
    Some(Institutional {
        bill_type: clm.component(5, 1).to_owned(),
        statement_from,
        statement_to,
        admission_date: admission.map(|(day, _)| day),
        admission_time: admission.and_then(|(_, time)| time),
        admission_type: text(cl1, 1),
        admission_source: text(cl1, 2),
        patient_status: cl1.element(3).to_owned(),
        condition_codes,
        reasons_for_visit,
        attending,
    })
}

fn facility_qualifier(clm: &Segment, qualifier: &str, faults: &mut Faults) {
    if clm.component(5, 2) != qualifier || clm.components(5).count() > 3 {
        faults.at(clm, Some(5), format!("must have {qualifier} between the place and the frequency"));
    }
}

fn admission(dtp: &Segment, faults: &mut Faults) -> Option<(jiff::civil::Date, Option<jiff::civil::Time>)> {
    only(dtp, &[1, 2, 3], faults);
    let value = dtp.element(3);
    let found = match dtp.element(2) {
        "D8" => parse_date(value).map(|day| (day, None)),
        "DT" => value.split_at_checked(8).and_then(|(day, time)| Some((parse_date(day)?, Some(parse_time(time)?)))),
        _ => None,
    };
    if found.is_none() {
        faults.at(dtp, Some(3), "is not an admission date");
    }
    found
}

fn diagnoses(part: &Part<'_>, guide: Guide, faults: &mut Faults) -> Vec<String> {
    let Some(first) = part.need("HI", "ABK", faults) else { return Vec::new() };
    match guide {
        Guide::Professional => codes(first, &["ABK", "ABF"], faults),
        Guide::Institutional => {
            let others = part.all("HI", "ABF").into_iter().flat_map(|hi| codes(hi, &["ABF"], faults)).collect::<Vec<_>>();
            codes(first, &["ABK"], faults).into_iter().chain(others).collect()
        }
    }
}

/// The codes of an HI segment; each must stand under one of the qualifiers and say nothing more.
fn codes(hi: &Segment, qualifiers: &[&str], faults: &mut Faults) -> Vec<String> {
    let mut found = Vec::new();
    for (number, element) in (1..).zip(hi.elements()) {
        let parts: Vec<&str> = element.split(hi.delimiters.component).collect();
        match parts.as_slice() {
            [qualifier, code] if qualifiers.contains(qualifier) => found.push((*code).to_owned()),
            _ => faults.at(hi, Some(number), "is not a single code of the kind that belongs here"),
        }
    }
    found
}

fn practitioner(part: &Part<'_>, role: &str, specialty: &str, faults: &mut Faults) -> Option<Practitioner> {
    let (nm1, party) = part.party(role)?;
    only(nm1, &[1, 2, 3, 4, 5, 7, 8, 9], faults);
    fixed(nm1, 2, "1", faults);
    fixed(nm1, 8, "XX", faults);
    let taxonomy = party.one("PRV", specialty).map(|prv| taxonomy(prv, faults));
    Some(Practitioner { name: person_name(nm1), npi: nm1.element(9).to_owned(), taxonomy })
}

fn service_facility(part: &Part<'_>, faults: &mut Faults) -> Option<ServiceFacility> {
    let (nm1, party) = part.party("77")?;
    only(nm1, &[1, 2, 3, 8, 9], faults);
    fixed(nm1, 2, "2", faults);
    if !nm1.element(9).is_empty() {
        fixed(nm1, 8, "XX", faults);
    }
    let address = levels_address(&party, nm1, faults)?;
    Some(ServiceFacility { name: nm1.element(3).to_owned(), npi: text(nm1, 9), address })
}

/// The name parts of an NM1.
pub(crate) fn person_name(nm1: &Segment) -> PersonName {
    let [last, first, middle, suffix] = [3, 4, 5, 7].map(|number| nm1.element(number).to_owned());
    PersonName { last, first, middle, suffix }
}

impl Open {
    /// Adds a line; one that cannot be read is reported and left out.
    pub(crate) fn line(&mut self, part: Part<'_>, faults: &mut Faults) {
        self.seen += 1;
        only(part.head, &[1], faults);
        fixed(part.head, 1, &self.seen.to_string(), faults);
        let line = service_line(&part, self.guide, faults);
        part.finish(faults);
        self.claim.lines.extend(line);
    }

    /// The finished claim; its total must be the sum of its lines. One without any readable line is left out.
    pub(crate) fn close(self, faults: &mut Faults) -> Option<Claim> {
        if self.claim.total_cents() != self.total_cents {
            faults.at(&self.head, Some(2), "is not the sum of the lines");
        }
        if self.claim.lines.is_empty() {
            faults.at(&self.head, None, "opens a claim without a readable service line; it was left out");
            return None;
        }
        Some(self.claim)
    }
}

fn service_line(part: &Part<'_>, guide: Guide, faults: &mut Faults) -> Option<ServiceLine> {
    let id = if guide == Guide::Professional { "SV1" } else { "SV2" };
    let service = part.need(id, "", faults);
    let day = part.need("DTP", "472", faults);
    let control_number = part.one("REF", "6R").and_then(|segment| reference(segment, faults));
    let rendering = practitioner(part, "82", "PE", faults);
    let (service, day) = (service?, day?);
    only(day, &[1, 2, 3], faults);
    fixed(day, 2, "D8", faults);
    // the institutional segment has a revenue code before everything else
    let first = if guide == Guide::Professional { 1 } else { 2 };
    let known: &[usize] = if guide == Guide::Professional { &[1, 2, 3, 4, 5, 7] } else { &[1, 2, 3, 4, 5] };
    only(service, known, faults);
    fixed(service, first + 2, "UN", faults);
    let (hcpcs, modifiers) = procedure(service, first, faults);
    let professional = guide == Guide::Professional;
    Some(ServiceLine {
        control_number,
        service_date: date(day, 3, faults)?,
        revenue_code: if professional { None } else { text(service, 1) },
        hcpcs,
        modifiers,
        units: code(service, first + 3, |units| units.parse().ok(), faults)?,
        charge_cents: cents(service, first + 1, faults)?,
        place_of_service: if professional { text(service, 5) } else { None },
        diagnosis_pointers: if professional { pointers(service, faults) } else { Vec::new() },
        rendering,
    })
}

fn procedure(service: &Segment, number: usize, faults: &mut Faults) -> (Option<String>, Vec<String>) {
    if service.element(number).is_empty() {
        return (None, Vec::new());
    }
    let parts: Vec<&str> = service.components(number).collect();
    if parts.first() != Some(&"HC") || parts.len() > 6 {
        faults.at(service, Some(number), "is not a HCPCS code with at most four modifiers");
    }
    let mut parts = parts.into_iter().skip(1).map(str::to_owned);
    (parts.next(), parts.take(4).collect())
}

fn pointers(service: &Segment, faults: &mut Faults) -> Vec<u8> {
    let read: Option<Vec<u8>> = service.components(7).map(|place| place.parse().ok()).collect();
    if read.is_none() {
        faults.at(service, Some(7), "does not point to diagnoses");
    }
    read.unwrap_or_default()
}
