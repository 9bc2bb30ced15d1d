//! Decisions in `docs/adr`: named and numbered alike, in one of three states, dated, and not left open for more than a month.

use jiff::civil::Date;

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "decisions";
/// How long a decision may stay proposed.
const OPEN_DAYS: i32 = 30;

/// Checks every file in `docs/adr` against today.
pub fn check(tree: &Tree) -> Vec<Finding> {
    check_on(tree, jiff::Zoned::now().date())
}

fn check_on(tree: &Tree, today: Date) -> Vec<Finding> {
    let decisions: Vec<&Source> = tree.sources().filter(|source| source.path.starts_with("docs/adr/")).collect();
    let mut found: Vec<Finding> = decisions.iter().flat_map(|decision| check_one(tree, decision, today)).collect();
    for pair in decisions.windows(2) {
        if let [first, second] = pair
            && number_of(first).is_some()
            && number_of(first) == number_of(second)
        {
            found.push(finding(second, 1, "a number that is taken", "take the next free number"));
        }
    }
    found
}

fn check_one(tree: &Tree, decision: &Source, today: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    if number_of(decision).is_none() {
        found.push(finding(decision, 1, "a name of another form", "name it NNNN-title-in-small-letters.md"));
    }
    if !decision.text.starts_with("# ") {
        found.push(finding(decision, 1, "no title", "open it with a line `# The decision as a sentence`"));
    }
    let Some((date_line, date)) = field(decision, "Date:") else {
        found.push(finding(decision, 1, "no date", "add a line `Date: YYYY-MM-DD`"));
        return found;
    };
    let Ok(date) = date.parse::<Date>() else {
        found.push(finding(decision, date_line, "a date that is none", "write `Date: YYYY-MM-DD`"));
        return found;
    };
    let Some((line, status)) = field(decision, "Status:") else {
        found.push(finding(decision, 1, "no status", "add a line `Status: proposed`, `accepted` or `superseded by NNNN`"));
        return found;
    };
    found.extend(check_status(tree, decision, line, status, today.since(date).map_or(0, |span| span.get_days())));
    found
}

fn check_status(tree: &Tree, decision: &Source, line: usize, status: &str, age_days: i32) -> Option<Finding> {
    match status {
        "accepted" => None,
        "proposed" if age_days <= OPEN_DAYS => None,
        "proposed" => Some(finding(decision, line, &format!("proposed for {age_days} days"), "accept it or take it out")),
        _ => {
            let number = status.strip_prefix("superseded by ");
            let is_there = |number: &str| tree.sources().any(|source| number_of(source) == Some(number));
            match number {
                Some(number) if is_there(number) => None,
                Some(number) => {
                    Some(finding(decision, line, &format!("superseded by {number}, which is not there"), "name the newer one"))
                }
                None => Some(finding(decision, line, "another status", "write proposed, accepted or superseded by NNNN")),
            }
        }
    }
}

/// The number of `docs/adr/NNNN-title.md`.
fn number_of(decision: &Source) -> Option<&str> {
    let (number, title) = decision.path.strip_prefix("docs/adr/")?.strip_suffix(".md")?.split_once('-')?;
    let is_number = number.len() == 4 && number.chars().all(|c| c.is_ascii_digit());
    let is_title = !title.is_empty() && title.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    (is_number && is_title).then_some(number)
}

/// The value of the first line `Name: value`.
fn field<'a>(decision: &'a Source, name: &str) -> Option<(usize, &'a str)> {
    decision.numbered().find_map(|(number, line)| Some((number, line.strip_prefix(name)?.trim())))
}

fn finding(decision: &Source, line: usize, what: &str, remedy: &str) -> Finding {
    Finding::new(RULE, &decision.path, line, what, "decisions are read by their form (docs/adr/0000-how-we-decide.md)", remedy)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn found(files: &[(&str, &str)]) -> String {
        let findings = check_on(&Tree::of(files), "2026-03-31".parse().unwrap());
        findings.iter().map(|finding| format!("{finding}\n")).collect()
    }

    fn one(text: &str) -> String {
        found(&[("docs/adr/0001-a-title.md", text)])
    }

    #[test]
    fn the_three_states_pass() {
        assert_eq!(one("# T\n\nStatus: accepted\nDate: 2020-01-01\n"), "");
        assert_eq!(one("# T\n\nStatus: proposed\nDate: 2026-03-02\n"), "");
        let newer = ("docs/adr/0002-b.md", "# U\n\nStatus: accepted\nDate: 2026-01-01\n");
        assert_eq!(found(&[("docs/adr/0001-a.md", "# T\n\nStatus: superseded by 0002\nDate: 2020-01-01\n"), newer]), "");
    }

    #[test]
    fn a_proposal_of_more_than_thirty_days_is_found() {
        assert!(one("# T\n\nStatus: proposed\nDate: 2026-02-28\n").contains("proposed for 31 days"));
    }

    #[test]
    fn missing_parts_and_other_states_are_found() {
        assert!(one("# T\nStatus: accepted\n").contains("no date"));
        assert!(one("# T\nDate: 2026-01-01\n").contains("no status"));
        assert!(one("# T\nStatus: accepted\nDate: soon\n").contains("a date that is none"));
        assert!(one("# T\nStatus: maybe\nDate: 2026-01-01\n").contains("another status"));
        assert!(one("# T\nStatus: superseded by 0009\nDate: 2026-01-01\n").contains("which is not there"));
        assert!(one("Status: accepted\nDate: 2026-01-01\n").contains("no title"));
    }

    #[test]
    fn names_and_numbers_are_checked() {
        let text = "# T\nStatus: accepted\nDate: 2026-01-01\n";
        assert!(found(&[("docs/adr/one.md", text)]).contains("a name of another form"));
        assert!(found(&[("docs/adr/0001-a.md", text), ("docs/adr/0001-b.md", text)]).contains("a number that is taken"));
    }
}
