//! Claims that passed the gate → a claim file (OP-30, OP-31, OP-40 to OP-49). One transaction for each payer; the file goes to a
//! clearinghouse, or straight to the payer when it holds the claims of one.
//!
//! The file's time is noon of the day the batch was built, so that the same batch always gives the same bytes.

use billing::claim::release::ReleasedBatch;
use billing::claim::{ClaimBatch, ClaimContent, ClaimPayer, ClaimPractitioner, ClaimSubscriber, Series};
use billing::coverage;
use billing::day::ChargeLine;
use billing::rule::ClaimForm;
use schedule::program::Program;
use x12::{
    Address, Assignment, BenefitsAssigned, BillingProvider, Claim, Demographics, Dependent, Envelope, Form, Frequency, Gender,
    Institutional, Interchange837, Patient, Payer, PayerSequence, PersonName, Practitioner, Professional, Receiver, Relationship,
    ReleaseOfInformation, ServiceLine, Submitter, Subscriber, TradingPartner, Transaction837, Usage,
};

/// A professional claim carries so many diagnoses; an institutional one so many.
const MOST_DIAGNOSES: [(ClaimForm, usize); 2] = [(ClaimForm::Professional, 12), (ClaimForm::Institutional, 25)];

/// What a claim file says about its way, which no claim knows.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Whether payers may pay from it: a trial in the demonstration, the real thing otherwise.
    pub usage: Usage,
    /// Whoever passes files on to payers; nothing where files go to each payer itself.
    pub clearinghouse: Option<Clearinghouse>,
}

/// Whoever passes claim files on.
#[derive(Clone, Debug)]
pub struct Clearinghouse {
    /// Its name.
    pub name: String,
    /// Its id, at most 15 characters.
    pub id: String,
}

/// The bytes of the file.
///
/// # Errors
/// Every reason as a sentence that names claims by number and people never.
pub fn write(batch: &ReleasedBatch, submission: &Submission) -> Result<Vec<u8>, Vec<String>> {
    let claims: Vec<&ClaimContent> = batch.claims.iter().map(|released| &**released).collect();
    bytes(&batch.batch, &batch.program, &claims, submission)
}

fn bytes(batch: &ClaimBatch, program: &Program, claims: &[&ClaimContent], by: &Submission) -> Result<Vec<u8>, Vec<String>> {
    let file = interchange(batch, program, claims, by)?;
    let written = match batch.form {
        ClaimForm::Professional => file.write_professional(),
        ClaimForm::Institutional => file.write_institutional(),
    };
    written.map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// The file as plain data: the claims of each payer in a transaction of their own.
fn interchange(
    batch: &ClaimBatch,
    program: &Program,
    claims: &[&ClaimContent],
    submission: &Submission,
) -> Result<Interchange837, Vec<String>> {
    let mut payers: Vec<(&ClaimPayer, Vec<Claim>)> = Vec::new();
    for content in claims {
        let converted = claim(content, program);
        match payers.iter_mut().find(|(payer, _)| **payer == content.payer) {
            Some((_, claims)) => claims.push(converted),
            None => payers.push((&content.payer, vec![converted])),
        }
    }
    let receiver = receiver(&payers.iter().map(|(payer, _)| *payer).collect::<Vec<_>>(), submission)?;
    let number = u32::try_from(batch.control_number).unwrap_or(0);
    let made_at = batch.built_on.at(12, 0, 0, 0);
    let transactions = payers.into_iter().zip(1..).map(|((payer, claims), count)| Transaction837 {
        control_number: count,
        reference: format!("{number:06}-{count}"),
        made_at,
        submitter: submitter(program),
        receiver: match &submission.clearinghouse {
            Some(house) => Receiver { name: house.name.clone(), id: house.id.clone() },
            None => Receiver { name: payer.name.clone(), id: payer.electronic_id.clone() },
        },
        claims,
    });
    Ok(Interchange837 {
        transactions: transactions.collect(),
        envelope: Envelope {
            sender: partner(&program.npi),
            receiver: partner(&receiver),
            made_at,
            control_number: number,
            group_control_number: number,
            acknowledgment_requested: false,
            usage: submission.usage,
        },
    })
}

fn receiver(payers: &[&ClaimPayer], submission: &Submission) -> Result<String, Vec<String>> {
    match (payers, &submission.clearinghouse) {
        ([], _) => Err(vec!["No claim of this batch may leave now; see the reason beside each.".to_owned()]),
        (_, Some(house)) => Ok(house.id.clone()),
        ([one], None) => Ok(one.electronic_id.clone()),
        (_, None) => Err(vec![
            "This batch holds claims to several payers and no clearinghouse is set: each payer has a file of its own. Or set \
             `clearinghouse_id` in the settings file."
                .to_owned(),
        ]),
    }
}

pub(super) fn partner(id: &str) -> TradingPartner {
    let short: String = id.chars().take(15).collect();
    TradingPartner { qualifier: "ZZ".to_owned(), interchange_id: short.clone(), application_id: short }
}

fn submitter(program: &Program) -> Submitter {
    Submitter {
        name: program.billing_name.clone(),
        id: program.npi.clone(),
        contact_name: "Billing desk".to_owned(),
        contact_phone: program.phone.clone(),
        contact_email: None,
    }
}

/// One claim.
#[must_use]
pub fn claim(content: &ClaimContent, program: &Program) -> Claim {
    let practitioner = practitioner(&content.practitioner);
    let most = MOST_DIAGNOSES.iter().find(|(form, _)| *form == content.form).map_or(12, |(_, most)| *most);
    let diagnoses: Vec<String> = content.diagnoses.iter().take(most).cloned().collect();
    let place = content.lines.iter().find_map(|line| line.place_of_service.clone()).unwrap_or_default();
    let lines =
        content.lines.iter().zip(1..).map(|(line, at)| service_line(line, at, content, diagnoses.len(), &place)).collect();
    Claim {
        billing_provider: billing_provider(program),
        payer: Payer { name: content.payer.name.clone(), id: content.payer.electronic_id.clone() },
        subscriber: subscriber(&content.subscriber, &content.payer.claim_filing),
        patient: patient(&content.subscriber),
        control_number: content.number.clone(),
        frequency: frequency(content),
        original_reference: None,
        assignment: Assignment::Assigned,
        benefits_assigned: BenefitsAssigned::Yes,
        // The gate let it pass, so a signed consent is on file (P2-20).
        release: ReleaseOfInformation::Signed,
        prior_authorization: content.authorization_number.clone(),
        rendering: (content.form == ClaimForm::Professional).then(|| practitioner.clone()),
        service_facility: None,
        form: match content.form {
            ClaimForm::Professional => Form::Professional(Professional { place_of_service: place, clia_number: None }),
            ClaimForm::Institutional => Form::Institutional(institutional(content, practitioner)),
        },
        diagnoses,
        lines,
    }
}

/// A professional claim stands alone; an institutional one has its place in the series (OP-31).
fn frequency(content: &ClaimContent) -> Frequency {
    match (content.form, content.series) {
        (ClaimForm::Professional, _) | (_, Series::Whole) => Frequency::Original,
        (_, Series::First) => Frequency::First,
        (_, Series::Continuing) => Frequency::Continuing,
        (_, Series::Last) => Frequency::Last,
    }
}

/// The day of admission is left out: outpatient claims do not ask for it, and the least that payment needs is told (P2-12).
fn institutional(content: &ClaimContent, attending: Practitioner) -> Institutional {
    let still_a_patient = matches!(content.series, Series::First | Series::Continuing);
    Institutional {
        bill_type: content.bill_type.clone().unwrap_or_default(),
        statement_from: content.from,
        statement_to: content.to,
        admission_date: None,
        admission_time: None,
        admission_type: Some("3".to_owned()),
        admission_source: Some("1".to_owned()),
        patient_status: if still_a_patient { "30" } else { "01" }.to_owned(),
        condition_codes: content.condition_codes.clone(),
        reasons_for_visit: Vec::new(),
        attending: Some(attending),
    }
}

fn service_line(line: &ChargeLine, at: usize, content: &ClaimContent, diagnoses: usize, place: &str) -> ServiceLine {
    let is_professional = content.form == ClaimForm::Professional;
    let pointers = if is_professional { (1..=4).take(diagnoses).collect() } else { Vec::new() };
    ServiceLine {
        control_number: Some(format!("{}-{at:03}", content.number)),
        service_date: line.service_date,
        revenue_code: line.revenue_code.clone().filter(|_| !is_professional),
        hcpcs: Some(line.code.clone()),
        modifiers: line.modifiers.clone(),
        units: u32::try_from(line.units).unwrap_or(0),
        charge_cents: line.charge_cents,
        place_of_service: line.place_of_service.clone().filter(|own| is_professional && own != place),
        diagnosis_pointers: pointers,
        rendering: None,
    }
}

fn billing_provider(program: &Program) -> BillingProvider {
    BillingProvider {
        name: program.billing_name.clone(),
        npi: program.npi.clone(),
        ein: program.tax_id.clone(),
        taxonomy: Some(program.taxonomy.clone()).filter(|code| !code.is_empty()),
        address: Address {
            lines: vec![program.street.clone()],
            city: program.city.clone(),
            state: program.state.clone(),
            zip: program.zip.clone(),
        },
        pay_to: None,
    }
}

fn subscriber(said: &ClaimSubscriber, filing: &str) -> Subscriber {
    let name = said.insured_through.as_ref().map_or_else(
        || PersonName::new(&said.given, &said.family),
        |holder| PersonName::new(&holder.name.given, &holder.name.family),
    );
    Subscriber {
        name,
        member_id: said.member_id.clone(),
        sequence: PayerSequence::Primary,
        group_number: Some(said.group_number.clone()).filter(|number| !number.is_empty()),
        group_name: None,
        filing_indicator: filing.to_owned(),
    }
}

/// The patient: the member, or whoever is insured through them.
fn patient(said: &ClaimSubscriber) -> Patient {
    let Some(holder) = &said.insured_through else { return Patient::Subscriber(demographics(said)) };
    Patient::Dependent(Dependent {
        relationship: match holder.relationship {
            coverage::Relationship::Child => Relationship::Child,
            coverage::Relationship::Spouse => Relationship::Spouse,
            coverage::Relationship::LifePartner => Relationship::LifePartner,
            coverage::Relationship::Other => Relationship::Other,
        },
        name: PersonName::new(&said.given, &said.family),
        demographics: demographics(said),
    })
}

/// An address without a street line or ZIP is no address for a claim: people without a fixed one have none there.
fn demographics(said: &ClaimSubscriber) -> Demographics {
    let whole = said.address.as_ref().filter(|home| !home.lines.is_empty() && !home.city.is_empty() && !home.zip.is_empty());
    Demographics {
        address: whole.map(|home| Address {
            lines: home.lines.iter().take(2).cloned().collect(),
            city: home.city.clone(),
            state: home.state.clone(),
            zip: home.zip.clone(),
        }),
        birth_date: said.birth_date,
        gender: Gender::from_code(&said.sex).unwrap_or(Gender::Unknown),
    }
}

fn practitioner(said: &ClaimPractitioner) -> Practitioner {
    Practitioner { name: PersonName::new(&said.given, &said.family), npi: said.npi.clone(), taxonomy: None }
}

#[cfg(test)]
#[path = "claim_tests.rs"]
pub(super) mod tests;
