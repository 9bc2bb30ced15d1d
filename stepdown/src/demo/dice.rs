//! Chance that can be repeated. Every question has its own dice, made from the seed, the question's name and two numbers,
//! so that an answer never depends on what was asked before it, and any day or person can be drawn alone.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A repeatable source of chance.
#[derive(Clone, Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice for one question, such as `("coming", person, day)`.
    #[must_use]
    pub fn of(seed: u64, question: &str, one: u64, two: u64) -> Self {
        let mut mixed = 0xcbf2_9ce4_8422_2325_u64;
        let numbers = seed.to_le_bytes().into_iter().chain(one.to_le_bytes()).chain(two.to_le_bytes());
        for byte in question.bytes().chain(numbers) {
            mixed = (mixed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(ChaCha8Rng::seed_from_u64(mixed))
    }

    /// A number from zero up to, not including, `end`; zero when `end` is zero.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * (end as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = usize::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in so many of a hundred throws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the choices; nothing only when there is none.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    /// One of the texts; empty only when there is none.
    pub fn text(&mut self, choices: &[String]) -> String {
        self.pick(choices).cloned().unwrap_or_default()
    }

    /// One of the choices, the heavier the likelier.
    pub fn weighed<'a, T>(&mut self, choices: &'a [T], weight: impl Fn(&T) -> usize) -> Option<&'a T> {
        let mut left = self.below(choices.iter().map(&weight).sum());
        choices.iter().find(|choice| {
            let own = weight(choice);
            let is_it = left < own;
            left = left.saturating_sub(own);
            is_it
        })
    }

    /// So many different choices, in drawn order; all of them when there are fewer.
    pub fn few<T: Clone>(&mut self, count: usize, choices: &[T]) -> Vec<T> {
        let mut left: Vec<T> = choices.to_vec();
        let mut drawn = Vec::with_capacity(count);
        while drawn.len() < count && !left.is_empty() {
            drawn.push(left.swap_remove(self.below(left.len())));
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_gets_the_same_answer_and_another_its_own() {
        let throw = |seed, question, one| Dice::of(seed, question, one, 0).below(1_000_000);
        assert_eq!(throw(7, "coming", 3), throw(7, "coming", 3));
        assert_ne!(throw(7, "coming", 3), throw(7, "coming", 4));
        assert_ne!(throw(7, "coming", 3), throw(8, "coming", 3));
        assert_ne!(throw(7, "coming", 3), throw(7, "leaving", 3));
    }

    #[test]
    fn a_few_are_all_different_and_never_more_than_there_are() {
        let mut dice = Dice::of(1, "few", 0, 0);
        let mut drawn = dice.few(5, &[1, 2, 3]);
        drawn.sort_unstable();
        assert_eq!(drawn, [1, 2, 3]);
        assert_eq!(dice.pick::<i64>(&[]), None);
    }
}
