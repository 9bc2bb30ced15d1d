//! The Placement Advisor on the published cases, over and over: 100,000 cases a second are 10,000 in 100 ms.

use std::hint::black_box;
use std::time::Instant;

use intake::placement::{Table, advise, case};

use crate::said::Outcome;

const CASES: &str = include_str!("../../../../care/intake/testdata/placement-cases.toml");

/// How many cases are placed in one round.
pub const A_ROUND: usize = 10_000;

/// Milliseconds for each round.
pub fn measure(rounds: usize) -> Outcome<Vec<f64>> {
    let table = Table::supplied()?;
    let cases = case::read(CASES)?;
    let mut milliseconds = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let began = Instant::now();
        for case in cases.iter().cycle().take(A_ROUND) {
            black_box(advise(black_box(&case.answers), table));
        }
        milliseconds.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(milliseconds)
}
