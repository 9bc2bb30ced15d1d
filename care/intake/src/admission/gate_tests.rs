//! Each gate, met and not met, in the words of the page.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::gate::{self, Gate, GateFacts, InsuredFact, Standing, Waived, standing};
use super::{ClinicalFact, PaperFact};

fn all_met() -> GateFacts {
    GateFacts {
        is_registered: true,
        can_be_reached: true,
        assessment: ClinicalFact::Done,
        placement: ClinicalFact::Done,
        notice: PaperFact::Signed,
        papers: vec![("Yes to treatment".into(), PaperFact::Signed)],
        payer: Some("Bay Plan".into()),
        may_bill: true,
        insured: InsuredFact::Yes,
        self_pay: PaperFact::NotGiven,
        medication_options: PaperFact::Signed,
        groups_in_first_week: 2,
    }
}

fn lacks(gate: Gate, facts: &GateFacts) -> Vec<String> {
    match standing(gate, facts, None) {
        Standing::NotMet(words) => words,
        _ => Vec::new(),
    }
}

#[test]
fn with_everything_there_every_gate_is_met() {
    for rule in gate::rules().unwrap() {
        assert_eq!(standing(rule.gate, &all_met(), None), Standing::Met, "{}", rule.title);
    }
}

#[test]
fn with_nothing_there_every_gate_says_what_it_lacks() {
    let nothing = GateFacts { papers: vec![("Yes to treatment".into(), PaperFact::NotGiven)], ..GateFacts::default() };
    let said: Vec<String> = gate::rules().unwrap().iter().flat_map(|rule| lacks(rule.gate, &nothing)).collect();
    assert_eq!(
        said,
        [
            "Name and date of birth are not confirmed.",
            "There is no way to reach the person.",
            "There is no assessment.",
            "No level of care was worked out.",
            "The notice was not given yet.",
            "“Yes to treatment” was not given yet.",
            "There is no coverage, and no self-pay is agreed.",
            "The sheet of medication choices was not given yet.",
            "No group is chosen that meets in the first seven days.",
        ]
    );
}

#[test]
fn p2_48_a_notice_that_was_declined_was_given() {
    let facts = GateFacts { notice: PaperFact::Declined, ..all_met() };
    assert_eq!(standing(Gate::Notice, &facts, None), Standing::Met);
    let waits = GateFacts { notice: PaperFact::Waiting, ..all_met() };
    assert_eq!(lacks(Gate::Notice, &waits), ["The notice waits for an answer."]);
}

#[test]
fn p2_50_who_pays_alone_needs_no_consent_to_bill() {
    let told_nobody = GateFacts { may_bill: false, ..all_met() };
    assert_eq!(lacks(Gate::Coverage, &told_nobody), ["Nobody has let us tell Bay Plan, and no self-pay is agreed."]);
    let alone = GateFacts { may_bill: false, self_pay: PaperFact::Signed, ..all_met() };
    assert_eq!(standing(Gate::Coverage, &alone, None), Standing::Met);
    let waits = GateFacts { payer: None, self_pay: PaperFact::Waiting, ..all_met() };
    assert_eq!(lacks(Gate::Coverage, &waits), ["The agreement to pay alone waits for an answer."]);
}

#[test]
fn a_coverage_is_checked_before_it_counts() {
    for (insured, words) in [
        (InsuredFact::NotAsked, "Bay Plan was not asked yet whether the person is insured."),
        (InsuredFact::Waiting, "Bay Plan was asked and has not answered yet."),
        (InsuredFact::No, "Bay Plan does not say that the person is insured. Look at its answer."),
    ] {
        assert_eq!(lacks(Gate::Coverage, &GateFacts { insured, ..all_met() }), [words]);
    }
}

#[test]
fn ma_21_medication_choices_are_a_gate_nobody_waives() {
    let facts = GateFacts { medication_options: PaperFact::NotGiven, ..all_met() };
    assert_eq!(lacks(Gate::MedicationOptions, &facts).len(), 1);
    let rule = gate::rules().unwrap().iter().find(|rule| rule.gate == Gate::MedicationOptions).unwrap();
    assert!(rule.may_be_waived.is_empty());
}

#[test]
fn ma_a16_a_packet_without_the_receipt_of_rights_keeps_the_gate_open() {
    let facts = GateFacts { papers: vec![("Your rights and the rules here".into(), PaperFact::Waiting)], ..all_met() };
    assert_eq!(lacks(Gate::Consents, &facts), ["“Your rights and the rules here” waits for an answer."]);
}

#[test]
fn a_waiver_stands_only_while_the_gate_is_not_met() {
    let waived = Waived { reason: "the assessor is ill".into(), by: "Jo".into(), at: jiff::Timestamp::UNIX_EPOCH };
    let missing = GateFacts { assessment: ClinicalFact::Begun, ..all_met() };
    assert_eq!(standing(Gate::Assessment, &missing, Some(waived.clone())), Standing::Waived(waived.clone()));
    assert_eq!(standing(Gate::Assessment, &all_met(), Some(waived)), Standing::Met);
}
