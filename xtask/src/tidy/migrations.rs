//! A migration that was merged never changes: somewhere it has already run. `migrations/CHECKSUMS` remembers each one.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Finding;
use super::tree::{Source, Tree};
use crate::say::say;
use crate::trouble::{Trouble, While};

const RULE: &str = "migrations";
/// The file of sums, in the form of `sha256sum`.
const SUMS: &str = "migrations/CHECKSUMS";
const WHY: &str = "a database somewhere has already run it";

/// Compares every migration with its remembered sum.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let remembered = remembered(tree);
    let mut found = Vec::new();
    for migration in migrations(tree) {
        match remembered.get(migration.name()) {
            Some((_, sum)) if *sum == sum_of(migration) => {}
            Some(_) => {
                let remedy = "restore it and add a new migration (if it was never merged, remove its line from migrations/CHECKSUMS \
                              and run `cargo xtask tidy --bless`)";
                found.push(Finding::new(RULE, &migration.path, 1, "a changed migration", WHY, remedy));
            }
            None => {
                let why = "only a remembered migration can be kept from changing";
                found.push(Finding::new(RULE, &migration.path, 1, "a new migration", why, "run `cargo xtask tidy --bless`"));
            }
        }
    }
    for (name, (line, _)) in remembered.iter().filter(|(name, _)| !tree.has(&format!("migrations/{name}"))) {
        found.push(Finding::new(RULE, SUMS, *line, &format!("{name} is gone"), WHY, "restore it"));
    }
    found
}

/// Adds the sums of new migrations; lines that are there stay as they are.
///
/// # Errors
/// When the file of sums cannot be written.
pub fn bless(root: &Path, tree: &Tree) -> Result<(), Trouble> {
    let (text, added) = blessed(tree);
    if added.is_empty() {
        say("no new migration to bless");
        return Ok(());
    }
    std::fs::write(root.join(SUMS), text).doing("writing migrations/CHECKSUMS")?;
    added.iter().for_each(|name| say(&format!("blessed migrations/{name}")));
    Ok(())
}

fn blessed(tree: &Tree) -> (String, Vec<String>) {
    let remembered = remembered(tree);
    let mut text = tree.source(SUMS).map(|source| source.text.clone()).unwrap_or_default();
    let mut added = Vec::new();
    for migration in migrations(tree).filter(|migration| !remembered.contains_key(migration.name())) {
        text.push_str(&format!("{}  {}\n", sum_of(migration), migration.name()));
        added.push(migration.name().to_owned());
    }
    (text, added)
}

fn migrations(tree: &Tree) -> impl Iterator<Item = &Source> {
    tree.sources().filter(|source| source.path.starts_with("migrations/") && source.path.ends_with(".sql"))
}

fn sum_of(migration: &Source) -> String {
    hex::encode(Sha256::digest(migration.text.as_bytes()))
}

/// File name → line in the file of sums, and sum.
fn remembered(tree: &Tree) -> BTreeMap<String, (usize, String)> {
    let lines = tree.source(SUMS).into_iter().flat_map(Source::numbered);
    let entries = lines.filter_map(|(number, line)| line.split_once("  ").map(|(sum, name)| (number, sum, name)));
    entries.map(|(number, sum, name)| (name.to_owned(), (number, sum.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "migrations/0001_spine.sql";

    fn found(tree: &Tree) -> String {
        check(tree).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_new_migration_asks_to_be_blessed_and_then_passes() {
        let tree = Tree::of(&[(NAME, "-- one\n")]);
        assert!(found(&tree).contains("a new migration"));
        let (sums, added) = blessed(&tree);
        assert_eq!(added, ["0001_spine.sql"]);
        assert_eq!(found(&Tree::of(&[(NAME, "-- one\n"), (SUMS, &sums)])), "");
    }

    #[test]
    fn a_changed_migration_is_found_and_never_blessed() {
        let (sums, _) = blessed(&Tree::of(&[(NAME, "-- one\n")]));
        let changed = Tree::of(&[(NAME, "-- two\n"), (SUMS, &sums)]);
        assert!(found(&changed).contains("a changed migration"));
        assert_eq!(blessed(&changed), (sums, Vec::new()));
    }

    #[test]
    fn a_migration_that_is_gone_is_found() {
        let (sums, _) = blessed(&Tree::of(&[(NAME, "-- one\n")]));
        assert!(found(&Tree::of(&[(SUMS, &sums)])).contains("0001_spine.sql is gone"));
    }

    #[test]
    fn sums_are_those_of_sha256sum() {
        let (sums, _) = blessed(&Tree::of(&[(NAME, "abc")]));
        assert_eq!(sums, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  0001_spine.sql\n");
    }
}
