//! Requests are taken by whoever hears them, run against the clock of their kind, and are answered; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use access::{Refusal, Role};
use confidential::Restriction;
use confidential::consent::Category;
use jiff::civil::Date;
use proptest::prelude::*;
use store::testing::on_both_engines;
use uuid::Uuid;
use vocabulary::day::days_between;
use vocabulary::id::{PatientId, PayerId, PrivacyRequestId};

use super::{
    AnswerRequest, AskedBy, ExtendRequest, LiftAgreedRestriction, Limit, ListRequests, OpenRequest, Outcome, ReceiveRequest,
    RequestKind, Standing, Way, load,
};
use crate::Fact;
use crate::clock::Clocks;
use crate::desk::{Desk, OFFICER, code, fields};

const RECEIVED: Date = Date::constant(2026, 3, 12);
const BLUE: PayerId = PayerId(Uuid::from_u128(77));

fn wish(patient: PatientId, kind: RequestKind) -> ReceiveRequest {
    ReceiveRequest {
        patient,
        kind: Some(kind),
        payer: Some(BLUE),
        received_on: Some(RECEIVED),
        asked_by: AskedBy::Person,
        way: Some(Way::InPerson),
        words: "I would like that.".into(),
    }
}

fn answer(request: PrivacyRequestId, outcome: Outcome, reason: &str, told_on: Date) -> AnswerRequest {
    AnswerRequest { request, outcome: Some(outcome), reason: reason.into(), told_on: Some(told_on), limit: Limit::default() }
}

fn asked(desk: &Desk<'_>, kind: RequestKind) -> PrivacyRequestId {
    let patient = desk.person();
    desk.perform(Role::FrontDesk, &wish(patient, kind)).unwrap().output
}

#[test]
fn p2_49a_p2_51_p2_52_every_kind_has_the_last_day_of_its_clock() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let due = |kind| {
            let id = asked(&desk, kind);
            desk.store.read(|tx| load(tx, id)).unwrap().due_on
        };
        assert_eq!(due(RequestKind::Access), Some(Date::constant(2026, 4, 11)), "30 days");
        assert_eq!(due(RequestKind::IntermediaryList), Some(Date::constant(2026, 4, 11)), "30 days");
        assert_eq!(due(RequestKind::Accounting), Some(Date::constant(2026, 5, 11)), "60 days");
        assert_eq!(due(RequestKind::Amendment), Some(Date::constant(2026, 5, 11)), "60 days");
        assert_eq!(due(RequestKind::Restriction), Some(Date::constant(2026, 3, 27)), "our own 15 days");
    });
}

#[test]
fn the_list_shows_what_is_late_and_what_is_due_soon_before_the_rest() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let account = asked(&desk, RequestKind::Accounting);
        let copy = asked(&desk, RequestKind::Access);
        let seen = || {
            let lines = desk.ask(OFFICER, &ListRequests).unwrap();
            lines.iter().map(|line| (line.request.id, line.standing)).collect::<Vec<_>>()
        };
        assert_eq!(seen(), [(copy, Standing::Running { days: 30 }), (account, Standing::Running { days: 60 })]);
        desk.on_day(Date::constant(2026, 4, 4));
        assert_eq!(seen()[0], (copy, Standing::Soon { days: 7 }));
        desk.on_day(Date::constant(2026, 4, 12));
        assert_eq!(seen()[0], (copy, Standing::Late { days: 1 }));
        desk.perform(OFFICER, &answer(copy, Outcome::Granted, "", Date::constant(2026, 4, 12))).unwrap();
        assert_eq!(seen().last(), Some(&(copy, Standing::Answered)));
        assert_eq!(desk.ask(OFFICER, &OpenRequest { request: copy }).unwrap().name.as_ref().unwrap().full(), "Robin Silva");
    });
}

#[test]
fn more_time_is_taken_once_before_the_last_day_and_with_a_reason() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let request = asked(&desk, RequestKind::Access);
        let extend = |reason: &str, told_on| ExtendRequest { request, reason: reason.into(), told_on: Some(told_on) };
        assert_eq!(fields(desk.perform(OFFICER, &extend(" ", RECEIVED))), ["reason"]);
        desk.on_day(Date::constant(2026, 4, 14));
        let late = extend("The archive is away.", Date::constant(2026, 4, 12));
        assert_eq!(fields(desk.perform(OFFICER, &late)), ["told_on"], "the person was told after the last day");
        desk.perform(OFFICER, &extend("The archive is away.", Date::constant(2026, 4, 10))).unwrap();
        let extended = desk.store.read(|tx| load(tx, request)).unwrap();
        assert_eq!(extended.last_day(), Some(Date::constant(2026, 5, 11)), "30 days after the first last day");
        assert_eq!(code(desk.perform(OFFICER, &extend("Again.", Date::constant(2026, 4, 11)))), "extended_once");
        let list = asked(&desk, RequestKind::IntermediaryList);
        let more = ExtendRequest { request: list, reason: "Much to do.".into(), told_on: Some(RECEIVED) };
        assert_eq!(code(desk.perform(OFFICER, &more)), "no_extension");
    });
}

#[test]
fn p2_a12_that_a_payer_learns_nothing_of_what_is_paid_in_full_must_be_granted() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let request = asked(&desk, RequestKind::PayerRestriction);
        for outcome in [Outcome::Refused, Outcome::InPart] {
            assert_eq!(
                code(desk.perform(OFFICER, &answer(request, outcome, "We would rather not.", RECEIVED))),
                "must_be_granted"
            );
        }
        let done = desk.perform(OFFICER, &answer(request, Outcome::Granted, "", RECEIVED)).unwrap();
        let patient = desk.store.read(|tx| load(tx, request)).unwrap().patient;
        assert!(done.facts.contains(&Fact::PayerRestrictionGranted { patient, payer: BLUE }));
        assert_eq!(code(desk.perform(OFFICER, &answer(request, Outcome::Granted, "", RECEIVED))), "answered");
    });
}

#[test]
fn p2_a13_a_wish_that_a_laboratory_needed_for_care_is_not_told_may_be_refused_and_the_reason_is_kept() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let request = asked(&desk, RequestKind::Restriction);
        assert_eq!(fields(desk.perform(OFFICER, &answer(request, Outcome::Refused, "  ", RECEIVED))), ["reason"]);
        let reason = "The laboratory cannot test without the name.";
        let done = desk.perform(OFFICER, &answer(request, Outcome::Refused, reason, RECEIVED)).unwrap();
        assert_eq!(done.facts, [Fact::DutiesChanged], "nothing is restricted");
        let kept = desk.store.read(|tx| load(tx, request)).unwrap().answer.clone().unwrap();
        assert_eq!((kept.outcome, kept.reason.as_str(), kept.told_on), (Outcome::Refused, reason, RECEIVED));
    });
}

#[test]
fn p2_50_what_is_agreed_to_be_kept_back_is_a_rule_of_the_gate_in_the_same_step() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let request = asked(&desk, RequestKind::Restriction);
        let patient = desk.store.read(|tx| load(tx, request)).unwrap().patient;
        let standing = || {
            let all = |tx: &store::Tx<'_>| tx.find::<Restriction>("patient_id = $1 ORDER BY id", &[store::text(patient)]);
            desk.store.read::<_, store::StoreError>(all).unwrap()
        };
        let grant = answer(request, Outcome::InPart, "The laboratory still gets the name.", RECEIVED);
        assert_eq!(fields(desk.perform(OFFICER, &grant)), ["limit_recipient"]);
        assert!(standing().is_empty());
        let limit = Limit { recipient: " Bay Employer ".into(), categories: vec![Category::Diagnosis] };
        let done = desk.perform(OFFICER, &AnswerRequest { limit, ..grant }).unwrap();
        assert!(done.facts.contains(&Fact::ConsentChanged { patient, from: RECEIVED }), "what was billable is judged anew");
        let kept = standing();
        assert_eq!((kept.len(), kept[0].recipient.as_str(), kept[0].lifted_at), (1, "Bay Employer", None));
        assert_eq!(kept[0].categories, [Category::Diagnosis]);
        // It is lifted as the person wants, with their word beside it, and what was sent under it is judged anew
        let lift = |reason: &str| LiftAgreedRestriction { restriction: kept[0].id, patient, reason: reason.into() };
        assert_eq!(fields(desk.perform(OFFICER, &lift(" "))), ["reason"]);
        assert_eq!(desk.perform(access::Role::FrontDesk, &lift("They said so.")).map(|_| ()), Err(access::Refusal::NotFound));
        let lifted = desk.perform(OFFICER, &lift("They said so on the telephone.")).unwrap();
        assert_eq!(lifted.facts, [Fact::ConsentChanged { patient, from: RECEIVED }]);
        assert!(standing()[0].lifted_at.is_some());
        let again = desk.perform(OFFICER, &lift("They said so on the telephone.")).unwrap();
        assert!(again.facts.is_empty(), "lifted once");
        let other = LiftAgreedRestriction { patient: desk.person(), ..lift("Another chart.") };
        assert_eq!(desk.perform(OFFICER, &other).map(|_| ()), Err(access::Refusal::NotFound));
    });
}

#[test]
fn p2_49a_the_first_account_in_twelve_months_costs_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        let asks = |on: Date| {
            desk.on_day(on);
            let wish = ReceiveRequest { received_on: Some(on), ..wish(patient, RequestKind::Accounting) };
            let request = desk.perform(Role::Intake, &wish).unwrap().output;
            desk.ask(OFFICER, &OpenRequest { request }).unwrap().is_free
        };
        assert_eq!(asks(RECEIVED), Some(true));
        assert_eq!(asks(Date::constant(2027, 3, 11)), Some(false));
        assert_eq!(asks(Date::constant(2028, 3, 11)), Some(true), "a year after the last one");
    });
}

#[test]
fn whoever_hears_it_writes_it_down_and_only_the_officer_answers_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        for role in [Role::Intake, Role::Clinician, Role::FrontDesk, Role::CaseManager] {
            let kept = desk.perform(role, &wish(patient, RequestKind::Access)).unwrap();
            assert_eq!(desk.perform(role, &wish(patient, RequestKind::Access)).unwrap().output, kept.output, "sent twice is one");
            assert_eq!(code(desk.perform(role, &answer(kept.output, Outcome::Granted, "", RECEIVED))), "not_found");
            assert_eq!(desk.ask(role, &ListRequests).err(), Some(Refusal::NotFound));
        }
        for role in [Role::Biller, Role::Installer, Role::Peer] {
            assert_eq!(code(desk.perform(role, &wish(patient, RequestKind::Access))), "not_found");
        }
        assert_eq!(desk.ask(Role::ClinicalDirector, &ListRequests).unwrap().len(), 1);
    });
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        let asked_by = AskedBy::Representative { name: String::new(), authority: String::new() };
        let nothing = ReceiveRequest {
            patient,
            kind: Some(RequestKind::PayerRestriction),
            payer: None,
            received_on: Some(Date::constant(2026, 3, 13)),
            asked_by,
            way: None,
            words: " ".into(),
        };
        let missing = fields(desk.perform(Role::Intake, &nothing));
        assert_eq!(missing, ["way", "words", "received_on", "payer", "representative", "authority"]);
        let nobody = ReceiveRequest { patient: PatientId(Uuid::from_u128(1)), ..wish(patient, RequestKind::Access) };
        assert_eq!(code(desk.perform(Role::Intake, &nobody)), "not_found");
    });
}

proptest! {
    /// Whatever the day, the last day is exactly as many days away as the clock says, over month ends and leap years.
    #[test]
    fn the_last_day_is_as_far_away_as_the_clock_says(day in 0_i32..36_000, kind in proptest::sample::select(RequestKind::ALL)) {
        let received = crate::clock::later(Date::constant(2017, 3, 21), i64::from(day));
        let clock = Clocks::standard().request(kind, received);
        if let Some(clock) = clock {
            prop_assert_eq!(days_between(received, clock.due_on(received)), clock.days);
        } else {
            prop_assert!(false, "no clock for {kind:?} on {received}");
        }
    }
}
