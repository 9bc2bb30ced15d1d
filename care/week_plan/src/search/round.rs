//! Which changes stay: annealing in rounds. A round begins hot, where much that is worse stays, and ends cold, where only what is better
//! does. The first round is short, so that a good week is there soon; each later one begins at the best week so far.

use super::board::Board;
use super::dice::Dice;
use super::moves::Mover;
use super::repair::begin_with_previous;
use super::seating::Seating;
use super::{Found, Pace, Told};
use crate::instance::Instance;

/// Moves between two questions to the pace.
const STEP: u64 = 256;
/// Where rounds end, as parts of the time.
const ROUNDS: [f64; 3] = [0.05, 0.25, 1.0];
/// What a change for the worse may cost at the beginning and at the end of a round.
const HOT: f64 = 10.0;
const COLD: f64 = 0.3;
/// What an attendance counts that is lost below the floor.
const BELOW_FLOOR: i64 = 40;

/// One search.
pub(crate) struct Rounds<'a> {
    mover: Mover<'a>,
    instance: &'a Instance,
    /// How many attendances of the schedule in force must be kept.
    floor: i32,
    best: Found,
}

impl<'a> Rounds<'a> {
    pub(crate) fn new(board: &'a Board, instance: &'a Instance, dice: Dice) -> Self {
        let mut now = Seating::empty(board);
        let floor = begin_with_previous(&mut now);
        let best = Found { plan: now.plan(instance), objective: now.cost as u64, tried: 0 };
        Self { mover: Mover::new(now, dice), instance, floor, best }
    }

    /// Runs until the pace says that it is enough.
    pub(crate) fn run(mut self, pace: Pace<'_>, told: Told<'_>) -> Found {
        let mut begin = 0.0;
        let mut spent = pace(0);
        for end in ROUNDS {
            while spent < end.min(1.0) {
                let part = (spent - begin) / (end - begin);
                let heat = HOT * (COLD / HOT).powf(part.clamp(0.0, 1.0));
                for _ in 0..STEP {
                    self.step(heat, told);
                }
                spent = pace(self.best.tried);
            }
            begin = end;
        }
        self.best
    }

    /// What the search makes smaller: the objective, and what must not be in a week that is kept.
    fn score(&self) -> i64 {
        let now = &self.mover.now;
        let below = i64::from((self.floor - now.kept).max(0));
        now.cost + now.short * self.mover.heads + below * BELOW_FLOOR
    }

    fn step(&mut self, heat: f64, told: Told<'_>) {
        self.best.tried += 1;
        let (before, mark) = (self.score(), self.mover.now.mark());
        if self.mover.anything().is_err() {
            self.mover.now.undo(mark);
            return;
        }
        let worse = self.score() - before;
        let most = -heat * self.mover.dice.unit().max(f64::MIN_POSITIVE).ln();
        if worse > 0 && worse as f64 > most {
            self.mover.now.undo(mark);
            return;
        }
        let now = &mut self.mover.now;
        now.settle();
        if now.short == 0 && now.kept >= self.floor && (now.cost as u64) < self.best.objective {
            self.best.plan = now.plan(self.instance);
            self.best.objective = now.cost as u64;
            told(self.best.objective);
        }
    }
}
