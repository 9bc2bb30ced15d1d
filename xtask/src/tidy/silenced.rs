//! No rule is switched off quietly: lints are expected with a reason, tests are never left out.

use super::Finding;
use super::tree::Tree;

const RULE: &str = "silenced";

/// Checks attributes in every Rust file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (source, parts) in tree.rust() {
        for (number, line) in parts.code_outside_tests() {
            if !source.is_test() && (line.contains("#[allow(") || line.contains("#![allow(")) {
                let why = "an allowance stays when its cause is gone";
                let remedy = "use #[expect(…, reason = \"…\")]";
                found.push(Finding::new(RULE, &source.path, number, "#[allow] outside tests", why, remedy));
            }
        }
        for (number, _) in parts.code().filter(|(_, line)| line.contains("#[ignore")) {
            let why = "a test that does not run tells nothing";
            let remedy = "make it pass, or assert today's behaviour with a note";
            found.push(Finding::new(RULE, &source.path, number, "an ignored test", why, remedy));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn an_allowance_outside_tests_is_found() {
        assert_eq!(found("care/plan/src/model.rs", "#[allow(dead_code)]\nfn f() {}"), 1);
        assert_eq!(found("care/plan/src/tests.rs", "#![allow(clippy::unwrap_used)]"), 0);
        assert_eq!(found("care/plan/src/model.rs", "#[cfg(test)]\nmod tests {\n#![allow(clippy::unwrap_used)]\n}"), 0);
    }

    #[test]
    fn an_ignored_test_is_found_everywhere() {
        assert_eq!(found("tests/journeys/a.rs", "#[test]\n#[ignore]\nfn f() {}"), 1);
        assert_eq!(found("care/plan/src/model.rs", "#[cfg(test)]\nmod tests {\n#[ignore = \"\"]\nfn f() {}\n}"), 1);
    }
}
