//! What must hold, one broken rule at a time, in a plan that otherwise holds. The cost of the kept plan was counted by hand of another
//! program.

use super::{S1, in_force, s1_solution, sample};
use crate::{Counts, IndividualSession, Instance, WeekPlan, check};

fn broken(change: impl FnOnce(&mut Instance, &mut WeekPlan)) -> Vec<String> {
    let (mut instance, mut plan) = (sample(S1), s1_solution());
    change(&mut instance, &mut plan);
    let verdict = check(&instance, &plan);
    assert_eq!(verdict.feasible, verdict.violations.is_empty());
    verdict.violations
}

#[track_caller]
fn says(violations: &[String], words: &str) {
    assert!(violations.iter().any(|one| one.contains(words)), "{words:?} is not in {violations:?}");
}

#[test]
fn the_kept_plan_holds_and_costs_what_its_authors_say() {
    let verdict = check(&sample(S1), &s1_solution());
    let counts = Counts {
        extra_day: 6,
        idle_slot: 10,
        missing_billable_day: 1,
        session_slot: 77,
        unmet_type_slot: 3,
        ..Counts::default()
    };
    assert_eq!((verdict.violations, verdict.counts, verdict.objective), (Vec::new(), counts, 181));
}

#[test]
fn a_week_in_which_nothing_takes_place_holds_and_costs_everything() {
    for (text, cost) in [(S1, 9530), (super::M1, 27060), (super::L1, 81360)] {
        let verdict = check(&sample(text), &WeekPlan::default());
        assert!(verdict.feasible);
        assert_eq!(verdict.objective, cost);
    }
}

#[test]
fn a_session_begins_when_it_may_where_it_may_and_with_somebody_who_leads_it() {
    says(&broken(|_, plan| plan.sessions[0].start = 6), "is not an allowed start");
    says(&broken(|_, plan| plan.sessions[0].day = 6), "is outside the week");
    says(&broken(|_, plan| plan.sessions[0].start = u32::MAX), "is outside the week");
    says(&broken(|_, plan| plan.sessions[0].staff = "s02".into()), "s02 does not lead cbt");
    says(&broken(|instance, _| instance.staff[0].available.clear()), "s01 is not available");
    says(&broken(|instance, _| instance.rooms[0].available.clear()), "room r1 is not available");
    says(&broken(|_, plan| plan.sessions[0].staff = "nobody".into()), "does not know the staff member \"nobody\"");
    says(&broken(|_, plan| plan.sessions[0].room = "garden".into()), "does not know the room \"garden\"");
    says(&broken(|_, plan| plan.sessions[0].group_type = "chess".into()), "does not know the type \"chess\"");
}

#[test]
fn nobody_and_nothing_is_in_two_places() {
    let doubled = broken(|_, plan| plan.sessions.push(plan.sessions[0].clone()));
    says(&doubled, "s01 is double booked on day 0");
    says(&doubled, "room r1 is double booked on day 0");
    says(&doubled, "p004 is double booked on day 0");
    says(&doubled, "p004 has cbt twice on day 0");
    let alone = broken(|_, plan| {
        let (day, start) = (plan.sessions[0].day, plan.sessions[0].start);
        plan.individual.retain(|one| one.patient != "p004");
        plan.individual.push(IndividualSession { patient: "p004".into(), day, start });
    });
    says(&alone, "p004 is double booked on day 0");
}

#[test]
fn a_session_has_no_more_and_no_fewer_patients_than_it_may() {
    says(&broken(|instance, _| instance.group_types[0].max = 2), "3 patients, at most 2");
    says(&broken(|instance, _| instance.rooms[0].capacity = 2), "patients, at most 2");
    says(&broken(|instance, _| instance.group_types[0].min = 4), "3 patients, at least 4");
    says(&broken(|_, plan| plan.sessions[0].patients[1] = "p004".into()), "a patient stands there twice");
    says(&broken(|_, plan| plan.sessions[0].patients[1] = "p999".into()), "does not know the patient \"p999\"");
    says(&broken(|instance, _| instance.group_types[0].eligible = Some(Vec::new())), "p004 is not eligible for cbt");
    says(&broken(|instance, _| instance.patients[3].available.clear()), "p004 is not available");
    says(&broken(|instance, _| instance.keep_apart.push(("p009".into(), "p004".into()))), "p009 and p004 must be kept apart");
}

#[test]
fn limits_of_days_and_hours_hold() {
    says(&broken(|instance, _| instance.patients[0].max_days = 1), "days, at most 1");
    says(&broken(|instance, _| instance.patients[0].max_day_slots = 1), "p001: ");
    says(&broken(|instance, _| instance.staff[0].max_week_slots = 1), "slots with patients in the week, at most 1");
    says(&broken(|instance, _| instance.staff[0].max_run_slots = 1), "slots without a break");
}

#[test]
fn an_individual_session_is_with_the_patients_own_counselor_and_once() {
    says(&broken(|_, plan| plan.individual.push(plan.individual[0].clone())), "has two individual sessions");
    says(&broken(|_, plan| plan.individual[0].start = 25), "is outside the week");
    says(&broken(|_, plan| plan.individual[0].patient = "p999".into()), "does not know the patient \"p999\"");
}

#[test]
fn an_attendance_of_the_schedule_in_force_is_kept_with_the_same_leader_at_the_same_time() {
    let (mut instance, plan) = (sample(S1), s1_solution());
    instance.previous = in_force(&plan);
    assert_eq!(check(&instance, &plan).counts.lost_previous, 0);
    instance.previous[0].start += 1;
    instance.previous[1].staff = "s04".into();
    instance.previous[2].patient = "p999".into();
    let verdict = check(&instance, &plan);
    assert_eq!((verdict.counts.lost_previous, verdict.objective), (3, 181 + 3 * 6));
}
