//! A counselor is absent for a day: nearly everybody stays where they were.

use super::{M1, S1, in_force, invent, look, s1_solution, sample};
use crate::{Instance, WeekPlan, check};

/// The part of the attendances that is kept when this counselor is absent on that day.
fn kept_without(instance: &Instance, plan: &WeekPlan, staff: usize, day: u32) -> f64 {
    let mut instance = instance.clone();
    instance.previous = in_force(plan);
    instance.staff[staff].available.retain(|window| window.0 != day);
    let repaired = look(&instance, 1, 60_000);
    let verdict = check(&instance, &repaired.plan);
    assert!(verdict.feasible, "{:?}", verdict.violations);
    let before = check(&instance, &WeekPlan::default()).counts.lost_previous as f64;
    1.0 - verdict.counts.lost_previous as f64 / before
}

/// The part of the attendances that the absence does not touch.
fn untouched(instance: &Instance, plan: &WeekPlan, staff: usize, day: u32) -> f64 {
    let all = in_force(plan);
    let id = &instance.staff[staff].id;
    1.0 - all.iter().filter(|one| &one.staff == id && one.day == day).count() as f64 / all.len() as f64
}

#[test]
fn after_one_lost_day_of_a_counselor_nine_of_ten_attendances_stay() {
    let instance = sample(M1);
    let plan = look(&instance, 1, 100_000).plan;
    for (staff, day) in [(0, 0), (2, 1), (5, 3), (7, 4)] {
        let (kept, untouched) = (kept_without(&instance, &plan, staff, day), untouched(&instance, &plan, staff, day));
        assert!(untouched < 0.9 || kept >= 0.9, "counselor {staff}, day {day}: {kept:.3} of {untouched:.3}");
        assert!(kept >= untouched * 0.9, "counselor {staff}, day {day}: {kept:.3} of {untouched:.3}");
    }
}

#[test]
fn a_schedule_in_force_that_is_poor_is_still_mostly_kept() {
    let instance = invent::week(40, 11);
    let plan = look(&instance, 1, 3_000).plan;
    let kept = kept_without(&instance, &plan, 0, 0);
    assert!(kept >= 0.9_f64.min(untouched(&instance, &plan, 0, 0)) * 0.9, "{kept:.3}");
}

#[test]
fn a_schedule_in_force_that_still_holds_may_only_get_better() {
    let (mut instance, plan) = (sample(S1), s1_solution());
    instance.previous = in_force(&plan);
    let at_once = crate::solve(&instance, crate::Effort { seed: 1, threads: 1 }, &|_| 1.0, &|_| {});
    let begun = check(&instance, &at_once.plan);
    assert!(begun.feasible);
    assert_eq!(begun.counts.lost_previous, 0, "everybody is where they were from the first instant");
    assert!(look(&instance, 1, 50_000).objective <= 181);
}
