//! Whoever asks gets the same words, and what is kept names nobody in care; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use access::Role;
use store::testing::on_both_engines;

use super::{KeepPresenceQuestion, ListPresenceQuestions, SCRIPT, WhoAsks};
use crate::desk::{Desk, OFFICER, fields};
use crate::request::Way;

#[test]
fn p2_a08_a_caller_gets_neutral_words_and_the_question_has_no_link_to_a_patient() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        assert_eq!(fields(desk.perform(Role::FrontDesk, &KeepPresenceQuestion::default())), ["who", "way"]);
        let asked = KeepPresenceQuestion {
            who: Some(WhoAsks::Family),
            way: Some(Way::Phone),
            from: "A sister, 555-0100".into(),
            words: "Asked twice.".into(),
        };
        desk.perform(Role::FrontDesk, &asked).unwrap();
        let kept = desk.ask(OFFICER, &ListPresenceQuestions).unwrap();
        assert_eq!(kept.len(), 1);
        // Neither the record nor the chain it stands in is anybody's
        let body = format!("{:?}", kept[0].question);
        assert!(!body.contains(&patient.to_string()) && !body.contains("Silva"), "{body}");
        assert_eq!(access::Kind::PresenceQuestion.as_str(), "presence_question");
        // Whoever takes calls writes them down and does not read who else asked
        assert!(desk.ask(Role::FrontDesk, &ListPresenceQuestions).is_err());
    });
}

#[test]
fn p2_14_the_words_for_a_caller_say_neither_yes_nor_no_and_nothing_of_what_the_program_treats() {
    for words in SCRIPT {
        assert_eq!(confidential::neutral::telling(words).unwrap(), Vec::<String>::new(), "{words}");
    }
    assert!(SCRIPT[0].contains("any person") && SCRIPT[0].contains("the same about anybody"));
    assert!(SCRIPT.iter().any(|words| words.contains("A subpoena alone is not enough")), "MA-A19");
}
