//! What a person may ask and what binds a service, where several chapters meet: told as what happens, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Role};
use billing::claim::{BuildClaims, ClaimFile};
use billing::eligibility::ReleasedInquiry;
use billing::rule::ClaimForm;
use confidential::{Disclosure, PayerRestriction};
use privacy::agreement::{RecordAgreement, Service};
use privacy::request::{AnswerRequest, AskedBy, Limit, Outcome, ReceiveRequest, RequestKind, Way};
use reactions::cover::CheckCover;
use reactions::rights::{FindWhoAsks, OpenRequestWithPayer, WhoAsks};
use support::{Desk, day, on_both_engines};
use vocabulary::id::{PatientId, PrivacyRequestId};

fn officer(desk: &Desk) -> Actor {
    Actor { roles: vec![Role::ComplianceOfficer], ..desk.actor("jo") }
}

fn asks_that_nothing_is_told(desk: &Desk, patient: PatientId) -> PrivacyRequestId {
    let wish = ReceiveRequest {
        patient,
        kind: Some(RequestKind::PayerRestriction),
        payer: Some(desk.payer("harborline")),
        received_on: Some(day("2026-03-02")),
        asked_by: AskedBy::Person,
        way: Some(Way::InPerson),
        words: "I pay this myself. My insurer is not to know.".into(),
    };
    desk.house.perform(&desk.actor("ines"), &wish).unwrap()
}

fn insured(desk: &Desk) -> PatientId {
    let patient = desk.admit("Luis", "Mendes");
    desk.cover(patient, "harborline");
    desk.consent(patient, "harborline");
    patient
}

fn question(desk: &Desk, patient: PatientId, carried_by: Option<Service>) -> Result<(), Refusal> {
    let write = |_: &ReleasedInquiry| Ok(b"270".to_vec());
    let wish = CheckCover { patient, coverage: None };
    desk.house.ask_eligibility(&desk.actor("bea"), &wish, carried_by, write).map(drop)
}

fn reason(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Refused { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn p2_a12_granting_it_closes_the_gate_to_that_payer_in_the_same_step() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        let request = asks_that_nothing_is_told(desk, patient);
        assert!(question(desk, patient, None).is_ok(), "asked but not answered yet");
        let refuse = AnswerRequest {
            request,
            outcome: Some(Outcome::Refused),
            reason: "The insurer pays more.".into(),
            told_on: Some(day("2026-03-02")),
            limit: Limit::default(),
        };
        assert_eq!(reason(&desk.house.perform(&officer(desk), &refuse).unwrap_err()), "must_be_granted");
        let grant = AnswerRequest { outcome: Some(Outcome::Granted), reason: String::new(), ..refuse };
        desk.house.perform(&officer(desk), &grant).unwrap();
        let told = desk.all::<Disclosure>("patient_id = $1", patient).len();
        assert_eq!(reason(&question(desk, patient, None).unwrap_err()), "payer_restricted");
        assert_eq!(desk.all::<Disclosure>("patient_id = $1", patient).len(), told, "nothing left");
        let standing = desk.all::<PayerRestriction>("patient_id = $1", patient);
        assert_eq!((standing.len(), standing[0].payer), (1, desk.payer("harborline")));
        let seen = desk.house.ask(&officer(desk), &OpenRequestWithPayer { request }).unwrap();
        assert!(seen.payer.as_ref().is_some_and(|name| name.contains("Harborline")), "{:?}", seen.payer);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_a19_claims_and_questions_do_not_go_to_a_clearing_house_without_an_agreement() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        let through = Some(Service::ClearingHouse);
        assert_eq!(reason(&question(desk, patient, through).unwrap_err()), "no_agreement");
        let nothing = ClaimFile { batch: desk.house.ids().next(desk.clock.now()), payer: None };
        let refused = desk.house.release_claims(&desk.actor("bea"), &nothing, through, |_| Ok(())).map(drop).unwrap_err();
        assert_eq!(reason(&refused), "no_agreement", "before the batch is even looked at");
        assert!(desk.all::<Disclosure>("patient_id = $1", patient).is_empty(), "nothing left and nothing is accounted for");
        let agreement = RecordAgreement {
            vendor: "Harbor Clearing".into(),
            services: vec![Service::ClearingHouse],
            is_baa: true,
            signed_on: Some(day("2026-03-02")),
            ..RecordAgreement::default()
        };
        desk.house.perform(&officer(desk), &agreement).unwrap();
        question(desk, patient, through).unwrap();
        let build = BuildClaims { form: ClaimForm::Institutional, from: day("2026-03-01"), to: day("2026-03-31") };
        assert_eq!(desk.house.perform(&desk.actor("bea"), &build).unwrap().batch, None, "nothing is ready in this story");
    });
}

#[test]
fn the_form_shows_who_asks_to_whoever_takes_requests_and_the_officer_finds_people_for_one() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        let seen = desk.house.ask(&desk.actor("ines"), &WhoAsks { patient }).unwrap();
        assert_eq!((seen.name.full().as_str(), seen.payers[0].0), ("Luis Mendes", desk.payer("harborline")));
        assert!(desk.house.ask(&officer(desk), &WhoAsks { patient }).is_ok());
        let words = "Mend".to_owned();
        assert_eq!(desk.house.ask(&officer(desk), &FindWhoAsks { words: words.clone() }).unwrap().len(), 1);
        assert!(matches!(desk.house.ask(&desk.actor("bea"), &FindWhoAsks { words }), Err(Refusal::NotFound)));
        assert!(matches!(desk.house.ask(&desk.actor("bea"), &WhoAsks { patient }), Err(Refusal::NotFound)));
    });
}
