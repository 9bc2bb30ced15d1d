//! The search and the checker watch each other, on the samples and on invented weeks that nobody has seen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod invent;

mod checked;
mod read;

mod changed;
mod repaired;
mod solved;

use crate::{Effort, Found, Instance, WeekPlan};

pub(crate) const S1: &str = include_str!("../../testdata/S1.json");
pub(crate) const M1: &str = include_str!("../../testdata/M1.json");
pub(crate) const L1: &str = include_str!("../../testdata/L1.json");
pub(crate) const S1_SOLUTION: &str = include_str!("../../testdata/S1.solution.json");

pub(crate) fn sample(text: &str) -> Instance {
    Instance::parse(text).unwrap()
}

pub(crate) fn s1_solution() -> WeekPlan {
    WeekPlan::parse(S1_SOLUTION).unwrap()
}

/// Looks for so many moves on one thread.
pub(crate) fn look(instance: &Instance, seed: u64, moves: u64) -> Found {
    let pace = |tried: u64| tried as f64 / moves as f64;
    crate::solve(instance, Effort { seed, threads: 1 }, &pace, &|_| {})
}

/// The attendances of a plan, as the schedule in force.
pub(crate) fn in_force(plan: &WeekPlan) -> Vec<crate::Previous> {
    let each = plan.sessions.iter().flat_map(|session| {
        session.patients.iter().map(|patient| crate::Previous {
            patient: patient.clone(),
            group_type: session.group_type.clone(),
            staff: session.staff.clone(),
            day: session.day,
            start: session.start,
        })
    });
    each.collect()
}
