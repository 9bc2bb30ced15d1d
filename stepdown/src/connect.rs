//! Where the edges meet care: the two conversions the command line needs, one function each, so that there is one place to look.

use billing::claim::ClaimContent;
use billing::claim::release::ReleasedBatch;
use billing::day::ChargeLine;
use billing::rule::ClaimForm;
use intake::referral::{PatientAsSent, ReferralContent, ReferralItem, ReferralSection};
use jiff::civil::DateTime;
use migrate_in::{Item, Measurement, ReferralDocument};
use schedule::program::Program;

/// A document as the front door keeps it: every statement with its words, code and time as the sender put them.
pub(crate) fn referral_content(document: &ReferralDocument) -> ReferralContent {
    ReferralContent {
        document_id: Some(document.id.clone()),
        title: document.title.clone(),
        type_code: document.type_code.clone(),
        created: document.created.clone(),
        author: document.authors.first().and_then(|author| author.name.as_ref()).map(|name| name.readable.clone()),
        custodian: document.custodian.clone(),
        patient: patient(document),
        problems: document.problems.iter().map(|said| with_note(item(&said.item), &said.section)).collect(),
        medications: document
            .medications
            .iter()
            .map(|said| ReferralItem { dose: said.dose.clone(), ..with_note(item(&said.item), &said.sig) })
            .collect(),
        allergies: document
            .allergies
            .iter()
            .map(|said| ReferralItem {
                reactions: said.reactions.iter().map(|reaction| reaction.display.clone()).collect(),
                ..with_note(item(&said.item), &said.severity)
            })
            .collect(),
        results: document.results.iter().map(measured).collect(),
        vitals: document.vitals.iter().map(measured).collect(),
        procedures: document.procedures.iter().map(|said| item(&said.item)).collect(),
        encounters: document.encounters.iter().map(|said| with_note(item(&said.item), &said.place)).collect(),
        immunizations: document
            .immunizations
            .iter()
            .map(|said| ReferralItem { dose: said.dose.clone(), ..item(&said.item) })
            .collect(),
        social_history: document
            .social_history
            .iter()
            .map(|said| ReferralItem { value: said.value.clone(), ..item(&said.item) })
            .collect(),
        substance_use: document
            .substance_use
            .iter()
            .map(|said| ReferralItem { display: said.what.clone(), value: said.value.clone(), ..ReferralItem::default() })
            .collect(),
        others: document
            .others
            .iter()
            .map(|said| ReferralItem { value: said.value.clone(), ..with_note(item(&said.item), &said.section) })
            .collect(),
        sections: document
            .sections
            .iter()
            .map(|said| ReferralSection { loinc: said.loinc.clone(), title: said.title.clone(), text: said.narrative.clone() })
            .collect(),
        unread: document.unread.iter().map(|unread| format!("{}: {}", unread.path, unread.why)).collect(),
    }
}

fn patient(document: &ReferralDocument) -> PatientAsSent {
    let said = &document.patient;
    let reached = |is_meant: &dyn Fn(&migrate_in::Telecom) -> bool| -> Vec<String> {
        said.telecoms.iter().filter(|telecom| is_meant(telecom)).map(|telecom| telecom.value.clone()).collect()
    };
    PatientAsSent {
        given: said.given.clone(),
        family: said.family.clone(),
        birth_date: said.birth_day,
        birth_as_sent: said.birth.clone(),
        gender: said.gender.clone(),
        ids: said.ids.clone(),
        phones: reached(&|telecom| telecom.scheme == "tel" || (telecom.scheme.is_empty() && !telecom.value.contains('@'))),
        emails: reached(&|telecom| telecom.value.contains('@')),
        address: said.addresses.first().map(|address| episode::patient::Address {
            lines: address.lines.clone(),
            city: address.city.clone().unwrap_or_default(),
            state: address.state.clone().unwrap_or_default(),
            zip: address.postal_code.clone().unwrap_or_default(),
        }),
        language: said.languages.first().cloned(),
    }
}

fn item(said: &Item) -> ReferralItem {
    ReferralItem {
        display: said.concept.display.clone().or_else(|| said.text.clone()),
        code: said.concept.code.clone(),
        system: said.concept.system.clone(),
        low: said.low.clone(),
        high: said.high.clone(),
        status: said.status.clone(),
        is_negated: said.is_negated,
        ..ReferralItem::default()
    }
}

fn measured(said: &Measurement) -> ReferralItem {
    ReferralItem { value: said.value.clone(), ..with_note(item(&said.item), &said.interpretation) }
}

fn with_note(item: ReferralItem, note: &Option<String>) -> ReferralItem {
    ReferralItem { note: note.clone(), ..item }
}

/// The X12 file of a released batch, made at a local moment.
///
/// # Errors
/// Every problem at once, in sentences that name claims by their number.
pub(crate) fn claim_file(released: &ReleasedBatch, is_test: bool, made_at: DateTime) -> Result<Vec<u8>, Vec<String>> {
    let (program, batch) = (&released.program, &released.batch);
    let number =
        u32::try_from(batch.control_number).map_err(|_| vec!["The batch number is beyond what a file holds.".to_owned()])?;
    let receiver = released.claims.first().map(|claim| claim.payer.clone());
    let receiver = receiver.ok_or_else(|| vec!["There is no claim to write.".to_owned()])?;
    let partner = |id: &str| x12::TradingPartner {
        qualifier: "ZZ".to_owned(),
        interchange_id: id.to_owned(),
        application_id: id.to_owned(),
    };
    let claims = released.claims.iter().map(|content| claim(program, content)).collect();
    let file = x12::Interchange837 {
        envelope: x12::Envelope {
            sender: partner(&program.npi),
            receiver: partner(&receiver.electronic_id),
            made_at,
            control_number: number,
            group_control_number: number,
            acknowledgment_requested: false,
            usage: if is_test { x12::Usage::Test } else { x12::Usage::Production },
        },
        transactions: vec![x12::Transaction837 {
            control_number: 1,
            reference: format!("{number:06}"),
            made_at,
            submitter: x12::Submitter {
                name: program.billing_name.clone(),
                id: program.npi.clone(),
                contact_name: program.billing_name.clone(),
                contact_phone: program.phone.chars().filter(char::is_ascii_digit).skip(1).collect(),
                contact_email: None,
            },
            receiver: x12::Receiver { name: receiver.name.clone(), id: receiver.electronic_id },
            claims,
        }],
    };
    let written = match batch.form {
        ClaimForm::Professional => file.write_professional(),
        ClaimForm::Institutional => file.write_institutional(),
    };
    written.map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn claim(program: &Program, content: &ClaimContent) -> x12::Claim {
    let practitioner = x12::Practitioner {
        name: x12::PersonName::new(&content.practitioner.given, &content.practitioner.family),
        npi: content.practitioner.npi.clone(),
        taxonomy: None,
    };
    let is_professional = content.form == ClaimForm::Professional;
    let person = &content.subscriber;
    x12::Claim {
        billing_provider: provider(program),
        payer: x12::Payer { name: content.payer.name.clone(), id: content.payer.electronic_id.clone() },
        subscriber: x12::Subscriber {
            name: x12::PersonName::new(&person.given, &person.family),
            member_id: person.member_id.clone(),
            sequence: x12::PayerSequence::Primary,
            group_number: Some(person.group_number.clone()).filter(|number| !number.is_empty()),
            group_name: None,
            filing_indicator: content.payer.claim_filing.clone(),
        },
        patient: x12::Patient::Subscriber(x12::Demographics {
            address: person.address.as_ref().map(|home| x12::Address {
                lines: home.lines.clone(),
                city: home.city.clone(),
                state: home.state.clone(),
                zip: home.zip.clone(),
            }),
            birth_date: person.birth_date,
            gender: match person.sex.as_str() {
                "F" => x12::Gender::Female,
                "M" => x12::Gender::Male,
                _ => x12::Gender::Unknown,
            },
        }),
        control_number: content.number.clone(),
        frequency: x12::Frequency::Original,
        original_reference: None,
        assignment: x12::Assignment::Assigned,
        benefits_assigned: x12::BenefitsAssigned::Yes,
        release: x12::ReleaseOfInformation::Signed,
        prior_authorization: content.authorization_number.clone(),
        diagnoses: content.diagnoses.clone(),
        rendering: is_professional.then(|| practitioner.clone()),
        service_facility: None,
        form: form(content, practitioner),
        lines: content.lines.iter().enumerate().map(|(at, charge)| line(content, at, charge)).collect(),
    }
}

fn provider(program: &Program) -> x12::BillingProvider {
    x12::BillingProvider {
        name: program.billing_name.clone(),
        npi: program.npi.clone(),
        ein: program.tax_id.clone(),
        taxonomy: Some(program.taxonomy.clone()).filter(|code| !code.is_empty()),
        address: x12::Address {
            lines: vec![program.street.clone()],
            city: program.city.clone(),
            state: program.state.clone(),
            zip: program.zip.clone(),
        },
        pay_to: None,
    }
}

fn form(content: &ClaimContent, attending: x12::Practitioner) -> x12::Form {
    if content.form == ClaimForm::Professional {
        let place = content.lines.iter().find_map(|line| line.place_of_service.clone());
        return x12::Form::Professional(x12::Professional { place_of_service: place.unwrap_or_default(), clia_number: None });
    }
    let left = content.discharged_on.is_some_and(|day| day <= content.to);
    x12::Form::Institutional(x12::Institutional {
        bill_type: content.bill_type.clone().unwrap_or_default(),
        statement_from: content.from,
        statement_to: content.to,
        admission_date: Some(content.admitted_on),
        admission_time: None,
        admission_type: Some("3".to_owned()),
        admission_source: Some("1".to_owned()),
        patient_status: if left { "01" } else { "30" }.to_owned(),
        condition_codes: content.condition_codes.clone(),
        reasons_for_visit: Vec::new(),
        attending: Some(attending),
    })
}

fn line(content: &ClaimContent, at: usize, charge: &ChargeLine) -> x12::ServiceLine {
    let is_professional = content.form == ClaimForm::Professional;
    let pointers = u8::try_from(content.diagnoses.len().min(4)).unwrap_or(1);
    x12::ServiceLine {
        control_number: Some(format!("{}-{}", content.number, at + 1)),
        service_date: charge.service_date,
        revenue_code: charge.revenue_code.clone(),
        hcpcs: Some(charge.code.clone()).filter(|code| !code.is_empty()),
        modifiers: charge.modifiers.clone(),
        units: u32::try_from(charge.units).unwrap_or(0),
        charge_cents: charge.charge_cents,
        place_of_service: charge.place_of_service.clone().filter(|_| is_professional),
        diagnosis_pointers: if is_professional { (1..=pointers).collect() } else { Vec::new() },
        rendering: None,
    }
}
