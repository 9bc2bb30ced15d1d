//! One person of the demonstration has a page of their own open: made as staff make it, written to their telephone, with a consent on it
//! that waits for their signature. Whoever tries the demonstration opens it from the other end of the line.

use std::sync::Arc;

use access::{Actor, Refusal, Role};
use confidential::consent::{Category, Expiry, Purpose, Recipient};
use conversation::language::Language;
use conversation::message::enclosure;
use conversation::permission::SetPermission;
use conversation::template::{self, Fill};
use episode::patient::Channel;
use episode::{Patient, patient_link};
use intake::paper::{ConsentToRecord, OfferConsent, SignerBasis};
use reactions::House;
use reactions::admission::{LinkLetter, TEMPLATE};
use reactions::send_link::SendOwnLink;
use store::{DirectAccess, Tx};
use vocabulary::id::PatientId;

use crate::convert;

/// How many days the link lives.
const DAYS: i64 = 30;

/// Makes the page, and says what its door asks for. `origin` is the address of the demonstration.
///
/// # Errors
/// The refusal of a command: a broken story.
pub(crate) fn open(house: &House, origin: &str) -> Result<Option<web::OwnPage>, Refusal> {
    let staff = house.all_staff()?;
    let Some(director) = staff.iter().find(|one| one.roles.contains(&Role::ClinicalDirector)).map(Actor::of) else {
        return Ok(None);
    };
    let (sender, _) = house.neutral_program();
    let words = template::filled(TEMPLATE, Language::En, &Fill { sender, link: enclosure::PLACE.to_owned(), ..Fill::default() })?;
    house.load(DirectAccess, &director, |performing| {
        let Some((person, number)) = somebody(performing.tx())? else { return Ok(None) };
        let now = house.clock().now();
        let is_new = !has_one(performing.tx(), person.id)?;
        if is_new {
            let allowed = SetPermission { patient: person.id, address: number.clone(), may_write: true, any_hour: true };
            performing.perform(&director, now, &allowed)?;
            performing.perform(&director, now, &offered(person.id))?;
        }
        let before_secret = format!("{origin}/l/");
        let letter = LinkLetter { address: number, words: words.clone(), language: Language::En, before_secret };
        // The secret of an earlier one is known to nobody any more, and the demonstration answers at another address now.
        let link = SendOwnLink { patient: person.id, with_privacy: true, lives_days: DAYS, letter: is_new.then_some(letter) };
        let made = performing.perform(&director, now, &link)?;
        Ok(Some(web::OwnPage {
            month: person.birth_date.month(),
            day: person.birth_date.day(),
            address: format!("/l/{}", made.token.to_address()),
        }))
    })
}

/// Somebody in care with a consent in force, a telephone and English as their language; always the same one.
fn somebody(tx: &Tx<'_>) -> Result<Option<(Patient, String)>, Refusal> {
    for person in tx.find::<Patient>("1 = 1 ORDER BY id LIMIT 60", &[])? {
        let phone = person.contact_points.iter().find_map(|point| match &point.channel {
            Channel::Phone(phone) => Some(phone.e164.clone()),
            Channel::Email(_) => None,
        });
        let is_in_care = episode::episode::current_of(tx, person.id)?.is_some_and(|episode| episode.discharged_on.is_none());
        let consents = tx.find::<confidential::Consent>("patient_id = $1", &[store::text(person.id)])?;
        let lets_know = consents.iter().any(|consent| consent.revoked_at.is_none());
        if let (Some(phone), true, true, "en") = (phone, is_in_care, lets_know, person.language.as_str()) {
            return Ok(Some((person.record, phone)));
        }
    }
    Ok(None)
}

fn has_one(tx: &Tx<'_>, patient: PatientId) -> Result<bool, Refusal> {
    Ok(patient_link::links_of(tx, patient)?.iter().any(|link| link.is_for_privacy()))
}

/// A consent that waits on the page.
fn offered(patient: PatientId) -> OfferConsent {
    OfferConsent {
        patient,
        language: None,
        basis: SignerBasis::Adult,
        consent: ConsentToRecord {
            recipients: vec![Recipient::Named("Dr. Ines Coelho, Upper Cape Family Practice".to_owned())],
            purposes: vec![Purpose::Treatment],
            categories: vec![Category::IdentityAndAttendance, Category::Medications, Category::Plan],
            expires: Expiry::EndOfTreatment,
            words: "So that my doctor knows what I take and what I work on.".to_owned(),
            kind: Default::default(),
            discloser: String::new(),
            states: None,
            irrevocable_until: None,
        },
        payers: Vec::new(),
        press: Arc::new(convert::paper::set),
    }
}
