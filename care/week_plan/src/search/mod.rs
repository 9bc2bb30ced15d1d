//! The search for a good week: simulated annealing over compound moves, in rounds. It is anytime: whatever the moment at which it is
//! stopped, the best week so far is there, and something that holds is there from the first instant.
#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "every number here is made by Board from the instance's own lists, once, and no list grows or shrinks afterwards"
)]

// chance
pub(crate) mod dice;

// the week
pub(crate) mod board;
pub(crate) mod noted;
pub(crate) mod seating;
mod worth;

// what is tried, and what stays
pub(crate) mod moves;
mod parts;
pub(crate) mod repair;
mod round;

use board::Board;
use dice::Dice;
use round::Rounds;

use crate::instance::Instance;
use crate::plan::WeekPlan;

/// How to look.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// The same seed, the same number of threads and the same pace by moves give the same week.
    pub seed: u64,
    /// Searches that run beside each other, each with a seed of its own; the best week of all is taken.
    pub threads: usize,
}

/// Says which part of the time is spent after so many moves of a thread; 1 or more ends the search. Asked every few hundred moves.
/// Whoever wants a week by the clock reads the clock here, whoever wants the same week again counts moves.
pub type Pace<'a> = &'a (dyn Fn(u64) -> f64 + Sync);

/// Hears what a week costs that is better than every one of the same thread before.
pub type Told<'a> = &'a (dyn Fn(u64) + Sync);

/// A week, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The week.
    pub plan: WeekPlan,
    /// What it costs.
    pub objective: u64,
    /// Moves that were tried, all threads together.
    pub tried: u64,
}

/// Looks for a good week until the pace says that it is enough. What comes out always holds; at worst it is a week in which nothing
/// takes place, or what is left of the schedule in force.
#[must_use]
pub fn solve(instance: &Instance, effort: Effort, pace: Pace<'_>, told: Told<'_>) -> Found {
    let board = Board::of(instance);
    let one = |thread: u64| {
        let dice = Dice::new(effort.seed.wrapping_add(thread.wrapping_mul(0x5851_F42D_4C95_7F2D)));
        Rounds::new(&board, instance, dice).run(pace, told)
    };
    let others = 1..effort.threads.max(1) as u64;
    let all: Vec<Found> = std::thread::scope(|scope| {
        let others: Vec<_> = others.map(|thread| scope.spawn(move || one(thread))).collect();
        // a thread that died has nothing to say; the first one is this one
        std::iter::once(one(0)).chain(others.into_iter().filter_map(|other| other.join().ok())).collect()
    });
    let tried = all.iter().map(|found| found.tried).sum();
    let best = all.into_iter().min_by_key(|found| found.objective);
    Found { tried, ..best.unwrap_or_else(|| Found { plan: WeekPlan::default(), objective: 0, tried: 0 }) }
}
