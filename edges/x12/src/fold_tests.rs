//! The case file of names and addresses, whole.
#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Cases {
    person: Vec<PersonCase>,
    address: Vec<AddressCase>,
}

#[derive(Deserialize)]
struct PersonCase {
    given: String,
    family: String,
    legal_given: Option<String>,
    given_nfd: Option<String>,
    x12: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct AddressCase {
    lines: Vec<String>,
    city: String,
    x12_line: Option<String>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("../testdata/names.toml")).unwrap()
}

#[test]
fn every_name_of_the_file_looks_as_it_must() {
    let mut seen = 0;
    for case in cases().person {
        let Some(x12) = case.x12 else { continue };
        let wanted = (x12.first().unwrap().clone(), x12.get(1).unwrap().clone());
        let given = case.legal_given.as_ref().unwrap_or(&case.given);
        assert_eq!(person(given, &case.family), Ok(wanted.clone()));
        if let Some(decomposed) = case.given_nfd {
            assert_eq!(person(&decomposed, &case.family), Ok(wanted));
        }
        seen += 1;
    }
    assert!(seen >= 24, "{seen} names with an X12 form");
}

#[test]
fn a_name_in_another_script_is_refused_with_the_remedy() {
    let mut refused = 0;
    for case in cases().person.iter().filter(|case| case.x12.is_none()) {
        let latin = case.given.is_ascii() && case.family.is_ascii();
        match person(&case.given, &case.family) {
            Ok((last, first)) => {
                assert!(latin);
                assert!(!format!("{last}{first}").contains(['*', '~', ':', '^']), "no delimiter leaves the house");
            }
            Err(problem) => {
                assert_eq!(problem, FoldProblem::OtherScript);
                assert!(problem.to_string().contains("billing name"));
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 4, "Cyrillic, Han, Arabic, Hebrew");
}

#[test]
fn delimiters_inside_a_name_become_blanks() {
    assert_eq!(person("Marie", "A*B~C:D^E"), Ok(("A B C D E".into(), "MARIE".into())));
    assert_eq!(person("*", "~"), Err(FoldProblem::Empty));
}

#[test]
fn addresses_look_as_they_must() {
    for case in cases().address {
        for (line, wanted) in case.lines.iter().zip(&case.x12_line) {
            assert_eq!(address_line(line).as_ref(), Ok(wanted));
        }
        assert!(case.lines.iter().all(|line| address_line(line).is_ok()));
        assert!(short(&case.city, 30).is_ok());
    }
    assert_eq!(address_line("Calle Luna 5, Urb. Sábana"), Ok("CALLE LUNA 5, URB. SABANA".into()));
    assert_eq!(address_line(&"long ".repeat(12)), Err(FoldProblem::TooLong));
    assert_eq!(address_line(" # "), Err(FoldProblem::Empty));
}

proptest! {
    #[test]
    fn whatever_comes_in_only_x12_letters_go_out(text in ".*") {
        if let Ok(folded) = letters(&text) {
            prop_assert!(folded.chars().all(|c| c == ' ' || c.is_ascii_graphic()));
            prop_assert!(!folded.contains(['*', '~', ':', '^', '`']));
            prop_assert!(!folded.bytes().any(|b| b.is_ascii_lowercase()));
            prop_assert_eq!(letters(&folded), Ok(folded.clone()), "folding twice changes nothing");
        }
    }

    #[test]
    fn names_fit(first in "\\PC{0,80}", last in "\\PC{0,120}") {
        if let Ok((last, first)) = person(&first, &last) {
            prop_assert!(!last.is_empty() && last.len() <= 60 && first.len() <= 35);
            prop_assert_eq!(person(&first, &last), Ok((last.clone(), first.clone())));
        }
    }
}
