//! Weeks around a life: what fits, what is best, and what would have to give.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;
use uuid::Uuid;

use super::shape::shape;
use super::*;

const NINE_HOURS: i64 = 540;

fn sitting(weekday: i8, from: i64, minutes: i64) -> Sitting {
    Sitting { weekday, from, until: from + minutes, credited: minutes, is_remote: false }
}

/// A group of 90 minutes at an hour of these days.
fn group(number: u128, weekdays: &[i8], hour: i64) -> Choice {
    Choice {
        group: TherapyGroupId(Uuid::from_u128(number)),
        sittings: weekdays.iter().map(|day| sitting(*day, hour * 60, 90)).collect(),
        has_room: true,
        is_theirs: false,
        wished: None,
    }
}

/// A program of two tracks: mornings at nine and eleven, evenings at five and seven, Mondays, Wednesdays, Thursdays.
fn program() -> Ask {
    let days = [1, 3, 4];
    Ask {
        choices: vec![group(1, &days, 9), group(2, &days, 11), group(3, &days, 17), group(4, &days, 19)],
        floor: NINE_HOURS,
        ..Ask::default()
    }
}

fn weeks(ask: &Ask) -> Vec<Vec<usize>> {
    match find(ask) {
        Found::Weeks(weeks) => weeks.into_iter().map(|week| week.groups).collect(),
        Found::Blocked { .. } => panic!("a week fits"),
    }
}

fn ways(ask: &Ask) -> (i64, Vec<Vec<Relax>>) {
    match find(ask) {
        Found::Weeks(weeks) => panic!("none fits: {weeks:?}"),
        Found::Blocked { most, ways } => (most, ways.into_iter().map(|way| way.gives).collect()),
    }
}

fn taken(weekdays: &[i8], from: i64, until: i64, by: usize) -> Vec<Taken> {
    weekdays.iter().map(|weekday| Taken { weekday: *weekday, from, until, by }).collect()
}

#[test]
fn s_08_three_different_weeks_reach_the_hours_around_a_morning_shift() {
    let ask = Ask { cannot: taken(&[1, 2, 3, 4, 5], 8 * 60, 12 * 60 + 45, 0), ..program() };
    assert_eq!(weeks(&ask), [[2, 3]], "the evening is what is left");
    assert_eq!(
        weeks(&program()),
        [vec![0, 1], vec![2, 3], vec![0, 2]],
        "without a shift there are three, the shortest waits first"
    );
}

#[test]
fn s_08_the_way_counts_as_part_of_the_day() {
    let until_half_past_four = Ask { cannot: taken(&[1, 2, 3, 4, 5], 9 * 60, 16 * 60 + 30, 0), ..program() };
    assert_eq!(weeks(&Ask { way: 30, ..until_half_past_four.clone() }), [[2, 3]]);
    let far = Ask { way: 45, ..until_half_past_four };
    assert_eq!(far.why_not(2), Some(NotOpen::Clash(Clash { sitting: sitting(1, 17 * 60, 90), by: Some(0), by_the_way: true })));
    assert_eq!(ways(&far), (270, vec![vec![Relax::Busy(0)], vec![Relax::Way]]));
}

#[test]
fn a_gap_that_something_falls_into_is_two_ways_and_a_short_one_without_is_a_wait() {
    let split = Ask { choices: vec![group(1, &[1], 9), group(2, &[1], 12)], way: 30, floor: 180, ..Ask::default() };
    let of = |ask: &Ask| shape(ask, &[&ask.choices[0].sittings, &ask.choices[1].sittings]);
    let waits = of(&split).unwrap();
    assert_eq!((waits.trips, waits.idle), (1, 90));
    let class = Ask { cannot: taken(&[1], 11 * 60, 11 * 60 + 30, 0), ..split.clone() };
    let leaves = of(&class).unwrap();
    assert_eq!((leaves.trips, leaves.idle, leaves.days), (2, 0, 1));
    assert_eq!(of(&Ask { way: 31, ..class }), None, "not even a minute short");
    let evening = Ask { choices: vec![group(1, &[1], 9), group(2, &[1], 17)], ..split };
    assert_eq!(of(&evening).unwrap().trips, 2, "nobody waits for hours who can go home");
}

#[test]
fn s_09_no_week_has_more_hours_than_may_be_used() {
    let ask = Ask { ceiling: Some(NINE_HOURS), ..program() };
    for week in weeks(&ask) {
        assert_eq!(week.len(), 2);
    }
    let less = Ask { ceiling: Some(NINE_HOURS - 1), ..program() };
    assert_eq!(ways(&less), (270, vec![vec![Relax::Ceiling]]));
}

#[test]
fn continuity_a_group_where_somebody_is_known_is_kept_over_a_shorter_wait() {
    let mut ask = program();
    ask.choices[1].is_theirs = true;
    ask.choices[2].is_theirs = true;
    assert_eq!(weeks(&ask)[0], [1, 2]);
}

#[test]
fn a_full_group_is_open_to_whoever_has_a_place_in_it_and_else_is_named_as_what_would_have_to_give() {
    let mut ask = program();
    ask.choices.truncate(2);
    ask.choices[0].has_room = false;
    assert_eq!(ask.why_not(0), Some(NotOpen::Full));
    assert_eq!(ways(&ask), (270, vec![vec![Relax::Full(0)]]));
    ask.choices[0].is_theirs = true;
    assert_eq!(weeks(&ask), [[0, 1]]);
}

#[test]
fn op_10_what_the_plan_asks_for_comes_before_a_shorter_wait() {
    let mut ask = program();
    ask.choices[2].wished = Some(0);
    ask.wished = 1;
    assert_eq!(weeks(&ask)[0], [2, 3]);
}

#[test]
fn an_appointment_that_stands_counts_and_keeps_its_hour() {
    let ask = Ask { fixed: vec![sitting(1, 9 * 60 + 30, 60)], ..program() };
    assert!(weeks(&ask).iter().all(|week| !week.contains(&0)));
    let found = find(&ask);
    let Found::Weeks(weeks) = found else { panic!() };
    assert_eq!(weeks[0].shape.credited, NINE_HOURS + 60);
}

#[test]
fn two_things_are_named_when_one_is_not_enough() {
    let mut cannot = taken(&[1, 3, 4], 8 * 60, 13 * 60, 0);
    cannot.extend(taken(&[1, 3, 4], 18 * 60, 24 * 60, 1));
    let (most, found) = ways(&Ask { cannot, most_days: Some(2), ..program() });
    assert_eq!(most, 0);
    assert_eq!(found, [vec![Relax::Busy(0), Relax::MostDays], vec![Relax::Busy(1), Relax::MostDays]]);
}

#[test]
fn a_program_too_small_for_the_hours_says_so_and_asks_nobody_to_give_anything() {
    let mut ask = program();
    ask.choices.truncate(1);
    assert_eq!(ways(&Ask { way: 30, ..ask }), (270, vec![]));
}

fn any_ask() -> impl Strategy<Value = Ask> {
    let choice = (proptest::collection::btree_set(1_i8..=5, 1..=3), 8_i64..19, any::<bool>(), any::<bool>(), 0_u8..4);
    let busy = (1_i8..=5, 8_i64..20, 1_i64..6, 0_usize..4);
    (
        proptest::collection::vec(choice, 1..9),
        proptest::collection::vec(busy.clone(), 0..5),
        proptest::collection::vec(busy, 0..4),
        prop_oneof![Just(0_i64), Just(30), Just(75)],
        proptest::option::of(2_usize..=5),
        180_i64..=540,
        proptest::option::of(0_i64..=360),
    )
        .prop_map(|(choices, cannot, rather_not, way, most_days, floor, above)| {
            let taken = |(weekday, from, hours, by): (i8, i64, i64, usize)| Taken {
                weekday,
                from: from * 60,
                until: (from + hours) * 60,
                by,
            };
            let choice = |(at, (days, hour, has_room, is_theirs, wished)): (usize, (_, i64, bool, bool, u8))| {
                let days: std::collections::BTreeSet<i8> = days;
                let days: Vec<i8> = days.into_iter().collect();
                let wished = (wished < 2).then_some(usize::from(wished));
                Choice { has_room, is_theirs, wished, ..group(at as u128, &days, hour) }
            };
            Ask {
                choices: choices.into_iter().enumerate().map(choice).collect(),
                fixed: Vec::new(),
                cannot: cannot.into_iter().map(taken).collect(),
                rather_not: rather_not.into_iter().map(taken).collect(),
                way,
                most_days,
                floor,
                ceiling: above.map(|above| floor + above),
                wished: 2,
            }
        })
}

/// Every set of groups that keeps every rule, found by trying all.
fn all_that_fit(ask: &Ask) -> Vec<Vec<usize>> {
    let count = ask.choices.len();
    let sets = (0..1_u32 << count).map(|set| (0..count).filter(|at| set >> at & 1 == 1).collect::<Vec<usize>>());
    sets.filter(|set| {
        let open = set.iter().all(|at| ask.choices[*at].has_room || ask.choices[*at].is_theirs);
        let sittings: Vec<&[Sitting]> = set.iter().map(|at| ask.choices[*at].sittings.as_slice()).collect();
        open && shape(ask, &sittings)
            .is_some_and(|shape| shape.credited >= ask.floor && ask.ceiling.is_none_or(|most| shape.credited <= most))
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 4_000 }))]

    #[test]
    fn the_first_week_is_the_best_of_all_that_fit_and_none_is_offered_that_does_not(ask in any_ask()) {
        let fitting = all_that_fit(&ask);
        match find(&ask) {
            Found::Weeks(weeks) => {
                prop_assert!(weeks.len() <= OFFERED);
                for week in &weeks {
                    prop_assert!(fitting.contains(&week.groups));
                    let again: Vec<&[Sitting]> = week.groups.iter().map(|at| ask.choices[*at].sittings.as_slice()).collect();
                    prop_assert_eq!(shape(&ask, &again), Some(week.shape));
                }
                let best = fitting.iter().map(|set| super::search::cost_of_set(&ask, set)).min();
                prop_assert_eq!(Some(weeks[0].cost), best);
                prop_assert!(weeks.is_sorted_by_key(|week| week.cost));
            }
            Found::Blocked { ways, most } => {
                prop_assert!(fitting.is_empty());
                prop_assert!(most < ask.floor || ask.ceiling.is_some());
                let size = ways.first().map(|way| way.gives.len());
                prop_assert!(ways.iter().all(|way| Some(way.gives.len()) == size));
            }
        }
    }

    #[test]
    fn whoever_can_come_at_more_times_is_never_offered_a_worse_week(ask in any_ask()) {
        let ask = Ask { rather_not: Vec::new(), ..ask };
        let freer = Ask { cannot: Vec::new(), way: 0, ..ask.clone() };
        if let Found::Weeks(weeks) = find(&ask) {
            let Found::Weeks(more) = find(&freer) else { panic!("what fits a fuller life fits a freer one") };
            prop_assert!(more[0].cost <= weeks[0].cost);
        }
    }
}

#[test]
fn s_24_a_day_by_video_has_no_way_and_is_none_on_which_they_come() {
    // The last bus leaves at seven in the evening, the way takes an hour and a half, and they can come on two days.
    let no_ride = taken(&[1, 2, 3, 4, 5], 12 * 60 + 45, 24 * 60, 0);
    let ask = Ask { cannot: no_ride, way: 90, most_days: Some(2), ..program() };
    assert!(matches!(find(&ask), Found::Blocked { .. }), "the way home falls on a time without a bus, and a week has three days");
    let mut at_home = ask;
    for sitting in at_home.choices.iter_mut().take(2).flat_map(|choice| choice.sittings.iter_mut()) {
        sitting.is_remote = sitting.weekday != 1;
    }
    at_home.cannot.retain(|taken| taken.weekday != 1);
    let Found::Weeks(found) = find(&at_home) else { panic!("a week fits") };
    assert_eq!((found[0].groups.clone(), found[0].shape.days, found[0].shape.trips), (vec![0, 1], 1, 1));
}
