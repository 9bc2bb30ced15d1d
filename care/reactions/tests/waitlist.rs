//! Waiting for a place: the next who fits is offered it by the program itself, it is held until the answer, and goes on when there is none
//! (S-09, OP-07). At no moment are more people in a group, those with an offer counted, than it has places.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal};
use jiff::civil::Time;
use proptest::prelude::*;
use reactions::person::OneMore;
use reactions::waitlist::{EndOffers, OfferByHand, OpenWaitlist, PassedOver, WaitingLine};
use schedule::availability::{BusyTime, BusyWith, KeepAvailability, Strength, When};
use schedule::no_contact::{KeepApart, Other, Reason};
use schedule::program::{ConfigureProgram, Item};
use schedule::therapy_group::{EndEnrollment, EnrollPatient, Enrollment, TherapyGroup};
use schedule::waitlist::{
    AnswerOffer, Answered, LeaveWaitlist, PlaceOffer, TakeBackOffer, WaitAgain, WaitForPlace, Waiting, WaitlistEntry,
};
use store::{Author, DatabaseUrl};
use support::{Desk, day, on_both_engines};
use vocabulary::id::{PatientId, TherapyGroupId, WaitlistEntryId};

const NOW: &str = "2026-03-12 09:00";

/// The peer circle with so many places; it does not count toward hours, so that a week has room for it.
fn circle(desk: &Desk, capacity: i64) -> TherapyGroupId {
    let group = desk.all::<TherapyGroup>("key = $1", "peers")[0].record.clone();
    let item = Item::TherapyGroup(TherapyGroup { capacity, ..group.clone() });
    desk.house.perform(&desk.actor("dana"), &ConfigureProgram { item }).unwrap();
    group.id
}

fn join(desk: &Desk, patient: PatientId, group: TherapyGroupId) -> Result<vocabulary::id::EnrollmentId, Refusal> {
    desk.house.perform(&desk.actor("dana"), &EnrollPatient { patient, group, from: day("2026-03-12"), to: None })
}

fn wait(desk: &Desk, patient: PatientId, group: TherapyGroupId) -> WaitlistEntryId {
    let wish = WaitForPlace { patient, group, from: day("2026-03-12"), words: "Thursdays suit".into() };
    desk.house.perform(&desk.actor("dana"), &wish).unwrap()
}

fn open_offers(desk: &Desk) -> Vec<store::Stored<PlaceOffer>> {
    desk.all::<PlaceOffer>("state = $1 ORDER BY id", "open")
}

fn lines(desk: &Desk, group: TherapyGroupId) -> Vec<WaitingLine> {
    let list = desk.house.ask(&desk.actor("dana"), &OpenWaitlist).unwrap();
    let of = list.groups.iter().find(|one| one.group == group);
    of.map(|of| of.lines.iter().map(copy).collect()).unwrap_or_default()
}

fn copy(line: &WaitingLine) -> WaitingLine {
    WaitingLine { name: line.name.clone(), words: line.words.clone(), ..*line }
}

#[test]
fn s_09_a_place_that_gets_free_is_offered_to_the_next_who_fits_held_and_taken_exactly_once() {
    on_both_engines(|desk| {
        let (ana, ben, cam, dee) =
            (desk.admit("Ana", "One"), desk.admit("Ben", "Two"), desk.admit("Cam", "Three"), desk.admit("Dee", "Four"));
        desk.at(NOW);
        let group = circle(desk, 1);
        let place = join(desk, ana, group).unwrap();
        // Ben waits first and works at that time; Cam is next.
        let thursday = When::Weekly { weekdays: vec![4], last: None };
        let time = |hour| Time::constant(hour, 0, 0, 0);
        let (what, strength) = (BusyWith::Work, Strength::Cannot);
        let busy = vec![BusyTime { what, words: String::new(), strength, when: thursday, from: time(12), until: Some(time(15)) }];
        let life = KeepAvailability { busy, ..KeepAvailability::of(ben) };
        desk.house.perform(&desk.actor("dana"), &life).unwrap();
        wait(desk, ben, group);
        desk.at("2026-03-12 09:05");
        wait(desk, cam, group);
        desk.at("2026-03-12 09:10");
        wait(desk, dee, group);
        assert!(open_offers(desk).is_empty(), "nothing is free");
        assert_eq!(lines(desk, group)[0].standing, Err(PassedOver::DoesNotFit(OneMore::Clash)));
        assert_eq!(lines(desk, group)[1].standing, Err(PassedOver::NoPlace));

        // Ana leaves with today: from tomorrow the place is Cam's, if they want it.
        let end = EndEnrollment { enrollment: place, last_day: day("2026-03-12") };
        desk.house.perform(&desk.actor("dana"), &end).unwrap();
        let offers = open_offers(desk);
        assert_eq!((offers.len(), offers[0].patient, offers[0].from), (1, cam, day("2026-03-13")));
        assert_eq!(offers[0].recorded_by, Author::Stepdown, "the program offers it by itself");
        assert!(matches!(lines(desk, group)[1].standing, Err(PassedOver::Offered(_))));
        // It is held: nobody else gets it, by hand either.
        desk.at("2026-03-13 09:00");
        assert!(matches!(join_on(desk, dee, group, "2026-03-13"), Err(Refusal::Refused { reason: "group_full", .. })));
        let dees = lines(desk, group)[2].entry;
        let by_hand = desk.house.perform(&desk.actor("dana"), &OfferByHand { entry: dees });
        assert!(matches!(by_hand, Err(Refusal::Refused { reason: "group_full", .. })));

        // Cam says yes, twice: one place.
        desk.at("2026-03-13 08:00");
        let (offer, own) = (offers[0].id, Actor::person(cam, "Cam"));
        let stranger = Actor::person(dee, "Dee");
        assert!(matches!(desk.house.perform(&stranger, &AnswerOffer { offer, is_yes: true }), Err(Refusal::NotFound)));
        assert_eq!(desk.house.perform(&own, &AnswerOffer { offer, is_yes: true }).unwrap(), Answered::Placed);
        assert_eq!(desk.house.perform(&own, &AnswerOffer { offer, is_yes: true }).unwrap(), Answered::TooLate);
        let places = desk.all::<Enrollment>("patient_id = $1", cam);
        assert_eq!(places.iter().filter(|one| one.group == group).count(), 1);
        assert!(matches!(desk.all::<WaitlistEntry>("patient_id = $1", cam)[0].state, Waiting::Placed(_)));
        assert!(open_offers(desk).is_empty());
        assert_eq!(desk.verify().broken, None);
    });
}

fn join_on(desk: &Desk, patient: PatientId, group: TherapyGroupId, from: &str) -> Result<vocabulary::id::EnrollmentId, Refusal> {
    desk.house.perform(&desk.actor("dana"), &EnrollPatient { patient, group, from: day(from), to: None })
}

#[test]
fn s_09_silence_and_no_pass_a_place_on_and_whoever_was_passed_over_is_put_back_where_they_were() {
    on_both_engines(|desk| {
        let (ana, ben, cam) = (desk.admit("Ana", "One"), desk.admit("Ben", "Two"), desk.admit("Cam", "Three"));
        desk.at(NOW);
        let group = circle(desk, 1);
        let first = wait(desk, ana, group);
        assert_eq!(open_offers(desk)[0].patient, ana, "a place is free: it is offered at once");
        desk.at("2026-03-12 09:05");
        wait(desk, ben, group);
        desk.at("2026-03-12 09:10");
        wait(desk, cam, group);
        // Nobody answers for a day.
        desk.at("2026-03-13 09:00");
        let own = Actor::of_stepdown(access::Role::ClinicalDirector);
        assert_eq!(desk.house.perform(&own, &EndOffers).unwrap(), 1);
        assert_eq!(desk.house.perform(&own, &EndOffers).unwrap(), 0, "once");
        assert_eq!((open_offers(desk).len(), open_offers(desk)[0].patient), (1, ben));
        assert_eq!(lines(desk, group)[0].standing, Err(PassedOver::Unanswered));
        // Ben says no; Cam is offered it; it is taken back and Ana is put back at the head of the list.
        let offer = open_offers(desk)[0].id;
        assert_eq!(desk.house.perform(&desk.actor("dana"), &AnswerOffer { offer, is_yes: false }).unwrap(), Answered::Declined);
        let cams = open_offers(desk)[0].clone();
        assert_eq!(cams.patient, cam);
        desk.house.perform(&desk.actor("dana"), &TakeBackOffer { offer: cams.id }).unwrap();
        desk.house.perform(&desk.actor("dana"), &WaitAgain { entry: first }).unwrap();
        assert_eq!(open_offers(desk)[0].patient, ana, "where they were in the order");
        desk.house.perform(&desk.actor("dana"), &LeaveWaitlist { entry: first }).unwrap();
        assert_eq!(open_offers(desk)[0].patient, cam, "who is taken off holds no place");
        // A second place is made in Settings: nobody else waits, nothing is offered twice.
        circle(desk, 2);
        assert_eq!(open_offers(desk).len(), 1);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_12_who_must_not_meet_is_passed_over_in_the_words_of_every_such_refusal() {
    on_both_engines(|desk| {
        let (ana, ben) = (desk.admit("Ana", "One"), desk.admit("Ben", "Two"));
        desk.at(NOW);
        let apart = KeepApart {
            patient: ana,
            other: Some(Other::Staff(desk.actor("sam").staff)),
            reason: Some(Reason::StaffTie),
            words: String::new(),
            from: day("2026-03-12"),
            to: None,
        };
        desk.house.perform(&desk.actor("dana"), &apart).unwrap();
        let group = circle(desk, 1);
        let entry = wait(desk, ana, group);
        assert!(open_offers(desk).is_empty());
        assert_eq!(lines(desk, group)[0].standing, Err(PassedOver::DoesNotFit(OneMore::NotThis)));
        let by_hand = desk.house.perform(&desk.actor("dana"), &OfferByHand { entry }).unwrap_err();
        assert!(matches!(&by_hand, Refusal::Refused { reason: "choose_another", .. }), "{by_hand:?}");
        wait(desk, ben, group);
        assert_eq!(open_offers(desk)[0].patient, ben);
    });
}

#[test]
fn s_01_a_text_that_answers_the_offer_with_one_takes_the_place_and_another_word_reaches_a_person() {
    on_both_engines(|desk| {
        let ben = desk.admit("Ben", "Two");
        desk.at(NOW);
        let phone = vocabulary::Phone::parse("508 555 0177").unwrap();
        let allow = episode::patient::ContactPoint {
            channel: episode::patient::Channel::Phone(phone.clone()),
            may_leave_message: true,
            may_text: true,
            call_as: None,
        };
        let input = episode::patient::PatientInput {
            given: "Ben".into(),
            family: "Two".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: Some(day("1990-05-14")),
            sex: episode::patient::AdministrativeSex::Unknown,
            contact_points: vec![allow],
            address: None,
            language: "en".into(),
            needs_interpreter: false,
        };
        let amend = episode::patient::AmendPatient { patient: ben, version: 1, input, billing_name: None };
        desk.house.perform(&desk.actor("ines"), &amend).unwrap();
        let group = circle(desk, 1);
        wait(desk, ben, group);
        let told = desk.all::<conversation::message::Message>("patient_id = $1", ben);
        assert_eq!(told.iter().filter(|one| one.template.as_deref() == Some("place_offered")).count(), 1);
        assert!(told[0].words.contains("a place is free for you"), "{}", told[0].words);
        desk.at("2026-03-12 11:00");
        let says = |words: &str, id: &str| {
            let (from, words, provider_id) = (phone.clone(), words.to_owned(), id.to_owned());
            let text = intake::inquiry::ReceiveText { from, words, provider_id, by_network: None };
            desk.house.perform(&Actor::of_stepdown(access::Role::Intake), &text).unwrap()
        };
        says("what is it?", "SM1");
        assert_eq!(open_offers(desk).len(), 1, "a question is no answer");
        says(" 1. ", "SM2");
        says("3", "SM3");
        assert!(open_offers(desk).is_empty());
        let places = desk.all::<Enrollment>("patient_id = $1", ben);
        assert_eq!(places.iter().filter(|one| one.group == group && one.to.is_none()).count(), 1);
        assert_eq!(desk.verify().broken, None);
    });
}

/// What may happen around a list, by number.
fn happen(desk: &Desk, people: &[PatientId], group: TherapyGroupId, what: u8, who: usize, hours: &mut i64) {
    let dana = desk.actor("dana");
    let patient = people[who % people.len()];
    let of = |entry: &store::Stored<WaitlistEntry>| entry.group == group && entry.patient == patient;
    let entry = desk.all::<WaitlistEntry>("patient_id = $1", patient).into_iter().find(of);
    // A refusal is an answer; what counts is what stands afterwards.
    match (what % 8, entry, open_offers(desk).first()) {
        (0, ..) => {
            let from = day("2026-03-12").saturating_add(jiff::Span::new().days(i64::try_from(who).unwrap() * 5));
            drop(desk.house.perform(&dana, &WaitForPlace { patient, group, from, words: String::new() }));
        }
        (1, ..) => drop(join(desk, patient, group)),
        (2, ..) => {
            let places = desk.all::<Enrollment>("patient_id = $1", patient);
            if let Some(place) = places.iter().find(|one| one.group == group && one.to.is_none()) {
                drop(desk.house.perform(&dana, &EndEnrollment { enrollment: place.id, last_day: day("2026-03-16") }));
            } else if let Some(place) = places.iter().find(|one| one.group == group) {
                // what was ended is made longer again, as somebody does who pressed the wrong button
                drop(desk.house.perform(&dana, &EndEnrollment { enrollment: place.id, last_day: day("2026-04-20") }));
            }
        }
        (3, _, Some(offer)) => drop(desk.house.perform(&dana, &AnswerOffer { offer: offer.id, is_yes: who.is_multiple_of(2) })),
        (4, Some(entry), _) => drop(desk.house.perform(&dana, &OfferByHand { entry: entry.id })),
        (5, Some(entry), _) => drop(desk.house.perform(&dana, &WaitAgain { entry: entry.id })),
        (6, Some(entry), _) => drop(desk.house.perform(&dana, &LeaveWaitlist { entry: entry.id })),
        (7, ..) => {
            *hours += 25;
            let at = jiff::civil::date(2026, 3, 12).at(9, 0, 0, 0).checked_add(jiff::Span::new().hours(*hours)).unwrap();
            desk.at(&at.strftime("%Y-%m-%d %H:%M").to_string());
            drop(desk.house.perform(&Actor::of_stepdown(access::Role::ClinicalDirector), &EndOffers));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn op_07_with_offers_outstanding_a_group_is_never_over_capacity(steps in prop::collection::vec((0u8..8, 0usize..5), 4..24)) {
        let desk = Desk::open(&DatabaseUrl::InMemory);
        let people: Vec<PatientId> = ["Ana", "Ben", "Cam", "Dee", "Eli"].iter().map(|given| desk.admit(given, "Somebody")).collect();
        desk.at(NOW);
        let group = circle(&desk, 2);
        let mut hours = 0;
        for (what, who) in steps {
            happen(&desk, &people, group, what, who, &mut hours);
            let held = open_offers(&desk);
            let places = desk.all::<Enrollment>("group_id = $1", group);
            for later in 0..60 {
                let on = day("2026-03-12").saturating_add(jiff::Span::new().days(later));
                let is_in = |one: &&store::Stored<Enrollment>| one.from <= on && one.to.is_none_or(|last| on <= last) && !one.is_withdrawn;
                let mut people: Vec<PatientId> = places.iter().filter(is_in).map(|one| one.patient).collect();
                people.extend(held.iter().filter(|offer| offer.from <= on).map(|offer| offer.patient));
                people.sort();
                people.dedup();
                prop_assert!(people.len() <= 2, "{on}: {} people with a place or an offer", people.len());
            }
            let mut offered: Vec<PatientId> = open_offers(&desk).iter().map(|one| one.patient).collect();
            offered.dedup();
            prop_assert_eq!(offered.len(), held.len(), "nobody is offered two");
        }
    }
}
