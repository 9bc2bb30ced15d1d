//! Real Chromium against the demonstration program: runs `tests/browser/run.mjs` and counts what it reports.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::Environment;
use super::outcome::Tally;
use crate::demo::{Build, Demo, browser_script};
use crate::repo::Repo;
use crate::say::say;
use crate::trouble::{Trouble, While};

/// Starts the demonstration, runs every browser test against it, stops it.
///
/// # Errors
/// When the demonstration does not start or the runner reports no counts.
pub fn run(repo: &Repo, environment: &Environment) -> Result<Tally, Trouble> {
    let demo = Demo::start(repo, Build::Debug)?;
    let mut command = browser_script(repo, "run.mjs")?;
    command.envs(environment.iter().map(|(name, value)| (*name, value))).env("STEPDOWN_URL", demo.url());
    command.env("STEPDOWN_BIN", demo.binary());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().doing("starting the browser tests")?;
    let mut tally = None;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.doing("reading what the browser tests print")?;
            tally = read_summary(&line).or(tally);
            say(&line);
        }
    }
    let status = child.wait().doing("waiting for the browser tests")?;
    match tally {
        Some(tally) if status.success() == (tally.failed == 0) => Ok(tally),
        Some(tally) => Ok(Tally { failed: tally.failed.max(1), ..tally }),
        None => Err(Trouble::new(format!("the browser tests reported no counts and ended with {status}"))),
    }
}

/// Reads `browser: 12 passed, 1 failed`.
fn read_summary(line: &str) -> Option<Tally> {
    let (passed, rest) = line.strip_prefix("browser: ")?.split_once(" passed, ")?;
    Some(Tally { passed: passed.parse().ok()?, failed: rest.strip_suffix(" failed")?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_read_and_nothing_else() {
        assert_eq!(read_summary("browser: 12 passed, 1 failed"), Some(Tally { passed: 12, failed: 1 }));
        assert_eq!(read_summary("12 passed, 1 failed"), None);
        assert_eq!(read_summary("browser: many passed, 1 failed"), None);
    }
}
