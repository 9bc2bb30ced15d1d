//! The end of the program: whoever agreed goes to the new holder through the gate, the rest is kept as the law says, nothing is destroyed
//! (42 CFR 2.19; P2-19).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Role};
use confidential::Disclosure;
use confidential::consent::{Category, Purpose, Recipient};
use episode::episode::CloseEpisode;
use privacy::consent::SignConsent;
use privacy::legal_hold::PlaceLegalHold;
use privacy::program_closing::{BeginClosing, NoteSealedArchive, SealedArchive, TakeBackClosing};
use reactions::closing::{Becomes, CHANNEL, ClosingView, FinishClosing, OpenClosing, TransferRecord};
use support::{Desk, THURSDAY, day, on_both_engines};
use vocabulary::id::{PatientId, ProgramClosingId};

const HOLDER: &str = "Bayside Recovery, Inc.";

fn officer(desk: &Desk) -> Actor {
    Actor { roles: vec![Role::ComplianceOfficer], ..desk.actor("dana") }
}

fn begin(desk: &Desk) -> ProgramClosingId {
    let begin = BeginClosing {
        program: "Harbor Day Treatment".into(),
        ends_on: Some(day("2026-06-30")),
        new_holder: HOLDER.into(),
        responsible: "Dana Roy, (508) 555-0100".into(),
        kept_by: "M.G.L. c.111 section 70".into(),
    };
    desk.house.perform(&officer(desk), &begin).unwrap()
}

fn seen(desk: &Desk) -> ClosingView {
    desk.house.ask(&officer(desk), &OpenClosing).unwrap().clone()
}

fn becomes(desk: &Desk, patient: PatientId) -> Becomes {
    seen(desk).people.iter().find(|line| line.patient == patient).unwrap().becomes
}

fn leaves(desk: &Desk, patient: PatientId) {
    let close = CloseEpisode { patient, on: day("2026-03-11"), how: "Finished as planned".into() };
    desk.house.perform(&desk.actor("jo"), &close).unwrap();
}

/// They agree that the new holder has their record.
fn agrees(desk: &Desk, patient: PatientId, categories: &[Category]) {
    let sign = SignConsent {
        recipients: vec![Recipient::Named(HOLDER.into())],
        purposes: vec![Purpose::Treatment],
        categories: categories.to_vec(),
        signed_on: Some(day(THURSDAY)),
        ..SignConsent::of(patient, "As signed", "Harbor Behavioral Health")
    };
    desk.house.perform(&desk.actor("ines"), &sign).unwrap();
}

/// What the new holder gets, by kind.
fn hand_over(desk: &Desk, patient: PatientId) -> Result<Option<Vec<String>>, Refusal> {
    desk.house.transfer_record(&officer(desk), &TransferRecord { patient }, |packet| {
        assert!(packet.notice.contains("42 CFR") && packet.scope.contains("Consent signed"));
        Ok(packet.content.records.iter().map(|record| record.kind.clone()).collect())
    })
}

#[test]
fn p2_19_with_a_consent_to_the_new_holder_one_whole_record_goes_through_the_gate_once_and_is_accounted_for() {
    on_both_engines(|desk| {
        let (robin, lee) = (desk.admit("Robin", "Silva"), desk.admit("Lee", "Okafor"));
        desk.at("2026-03-12 11:00");
        begin(desk);
        assert_eq!((becomes(desk, robin), becomes(desk, lee)), (Becomes::InCare, Becomes::InCare), "nobody agreed yet");
        agrees(desk, robin, &[Category::EntireRecord]);
        assert_eq!(becomes(desk, robin), Becomes::ToMove { is_whole: true });
        assert!(matches!(hand_over(desk, lee), Err(Refusal::Refused { .. })), "the gate says no without a consent");
        let left = hand_over(desk, robin).unwrap().unwrap();
        assert!(left.contains(&"treatment_plan".to_owned()) && left.contains(&"episode".to_owned()), "{left:?}");
        assert!(
            !left.iter().any(|kind| ["consent", "chart_view", "no_contact", "counseling_note"].contains(&kind.as_str())),
            "{left:?}"
        );
        assert_eq!(becomes(desk, robin), Becomes::Moved { on: day("2026-03-12") });
        assert_eq!(hand_over(desk, robin).unwrap(), None, "begun again, nobody's record leaves twice");
        let account = desk.all::<Disclosure>("patient_id = $1", robin);
        assert_eq!((account.len(), account[0].channel.as_str(), account[0].recipient.as_str()), (1, CHANNEL, HOLDER));
        assert!(desk.all::<Disclosure>("patient_id = $1", lee).is_empty());
        for who in ["jo", "bea", "fran"] {
            assert!(desk.house.ask(&desk.actor(who), &OpenClosing).is_err(), "{who}");
        }
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_19_a_file_that_cannot_be_written_leaves_nobody_accounted_for() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        begin(desk);
        agrees(desk, robin, &[Category::Plan]);
        assert_eq!(becomes(desk, robin), Becomes::ToMove { is_whole: false });
        let failed: Result<Option<()>, Refusal> =
            desk.house.transfer_record(&officer(desk), &TransferRecord { patient: robin }, |_| Err(Refusal::Busy));
        assert!(failed.is_err());
        assert!(desk.all::<Disclosure>("patient_id = $1", robin).is_empty());
        assert_eq!(hand_over(desk, robin).unwrap().unwrap(), ["treatment_plan"], "what the consent names and no more");
    });
}

#[test]
fn p2_19_without_a_consent_the_law_keeps_it_sealed_a_hold_is_said_and_it_ends_when_nothing_is_left() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        leaves(desk, robin);
        let hold = PlaceLegalHold { patient: robin, from: Some(day("2026-03-12")), reason: "Suit 26-114".into() };
        desk.house.perform(&officer(desk), &hold).unwrap();
        let closing = begin(desk);
        let view = seen(desk);
        let until = day("2046-03-11");
        assert_eq!(
            (view.people[0].becomes, view.people[0].is_held, view.keep_until),
            (Becomes::ToSeal { until }, true, Some(until))
        );
        let finish = FinishClosing { closing };
        assert!(matches!(desk.house.perform(&officer(desk), &finish), Err(Refusal::Refused { reason: "closing_not_done", .. })));
        let archive = SealedArchive {
            file: "harbor.age".into(),
            sha256: "ab".repeat(32),
            sealed_at: desk.clock.now(),
            opened_by: "age1qqq".into(),
            keep_until: view.keep_until,
        };
        desk.house.perform(&officer(desk), &NoteSealedArchive { closing, archive }).unwrap();
        desk.house.perform(&officer(desk), &finish).unwrap();
        desk.house.perform(&officer(desk), &finish).unwrap();
        let back = TakeBackClosing { closing, reason: "After all".into() };
        assert!(matches!(desk.house.perform(&officer(desk), &back), Err(Refusal::Refused { reason: "closing_over", .. })));
        // Everything is there as it was: finishing destroys nothing.
        assert!(desk.house.ask(&desk.actor("jo"), &reactions::chart::OpenChart { patient: robin }).is_ok());
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_19_when_its_time_is_over_people_decide_about_the_record() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        leaves(desk, robin);
        desk.at("2047-01-05 09:00");
        begin(desk);
        assert_eq!(becomes(desk, robin), Becomes::TimeOver { until: day("2046-03-11") });
    });
}
