//! What is printed: one JSON line a sample, read by `cargo xtask bench`.

use std::error::Error;
use std::io::Write;

use serde::Serialize;

/// What a measurement answers.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Times of one thing, with those of what it is compared to and the limits it is held against.
#[derive(Serialize)]
pub struct Sample {
    /// Short and stable.
    pub name: String,
    /// In words.
    pub what: String,
    /// One time a round.
    pub milliseconds: Vec<f64>,
    /// Times of the baseline in the same run; none when the limit is absolute.
    pub baseline: Vec<f64>,
    /// What must be reached.
    pub limits: Vec<Limit>,
}

/// A limit: `p50` and `p99` in milliseconds, `p50_times` and `p99_times` as multiples of the baseline's median.
#[derive(Serialize)]
pub struct Limit {
    kind: &'static str,
    most: f64,
}

impl Limit {
    /// The median in milliseconds.
    pub fn p50(most: f64) -> Self {
        Self { kind: "p50", most }
    }

    /// The 99th percentile in milliseconds.
    pub fn p99(most: f64) -> Self {
        Self { kind: "p99", most }
    }

    /// The median as a multiple of the baseline's median.
    pub fn p50_times(most: f64) -> Self {
        Self { kind: "p50_times", most }
    }

    /// The 99th percentile as a multiple of the baseline's median.
    pub fn p99_times(most: f64) -> Self {
        Self { kind: "p99_times", most }
    }
}

/// A sample, and how the program was built that measured it: without optimisation a time says nothing.
#[derive(Serialize)]
struct Line<'s> {
    #[serde(flatten)]
    sample: &'s Sample,
    is_release: bool,
}

/// Prints a sample.
pub fn say(sample: &Sample) -> Outcome<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(&Line { sample, is_release: !cfg!(debug_assertions) })?)?;
    Ok(out.flush()?)
}

/// Says what went wrong.
pub fn trouble(why: &dyn Error) {
    let _nobody_listens = writeln!(std::io::stderr(), "error: {why}");
}

/// Says how far it is.
pub fn progress(words: &str) {
    let _nobody_listens = writeln!(std::io::stderr(), "{words}");
}
