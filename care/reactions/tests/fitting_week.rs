//! A week around a life: what somebody cannot do is kept version by version, weeks are found around it, one is taken whole and put back
//! whole (S-08, S-09).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use jiff::civil::Time;
use reactions::person::{FindFittingWeeks, FittingWeeks, FoundWeeks, WhyNot};
use schedule::availability::{Availability, BusyTime, BusyWith, KeepAvailability, Mode, Strength, Way, When};
use schedule::fitting_week::{NotOpen, Relax};
use schedule::group_session::of_patient_between;
use schedule::no_contact::{KeepApart, Other, Reason};
use schedule::therapy_group::{ChangePlaces, EndEnrollment, Enrollment};
use support::{Desk, day, on_both_engines};
use vocabulary::id::PatientId;

/// Monday, March 16, 2026.
const MONDAY: &str = "2026-03-16";

fn shift(what: BusyWith, when: When, from: (i8, i8), until: (i8, i8)) -> BusyTime {
    let time = |(hour, minute): (i8, i8)| Time::constant(hour, minute, 0, 0);
    BusyTime { what, words: String::new(), strength: Strength::Cannot, when, from: time(from), until: Some(time(until)) }
}

fn weekly(weekdays: &[i8]) -> When {
    When::Weekly { weekdays: weekdays.to_vec(), last: None }
}

fn keep(patient: PatientId, version: Option<i64>, busy: Vec<BusyTime>) -> KeepAvailability {
    let way = Some(Way { by: Mode::Bus, minutes: 45 });
    KeepAvailability { version, busy, way, ..KeepAvailability::of(patient) }
}

fn find(desk: &Desk, patient: PatientId) -> FittingWeeks {
    let query = FindFittingWeeks { patient, from: Some(day(MONDAY)) };
    desk.house.ask(&desk.actor("dana"), &query).unwrap().clone()
}

fn names<'a>(weeks: &'a FittingWeeks, groups: &[usize]) -> Vec<&'a str> {
    groups.iter().map(|at| weeks.groups[*at].name.as_str()).collect()
}

fn sessions(desk: &Desk, patient: PatientId, from: &str, to: &str) -> usize {
    desk.house
        .store(store::DirectAccess)
        .read::<_, Refusal>(|tx| Ok(of_patient_between(tx, patient, day(from), day(to))?.len()))
        .unwrap()
}

#[test]
fn s_08_what_somebody_cannot_do_is_kept_version_by_version_and_two_who_change_it_at_once_both_hear_of_it() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        let work = shift(BusyWith::Work, weekly(&[1, 2, 3, 4, 5]), (13, 0), (21, 0));
        let id = desk.house.perform(&dana, &keep(robin, None, vec![work.clone()])).unwrap();
        let court = shift(BusyWith::Court, When::Once { day: day("2026-03-19") }, (9, 0), (12, 0));
        desk.house.perform(&dana, &keep(robin, Some(1), vec![work.clone(), court])).unwrap();
        let stale = desk.house.perform(&desk.actor("jo"), &keep(robin, Some(1), vec![])).unwrap_err();
        assert!(matches!(stale, Refusal::Conflict), "{stale:?}");
        let kept = desk.all::<Availability>("patient_id = $1", robin);
        assert_eq!((kept[0].id, kept[0].version, kept[0].busy.len()), (id, 2, 2));
        let nonsense = KeepAvailability {
            way: Some(Way { by: Mode::Foot, minutes: 500 }),
            most_days: Some(9),
            ..keep(robin, Some(2), vec![BusyTime { until: Some(work.from), when: weekly(&[]), ..work.clone() }])
        };
        let Refusal::Invalid(problems) = desk.house.perform(&dana, &nonsense).unwrap_err() else { panic!() };
        let fields: Vec<&str> = problems.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["busy.0.days", "busy.0.until", "minutes", "most_days"]);
        for who in ["bea", "fran", "uma"] {
            let refused = desk.house.perform(&desk.actor(who), &keep(robin, Some(2), vec![])).unwrap_err();
            assert!(matches!(refused, Refusal::NotFound), "{who}");
        }
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn s_09_the_week_they_have_is_found_with_its_hours_and_a_court_day_is_a_meeting_missed() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        let work = shift(BusyWith::Work, weekly(&[1, 2, 3, 4, 5]), (13, 0), (21, 0));
        let court = shift(BusyWith::Court, When::Once { day: day("2026-03-19") }, (9, 0), (10, 0));
        desk.house.perform(&dana, &keep(robin, None, vec![work, court])).unwrap();
        let weeks = find(desk, robin);
        assert_eq!((weeks.floor_minutes, weeks.as_it_is.unwrap().credited, weeks.as_it_is.unwrap().days), (Some(540), 540, 3));
        let Some(FoundWeeks::Weeks(all)) = &weeks.found else { panic!("{:?}", weeks.found) };
        assert_eq!(names(&weeks, &all[0].groups), ["Relapse prevention skills", "Coping skills"]);
        assert_eq!(all[0].missed, [(day("2026-03-19"), 0, 1)]);
        let peers = weeks.groups.iter().find(|group| group.name == "Peer circle").unwrap();
        assert!(matches!(peers.not_open, Some(WhyNot::Known(NotOpen::Clash(clash))) if clash.by == Some(0)));
    });
}

#[test]
fn s_08_when_no_week_fits_the_one_thing_in_the_way_is_named_with_the_week_it_would_open() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let school = shift(BusyWith::School, weekly(&[3]), (9, 30), (11, 30));
        let home = shift(BusyWith::Caring, weekly(&[1, 2, 3, 4, 5]), (14, 45), (18, 0));
        desk.house.perform(&desk.actor("dana"), &keep(robin, None, vec![home, school])).unwrap();
        let weeks = find(desk, robin);
        let Some(FoundWeeks::Blocked { most_minutes, ways }) = &weeks.found else { panic!("{:?}", weeks.found) };
        assert_eq!((*most_minutes, ways.len()), (0, 1), "both groups that count meet on Wednesday");
        assert_eq!(ways[0].0, [Relax::Busy(1)]);
        assert_eq!(names(&weeks, &ways[0].1.groups), ["Relapse prevention skills", "Coping skills"]);
        assert!(weeks.groups.iter().all(|group| group.name == "Peer circle" || group.not_open.is_some()));
    });
}

#[test]
fn a_week_is_taken_whole_or_not_at_all_and_put_back_whole() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        desk.house.perform(&dana, &schedule::group_session::PlanWeek { day: day(MONDAY) }).unwrap();
        let (morning, late, peers) = (desk.group("morning"), desk.group("late-morning"), desk.group("peers"));
        let take = |groups: Vec<_>| ChangePlaces { patient: robin, groups, from: day(MONDAY) };
        let week = || sessions(desk, robin, MONDAY, "2026-03-22");
        assert_eq!(week(), 6);
        // Whom they must not meet leads the circle: nothing of the week is taken.
        let apart = KeepApart {
            patient: robin,
            other: Some(Other::Staff(desk.actor("sam").staff)),
            reason: Some(Reason::StaffTie),
            words: String::new(),
            from: day("2026-03-12"),
            to: None,
        };
        let (guard, _) = desk.house.perform(&dana, &apart).unwrap();
        let refused = desk.house.perform(&dana, &take(vec![morning, peers])).unwrap_err();
        assert!(matches!(&refused, Refusal::Refused { reason: "choose_another", .. }), "{refused:?}");
        assert_eq!(week(), 6, "as it was");
        let peer_circle = find(desk, robin).groups.into_iter().find(|group| group.name == "Peer circle").unwrap();
        assert_eq!(peer_circle.not_open, Some(WhyNot::NotThis), "and no word why");
        let end = schedule::no_contact::EndNoContact { guard, version: 1, last_day: day("2026-03-12"), why: "x".into() };
        desk.house.perform(&dana, &end).unwrap();
        // Taken: one group stays, one is left, one is joined.
        assert_eq!(desk.house.perform(&dana, &take(vec![morning, peers])).unwrap().len(), 2);
        assert_eq!((week(), sessions(desk, robin, "2026-03-09", "2026-03-15")), (4, 6), "the week before stays what it was");
        let mut before = vec![morning, late];
        before.sort();
        assert_eq!(find(desk, robin).before, Some(before.clone()));
        assert_eq!(desk.house.perform(&dana, &take(vec![morning, peers])).unwrap(), vec![], "done twice, it changes nothing");
        // Put back.
        assert_eq!(desk.house.perform(&dana, &take(before)).unwrap().len(), 2);
        assert_eq!((week(), find(desk, robin).before), (6, None));
        let places = desk.all::<Enrollment>("patient_id = $1", robin);
        let withdrawn: Vec<_> = places.iter().filter(|place| place.is_withdrawn).collect();
        assert_eq!((places.len(), withdrawn.len()), (3, 1), "the place in the circle is on no day, and in the ledger");
        let late_place = places.iter().find(|place| place.group == late).unwrap();
        assert_eq!((late_place.to, late_place.version), (None, 3));
        let end = EndEnrollment { enrollment: withdrawn[0].id, last_day: day("2026-03-30") };
        assert!(matches!(desk.house.perform(&dana, &end).unwrap_err(), Refusal::NotFound));
        let past = ChangePlaces { patient: robin, groups: vec![], from: day("2026-03-11") };
        assert!(matches!(desk.house.perform(&dana, &past).unwrap_err(), Refusal::Invalid(_)));
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_place_that_began_today_ends_today_and_is_not_withdrawn_because_somebody_may_have_come_already() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let (dana, peers) = (desk.actor("dana"), desk.group("peers"));
        let take = |groups: Vec<_>| ChangePlaces { patient: robin, groups, from: day("2026-03-12") };
        desk.house.perform(&dana, &take(vec![peers])).unwrap();
        desk.house.perform(&dana, &take(vec![desk.group("morning"), desk.group("late-morning")])).unwrap();
        let places = desk.all::<Enrollment>("patient_id = $1", robin);
        let of_today = places.iter().find(|place| place.group == peers).unwrap();
        assert_eq!((of_today.to, of_today.is_withdrawn), (Some(day("2026-03-12")), false));
        assert!(places.iter().filter(|place| place.group != peers).all(|place| place.to.is_none() && place.version == 3));
    });
}

#[test]
fn a_group_that_ends_next_month_is_part_of_the_week_of_whoever_is_in_it() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        let overview = desk.house.ask(&dana, &schedule::program::OpenProgram { day: day("2026-03-12") }).unwrap();
        let standing = overview.groups.iter().find(|group| group.item.key == "late-morning").unwrap();
        let ends = schedule::therapy_group::TherapyGroup { to: Some(day("2026-04-30")), ..standing.item.clone() };
        let change = schedule::program::ChangeItem {
            item: schedule::program::Item::TherapyGroup(ends),
            based_on: Some(standing.version),
            holds_from: None,
            why: "The room is rebuilt.".into(),
        };
        desk.house.perform(&dana, &change).unwrap();
        let weeks = find(desk, robin);
        assert_eq!(weeks.groups.iter().filter(|group| group.is_theirs).count(), 2);
        let Some(FoundWeeks::Weeks(all)) = &weeks.found else { panic!("{:?}", weeks.found) };
        assert_eq!(names(&weeks, &all[0].groups), ["Relapse prevention skills", "Coping skills"]);
    });
}

#[test]
fn s_08_child_care_and_an_interpreter_are_part_of_the_question_and_keep_nobody_out_of_what_they_have() {
    on_both_engines(|desk| {
        let robin = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 09:00");
        let dana = desk.actor("dana");
        let nonsense = KeepAvailability { remote_days: vec![9], ..KeepAvailability::of(robin) };
        assert!(matches!(desk.house.perform(&dana, &nonsense), Err(Refusal::Invalid(_))));
        let life = KeepAvailability { needs_child_care: true, interpreter: Some("PT ".into()), ..KeepAvailability::of(robin) };
        desk.house.perform(&dana, &life).unwrap();
        let circle = || find(desk, robin).groups.into_iter().find(|group| group.name == "Peer circle").unwrap();
        assert_eq!(circle().not_open, Some(WhyNot::NoChildCare));
        assert!(find(desk, robin).groups.iter().filter(|group| group.is_theirs).all(|group| group.not_open.is_none()));
        let with = |has_child_care: bool, interpreted: &[&str]| {
            let group = desk.all::<schedule::therapy_group::TherapyGroup>("key = $1", "peers")[0].record.clone();
            let interpreted = interpreted.iter().map(|tag| (*tag).to_owned()).collect();
            let group = schedule::therapy_group::TherapyGroup { has_child_care, interpreted, ..group };
            let item = schedule::program::Item::TherapyGroup(group);
            desk.house.perform(&dana, &schedule::program::ConfigureProgram { item }).unwrap();
        };
        with(true, &[]);
        assert_eq!(circle().not_open, Some(WhyNot::NoInterpreter));
        with(true, &["es", "pt"]);
        assert_eq!(circle().not_open, None);
    });
}
