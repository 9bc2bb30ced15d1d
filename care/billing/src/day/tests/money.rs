//! Lines of a professional payer: units, modifiers, places, credentials (OP-44, OP-45).

use super::super::*;
use super::people::*;
use crate::rule::ClaimForm;

/// Commonbay's day below its minimum, billed by component codes.
fn components(services: Vec<DayService>) -> DayState {
    let book = book();
    let mut input = with_payer(&book, "commonbay", services);
    input.is_over = true;
    input.bill_components = true;
    decide(&input)
}

#[test]
fn a_professional_per_diem_has_place_and_modifiers_and_no_revenue_code() {
    let book = book();
    let mut input = with_payer(&book, "commonbay", vec![attended("group", 210)]);
    let line = decide(&input).payer_lines()[0].clone();
    assert_eq!((line.claim_form, line.place_of_service.as_deref()), (ClaimForm::Professional, Some("57")));
    assert_eq!((line.modifiers, line.revenue_code, line.bill_type), (vec!["HF".to_owned()], None, None));
    input.services[0].is_telehealth = true;
    let line = decide(&input).payer_lines()[0].clone();
    assert_eq!((line.modifiers, line.place_of_service.as_deref()), (vec!["HF".to_owned(), "95".to_owned()], Some("10")));
    input.services[0].is_at_home = false;
    let elsewhere = decide(&input).payer_lines()[0].place_of_service.clone();
    assert_eq!(elsewhere.as_deref(), Some("02"), "OP-44: by video, and not at home");
    input.services.push(attended("individual", 30));
    assert_eq!(decide(&input).payer_lines()[0].modifiers, ["HF"], "a mixed day is not a telehealth day");
}

#[test]
fn group_size_and_credential_choose_modifiers() {
    let alone = DayService { id: "small".into(), group_size: Some(1), ..attended("group", 60) };
    let state = components(vec![attended("group", 60), alone, attended("individual", 30)]);
    let lines: Vec<_> =
        state.payer_lines().iter().map(|line| (line.code.as_str(), line.modifiers.join(" "), line.units)).collect();
    assert_eq!(lines, [("H0005", "HF HQ".into(), 4), ("H0005", "HF".into(), 4), ("H0004", "HF HO".into(), 2)]);
}

#[test]
fn equal_lines_are_joined_and_never_exceed_a_days_most() {
    let second = DayService { id: "second".into(), ..attended("group", 75) };
    let state = components(vec![attended("group", 75), second]);
    let [line] = state.payer_lines() else { panic!("{state:?}") };
    assert_eq!((line.units, line.charge_cents, line.minutes), (8, 5600, 150));
    assert_eq!(line.evidence, ["group-75", "second"]);
    assert!(state.sentences().iter().any(|sentence| sentence.contains("8 units, the most the payer allows")));
}

#[test]
fn a_credential_the_payer_does_not_accept_holds_the_line() {
    let intern = DayService { credential: Some("Intern".into()), ..attended("group", 60) };
    let state = components(vec![intern, attended("individual", 30)]);
    assert_eq!(causes(&state), ["credential_not_allowed"]);
    assert!(state.headline().starts_with("Held: group was led by Intern; the payer accepts LADC I, "));
    let unknown = DayService { credential: None, ..attended("group", 60) };
    assert!(components(vec![unknown]).headline().contains("no leader's credential on record"));
}

#[test]
fn a_peer_led_group_has_no_line_of_its_own() {
    let peer = DayService { note: NoteState::PeerLed, ..attended("group", 60) };
    let state = components(vec![peer, attended("individual", 30)]);
    assert_eq!(codes(&state), [("H0004", 2)]);
}
