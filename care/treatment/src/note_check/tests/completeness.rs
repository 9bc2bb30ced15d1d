//! What stops signing, and for whom (OP-A14).

use jiff::Timestamp;

use super::super::*;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_772_630_000 + minute * 60).unwrap()
}

fn session() -> SessionFacts {
    SessionFacts {
        place: Some("Room 2".into()),
        started: Some(at(0)),
        ended: Some(at(90)),
        leaders: vec![Leader { credential: Some("LMHC".into()) }],
    }
}

fn entry(person: u8) -> PersonEntry<'static, u8> {
    PersonEntry {
        person,
        own_text: "Named one place to avoid.",
        has_objective: true,
        is_billable: true,
        no_objective_reason: None,
        note_minutes: Some(75),
        door_minutes: Some(75),
        minutes_choice: None,
    }
}

#[test]
fn op_11_a_note_by_video_says_what_is_missing_of_place_and_consent_and_may_be_signed() {
    assert_eq!(telehealth(&1, true, true), None);
    for (place, consent, word) in [(false, true, "town and state"), (true, false, "no consent"), (false, false, "neither")] {
        let found = telehealth(&1, place, consent).unwrap();
        assert!(found.sentence.contains(word) && !found.stops_signing && found.person == Some(1), "{}", found.sentence);
    }
}

#[test]
fn a_complete_note_has_no_findings() {
    assert_eq!(completeness(&session(), &[entry(1), entry(2)]), []);
}

#[test]
fn op_a14_a_billed_note_without_an_objective_cannot_be_signed() {
    let without = PersonEntry { has_objective: false, no_objective_reason: Some("first session"), ..entry(2) };
    let findings = completeness(&session(), &[entry(1), without.clone()]);
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].person, findings[0].stops_signing, findings[0].place.field), (Some(2), true, "objective"));
    assert_eq!(findings[0].sentence, "Link an objective: a billed note needs one.");
    assert_eq!(ready(&[1, 2], &findings), [1], "the others can be signed");

    let unbilled = PersonEntry { is_billable: false, ..without };
    let findings = completeness(&session(), std::slice::from_ref(&unbilled));
    assert_eq!((findings[0].check.clone(), findings[0].stops_signing), (Check::NoObjective, false));
    let findings = completeness(&session(), &[PersonEntry { no_objective_reason: Some(" "), ..unbilled }]);
    assert!(findings[0].stops_signing, "a blank is no reason");
}

#[test]
fn a_missing_own_line_blocks_that_person_only() {
    let findings = completeness(&session(), &[entry(1), PersonEntry { own_text: " - \n", ..entry(2) }]);
    assert_eq!(findings[0].check, Check::OwnLineMissing);
    assert_eq!(ready(&[1, 2], &findings), [1]);
}

#[test]
fn minutes_that_disagree_with_the_door_need_a_choice() {
    let late = PersonEntry { door_minutes: Some(53), ..entry(1) };
    let findings = completeness(&session(), std::slice::from_ref(&late));
    assert_eq!(findings[0].check, Check::MinutesDisagree { note_minutes: 75, door_minutes: 53 });
    assert_eq!(findings[0].sentence, "The note says 75 minutes, the door 53. Choose one.");
    assert!(findings[0].stops_signing);
    for choice in [MinutesChoice::Note, MinutesChoice::Door] {
        assert_eq!(completeness(&session(), &[PersonEntry { minutes_choice: Some(choice), ..late.clone() }]), []);
    }
    assert_eq!(completeness(&session(), &[PersonEntry { door_minutes: None, ..entry(1) }]), [], "the door knows nothing");
    assert!(completeness(&session(), &[PersonEntry { note_minutes: None, ..entry(1) }])[0].stops_signing);
}

#[test]
fn what_is_missing_in_the_shared_part_stops_everyone_and_is_named_at_once() {
    let nothing = SessionFacts { place: Some("  ".into()), started: None, ended: None, leaders: vec![] };
    let findings = completeness(&nothing, &[entry(1)]);
    let fields: Vec<_> = findings.iter().map(|finding| finding.place.field).collect();
    assert_eq!(fields, ["place", "started", "ended", "leaders"]);
    assert_eq!(ready(&[1], &findings), [0_u8; 0]);
    let backwards = SessionFacts { ended: Some(at(0)), leaders: vec![Leader { credential: None }], ..session() };
    let sentences: Vec<_> = completeness::<u8>(&backwards, &[]).into_iter().map(|finding| finding.sentence).collect();
    assert_eq!(sentences, ["The end is not after the start.", "A leader's credential is missing."]);
}
