//! How long a job waits after trouble: twice as long each time, up to an hour, a little by chance so that a crowd of jobs does not
//! come back at the same second.

use jiff::SignedDuration;

/// After so many attempts a job is dead and a person looks at it.
pub const MOST_ATTEMPTS: i64 = 8;

const FIRST_SECONDS: i64 = 20;
const MOST_SECONDS: i64 = 3600;

/// How long to wait after the attempt with this number, counted from 1. `chance` is between 0 and 1: the wait lies between half of the
/// step and the whole of it.
#[must_use]
pub fn back_off(attempt: i64, chance: f64) -> SignedDuration {
    let doublings = u32::try_from(attempt.clamp(1, 20) - 1).unwrap_or(0);
    let step = FIRST_SECONDS.saturating_mul(2_i64.saturating_pow(doublings)).min(MOST_SECONDS);
    let half = step * 500;
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "milliseconds of at most an hour")]
    let by_chance = (half as f64 * chance.clamp(0.0, 1.0)) as i64;
    SignedDuration::from_millis(half + by_chance)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_wait_doubles_and_ends_at_an_hour() {
        let waits = [1, 2, 3, 9, 30].map(|attempt| back_off(attempt, 1.0).as_secs());
        assert_eq!(waits, [20, 40, 80, 3600, 3600]);
        assert_eq!(back_off(1, 0.0).as_secs(), 10);
    }

    proptest! {
        #[test]
        fn a_wait_lies_between_half_a_step_and_the_step(attempt in -5_i64..100, chance in -1.0_f64..2.0) {
            let wait = back_off(attempt, chance);
            prop_assert!(wait >= back_off(attempt, 0.0) && wait <= back_off(attempt, 1.0));
            prop_assert!(wait.as_secs() >= 10 && wait.as_secs() <= 3600);
        }
    }
}
