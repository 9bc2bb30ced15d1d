//! Which consent may stand as the basis of what is sent to another place, and which are offered; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use confidential::consent::{Category, ConsentKind, Expiry, Purpose, Recipient};
use confidential::signer::SignerBasis;
use confidential::{Consent, Disclosure};
use jiff::civil::date;
use uuid::Uuid;
use vocabulary::id::{ConsentId, InquiryId, PatientId, PayerId};

use super::{Basis, HandOff, RecordReferralOut, ReferralOut};
use crate::assessment::tests::asked;
use crate::inquiry::Inquiry;
use crate::placement_decision::PlacementOf;
use crate::testing::{Desk, INTAKE, fields};

const ALL: &[Purpose] = &[Purpose::Treatment, Purpose::Payment, Purpose::Operations];

fn insurer() -> Recipient {
    Recipient::Payer(PayerId(Uuid::from_u128(3)))
}

fn harbor() -> Recipient {
    Recipient::Named("Harbor House".into())
}

fn consent(desk: &Desk<'_>, patient: PatientId, recipients: &[Recipient], purposes: &[Purpose], expires: Expiry) -> ConsentId {
    consent_to(desk, patient, recipients, purposes, expires, &[Category::EntireRecord])
}

fn consent_to(
    desk: &Desk<'_>,
    patient: PatientId,
    recipients: &[Recipient],
    purposes: &[Purpose],
    expires: Expiry,
    categories: &[Category],
) -> ConsentId {
    desk.with(|cx| {
        let signed = Consent {
            id: cx.new_id(),
            patient,
            patient_name_as_signed: "As they sign".into(),
            discloser: "Recovering Champions".into(),
            recipients: recipients.to_vec(),
            purposes: purposes.to_vec(),
            categories: categories.to_vec(),
            expires,
            signed_on: date(2026, 3, 2),
            revoked_at: None,
            treatment_ended_on: None,
            kind: ConsentKind::General,
            words: String::new(),
            states: None,
            signer_basis: SignerBasis::Adult,
            signatures: Vec::new(),
            irrevocable_until: None,
            known_false_at: None,
        };
        cx.tx.append(&signed, &cx.entry("consent signed"))?;
        Ok(signed.id)
    })
}

fn sent(inquiry: InquiryId, basis: Basis, consent: ConsentId) -> RecordReferralOut {
    RecordReferralOut {
        inquiry,
        place: "Harbor House".into(),
        place_key: None,
        why: "withdrawal".into(),
        hand_off: Some(HandOff::CalledAhead),
        sent: "the assessment".into(),
        basis: Some(basis),
        consent: Some(consent),
    }
}

fn accounted(desk: &Desk<'_>, patient: PatientId) -> Vec<Disclosure> {
    let all =
        |cx: &access::Context<'_>| Ok(cx.tx.find::<Disclosure>("patient_id = $1 ORDER BY id", &[::store::text(patient)])?);
    desk.with(all).into_iter().map(|row| row.record).collect()
}

#[test]
fn p2_40_a_consent_to_less_lets_nothing_go_and_nothing_is_written() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let patient = desk.load::<Inquiry>(inquiry).patient;
        let few = consent_to(&desk, patient, &[harbor()], ALL, Expiry::EndOfTreatment, &[Category::IdentityAndAttendance]);
        let refused = desk.perform(INTAKE, &sent(inquiry, Basis::Consent, few)).unwrap_err();
        assert!(matches!(refused, access::Refusal::Refused { .. }), "{refused:?}");
        let elsewhere = RecordReferralOut { place: "Another House".into(), ..sent(inquiry, Basis::Consent, few) };
        assert!(desk.perform(INTAKE, &elsewhere).is_err(), "the consent names another");
        assert!(accounted(&desk, patient).is_empty());
        assert!(desk.ask(INTAKE, &PlacementOf { inquiry }).unwrap().referrals.is_empty());
    });
}

#[test]
fn p2_31_a_consent_to_refer_under_is_in_force_for_treatment_and_names_more_than_a_payer() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let patient = desk.load::<Inquiry>(inquiry).patient;
        let over = Expiry::On(date(2026, 3, 11));
        let fits = consent(&desk, patient, &[insurer(), harbor()], ALL, Expiry::EndOfTreatment);
        let others = [
            consent(&desk, patient, &[insurer()], &[Purpose::Payment], Expiry::EndOfTreatment),
            consent(&desk, patient, &[insurer(), Recipient::HealthPlans], ALL, Expiry::None),
            consent(&desk, patient, &[harbor()], &[Purpose::Payment], Expiry::EndOfTreatment),
            consent(&desk, patient, &[harbor()], ALL, over),
            consent(&desk, PatientId(Uuid::from_u128(0xb0b)), &[harbor()], ALL, Expiry::EndOfTreatment),
        ];
        for other in others {
            let refused = desk.perform(INTAKE, &sent(inquiry, Basis::Consent, other)).unwrap_err();
            assert_eq!(fields(refused), ["consent"]);
        }
        let id = desk.perform(INTAKE, &sent(inquiry, Basis::Consent, fits)).unwrap().output;
        assert_eq!(desk.load::<ReferralOut>(id).consent, Some(fits));
        let rows = accounted(&desk, patient);
        assert_eq!(rows.len(), 1, "what was sent stands in the account, and what was refused does not");
        assert_eq!((rows[0].recipient.as_str(), rows[0].description.as_str()), ("Harbor House", "the assessment"));
        assert_eq!(rows[0].basis, Some(fits));
        let seen = desk.ask(INTAKE, &PlacementOf { inquiry }).unwrap();
        let offered: Vec<ConsentId> = seen.consents.iter().map(|one| one.id).collect();
        assert_eq!(offered, [fits], "and no other is offered");
    });
}

#[test]
fn a_consent_is_kept_only_where_it_is_the_basis() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let patient = desk.load::<Inquiry>(inquiry).patient;
        let to_payer = consent(&desk, patient, &[insurer()], &[Purpose::Payment], Expiry::EndOfTreatment);
        let id = desk.perform(INTAKE, &sent(inquiry, Basis::MedicalEmergency, to_payer)).unwrap().output;
        assert_eq!(desk.load::<ReferralOut>(id).consent, None);
        assert_eq!(accounted(&desk, patient)[0].rested, confidential::disclosure::Rested::OnEmergency);
        let waits = desk.with(|cx| Ok(privacy::emergency::waiting(cx.tx)?.len()));
        assert_eq!(waits, 1, "the compliance officer looks at it (P2-41)");
    });
}

#[test]
fn p2_49a_another_place_of_the_directory_is_accounted_for_with_its_name_and_address() {
    use confidential::recipient::LegalStatus;
    use privacy::outside_recipient::{OutsideRecipientInput, RecordOutsideRecipient};

    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let patient = desk.load::<Inquiry>(inquiry).patient;
        let fits = consent(&desk, patient, &[harbor()], ALL, Expiry::EndOfTreatment);
        let input = OutsideRecipientInput {
            name: "Harbor House".into(),
            status: Some(LegalStatus::CoveredEntity),
            address: vec!["1 Harbor Road".into(), "Hyannis, MA 02601".into()],
            treats: true,
            ..OutsideRecipientInput::default()
        };
        desk.perform(INTAKE, &RecordOutsideRecipient { input }).unwrap();
        let typed = RecordReferralOut { place: "harbor  HOUSE".into(), ..sent(inquiry, Basis::Consent, fits) };
        let id = desk.perform(INTAKE, &typed).unwrap().output;
        assert_eq!(desk.load::<ReferralOut>(id).place, "Harbor House");
        let rows = accounted(&desk, patient);
        assert_eq!((rows[0].recipient.as_str(), rows[0].address.as_str()), ("Harbor House", "1 Harbor Road, Hyannis, MA 02601"));
    });
}
