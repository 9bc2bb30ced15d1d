//! The report: machine, figures, limits, and whether each was reached. Its field names are what readers of the JSON rely on.

use serde::Serialize;

use super::machine::Machine;
use super::sample::Sample;

/// One run of the bench.
#[derive(Serialize)]
pub struct Report {
    /// The moment of the run, UTC.
    pub measured_at: String,
    /// What it ran on.
    pub machine: Machine,
    /// What was measured.
    pub figures: Vec<Figure>,
    /// What could not be measured, and why.
    pub troubles: Vec<String>,
    /// Whether everything was measured and within its limit.
    pub is_passed: bool,
}

impl Report {
    /// Adds up whether everything passed; a report without figures has not passed.
    pub fn new(machine: Machine, figures: Vec<Figure>, troubles: Vec<String>) -> Self {
        let is_passed = troubles.is_empty() && !figures.is_empty() && figures.iter().all(|figure| figure.pass);
        Self { measured_at: jiff::Timestamp::now().to_string(), machine, figures, troubles, is_passed }
    }
}

/// What a figure must reach.
#[derive(Clone, Copy)]
pub enum Limit {
    /// p50 at most so many milliseconds.
    P50Milliseconds(f64),
    /// p99 at most so many milliseconds.
    P99Milliseconds(f64),
    /// p50 at most so many times the baseline's p50, measured in the same run.
    P50Times {
        /// The factor.
        times: f64,
        /// The baseline's p50, in milliseconds.
        baseline: f64,
    },
    /// p99 at most so many times the baseline's p50, measured in the same run.
    P99Times {
        /// The factor.
        times: f64,
        /// The baseline's p50, in milliseconds.
        baseline: f64,
    },
    /// A size in megabytes (not a time), at most so many.
    Megabytes(f64),
    /// None: measured for the reader.
    None,
}

/// One measured figure.
#[derive(Serialize)]
pub struct Figure {
    /// Short and stable: `sign_group_of_12_sqlite`.
    pub name: String,
    /// What was done, in words.
    pub what: String,
    /// How often it was done.
    pub n: usize,
    /// `ms` or `MB`.
    pub unit: &'static str,
    /// Median.
    pub p50: f64,
    /// 99th percentile.
    pub p99: f64,
    /// The limit in words.
    pub limit: String,
    /// Measured ÷ baseline, when the limit is a ratio.
    pub ratio: Option<f64>,
    /// Whether the limit was reached.
    pub pass: bool,
    /// Whether what was measured was built with optimisation; without it a figure says nothing.
    pub is_release: bool,
}

impl Figure {
    /// A figure from a sample and its limit. An empty sample never passes, nor does a ratio to nothing.
    pub fn new(name: impl Into<String>, what: impl Into<String>, sample: &Sample, limit: Limit) -> Self {
        let (p50, p99) = (sample.percentile(50), sample.percentile(99));
        let (value, most, ratio) = match limit {
            Limit::P50Milliseconds(most) | Limit::Megabytes(most) => (p50, most, None),
            Limit::None => (p50, f64::INFINITY, None),
            Limit::P99Milliseconds(most) => (p99, most, None),
            Limit::P50Times { times, baseline } => (p50 / baseline, times, Some(p50 / baseline)),
            Limit::P99Times { times, baseline } => (p99 / baseline, times, Some(p99 / baseline)),
        };
        let unit = if matches!(limit, Limit::Megabytes(_)) { "MB" } else { "ms" };
        let pass = sample.n() > 0 && value.is_finite() && value <= most;
        let (name, what, limit) = (name.into(), what.into(), limit.words());
        Self { name, what, n: sample.n(), unit, p50, p99, limit, ratio, pass, is_release: true }
    }

    /// The same, with what the measured program says about how it was built.
    pub fn built(self, is_release: bool) -> Self {
        Self { is_release, ..self }
    }

    /// The same, its values being megabytes whatever the limit.
    pub fn in_megabytes(self) -> Self {
        Self { unit: "MB", ..self }
    }
}

impl Limit {
    fn words(self) -> String {
        match self {
            Self::P50Milliseconds(most) => format!("p50 ≤ {most} ms"),
            Self::P99Milliseconds(most) => format!("p99 ≤ {most} ms"),
            Self::P50Times { times, baseline } => format!("p50 ≤ {times} × {baseline:.3} ms"),
            Self::P99Times { times, baseline } => format!("p99 ≤ {times} × {baseline:.3} ms"),
            Self::Megabytes(most) => format!("≤ {most} MB"),
            Self::None => "none".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(limit: Limit) -> Figure {
        let sample = Sample::of_milliseconds((1..=100).map(f64::from).collect());
        Figure::new("name", "what", &sample, limit)
    }

    #[test]
    fn each_kind_of_limit_is_judged_by_its_own_measure() {
        assert!(figure(Limit::P50Milliseconds(50.0)).pass && !figure(Limit::P50Milliseconds(49.9)).pass);
        assert!(figure(Limit::P99Milliseconds(99.0)).pass && !figure(Limit::P99Milliseconds(98.0)).pass);
        assert!(figure(Limit::P50Times { times: 5.0, baseline: 10.0 }).pass);
        assert!(!figure(Limit::P99Times { times: 9.0, baseline: 10.0 }).pass);
        assert_eq!(figure(Limit::P50Times { times: 5.0, baseline: 10.0 }).ratio, Some(5.0));
    }

    #[test]
    fn nothing_measured_or_a_ratio_to_nothing_never_passes() {
        assert!(!Figure::new("n", "w", &Sample::of_milliseconds(Vec::new()), Limit::P50Milliseconds(5.0)).pass);
        assert!(!figure(Limit::P50Times { times: 5.0, baseline: 0.0 }).pass);
        assert!(!Report::new(Machine::read(), Vec::new(), Vec::new()).is_passed);
    }

    #[test]
    fn the_json_has_the_fields_that_readers_rely_on() {
        let json = serde_json::to_value(figure(Limit::Megabytes(80.0))).unwrap_or_default();
        for field in ["name", "what", "n", "unit", "p50", "p99", "limit", "ratio", "pass", "is_release"] {
            assert!(json.get(field).is_some(), "{field}");
        }
        assert_eq!(json.get("unit").and_then(serde_json::Value::as_str), Some("MB"));
    }
}
