//! Documents on security tell the truth about the tests: a test that one of them names exists, and every line of the table of
//! requirements names one, or says why there is none.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "shown";
/// Where the documents are.
const FOLDER: &str = "docs/security/";
/// The tables of requirements, with how many cells a line has.
const TABLES: [(&str, usize); 2] = [("docs/security/asvs.md", 5), ("docs/security/part2.md", 4)];
/// How a line begins that no test shows.
const OTHERWISE: &[&str] = &["Not built yet", "In part", "By reading"];

/// Checks the documents on security.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let documents = tree.sources().filter(|source| source.path.starts_with(FOLDER) && source.path.ends_with(".md"));
    documents.flat_map(|document| check_document(tree, document)).collect()
}

fn check_document(tree: &Tree, document: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut numbers: Vec<String> = Vec::new();
    for (number, line) in document.numbered() {
        for (path, test) in tests_in(line) {
            if !has_test(tree, path, test) {
                let why = "a reader looks for what shows it and finds nothing";
                let what = format!("there is no test `{test}` in `{path}`");
                found.push(Finding::new(RULE, &document.path, number, &what, why, "name the test as it is called now"));
            }
        }
        let table = TABLES.iter().find(|(path, _)| *path == document.path);
        let Some((cells, (_, width))) = requirement(line).zip(table) else { continue };
        let name = cells.first().copied().unwrap_or_default();
        if numbers.iter().any(|known| known == name) {
            let why = "one of the two will be forgotten";
            found.push(Finding::new(RULE, &document.path, number, &format!("{name} stands here twice"), why, "keep one line"));
        }
        numbers.push(name.to_owned());
        let shown = cells.last().copied().unwrap_or_default();
        if cells.len() != *width || (tests_in(shown).is_empty() && !OTHERWISE.iter().any(|words| shown.starts_with(words))) {
            let remedy = "name a test as `path::test`, or begin with `Not built yet`, `In part` or `By reading`";
            found.push(Finding::new(
                RULE,
                &document.path,
                number,
                &format!("{name} is shown by nothing"),
                "a claim is no proof",
                remedy,
            ));
        }
    }
    found
}

/// The cells of a line about one requirement, whose first is its number.
fn requirement(line: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> = line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let is_number = |text: &str| {
        let is_rule = text.strip_prefix("P2-").is_some_and(|number| number.parse::<u32>().is_ok());
        is_rule || (text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u32>().is_ok()))
    };
    cells.first().is_some_and(|first| is_number(first)).then_some(cells)
}

/// Every `path::test` in backticks.
fn tests_in(line: &str) -> Vec<(&str, &str)> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.filter_map(|word| word.split_once("::")).filter(|(path, test)| path.contains('/') && !test.is_empty()).collect()
}

/// Whether the file has a test of this name: a function in Rust, a title in a script.
fn has_test(tree: &Tree, path: &str, test: &str) -> bool {
    let Some(source) = tree.sources().find(|source| source.path == path) else { return false };
    let named = [format!("fn {test}("), format!("test(\"{}", test.replace('_', " "))];
    named.iter().any(|name| source.text.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(table: &str) -> Vec<String> {
        let files = [
            (TABLES[0].0, table),
            ("tests/tests/http/a.rs", "//! A.\n#[test]\nfn it_holds() {}"),
            ("tests/browser/a.spec.mjs", "// A.\ntest(\"it holds, too\", () => {});"),
        ];
        check(&Tree::of(&files)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_test_that_does_not_exist_is_found() {
        assert!(found("| 1.2.1 | L1 | what | where | `tests/tests/http/a.rs::it_held` |").concat().contains("no test `it_held`"));
        assert!(found("See `tests/tests/http/gone.rs::it_holds`.").concat().contains("no test `it_holds`"));
    }

    #[test]
    fn a_requirement_that_nothing_shows_is_found_and_one_that_stands_twice() {
        assert!(found("| 1.2.1 | L1 | what | where | all is well |").concat().contains("1.2.1 is shown by nothing"));
        assert!(
            found("| 1.2.1 | L1 | what | `tests/tests/http/a.rs::it_holds` |").concat().contains("1.2.1 is shown by nothing")
        );
        let twice = "| 1.2.1 | L1 | what | where | By reading |\n| 1.2.1 | L1 | what | where | By reading |";
        assert!(found(twice).concat().contains("1.2.1 stands here twice"));
    }

    #[test]
    fn every_rule_of_part_2_has_its_line() {
        let text = include_str!("../../../docs/security/part2.md");
        let numbers: Vec<&str> = text.lines().filter_map(requirement).filter_map(|cells| cells.first().copied()).collect();
        let all: Vec<String> = (1..=66).map(|number| format!("P2-{number:02}")).collect();
        assert_eq!(numbers, all);
    }

    #[test]
    fn what_a_test_shows_and_what_is_said_to_be_absent_passes() {
        assert!(
            found("| 1.2.1 | L1 | what | where | `tests/tests/http/a.rs::it_holds`, `tests/browser/a.spec.mjs::it_holds` |")
                .is_empty()
        );
        assert!(found("| 10.4.1 | L1 | what | none | Not built yet: there is no such server |").is_empty());
        assert!(found("| no. | level | what | where | shown by |\n|---|---|---|---|---|").is_empty());
    }
}
