//! Questions become files, files become words.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use billing::eligibility::{CoverStatus, Figures};
use jiff::civil::date;

use super::*;

const ANSWER: &str = include_str!("../../../edges/x12/testdata/eligibility/271.x12");
const DEPENDENT: &str = include_str!("../../../edges/x12/testdata/linuxforhealth/dependent-health-benefit-check.271");
const REFUSED: &str = include_str!("../../../edges/x12/testdata/linuxforhealth/subscriber-health-benefit-check-error.271");

#[test]
fn an_answer_becomes_what_it_says_in_plain_words() {
    let answers = read(ANSWER.as_bytes()).unwrap();
    assert_eq!((answers.len(), answers[0].trace.as_str(), answers[0].reference.as_str()), (1, "INQ-77", "E1001"));
    let content = &answers[0].content;
    assert_eq!(
        content.summary(),
        [
            "Insured with PPO GOLD.",
            "Deductible $1,500.00 a year: $1,080.00 is met, $420.00 is left.",
            "Copay $50.00 each day of treatment.",
        ]
    );
    let figures = Figures::of(content);
    assert_eq!((figures.deductible_left_cents, figures.copay_cents, figures.needs_approval), (Some(42_000), Some(5_000), None));
    assert_eq!(content.begins.map(|day| day.to_string()).as_deref(), Some("2025-01-01"));
    assert!(content.unread.is_empty());
}

#[test]
fn a_dependent_has_the_members_number_and_their_doctor_is_named() {
    let content = read(DEPENDENT.as_bytes()).unwrap().remove(0).content;
    let person = content.person.as_ref().unwrap();
    assert_eq!((person.given.as_str(), person.member_id.as_str(), content.is_dependent), ("MARY", "123456789", true));
    assert!(content.statements.iter().any(|one| one.messages.iter().any(|words| words == "primary care: MARCUS JONES")));
    assert_eq!(Figures::of(&content).copay_cents, Some(1_000), "in the network");
}

#[test]
fn a_refusal_has_its_reason_and_what_to_do() {
    let answer = read(REFUSED.as_bytes()).unwrap().remove(0);
    assert_eq!((answer.trace.as_str(), answer.reference.as_str()), ("", "10001234"));
    assert_eq!(answer.content.status(), CoverStatus::Refused);
    assert_eq!(
        answer.content.summary()[1],
        "The payer does not let our program ask about members. Call the payer's provider line."
    );
}

#[test]
fn a_file_that_is_not_whole_is_refused_with_segment_and_position() {
    let cut = &ANSWER[..ANSWER.len() / 2];
    let said = read(cut.as_bytes()).unwrap_err();
    assert!(said.starts_with("The file is not whole: segment "), "{said}");
    assert!(!said.contains("ALDEN"));
    assert!(read(b"").unwrap_err().contains("the file is empty"));
}

#[test]
fn whoever_is_insured_through_a_parent_is_asked_about_and_answered_as_their_dependent() {
    let name = |given: &str, family: &str| vocabulary::PersonName { given: given.into(), family: family.into() };
    let asked = InquiryContent {
        trace: "SDE0000007".into(),
        number: 7,
        payer_name: "Harborline Health Plan".into(),
        payer_electronic_id: "HARBORLINE".into(),
        person: billing::eligibility::AskedPerson {
            name: name("Jo", "Alden"),
            birth_date: Some(date(2004, 5, 14)),
            sex: "F".into(),
        },
        member_id: "HL104".into(),
        group_number: String::new(),
        subscriber: Some(billing::coverage::Subscriber {
            name: name("Marta", "Ortega"),
            birth_date: date(1962, 2, 3),
            relationship: billing::coverage::Relationship::Child,
        }),
        service_on: date(2026, 3, 12),
        service_types: vec!["30".into(), "MH".into()],
        asked_at: date(2026, 3, 12).at(9, 5, 0, 0),
    };
    let submission = Submission { usage: x12::Usage::Test, clearinghouse: None };
    let question = interchange(&asked, &crate::convert::claim::tests::program(), &submission).write().unwrap();
    let text = String::from_utf8(question.clone()).unwrap();
    assert!(text.contains("NM1*IL*1*ORTEGA*MARTA****MI*HL104~"), "{text}");
    assert!(text.contains("NM1*03*1*ALDEN*JO~") && text.contains("DMG*D8*20040514*F~"), "{text}");
    let answers = read(&crate::demo::payer::answer(&question).unwrap()).unwrap();
    let content = &answers[0].content;
    let person = content.person.as_ref().unwrap();
    assert_eq!((answers[0].trace.as_str(), content.is_dependent, person.member_id.as_str()), ("SDE0000007", true, "HL104"));
    assert_eq!(person.given, "JO");
}
