//! The Rust tests of the whole workspace, counted from the lines that cargo prints.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::Environment;
use super::outcome::Tally;
use crate::process;
use crate::repo::Repo;
use crate::say::say;
use crate::trouble::{Trouble, While};

/// Runs every test, shows what cargo shows, and adds up the counts.
///
/// # Errors
/// When nothing could be counted (it did not compile), when a test was left out, or when cargo failed without saying which.
pub fn run(repo: &Repo, environment: &Environment) -> Result<Tally, Trouble> {
    let mut command = process::cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).current_dir(repo.root()).stdout(Stdio::piped());
    command.envs(environment.iter().map(|(name, value)| (*name, value)));
    let mut child = command.spawn().doing("starting cargo test")?;
    let mut counts = Counts::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.doing("reading what cargo test prints")?;
            counts.read(&line);
            say(&line);
        }
    }
    let status = child.wait().doing("waiting for cargo test")?;
    counts.judge(status.success())
}

/// What the result lines said so far.
#[derive(Default)]
struct Counts {
    tally: Tally,
    left_out: u64,
}

impl Counts {
    /// Reads `test result: ok. 5 passed; 0 failed; 0 ignored; …`; other lines say nothing.
    fn read(&mut self, line: &str) {
        let Some((_, results)) = line.split_once("test result: ").and_then(|(_, rest)| rest.split_once(". ")) else { return };
        for part in results.split(';') {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(kind)) = (words.next().map(str::parse::<u64>), words.next()) else { continue };
            match kind {
                "passed" => self.tally.passed += count,
                "failed" => self.tally.failed += count,
                "ignored" => self.left_out += count,
                _ => {}
            }
        }
    }

    fn judge(self, is_success: bool) -> Result<Tally, Trouble> {
        let mut tally = self.tally;
        if self.left_out > 0 {
            say(&format!("{} tests are marked #[ignore]; each counts as failed, because nothing is left out", self.left_out));
            tally.failed += self.left_out;
        }
        if !is_success && tally.failed == 0 {
            // something did not compile or crashed: the counts of the rest still stand
            say("cargo test failed without a failed test: see the error above");
            tally.failed = 1;
        }
        if tally == Tally::default() {
            return Err(Trouble::new("cargo test ran no test at all"));
        }
        Ok(tally)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn counted(lines: &str, is_success: bool) -> Result<Tally, Trouble> {
        let mut counts = Counts::default();
        lines.lines().for_each(|line| counts.read(line));
        counts.judge(is_success)
    }

    #[test]
    fn all_result_lines_are_added_up() {
        let lines = "running 5 tests\ntest result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                     test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s";
        assert_eq!(counted(lines, false).unwrap(), Tally { passed: 8, failed: 2 });
    }

    #[test]
    fn a_crash_after_good_tests_is_a_failure() {
        let lines = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counted(lines, false).unwrap(), Tally { passed: 5, failed: 1 });
    }

    #[test]
    fn an_ignored_test_is_a_failure() {
        let lines = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(counted(lines, true).unwrap(), Tally { passed: 5, failed: 1 });
    }

    #[test]
    fn no_test_at_all_is_trouble() {
        assert!(counted("nothing here", true).is_err());
    }
}
