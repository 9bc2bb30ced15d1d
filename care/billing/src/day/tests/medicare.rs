//! The Medicare day: settings, primary services, tiers (OP-20, OP-39; OP-A03, A04, A05, A10).

use super::super::*;
use super::people::*;
use crate::rule::{ProviderSetting, RuleBook};

fn medicare(book: &RuleBook, setting: ProviderSetting, services: Vec<DayService>) -> DayInput<'_> {
    DayInput { setting, is_over: true, ..with_payer(book, "medicare", services) }
}

fn apc(state: &DayState) -> (i64, &str) {
    let DayState::Billable { prediction: Some(prediction), .. } = state else { panic!("{state:?}") };
    (prediction.countable_services, &prediction.apc)
}

fn two_groups_and_an_individual() -> Vec<DayService> {
    let second = DayService { id: "second group".into(), ..attended("group", 60) };
    vec![attended("group", 60), second, attended("individual", 55)]
}

#[test]
fn op_a03_three_services_are_5861_and_four_are_5862() {
    let book = book();
    let mut input = medicare(&book, ProviderSetting::HospitalOutpatient, two_groups_and_an_individual());
    let state = decide(&input);
    assert_eq!(apc(&state), (3, "5861"));
    assert_eq!(codes(&state), [("90853", 2), ("90837", 1)]);
    input.services.push(hinted("G0177", "education", 45));
    let state = decide(&input);
    assert_eq!(apc(&state), (4, "5862"));
    let line = state.payer_lines().iter().find(|line| line.code == "G0177").unwrap();
    assert_eq!((line.revenue_code.as_deref(), line.bill_type.as_deref()), (Some("0942"), Some("13")));
}

#[test]
fn op_a04_a_day_without_a_primary_service_is_not_payable() {
    let book = book();
    let services =
        vec![hinted("G0177", "education", 45), hinted("G0176", "activity", 45), hinted("90785", "interactive_complexity", 10)];
    let mut input = medicare(&book, ProviderSetting::HospitalOutpatient, services);
    let state = decide(&input);
    assert_eq!(causes(&state), ["no_primary_service"]);
    assert!(matches!(state, DayState::NotBillable { .. }));
    assert!(state.headline().contains("pays nothing"));

    input.is_over = false;
    input.services.push(upcoming("group", 60));
    assert!(matches!(decide(&input), DayState::Held { .. }), "a group is still to come");
}

#[test]
fn op_a04_an_unsigned_primary_note_holds_instead_of_losing_the_day() {
    let book = book();
    let unsigned = DayService { note: NoteState::Unsigned, ..attended("group", 60) };
    let services = vec![hinted("G0177", "education", 45), unsigned];
    let state = decide(&medicare(&book, ProviderSetting::HospitalOutpatient, services));
    assert_eq!(causes(&state), ["note_unsigned"]);
}

#[test]
fn op_a05_a_center_with_four_services_is_5852_on_76x_with_condition_92() {
    let book = book();
    let mut services = two_groups_and_an_individual();
    services.push(attended("education", 50));
    let state = decide(&medicare(&book, ProviderSetting::CommunityMentalHealthCenter, services));
    assert_eq!(apc(&state), (4, "5852"));
    for line in state.payer_lines() {
        assert_eq!((line.bill_type.as_deref(), line.condition_codes.as_slice()), (Some("76"), &["92".to_owned()][..]));
    }
}

#[test]
fn op_a10_a_freestanding_clinic_is_not_offered_the_institutional_claim() {
    let book = book();
    let state = decide(&medicare(&book, ProviderSetting::FreestandingClinic, two_groups_and_an_individual()));
    assert_eq!(causes(&state), ["setting_not_covered"]);
    assert!(matches!(state, DayState::NotBillable { .. }));
    assert!(state.headline().contains("practitioners may bill their own services"));
}

#[test]
fn a_session_shorter_than_its_code_is_left_out_and_does_not_count() {
    let book = book();
    let mut services = two_groups_and_an_individual();
    services.push(attended("education", 40));
    let state = decide(&medicare(&book, ProviderSetting::HospitalOutpatient, services));
    assert_eq!(apc(&state), (3, "5861"));
    assert_eq!(state.sentences(), ["Left out: education lasted 40 minutes; G0177 starts at 45."]);
    let alone = decide(&medicare(&book, ProviderSetting::HospitalOutpatient, vec![attended("individual", 10)]));
    assert_eq!(alone.headline(), "Not billable: individual lasted 10 minutes; 90832 starts at 16.");
}
