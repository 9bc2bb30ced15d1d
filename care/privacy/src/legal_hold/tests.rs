//! A hold binds a record until it is lifted; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use access::Role;
use jiff::civil::Date;
use store::testing::on_both_engines;

use super::{LegalHoldsOf, LiftLegalHold, PlaceLegalHold, refuse_while_held};
use crate::desk::{Desk, OFFICER, code, fields};

#[test]
fn nothing_of_a_record_is_given_away_while_a_hold_stands_on_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (patient, other) = (desk.person(), desk.person());
        let first = Date::constant(2026, 3, 12);
        let from = Some(first);
        let place = PlaceLegalHold { patient, from, reason: "Suit 26-114, ordered by counsel.".into() };
        let hold = desk.perform(OFFICER, &place).unwrap().output;
        assert_eq!(desk.perform(OFFICER, &place).unwrap().output, hold, "sent twice is one");
        let asked = |whose| code(desk.within(OFFICER, |cx| refuse_while_held(cx, whose)));
        assert_eq!(asked(patient), "legal_hold");
        assert!(desk.within(OFFICER, |cx| refuse_while_held(cx, other)).is_ok());
        assert_eq!(fields(desk.perform(OFFICER, &LiftLegalHold { hold, reason: " ".into() })), ["reason"]);
        desk.perform(OFFICER, &LiftLegalHold { hold, reason: "Counsel: the suit is over.".into() }).unwrap();
        assert!(desk.within(OFFICER, |cx| refuse_while_held(cx, patient)).is_ok());
        assert_eq!(desk.ask(OFFICER, &LegalHoldsOf { patient }).unwrap()[0].lifted.as_ref().unwrap().on, first);
    });
}

#[test]
fn a_hold_is_placed_by_the_officer_with_its_reason() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        let nothing = PlaceLegalHold { patient, from: None, reason: String::new() };
        assert_eq!(fields(desk.perform(OFFICER, &nothing)), ["reason", "from"]);
        for role in [Role::ClinicalDirector, Role::Clinician, Role::Biller] {
            assert_eq!(code(desk.perform(role, &nothing)), "not_found");
        }
        assert!(desk.ask(Role::ClinicalDirector, &LegalHoldsOf { patient }).is_ok());
        assert!(desk.ask(Role::Clinician, &LegalHoldsOf { patient }).is_err());
    });
}
