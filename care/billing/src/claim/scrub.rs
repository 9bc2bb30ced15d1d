//! Looks over one person's charges before they become a claim. Every reason is one sentence that names nobody, and all are given.

use access::{Context, Refusal, Staff};
use confidential::gate;
use episode::patient::AdministrativeSex;
use episode::{Episode, Patient};
use jiff::civil::Date;
use vocabulary::id::{PatientId, PayerId};

use super::{ClaimContent, ClaimPayer, ClaimPractitioner, ClaimSubscriber, Series, series};
use crate::charge::Charge;
use crate::coverage;
use crate::payer::{self, Payer};
use crate::rule::ClaimForm;

/// A claim ready to be built, or every sentence that holds it.
pub(super) fn scrub(
    cx: &Context<'_>,
    patient: PatientId,
    charges: &[Charge],
    number: &str,
) -> Result<Result<(Payer, ClaimContent), Vec<String>>, Refusal> {
    let Some(first) = charges.first() else { return Ok(Err(Vec::new())) };
    let mut held = Vec::new();
    let mut unless = |holds: bool, sentence: &str| {
        if !holds {
            held.push(sentence.to_owned());
        }
    };
    let payer = payer::by_key(cx.tx, &first.payer_key)?.ok_or(Refusal::NotFound)?.record;
    let coverage = coverage::on_day(cx.tx, patient, first.day)?.filter(|held| held.payer == payer.id);
    let episode = episode::episode::current_of(cx.tx, patient)?;
    let person = episode::patient::load(cx.tx, patient)?.record;
    let practitioner = episode.as_ref().map(|e| practitioner(cx, e, first.line.claim_form, cx.today())).transpose()?.flatten();
    let last_to_file = charges.iter().map(|charge| charge.line.file_by).min();
    let has_diagnosis = episode.as_ref().is_some_and(|episode| !episode.diagnoses.is_empty());
    unless(!payer.is_self_pay, "The person pays; nothing goes to a payer.");
    unless(coverage.is_some(), "There is no coverage with this payer on the service day.");
    unless(gate::payment_consent(cx, patient, payer.id)?.is_ok(), "No consent to tell this payer is in force.");
    unless(
        !confidential::restriction::in_force(cx, patient, payer.id)?,
        "The person pays for themself and asked that this payer learns nothing (P2-50).",
    );
    unless(has_diagnosis, "There is no diagnosis on the episode.");
    unless(practitioner.is_some(), "Nobody with an NPI is answerable for the care: set the care team.");
    unless(last_to_file.is_none_or(|last| cx.today() <= last), "The payer's time to file has passed.");
    unless(
        person.billing_name.is_some() || is_latin(&person),
        "The name needs a form in Latin letters for claims: set the billing name.",
    );
    let series = match (&episode, first.line.claim_form) {
        (Some(episode), ClaimForm::Institutional) => series::place(cx, &about(first, episode, payer.id, charges))?,
        _ => Series::Whole,
    };
    let content = coverage.zip(episode).zip(practitioner).map(|((coverage, episode), practitioner)| {
        let lines = charges.iter().map(|charge| charge.line.clone()).collect::<Vec<_>>();
        ClaimContent {
            number: number.to_owned(),
            form: first.line.claim_form,
            payer: ClaimPayer {
                name: payer.name.clone(),
                electronic_id: payer.electronic_id.clone(),
                claim_filing: payer.claim_filing.clone(),
            },
            subscriber: subscriber(&person, &coverage),
            diagnoses: episode.diagnoses.iter().map(|diagnosis| diagnosis.code.replace('.', "")).collect(),
            authorization_number: first.line.authorization_number.clone(),
            practitioner,
            series,
            bill_type: first.line.bill_type.clone(),
            condition_codes: first.line.condition_codes.clone(),
            admitted_on: episode.admitted_on,
            discharged_on: episode.discharged_on,
            from: lines.iter().map(|line| line.service_date).min().unwrap_or(first.day),
            to: lines.iter().map(|line| line.service_date).max().unwrap_or(first.day),
            lines,
        }
    });
    Ok(match content {
        Some(content) if held.is_empty() => Ok((payer, content)),
        _ => Err(held),
    })
}

fn about(first: &Charge, episode: &Episode, payer: PayerId, charges: &[Charge]) -> series::About {
    series::About {
        patient: first.patient,
        payer,
        payer_key: first.payer_key.clone(),
        admitted_on: episode.admitted_on,
        discharged_on: episode.discharged_on,
        to: charges.iter().map(|charge| charge.day).max().unwrap_or(first.day),
    }
}

fn is_latin(person: &Patient) -> bool {
    let name = person.legal_name.full();
    name.chars().filter(|c| c.is_alphabetic()).all(|c| u32::from(c) < 0x250 || (0x1e00..0x1f00).contains(&u32::from(c)))
}

fn subscriber(person: &Patient, coverage: &coverage::Coverage) -> ClaimSubscriber {
    let name = person.billing_name.as_ref().unwrap_or(&person.legal_name);
    ClaimSubscriber {
        family: name.family.clone(),
        given: name.given.clone(),
        birth_date: person.birth_date,
        sex: match person.sex {
            AdministrativeSex::Female => "F",
            AdministrativeSex::Male => "M",
            AdministrativeSex::Unknown => "U",
        }
        .to_owned(),
        member_id: coverage.member_id.clone(),
        group_number: coverage.group_number.clone(),
        address: person.address.clone(),
        insured_through: coverage.subscriber.clone(),
    }
}

/// Who answers for the care: the primary counselor on a professional claim, the prescriber before them on an institutional one.
fn practitioner(cx: &Context<'_>, episode: &Episode, form: ClaimForm, day: Date) -> Result<Option<ClaimPractitioner>, Refusal> {
    let roles = match form {
        ClaimForm::Professional => ["primary counselor", "prescriber"],
        ClaimForm::Institutional => ["prescriber", "primary counselor"],
    };
    for role in roles {
        let Some(id) = episode.member(role, day).or_else(|| episode.care_team.iter().find(|m| m.role == role).map(|m| m.staff))
        else {
            continue;
        };
        if let Some(staff) = cx.tx.load::<Staff>(id)?
            && let Some(npi) = &staff.npi
        {
            let (family, given) = (staff.name.family.clone(), staff.name.given.clone());
            return Ok(Some(ClaimPractitioner { family, given, npi: npi.clone() }));
        }
    }
    Ok(None)
}
