//! What is linked into the program, as `cargo metadata` and `Cargo.lock` say: every library with its version, its licence, the digest of
//! its bytes and what it uses itself. What only builds or tests is not among it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::process;
use crate::repo::Repo;
use crate::trouble::{Trouble, While};

/// The program.
const PROGRAM: &str = "stepdown";
/// The system that the program is built for.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Name and version.
pub type Key = (String, String);

/// What is linked.
pub struct Linked {
    /// The program's own version.
    pub version: String,
    /// What our own crates use, each once.
    pub used_by_us: BTreeSet<Key>,
    libraries: BTreeMap<Key, Library>,
}

/// A library of somebody else.
pub struct Library {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: String,
    /// The digest of its bytes as they come.
    pub sha256: String,
    /// What it uses itself.
    pub uses: BTreeSet<Key>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    source: Option<String>,
    license: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dep>,
}

#[derive(Deserialize)]
struct Dep {
    pkg: String,
    dep_kinds: Vec<DepKind>,
}

#[derive(Deserialize)]
struct DepKind {
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

impl Linked {
    /// Asks cargo, without a network.
    ///
    /// # Errors
    /// When cargo does not answer or `Cargo.lock` cannot be read.
    pub fn read(repo: &Repo) -> Result<Self, Trouble> {
        let mut command = process::cargo();
        command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", TARGET]);
        let text = process::quietly(command.current_dir(repo.root()), "cargo metadata")?;
        let metadata: Metadata = serde_json::from_str(&text).doing("reading cargo metadata")?;
        let lock = std::fs::read_to_string(repo.root().join("Cargo.lock")).doing("reading Cargo.lock")?;
        let lock: Lock = toml::from_str(&lock).doing("reading Cargo.lock")?;
        Self::of(&metadata, lock)
    }

    fn of(metadata: &Metadata, lock: Lock) -> Result<Self, Trouble> {
        let packages: BTreeMap<&str, &Package> = metadata.packages.iter().map(|one| (one.id.as_str(), one)).collect();
        let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|one| (one.id.as_str(), one)).collect();
        let digests: BTreeMap<Key, String> =
            lock.package.into_iter().filter_map(|one| Some(((one.name, one.version), one.checksum?))).collect();
        let program = metadata.packages.iter().find(|one| one.name == PROGRAM && one.source.is_none());
        let program = program.ok_or_else(|| Trouble::new("cargo metadata does not name the program"))?;
        let mut linked = Self { version: program.version.clone(), used_by_us: BTreeSet::new(), libraries: BTreeMap::new() };
        let mut ahead = vec![program.id.as_str()];
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while let Some(id) = ahead.pop() {
            let (Some(package), Some(node)) = (packages.get(id), nodes.get(id)) else { continue };
            if !seen.insert(id) {
                continue;
            }
            let used: Vec<&&Package> =
                node.deps.iter().filter(|one| is_linked(one)).filter_map(|one| packages.get(&*one.pkg)).collect();
            ahead.extend(used.iter().map(|one| one.id.as_str()));
            let uses: BTreeSet<Key> = used.iter().filter(|one| one.source.is_some()).map(|one| key(one)).collect();
            if package.source.is_none() {
                linked.used_by_us.extend(uses);
            } else {
                let library = Library {
                    name: package.name.clone(),
                    version: package.version.clone(),
                    license: package.license.as_deref().unwrap_or_default().replace('/', " OR "),
                    sha256: digests.get(&key(package)).cloned().unwrap_or_default(),
                    uses,
                };
                linked.libraries.insert(key(package), library);
            }
        }
        Ok(linked)
    }

    /// Every library, in order.
    pub fn libraries(&self) -> impl Iterator<Item = &Library> {
        self.libraries.values()
    }
}

fn key(package: &Package) -> Key {
    (package.name.clone(), package.version.clone())
}

/// Whether it ends up in the program, and does not only build or test it.
fn is_linked(dep: &Dep) -> bool {
    dep.dep_kinds.iter().any(|one| one.kind.is_none())
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// A program that uses `near` of version 1, which uses `far` of version 2.
    pub fn sample() -> Linked {
        let metadata = r#"{"packages":[
            {"id":"p","name":"stepdown","version":"0.1.0","source":null,"license":"MIT"},
            {"id":"o","name":"own","version":"0.1.0","source":null,"license":"MIT"},
            {"id":"n","name":"near","version":"1.0.0","source":"registry","license":"MIT/Apache-2.0"},
            {"id":"f","name":"far","version":"2.0.0","source":"registry","license":"ISC"},
            {"id":"t","name":"tester","version":"3.0.0","source":"registry","license":"MIT"}],
          "resolve":{"nodes":[
            {"id":"p","deps":[{"pkg":"o","dep_kinds":[{"kind":null}]},{"pkg":"t","dep_kinds":[{"kind":"dev"}]}]},
            {"id":"o","deps":[{"pkg":"n","dep_kinds":[{"kind":"build"},{"kind":null}]}]},
            {"id":"n","deps":[{"pkg":"f","dep_kinds":[{"kind":null}]}]},
            {"id":"f","deps":[]},{"id":"t","deps":[]}]}}"#;
        let digest = "0".repeat(64);
        let lock = format!(
            "[[package]]\nname=\"near\"\nversion=\"1.0.0\"\nchecksum=\"{digest}\"\n[[package]]\nname=\"far\"\nversion=\"2.0.0\"\nchecksum=\"{digest}\""
        );
        Linked::of(&serde_json::from_str(metadata).unwrap(), toml::from_str(&lock).unwrap()).unwrap()
    }

    #[test]
    fn only_what_ends_up_in_the_program_is_linked() {
        let linked = sample();
        let names: Vec<&str> = linked.libraries().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["far", "near"]);
        assert_eq!(linked.used_by_us.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["near"]);
        let near = linked.libraries().find(|one| one.name == "near").unwrap();
        assert_eq!(near.license, "MIT OR Apache-2.0");
        assert_eq!(near.uses.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["far"]);
    }
}
