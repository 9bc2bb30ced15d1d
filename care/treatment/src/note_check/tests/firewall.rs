//! No other participant in anybody's chart (OP-A15).

use super::super::*;

fn person(id: u8, given: &[&str], family: &[&str], phones: &[&str]) -> Participant<u8> {
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
    Participant { person: id, given: list(given), family: list(family), phones: list(phones) }
}

fn group() -> Vec<Participant<u8>> {
    vec![
        person(1, &["Marcus", "Mack"], &["Thompson"], &["+15085550100"]),
        person(2, &["José Ángel", "Pepe"], &["Núñez-O’Brien"], &["(774) 555-0142"]),
        person(3, &["Will"], &["Young"], &[]),
        person(4, &["Grace"], &["Hill"], &["+15085550177"]),
        person(5, &["May"], &["Großmann"], &[]),
        person(6, &["小明"], &["王"], &[]),
        person(7, &["Marcus"], &["Delgado"], &["508-555-0199"]),
        person(8, &["Hope"], &["da Conceição e Silva"], &[]),
        person(9, &["Al"], &["Ivanov"], &[]),
    ]
}

/// Whom the text names, and with which words, when it goes into the chart of person 4, Grace Hill.
fn found(text: &str) -> Vec<(u8, String)> {
    found_for(Some(&4), text)
}

fn found_for(owner: Option<&u8>, text: &str) -> Vec<(u8, String)> {
    let people = group();
    let staff = ["Dana Whitfield".to_owned(), "Hope Castellano".to_owned()];
    let firewall = Firewall::new(&people, &staff);
    let findings = firewall.check(&CheckedText { owner, field: "own_words", text, answered: &[] });
    let named = |finding: Finding<u8>| {
        assert!(finding.stops_signing && finding.person == owner.copied());
        let spot = finding.place.range.clone().unwrap();
        match finding.check {
            Check::NamesAnother { whom, found, .. } => {
                assert_eq!(text[spot], found);
                assert!(!finding.sentence.contains(&found) || found.len() < 3, "the sentence names nobody");
                (whom, found)
            }
            other => panic!("{other:?}"),
        }
    };
    findings.into_iter().map(named).collect()
}

fn one(person: u8, words: &str) -> Vec<(u8, String)> {
    vec![(person, words.to_owned())]
}

#[test]
fn op_a15_names_nicknames_and_family_names_are_found() {
    assert_eq!(found("She supported Pepe when he spoke."), one(2, "Pepe"));
    assert_eq!(found("Argued with mack before group."), one(1, "mack"));
    assert_eq!(found("THOMPSON interrupted her."), one(1, "THOMPSON"));
    assert_eq!(found("Sat beside Marcus Thompson today."), one(1, "Marcus Thompson"));
    assert_eq!(found("Thompson, Marcus was named."), one(1, "Thompson, Marcus"));
    assert_eq!(found("Nothing about anybody else, only her own week."), []);
}

#[test]
fn op_a15_two_people_of_one_name_are_both_named_unless_the_family_name_tells() {
    let both: Vec<_> = found("Agreed with Marcus.").into_iter().map(|(person, _)| person).collect();
    assert_eq!(both, [1, 7]);
    assert_eq!(found("Agreed with Marcus D. about sleep."), one(7, "Marcus D"));
}

#[test]
fn op_a15_accents_apostrophes_hyphens_and_possessives_do_not_hide_a_name() {
    assert_eq!(found("It was Marcus's idea.").len(), 2);
    assert_eq!(found("Jose angel offered help."), one(2, "Jose angel"));
    assert_eq!(found("Mr. Nunez O'Brien's story moved her."), one(2, "Nunez O'Brien"));
    assert_eq!(found("talked to OBRIEN"), one(2, "OBRIEN"));
    assert_eq!(found("Jose\u{301} came late."), one(2, "Jose\u{301}"));
    assert_eq!(found("Grossmann, GROẞMANN und großmann.").len(), 3);
    assert_eq!(found("Mar\u{ad}cus said so.").len(), 2, "a soft hyphen");
}

#[test]
fn op_a15_names_that_are_words_count_only_as_names() {
    for harmless in [
        "She will come and may stay; there is hope. Will she? May be.",
        "May 5 is the hearing; in May she moves, and by May 12 she will know.",
        "WILL CALL HER SISTER.",
        "Plan: Will call on Friday.",
        "A young man sat on the hill; all al dente.",
        "Hope was low at first, grace came later.",
        "Will I manage? she asked.",
    ] {
        assert_eq!(found_for(Some(&1), harmless), [], "{harmless}");
    }
    assert_eq!(found_for(Some(&1), "Thanked Will for the ride."), one(3, "Will"));
    assert_eq!(found_for(Some(&1), "Grace said she understood."), one(4, "Grace"));
    assert_eq!(found_for(Some(&1), "Grace’s story moved him."), one(4, "Grace"));
    assert_eq!(found_for(Some(&1), "Will Young was kind."), one(3, "Will Young"));
    assert_eq!(found_for(Some(&1), "Will Y. was kind."), one(3, "Will Y"));
    assert_eq!(found_for(Some(&1), "A word from G. Hill helped."), one(4, "G. Hill"));
    assert_eq!(found_for(Some(&1), "He thinks that May understands him."), one(5, "May"));
    assert_eq!(found_for(Some(&1), "A ride with Al helped."), one(9, "Al"));
    assert_eq!(found_for(Some(&1), "Dr. Grace is not her name, nor Ms. Grace."), vec![(4, "Grace".into()), (4, "Grace".into())]);
}

#[test]
fn a_possible_name_can_be_answered_a_certain_one_cannot() {
    let people = group();
    let firewall = Firewall::new(&people, &[]);
    let answered = ["Will".to_owned(), "Pepe".to_owned()];
    let text = "She read the book The Will to Live and told Pepe.";
    let findings = firewall.check(&CheckedText { owner: Some(&4), field: "own_words", text, answered: &answered });
    assert_eq!(findings.len(), 1);
    assert!(matches!(&findings[0].check, Check::NamesAnother { whom: 2, certainty: Certainty::Certain, .. }));
}

#[test]
fn own_and_staff_names_are_allowed_until_the_other_person_is_clearly_meant() {
    assert_eq!(found_for(Some(&7), "Marcus spoke; Delgado is a proud name. Marcus D. left early."), []);
    assert_eq!(found_for(Some(&7), "He agreed with Marcus T. on this."), one(1, "Marcus T"));
    assert_eq!(found_for(Some(&7), "Marcus Thompson drove him home."), one(1, "Marcus Thompson"));
    assert_eq!(found("Dana Whitfield and Hope led the group."), [], "staff");
    assert_eq!(found("She trusts Hope Silva."), one(8, "Hope Silva"));
    assert_eq!(found("GRACE HILL, Grace's own words, G.H."), [], "her own chart");
}

#[test]
fn initials_with_dots_are_possible_names() {
    assert_eq!(found("Went home with M.T. after group."), one(1, "M.T"));
    assert_eq!(found("Went home with M. T. after group."), one(1, "M. T"));
    assert_eq!(found_for(Some(&1), "It was m.d. again, at 9 A.I., in the U.S., with vitamin B. C is next."), []);
    assert_eq!(found_for(Some(&1), "He and A.I. met."), one(9, "A.I"));
}

#[test]
fn telephone_numbers_are_found_however_they_are_written() {
    for number in [
        "(508) 555-0100",
        "508.555.0100",
        "5085550100",
        "508-555-0100",
        "+1 508 555 0100",
        "1-508-555-0100",
        "508 555–0100",
        "555-0100",
        "508/555/0100",
        "５０８ 555 0100",
        "508\u{a0}555\u{2011}0100",
    ] {
        let text = format!("Call him at {number} tonight.");
        let found = found(&text);
        assert_eq!(found.len(), 1, "{number}");
        assert_eq!(found[0].0, 1);
    }
    assert_eq!(found("Her own number is (508) 555-0177."), []);
    assert_eq!(found("On 2026-03-04 at 10:15, 508 555 0101, 15 of 100."), []);
    assert_eq!(found("Marked 774.555.0142x3"), one(2, "774.555.0142"));
}

#[test]
fn scripts_without_blanks_are_looked_through() {
    assert_eq!(found("今天王小明说得很好。"), one(6, "王小明"));
    assert_eq!(found("小明 came late"), one(6, "小明"));
    assert_eq!(found("王 is a common name"), []);
}

#[test]
fn particles_of_a_family_name_are_not_names() {
    assert_eq!(found("She said e-mail da capo, and e."), []);
    assert_eq!(found("Conceicao asked for the time."), one(8, "Conceicao"));
}

#[test]
fn op_a15_the_shared_text_may_name_no_participant_at_all() {
    assert_eq!(found_for(None, "Grace Hill and Pepe practiced in a pair."), vec![(4, "Grace Hill".into()), (2, "Pepe".into())]);
    assert_eq!(found_for(None, "Everyone practiced in pairs."), []);
}
