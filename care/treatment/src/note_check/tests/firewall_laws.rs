//! What must hold for every name and every text, and that a whole group is checked at once.

use proptest::prelude::*;

use super::super::*;

const GIVEN: &[&str] =
    &["Marcus", "Zoë", "Łukasz", "Siobhán", "Dmitri", "Nguyễn", "İpek", "Søren", "Jürgen", "Thandiwe", "O’Shea", "Mary-Jane"];
const FAMILY: &[&str] = &[
    "Thompson",
    "d’Angelo",
    "Wiśniewski",
    "Mháille",
    "Volkov",
    "Hồng",
    "Yıldırım",
    "Jørgensen",
    "Großmann",
    "Mokoena",
    "Kelleher",
    "St. John",
];

fn group() -> Vec<Participant<usize>> {
    let person = |(person, (given, family)): (usize, (&&str, &&str))| Participant {
        person,
        given: vec![(*given).to_owned()],
        family: vec![(*family).to_owned()],
        phones: vec![format!("+1508555{:04}", 100 + person)],
    };
    GIVEN.iter().zip(FAMILY).enumerate().map(person).collect()
}

/// Ways in which a name comes to stand in a text.
fn dress(name: &str, how: usize) -> String {
    match how % 7 {
        0 => name.to_owned(),
        1 => name.to_lowercase(),
        2 => name.to_uppercase(),
        3 => format!("{name}'s"),
        4 => format!("{name}’s"),
        5 => format!("({name})"),
        _ => vocabulary::search::tokens(name).join(" "),
    }
}

fn any_filler() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "She listened. ", "came in late, ", "“quiet” — ", "with ", "1. ", "\n• ", "naïve façade "])
        .prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn a_name_is_found_wherever_and_however_it_stands(
        who in 0_usize..12, is_family in any::<bool>(), how in 0_usize..7, before in any_filler(), after in any_filler(), owner in 0_usize..12
    ) {
        let people = group();
        let name = if is_family { FAMILY[who] } else { GIVEN[who] };
        let text = format!("{before}{} {after}", dress(name, how));
        let firewall = Firewall::new(&people, &[]);
        let findings = firewall.check(&CheckedText { owner: Some(&owner), field: "own_words", text: &text, answered: &[] });
        for finding in &findings {
            prop_assert!(text.get(finding.place.range.clone().unwrap()).is_some(), "on characters");
            prop_assert!(!matches!(&finding.check, Check::NamesAnother { whom, .. } if *whom == owner), "never the owner");
        }
        let names = findings.iter().any(|finding| matches!(&finding.check, Check::NamesAnother { whom, .. } if *whom == who));
        prop_assert_eq!(names, who != owner, "{} in {:?}: {:?}", name, text, findings);
    }

    #[test]
    fn a_number_is_found_however_it_is_parted(who in 0_usize..12, parts in prop::collection::vec(prop::sample::select(vec!["", " ", ".", "-", ") ", "–", " - "]), 3)) {
        let people = group();
        let digits = format!("508555{:04}", 100 + who);
        let text = format!("at {}{}{}{}{}{}.", &digits[..3], parts[0], &digits[3..6], parts[1], &digits[6..], parts[2]);
        let firewall = Firewall::new(&people, &[]);
        let findings = firewall.check(&CheckedText { owner: None, field: "summary", text: &text, answered: &[] });
        prop_assert_eq!(findings.len(), 1, "{}", text);
    }

    #[test]
    fn a_text_without_names_is_left_alone(text in "[a-z ,.]{0,200}") {
        let people: Vec<_> = group().into_iter().take(3).collect();
        prop_assume!(!["marcus", "thompson", "zoe", "dangelo", "lukasz", "wisniewski"].iter().any(|name| text.contains(name)));
        let firewall = Firewall::new(&people, &[]);
        prop_assert_eq!(firewall.check(&CheckedText { owner: None, field: "summary", text: &text, answered: &[] }), []);
    }

    #[test]
    fn any_text_is_answered_with_spots_on_characters(text in "\\PC{0,200}", owner in prop::option::of(0_usize..12)) {
        let people = group();
        let firewall = Firewall::new(&people, &["Dana Whitfield".to_owned()]);
        for finding in firewall.check(&CheckedText { owner: owner.as_ref(), field: "own_words", text: &text, answered: &[] }) {
            prop_assert!(text.get(finding.place.range.clone().unwrap()).is_some_and(|spot| !spot.is_empty()));
        }
    }
}

/// Twelve people, 500 characters each, both checks. The budget of 5 ms holds for a release build only.
#[test]
fn a_group_of_twelve_is_checked_before_anyone_notices() {
    let people = group();
    let own = "Came in upset about the bus and settled after ten minutes. Shared one thing about the weekend and what helped. ";
    let texts: Vec<String> = (0..12).map(|number| format!("Person number {number} today. {}", own.repeat(5))).collect();
    assert!(texts.iter().all(|text| text.len() >= 500));
    let start = std::time::Instant::now();
    let firewall = Firewall::new(&people, &[]);
    let mut named = 0;
    for (owner, text) in texts.iter().enumerate() {
        named += firewall.check(&CheckedText { owner: Some(&owner), field: "own_words", text, answered: &[] }).len();
    }
    let own: Vec<OwnText<'_, usize>> = texts
        .iter()
        .enumerate()
        .map(|(person, text)| OwnText { person, field: "own_words", text, phrases: &[], earlier: &[] })
        .collect();
    let alike = individuality(&own, &[], SamenessLimits::default());
    let took = start.elapsed();
    assert_eq!((named, alike.len()), (0, 12));
    assert!(cfg!(debug_assertions) || took.as_millis() < 5, "{took:?}");
}
