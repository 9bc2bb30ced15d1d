//! One clock: whoever needs the moment gets it handed in, so that tests can freeze it and midnight can be tried.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "clock";

const READINGS: &[&str] = &["SystemTime::now", "Timestamp::now", "Instant::now", "Zoned::now", "Utc::now", "Local::now"];

/// Where the clock may be read: the clock itself, the program that wires it, and chores.
const PLACES: &[&str] = &["foundation/vocabulary/src/clock.rs", "stepdown/", "xtask/"];

/// Checks the code of every Rust file outside those places and outside tests.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (source, parts) in tree.rust().filter(|(source, _)| !may_read(source)) {
        for (number, line) in parts.code_outside_tests() {
            for reading in READINGS.iter().filter(|reading| line.contains(**reading)) {
                let why = "there is no clock except vocabulary's";
                let remedy = "take the moment from the context, or from vocabulary::clock";
                found.push(Finding::new(RULE, &source.path, number, &format!("reads {reading}"), why, remedy));
            }
        }
    }
    found
}

fn may_read(source: &Source) -> bool {
    source.is_test() || PLACES.iter().any(|place| source.path.starts_with(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_clock_in_care_is_found() {
        assert_eq!(found("care/plan/src/model.rs", "let now = jiff::Timestamp::now();"), 1);
        assert_eq!(found("edges/web/src/lib.rs", "let begun = Instant::now();"), 1);
    }

    #[test]
    fn the_clock_itself_tests_and_comments_pass() {
        assert_eq!(found("foundation/vocabulary/src/clock.rs", "Timestamp::now()"), 0);
        assert_eq!(
            found("care/plan/src/model.rs", "// never Timestamp::now()\n#[cfg(test)]\nmod tests { fn f() { Instant::now(); } }"),
            0
        );
    }
}
