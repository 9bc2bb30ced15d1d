//! Long files, reported and never forbidden: a long file makes you ask which noun is hiding in it.

use super::tree::{Source, Tree};

/// More lines than a file here usually has.
const USUAL_UPPER: usize = 300;
/// How many files the report names.
const NAMED: usize = 10;

/// One line a long file, the longest first; empty when there is none.
pub fn report(tree: &Tree) -> Vec<String> {
    let mut long: Vec<(usize, &str)> = tree
        .sources()
        .filter(|source| is_written_by_us(source))
        .map(|source| (source.text.lines().count(), source.path.as_str()))
        .filter(|(lines, _)| *lines > USUAL_UPPER)
        .collect();
    long.sort_unstable_by(|a, b| b.cmp(a));
    long.iter().take(NAMED).map(|(lines, path)| format!("note: {path} has {lines} lines; is a noun hiding in it?")).collect()
}

fn is_written_by_us(source: &Source) -> bool {
    let is_code = [".rs", ".mjs", ".js", ".css", ".sql"].iter().any(|ending| source.path.ends_with(ending));
    is_code && !source.name().contains(".min.") && !source.path.contains("/testdata/") && !source.path.contains("/vendor/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_code_is_named_and_the_longest_first() {
        let (long, longer) = ("x\n".repeat(301), "x\n".repeat(400));
        let tree = Tree::of(&[("a.rs", "x\n"), ("b.rs", &long), ("c.mjs", &longer), ("d.xml", &longer)]);
        let told = report(&tree);
        assert_eq!(told.len(), 2);
        assert!(told.concat().starts_with("note: c.mjs has 400 lines"), "{told:?}");
    }
}
