//! A week in quarters of an hour on the wall clock, one machine word a day: six in the morning to ten at night. What is taken is rounded
//! outwards and what is open inwards, so that nothing overlaps that did not before.

use week_plan::Interval;

/// Slots of a day.
pub(super) const SLOTS: u32 = 64;
/// Minutes of a slot.
pub(super) const SLOT: i64 = 15;
/// The minute of the day at which slot 0 begins.
pub(super) const DAY_FROM: i64 = 6 * 60;

/// Slots of a week; day 0 is Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid([u64; 7]);

impl Grid {
    /// Every slot.
    pub(super) const FULL: Self = Self([u64::MAX; 7]);

    /// Adds what lies between two minutes of a day, and what it touches.
    pub(super) fn touch(&mut self, day: usize, from: i64, until: i64) {
        let (first, last) = ((from - DAY_FROM).div_euclid(SLOT), (until - DAY_FROM + SLOT - 1).div_euclid(SLOT));
        self.set(day, first, last);
    }

    /// Adds the slots that lie whole between two minutes of a day.
    pub(super) fn open(&mut self, day: usize, from: i64, until: i64) {
        let (first, last) = ((from - DAY_FROM + SLOT - 1).div_euclid(SLOT), (until - DAY_FROM).div_euclid(SLOT));
        self.set(day, first, last);
    }

    fn set(&mut self, day: usize, first: i64, last: i64) {
        if let Some(word) = self.0.get_mut(day) {
            for slot in first.max(0)..last.min(i64::from(SLOTS)) {
                *word |= 1 << slot;
            }
        }
    }

    /// What is in both.
    pub(super) fn and(self, other: Self) -> Self {
        self.each(other, |one, other| one & other)
    }

    /// What is in one of them.
    pub(super) fn or(self, other: Self) -> Self {
        self.each(other, |one, other| one | other)
    }

    /// What is not in the other.
    pub(super) fn without(self, other: Self) -> Self {
        self.each(other, |one, other| one & !other)
    }

    fn each(mut self, other: Self, how: impl Fn(u64, u64) -> u64) -> Self {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one = how(*one, other);
        }
        self
    }

    /// Whether anything is in both.
    pub(super) fn meets(self, other: Self) -> bool {
        self.and(other) != Self::default()
    }

    /// As a week plan says it.
    pub(super) fn intervals(self) -> Vec<Interval> {
        let mut all = Vec::new();
        for (day, word) in (0..).zip(self.0) {
            let mut begun: Option<u32> = None;
            for slot in 0..=SLOTS {
                let is_in = slot < SLOTS && word & (1 << slot) != 0;
                match (begun, is_in) {
                    (None, true) => begun = Some(slot),
                    (Some(from), false) => {
                        all.push(Interval(day, from, slot));
                        begun = None;
                    }
                    _ => {}
                }
            }
        }
        all
    }
}

/// The slot in which a minute of the day lies, and how many slots it takes until another.
pub(super) fn slots(from: i64, until: i64) -> (u32, u32) {
    let first = (from - DAY_FROM).div_euclid(SLOT).clamp(0, i64::from(SLOTS) - 1);
    let last = (until - DAY_FROM + SLOT - 1).div_euclid(SLOT).clamp(first + 1, i64::from(SLOTS));
    (u32::try_from(first).unwrap_or(0), u32::try_from(last - first).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_rounded_outwards_and_what_is_open_inwards() {
        let (mut taken, mut open) = (Grid::default(), Grid::default());
        taken.touch(2, 9 * 60 + 10, 10 * 60 + 20);
        open.open(2, 9 * 60 + 10, 10 * 60 + 20);
        assert_eq!(taken.intervals(), [Interval(2, 12, 18)]);
        assert_eq!(open.intervals(), [Interval(2, 13, 17)]);
        assert_eq!(slots(9 * 60 + 10, 10 * 60 + 20), (12, 6));
        assert_eq!(Grid::FULL.without(taken).intervals().len(), 8);
        assert!(taken.meets(open) && !Grid::FULL.without(taken).meets(taken));
        assert_eq!(Grid::FULL.intervals().first(), Some(&Interval(0, 0, 64)), "a day without a gap");
    }
}
