//! Known weaknesses of what is linked, out of a copy of the RustSec advisory database: one Markdown file each, whose first block is TOML.
//! The copy is a folder on this machine; nothing is asked of anybody.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use semver::{Version, VersionReq};
use serde::Deserialize;

use super::linked::Linked;
use crate::say::say;
use crate::trouble::{Trouble, While};

#[derive(Deserialize)]
struct File {
    advisory: Advisory,
    #[serde(default)]
    versions: Versions,
}

#[derive(Deserialize)]
struct Advisory {
    id: String,
    package: String,
    withdrawn: Option<toml::Value>,
    informational: Option<String>,
}

#[derive(Default, Deserialize)]
struct Versions {
    #[serde(default)]
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

/// The advisories that `deny.toml` accepts, each with its reason there.
///
/// # Errors
/// When the file cannot be read.
pub fn accepted(root: &Path) -> Result<BTreeSet<String>, Trouble> {
    let text = std::fs::read_to_string(root.join("deny.toml")).doing("reading deny.toml")?;
    let file: toml::Table = toml::from_str(&text).doing("reading deny.toml")?;
    let listed = file.get("advisories").and_then(|part| part.get("ignore")).and_then(toml::Value::as_array);
    let id = |one: &toml::Value| one.get("id").or(Some(one)).and_then(toml::Value::as_str).map(str::to_owned);
    Ok(listed.into_iter().flatten().filter_map(id).collect())
}

/// Every weakness of what is linked that is not accepted. What is only worth knowing, such as that nobody looks after a library any
/// more, is said and does not fail.
///
/// # Errors
/// When the folder is no copy of the database.
pub fn against(linked: &Linked, folder: &Path, accepted: &BTreeSet<String>) -> Result<Vec<String>, Trouble> {
    let crates = folder.join("crates");
    std::fs::read_dir(&crates).doing(&format!("{} is no copy of the advisory database", folder.display()))?;
    let mut found = Vec::new();
    for library in linked.libraries() {
        let version = Version::parse(&library.version).doing(&format!("the version of {}", library.name))?;
        for path in files(&crates.join(&library.name)) {
            let text = std::fs::read_to_string(&path).doing(&format!("reading {}", path.display()))?;
            let file = read(&text).doing(&format!("reading {}", path.display()))?;
            let is_about_this = file.advisory.package == library.name && file.advisory.withdrawn.is_none();
            if !is_about_this || accepted.contains(&file.advisory.id) || is_safe(&file.versions, &version) {
                continue;
            }
            let words = format!("{} {}: {}", library.name, library.version, file.advisory.id);
            match &file.advisory.informational {
                Some(kind) => say(&format!("{words} ({kind})")),
                None => {
                    found.push(format!("{words}; take a version in which it is mended, or accept it in deny.toml with a reason"))
                }
            }
        }
    }
    Ok(found)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|one| one.path()).filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    files.sort();
    files
}

/// The first block of an advisory.
fn read(text: &str) -> Result<File, Trouble> {
    let block = text.split_once("```toml").and_then(|(_, rest)| rest.split_once("```")).map(|(block, _)| block);
    toml::from_str(block.unwrap_or_default()).doing("its first block")
}

fn is_safe(versions: &Versions, version: &Version) -> bool {
    let mut all = versions.patched.iter().chain(&versions.unaffected);
    all.any(|range| VersionReq::parse(range).is_ok_and(|range| range.matches(version)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::super::linked::tests::sample;
    use super::*;

    fn said(advisory: &str, versions: &str, accepted: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let near = folder.path().join("crates/near");
        std::fs::create_dir_all(&near).unwrap();
        let text = format!(
            "```toml\n[advisory]\nid = \"RUSTSEC-2026-0001\"\npackage = \"near\"\n{advisory}\n[versions]\n{versions}\n```\n# Near\n"
        );
        std::fs::write(near.join("RUSTSEC-2026-0001.md"), text).unwrap();
        against(&sample(), folder.path(), &accepted.iter().map(|id| (*id).to_owned()).collect()).unwrap()
    }

    #[test]
    fn a_weakness_of_the_version_that_is_linked_is_found() {
        assert_eq!(said("", "patched = [\">= 1.0.1\"]", &[]).len(), 1);
        assert_eq!(said("", "patched = []", &[]).len(), 1, "mended nowhere");
    }

    #[test]
    fn a_version_that_is_mended_or_was_never_weak_passes() {
        assert!(said("", "patched = [\"^0.9.3\", \">= 1.0.0\"]", &[]).is_empty());
        assert!(said("", "patched = []\nunaffected = [\"< 1.1\"]", &[]).is_empty());
    }

    #[test]
    fn what_was_withdrawn_accepted_or_is_only_worth_knowing_passes() {
        assert!(said("withdrawn = \"2026-02-01\"", "patched = []", &[]).is_empty());
        assert!(said("informational = \"unmaintained\"", "patched = []", &[]).is_empty());
        assert!(said("", "patched = []", &["RUSTSEC-2026-0001"]).is_empty());
    }

    #[test]
    fn a_folder_that_is_no_copy_of_the_database_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(against(&sample(), folder.path(), &BTreeSet::new()).is_err());
    }
}
