//! How good the weeks are that are found.

use std::sync::Mutex;

use proptest::prelude::*;

use super::{L1, M1, S1, invent, look, sample};
use crate::{Effort, check};

#[test]
fn the_samples_are_planned_no_worse_than_the_reference_in_a_bounded_number_of_moves() {
    for (text, reference, moves) in [(S1, 181, 400_000), (M1, 357, 200_000), (L1, 1959, 100_000)] {
        let instance = sample(text);
        let found = look(&instance, 1, moves);
        let verdict = check(&instance, &found.plan);
        assert_eq!((verdict.violations, verdict.objective), (Vec::new(), found.objective));
        assert!(found.objective <= reference, "{}: {} after {} moves", instance.name, found.objective, found.tried);
    }
}

#[test]
fn the_same_seed_gives_the_same_week_and_another_one_another() {
    let instance = sample(S1);
    let of = |seed, threads| {
        let pace = |tried: u64| tried as f64 / 20_000.0;
        crate::solve(&instance, Effort { seed, threads }, &pace, &|_| {})
    };
    assert_eq!(of(7, 1), of(7, 1));
    assert_eq!(of(7, 2), of(7, 2));
    assert_ne!(of(7, 1).plan, of(8, 1).plan);
    assert!(of(7, 2).objective <= of(7, 1).objective, "two find no less than the first of them alone");
}

#[test]
fn whoever_stops_the_search_at_once_gets_a_week_that_holds_and_what_is_told_gets_better_only() {
    let instance = sample(M1);
    let none = crate::solve(&instance, Effort { seed: 1, threads: 2 }, &|_| 1.0, &|_| {});
    let verdict = check(&instance, &none.plan);
    assert_eq!((verdict.feasible, verdict.objective, none.tried), (true, none.objective, 0));
    assert_eq!(none.plan.individual.len(), 40, "there is always time to meet");
    let told = Mutex::new(Vec::new());
    let pace = |tried: u64| tried as f64 / 5_000.0;
    let found = crate::solve(&instance, Effort { seed: 1, threads: 1 }, &pace, &|cost| told.lock().unwrap().push(cost));
    let told = told.into_inner().unwrap();
    assert!(told.is_sorted_by(|one, next| one > next));
    assert_eq!(told.last(), Some(&found.objective));
}

#[test]
fn no_session_is_moved_into_a_room_without_seats() {
    let mut instance = sample(M1);
    instance.rooms[2].capacity = 0;
    instance.rooms[3].capacity = 1;
    instance.weights.session_slot = 0;
    assert_eq!(check(&instance, &look(&instance, 1, 20_000).plan).violations, Vec::<String>::new());
}

#[test]
fn a_week_without_patients_rooms_staff_or_starts_is_answered() {
    for empty in ["patients", "rooms", "staff", "starts", "group_types"] {
        let mut instance = sample(S1);
        match empty {
            "patients" => {
                instance.patients.clear();
                instance.group_types.iter_mut().for_each(|kind| kind.eligible = None);
            }
            "rooms" => instance.rooms.clear(),
            "staff" => instance.staff.iter_mut().for_each(|one| one.available.clear()),
            "starts" => instance.starts.clear(),
            _ => {
                instance.group_types.clear();
                instance.staff.iter_mut().for_each(|one| one.leads.clear());
                instance.patients.iter_mut().for_each(|one| one.required_slots.clear());
            }
        }
        let verdict = check(&instance, &look(&instance, 1, 2_000).plan);
        assert_eq!(verdict.violations, Vec::<String>::new(), "{empty}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_week_of_odd_numbers_is_planned_so_that_it_holds(seed: u64, patients in 1_usize..40) {
        let instance = invent::odd(patients, seed);
        let found = look(&instance, seed, 3_000);
        let verdict = check(&instance, &found.plan);
        prop_assert!(verdict.feasible, "{}: {:?}", instance.name, verdict.violations);
        prop_assert_eq!(verdict.objective, found.objective);
    }

    #[test]
    fn any_week_is_planned_so_that_it_holds(seed: u64, patients in 1_usize..60) {
        let instance = invent::week(patients, seed);
        let found = look(&instance, seed, 5_000);
        let verdict = check(&instance, &found.plan);
        prop_assert!(verdict.feasible, "{}: {:?}", instance.name, verdict.violations);
        prop_assert_eq!(verdict.objective, found.objective);
    }
}
