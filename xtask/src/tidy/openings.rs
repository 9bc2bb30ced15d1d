//! Every file opens with a comment that says what it is and why it exists.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "openings";

/// How a kind of file opens.
const OPENINGS: &[(&str, &[&str])] = &[
    (".rs", &["//!"]),
    (".mjs", &["// ", "/*"]),
    (".js", &["// ", "/*"]),
    (".css", &["/*"]),
    (".sql", &["-- "]),
    (".cedar", &["// "]),
];

/// Checks the first line of every file of a known kind; files made by others are known by `.min.` or a folder `vendor`.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let ours = tree.sources().filter(|source| !source.name().contains(".min.") && !source.path.contains("/vendor/"));
    ours.filter(|source| !source.path.contains("/testdata/")).filter_map(check_one).collect()
}

fn check_one(source: &Source) -> Option<Finding> {
    let (_, starts) = OPENINGS.iter().find(|(ending, _)| source.path.ends_with(ending))?;
    let first = source.text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!/")).unwrap_or_default();
    if starts.iter().any(|start| first.starts_with(start)) {
        return None;
    }
    let why = "a reader should know in one to five lines what a file is and why it exists";
    let remedy = format!("open it with a comment: {}", starts.join(" or "));
    Some(Finding::new(RULE, &source.path, 1, "no opening comment", why, &remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_file_without_an_opening_is_found() {
        assert_eq!(found("care/plan/src/model.rs", "use a;\n//! late"), 1);
        assert_eq!(found("care/plan/src/model.rs", ""), 1);
        assert_eq!(found("migrations/0001_spine.sql", "CREATE TABLE a (b);"), 1);
        assert_eq!(found("edges/web/assets/page.css", "a {}"), 1);
    }

    #[test]
    fn an_opening_and_foreign_files_pass() {
        assert_eq!(found("care/plan/src/model.rs", "//! What and why.\nuse a;"), 0);
        assert_eq!(found("tests/browser/run.mjs", "#!/usr/bin/env node\n// What and why.\n"), 0);
        assert_eq!(found("edges/web/assets/htmx.min.js", "var a"), 0);
        assert_eq!(found("README.md", "# Stepdown"), 0);
    }
}
