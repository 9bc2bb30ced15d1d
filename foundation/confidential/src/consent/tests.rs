//! When a consent covers a disclosure to a payer, and when it does not.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::recipient::Party;
use proptest::prelude::*;

use vocabulary::id::PayerId;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn payer(n: u128) -> PayerId {
    PayerId(Uuid::from_u128(n))
}

fn consent() -> Consent {
    Consent {
        id: ConsentId(Uuid::from_u128(1)),
        patient: PatientId(Uuid::from_u128(2)),
        kind: ConsentKind::General,
        patient_name_as_signed: "Ana Silva".into(),
        discloser: "The program".into(),
        recipients: vec![Recipient::Payer(payer(3))],
        purposes: vec![Purpose::Payment],
        categories: vec![Category::IdentityAndAttendance, Category::Diagnosis, Category::Billing],
        expires: Expiry::On(day("2026-12-31")),
        signed_on: day("2026-01-05"),
        revoked_at: None,
        treatment_ended_on: None,
        words: String::new(),
        states: Some(vec![Statement::Revocation]),
        signer_basis: SignerBasis::Adult,
        signatures: Vec::new(),
        irrevocable_until: None,
        known_false_at: None,
    }
}

fn gaps(consent: &Consent, on: &str) -> Vec<Gap> {
    let at: Timestamp = format!("{on}T15:00:00Z").parse().unwrap();
    consent.gaps(
        &Party::payer(payer(3), "Plan").called(),
        Purpose::Payment,
        Categories::of(&[Category::Billing, Category::Diagnosis]),
        at,
        day(on),
    )
}

#[test]
fn a_payment_consent_in_force_covers_a_claim_to_its_payer() {
    assert_eq!(gaps(&consent(), "2026-03-12"), []);
}

#[test]
fn p2_26_an_expired_consent_covers_nothing() {
    assert_eq!(gaps(&consent(), "2027-01-01"), [Gap::Expired]);
    let ended = Consent { expires: Expiry::EndOfTreatment, treatment_ended_on: Some(day("2026-03-01")), ..consent() };
    assert_eq!(gaps(&ended, "2026-03-02"), [Gap::Expired]);
}

#[test]
fn p2_27_a_revoked_consent_covers_nothing_from_that_moment_on() {
    let revoked = Consent { revoked_at: Some("2026-03-10T12:00:00Z".parse().unwrap()), ..consent() };
    assert_eq!(gaps(&revoked, "2026-03-09"), []);
    assert_eq!(gaps(&revoked, "2026-03-10"), [Gap::Revoked]);
}

#[test]
fn every_gap_is_named_not_only_the_first() {
    let wrong = Consent {
        recipients: vec![Recipient::Named("Somebody else".into())],
        purposes: vec![Purpose::Treatment],
        categories: vec![Category::Plan],
        signed_on: day("2026-04-01"),
        ..consent()
    };
    assert_eq!(gaps(&wrong, "2026-03-12"), [Gap::NotYetSigned, Gap::OtherRecipient, Gap::OtherPurpose, Gap::MissingCategory]);
}

#[test]
fn care_by_others_needs_the_purpose_and_somebody_who_is_no_payer() {
    let to = |recipients: &[Recipient], purposes: &[Purpose]| {
        Consent { recipients: recipients.to_vec(), purposes: purposes.to_vec(), ..consent() }.is_for_care_by_others()
    };
    let (insurer, harbor) = (Recipient::Payer(payer(3)), Recipient::Named("Harbor House".into()));
    assert!(to(std::slice::from_ref(&harbor), &[Purpose::Treatment]));
    assert!(to(&[insurer.clone(), Recipient::TreatingProviders], &[Purpose::Payment, Purpose::Treatment]));
    assert!(!to(&[harbor], &[Purpose::Payment, Purpose::Operations]));
    assert!(!to(&[insurer, Recipient::HealthPlans], &[Purpose::Treatment]));
    assert!(!to(&[], &[Purpose::Treatment]));
}

proptest! {
    /// Asking for less is never refused when asking for more was allowed.
    #[test]
    fn a_smaller_request_is_never_harder(first in 0_usize..3, keep in 0_usize..4) {
        let all = [Category::IdentityAndAttendance, Category::Diagnosis, Category::Billing];
        let mut held = consent();
        held.categories.truncate(first);
        let at: Timestamp = "2026-03-12T15:00:00Z".parse().unwrap();
        let ask = |needed: &[Category]| held.gaps(&Party::payer(payer(3), "Plan").called(), Purpose::Payment, Categories::of(needed), at, day("2026-03-12"));
        let fewer: Vec<Category> = all.into_iter().take(keep).collect();
        prop_assert!(ask(&fewer).len() <= ask(&all).len());
    }
}

#[test]
fn what_was_kept_before_kinds_and_statements_were_written_down_is_still_read() {
    let old = r#"{"id":"00000000-0000-0000-0000-000000000001","patient":"00000000-0000-0000-0000-000000000002",
        "patient_name_as_signed":"Ana Silva","discloser":"The program","recipients":["health_plans",{"named":"Dr. Núñez"}],
        "purposes":["treatment","payment","operations"],"categories":["entire_record"],"expires":"none","signed_on":"2026-01-05",
        "revoked_at":null,"treatment_ended_on":null}"#;
    let old: Consent = serde_json::from_str(old).unwrap();
    assert_eq!(old.kind(), ConsentKind::Tpo);
    assert_eq!(old.lacks(), []);
}
