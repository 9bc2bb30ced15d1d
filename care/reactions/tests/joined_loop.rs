//! The joined loop, told as what happens to one person's day: door, note, minutes, units, charge, claim.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use billing::charge::{Charge, ChargeState};
use billing::claim::{BuildClaims, ClaimFile};
use billing::rule::ClaimForm;
use billing::service_day::{BillingState, ServiceDay};
use confidential::Disclosure;
use privacy::consent::RevokeConsent;
use schedule::attendance::MarkKind;
use support::{Desk, THURSDAY, day, on_both_engines};
use treatment::progress_note::{AmendNote, ProgressNote, Standing, VoidNote};
use vocabulary::id::{ClaimBatchId, ConsentId, PatientId};

fn counted(desk: &Desk, patient: PatientId) -> ServiceDay {
    let all = desk.all::<ServiceDay>("patient_id = $1", patient);
    all.into_iter().find(|counted| counted.day == day(THURSDAY)).unwrap().record
}

fn standing(desk: &Desk, patient: PatientId) -> Vec<Charge> {
    desk.all::<Charge>("patient_id = $1", patient).into_iter().map(|c| c.record).filter(Charge::stands).collect()
}

/// A whole morning: both groups attended, both notes written and signed.
fn whole_morning(desk: &Desk, patient: PatientId) {
    let (first, second) = (desk.session("morning", THURSDAY), desk.session("late-morning", THURSDAY));
    desk.mark(patient, &first, MarkKind::Arrived, "2026-03-12 08:52");
    desk.mark(patient, &first, MarkKind::Left, "2026-03-12 12:20");
    desk.write("jo", &first, patient, "Named Friday payday as a third high-risk situation and said who to call.");
    desk.write("jo", &second, patient, "Practised leaving the shop without the aisle; wants to try it on Saturday.");
    desk.sign("jo", &first);
    desk.sign("jo", &second);
}

fn insured(desk: &Desk) -> PatientId {
    let patient = desk.admit("Marcus", "Dwyer");
    desk.cover(patient, "harborline");
    desk.consent(patient, "harborline");
    desk.authorize(patient, "harborline", 12);
    patient
}

#[test]
fn a_signature_makes_the_day_billable_and_burns_a_unit_in_the_same_transaction() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        whole_morning(desk, patient);
        let day = counted(desk, patient);
        assert_eq!((day.state, day.credited_minutes), (BillingState::Billable, 180), "{}", day.headline);
        let charges = standing(desk, patient);
        assert_eq!(charges.len(), 1);
        assert_eq!((charges[0].line.code.as_str(), charges[0].line.units), ("H0015", 1));
        assert_eq!(charges[0].line.authorization_number.as_deref(), Some("AUTH778899"));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_day_that_is_fifteen_minutes_short_says_what_would_rescue_it() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        let (first, second) = (desk.session("morning", THURSDAY), desk.session("late-morning", THURSDAY));
        desk.mark(patient, &first, MarkKind::Arrived, "2026-03-12 09:15");
        desk.mark(patient, &first, MarkKind::Left, "2026-03-12 12:16");
        desk.write("jo", &first, patient, "Came in upset about the bus and settled; one thing shared about Sundays.");
        desk.write("jo", &second, patient, "Wrote a seven o'clock call into the week and read it aloud.");
        desk.sign("jo", &first);
        desk.sign("jo", &second);
        let day = counted(desk, patient);
        assert_eq!((day.state, day.credited_minutes), (BillingState::Held, 165));
        assert!(day.headline.contains("165 of 180 minutes"), "{}", day.headline);
        assert!(day.headline.contains("15 minutes of case management"), "{}", day.headline);
        assert!(standing(desk, patient).is_empty());
    });
}

#[test]
fn voiding_a_note_takes_the_charge_back_and_leaves_both_states_readable() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        whole_morning(desk, patient);
        desk.at("2026-03-12 15:00");
        let note = desk.all::<ProgressNote>("patient_id = $1 ORDER BY id", patient).remove(0);
        let reason = "written about the wrong morning".to_owned();
        desk.house.perform(&desk.actor("jo"), &VoidNote { note: note.id, reason }).unwrap();
        assert_eq!(counted(desk, patient).state, BillingState::Held);
        assert!(standing(desk, patient).is_empty());
        let void = desk.all::<Charge>("patient_id = $1", patient).remove(0);
        let history = desk.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.history::<Charge>(void.id)?)).unwrap();
        assert_eq!(history.len(), 2, "the charge as it stood, and that it was voided");
        let kept = desk.all::<ProgressNote>("id = $1", note.id).remove(0);
        assert!(matches!(kept.standing, Standing::Voided { .. }));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn amending_the_minutes_recounts_the_day() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        whole_morning(desk, patient);
        desk.at("2026-03-12 15:00");
        let note = desk.all::<ProgressNote>("patient_id = $1 ORDER BY id", patient).remove(0);
        let amend = AmendNote {
            note: note.id,
            version: note.version,
            words: note.own.words.clone(),
            stated_minutes: Some(60),
            reason: "stepped out for half an hour".into(),
        };
        desk.house.perform(&desk.actor("jo"), &amend).unwrap();
        let day = counted(desk, patient);
        assert_eq!((day.state, day.credited_minutes), (BillingState::Held, 150));
    });
}

#[test]
fn op_a13_the_thirteenth_unit_of_twelve_is_blocked() {
    on_both_engines(|desk| {
        let patient = desk.admit("Priya", "Nair");
        desk.cover(patient, "harborline");
        desk.consent(patient, "harborline");
        desk.authorize(patient, "harborline", 1);
        for (on, words) in [("2026-03-11", "Spoke about Sunday dinners."), ("2026-03-12", "Planned the ride home with a cousin.")]
        {
            let (first, second) = (desk.session("morning", on), desk.session("late-morning", on));
            desk.mark(patient, &first, MarkKind::Arrived, &format!("{on} 08:50"));
            desk.mark(patient, &first, MarkKind::Left, &format!("{on} 12:20"));
            desk.write("jo", &first, patient, words);
            desk.write("jo", &second, patient, &format!("After the break, {words}"));
            desk.sign("jo", &first);
            desk.sign("jo", &second);
        }
        let day = counted(desk, patient);
        assert_eq!(day.state, BillingState::Held, "{}", day.headline);
        assert!(day.headline.contains("0 of 1 units left"), "{}", day.headline);
        assert_eq!(standing(desk, patient).len(), 1, "the one approved unit");
    });
}

#[test]
fn op_a17_without_a_payment_consent_no_payer_transaction_comes_into_being() {
    on_both_engines(|desk| {
        let patient = desk.admit("Devon", "Reyes");
        desk.cover(patient, "self-pay");
        whole_morning(desk, patient);
        assert_eq!(counted(desk, patient).state, BillingState::SelfPay);
        desk.at("2026-03-13 09:00");
        let build = BuildClaims { form: ClaimForm::Institutional, from: day("2026-03-01"), to: day("2026-03-31") };
        let receipt = desk.house.perform(&desk.actor("bea"), &build).unwrap();
        assert_eq!((receipt.batch, receipt.claims), (None, 0));
        assert!(desk.all::<Disclosure>("patient_id = $1", patient).is_empty());
    });
}

#[test]
fn a_ready_day_becomes_a_claim_once_and_leaves_a_disclosure() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        whole_morning(desk, patient);
        desk.at("2026-03-13 09:00");
        let bea = desk.actor("bea");
        let build = BuildClaims { form: ClaimForm::Institutional, from: day("2026-03-01"), to: day("2026-03-31") };
        let receipt = desk.house.perform(&bea, &build).unwrap();
        assert_eq!((receipt.claims, receipt.held.len()), (1, 0), "{receipt:?}");
        let (released, ()) =
            desk.house.release_claims(&bea, &ClaimFile { batch: receipt.batch.unwrap(), payer: None }, None, |_| Ok(())).unwrap();
        assert_eq!(released.claims.len(), 1);
        assert_eq!(released.claims[0].lines.len(), 1);
        assert_eq!(desk.all::<Disclosure>("patient_id = $1", patient).len(), 1);
        let again = desk.house.perform(&bea, &build).unwrap();
        assert_eq!(again.claims, 0, "never the same day twice");
        assert_eq!(desk.verify().broken, None);
    });
}

/// Somebody with one whole morning, which stands on a batch.
struct Billed {
    patient: PatientId,
    consent: ConsentId,
    batch: ClaimBatchId,
    build: BuildClaims,
}

fn billed(desk: &Desk) -> Billed {
    let patient = desk.admit("Luis", "Mendes");
    desk.cover(patient, "harborline");
    let consent = desk.consent(patient, "harborline");
    desk.authorize(patient, "harborline", 12);
    whole_morning(desk, patient);
    desk.at("2026-03-13 09:00");
    let build = BuildClaims { form: ClaimForm::Institutional, from: day("2026-03-01"), to: day("2026-03-31") };
    let batch = desk.house.perform(&desk.actor("bea"), &build).unwrap().batch.unwrap();
    Billed { patient, consent, batch, build }
}

#[test]
fn p2_27_a_consent_withdrawn_after_the_batch_was_built_stops_the_file() {
    on_both_engines(|desk| {
        let Billed { patient, consent, batch, .. } = billed(desk);
        let bea = desk.actor("bea");
        desk.house.perform(&desk.actor("dana"), &RevokeConsent { consent }).unwrap();
        let (released, ()) = desk.house.release_claims(&bea, &ClaimFile { batch, payer: None }, None, |_| Ok(())).unwrap();
        assert_eq!((released.claims.len(), released.refused.len()), (0, 1));
        assert!(desk.all::<Disclosure>("patient_id = $1", patient).is_empty());
    });
}

#[test]
fn p2_27_what_left_under_a_consent_stays_billed_once_when_the_day_is_counted_anew() {
    on_both_engines(|desk| {
        let Billed { patient, consent, batch, build } = billed(desk);
        let bea = desk.actor("bea");
        desk.house.release_claims(&bea, &ClaimFile { batch, payer: None }, None, |_| Ok(())).unwrap();

        // When the consent ends, and every night the days before are closed again
        desk.house.perform(&desk.actor("dana"), &RevokeConsent { consent }).unwrap();
        let close = billing::service_day::CloseDay { day: day(THURSDAY) };
        let changed = [(); 2].map(|()| desk.house.perform(&bea, &close).unwrap());

        // Then the one charge stands on its claim as it left, and nothing is ready beside it
        assert_eq!(changed[1], 0, "closing twice changes nothing");
        let charges = desk.all::<Charge>("patient_id = $1", patient);
        assert!(
            matches!(charges[..], [ref one] if matches!(one.state, ChargeState::Claimed { is_outdated: false, .. })),
            "{charges:?}"
        );
        assert_eq!(desk.house.perform(&bea, &build).unwrap().claims, 0);
    });
}

#[test]
fn an_interns_note_holds_the_day_until_the_supervisor_signs_beside_it() {
    on_both_engines(|desk| {
        let patient = insured(desk);
        let (first, second) = (desk.session("morning", THURSDAY), desk.session("late-morning", THURSDAY));
        desk.mark(patient, &first, MarkKind::Arrived, "2026-03-12 08:52");
        desk.mark(patient, &first, MarkKind::Left, "2026-03-12 12:20");
        desk.at("2026-03-12 13:00");
        let sam = desk.actor("sam");
        let mut led_by_sam = first.clone();
        led_by_sam.leaders = vec![sam.staff];
        desk.house
            .store(store::DirectAccess)
            .write::<_, Refusal>(|tx| {
                let entry = store::Entry { at: desk.clock.now(), by: store::Author::Stepdown, reason: "substitute" };
                Ok(tx.amend(&led_by_sam, 1, &entry)?)
            })
            .unwrap();
        desk.write("sam", &first, patient, "Said the mornings are easier with the radio on and a walk.");
        desk.write("jo", &second, patient, "Asked two others what they do on paydays and wrote it down.");
        assert_eq!(desk.sign("sam", &first).signed.len(), 1, "signed, waiting");
        desk.sign("jo", &second);
        assert_eq!(counted(desk, patient).state, BillingState::Held);
        let note = desk.all::<ProgressNote>("session_id = $1", first.id).remove(0);
        let cosign = treatment::progress_note::CosignNote { note: note.id, version: note.version };
        assert_eq!(desk.house.perform(&sam, &cosign), Err(Refusal::NotFound), "not one's own");
        desk.house.perform(&desk.actor("jo"), &cosign).unwrap();
        let day = counted(desk, patient);
        assert_eq!(day.state, BillingState::Billable, "{}", day.headline);
    });
}
