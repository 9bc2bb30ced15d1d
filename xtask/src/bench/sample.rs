//! Measured times and their quantiles.

#[cfg(test)]
use std::time::Instant;

/// Times of one thing done many times, in milliseconds, sorted.
pub struct Sample {
    milliseconds: Vec<f64>,
}

impl Sample {
    /// Does a thing `n` times and measures each.
    ///
    /// # Errors
    /// The first error of the thing itself.
    #[cfg(test)]
    pub fn take<E>(n: usize, mut thing: impl FnMut(usize) -> Result<(), E>) -> Result<Self, E> {
        let mut milliseconds = Vec::with_capacity(n);
        for round in 0..n {
            let begun = Instant::now();
            thing(round)?;
            milliseconds.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(Self::of_milliseconds(milliseconds))
    }

    /// A sample of times that were measured elsewhere.
    pub fn of_milliseconds(mut milliseconds: Vec<f64>) -> Self {
        milliseconds.sort_by(f64::total_cmp);
        Self { milliseconds }
    }

    /// How many times there are.
    pub fn n(&self) -> usize {
        self.milliseconds.len()
    }

    /// The time that `percent` of all do not exceed (nearest rank); 0 for an empty sample.
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.milliseconds.len() * percent).div_ceil(100).max(1);
        self.milliseconds.get(rank - 1).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let sample = Sample::of_milliseconds((1..=100).rev().map(f64::from).collect());
        assert_eq!((sample.percentile(50), sample.percentile(99), sample.percentile(100)), (50.0, 99.0, 100.0));
        let one = Sample::of_milliseconds(vec![7.0]);
        assert_eq!((one.percentile(50), one.percentile(99)), (7.0, 7.0));
    }

    #[test]
    fn every_round_is_measured_and_an_error_ends_it() {
        assert_eq!(Sample::take(5, |_| Ok::<(), ()>(())).map(|sample| sample.n()), Ok(5));
        assert_eq!(Sample::take(5, |round| if round == 3 { Err(round) } else { Ok(()) }).map(|s| s.n()), Err(3));
    }
}
