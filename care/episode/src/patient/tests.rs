//! People are registered, found and never lost; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Refusal, Role};
use vocabulary::id::PatientId;
use vocabulary::{PersonName, Phone};

use super::duplicates::likeness;
use super::*;
use crate::Fact;
use crate::testing::Desk;

const INTAKE: &[Role] = &[Role::Intake];
const FRONT_DESK: &[Role] = &[Role::FrontDesk];

fn input(given: &str, family: &str, born: &str) -> PatientInput {
    PatientInput {
        given: given.into(),
        family: family.into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: born.parse().ok(),
        sex: AdministrativeSex::Unknown,
        contact_points: Vec::new(),
        address: None,
        language: String::new(),
        needs_interpreter: false,
    }
}

fn with_phone(mut input: PatientInput, number: &str) -> PatientInput {
    let channel = Channel::Phone(Phone::parse(number).unwrap());
    input.contact_points.push(ContactPoint { channel, may_leave_message: true, may_text: false, call_as: None });
    input
}

fn register(desk: &Desk<'_>, input: PatientInput) -> PatientId {
    desk.perform(INTAKE, &RegisterPatient { id: None, input }).unwrap().output
}

fn find(desk: &Desk<'_>, words: &str) -> Vec<FoundPatient> {
    desk.ask(FRONT_DESK, &FindPatients { words: words.into(), limit: 200 }).unwrap().clone()
}

fn fields(refusal: Refusal) -> Vec<String> {
    let Refusal::Invalid(problems) = refusal else { return vec![format!("{refusal:?}")] };
    problems.into_iter().map(|problem| problem.field).collect()
}

#[derive(serde::Deserialize)]
struct Cases {
    person: Vec<Case>,
    phone: Vec<PhoneCase>,
}
#[derive(serde::Deserialize)]
struct Case {
    given: String,
    family: String,
    legal_given: Option<String>,
    given_nfd: Option<String>,
    #[serde(default)]
    pronouns: String,
    find: Vec<String>,
}
#[derive(serde::Deserialize)]
struct PhoneCase {
    typed: String,
    valid: Option<bool>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("../../../../foundation/vocabulary/testdata/names.toml")).unwrap()
}

#[test]
fn every_person_of_the_case_file_is_found_by_every_search_text() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let all = cases().person;
        let registered: Vec<PatientId> = all
            .iter()
            .map(|case| {
                let given = case.legal_given.as_ref().or(case.given_nfd.as_ref()).unwrap_or(&case.given);
                let chosen_given = case.legal_given.as_ref().map_or_else(String::new, |_| case.given.clone());
                let pronouns = case.pronouns.clone();
                register(&desk, PatientInput { chosen_given, pronouns, ..input(given, &case.family, "1980-02-29") })
            })
            .collect();
        for (case, id) in all.iter().zip(registered) {
            for words in &case.find {
                let found = find(&desk, words);
                assert!(found.iter().any(|answer| answer.id == id), "{words:?} must find {:?} {:?}", case.given, case.family);
            }
        }
        assert_eq!(store.verify(crate::KINDS, &|_| {}).unwrap().broken, None);
    });
}

#[test]
fn the_chosen_name_is_on_the_screen_and_the_legal_one_beside_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let riley = PatientInput {
            chosen_given: "Riley".into(),
            pronouns: "they/them".into(),
            ..input("Katherine", "Marsh", "1991-05-04")
        };
        register(&desk, riley);
        for words in ["riley", "kather", "marsh riley"] {
            let found = find(&desk, words);
            assert_eq!(found[0].name.full(), "Riley Marsh", "{words}");
            assert_eq!(found[0].legal_name.as_ref().unwrap().full(), "Katherine Marsh");
            assert_eq!(found[0].pronouns.as_deref(), Some("they/them"));
        }
        register(&desk, input("Ana", "Silva", "1980-01-02"));
        assert_eq!(find(&desk, "ana")[0].legal_name, None, "one name is shown once");
    });
}

#[test]
fn people_are_found_by_the_end_of_their_number_and_by_their_record_number() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        for case in cases().phone.into_iter().filter(|case| case.valid.is_none()) {
            let id = register(&desk, with_phone(input("Ana", "Silva", "1980-01-02"), &case.typed));
            let end = Phone::parse(&case.typed).unwrap().last_four();
            let found = find(&desk, &end);
            let own = found.iter().find(|answer| answer.id == id).unwrap();
            assert_eq!(find(&desk, &own.record_number.to_string())[0].id, id);
        }
        assert!(find(&desk, "9999").is_empty());
        assert!(find(&desk, "  ").is_empty());
    });
}

#[test]
fn everything_wrong_with_a_person_is_said_at_once_and_nothing_is_written() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let cases = [
            (input(" ", "\u{200b}", ""), vec!["given", "birth_date"]),
            (input("Ana", "Silva", ""), vec!["birth_date"]),
            (input("Ana", "Silva", "2026-03-13"), vec!["birth_date"]),
            (input("Ana", "Silva", "1890-01-01"), vec!["birth_date"]),
        ];
        for (input, expected) in cases {
            let refusal = desk.perform(INTAKE, &RegisterPatient { id: None, input }).unwrap_err();
            assert_eq!(fields(refusal), expected);
        }
        assert_eq!(store.verify(crate::KINDS, &|_| {}).unwrap().records, 0);
    });
}

#[test]
fn a_correction_is_found_by_the_new_name_and_the_old_stays_readable() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = register(&desk, input("Ana", "Silva", "1980-01-02"));
        let amend = |version, family: &str| AmendPatient {
            patient,
            version,
            input: input("Ana", family, "1980-01-02"),
            billing_name: None,
        };
        let done = desk.perform(FRONT_DESK, &amend(1, "Souza")).unwrap();
        assert_eq!(done.facts, [Fact::PatientAmended(patient)]);
        assert_eq!(find(&desk, "souza").len(), 1);
        assert!(find(&desk, "silva").is_empty());
        assert!(desk.perform(FRONT_DESK, &amend(2, "Souza")).unwrap().facts.is_empty(), "the same again says nothing new");
        let versions = desk.with(|cx| Ok(cx.tx.history::<Patient>(patient)?)).unwrap();
        let families: Vec<_> = versions.iter().map(|(stored, _)| stored.legal_name.family.as_str()).collect();
        assert_eq!(families, ["Silva", "Souza"]);
        assert_eq!(store.verify(crate::KINDS, &|_| {}).unwrap().broken, None);
    });
}

#[test]
fn a_form_made_from_an_older_version_does_not_overwrite_the_newer() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = register(&desk, input("Ana", "Silva", "1980-01-02"));
        let amend =
            |family: &str| AmendPatient { patient, version: 1, input: input("Ana", family, "1980-01-02"), billing_name: None };
        desk.perform(FRONT_DESK, &amend("Souza")).unwrap();
        assert_eq!(desk.perform(FRONT_DESK, &amend("Santos")).unwrap_err(), Refusal::Conflict);
        assert_eq!(find(&desk, "souza").len(), 1);
    });
}

#[test]
fn a_stranger_cannot_tell_a_person_from_nobody() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = register(&desk, input("Ana", "Silva", "1980-01-02"));
        for (roles, id) in [(&[][..], patient), (&[Role::Installer], patient), (&[], PatientId(uuid::Uuid::nil()))] {
            let amend = AmendPatient { patient: id, version: 1, input: input("Ana", "Souza", "1980-01-02"), billing_name: None };
            assert_eq!(desk.perform(roles, &amend).unwrap_err(), Refusal::NotFound);
        }
        let look = FindPatients { words: "ana".into(), limit: 10 };
        assert_eq!(desk.ask(&[], &look).unwrap_err(), Refusal::NotFound);
        let register = RegisterPatient { id: None, input: input("Bo", "Berg", "1980-01-02") };
        assert_eq!(desk.perform(FRONT_DESK, &register).unwrap_err(), Refusal::NotFound);
    });
}

fn features(name: &str, born: &str, phone: &str) -> Features {
    let name = PersonName { given: name.into(), family: String::new() };
    Features::new(&name, born.parse().ok(), Phone::parse(phone).into_iter().collect())
}

#[test]
fn likeness_is_judged_by_birth_date_name_and_number() {
    use Likeness::*;
    let known = features("Mary Ann Delgado", "1980-01-02", "508 555 0100");
    let cases: [(&str, &str, &str, &[Likeness]); 9] = [
        ("Mary Ann Delgado", "1980-01-02", "508 555 0100", &[BirthDateAndName, FullName, Phone]),
        ("Mary Delgado", "", "", &[FullName]),
        ("MÁRY DELGADO", "1981-01-02", "", &[FullName]),
        ("Delgado", "1980-01-02", "", &[BirthDateAndName]),
        ("Mary", "", "", &[]),
        ("Mary Jones", "", "", &[]),
        ("Bo Berg", "1980-01-02", "", &[]),
        ("Bo Berg", "", "+1 508 555 0100 x7", &[Phone]),
        ("", "1980-01-02", "", &[]),
    ];
    for (name, born, phone, expected) in cases {
        assert_eq!(likeness(&features(name, born, phone), &known), expected, "{name} {born} {phone}");
        assert_eq!(likeness(&known, &features(name, born, phone)), expected, "{name} {born} {phone}, the other way");
    }
    assert_eq!(likeness(&features("Madonna", "", ""), &features("madonna", "", "")), [FullName], "some people have one name");
}

#[test]
fn possible_duplicates_are_shown_with_two_identifiers_and_why() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        register(&desk, with_phone(input("Mary Ann", "Delgado", "1980-01-02"), "508 555 0100"));
        register(&desk, with_phone(input("Bo", "Berg", "1980-01-02"), "617 555 0100"));
        register(&desk, PatientInput { chosen_given: "Riley".into(), ..input("Katherine", "Marsh", "1991-05-04") });
        let ask = |name: &str, born: &str, phone: &str| {
            let asked = features(name, born, phone);
            desk.with(|cx| possible_duplicates(cx, &asked)).unwrap()
        };
        let mary = ask("Mary Delgado", "1980-01-02", "508 555 0100");
        assert_eq!(mary.len(), 1, "another number with the same end is not the same number");
        assert_eq!(mary[0].found.birth_date.to_string(), "1980-01-02");
        assert!(mary[0].found.record_number > 0);
        assert_eq!(mary[0].why.len(), 3);
        assert_eq!(ask("Riley Marsh", "", "").len(), 1, "the chosen name counts");
        assert_eq!(ask("Ana Silva", "", "").len(), 0);
    });
}
