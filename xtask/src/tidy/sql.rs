//! SQL stands in files called `store.rs`, so that whoever looks for a table's readers and writers knows where they are.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "sql";

/// Pairs of words that make a string literal SQL: the first begins a statement or clause, the second follows it.
const STATEMENTS: &[(&str, &str)] = &[
    ("SELECT", "FROM"),
    ("INSERT", "INTO"),
    ("UPDATE", "SET"),
    ("DELETE", "FROM"),
    ("CREATE", "TABLE"),
    ("ALTER", "TABLE"),
    ("DROP", "TABLE"),
    ("CREATE", "INDEX"),
];

/// The same in lower case, narrow enough not to meet English sentences.
const LOWER_CASE: &[&str] = &["select * from", "select count(", "insert into ", "delete from ", "create table "];

/// Checks the string literals of every Rust file outside the places made for SQL.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (source, parts) in tree.rust().filter(|(source, _)| !is_made_for_sql(source)) {
        for literal in parts.literals_outside_tests().filter(|literal| is_sql(&literal.text)) {
            let why = "SQL stands only in store.rs, foundation/store and migrations";
            found.push(Finding::new(
                RULE,
                &source.path,
                literal.line,
                "an SQL statement",
                why,
                "move it into the noun's store.rs",
            ));
        }
    }
    found
}

fn is_made_for_sql(source: &Source) -> bool {
    let folders = ["foundation/store/", "migrations/", "xtask/src/bench"];
    source.name() == "store.rs" || source.is_test() || folders.iter().any(|folder| source.path.starts_with(folder))
}

fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split(|character: char| !character.is_alphanumeric() && character != '_').collect();
    let position = |wanted: &str| words.iter().position(|word| *word == wanted);
    let is_statement =
        |(first, second): &(&str, &str)| matches!((position(first), position(second)), (Some(a), Some(b)) if a < b);
    STATEMENTS.iter().any(is_statement) || LOWER_CASE.iter().any(|start| text.trim_start().starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn sql_outside_the_store_is_found() {
        for statement in [
            "SELECT id FROM patient",
            "INSERT INTO patient VALUES ($1)",
            "UPDATE patient SET a = 1",
            "DELETE FROM patient",
            "insert into patient values (1)",
        ] {
            assert_eq!(found("care/plan/src/model.rs", &format!("fn f() {{ run(\"{statement}\") }}")), 1, "{statement}");
        }
    }

    #[test]
    fn sql_in_its_place_or_in_a_test_passes() {
        let text = "fn f() { run(\"SELECT id FROM patient\") }";
        for path in ["care/plan/src/store.rs", "foundation/store/src/ledger.rs", "tests/journeys/a.rs", "care/plan/src/tests.rs"]
        {
            assert_eq!(found(path, text), 0, "{path}");
        }
        assert_eq!(found("care/plan/src/model.rs", &format!("#[cfg(test)]\nmod tests {{ {text} }}")), 0);
    }

    #[test]
    fn sentences_and_comments_are_no_sql() {
        assert_eq!(found("care/plan/src/model.rs", "// SELECT id FROM patient\nf(\"select a person from the list\")"), 0);
        assert_eq!(found("care/plan/src/model.rs", "f(\"Update the plan and set a date\")"), 0);
    }
}
