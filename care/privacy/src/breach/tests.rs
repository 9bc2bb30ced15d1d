//! Whom the program has to tell and until when, and the life of a case; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use access::{Refusal, Role};
use jiff::civil::Date;
use proptest::prelude::*;
use store::testing::on_both_engines;
use vocabulary::day::days_between;
use vocabulary::id::{BreachId, PatientId};

use super::duty::{Duty, deadlines};
use super::{Affected, BreachOf, CountAffected, JudgeBreach, ListBreaches, LogLetter, OpenBreach, Recipient, Risk};
use crate::clock::{Clocks, later};
use crate::desk::{Desk, OFFICER, code, fields};
use crate::request::Standing;

const FIRST_OF_MARCH: Date = Date::constant(2026, 3, 1);
const LAST_OF_APRIL: Date = Date::constant(2026, 4, 30);

fn living_in(states: &[(&str, u32)]) -> Affected {
    let by_state = states.iter().map(|(state, count)| ((*state).to_owned(), *count)).collect();
    Affected { patients: Vec::new(), by_state }
}

fn told(affected: &Affected) -> Vec<(Recipient, Option<String>, Option<Date>)> {
    let all = deadlines(Clocks::standard(), FIRST_OF_MARCH, affected);
    all.into_iter().map(|duty| (duty.to, duty.state, duty.due_on)).collect()
}

#[test]
fn p2_a14_twelve_people_are_told_by_30_april_the_authority_after_the_year_and_no_media() {
    let twelve = told(&living_in(&[("NH", 12)]));
    assert_eq!(
        twelve,
        [(Recipient::People, None, Some(LAST_OF_APRIL)), (Recipient::YearlyLog, None, Some(Date::constant(2027, 3, 1))),],
        "60 days after 31 December 2026 is 1 March 2027"
    );
    let by_charts = Affected { patients: vec![PatientId(uuid::Uuid::nil()); 12], by_state: BTreeMap::new() };
    assert_eq!(told(&by_charts), twelve, "charts count as people");
}

#[test]
fn p2_a14_with_620_people_of_one_state_the_authority_and_the_media_are_told_by_30_april_too() {
    assert_eq!(
        told(&living_in(&[("NH", 620)])),
        [
            (Recipient::People, None, Some(LAST_OF_APRIL)),
            (Recipient::Authority, None, Some(LAST_OF_APRIL)),
            (Recipient::Media, Some("NH".into()), Some(LAST_OF_APRIL)),
        ]
    );
}

#[test]
fn p2_55_500_people_are_many_for_the_authority_and_501_of_one_state_for_its_media() {
    let to = |affected: &Affected| told(affected).into_iter().map(|(to, ..)| to).collect::<Vec<_>>();
    assert_eq!(to(&living_in(&[("NH", 499)])), [Recipient::People, Recipient::YearlyLog]);
    assert_eq!(to(&living_in(&[("NH", 500)])), [Recipient::People, Recipient::Authority], "500 is not more than 500");
    assert_eq!(to(&living_in(&[("NH", 501)])), [Recipient::People, Recipient::Authority, Recipient::Media]);
    assert_eq!(to(&living_in(&[("NH", 300), ("VT", 300)])), [Recipient::People, Recipient::Authority], "none of one state");
    assert_eq!(to(&living_in(&[])), [], "nobody is concerned yet");
}

#[test]
fn p2_66_massachusetts_wants_its_residents_its_attorney_general_and_consumer_affairs_told_as_well() {
    let all = told(&living_in(&[("MA", 2), ("RI", 1)]));
    let state: Vec<_> = all.iter().filter(|(_, state, due)| state.as_deref() == Some("MA") && due.is_none()).collect();
    assert_eq!(state.len(), 3);
    assert!(!all.iter().any(|(_, state, _)| state.as_deref() == Some("RI")), "no rule of that state is known");
}

fn case(desk: &Desk<'_>, states: &[(&str, u32)]) -> BreachId {
    let open = OpenBreach {
        discovered_on: Some(FIRST_OF_MARCH),
        happened: "A roster went to a wrong fax number.".into(),
        by_state: living_in(states).by_state,
        ..OpenBreach::default()
    };
    desk.perform(OFFICER, &open).unwrap().output
}

fn sent(breach: BreachId, to: Recipient, day: Date) -> LogLetter {
    LogLetter { breach, to: Some(to), state: None, sent_on: Some(day), note: "First-class mail.".into() }
}

#[test]
fn a_case_runs_from_its_discovery_until_everybody_is_told() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let breach = case(&desk, &[("NH", 12)]);
        let seen = || desk.ask(OFFICER, &BreachOf { breach }).unwrap();
        assert_eq!(seen().standing, Some(Standing::Running { days: 49 }), "the clock runs before anything is decided");
        let judge = JudgeBreach { breach, risk: Risk::default(), is_breach: Some(true), why: "Names were on it.".into() };
        desk.perform(OFFICER, &judge).unwrap();
        assert_eq!(code(desk.perform(OFFICER, &judge)), "decided");
        assert_eq!(fields(desk.perform(OFFICER, &sent(breach, Recipient::Media, Date::constant(2026, 3, 12)))), ["to"]);
        assert_eq!(fields(desk.perform(OFFICER, &sent(breach, Recipient::People, Date::constant(2026, 3, 13)))), ["sent_on"]);
        desk.perform(OFFICER, &sent(breach, Recipient::People, Date::constant(2026, 3, 12))).unwrap();
        assert!(seen().is_open(), "the list of the year waits");
        desk.on_day(Date::constant(2027, 1, 10));
        desk.perform(OFFICER, &sent(breach, Recipient::YearlyLog, Date::constant(2027, 1, 10))).unwrap();
        assert!(!seen().is_open());
        assert_eq!(seen().duties[0].met_on, Some(Date::constant(2026, 3, 12)));
    });
}

#[test]
fn that_nobody_is_told_needs_all_four_factors_in_writing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let breach = case(&desk, &[("NH", 3)]);
        let risk = Risk { what_was_in_it: "First names.".into(), was_it_seen: "No, unopened.".into(), ..Risk::default() };
        let judge = JudgeBreach { breach, risk: risk.clone(), is_breach: Some(false), why: "It came back unopened.".into() };
        assert_eq!(fields(desk.perform(OFFICER, &judge)), ["who_has_it", "what_was_done"]);
        let whole = Risk { who_has_it: "Another clinic.".into(), what_was_done: "They sent it back.".into(), ..risk };
        desk.perform(OFFICER, &JudgeBreach { risk: whole, ..judge }).unwrap();
        let seen = desk.ask(OFFICER, &BreachOf { breach }).unwrap();
        assert!(!seen.is_open() && seen.duties.is_empty());
        let more = CountAffected { breach, record_numbers: Vec::new(), by_state: living_in(&[("NH", 4)]).by_state };
        assert_eq!(code(desk.perform(OFFICER, &more)), "no_breach");
    });
}

#[test]
fn whom_it_concerns_is_counted_anew_by_chart_and_by_state() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let breach = case(&desk, &[]);
        let patient = desk.person();
        let number = desk.store.read(|tx| episode::patient::load(tx, patient)).unwrap().record_number;
        let count = |numbers: &[i64], states: &[(&str, u32)]| CountAffected {
            breach,
            record_numbers: numbers.to_vec(),
            by_state: living_in(states).by_state,
        };
        assert_eq!(fields(desk.perform(OFFICER, &count(&[number, 9_999], &[("Maine", 1)]))), ["by_state", "record_numbers"]);
        desk.perform(OFFICER, &count(&[number], &[("MA", 620)])).unwrap();
        let seen = desk.ask(OFFICER, &BreachOf { breach }).unwrap();
        assert_eq!((seen.people[0].0, seen.breach.affected.total()), (patient, 620));
        assert!(seen.duties.iter().any(|duty| duty.to == Recipient::Media && duty.state.as_deref() == Some("MA")));
    });
}

#[test]
fn a_case_is_the_officers_and_the_director_sees_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let breach = case(&desk, &[("NH", 1)]);
        assert_eq!(desk.ask(Role::ClinicalDirector, &ListBreaches).unwrap().len(), 1);
        for role in [Role::Clinician, Role::Intake, Role::Biller, Role::Installer] {
            assert_eq!(desk.ask(role, &BreachOf { breach }).err(), Some(Refusal::NotFound));
            assert_eq!(code(desk.perform(role, &OpenBreach::default())), "not_found");
        }
        assert_eq!(code(desk.perform(Role::ClinicalDirector, &OpenBreach::default())), "not_found");
        assert_eq!(fields(desk.perform(OFFICER, &OpenBreach::default())), ["happened", "discovered_on"]);
    });
}

fn discovery() -> impl Strategy<Value = Date> {
    (0_i64..36_000).prop_map(|days| later(Date::constant(2009, 9, 23), days))
}

fn counts() -> impl Strategy<Value = Affected> {
    let states = ["MA", "NH", "RI", "VT"].map(String::from).to_vec();
    let some = proptest::collection::btree_map(proptest::sample::select(states), 0_u32..1_200, 0..4);
    some.prop_map(|by_state| Affected { patients: Vec::new(), by_state })
}

proptest! {
    /// Everybody concerned and whoever is told at the same time have exactly sixty days, over every month end and leap year; the list
    /// of the year is due on the sixtieth day of the next year, which is 1 March, or 29 February in a leap year.
    #[test]
    fn the_last_days_are_sixty_days_away(on in discovery(), affected in counts()) {
        for duty in deadlines(Clocks::standard(), on, &affected) {
            match (duty.to, duty.due_on) {
                (Recipient::YearlyLog, Some(due)) => {
                    prop_assert_eq!((due.year(), due.day_of_year()), (on.year() + 1, 60));
                }
                (_, Some(due)) => prop_assert_eq!(days_between(on, due), 60),
                (_, None) => prop_assert_eq!(duty.state.as_deref(), Some("MA")),
            }
        }
    }

    /// The authority is told exactly once: at the same time or in the list of the year, never both, never neither.
    #[test]
    fn the_authority_is_told_exactly_once(on in discovery(), affected in counts()) {
        let all = deadlines(Clocks::standard(), on, &affected);
        let is_authority = |duty: &&Duty| matches!(duty.to, Recipient::Authority | Recipient::YearlyLog);
        prop_assert_eq!(all.iter().filter(is_authority).count(), usize::from(affected.total() > 0));
    }

    /// More people never mean that fewer are told.
    #[test]
    fn who_is_told_at_once_grows_with_the_number_of_people(on in discovery(), affected in counts(), more in 1_u32..900) {
        let at_once = |affected: &Affected| {
            let all = deadlines(Clocks::standard(), on, affected);
            all.into_iter().filter(|duty| duty.to != Recipient::YearlyLog).map(|duty| (duty.to, duty.state)).collect::<Vec<_>>()
        };
        let before = at_once(&affected);
        let mut grown = affected.clone();
        *grown.by_state.entry("NH".into()).or_default() += more;
        let after = at_once(&grown);
        prop_assert!(before.iter().all(|told| after.contains(told)));
    }
}
