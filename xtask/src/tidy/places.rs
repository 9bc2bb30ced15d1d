//! No path of one machine and no host of one package registry: the project must build and read the same everywhere.

use super::Finding;
use super::tree::Tree;

const RULE: &str = "places";

const MACHINE: &str = "it exists on one machine only";
const REGISTRY: &str = "package managers know where their registry is";

/// Folders at the root of a machine under which people and chores keep their own.
const ROOTS: &[&str] = &["work", "root", "home", "Users"];

/// What else must not stand in a file, and why.
const HOSTS: &[(&str, &str)] = &[
    ("registry.npmjs.org", REGISTRY),
    ("index.crates.io", REGISTRY),
    ("static.crates.io", REGISTRY),
    ("pypi.org", REGISTRY),
    ("files.pythonhosted.org", REGISTRY),
    ("deb.debian.org", REGISTRY),
];

/// Checks every text file, lock files included. `Cargo.lock` names its index in its own way, which is not among these.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let roots = ROOTS.iter().map(|root| (below(root), MACHINE));
    let places: Vec<(String, &str)> = roots.chain(HOSTS.iter().map(|(host, why)| ((*host).to_owned(), *why))).collect();
    let mut found = Vec::new();
    for source in tree.sources() {
        for (number, line) in source.numbered() {
            for (place, why) in places.iter().filter(|(place, _)| stands_in(line, place)) {
                found.push(Finding::new(RULE, &source.path, number, &format!("names {place}"), why, "leave it out"));
            }
        }
    }
    found
}

/// The beginning of every path below a root folder.
fn below(root: &str) -> String {
    format!("/{root}/")
}

/// A path counts only where a path begins: `…/homework/` or `example.org/home/` is none of a machine.
fn stands_in(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line.get(..at).and_then(|start| start.chars().next_back()).unwrap_or(' ');
        let after = line.get(at + place.len()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        if place.starts_with('/') { !is_path(before) && is_path(after) } else { true }
    })
}

fn is_path(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | '}' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&Tree::of(&[("docs/guide.md", text)])).len()
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        let [work, root, home, users] = ["work", "root", "home", "Users"].map(below);
        assert_eq!(found(&format!("see {home}ada/stepdown and {users}ada")), 2);
        assert_eq!(found(&format!("(\"{work}x\")")), 1);
        assert_eq!(found(&format!("file://{root}x")), 1);
    }

    #[test]
    fn a_registry_is_found_also_in_lock_files() {
        assert_eq!(found("\"resolved\": \"https://registry.npmjs.org/a/-/a-1.tgz\""), 1);
    }

    #[test]
    fn other_paths_pass() {
        let [work, root, home] = ["work", "root", "home"].map(below);
        assert_eq!(found(&format!("example.org{home}page and care{work} and src{root}x")), 0);
        assert_eq!(found("source = \"registry+https://github.com/rust-lang/crates.io-index\""), 0);
    }
}
