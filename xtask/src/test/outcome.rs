//! How a stage ended: its counts, its seconds, the table of all stages and the sums.

use crate::say::say;

/// Counts of tests.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Tally {
    /// The sum over all stages. A stage that failed without naming a failed test counts as one failure, so that the
    /// summary can never read "0 failed" after something failed.
    pub fn total(outcomes: &[Outcome]) -> Self {
        outcomes.iter().fold(Self::default(), |sum, outcome| {
            let counted = outcome.counted();
            Self { passed: sum.passed + counted.passed, failed: sum.failed + counted.failed }
        })
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The end of one stage.
pub struct Outcome {
    name: &'static str,
    tally: Option<Tally>,
    seconds: f64,
}

impl Outcome {
    /// `tally` is `None` when the stage failed without counts.
    pub fn new(name: &'static str, tally: Option<Tally>, seconds: f64) -> Self {
        Self { name, tally, seconds }
    }

    fn counted(&self) -> Tally {
        self.tally.unwrap_or(Tally { passed: 0, failed: 1 })
    }

    fn line(&self) -> String {
        let result = if self.counted().failed == 0 { "passed" } else { "FAILED" };
        let counts = match self.tally {
            Some(tally) if tally != Tally::default() => format!("{} passed, {} failed", tally.passed, tally.failed),
            _ => String::new(),
        };
        format!("{:<10} {:<7} {:>8.1} s  {counts}", self.name, result, self.seconds).trim_end().to_owned()
    }
}

/// One line a stage: name, result, seconds, counts.
pub fn print_table(outcomes: &[Outcome]) {
    say(&format!("{:<10} {:<7} {:>10}", "stage", "result", "seconds"));
    for outcome in outcomes {
        say(&outcome.line());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_without_counts_that_failed_is_one_failure() {
        let outcomes = [
            Outcome::new("fmt", None, 0.1),
            Outcome::new("tidy", Some(Tally::default()), 0.1),
            Outcome::new("tests", Some(Tally { passed: 7, failed: 2 }), 3.0),
        ];
        assert_eq!(Tally::total(&outcomes), Tally { passed: 7, failed: 3 });
    }

    #[test]
    fn the_line_tells_name_result_seconds_and_counts() {
        assert_eq!(
            Outcome::new("tests", Some(Tally { passed: 7, failed: 0 }), 3.04).line(),
            "tests      passed       3.0 s  7 passed, 0 failed"
        );
        assert_eq!(Outcome::new("fmt", None, 1.0).line(), "fmt        FAILED       1.0 s");
    }
}
