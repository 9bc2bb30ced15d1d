//! The search keeps what the week costs up to date by every single change. After any number of moves, kept or taken back, it is what the
//! checker counts, and everything holds that must hold.

use proptest::prelude::*;

use super::{S1, in_force, invent, s1_solution, sample};
use crate::check;
use crate::instance::Instance;
use crate::search::board::Board;
use crate::search::dice::Dice;
use crate::search::moves::Mover;
use crate::search::noted::Noted;
use crate::search::repair::begin_with_previous;
use crate::search::seating::Seating;

/// Makes moves of which chance keeps some, and asks the checker again and again.
fn wander(instance: &Instance, seed: u64, moves: usize) {
    let board = Board::of(instance);
    let mut now = Seating::empty(&board);
    begin_with_previous(&mut now);
    let (mut mover, mut dice) = (Mover::new(now, Dice::new(seed)), Dice::new(seed ^ 1));
    for number in 0..moves {
        let (mark, before) = (mover.now.mark(), (mover.now.cost, mover.now.short, mover.now.squares));
        if mover.anything().is_ok() && dice.below(3) > 0 {
            mover.now.settle();
        } else {
            mover.now.undo(mark);
            assert_eq!((mover.now.cost, mover.now.short, mover.now.squares), before, "taken back is as before");
        }
        if number % (moves / 20).max(1) == 0 {
            agrees(instance, &mover.now);
        }
    }
    agrees(instance, &mover.now);
}

fn agrees(instance: &Instance, now: &Seating<'_>) {
    let mut noted = Noted::default();
    now.note(&mut noted);
    let plan = noted.plan(now.board, instance);
    let verdict = check(instance, &plan);
    // what a session lacks is the only thing that may be wrong for a while
    let wrong: Vec<&String> = verdict.violations.iter().filter(|one| !one.contains(", at least ")).collect();
    assert!(wrong.is_empty(), "{}: {wrong:?}", instance.name);
    assert_eq!(verdict.objective as i64, now.cost, "{}", instance.name);
    let heads = |session: &crate::Session| session.patients.len() as i64;
    let min =
        |session: &crate::Session| i64::from(instance.group_types.iter().find(|kind| kind.id == session.group_type).unwrap().min);
    let short: i64 = plan.sessions.iter().map(|session| (min(session) - heads(session)).max(0)).sum();
    assert_eq!(short, now.short, "{}", instance.name);
    assert_eq!(plan.sessions.iter().map(|session| heads(session).pow(2)).sum::<i64>(), now.squares, "{}", instance.name);
}

#[test]
fn after_many_moves_the_sample_costs_what_the_checker_counts() {
    wander(&sample(S1), 3, 20_000);
}

#[test]
fn after_many_moves_a_schedule_in_force_costs_what_the_checker_counts() {
    let mut instance = sample(S1);
    instance.previous = in_force(&s1_solution());
    instance.previous.push(instance.previous[0].clone());
    wander(&instance, 4, 20_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn after_many_moves_a_week_of_odd_numbers_costs_what_the_checker_counts(seed: u64, patients in 1_usize..30) {
        wander(&invent::odd(patients, seed), seed, 1_000);
    }

    #[test]
    fn after_many_moves_any_week_costs_what_the_checker_counts(seed: u64, patients in 1_usize..40) {
        wander(&invent::week(patients, seed), seed, 2_000);
    }
}
