//! The banks are whole: every slot is known, every curriculum session has its words, lengths are prime to the steps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
use super::*;
use crate::demo::people::{Pools, Wish, draw};
use crate::demo::program;

#[test]
fn every_curriculum_session_with_a_note_has_a_summary() {
    let words = Words::load().unwrap();
    for group in program::file(120).unwrap().therapy_group.iter().filter(|g| g.service_type != "peer_support") {
        for title in &group.curriculum {
            let session = words.session(&group.service_type, title).unwrap_or_else(|| panic!("{}: {title}", group.key));
            assert!(session.summary.len() > 60 && session.did.len() == 2, "{title}");
        }
    }
}

#[test]
fn the_steps_through_the_banks_are_prime_to_their_lengths() {
    let words = Words::load().unwrap();
    for (length, steps) in [(words.opener.len(), [2, 5]), (words.closer.len(), [3, 7])] {
        assert!(length > 12, "more sentences than places in a group");
        assert!(steps.iter().all(|step| length % step != 0), "{length}");
    }
}

#[test]
fn every_slot_is_filled_for_every_pronoun_and_sentences_begin_with_a_capital() {
    let (pools, words) = (Pools::load().unwrap(), Words::load().unwrap());
    let today = jiff::civil::Date::constant(2026, 11, 19);
    for number in 0..40 {
        let person = draw(&pools, &words, (7, today), number, 0, &Wish::default());
        for step in 0..40 {
            let of = Occasion { person: &person, place: number % 12, step };
            let services = ["individual", "case_management", "medication_visit", "family"];
            let alone = services.iter().map(|service| words.alone(of, service));
            for text in alone.chain([words.own_part(of, words.session.get(step))]) {
                assert!(!text.contains('{') && !text.contains('}'), "{text}");
                assert!(!text.contains("  ") && text.len() > 40, "{text}");
                let first = text.chars().find(|c| c.is_alphabetic()).unwrap();
                assert!(first.is_uppercase(), "{text}");
                assert!(!text.contains(". a") && !text.contains(". t"), "{text}");
            }
        }
    }
}
