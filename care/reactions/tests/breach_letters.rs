//! Letters about a breach, from the case to the last one that goes: told as what happens, on both engines (P2-55, P2-66).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Refusal, Role};
use confidential::Disclosure;
use episode::Patient;
use episode::patient::{Address, AdministrativeSex, AmendPatient, PatientInput, RegisterPatient};
use intake::paper::PressSheet;
use privacy::breach::{BreachOf, CountAffected, InfoKind, LetterText, LetterWords, OpenBreach, Recipient, WriteLetterText};
use privacy::breach_letter::{BreachLetter, DeliverLetters, HowSent};
use privacy::request::{AskedBy, ReceiveRequest, RequestKind, Way};
use reactions::breach_letters::{BreachLetterFile, BreachLetters, LettersToPrint, MakeBreachLetters};
use support::{Desk, day, on_both_engines};
use vocabulary::id::{BreachId, BreachLetterId, PatientId};

fn officer(desk: &Desk) -> Actor {
    Actor { roles: vec![Role::ComplianceOfficer], ..desk.actor("jo") }
}

fn person(given: &str, language: &str, state: Option<&str>) -> PatientInput {
    PatientInput {
        given: given.into(),
        family: "Silva".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(day("1990-05-14")),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![],
        address: state.map(|state| Address {
            lines: vec!["2 Main Street".into()],
            city: "Falmouth".into(),
            state: state.into(),
            zip: "02540".into(),
        }),
        language: language.into(),
        needs_interpreter: false,
    }
}

fn register(desk: &Desk, input: PatientInput) -> PatientId {
    desk.house.perform(&desk.actor("ines"), &RegisterPatient { id: None, input }).unwrap()
}

fn number(desk: &Desk, patient: PatientId) -> i64 {
    desk.all::<Patient>("id = $1", patient)[0].record_number
}

fn text(kinds: &[InfoKind]) -> LetterText {
    LetterText {
        kinds: kinds.to_vec(),
        contact_who: "Dana Whitfield".into(),
        contact_phone: "800 555 0177".into(),
        monitoring: "Call 800 555 0100.".into(),
        words: vec![LetterWords {
            language: "en".into(),
            what_happened: "A roster went to a wrong fax.".into(),
            what_to_do: "Call us.".into(),
            what_we_do: "The number is locked.".into(),
        }],
        ..LetterText::default()
    }
}

/// A case that concerns these people, with what its letters say.
fn case(desk: &Desk, people: &[PatientId], by_state: &[(&str, u32)], kinds: &[InfoKind]) -> BreachId {
    let open = OpenBreach {
        discovered_on: Some(day("2026-03-01")),
        happened_on: Some(day("2026-02-27")),
        happened: "A roster went to a wrong fax.".into(),
        record_numbers: people.iter().map(|patient| number(desk, *patient)).collect(),
        by_state: by_state.iter().map(|(state, count)| ((*state).to_owned(), *count)).collect(),
    };
    let breach = desk.house.perform(&officer(desk), &open).unwrap();
    desk.house.perform(&officer(desk), &WriteLetterText { breach, text: text(kinds) }).unwrap();
    breach
}

fn make(desk: &Desk, breach: BreachId) -> i64 {
    let press = Arc::new(|sheet: &PressSheet| Ok(format!("%PDF {sheet:?}").into_bytes()));
    desk.house.perform(&officer(desk), &MakeBreachLetters { breach, at_most: 50, press }).unwrap()
}

fn waiting(desk: &Desk, breach: BreachId) -> Vec<BreachLetter> {
    let view = desk.house.ask(&officer(desk), &BreachLetters { breach }).unwrap();
    view.lines.iter().map(|line| line.letter.clone()).filter(BreachLetter::waits).collect()
}

fn deliver(desk: &Desk, breach: BreachId, letters: &[BreachLetterId], how: HowSent) -> Result<BreachId, Refusal> {
    let on = Some(desk.house.zone().day(desk.clock.now()));
    let deliver = DeliverLetters { breach, letters: letters.to_vec(), on, how: Some(how), note: String::new() };
    desk.house.perform(&officer(desk), &deliver)
}

fn met(desk: &Desk, breach: BreachId, to: Recipient) -> bool {
    let line = desk.house.ask(&officer(desk), &BreachOf { breach }).unwrap();
    line.duties.iter().find(|duty| duty.to == to).unwrap().met_on.is_some()
}

#[test]
fn p2_55_each_gets_one_letter_in_their_language_and_the_duty_is_met_with_the_last() {
    on_both_engines(|desk| {
        let (ana, bo) = (register(desk, person("Ana", "ht", Some("MA"))), register(desk, person("Bo", "en", Some("NH"))));
        let breach = case(desk, &[ana, bo], &[("MA", 1), ("NH", 1)], &[InfoKind::Name, InfoKind::SocialSecurity]);
        assert_eq!((make(desk, breach), make(desk, breach)), (3, 0), "the resident of Massachusetts gets that of its law too");
        let letters = waiting(desk, breach);
        let of = |patient: PatientId, to: Recipient| letters.iter().find(|one| one.patient == patient && one.to == to).unwrap();
        let theirs = of(ana, Recipient::People);
        let bytes = desk.house.ask(&officer(desk), &BreachLetterFile { letter: theirs.id }).unwrap().clone();
        let words = String::from_utf8(bytes).unwrap();
        assert!(
            words.contains("Sou enfòmasyon ou")
                && words.contains("Mande yon entèprèt")
                && words.contains("About your information")
        );
        assert!(words.contains("window: Some") && words.contains("2 Main Street"));
        let state =
            desk.house.ask(&officer(desk), &BreachLetterFile { letter: of(ana, Recipient::Residents).id }).unwrap().clone();
        let state = String::from_utf8(state).unwrap();
        assert!(state.contains("93H") && !state.contains("roster"), "it says nothing of what happened");
        let print = desk.house.ask(&officer(desk), &LettersToPrint { breach }).unwrap();
        assert_eq!(print.then.len(), 2);
        let printed = [&*print].into_iter().chain(&print.then).find(|sheet| sheet.ident == theirs.id.to_string()).unwrap();
        let alone = PressSheet { then: Vec::new(), ..printed.clone() };
        assert_eq!(format!("%PDF {alone:?}"), words, "what is printed is what was kept");

        let ids: Vec<BreachLetterId> = letters.iter().map(|letter| letter.id).collect();
        deliver(desk, breach, &ids[..2], HowSent::Mail).unwrap();
        assert!(!(met(desk, breach, Recipient::People) && met(desk, breach, Recipient::Residents)), "one still waits");
        deliver(desk, breach, &ids[2..], HowSent::Mail).unwrap();
        assert!(met(desk, breach, Recipient::People) && met(desk, breach, Recipient::Residents));
        let account = desk.all::<Disclosure>("patient_id = $1", bo);
        assert_eq!(
            (account.len(), account[0].channel.as_str(), account[0].recipient.as_str()),
            (1, "First-class mail", "Bo Silva")
        );
        assert_eq!(make(desk, breach), 0, "what has gone is never made again");
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_55_a_new_address_makes_the_letter_anew_and_one_without_an_address_does_not_go_by_mail() {
    on_both_engines(|desk| {
        let cy = register(desk, person("Cy", "en", None));
        let breach = case(desk, &[cy], &[("NH", 1)], &[InfoKind::Name]);
        assert_eq!(make(desk, breach), 1);
        let first = waiting(desk, breach).remove(0);
        let refused = deliver(desk, breach, &[first.id], HowSent::Mail).unwrap_err();
        let Refusal::Invalid(problems) = refused else { panic!("{refused:?}") };
        assert_eq!(problems[0].field, "letters");
        assert!(desk.house.ask(&officer(desk), &LettersToPrint { breach }).is_err(), "nothing to print");
        let version = desk.all::<Patient>("id = $1", cy)[0].version;
        let amend = AmendPatient { patient: cy, version, input: person("Cy", "en", Some("NH")), billing_name: None };
        desk.house.perform(&desk.actor("ines"), &amend).unwrap();
        assert_eq!(make(desk, breach), 1);
        let second = waiting(desk, breach);
        assert_eq!(second.len(), 1);
        assert!(second[0].id != first.id && !second[0].content.address.is_empty());
        assert!(deliver(desk, breach, &[first.id], HowSent::ByHand).is_err(), "the one that was replaced does not go");
        deliver(desk, breach, &[second[0].id], HowSent::ByHand).unwrap();
        assert!(met(desk, breach, Recipient::People));
    });
}

#[test]
fn p2_66_massachusetts_counts_only_for_its_kinds_of_information_and_whoever_is_counted_later_opens_the_duty_again() {
    on_both_engines(|desk| {
        let (ana, bo) = (register(desk, person("Ana", "en", Some("MA"))), register(desk, person("Bo", "en", Some("MA"))));
        let breach = case(desk, &[ana], &[("MA", 1)], &[InfoKind::Care]);
        let line = desk.house.ask(&officer(desk), &BreachOf { breach }).unwrap();
        assert!(line.duties.iter().all(|duty| duty.state.is_none()), "no number of theirs was among it: {:?}", line.duties);
        assert_eq!(make(desk, breach), 1);
        deliver(desk, breach, &[waiting(desk, breach)[0].id], HowSent::Mail).unwrap();
        assert!(met(desk, breach, Recipient::People));
        let count = CountAffected {
            breach,
            record_numbers: vec![number(desk, ana), number(desk, bo)],
            by_state: BTreeMap::from([("MA".to_owned(), 2)]),
        };
        desk.house.perform(&officer(desk), &count).unwrap();
        assert!(!met(desk, breach, Recipient::People));
        assert_eq!(make(desk, breach), 1);
        assert_eq!(waiting(desk, breach)[0].patient, bo);
        deliver(desk, breach, &[waiting(desk, breach)[0].id], HowSent::Mail).unwrap();
        assert!(met(desk, breach, Recipient::People));
    });
}

#[test]
fn p2_55_nothing_goes_by_itself_to_the_address_of_somebody_who_asked_to_be_reached_in_another_way() {
    on_both_engines(|desk| {
        let ana = register(desk, person("Ana", "en", Some("NH")));
        let wish = ReceiveRequest {
            patient: ana,
            kind: Some(RequestKind::ConfidentialCommunication),
            payer: None,
            received_on: Some(day("2026-03-02")),
            asked_by: AskedBy::Person,
            way: Some(Way::InPerson),
            words: "Nothing to my address, please. Call me.".into(),
        };
        desk.house.perform(&desk.actor("ines"), &wish).unwrap();
        let breach = case(desk, &[ana], &[("NH", 1)], &[InfoKind::Name]);
        assert_eq!(make(desk, breach), 1);
        let letter = waiting(desk, breach).remove(0);
        assert!(letter.content.asked_for_another_way && letter.content.address.is_empty());
        assert!(desk.house.ask(&officer(desk), &LettersToPrint { breach }).is_err(), "it is in no printing");
        assert!(deliver(desk, breach, &[letter.id], HowSent::Mail).is_err());
        deliver(desk, breach, &[letter.id], HowSent::ByHand).unwrap();
        assert!(met(desk, breach, Recipient::People));
    });
}
