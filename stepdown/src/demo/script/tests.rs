//! The story holds together: same every time, in order, nobody in two places, and every promised scene is in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
use std::collections::{BTreeMap, HashMap};

use confidential::consent::Purpose;
use jiff::ToSpan;
use schedule::attendance::MarkKind;
use vocabulary::search;

use super::event::*;
use super::story::Story;
use super::*;

const THURSDAY: Date = Date::constant(2026, 11, 19);

fn told(seed: u64, today: Date, patients: usize) -> (Script, Vec<Event>) {
    let parameters = Parameters { seed, today, patients };
    (Script::new(parameters).unwrap(), Script::new(parameters).unwrap().collect())
}

fn usual() -> (Script, Vec<Event>) {
    told(1, THURSDAY, PATIENTS)
}

fn person_of(script: &Script, story: Story) -> PersonNumber {
    script.members().iter().find(|m| m.story == Some(story)).unwrap_or_else(|| panic!("{story:?}")).person.number
}

#[test]
fn the_same_seed_tells_the_same_story_byte_for_byte_and_another_seed_another() {
    let text = |seed| format!("{:?}", told(seed, THURSDAY, PATIENTS).1);
    let first = text(1);
    assert_eq!(first, text(1));
    assert_ne!(first, text(2));
}

#[test]
fn events_stand_in_the_order_of_time_and_none_is_after_this_morning() {
    for weekday in 0..7 {
        let today = THURSDAY.saturating_add(weekday.days());
        let (_, events) = told(3, today, PATIENTS);
        assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at), "{today}");
        assert!(events.iter().all(|event| event.at <= now(today)));
    }
}

#[test]
fn forty_seven_are_in_care_and_twelve_finished_in_the_ten_weeks() {
    let (script, events) = usual();
    let registered = events.iter().filter(|e| matches!(e.what, What::RegisterPatient { .. })).count();
    let discharged = events.iter().filter(|e| matches!(e.what, What::Discharge { .. })).count();
    assert_eq!((registered, discharged, script.people()), (59, 12, 59));
}

#[test]
fn people_are_known_before_anything_happens_to_them_and_numbers_follow_registration() {
    let (_, events) = told(1, THURSDAY, 160);
    let registered: Vec<usize> = registrations(&events);
    assert_eq!(registered, (0..registered.len()).collect::<Vec<_>>());
    let mut seen = std::collections::HashSet::new();
    for event in &events {
        match &event.what {
            What::RegisterPatient { person, .. } => assert!(seen.insert(*person)),
            What::AdmitPatient(Admission { person, .. })
            | What::EnrollPatient { person, .. }
            | What::BookAppointment(Appointment { person, .. })
            | What::MarkArrival { person, .. }
            | What::Discharge { person, .. } => assert!(seen.contains(person), "{person}"),
            _ => {}
        }
    }
}

fn registrations(events: &[Event]) -> Vec<usize> {
    events
        .iter()
        .filter_map(|e| match e.what {
            What::RegisterPatient { person, .. } => Some(person),
            _ => None,
        })
        .collect()
}

#[test]
fn op_07_no_group_is_ever_over_its_capacity() {
    for patients in [PATIENTS, 60, 120] {
        let (_, events) = told(1, THURSDAY, patients);
        let capacity: HashMap<String, i64> = program::file(patients)
            .unwrap()
            .therapy_group
            .into_iter()
            .map(|group| (group.key, group.capacity.unwrap_or(12)))
            .collect();
        let mut places: HashMap<(PersonNumber, Key), (Date, Option<Date>)> = HashMap::new();
        for event in &events {
            match &event.what {
                What::EnrollPatient { person, group, from } => {
                    places.insert((*person, group.clone()), (*from, None));
                }
                What::EndEnrollment { person, group, last_day } => {
                    places.get_mut(&(*person, group.clone())).unwrap().1 = Some(*last_day);
                }
                _ => {}
            }
        }
        for weeks in 0..=10 {
            let day = THURSDAY.saturating_sub((7 * weeks).days());
            let mut taken: BTreeMap<&Key, i64> = BTreeMap::new();
            for ((_, group), (from, to)) in &places {
                if *from <= day && to.is_none_or(|to| day <= to) {
                    *taken.entry(group).or_default() += 1;
                }
            }
            assert!(taken.iter().all(|(group, count)| *count <= capacity[*group]), "{day} {taken:?}");
        }
    }
}

#[test]
fn nobody_of_the_staff_and_no_room_is_in_two_appointments_at_once() {
    let (_, events) = told(1, THURSDAY, 120);
    let mut held: HashMap<(Key, Date), Vec<(Time, Time)>> = HashMap::new();
    let file = program::file(120).unwrap();
    for event in &events {
        if let What::BookAppointment(booked) = &event.what {
            assert!(file.room.iter().any(|r| r.key == booked.room) && file.staff.iter().any(|s| s.key == booked.staff));
            for what in [&booked.staff, &booked.room] {
                let taken = held.entry((what.clone(), booked.day)).or_default();
                let clash = taken.iter().any(|(start, end)| booked.start < *end && *start < booked.end);
                assert!(!clash, "{what} on {} at {}", booked.day, booked.start);
                taken.push((booked.start, booked.end));
            }
        }
    }
    assert!(held.len() > 300);
}

#[test]
fn people_of_a_cohort_are_called_differently() {
    let (script, _) = told(1, THURSDAY, 120);
    for cohort in 0..10 {
        let names: Vec<String> = script.members().iter().filter(|m| m.cohort == cohort).map(|m| m.person.name().given).collect();
        let set: std::collections::HashSet<&String> = names.iter().collect();
        assert_eq!(set.len(), names.len(), "{names:?}");
    }
}

fn shingles(text: &str) -> std::collections::HashSet<Vec<String>> {
    search::tokens(text).windows(3).map(<[String]>::to_vec).collect()
}

fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (shingles(one), shingles(other));
    let common = one.intersection(&other).count() as f64;
    common / (one.union(&other).count().max(1)) as f64
}

#[test]
fn every_own_text_is_unlike_the_others_of_the_session_and_the_persons_last_notes() {
    for seed in [1, 2] {
        let (_, events) = told(seed, THURSDAY, 120);
        let mut last: HashMap<PersonNumber, Vec<String>> = HashMap::new();
        let (mut most, mut parts) = (0.0_f64, 0);
        for event in &events {
            let What::DraftNote { own, .. } = &event.what else { continue };
            let own: Vec<&OwnPart> = own.iter().filter(|part| part.planted.is_none()).collect();
            for (at, part) in own.iter().enumerate() {
                parts += 1;
                for other in own.iter().skip(at + 1) {
                    most = most.max(likeness(&part.words, &other.words));
                }
                let notes = last.entry(part.person).or_default();
                for earlier in notes.iter().rev().take(5) {
                    most = most.max(likeness(&part.words, earlier));
                }
                notes.push(part.words.clone());
            }
        }
        assert!(parts > 1500, "{parts}");
        assert!(most < 0.5, "seed {seed}: {most}");
    }
}

#[test]
fn no_own_text_names_another_person_but_the_planted_one() {
    let (script, events) = usual();
    let mut names: HashMap<PersonNumber, Vec<String>> = HashMap::new();
    for member in script.members() {
        names.insert(member.person.number, search::tokens(&member.person.name().full()));
    }
    for event in &events {
        let What::DraftNote { own, .. } = &event.what else { continue };
        for part in own {
            let words = search::tokens(&part.words);
            let others = own.iter().filter(|other| other.person != part.person).flat_map(|other| &names[&other.person]);
            let named = others.filter(|name| words.contains(name)).count();
            assert_eq!(named > 0, part.planted == Some(Planted::NamesAnother), "{}", part.words);
        }
    }
}

#[test]
fn op_a12_one_person_has_165_minutes_on_the_last_day() {
    let (script, events) = usual();
    let person = person_of(&script, Story::HeldDay);
    let marks: Vec<(DateTime, MarkKind)> = events
        .iter()
        .filter_map(|e| match &e.what {
            What::MarkArrival { person: who, kind, .. } if *who == person => Some((e.at, kind.clone())),
            _ => None,
        })
        .collect();
    let (arrived, kind) = marks
        .iter()
        .rfind(|(at, _)| at.date() < THURSDAY)
        .map(|(at, _)| at.date())
        .map_or_else(|| panic!("came before"), |day| marks.iter().find(|(at, _)| at.date() == day).unwrap().clone());
    assert_eq!((arrived.time(), kind), (Time::constant(9, 15, 0, 0), MarkKind::Arrived));
    let left = marks.iter().rfind(|(at, _)| at.date() == arrived.date()).unwrap();
    assert!(left.1 == MarkKind::Left && left.0.time() >= Time::constant(12, 15, 0, 0), "75 and 90 minutes");
    let booked = |e: &&Event| matches!(&e.what, What::BookAppointment(a) if a.person == person && a.day == arrived.date());
    assert_eq!(events.iter().filter(booked).count(), 0);
}

#[test]
fn op_a17_the_person_who_pays_cash_has_signed_no_consent_for_payment() {
    let (script, events) = usual();
    let person = person_of(&script, Story::PaysCash);
    let consents: Vec<&ConsentInput> = events
        .iter()
        .filter_map(|e| match &e.what {
            What::SignConsent(consent) if consent.person == person => Some(consent),
            _ => None,
        })
        .collect();
    assert!(!consents.is_empty() && consents.iter().all(|c| !c.purposes.contains(&Purpose::Payment)));
    assert!(events.iter().any(|e| matches!(&e.what, What::ReceivePayment { person: who, .. } if *who == person)));
    let others = |e: &&Event| matches!(&e.what, What::SignConsent(c) if c.purposes.contains(&Purpose::Payment));
    assert!(events.iter().filter(others).count() >= 50);
}

#[test]
fn the_promised_scenes_are_there() {
    let (_, events) = usual();
    let count = |is: &dyn Fn(&What) -> bool| events.iter().filter(|e| is(&e.what)).count();
    assert_eq!(count(&|w| matches!(w, What::DenyAuthorization { .. })), 1, "a denial");
    assert_eq!(count(&|w| matches!(w, What::TellReturnToUse { .. })), 1, "a return to use, told");
    assert_eq!(count(&|w| matches!(w, What::SignNotes { late_because: Some(_), .. })), 1, "a late note");
    assert_eq!(count(&|w| matches!(w, What::AmendNote { .. })), 1, "a correction");
    assert_eq!(count(&|w| matches!(w, What::ReceiveInquiry(_))), 2, "people who wait for an answer");
    assert!(count(&|w| matches!(w, What::CancelSession { .. })) >= 1);
    assert!(count(&|w| matches!(w, What::CosignNotes { .. })) >= 5);
    assert!(count(&|w| matches!(w, What::WithdrawMark { .. })) >= 1);
    assert!(count(&|w| matches!(w, What::LogOutreach { was_reached: false, .. })) >= 5);
    let settled = events.iter().filter(|e| matches!(e.what, What::SettleConcern { .. })).count();
    let kinds: std::collections::BTreeSet<ConcernKind> = events
        .iter()
        .filter(|e| e.at.date() == THURSDAY)
        .filter_map(|e| match e.what {
            What::RaiseConcern { kind, .. } => Some(kind),
            _ => None,
        })
        .collect();
    assert_eq!((kinds.len(), settled), (5, 1), "{kinds:?}");
}

#[test]
fn the_newest_note_waits_with_three_things_to_find() {
    let (_, events) = usual();
    let planted: Vec<Planted> = events
        .iter()
        .filter_map(|e| match &e.what {
            What::DraftNote { session: SessionKey::Group { group, day, start }, own, .. } => Some((group, day, start, own)),
            _ => None,
        })
        .flat_map(|(group, day, start, own)| {
            let key = SessionKey::Group { group: group.clone(), day: *day, start: *start };
            let signed = |person: PersonNumber| {
                events.iter().any(|e| match &e.what {
                    What::SignNotes { session, persons, .. } => *session == key && persons.contains(&person),
                    _ => false,
                })
            };
            let open: Vec<Planted> = own
                .iter()
                .filter(|part| part.planted.is_some())
                .map(|part| {
                    assert!(!signed(part.person));
                    part.planted.unwrap()
                })
                .collect();
            open
        })
        .collect();
    assert_eq!(planted, [Planted::NamesAnother, Planted::NoObjective, Planted::ReadsLikeAnother]);
}

#[test]
fn the_morning_has_every_kind_of_door() {
    for back in [0, 1, 3] {
        let today = THURSDAY.saturating_sub(back.days());
        let (script, events) = told(1, today, PATIENTS);
        let start = Time::constant(9, 5, 0, 0);
        let marks: Vec<(&Event, &MarkKind)> = events
            .iter()
            .filter(|e| e.at.date() == today)
            .filter_map(|e| match &e.what {
                What::MarkArrival { kind, .. } => Some((e, kind)),
                _ => None,
            })
            .collect();
        let here = marks.iter().filter(|(e, kind)| **kind == MarkKind::Arrived && e.at.time() <= start).count();
        let late = marks.iter().filter(|(e, kind)| **kind == MarkKind::Arrived && e.at.time() > start).count();
        let due = script.members().iter().filter(|m| {
            let cohort = &script.setting().cohorts[m.cohort];
            m.is_there_on(today) && cohort.meets(today) && !cohort.is_evening()
        });
        let due = due.count();
        assert!(here >= due / 2 && late >= 1, "{today}: {here} of {due}, {late} late");
        assert!(marks.iter().any(|(_, kind)| **kind == MarkKind::OnTheWay), "{today}");
        assert!(marks.iter().any(|(_, kind)| matches!(kind, MarkKind::Excused(_))), "{today}");
        assert!(marks.iter().any(|(_, kind)| **kind == MarkKind::ArrivedRemote), "{today}");
        assert!(marks.len() < due, "{today}: somebody is not accounted for");
    }
}

#[test]
fn twenty_thousand_people_are_told_one_after_another() {
    let parameters = Parameters { seed: 1, today: THURSDAY, patients: 20_000 };
    let script = Script::new(parameters).unwrap();
    let people = script.people();
    let (mut registered, mut before) = (0, None);
    for event in script {
        assert!(before.is_none_or(|before| before <= event.at));
        before = Some(event.at);
        registered += usize::from(matches!(event.what, What::RegisterPatient { .. }));
    }
    assert_eq!((registered, people), (20_030, 20_030));
}

#[test]
fn the_people_in_care_are_as_mixed_as_the_towns_they_come_from() {
    let (script, _) = usual();
    let people: Vec<_> = script.members().iter().filter(|m| m.last_day.is_none()).map(|m| &m.person).collect();
    assert_eq!(people.len(), 47);
    let has = |is: &dyn Fn(&crate::demo::people::Person) -> bool| people.iter().any(|person| is(person));
    for language in ["en", "es", "pt", "ht"] {
        assert!(has(&|p| p.input.language == language), "{language}");
    }
    for payer in ["harborline", "tidewater", "commonbay", "self-pay"] {
        assert!(has(&|p| p.payer == payer), "{payer}");
    }
    assert!(has(&|p| p.input.needs_interpreter) && has(&|p| !p.input.chosen_given.is_empty()));
    assert!(has(&|p| !p.name().full().is_ascii()));
}
