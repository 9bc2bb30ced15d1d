//! Which changes stay: annealing in rounds. A round begins hot, where much that is worse stays, and ends cold, where only what is better
//! does. The first rounds are short, so that a good week is there soon for whoever stops early.

use super::board::Board;
use super::dice::Dice;
use super::moves::Mover;
use super::noted::Noted;
use super::repair::begin_with_previous;
use super::seating::Seating;
use super::{Found, Pace, Told};
use crate::instance::Instance;

/// Moves between two questions to the pace.
const STEP: u64 = 256;
/// Where rounds end, as parts of the time.
const ROUNDS: [f64; 3] = [0.005, 0.1, 1.0];
/// What a change for the worse may cost at the beginning and at the end of a round.
const HOT: f64 = 5.0;
const COLD: f64 = 0.25;
/// Where a schedule is in force, the search does not leave its neighbourhood: people stay where they were.
const WARM: f64 = 1.0;
/// How much a week is preferred in which the same heads sit in fewer, fuller sessions. It costs the same, but its small sessions are
/// nearly empty, and the next move may close one. Fades away when it gets cold.
const GATHERING: f64 = 0.1;
/// What a head counts that a session lacks, at the beginning and at the end of a round: what one more seat gives, and more than anything.
const HEADS: f64 = 30.0;
const HEADS_AT_LAST: f64 = 120.0;
/// What an attendance counts that is lost below the floor.
const BELOW_FLOOR: f64 = 40.0;

/// One search.
pub(crate) struct Rounds<'a> {
    mover: Mover<'a>,
    instance: &'a Instance,
    /// How many attendances of the schedule in force must be kept.
    floor: i32,
    best: Noted,
    /// What it costs.
    objective: i64,
    tried: u64,
}

impl<'a> Rounds<'a> {
    pub(crate) fn new(board: &'a Board, instance: &'a Instance, dice: Dice) -> Self {
        let mut now = Seating::empty(board);
        let floor = begin_with_previous(&mut now);
        let mut mover = Mover::new(now, dice);
        mover.mend_everybody();
        let mut best = Noted::default();
        mover.now.note(&mut best);
        let objective = mover.now.cost;
        Self { mover, instance, floor, best, objective, tried: 0 }
    }

    /// Runs until the pace says that it is enough.
    pub(crate) fn run(mut self, pace: Pace<'_>, told: Told<'_>) -> Found {
        let scale = self.mover.now.board.scale;
        let hot = if self.mover.now.board.previous > 0 { WARM } else { HOT };
        let mut begin = 0.0;
        let mut spent = pace(0);
        for end in ROUNDS {
            while spent < end.min(1.0) {
                let part = ((spent - begin) / (end - begin)).clamp(0.0, 1.0);
                let heat = hot * (COLD / hot).powf(part) * scale;
                self.mover.heads = ((HEADS + (HEADS_AT_LAST - HEADS) * part) * scale).ceil() as i64;
                for _ in 0..STEP {
                    self.step(heat, told);
                }
                spent = pace(self.tried);
            }
            begin = end;
        }
        let plan = self.best.plan(self.mover.now.board, self.instance);
        Found { plan, objective: self.objective.unsigned_abs(), tried: self.tried }
    }

    /// What the search makes smaller: the objective, what must not be in a week that is kept, and what makes the next step easier.
    fn score(&self, heat: f64) -> f64 {
        let now = &self.mover.now;
        let below = i64::from((self.floor - now.kept).max(0));
        let must = now.cost + now.short * self.mover.heads;
        let scale = now.board.scale;
        must as f64 + (below as f64 * BELOW_FLOOR - GATHERING * (heat / scale).min(1.0) * now.squares as f64) * scale
    }

    fn step(&mut self, heat: f64, told: Told<'_>) {
        self.tried += 1;
        let (before, mark) = (self.score(heat), self.mover.now.mark());
        if self.mover.anything().is_err() {
            self.mover.now.undo(mark);
            return;
        }
        let worse = self.score(heat) - before;
        let most = -heat * self.mover.dice.unit().max(f64::MIN_POSITIVE).ln();
        if worse > 0.0 && worse > most {
            self.mover.now.undo(mark);
            return;
        }
        let now = &mut self.mover.now;
        now.settle();
        if now.short == 0 && now.kept >= self.floor && now.cost < self.objective {
            now.note(&mut self.best);
            self.objective = now.cost;
            told(self.objective.unsigned_abs());
        }
    }
}
