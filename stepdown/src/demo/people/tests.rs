//! The people are drawn the same every time, and their pools keep the promises of the product's words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
use std::collections::HashSet;

use jiff::civil::Date;
use vocabulary::{PersonName, Phone, day::age, search};

use super::*;
use crate::demo::words::Words;

const TODAY: Date = Date::constant(2026, 11, 19);

fn everyone(seed: u64) -> Vec<Person> {
    let (pools, words) = (Pools::load().unwrap(), Words::load().unwrap());
    (0..400).map(|n| draw(&pools, &words, (seed, TODAY), n, 0, &Wish::default())).collect()
}

#[test]
fn the_same_seed_draws_the_same_people() {
    let text = |seed| format!("{:?}", everyone(seed));
    assert_eq!(text(7), text(7));
    assert_ne!(text(7), text(8));
}

#[test]
fn everybody_is_an_adult_with_a_name_a_plan_and_a_number_that_can_be_called() {
    for person in everyone(7) {
        assert!(PersonName::parse(&person.input.given, &person.input.family).is_ok());
        assert!(age(person.input.birth_date.unwrap(), TODAY) >= 18);
        assert_eq!(person.diagnoses.len(), 2, "substance use and what comes with it");
        assert_eq!(person.objectives().count(), 4, "{:?}", person.diagnoses);
        assert!(person.objectives().all(|o| o.baseline != o.target && o.target_in_days >= 28));
    }
}

#[test]
fn the_pool_is_as_mixed_as_a_program() {
    let all = everyone(7);
    for language in ["en", "es", "pt", "ht"] {
        assert!(all.iter().any(|p| p.input.language == language), "{language}");
    }
    assert!(all.iter().any(|p| p.input.family.is_empty()), "one name only");
    assert!(all.iter().any(|p| p.input.family.chars().count() == 2), "two letters");
    assert!(all.iter().any(|p| !p.name().full().is_ascii()), "accents");
    assert!(all.iter().any(|p| p.input.pronouns == "they/them" && !p.input.chosen_given.is_empty()));
    for payer in ["harborline", "tidewater", "commonbay", "medicare", "self-pay"] {
        assert!(all.iter().any(|p| p.payer == payer), "{payer}");
    }
    let cultures: HashSet<&str> = all.iter().map(|p| p.culture.as_str()).collect();
    assert!(cultures.len() >= 10);
}

#[test]
fn every_area_code_makes_a_number_that_is_read_as_a_telephone() {
    for area in Pools::load().unwrap().area_codes {
        for line in ["00", "57", "99"] {
            let phone = Phone::parse(&format!("{area}-555-01{line}")).unwrap();
            assert_eq!(phone.e164, format!("+1{area}55501{line}"));
        }
    }
}

#[test]
fn no_name_is_a_word_of_the_notes() {
    let words: HashSet<String> = search::tokens(include_str!("../../../data/words.toml")).into_iter().collect();
    for culture in Pools::load().unwrap().culture {
        for name in culture.she.iter().chain(&culture.he).chain(&culture.they).chain(&culture.family) {
            for token in search::tokens(name).into_iter().filter(|t| !["da", "de", "ni", "el", "mc"].contains(&t.as_str())) {
                assert!(!words.contains(&token), "{name}: `{token}` is a word of the notes");
            }
        }
    }
}

#[test]
fn the_embedded_texts_put_people_first() {
    let texts = [
        include_str!("../../../data/people.toml"),
        include_str!("../../../data/words.toml"),
        include_str!("../../../data/program.toml"),
    ];
    let never = [
        "addict",
        "addicts",
        "alcoholic",
        "alcoholics",
        "abuse",
        "abuser",
        "abusers",
        "dirty",
        "clean",
        "junkie",
        "habit",
        "habits",
        "user",
        "users",
        "sober",
        "noncompliant",
        "compliant",
        "refused",
        "denies",
        "relapsed",
        "homeless",
        "asam",
    ];
    for text in texts {
        let tokens = search::tokens(text);
        for word in never {
            assert!(!tokens.iter().any(|token| token == word), "{word}");
        }
        assert!(!text.to_lowercase().contains("no-show"));
    }
}
