//! The person's own side of confidentiality, on both engines: what they stop is stopped by them and at once (P2-27), their account is that of
//! staff (P2-49), a link for something else opens none of it, and whoever let somebody know is written to before that ends (P2-20).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;

use access::{Actor, Refusal, Role};
use confidential::category::Category;
use confidential::consent::{ConsentKind, Expiry, Purpose, Recipient, Statement};
use confidential::decide::Ground;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Consent, neutral};
use conversation::message::{Delivery, Message};
use conversation::permission::SetPermission;
use episode::patient_link::{SendLink, ToDo};
use intake::paper::{Capacity, ConsentToRecord, Language, Mark, OfferConsent, Paper, Press, PressSheet, SignPaper, SignerBasis};
use privacy::consent::{ConsentReminder, RevokeConsent, SignConsent};
use reactions::outside::{AccountOfDisclosures, EndingConsents, PreviewPacket, RemindOfEndings, SendPacket};
use reactions::own::{OwnAccount, OwnConsents, OwnLooks, OwnPreview, Standing, WhyLooked};
use store::Author;
use support::{Desk, day, moment, on_both_engines};
use vocabulary::id::{ConsentId, PatientId, PatientLinkId};

fn plain() -> Press {
    Arc::new(|sheet: &PressSheet| Ok(format!("{sheet:?}").into_bytes()))
}

/// A consent to the hospital until a day.
fn consent(desk: &Desk, patient: PatientId, expires: Expiry) -> ConsentId {
    let sign = SignConsent {
        recipients: vec![Recipient::Named("Harbor House".into())],
        purposes: vec![Purpose::Treatment],
        categories: vec![Category::Plan, Category::Diagnosis],
        expires,
        signed_on: Some(day("2026-03-02")),
        ..SignConsent::of(patient, "Marcus Dwyer", "The program")
    };
    desk.house.perform(&desk.actor("ines"), &sign).unwrap()
}

fn link(desk: &Desk, patient: PatientId, to_do: ToDo) -> PatientLinkId {
    let wish = SendLink {
        patient,
        name: "Marcus".into(),
        birth_date: Some(day("1990-05-14")),
        language: "en".into(),
        to_do: vec![to_do],
        lives_days: 30,
    };
    desk.house.perform(&desk.actor("ines"), &wish).unwrap().link
}

fn letter(patient: PatientId) -> SendPacket {
    let what = PreviewPacket {
        patient,
        party: Party { name: "Harbor House".into(), status: LegalStatus::CoveredEntity, ..Party::default() },
        purpose: Purpose::Treatment,
        categories: vec![Category::Plan],
        ground: Ground::Consent,
        is_decided_by_a_person: false,
        summary: String::new(),
    };
    SendPacket { what, description: "a letter".into(), press: plain() }
}

#[test]
fn p2_27_what_the_person_stops_through_their_link_stops_at_once_and_stands_as_theirs() {
    on_both_engines(|desk| {
        let (patient, other) = (desk.admit("Marcus", "Dwyer"), desk.admit("Teresa", "Amaral"));
        desk.at("2026-03-12 10:00");
        let given = consent(desk, patient, Expiry::EndOfTreatment);
        desk.house.send_packet(&desk.actor("jo"), &letter(patient)).unwrap();
        let (own, details) = (link(desk, patient, ToDo::Privacy), link(desk, patient, ToDo::Details));
        let person = Actor::person(patient, "Marcus");

        // Their account is that of staff
        let theirs = desk.house.ask_for_person(&person, &OwnAccount { link: own, from: None }).unwrap();
        let ours = desk.house.ask(&desk.actor("jo"), &AccountOfDisclosures { patient, from: None }).unwrap();
        assert_eq!((theirs.from, theirs.to, &theirs.disclosures), (ours.from, ours.to, &ours.disclosures));
        assert_eq!(theirs.disclosures.len(), 1);

        // What would be sent is what the gate would let go
        let asked = OwnPreview { link: own, consent: given, recipient: 7, purpose: Some(Purpose::Payment) };
        let seen = desk.house.ask_for_person(&person, &asked).unwrap();
        assert_eq!((seen.recipient, seen.purpose), (0, Purpose::Treatment), "what it does not name is not shown");
        assert!(seen.leaves.iter().any(|section| section.category == Category::Plan));
        assert!(seen.stays.iter().any(|one| one.category == Category::CounselingNotes));
        assert!(!seen.leaves.iter().any(|section| seen.stays.iter().any(|one| one.category == section.category)));

        // Nobody else sees it, nor anybody through a link for something else
        let stranger = Actor::person(other, "Teresa");
        for (who, link) in [(&stranger, own), (&person, details)] {
            let is_absent = |refusal: Option<Refusal>| assert!(matches!(refusal, Some(Refusal::NotFound)));
            is_absent(desk.house.ask_for_person(who, &OwnConsents { link }).err());
            is_absent(desk.house.ask_for_person(who, &OwnAccount { link, from: None }).err());
            is_absent(desk.house.ask_for_person(who, &OwnLooks { link, all: true }).err());
            is_absent(desk.house.ask_for_person(who, &OwnPreview { link, ..asked }).err());
        }
        assert!(matches!(desk.house.perform(&stranger, &RevokeConsent { consent: given }), Err(Refusal::NotFound)));

        // When they stop it, the next letter does not leave
        desk.house.perform(&person, &RevokeConsent { consent: given }).unwrap();
        assert!(matches!(desk.house.send_packet(&desk.actor("jo"), &letter(patient)), Err(Refusal::Refused { .. })));
        let kept = desk.all::<Consent>("id = $1", given);
        assert_eq!(kept[0].recorded_by, Author::Patient(patient));
        let view = desk.house.ask_for_person(&person, &OwnConsents { link: own }).unwrap();
        assert_eq!(view.consents[0].standing, Standing::Stopped(day("2026-03-12")));
        let seen = desk.house.ask_for_person(&person, &asked).unwrap();
        assert!(seen.leaves.is_empty() && !seen.reasons.is_empty());
    });
}

#[test]
fn p2_65_looks_are_counted_by_day_role_and_what_was_opened() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        let jo = desk.actor("jo");
        for at in ["2026-03-11 10:00", "2026-03-12 09:00", "2026-03-12 16:00"] {
            desk.at(at);
            desk.house.ask(&jo, &reactions::chart::OpenChart { patient }).unwrap();
        }
        let own = link(desk, patient, ToDo::Privacy);
        let person = Actor::person(patient, "Marcus");
        let view = desk.house.ask_for_person(&person, &OwnLooks { link: own, all: false }).unwrap();
        let counted: Vec<_> = view.looks.iter().map(|look| (look.day, look.times, look.why)).collect();
        let expected = [(day("2026-03-12"), 2, WhyLooked::Care), (day("2026-03-11"), 1, WhyLooked::Care)];
        assert_eq!(counted, expected);
        assert!(view.looks.iter().all(|look| look.roles == jo.roles));
        // Looking at oneself is no look of staff
        let again = desk.house.ask_for_person(&person, &OwnLooks { link: own, all: true }).unwrap();
        assert_eq!(again.looks.len(), 2);
    });
}

/// What staff put together for somebody.
fn built(patient: PatientId, kind: ConsentKind, purposes: &[Purpose]) -> OfferConsent {
    OfferConsent {
        patient,
        language: Some(Language::Ht),
        basis: SignerBasis::Adult,
        consent: ConsentToRecord {
            kind,
            discloser: String::new(),
            recipients: vec![Recipient::Named("Barnstable probation".into())],
            purposes: purposes.to_vec(),
            categories: vec![Category::IdentityAndAttendance],
            expires: Expiry::EndOfTreatment,
            states: None,
            words: "That I come".into(),
            irrevocable_until: None,
        },
        payers: Vec::new(),
        press: plain(),
    }
}

#[test]
fn p2_20_a_consent_signed_on_the_phone_holds_what_was_built_and_is_bound_to_the_bytes_that_were_shown() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        let mut offer = built(patient, ConsentKind::CriminalJustice, &[Purpose::Monitoring]);
        offer.consent.irrevocable_until = Some(day("2026-06-30"));
        let paper = desk.house.perform(&desk.actor("jo"), &offer).unwrap();
        assert_eq!(desk.house.perform(&desk.actor("jo"), &offer).unwrap(), paper, "given twice it waits once");
        let kept = desk.all::<Paper>("id = $1", paper).remove(0);
        let words = format!("{:?}", kept.words);
        for said in
            ["Marcus Dwyer", "Barnstable probation", "30 jen 2026", "That I come", "42 CFR Part 2", "goes on until June 30, 2026"]
        {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(!words.contains("[held]") && !words.contains("You can stop it at any time. Write"), "{words}");
        let sign = |sha256: &str| SignPaper {
            paper,
            sha256: sha256.to_owned(),
            name: "Marcus Dwyer".into(),
            mark: Mark::Typed,
            capacity: Capacity::Patient,
            authority: String::new(),
            language: Language::Ht,
            press: plain(),
        };
        let person = Actor::person(patient, "Marcus");
        assert!(matches!(desk.house.perform(&person, &sign("other")), Err(Refusal::Conflict)));
        assert!(desk.all::<Consent>("patient_id = $1", patient).is_empty(), "nothing holds before");
        desk.house.perform(&person, &sign(&kept.sha256)).unwrap();
        let given = desk.all::<Consent>("patient_id = $1", patient).remove(0).record;
        assert_eq!((given.kind, given.words.as_str()), (ConsentKind::CriminalJustice, "That I come"));
        assert_eq!(given.irrevocable_until, Some(day("2026-06-30")));
        assert_eq!(given.states, Some(vec![Statement::Revocation]));
        assert!(given.is_in_force(moment("2026-03-12 10:00"), day("2026-03-12")));

        // And P2-21: one to all three purposes is of its own kind, whatever was chosen, and says what it must
        let all = built(patient, ConsentKind::General, &Purpose::TPO);
        let paper = desk.house.perform(&desk.actor("jo"), &all).unwrap();
        let kept = desk.all::<Paper>("id = $1", paper).remove(0);
        let terms = kept.consent.clone().unwrap();
        assert_eq!(terms.kind, ConsentKind::Tpo);
        assert_eq!(terms.states.as_deref(), Some(Statement::of_kind(ConsentKind::Tpo)));
        // And P2-31: what somebody else signs is not for this phone
        let other = OfferConsent { basis: SignerBasis::Adjudicated, ..all };
        assert!(matches!(desk.house.perform(&desk.actor("jo"), &other), Err(Refusal::Invalid(_))));
        assert!(matches!(desk.house.perform(&desk.actor("bea"), &other), Err(Refusal::NotFound)), "not her work");
    });
}

#[test]
fn p2_20_whoever_let_somebody_know_is_written_to_at_thirty_fourteen_and_seven_days_once_each() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        consent(desk, patient, Expiry::On(day("2026-04-10")));
        let director = Actor::of_stepdown(Role::ClinicalDirector);
        let remind = |at: &str| {
            desk.at(at);
            desk.house.perform(&director, &RemindOfEndings).unwrap()
        };
        let line = || {
            let endings = desk.house.ask(&desk.actor("jo"), &EndingConsents).unwrap();
            endings.lines.first().map(|line| (line.written_at, line.may_be_written_to)).unwrap()
        };
        // Nobody is written to who did not allow it, and the list says so
        assert_eq!(remind("2026-03-12 00:10"), 0);
        assert_eq!(line(), (None, false));
        let allowed = SetPermission { patient, address: "+15085550144".into(), may_write: true, any_hour: false };
        desk.house.perform(&desk.actor("ines"), &allowed).unwrap();
        // Before thirty days nothing, then once for each step
        assert_eq!(remind("2026-03-12 00:20"), 1);
        assert_eq!(remind("2026-03-20 00:10"), 0);
        assert_eq!(remind("2026-03-27 00:10"), 1);
        assert_eq!(remind("2026-03-27 00:20"), 0);
        assert_eq!(remind("2026-04-04 00:10"), 1);
        assert_eq!(remind("2026-04-10 00:10"), 0);
        assert_eq!(line(), (Some(moment("2026-04-04 00:10")), true));
        let steps: Vec<i64> = desk
            .all::<ConsentReminder>("patient_id = $1 ORDER BY recorded_at", patient)
            .iter()
            .map(|one| one.within_days)
            .collect();
        assert_eq!(steps, [30, 14, 7]);
        // In words that say nothing, and not at night
        let messages = desk.all::<Message>("patient_id = $1", patient);
        assert_eq!(messages.len(), 3);
        for one in &messages {
            assert!(neutral::telling(&one.words).unwrap().is_empty(), "{}", one.words);
            let Delivery::Queued { not_before } = one.delivery else { panic!("{:?}", one.delivery) };
            assert!(not_before > one.at, "it waits for the morning");
        }
    });
}
