//! Nearly the same text, for two people or twice for one.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::super::*;

fn own<'a>(person: u8, text: &'a str) -> OwnText<'a, u8> {
    OwnText { person, field: "own_words", text, phrases: &[], earlier: &[] }
}

fn check(texts: &[OwnText<'_, u8>]) -> Vec<Finding<u8>> {
    let names = ["Marcus Thompson".to_owned(), "Samira".to_owned()];
    individuality(texts, &names, SamenessLimits::default())
}

fn percents(findings: &[Finding<u8>]) -> Vec<(Option<u8>, u8)> {
    let of = |finding: &Finding<u8>| match finding.check {
        Check::NearlySame { percent, .. } => (finding.person, percent),
        _ => panic!("{finding:?}"),
    };
    findings.iter().map(of).collect()
}

const LONG: &str = "Marcus named his old job site as a place to avoid and chose to take the other road home after work.";

#[test]
fn the_same_text_with_another_name_is_found_for_both() {
    let other = LONG.replace("Marcus", "Samira");
    let findings =
        check(&[own(1, LONG), own(2, &other), own(3, "Listened more than spoke. Left with a plan for Saturday night.")]);
    assert_eq!(percents(&findings), [(Some(1), 100), (Some(2), 100)]);
    assert_eq!(findings[0].check, Check::NearlySame { with: SameWith::Participant(2), percent: 100 });
    assert!(!findings[0].stops_signing, "it is named and recorded, never a wall");
    assert_eq!(findings[0].sentence, "This text is nearly the same as another person's in this group (100 percent).");
}

#[test]
fn case_accents_punctuation_and_a_changed_word_do_not_hide_it() {
    let other = LONG.to_uppercase().replace("JOB", "WORK").replace("ROAD", "RÓAD,").replace("MARCUS", "Samira's");
    let findings = check(&[own(1, LONG), own(2, &other)]);
    assert_eq!(findings.len(), 2, "{findings:?}");
}

#[test]
fn texts_about_different_things_are_left_alone() {
    let texts = [
        own(1, "Spoke about the argument with his brother and what he would say next time they meet."),
        own(2, "Spoke about the weekend at her sister's house and what helped her to stay through dinner."),
        own(3, "Quiet at first, then shared a plan for the hours after work, when wanting to drink is strongest."),
    ];
    assert_eq!(check(&texts), []);
}

#[test]
fn one_copied_sentence_in_a_long_text_is_pointed_at() {
    let copied = "He practiced the breathing exercise twice and said that it slowed his thoughts before sleep.";
    let first = format!(
        "Arrived late because of the bus and apologised to the others at once. {copied} He wants to call his sponsor on Friday."
    );
    let second = format!(
        "{copied} The rest of the hour he talked about custody, the hearing in May and how angry the letter from the court made him feel."
    );
    let findings = check(&[own(1, &first), own(2, &second)]);
    assert_eq!(findings.len(), 2);
    let spot = findings[0].place.range.clone().unwrap();
    assert_eq!(&first[spot], copied.trim_end_matches('.'));
    assert!(findings[0].sentence.starts_with("This sentence is nearly the same"));
}

#[test]
fn short_texts_count_only_when_all_or_all_but_one_word_agree() {
    let same = |a: &str, b: &str| !check(&[own(1, a), own(2, b)]).is_empty();
    assert!(same("Listened more than spoke.", "listened more than SPOKE"));
    assert!(same("Marcus was quiet today.", "Samira was quiet today."));
    assert!(same("Practiced urge surfing with a partner.", "Practiced urge surfing with his partner."));
    assert!(!same("Was quiet today.", "Was open today."), "too short to say anything about one changed word");
    assert!(!same("Practiced urge surfing with a partner.", "Practiced a refusal with a partner."));
    assert!(!same("", ""));
    assert!(!same("Quiet.", "Listened more than spoke, and offered one example from his own week at the warehouse."));
}

#[test]
fn phrases_that_were_inserted_do_not_count_unless_there_is_nothing_else() {
    let phrases = ["Practiced the skill in a pair and named one situation for the coming week.".to_owned()];
    let with = |person, text| OwnText { phrases: &phrases, ..own(person, text) };
    let one = format!("{} Chose the parking lot after his shift.", phrases[0]);
    let two = format!("{} Her cousin's wedding on Sunday worries her.", phrases[0]);
    assert_eq!(check(&[with(1, &one), with(2, &two)]), []);
    let findings = check(&[with(1, &phrases[0]), with(2, &phrases[0])]);
    assert_eq!(percents(&findings), [(Some(1), 100), (Some(2), 100)]);
}

#[test]
fn last_weeks_words_about_the_same_person_are_found_with_their_day() {
    let earlier = [
        EarlierText { written_on: date(2026, 2, 25), text: "Spoke about something else altogether." },
        EarlierText { written_on: date(2026, 2, 18), text: LONG },
    ];
    let findings = check(&[OwnText { earlier: &earlier, ..own(1, LONG) }]);
    assert_eq!(findings.len(), 1);
    let day: Date = date(2026, 2, 18);
    assert_eq!(findings[0].check, Check::NearlySame { with: SameWith::EarlierNote { written_on: day }, percent: 100 });
    assert!(findings[0].sentence.contains("note of 2026-02-18"));
}

proptest! {
    #[test]
    fn sameness_is_mutual_and_spots_lie_on_characters(a in "[a-eé .\\n]{0,80}", b in "[a-eé .\\n]{0,80}") {
        let findings = check(&[own(1, &a), own(2, &b)]);
        for finding in &findings {
            let text = if finding.person == Some(1) { &a } else { &b };
            prop_assert!(text.get(finding.place.range.clone().unwrap()).is_some_and(|spot| !spot.is_empty()));
        }
        let turned = check(&[own(2, &b), own(1, &a)]);
        prop_assert_eq!(findings.len(), turned.len());
    }

    #[test]
    fn a_text_is_the_same_as_itself(a in "[a-e]{1,4}( [a-e]{1,4}){0,20}") {
        prop_assert_eq!(percents(&check(&[own(1, &a), own(2, &a)])), [(Some(1), 100), (Some(2), 100)]);
    }

    #[test]
    fn any_text_is_answered(a in ".{0,120}", b in ".{0,120}") {
        let _ = check(&[own(1, &a), own(2, &b)]);
    }
}
