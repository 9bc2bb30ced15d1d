//! The gate (P2-40). It opens an envelope for one channel, or says why not, and writes down what left and who looked.

use std::collections::{HashMap, HashSet};

use ::store::Stored;
use access::{Context, Refusal};
use policy::Action;
use vocabulary::id::{PatientId, PayerId};

use crate::consent::{Category, Consent, Gap, Purpose};
use crate::guarded::About;
use crate::released::{ToPatient, ToPayer, ToStaff};
use crate::{ChartView, Disclosure, Guarded, Released, restriction, store};

/// What a claim to a payer tells: the least that payment needs (P2-12).
pub const CLAIM_CATEGORIES: [Category; 3] = [Category::IdentityAndAttendance, Category::Diagnosis, Category::Billing];

/// Opens an envelope for a signed-in member of staff whose role may view this kind of record.
///
/// # Errors
/// [`Refusal::NotFound`] for a patient's record, [`Refusal::Refused`] for configuration.
pub fn to_staff<T>(cx: &Context<'_>, envelope: Guarded<T>) -> Result<Released<T, ToStaff>, Refusal> {
    cx.require_when(Action::View, envelope.kind, envelope.circumstances)?;
    Ok(Released::new(envelope.content))
}

/// As [`to_staff`], and writes down that this chart was looked at, in the same transaction (P2-65).
///
/// # Errors
/// As [`to_staff`]; when the view cannot be written down, nothing is shown.
pub fn to_staff_as_chart_view<T>(cx: &Context<'_>, envelope: Guarded<T>) -> Result<Released<T, ToStaff>, Refusal> {
    cx.require_when(Action::View, envelope.kind, envelope.circumstances)?;
    if let About::Patient(patient) = envelope.about {
        let view = ChartView { id: cx.new_id(), patient, staff: cx.actor.staff, kind: envelope.kind };
        cx.tx.append(&view, &cx.entry("chart opened"))?;
    }
    Ok(Released::new(envelope.content))
}

/// Opens an envelope for the person it is about, who came through a link of their own. Anything about anybody else stays closed,
/// whatever the query found.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn to_patient<T>(cx: &Context<'_>, envelope: Guarded<T>) -> Result<Released<T, ToPatient>, Refusal> {
    let About::Patient(patient) = envelope.about else { return Err(Refusal::NotFound) };
    if cx.actor.person != Some(patient) {
        return Err(Refusal::NotFound);
    }
    cx.require_when(Action::View, envelope.kind, cx.about(patient))?;
    Ok(Released::new(envelope.content))
}

/// A disclosure that is about to happen.
#[derive(Debug, Clone, Copy)]
pub struct ToPayerRequest<'a> {
    /// The payer.
    pub payer: PayerId,
    /// Its name, for the accounting.
    pub payer_name: &'a str,
    /// What leaves, briefly, for the accounting.
    pub description: &'a str,
    /// How it leaves, for the accounting: `claim file`.
    pub channel: &'a str,
    /// Which kinds of information leave; the consent must cover each.
    pub categories: &'a [Category],
}

/// Opens an envelope about one patient for a payer, if a consent in force covers payment by that payer at this instant, and
/// writes the accounting row in the same transaction (P2-40, steps 2, 3, 7, 8, 9).
///
/// # Errors
/// [`Refusal::Refused`] with every gap of the nearest consent; nothing leaves and nothing is written.
pub fn to_payer<T>(cx: &Context<'_>, envelope: Guarded<T>, request: ToPayerRequest<'_>) -> Result<Released<T, ToPayer>, Refusal> {
    cx.require(Action::Disclose, envelope.kind)?;
    let About::Patient(patient) = envelope.about else {
        return Err(Refusal::Fault("a disclosure concerns one patient at a time".into()));
    };
    if restriction::in_force(cx, patient, request.payer)? {
        let sentence = "The person pays for themself and asked that this payer learns nothing.";
        return Err(Refusal::refused(
            "payer_restricted",
            "P2-50",
            sentence,
            "Bill the person, or ask them to lift the restriction.",
        ));
    }
    let covering = consent_for(cx, patient, request.payer, request.categories)?;
    let (consent, version) = covering.map_err(|gaps| no_consent(&gaps))?;
    let disclosure = Disclosure {
        id: cx.new_id(),
        patient,
        recipient: request.payer_name.to_owned(),
        purpose: Purpose::Payment,
        categories: request.categories.to_vec(),
        basis: consent.id,
        basis_version: version,
        channel: request.channel.to_owned(),
        description: request.description.to_owned(),
        notice: SHORT_NOTICE.to_owned(),
    };
    cx.tx.append(&disclosure, &cx.entry("disclosed for payment"))?;
    Ok(Released::new(envelope.content))
}

/// The short notice of 42 CFR 2.32(a)(2), a United States Government text.
pub const SHORT_NOTICE: &str = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

/// Whether a consent covers a claim to this payer now; the gaps of the consent that comes nearest otherwise.
///
/// # Errors
/// The database's own.
pub fn payment_consent(
    cx: &Context<'_>,
    patient: PatientId,
    payer: PayerId,
) -> Result<Result<(Consent, i64), Vec<Gap>>, Refusal> {
    consent_for(cx, patient, payer, &CLAIM_CATEGORIES)
}

/// Whether a consent covers telling this payer so much for payment now; the gaps of the consent that comes nearest otherwise.
///
/// # Errors
/// The database's own.
pub fn consent_for(
    cx: &Context<'_>,
    patient: PatientId,
    payer: PayerId,
    categories: &[Category],
) -> Result<Result<(Consent, i64), Vec<Gap>>, Refusal> {
    let mut nearest: Option<Vec<Gap>> = None;
    for stored in store::consents_of(cx.tx, patient)? {
        let gaps = stored.gaps(payer, Purpose::Payment, categories, cx.now, cx.today());
        if gaps.is_empty() {
            return Ok(Ok((stored.record, stored.version)));
        }
        if nearest.as_ref().is_none_or(|known| gaps.len() < known.len()) {
            nearest = Some(gaps);
        }
    }
    Ok(Err(nearest.unwrap_or_default()))
}

/// Of these people, each with a payer, those whose consent covers payment by that payer now, as [`payment_consent`]. Nothing leaves by
/// it: it is how a day knows whether it could.
///
/// # Errors
/// The database's own.
pub fn consenting_to_payment(cx: &Context<'_>, wanted: &HashMap<PatientId, PayerId>) -> Result<HashSet<PatientId>, Refusal> {
    let patients: Vec<PatientId> = wanted.keys().copied().collect();
    let covers = |consent: &Stored<Consent>| {
        wanted.get(&consent.patient).is_some_and(|payer| payment_gaps(cx, consent, *payer).is_empty())
    };
    Ok(store::consents_of_each(cx.tx, &patients)?
        .iter()
        .filter(|consent| covers(consent))
        .map(|consent| consent.patient)
        .collect())
}

fn payment_gaps(cx: &Context<'_>, consent: &Consent, payer: PayerId) -> Vec<Gap> {
    consent.gaps(payer, Purpose::Payment, &CLAIM_CATEGORIES, cx.now, cx.today())
}

fn no_consent(gaps: &[Gap]) -> Refusal {
    let why = match gaps.first() {
        None => "There is no consent to disclose to this payer.",
        Some(Gap::Expired) => "The consent to disclose to this payer has ended.",
        Some(Gap::Revoked) => "The consent to disclose to this payer was withdrawn.",
        Some(_) => "No consent covers what this payer would be told.",
    };
    Refusal::refused("no_payment_consent", "P2-20", why, "Ask the person, or bill them as self-pay.")
}
